// The seed's experiment without a pointer.

import assert from "node:assert/strict";
import { test } from "node:test";
import { lab } from "./harness.mjs";

const { open } = await lab();

/** Presses Tab until what has the focus bears this name. */
const tabTo = async ({ page }, name) => {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      const one = document.activeElement;
      return one.getAttribute("aria-label") ?? one.labels?.[0]?.textContent ?? one.textContent;
    });
    if (focused.trim() === name) return;
  }
  assert.fail(`Tab never came to ${name}`);
};

const focusedLabel = ({ page }) =>
  page.evaluate(() => document.activeElement.getAttribute("aria-label"));

test("fill, kill and start by keyboard alone", async () => {
  const page = await open();
  const { keyboard } = page.page;
  await tabTo(page, "Keys");
  await keyboard.press("End");
  await keyboard.down("Shift");
  await keyboard.press("Home");
  await keyboard.up("Shift");
  await keyboard.type("5000");
  await tabTo(page, "Through machine");
  await tabTo(page, "Fill");
  await keyboard.press("Enter");
  await page.figure("acknowledged", 5000);
  await page.settled();
  await tabTo(page, "Kill apothik_2");
  await keyboard.press(" ");
  await page.figure("found", 948);
  await page.button("Start apothik_2");
  assert.equal(await focusedLabel(page), "Start apothik_2", "the focus stays on the machine");
  await page.settled();
  await keyboard.press("Enter");
  await page.figure("found", 4004);
  await page.assertAgrees();
  await tabTo(page, "Master console");
  await keyboard.type("Master.hits(1, 5000)");
  await keyboard.press("Enter");
  assert.equal(await page.nextResult(0), "4004");
  await page.close();
});

test("whatever has the focus shows it", async () => {
  const page = await open();
  const look = (clip) => page.page.screenshot({ clip, encoding: "base64" });
  for (let presses = 0; presses < 20; presses += 1) {
    await page.page.keyboard.press("Tab");
    const focused = await page.page.evaluateHandle(() => document.activeElement);
    const { clip, html } = await focused.evaluate((one) => {
      one.scrollIntoView({ block: "center", behavior: "instant" });
      const { x, y, width, height } = one.getBoundingClientRect();
      const clip = { x: x - 6, y: y + scrollY - 6, width: width + 12, height: height + 12 };
      return { clip, html: one.outerHTML.slice(0, 80) };
    });
    const withFocus = await look(clip);
    await focused.evaluate((one) => one.blur());
    assert.notEqual(await look(clip), withFocus, html);
    await focused.evaluate((one) => one.focus());
  }
  await page.close();
});
