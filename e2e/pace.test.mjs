// Time stands still, is stepped and goes slowly, on the real workers.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { bothShow, openSecond } from "./two.mjs";
import { PATIENCE, lab } from "./harness.mjs";
import {
  clusterTime, goOn, setSpeed, step, stopTime, stopWhenQuiet, timeIs, type, waiting, waits,
} from "./time.mjs";

const { open } = await lab();

/** The states of all machines. */
const states = async (page) =>
  Object.values(await page.table()).map(({ state }) => state.split(/\s/)[0]);

const filled = async () => {
  const page = await open();
  await page.fill(5000, 1);
  await page.figure("acknowledged", 5000);
  await page.settled();
  return page;
};

test("a put is four messages, one a step, and nothing else", async () => {
  const page = await open();
  await stopWhenQuiet(page);
  const before = await type(page, 'Master.put(1, "k_1_7", 7)');
  const seen = [];
  const told = [];
  for (let leg = 0; leg < 4; leg += 1) {
    await waits(page, 1);
    seen.push(...(await waiting(page)));
    told.push(await step(page));
  }
  // Of five machines, number 4 owns this key.
  assert.deepEqual(seen, ["request M → 1", "call 1 → 4", "answer 4 → 1", "reply 1 → M"]);
  assert.match(told[1], /“put k_1_7” goes from machine 1 to its owner, machine 4/);
  assert.match(told[3], /machine 1 to the Master: :ok/);
  assert.equal(await page.nextResult(before), ":ok");
  await waits(page, 0);
  assert.equal((await page.figures()).stored, 1);
  await page.assertAgrees();
  await goOn(page);
  assert.equal(await page.run('Master.get(3, "k_1_7")'), "7");
  await page.close();
});

test("what the owner itself is asked needs no other machine", async () => {
  const page = await open();
  await stopWhenQuiet(page);
  const before = await type(page, 'Master.get(4, "k_1_7")');
  await waits(page, 1);
  assert.deepEqual(await waiting(page), ["request M → 4"]);
  await step(page);
  await waits(page, 1);
  assert.deepEqual(await waiting(page), ["reply 4 → M"]);
  await step(page);
  assert.equal(await page.nextResult(before), "nil");
  await page.close();
});

test("when nothing waits, a step lets time pass until somebody acts", async () => {
  const page = await open();
  await stopWhenQuiet(page);
  const at = await clusterTime(page);
  assert.match(await step(page), /pass, then machine \d (ticks|confirms|says)/);
  const later = await clusterTime(page);
  assert.ok(later > at && later < at + 1000, `${later - at} ms passed`);
  // A tick goes to each of the others.
  if ((await waiting(page)).length > 0) {
    assert.equal((await waiting(page)).filter((one) => one.startsWith("tick")).length, 4);
  }
  await page.close();
});

for (const seconds of [2, 60]) {
  test(`a pause of ${seconds} s in the middle of a kill changes no figure`, async () => {
    const page = await filled();
    await stopWhenQuiet(page);
    await page.click("Kill apothik_2");
    await page.button("Start apothik_2");
    // Each survivor would see the link close, and none has yet.
    await waits(page, 4);
    assert.deepEqual(new Set(await waiting(page)), new Set([1, 3, 4, 5].map((n) => `closed 2 → ${n}`)));
    assert.match(await page.page.$eval("[data-unsent]", (one) => one.textContent), /apothik_2 .*nobody knows/);
    await pause(1000 * seconds);
    assert.deepEqual(await page.noticed(), []);
    assert.deepEqual(await states(page), ["running", "killed", "running", "running", "running"]);
    await goOn(page);
    await page.figure("found", 948);
    const { unreachable, lost, stored } = await page.assertAgrees();
    assert.deepEqual([unreachable, lost, stored], [3056, 996, 4004]);
    const noticed = await page.noticed();
    assert.deepEqual(noticed.map((one) => one.reason), Array(4).fill("link"));
    assert.ok(noticed.every((one) => one.ms < 1000 * seconds), "the pause is no time to them");
    assert.equal(await page.run("Master.hits(1, 5000)"), "948");
    assert.deepEqual(await states(page), ["running", "killed", "running", "running", "running"]);
    await page.close();
  });
}

test("a put while time stands still does not time out, and a fill goes on where it was", async () => {
  const page = await open();
  await stopTime(page);
  const before = await type(page, "Master.fill(1, 5000)");
  await page.page.waitForSelector(".on-the-way [data-message=request]", { timeout: PATIENCE });
  // Longer than a call waits, and than machines bear silence.
  await pause(6000);
  assert.equal((await page.figures()).acknowledged, 0);
  assert.deepEqual(await states(page), Array(5).fill("running"));
  await goOn(page);
  assert.equal(await page.nextResult(before), ":ok");
  await page.figure("acknowledged", 5000);
  await page.assertAgrees();
  const stored = Object.values(await page.table()).map((machine) => machine.stored);
  assert.deepEqual(stored, [1026, 996, 1012, 1021, 945]);
  await page.close();
});

test("in slow motion a put takes four flights of a millisecond of the cluster", async (t) => {
  const page = await open();
  await setSpeed(page, 0.01);
  await pause(500);
  const before = await type(page, 'Master.put(1, "k_1_7", 7)');
  const began = await clusterTime(page);
  await page.page.waitForSelector("[data-flies=call]", { timeout: PATIENCE });
  assert.equal(await page.nextResult(before), ":ok");
  const took = (await clusterTime(page)) - began;
  t.diagnostic(`${took.toFixed(1)} ms of the cluster's time`);
  // Three at least are still to come when the first is seen; what the browser itself takes is small.
  assert.ok(took > 2.5 && took < 50, `${took} ms`);
  assert.deepEqual(await states(page), Array(5).fill("running"));
  await page.close();
});

test("slow motion that lasts longer than silence is borne calls nobody down", async () => {
  const page = await filled();
  await setSpeed(page, 0.1);
  // Three seconds of the cluster's time: six ticks.
  await pause(30_000);
  assert.deepEqual(await states(page), Array(5).fill("running"));
  await page.click("Kill apothik_2");
  await page.figure("found", 948);
  await page.assertAgrees();
  assert.deepEqual((await page.noticed()).map((one) => one.reason), Array(4).fill("link"));
  await setSpeed(page, 1);
  assert.equal(await page.run("Master.hits(1, 5000)"), "948");
  await page.close();
});

test("faults keep working: a slow network takes longer, and a frozen machine stays so", async () => {
  const page = await open();
  await page.run("Master.network(delay: 40)");
  await page.run("Master.freeze(3)");
  await setSpeed(page, 0.01);
  await type(page, 'Master.put(1, "k_1_7", 7)');
  await page.page.waitForSelector("[data-flies=call]", { timeout: PATIENCE });
  await stopTime(page);
  const call = (await waiting(page)).find((one) => one.startsWith("call"));
  assert.match(call, /^call 1 → [245]$/);
  await page.page.click(".on-the-way [data-message=call]");
  await page.page.waitForSelector("[data-card]", { timeout: PATIENCE });
  const arrives = await page.page.$$eval("[data-card] dd", (all) => all.at(-1).textContent);
  const [, ms] = arrives.match(/^([\d.]+)\sms$/);
  assert.ok(Number(ms) > 5 && Number(ms) <= 42, arrives);
  await setSpeed(page, 1);
  await page.figure("acknowledged", 1);
  assert.equal(await page.run("Master.thaw(3)"), ":ok");
  await page.assertAgrees();
  await page.close();
});

test("machines that start while time stands still find each other step by step", async () => {
  const page = await open();
  await stopWhenQuiet(page);
  await page.click("Add a machine");
  await page.page.waitForFunction(
    () => document.querySelectorAll(".on-the-way [data-message=hello]").length === 5,
    { timeout: PATIENCE },
  );
  const told = [];
  for (let steps = 0; (await waiting(page)).length > 0; steps += 1) {
    assert.ok(steps < 60, told.join("\n"));
    told.push(await step(page));
  }
  assert.match(told[0], /Machine 6 has started, and says hello/);
  assert.ok(told.some((one) => /wants to be connected to machine 6/.test(one)), told.join("\n"));
  await page.settled();
  await goOn(page);
  assert.match(await page.run("Master.cluster(6)"), /apothik_1@.*apothik_6@/);
  await page.close();
});

test("a second cluster stands still and steps with the first", async () => {
  const page = await open();
  await openSecond(page);
  await stopWhenQuiet(page);
  const before = await type(page, 'Master.put(1, "k_1_7", 7)');
  await waits(page, 1);
  await pause(500);
  await bothShow(page, "stored", 0, 0);
  for (let leg = 0; leg < 4; leg += 1) await step(page);
  assert.equal(await page.nextResult(before), ":ok");
  await bothShow(page, "stored", 1, 1);
  await goOn(page);
  await page.run("Master.fill(1, 16)");
  await bothShow(page, "stored", 16, 16);
  await page.close();
});

test("another tab's time goes along, and no single message is stepped there or here", async () => {
  const cookie = `#cookie=pace-${process.pid}`;
  const first = await open({ hash: cookie });
  const second = await open({ hash: cookie });
  await second.page.waitForSelector('[data-machine="7"].is-running', { timeout: PATIENCE });
  await stopTime(second);
  await first.page.bringToFront();
  await timeIs(first, '[data-rate="0"]');
  for (const page of [first, second]) {
    await page.page.bringToFront();
    const { disabled, why } = await page.page.$eval("#time-step", (one) => ({
      disabled: one.getAttribute("aria-disabled"),
      why: one.title,
    }));
    assert.equal(disabled, "true");
    assert.match(why, /Another tab/);
    await page.page.click("#time-step");
  }
  await pause(300);
  assert.equal(await first.page.$eval(".time", (time) => time.dataset.steps), "0");
  await goOn(first);
  await second.page.bringToFront();
  await timeIs(second, '[data-rate="1"]');
  assert.equal(await second.run("Master.fill(1, 1000)"), ":ok");
  await second.assertAgrees();
  await second.close();
  await first.page.bringToFront();
  await first.page.waitForSelector('[data-machine="7"].is-closed', { timeout: PATIENCE });
  await stopTime(first);
  assert.equal(await first.page.$eval("#time-step", (one) => one.ariaDisabled), "false");
  await first.close();
});

test("a tab that joins while time stands still stands still too", async () => {
  const cookie = `#cookie=pace-late-${process.pid}`;
  const first = await open({ hash: cookie });
  await stopTime(first);
  const second = await open({ hash: cookie, ready: false });
  await timeIs(second, '[data-rate="0"]');
  await goOn(second);
  await second.page.waitForSelector("main[data-ready=true]", { timeout: PATIENCE });
  await second.assertAgrees();
  await second.close();
  await first.close();
});
