// How survivors learn of a death: from the link, or, without Web Locks, from ticks.

import assert from "node:assert/strict";
import { test } from "node:test";
import { lab, LACKS, PATIENCE, ROUNDS } from "./harness.mjs";

// A name other than localhost is no secure context over plain http: there are no Web Locks.
const alias = "apothik.test";
const { open } = await lab({ alias });

const survivors = async (page, count) => {
  await page.page.waitForFunction(
    (count) => document.querySelectorAll("[data-noticed]").length >= count,
    { timeout: PATIENCE },
    count,
  );
  return page.noticed();
};

test("survivors learn of a kill from its link", async (t) => {
  const page = await open();
  const times = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await page.click("Reset");
    await page.page.waitForFunction(() => !document.querySelector("[data-noticed]"));
    await page.settled();
    await page.click(`Kill apothik_${1 + (round % 5)}`);
    const noticed = await survivors(page, 4);
    assert.deepEqual(
      noticed.map((one) => one.reason),
      ["link", "link", "link", "link"],
    );
    times.push(...noticed.map((one) => one.ms));
  }
  times.sort((a, b) => a - b);
  const [median, worst] = [times[times.length / 2], times.at(-1)];
  t.diagnostic(`kill to a survivor's new view: median ${median} ms, worst of ${times.length} ${worst} ms`);
  await page.close();
});

test("without Web Locks ticks alone tell, and the seed's figures are the same", async (t) => {
  const page = await open({ host: alias });
  assert.equal(await page.page.evaluate(() => typeof navigator.locks), "undefined");
  if (!LACKS.workerScripts) {
    const [worker] = await page.machines();
    assert.equal(await worker.evaluate(() => typeof navigator.locks), "undefined");
  }
  await page.fill(5000, 1);
  await page.figure("acknowledged", 5000);
  await page.click("Kill apothik_2");
  const noticed = await survivors(page, 4);
  assert.deepEqual(
    noticed.map((one) => one.reason),
    ["ticks", "ticks", "ticks", "ticks"],
  );
  t.diagnostic(`by ticks: ${noticed.map((one) => `${one.ms} ms`).join(", ")}`);
  const figures = await page.assertAgrees();
  assert.deepEqual([figures.found, figures.unreachable, figures.lost], [948, 3056, 996]);
  await page.click("Start apothik_2");
  await page.figure("found", 4004);
  await page.assertAgrees();
  await page.close();
});
