// What if? From a moment of a replay the run goes on another way, simulated.

import assert from "node:assert/strict";
import { test } from "node:test";
import { PATIENCE, lab } from "./harness.mjs";
import { Looker } from "./replay.mjs";

const { open } = await lab();

/** Looks back on the seed's experiment, at the moment before its kill. */
const beforeTheKill = async (page) => {
  await page.fill(5000, 1);
  await page.figure("acknowledged", 5000);
  await page.settled();
  // What is lost on the way is sent again after 300 ms: the kill comes later, in a what-if as well.
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  await page.click("Kill apothik_2");
  await page.figure("found", 948);
  await page.settled();
  const looker = new Looker(page);
  await looker.lookBack();
  await looker.press("mark-before");
  await looker.press("before");
  await page.figure("found", 5000);
  return looker;
};

/** Asks for a what-if, by one of its buttons; answers both endings. */
const simulated = async ({ page }, which) => {
  await page.waitForFunction(() => !document.querySelector("[data-ending]"), { timeout: PATIENCE });
  await page.click(`[data-what-if=${which}]`);
  await page.waitForSelector("[data-ending=told]", { timeout: PATIENCE });
  const rows = await page.$$eval("[data-ended]", (rows) =>
    rows.map((row) => [
      row.dataset.ended,
      [...row.querySelectorAll("[data-side]")].map((one) => Number(one.dataset.value)),
    ]),
  );
  return Object.fromEntries(rows);
};

const putAway = ({ page }) => page.$eval(".ending .quiet", (button) => button.click());

const RECORDED = { found: 948, unreachable: 3056, lost: 996, stored: 4004 };

test("another machine dies instead: both endings stand side by side, and nothing of it is live", async () => {
  const page = await open();
  const looker = await beforeTheKill(page);
  await page.page.select("[data-what-if-machine]", "3");
  await page.page.click("[data-what-if-instead]");
  const ended = await simulated(page, "do");
  for (const [name, [recorded, other, difference]] of Object.entries(ended)) {
    assert.equal(recorded, RECORDED[name], name);
    assert.equal(difference, other - recorded, name);
  }
  // Machine 3 held 1,012 of the 5,000.
  assert.equal(ended.lost[1], 1012);
  assert.equal(ended.stored[1], 3988);
  assert.equal(ended.found[1] + ended.unreachable[1] + ended.lost[1], 5000);
  const told = await page.page.$eval(".ending", (one) => one.innerText);
  assert.match(told, /simulated/i);
  assert.equal((await page.figures()).found, 5000, "the moment is still shown");
  await looker.back();
  assert.equal((await page.assertAgrees()).found, 948);
  await page.close();
});

test("with nothing changed the simulated run comes to what was recorded", async () => {
  const page = await open();
  await beforeTheKill(page);
  const ended = await simulated(page, "nothing");
  for (const [name, [recorded, other, difference]] of Object.entries(ended)) {
    assert.deepEqual([recorded, other, difference], [RECORDED[name], RECORDED[name], 0], name);
  }
  await page.close();
});

test("a line is given at a moment of the past, and one that can't be read says so", async () => {
  const page = await open();
  await beforeTheKill(page);
  await page.page.type("#what-if-line", "Master.fly(1)");
  await page.page.keyboard.press("Enter");
  await page.page.waitForSelector("[data-ending=wrong]", { timeout: PATIENCE });
  assert.match(await page.page.$eval(".ending", (one) => one.innerText), /can’t be read/);
  await putAway(page);
  await page.page.click("#what-if-line", { count: 3 });
  await page.page.type("#what-if-line", "Master.kill(3)");
  const ended = await simulated(page, "line");
  // Both die: this one by the line, and the second as it did.
  assert.equal(ended.stored[1], 5000 - 1012 - 996);
  await page.close();
});

test("a message between machines is lost, and sent again: it comes to the same", async () => {
  const page = await open();
  const looker = await beforeTheKill(page);
  const rows = await looker.feed((rows) => rows.some(({ kind }) => kind === "batch"));
  const { number } = rows.findLast(({ kind }) => kind === "batch");
  await looker.goes(() => page.page.click(`[data-row="${number}"]`));
  const ended = await simulated(page, "lose");
  for (const [name, [recorded, other]] of Object.entries(ended)) {
    assert.deepEqual([recorded, other], [RECORDED[name], RECORDED[name]], name);
  }
  await putAway(page);
  // What passes between the Master and a machine is not lost.
  const { number: request } = rows.findLast(({ kind }) => kind === "request");
  await looker.goes(() => page.page.click(`[data-row="${request}"]`));
  await page.page.click("[data-what-if=lose]");
  await page.page.waitForSelector("[data-ending=wrong]", { timeout: PATIENCE });
  await page.close();
});
