// The seed's experiment, by clicks, with the seed's figures.

import assert from "node:assert/strict";
import { test } from "node:test";
import { lab } from "./harness.mjs";

const { open } = await lab();

const filled = async (options) => {
  const page = await open(options);
  await page.fill(5000, 1);
  await page.figure("acknowledged", 5000);
  await page.assertAgrees();
  return page;
};

test("a fill of 5,000 keys is distributed as in the seed", async () => {
  const page = await filled();
  const table = await page.table();
  const stored = Object.values(table).map((machine) => machine.stored);
  assert.deepEqual(stored, [1026, 996, 1012, 1021, 945]);
  await page.close();
});

test("clicking a machine costs four fifths of the hits, and the page says so", async () => {
  const page = await filled();
  await page.click("Kill apothik_2");
  await page.button("Start apothik_2");
  const figures = await page.assertAgrees();
  assert.deepEqual(
    [figures.stored, figures.reachable, figures.stranded, figures.acknowledged],
    [4004, 948, 3056, 5000],
  );
  assert.deepEqual([figures.found, figures.unreachable, figures.lost], [948, 3056, 996]);
  assert.deepEqual(await page.losses(), [
    {
      machine: 2,
      gone: 996,
      lost: 996,
      unreachable: 3056,
      "found-before": 5000,
      "found-after": 948,
    },
  ]);
  assert.equal((await page.table())[2].state.split(/\s/)[0], "killed");
  assert.equal(await page.run("Master.hits(1, 5000)"), "948");
  await page.fill(5000, 1);
  await page.figure("stored", 8056);
  const refilled = await page.assertAgrees();
  assert.deepEqual([refilled.found, refilled.stranded], [5000, 3056]);
  await page.close();
});

test("a machine that starts again makes the stranded entries reachable", async () => {
  const page = await filled();
  await page.click("Kill apothik_2");
  await page.figure("found", 948);
  await page.click("Start apothik_2");
  await page.figure("found", 4004);
  const figures = await page.assertAgrees();
  assert.deepEqual([figures.stranded, figures.unreachable, figures.lost], [0, 0, 996]);
  assert.equal(await page.run("Master.hits(1, 5000)"), "4004");
  await page.close();
});

test("old values that come back are counted as stale", async () => {
  const page = await open();
  for (const line of [
    'for i <- 1..40, do: Master.put(1, i, :old)',
    "Master.kill(2)",
    'for i <- 1..40, do: Master.put(1, i, :new)',
    "Master.start(2)",
  ]) {
    await page.run(line);
  }
  const { stale } = await page.assertAgrees();
  const answers = await page.run("for i <- 1..40, do: Master.get(1, i)");
  assert.ok(stale > 0);
  assert.equal(answers.match(/:old/g).length, stale);
  await page.close();
});

test("under fixed the same kill leaves four fifths, and a fill through the dead is refused", async () => {
  const page = await open();
  await page.choose("Fixed");
  await page.settled();
  await page.fill(5000, 1);
  await page.figure("found", 5000);
  await page.click("Kill apothik_2");
  await page.figure("found", 4004);
  const figures = await page.assertAgrees();
  assert.deepEqual([figures.unreachable, figures.lost], [0, 996]);
  await page.fill(5000, 2);
  await page.figure("refused", 5000);
  await page.page.waitForFunction(() => document.body.textContent.includes("5,000 refused"));
  assert.equal((await page.assertAgrees()).found, 4004);
  await page.close();
});

test("why a key is missing is told with its arithmetic", async () => {
  const page = await filled();
  await page.click("Kill apothik_2");
  await page.figure("found", 948);
  // Who noticed is told below the loss: what is beneath moves down until all have.
  await page.assertAgrees();
  await page.type("Key", "textbox", "k_1_7");
  await page.click("Explain");
  const story = await page.page.waitForSelector("[data-why]");
  const text = await story.evaluate((one) => one.textContent);
  assert.match(text, /phash2\("k_1_7", 5\) = \d/);
  assert.match(text, /phash2\("k_1_7", 4\) = \d/);
  await page.close();
});

test("each machine's view is told in Elixir's words", async () => {
  const page = await filled();
  await page.click("Kill apothik_2");
  await page.figure("found", 948);
  await page.assertAgrees();
  await page.click("Look at apothik_4");
  const view = await page.page.waitForSelector('[data-view-of="4"]');
  const text = await view.evaluate((one) => one.textContent);
  const expected = await page.run("Master.cluster(4)");
  assert.ok(text.includes(expected), text);
  await page.close();
});
