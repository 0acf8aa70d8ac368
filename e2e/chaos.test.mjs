// Two hundred random kills, starts and adds while keys are put: the account stays exact.

import assert from "node:assert/strict";
import { test } from "node:test";
import { PATIENCE, lab } from "./harness.mjs";

const { open } = await lab();

const CLICKS = 200;

/** Chance that is the same in every run (mulberry32). */
const chance = (seed) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), seed | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};

test("through two hundred random clicks during fills no key is miscounted and no reply lost", async (t) => {
  const page = await open();
  const random = chance(Number(process.env.SEED ?? 7));
  const done = { Kill: 0, Start: 0, add: 0, fills: 0 };
  let clicks = 0;
  while (clicks < CLICKS) {
    // A fill through a machine that runs, in the console, so that it is under way meanwhile.
    const via = await page.page.$$eval('g.disc[aria-label^="Kill"]', (all) =>
      all.map((disc) => Number(disc.getAttribute("aria-label").match(/\d+/)[0])),
    );
    const line = `Master.fill(${via[Math.floor(random() * via.length)] ?? 1}, 200000)`;
    const before = (await page.results()).length;
    const box = await page.console();
    await box.type(line);
    await box.press("Enter");
    done.fills += 1;
    for (let burst = 0; burst < 10 && clicks < CLICKS; burst += 1) {
      const deed = await page.page.evaluate((dice) => {
        const discs = [...document.querySelectorAll("g.disc[role=button]")];
        const living = discs.filter((disc) => disc.getAttribute("aria-label").startsWith("Kill"));
        const dead = discs.filter((disc) => disc.getAttribute("aria-label").startsWith("Start"));
        const add = [...document.querySelectorAll("button")].find(
          (button) => button.textContent.trim() === "Add a machine",
        );
        const pick = (all) => all[Math.floor(dice[1] * all.length)];
        const target =
          dice[0] < 0.45 && living.length > 1 ? pick(living)
          : dice[0] < 0.95 && dead.length > 0 ? pick(dead)
          : discs.length < 12 ? add
          : pick(dead.length > 0 ? dead : living);
        target.dispatchEvent(new MouseEvent("click", { bubbles: true }));
        return target.getAttribute("aria-label")?.split(" ")[0] ?? "add";
      }, [random(), random()]);
      done[deed] += 1;
      clicks += 1;
      await new Promise((rest) => setTimeout(rest, random() * 20));
    }
    assert.equal(await page.nextResult(before), ":ok");
    await page.assertAgrees();
  }
  const { acknowledged, unknown, refused } = await page.figures();
  t.diagnostic(
    `${JSON.stringify(done)}; ${acknowledged} acknowledged, ${unknown} unknown, ${refused} refused`,
  );
  // Whatever the account says is found is found.
  const { found } = await page.figures();
  assert.ok(found <= acknowledged);
  await page.page.waitForSelector("[data-audit=agree]", { timeout: PATIENCE });
  await page.close();
});
