// The page in all its widths and both themes: accessible, and never wider than the window.

import assert from "node:assert/strict";
import { test } from "node:test";
import { assertFits, bringAxe, violations } from "./eyes.mjs";
import { lab } from "./harness.mjs";

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
    await bringAxe(page);
    for (const [state, reach] of Object.entries(STATES)) {
      await page.page.setViewport({ width: 1280, height: 900 });
      await reach(page);
      assert.deepEqual(await violations(page), [], `${state}, ${theme}`);
      for (const width of [360, 768, 1280, 1920]) {
        await page.page.setViewport({ width, height: 900 });
        await assertFits(page, `${state} at ${width} px`);
      }
    }
    await page.close();
  });
}
