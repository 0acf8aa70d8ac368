// Whatever is posted on the channels does no harm: who knows the cookie may still be mistaken.

import assert from "node:assert/strict";
import { test } from "node:test";
import { lab, PATIENCE } from "./harness.mjs";

const { open } = await lab();

const CLUSTER = "cluster";
const own = (number) => `node/apothik_${number}@127.0.0.1`;
const OWN = [1, 2, 3, 4, 5].map(own);

/** Keeps what passes on these channels from now on. */
const listen = ({ page }, cookie, names) =>
  page.evaluate(
    (cookie, names) => {
      globalThis.heard = {};
      for (const name of names) {
        globalThis.heard[name] = [];
        const channel = new BroadcastChannel(`apothik/${cookie}/${name}`);
        channel.onmessage = ({ data }) => globalThis.heard[name].push(data);
      }
    },
    cookie,
    names,
  );

const heard = ({ page }, name, count) =>
  page.waitForFunction(
    (name, count) => globalThis.heard[name].length >= count,
    { timeout: PATIENCE },
    name,
    count,
  );

const dropped = ({ page }) => page.$eval("[data-dropped]", (one) => Number(one.dataset.value));

const droppedAtLeast = ({ page }, count) =>
  page.waitForFunction(
    (count) => Number(document.querySelector("[data-dropped]").dataset.value) >= count,
    { timeout: PATIENCE },
    count,
  );

const assertSeedStillHolds = async (page) => {
  await page.fill(5000, 1);
  await page.figure("acknowledged", 5000);
  await page.assertAgrees();
  const stored = Object.values(await page.table()).map((machine) => machine.stored);
  assert.deepEqual(stored, [1026, 996, 1012, 1021, 945]);
  await page.click("Kill apothik_2");
  await page.figure("found", 948);
  const { unreachable, lost } = await page.assertAgrees();
  assert.deepEqual([unreachable, lost], [3056, 996]);
};

// Everybody hears the cluster's channel; only machine 1 hears its own.
for (const [name, listeners] of [[CLUSTER, 5], [own(1), 1]]) {
  test(`junk on ${name} is dropped, counted and shown, and nothing changes`, async () => {
    const page = await open({ hash: "#cookie=junk" });
    const before = await page.figures();
    const posted = await page.page.evaluate((name) => {
      const random = (length) => crypto.getRandomValues(new Uint8Array(length));
      const beginning = (bytes, length) => {
        const body = random(length);
        body.set(bytes);
        return body;
      };
      const sizes = [2, 10, 100, 1_000, 10_000];
      const bodies = [
        ...["hello", "", 42, -1, Number.NaN, null, true, { from: "me" }, [1, 2], new Date(0)],
        ...[new Uint8Array(), new Uint8Array([1]), new ArrayBuffer(8), new Uint32Array([1])],
        ...[new Uint8Array(2_000_000)],
        // Of another version; of this version, and no message that there is.
        ...sizes.map((size) => beginning([0xee], size)),
        ...sizes.map((size) => beginning([1, 0xff], size)),
      ];
      const channel = new BroadcastChannel(`apothik/junk/${name}`);
      for (const body of bodies) channel.postMessage(body);
      return bodies.length;
    }, name);
    await droppedAtLeast(page, posted * listeners);
    assert.deepEqual(await page.assertAgrees(), before);
    await assertSeedStillHolds(page);
    assert.equal(await dropped(page), posted * listeners, "nothing but junk was dropped");
    await page.close();
  });
}

test("truncated messages are dropped and counted, wherever they were cut", async (t) => {
  const page = await open({ hash: "#cookie=cut" });
  await listen(page, "cut", [CLUSTER, own(1)]);
  await page.run("for j <- 1..40, do: Master.get(2, j)");
  await heard(page, CLUSTER, 5);
  await heard(page, own(1), 5);
  const posted = await page.page.evaluate(() => {
    const posted = {};
    for (const [name, bodies] of Object.entries(globalThis.heard)) {
      const cuts = bodies
        .slice(0, 5)
        .flatMap((body) => Array.from(body, (_, length) => body.slice(0, length)));
      const channel = new BroadcastChannel(`apothik/cut/${name}`);
      for (const cut of cuts) channel.postMessage(cut);
      posted[name] = cuts.length;
    }
    return posted;
  });
  t.diagnostic(`cuts posted: ${JSON.stringify(posted)}`);
  // A body of several messages, cut between two, is a message again: those alone are read.
  await droppedAtLeast(page, 5 * posted[CLUSTER] + posted[own(1)] / 2);
  await assertSeedStillHolds(page);
  await page.close();
});

test("replayed messages change nothing: no value comes back, nobody dies or is born", async (t) => {
  const page = await open({ hash: "#cookie=again" });
  await listen(page, "again", [CLUSTER, ...OWN]);
  await page.run("for j <- 1..50, do: Master.put(1, j, :old)");
  await page.run("Master.kill(2)");
  await page.run("Master.start(2)");
  await page.run("for j <- 1..50, do: Master.put(1, j, :new)");
  await page.run("for j <- 1..10, do: Master.delete(1, j)");
  const before = await page.assertAgrees();
  const uncounted = await dropped(page);
  const replayed = await page.page.evaluate(() => {
    const all = Object.entries(globalThis.heard).map(([name, bodies]) => [name, [...bodies]]);
    for (const [name, bodies] of all) {
      const channel = new BroadcastChannel(`apothik/again/${name}`);
      for (const body of bodies) channel.postMessage(body);
      // A channel keeps its order: once this is counted, all before it was read.
      channel.postMessage("the end");
    }
    return all.reduce((sum, [, bodies]) => sum + bodies.length, 0);
  });
  t.diagnostic(`${replayed} messages replayed`);
  await droppedAtLeast(page, uncounted + 10);
  assert.deepEqual(await page.assertAgrees(), before);
  const answers = await page.run("for j <- 1..50, do: Master.get(3, j)");
  assert.equal(answers, `[${[...Array(10).fill("nil"), ...Array(40).fill(":new")].join(", ")}]`);
  const states = Object.values(await page.table()).map(({ state }) => state.split(/\s/)[0]);
  assert.deepEqual(states, Array(5).fill("running"));
  await page.close();
});
