// Four deaths, and one that only looks like it; a network that is cut, slow and lossy.

import assert from "node:assert/strict";
import { test } from "node:test";
import { LACKS, PATIENCE, lab } from "./harness.mjs";

const { open } = await lab();

const state = (page, number, word) =>
  page.page.waitForFunction(
    (number, word) =>
      document
        .querySelector(`tr[data-machine="${number}"] [data-cell=state]`)
        ?.textContent.includes(word),
    { timeout: PATIENCE, polling: 20 },
    number,
    word,
  );

const filled = async () => {
  const page = await open();
  await page.run("Master.fill(1, 5000)");
  await page.figure("acknowledged", 5000);
  return page;
};

const reasons = async (page) => new Set((await page.noticed()).map((one) => one.reason));

for (const [verb, word] of [
  ["kill", "killed"],
  ["leave", "left"],
  ["trap", "trapped"],
]) {
  test(`a machine dies by ${verb}, and that costs four keys of five`, async () => {
    const page = await filled();
    assert.equal(await page.run(`Master.${verb}(2)`), ":ok");
    await state(page, 2, word);
    const { found, unreachable, lost, stored } = await page.assertAgrees();
    assert.deepEqual([found, unreachable, lost, stored], [948, 3056, 996, 4004]);
    const expected = verb === "leave" ? "left" : "link";
    assert.deepEqual(await reasons(page), new Set([expected]));
    assert.equal(await page.run(`Master.${verb}(2)`), "{:badrpc, :nodedown}");
    await page.close();
  });
}

test("a frozen machine is called down by ticks, and comes back with its entries", async () => {
  const page = await filled();
  assert.equal(await page.run("Master.freeze(2)"), ":ok");
  await state(page, 2, "frozen");
  await page.figure("found", 948);
  await page.assertAgrees();
  assert.deepEqual(await reasons(page), new Set(["ticks"]));
  assert.doesNotMatch(await page.run("Master.cluster(1)"), /apothik_2/);
  assert.equal(await page.run("Master.thaw(2)"), ":ok");
  await page.figure("found", 5000);
  const { lost, stale } = await page.assertAgrees();
  assert.deepEqual([lost, stale], [0, 0]);
  assert.equal(await page.run("Master.hits(1, 5000)"), "5000");
  await page.close();
});

test("a thawed machine brings back old values, which are called stale", async () => {
  const page = await open();
  await page.run("for i <- 1..100, do: put(1, i, :old)");
  await page.run("Master.freeze(2)");
  await page.run("for i <- 1..100, do: put(1, i, :new)");
  await page.run("Master.thaw(2)");
  const { stale, found } = await page.assertAgrees();
  assert.ok(stale > 0 && found === 100, `${stale} stale of ${found}`);
  const answers = await page.run("for i <- 1..100, do: get(3, i)");
  assert.equal(answers.match(/:old/g).length, stale);
  await page.close();
});

test("what a frozen machine was sent waits, and is done when it thaws", async () => {
  const page = await open();
  await page.fill(3_000_000, 1);
  await page.page.waitForFunction(() => {
    const found = document.querySelector("[data-figure=found]");
    return Number(found.dataset.value) > 5_000;
  });
  // Right in the middle: calls to it are under way.
  await page.run("Master.freeze(3)");
  await page.settled();
  const frozen = await page.assertAgrees();
  await page.run("Master.thaw(3)");
  const thawed = await page.assertAgrees();
  assert.equal(thawed.unknown, frozen.unknown);
  assert.ok(thawed.stored >= frozen.stored);
  await page.close();
});

test("each side of a partition sees itself alone, and both see all when it heals", async () => {
  const page = await filled();
  assert.equal(await page.run("Master.partition([1, 2], [3, 4, 5])"), ":ok");
  const side = (i, all) =>
    `{:"apothik_${i}@127.0.0.1", [${all.map((n) => `:"apothik_${n}@127.0.0.1"`).join(", ")}]}`;
  assert.equal(await page.run("Master.cluster(1)"), side(1, [1, 2]));
  assert.equal(await page.run("Master.cluster(4)"), side(4, [3, 4, 5]));
  await page.assertAgrees();
  const before = await page.figures();
  assert.match(await page.run("Master.partition([1], [1, 2])"), /machine 1 is named twice/);
  assert.match(await page.run("Master.partition([1], [9])"), /there is no machine 9/);
  assert.deepEqual(await page.figures(), before);
  assert.equal(await page.run("Master.heal"), ":ok");
  await page.figure("found", 5000);
  await page.assertAgrees();
  await page.close();
});

test("a slow, lossy network costs time and no key", async () => {
  const page = await open();
  assert.equal(await page.run("Master.network(delay: 50, jitter: 20, loss: 5)"), ":ok");
  assert.equal(await page.run("Master.network"), "[delay: 50, jitter: 20, loss: 5]");
  assert.equal(await page.run("Master.fill(1, 5000)"), ":ok");
  const { acknowledged, found, unknown } = await page.assertAgrees();
  assert.deepEqual([acknowledged, found, unknown], [5000, 5000, 0]);
  assert.equal(
    await page.run("Master.stat"),
    "[{1, 1026}, {2, 996}, {3, 1012}, {4, 1021}, {5, 945}]",
  );
  await page.close();
});

test("a worker in an endless loop is dead to all soon after its kill", { skip: LACKS.workerScripts }, async (t) => {
  const page = await filled();
  for (const worker of page.page.workers()) {
    await worker.evaluate(() => {
      if (self.name.startsWith("apothik_2@")) setTimeout(() => { for (;;); });
    });
  }
  await page.click("Kill apothik_2");
  await page.page.waitForFunction(
    () => document.querySelectorAll("[data-noticed]").length === 4,
    { timeout: PATIENCE, polling: 20 },
  );
  const times = (await page.noticed()).map((one) => one.ms);
  t.diagnostic(`a wedged worker's kill is known to all after ${Math.max(...times)} ms`);
  await page.assertAgrees();
  await page.close();
});
