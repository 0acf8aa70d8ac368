// What the page has the browser save.

import { PATIENCE } from "./harness.mjs";

/** Keeps what the page has the browser save, in place of saving it. */
export const keepFiles = ({ page }) =>
  page.evaluate(() => {
    const blobs = new Map();
    const { createObjectURL } = URL;
    globalThis.saved = [];
    URL.createObjectURL = (blob) => {
      const address = createObjectURL.call(URL, blob);
      blobs.set(address, blob);
      return address;
    };
    HTMLAnchorElement.prototype.click = function click() {
      globalThis.saved.push({ name: this.download, blob: blobs.get(this.href) });
    };
  });

/** Does something that saves a file, once files are kept; answers its name, type and bytes. */
export const savedBy = async ({ page }, act) => {
  const before = await page.evaluate(() => globalThis.saved.length);
  await act();
  await page.waitForFunction((before) => globalThis.saved.length > before, { timeout: PATIENCE }, before);
  const { name, type, text } = await page.evaluate(async () => {
    const { name, blob } = globalThis.saved.at(-1);
    const bytes = new Uint8Array(await blob.arrayBuffer());
    let text = "";
    for (let i = 0; i < bytes.length; i += 0x8000) {
      text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
    }
    return { name, type: blob.type, text: btoa(text) };
  });
  return { name, type, bytes: Buffer.from(text, "base64") };
};
