// Scenarios and the dialog with a link, in both themes and languages: accessible, and nothing cut off.

import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { assertFits, bringAxe, violations } from "./eyes.mjs";
import { PATIENCE, lab } from "./harness.mjs";
import { NAMES, Player } from "./playhouse.mjs";

const { open: openPage } = await lab({ theme: "light" });

const SIZES = [{ width: 1280, height: 900 }, { width: 640, height: 450 }, { width: 360, height: 740 }];

const look = async (page, state, within) => {
  for (const [theme, language] of [["dark", "en"], ["light", "fr"]]) {
    // By script: a dialog may lie over them.
    await page.page.$eval(".theme select", (one, theme) => {
      one.value = theme;
      one.dispatchEvent(new Event("change", { bubbles: true }));
    }, theme);
    await page.page.$eval(`.tongue [lang=${language}]`, (one) => one.click());
    await page.page.waitForSelector(`html[lang=${language}]`);
    assert.deepEqual(await violations(page, within), [], `${state}, ${theme}, ${language}`);
    for (const size of SIZES) {
      await page.page.setViewport(size);
      await assertFits(page, `${state} in ${language} at ${size.width} px`);
    }
    await page.page.setViewport(SIZES[0]);
  }
};

test("the list, a scenario before and after, a shared run, a bad link and the dialog look right", async () => {
  const page = await openPage({ fresh: true });
  await bringAxe(page);
  const player = new Player(page);
  await page.page.click(".scenarios-button");
  await page.page.waitForSelector("[data-scenario]", { timeout: PATIENCE });
  await look(page, "the list");
  await player.open("a-machine-comes-back");
  await look(page, "a scenario");
  await player.run();
  await page.page.$eval(".scenario details", (one) => (one.open = true));
  await look(page, "a scenario that was run");
  await page.page.click(".share-button");
  await page.page.waitForSelector("#share-link", { timeout: PATIENCE });
  await look(page, "the dialog");
  await page.page.keyboard.press("Escape");
  const text = `Master.put(1, "${"a-very-long-key-".repeat(40)}", 1)\n@2s Master.sum #=> 2\n`;
  const hash = `#run=1.${deflateRawSync(Buffer.from(text)).toString("base64url")}`;
  await page.page.evaluate((hash) => (location.hash = hash), hash);
  await page.page.waitForSelector(".scenario-shared", { timeout: PATIENCE });
  await player.run();
  await look(page, "a shared run");
  await page.page.evaluate(() => (location.hash = "#run=1.cut"));
  await player.trouble();
  await look(page, "a bad link");
  await page.close();
});

test("every scenario with its answer fits, in both languages and every size", async () => {
  const page = await openPage({ fresh: true });
  await bringAxe(page);
  const player = new Player(page);
  for (const name of NAMES) {
    await player.open(name);
    await page.page.$eval(".scenario details", (one) => (one.open = true));
    await look(page, name, ".scenario");
  }
  await page.close();
});
