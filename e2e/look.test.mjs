// The page in all its widths and both themes: accessible, and never wider than the window.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { lab } from "./harness.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const violations = ({ page }) =>
  page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document, { resultTypes: ["violations"] });
    return violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" ")}`);
  });

const STATES = {
  empty: async () => {},
  filled: async (page) => {
    await page.fill(5000, 1);
    await page.figure("acknowledged", 5000);
    await page.settled();
  },
  killed: async (page) => {
    await page.click("Kill apothik_2");
    await page.figure("found", 948);
    await page.settled();
    await page.type("Key", "textbox", "k_1_7");
    await page.click("Explain");
    await page.page.waitForSelector("[data-why]");
    await page.click("Look at apothik_3");
    await page.page.waitForSelector('[data-view-of="3"]');
  },
};

// Both before any test: once the tests there are have ended, their browsers are closed.
const labs = { light: await lab({ theme: "light" }), dark: await lab({ theme: "dark" }) };

for (const [theme, { open }] of Object.entries(labs)) {
  test(`axe finds nothing in the ${theme} theme, and nothing is wider than the window`, async () => {
    const page = await open();
    assert.ok(await page.wears(theme), `the page is ${theme}`);
    // The page's own policy forbids foreign scripts; the tool comes by the debugger instead.
    await page.page.evaluate(axe);
    for (const [state, reach] of Object.entries(STATES)) {
      await page.page.setViewport({ width: 1280, height: 900 });
      await reach(page);
      assert.deepEqual(await violations(page), [], `${state}, ${theme}`);
      for (const width of [360, 768, 1280, 1920]) {
        await page.page.setViewport({ width, height: 900 });
        const { inner, outer } = await page.page.evaluate(() => ({
          inner: document.documentElement.scrollWidth,
          outer: document.documentElement.clientWidth,
        }));
        assert.ok(inner <= outer, `${state} at ${width} px is ${inner} px wide`);
      }
    }
    await page.close();
  });
}
