// Workers that hang or break are seen as dead, with the reason.

import assert from "node:assert/strict";
import { test } from "node:test";
import { lab, LACKS, PATIENCE } from "./harness.mjs";

const { open } = await lab();
const needs = { skip: LACKS.workerScripts };

/** The worker a machine runs in. */
const workerOf = async ({ page }, number) => {
  for (const worker of page.workers()) {
    const name = await worker.evaluate(() => self.name);
    if (name === `apothik_${number}@127.0.0.1`) return worker;
  }
  return assert.fail(`machine ${number} has no worker`);
};

const state = (page, number, word) =>
  page.page.waitForFunction(
    (number, word) => {
      const cell = document.querySelector(`tr[data-machine="${number}"] [data-cell=state]`);
      return cell.textContent.includes(word);
    },
    { timeout: PATIENCE },
    number,
    word,
  );

test("a worker in an endless loop is called silent, is out of the others' views, and can be killed", needs, async () => {
  const page = await open();
  await page.fill(5000, 1);
  await page.figure("acknowledged", 5000);
  await page.settled();
  const wedged = await workerOf(page, 2);
  await wedged.evaluate(() => {
    setTimeout(() => {
      for (;;);
    });
  });
  await state(page, 2, "silent");
  await page.figure("found", 948);
  await page.assertAgrees();
  assert.doesNotMatch(await page.run("Master.cluster(1)"), /apothik_2/);
  const reasons = (await page.noticed()).map((one) => one.reason);
  assert.deepEqual(new Set(reasons), new Set(["ticks"]));
  await page.click("Kill apothik_2");
  await page.button("Start apothik_2");
  await page.assertAgrees();
  await page.click("Start apothik_2");
  await page.figure("found", 4004);
  await page.assertAgrees();
  await page.close();
});

test("a worker that was only busy comes back with its entries, old ones too", needs, async () => {
  const page = await open();
  await page.fill(5000, 1);
  await page.figure("acknowledged", 5000);
  await page.settled();
  const busy = await workerOf(page, 2);
  await busy.evaluate(() => {
    setTimeout(() => {
      const end = performance.now() + 5000;
      while (performance.now() < end);
    });
  });
  await state(page, 2, "silent");
  await page.figure("found", 948);
  await state(page, 2, "running");
  await page.figure("found", 5000);
  const figures = await page.assertAgrees();
  assert.deepEqual([figures.stored, figures.lost, figures.stale], [5000, 0, 0]);
  assert.equal(await page.run("Master.hits(1, 5000)"), "5000");
  await page.close();
});

test("a worker that throws is dead, with what it said", needs, async () => {
  const page = await open();
  await page.fill(5000, 1);
  await page.figure("acknowledged", 5000);
  await page.settled();
  const broken = await workerOf(page, 2);
  // Its program is started a second time, with nothing to start: wasm rejects that.
  await broken.evaluate(async () => {
    const program = new URL(self.location).searchParams.get("program");
    const { machine } = await import(program);
    const { port1 } = new MessageChannel();
    setTimeout(machine, 0, null, port1);
  });
  await state(page, 2, "trapped");
  await page.page.waitForFunction(() => document.body.textContent.includes("invalid type"));
  await page.figure("found", 948);
  await page.assertAgrees();
  await page.click("Start apothik_2");
  await page.figure("found", 4004);
  await page.assertAgrees();
  await page.close();
});
