// A cluster across tabs: several pages with one cookie, one cluster.

import assert from "node:assert/strict";
import { test } from "node:test";
import { PATIENCE, ROUNDS, lab } from "./harness.mjs";

const { open } = await lab();

let clusters = 0;
const hash = () => `#cookie=tabs-${process.pid}-${(clusters += 1)}`;

// A page is looked at in front: one in the background is drawn when the browser thinks fit, in Firefox
// after two seconds and more.

/** Waits until a page shows so many machines that run. */
const running = async (tab, count) => {
  await tab.page.bringToFront();
  await tab.page.waitForFunction(
    (count) =>
      [...document.querySelectorAll("tr[data-machine] [data-cell=state]")].filter(
        (cell) => cell.textContent.trim() === "running",
      ).length === count,
    { timeout: PATIENCE, polling: 20 },
    count,
  );
};

const state = async (tab, machine, wanted) => {
  await tab.page.bringToFront();
  await tab.page.waitForFunction(
    (machine, wanted) =>
      document
        .querySelector(`tr[data-machine="${machine}"] [data-cell=state]`)
        ?.textContent.includes(wanted),
    { timeout: PATIENCE, polling: 20 },
    machine,
    wanted,
  );
};

/** Waits until a page's account is right and the same as its machines'. */
const agrees = async (tab) => {
  await tab.page.bringToFront();
  return tab.assertAgrees();
};

const two = async () => {
  const cookie = hash();
  const first = await open({ hash: cookie });
  const second = await open({ hash: cookie });
  await running(second, 7);
  await running(first, 7);
  return [first, second];
};

test("a second tab joins with machines of free numbers, and both show all of them", async () => {
  const [first, second] = await two();
  assert.equal(await first.run("Master.cluster(7)"), await second.run("Master.cluster(7)"));
  assert.match(await first.run("Master.cluster(6)"), /apothik_1@.*apothik_7@/);
  await second.close();
  await first.close();
});

test("a fill in one tab is in the account of both, and each reaches the other's machines", async () => {
  const [first, second] = await two();
  assert.equal(await first.run("Master.fill(6, 2000)"), ":ok");
  for (const tab of [first, second]) {
    await tab.page.bringToFront();
    await tab.figure("acknowledged", 2000);
    await agrees(tab);
  }
  assert.deepEqual(await first.figures(), await second.figures());
  assert.equal(await second.run("Master.hits(6, 2000)"), "2000");
  assert.equal(await second.run("Master.stat"), await first.run("Master.stat"));
  await second.close();
  await first.close();
});

test("killing another tab's machine costs the same there and here", async () => {
  const [first, second] = await two();
  await first.run("Master.fill(1, 1000)");
  await second.page.bringToFront();
  await second.figure("acknowledged", 1000);
  assert.equal(await second.run("Master.kill(2)"), ":ok");
  for (const tab of [first, second]) {
    await state(tab, 2, "killed");
    await agrees(tab);
  }
  assert.deepEqual(await first.figures(), await second.figures());
  assert.equal(await first.run("Master.kill(7)"), ":ok");
  await state(second, 7, "killed");
  await agrees(second);
  // A dead machine starts anew in the tab that asks.
  assert.equal(await first.run("Master.start(7)"), ":ok");
  await running(second, 6);
  await agrees(second);
  await second.close();
  await first.close();
});

test("freezing and thawing another tab's machine shows on both", async () => {
  const [first, second] = await two();
  assert.equal(await second.run("Master.freeze(3)"), ":ok");
  await state(first, 3, "frozen");
  assert.equal(await second.run("Master.thaw(3)"), ":ok");
  await running(second, 7);
  await running(first, 7);
  await agrees(first);
  await agrees(second);
  await second.close();
  await first.close();
});

test("closing a tab is the death of its machines, shown with that reason", async () => {
  const [first, second] = await two();
  await first.run("Master.fill(1, 1000)");
  await second.close();
  await running(first, 5);
  await state(first, 6, "closed");
  await state(first, 7, "closed");
  await agrees(first);
  await first.close();
});

test("a reload is the death of that tab's machines, and it joins again with new ones", async () => {
  const [first, second] = await two();
  await second.page.reload();
  await state(first, 6, "reloaded");
  await state(first, 7, "reloaded");
  await running(first, 7);
  await running(second, 7);
  const notice = await second.page.$eval("main", (main) => main.textContent);
  assert.match(notice, /This page was reloaded/);
  assert.equal(await second.run("Master.cluster(1)"), await first.run("Master.cluster(1)"));
  await second.close();
  await first.close();
});

test("a tab that joins late says what it has not seen", async () => {
  const cookie = hash();
  const first = await open({ hash: cookie });
  await first.run("Master.fill(1, 1000)");
  const second = await open({ hash: cookie });
  await running(second, 7);
  await second.page.waitForSelector("[data-audit=unseen]", { timeout: PATIENCE });
  const told = await second.page.$eval("[data-audit=unseen]", (one) => one.textContent);
  assert.match(told, /1,000 entries/);
  await agrees(first);
  await second.close();
  await first.close();
});

test("two tabs that start machines at the same moment never start the same one", async () => {
  const [first, second] = await two();
  const add = (tab) =>
    tab.page.evaluate(() =>
      [...document.querySelectorAll("button")]
        .find((button) => button.textContent.trim() === "Add a machine")
        .click(),
    );
  await Promise.all([add(first), add(second)]);
  await running(second, 9);
  await running(first, 9);
  const lists = await Promise.all([first, second].map((tab) => tab.table()));
  assert.deepEqual(Object.keys(lists[0]), Object.keys(lists[1]));
  await second.close();
  await first.close();
});

test("one tab boots, and the other follows", async () => {
  const [first, second] = await two();
  assert.equal(await second.run("Master.boot(3)"), ":ok");
  await running(second, 3);
  await running(first, 3);
  assert.equal(await first.run("Master.stat"), "[{1, 0}, {2, 0}, {3, 0}]");
  await second.run("Master.fill(1, 500)");
  await first.page.bringToFront();
  await first.figure("acknowledged", 500);
  await agrees(first);
  await second.close();
  await first.close();
});

test("a partition cut in one tab holds in both, and so does its end", async () => {
  const [first, second] = await two();
  assert.equal(await first.run("Master.partition([1, 2, 6], [3, 4, 5, 7])"), ":ok");
  const side = [3, 4, 5, 7].map((i) => `:"apothik_${i}@127.0.0.1"`).join(", ");
  assert.equal(await second.run("Master.cluster(7)"), `{:"apothik_7@127.0.0.1", [${side}]}`);
  assert.equal(await second.run("Master.heal"), ":ok");
  await agrees(first);
  await agrees(second);
  await second.close();
  await first.close();
});

test("a tab that is hidden says so on the others, and its machines go on", async () => {
  const [first, second] = await two();
  await first.page.bringToFront();
  await first.page.waitForFunction(
    () => document.querySelectorAll("[data-tab][data-hidden=true]").length === 1,
    { timeout: PATIENCE, polling: 20 },
  );
  await first.run("Master.fill(7, 500)");
  await agrees(first);
  assert.equal((await first.figures()).found, 500);
  await second.page.bringToFront();
  await second.page.waitForFunction(
    () => document.querySelectorAll("[data-tab][data-hidden=true]").length === 1,
    { timeout: PATIENCE, polling: 20 },
  );
  await second.close();
  await first.close();
});

test("a page that is left and returned to finds its machines dead, or begins anew", async () => {
  const [first, second] = await two();
  await second.page.goto("about:blank");
  await state(first, 6, "closed");
  await state(first, 7, "closed");
  await second.page.goBack();
  await second.page.waitForSelector("tr[data-machine]", { timeout: PATIENCE });
  // Whichever way the browser brings it back, both pages come to agree on who lives.
  await second.page.waitForFunction(
    () => document.querySelector("main[data-ready=true]"),
    { timeout: PATIENCE, polling: 20 },
  );
  const living = (tab) =>
    tab.page.$$eval("tr[data-machine] [data-cell=state]", (cells) =>
      cells.filter((cell) => cell.textContent.trim() === "running").length,
    );
  const until = Date.now() + PATIENCE;
  while ((await living(first)) !== (await living(second)) && Date.now() < until) {
    await new Promise((rest) => setTimeout(rest, 50));
  }
  assert.equal(await living(first), await living(second));
  await agrees(first);
  await second.page.close();
  await first.close();
});

test("the others know soon when a tab is closed", async (t) => {
  const cookie = hash();
  const first = await open({ hash: cookie });
  const times = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    const second = await open({ hash: cookie });
    await running(first, 7);
    const seen = first.page.evaluate(
      (count) =>
        new Promise((seen) => {
          // As a machine's row says it; a page in the background is drawn four times a second.
          const look = () => {
            const closed = [...document.querySelectorAll("tr[data-machine] [data-cell=state]")];
            const count_now = closed.filter((cell) => cell.textContent.includes("closed")).length;
            if (count_now >= count) seen(performance.timeOrigin + performance.now());
            else setTimeout(look, 1);
          };
          look();
        }),
      2 * round,
    );
    const from = await second.page.evaluate(() => performance.timeOrigin + performance.now());
    await second.page.close();
    times.push((await seen) - from);
  }
  times.sort((a, b) => a - b);
  const [median, worst] = [times[times.length >> 1], times.at(-1)].map((time) => time.toFixed(0));
  t.diagnostic(`tab closed to shown on the other: median ${median} ms, worst of ${times.length} ${worst} ms`);
  await agrees(first);
  await first.close();
});
