// The lives of one machine, one after the other: each death is told apart from the last.

import assert from "node:assert/strict";
import { test } from "node:test";
import { lab, LACKS, PATIENCE, ROUNDS } from "./harness.mjs";

const { open } = await lab();
const needs = { skip: LACKS.workerScripts };

/** What survivors noticed, once there are so many of them. */
const noticedLosses = async ({ page }, count) => {
  await page.waitForFunction(
    (count) => document.querySelectorAll("[data-noticed]").length >= count,
    { timeout: PATIENCE },
    count,
  );
  return page.$$eval("[data-noticed]", (all) => all.map(({ dataset }) => ({ ...dataset })));
};

test("kills of every machine, each with a new start, are all noticed by link", async (t) => {
  const page = await open();
  const times = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const number = 1 + (round % 5);
    await page.run("Master.boot(5)");
    await page.page.waitForFunction(() => !document.querySelector("[data-noticed]"));
    for (const life of [1, 2]) {
      await page.click(`Kill apothik_${number}`);
      const noticed = await noticedLosses(page, 4 * life);
      assert.deepEqual(new Set(noticed.map((one) => one.reason)), new Set(["link"]));
      if (life === 2) times.push(...noticed.map((one) => Number(one.ms)));
      await page.settled();
      await page.click(`Start apothik_${number}`);
      await page.button(`Kill apothik_${number}`);
      await page.settled();
    }
  }
  times.sort((a, b) => a - b);
  t.diagnostic(`median ${times[times.length / 2]} ms, worst of ${times.length} ${times.at(-1)} ms`);
  await page.assertAgrees();
  await page.close();
});

test("a worker in which something is thrown is trapped, and its machine dead", needs, async () => {
  const page = await open();
  await page.fill(5000, 1);
  await page.figure("acknowledged", 5000);
  for (const worker of page.page.workers()) {
    await worker.evaluate(() => {
      if (!self.name.startsWith("apothik_2@")) return;
      setTimeout(() => {
        // Its words are muted: to the browser the debugger's scripts are of another origin.
        throw new Error("a trap");
      });
    });
  }
  await page.page.waitForFunction(() =>
    document.querySelector('tr[data-machine="2"] [data-cell=state]').textContent.includes("trapped"),
  );
  await page.figure("found", 948);
  await page.assertAgrees();
  await page.close();
});
