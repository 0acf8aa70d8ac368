// Two clusters in one page: the same keys and clicks, two placements, and what they have in common:
// nothing.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { Student } from "./classroom.mjs";
import { assertFits, bringAxe, violations } from "./eyes.mjs";
import { LACKS, PATIENCE, lab } from "./harness.mjs";
import { bothSettle, bothShow, openSecond, shows } from "./two.mjs";

// All before any test: once the tests there are have ended, their browsers are closed.
const { open } = await lab();
const labs = { light: await lab({ theme: "light" }), dark: await lab({ theme: "dark" }) };

const opened = openSecond;

/** All figures that are compared, by name. */
const compared = ({ page }) =>
  page.$$eval("[data-compared]", (rows) =>
    Object.fromEntries(
      rows.map((row) => [
        row.dataset.compared,
        [...row.querySelectorAll("[data-side]")].map((one) => Number(one.dataset.value)),
      ]),
    ),
  );

/** What is written beside a cluster's machines. */
const headings = ({ page }) => page.$$eval(".side-cluster h3", (all) => all.map((one) => one.textContent));

const filledAndKilled = async (page) => {
  await page.fill(5000, 1);
  await bothShow(page, "found", 5000, 5000);
  await bothSettle(page);
  await page.click("Kill apothik_2");
  await bothShow(page, "found", 948, 4023);
  await bothSettle(page);
};

/** How many machines are alive, by cluster: of all clusters in the browser. */
const alive = ({ page }) =>
  page.evaluate(async () => {
    const { held } = await navigator.locks.query();
    const counts = {};
    for (const { name } of held) {
      const [, cookie, what] = name.split("/");
      if (what === "life") counts[cookie] = (counts[cookie] ?? 0) + 1;
    }
    return counts;
  });

/** Waits until there are so many workers in the page, and machines alive in each cluster. */
const runs = async (page, workers, ...machines) => {
  const expected = JSON.stringify([workers, machines]);
  const now = async () => JSON.stringify([page.page.workers().length, Object.values(await alive(page))]);
  for (let tries = 0; tries < 100 && (await now()) !== expected; tries += 1) await pause(20);
  assert.equal(await now(), expected);
};

const dead = ({ page }) =>
  page.$$eval(".side-cluster", (all) => all.map((one) => one.querySelectorAll(".bar-name.dead").length));

test("one kill in both loses 996 keys under modulo and 977 on a ring, and strands 3,056 and none", async () => {
  const page = await opened(await open());
  assert.deepEqual(await headings(page), ["First: Modulo", "Second: Ring"]);
  await filledAndKilled(page);
  await shows(page, "difference", "moved", -3075);
  assert.deepEqual(await compared(page), {
    found: [948, 4023, 3075],
    unreachable: [3056, 0, -3056],
    lost: [996, 977, -19],
    stored: [4004, 4023, 19],
    moved: [4052, 977, -3075],
  });
  const costs = await page.page.$$eval(".side-loss", (all) =>
    all.map(({ dataset }) => [dataset.costLost, dataset.costUnreachable]),
  );
  assert.deepEqual(costs, [["996", "3056"], ["977", "0"]]);
  const told = await page.page.$eval("[data-difference-told]", (one) => one.textContent);
  assert.equal(told, "The second (Ring) finds more keys than the first (Modulo): 4,023, not 948.");
  await page.assertAgrees();
  await page.close();
});

test("all bars of both clusters have one scale", async () => {
  const page = await opened(await open());
  await filledAndKilled(page);
  const labels = await page.page.$$eval(".side-cluster", (all) =>
    all.map((one) => [...one.querySelectorAll(".grid-label")].map((label) => label.textContent)),
  );
  assert.deepEqual(labels[0], labels[1]);
  const widths = await page.page.$$eval(".side-bar", (bars) =>
    bars.map((bar) => [...bar.querySelectorAll(".area")].map((area) => Number.parseFloat(area.getAttribute("width")))),
  );
  const near = (per, keys) => Math.abs(per - keys / 50) < 0.01;
  const counts = [[948, 3056, 996], [4023, 0, 977], [948, 3056, 0], [4023, 0, 0]];
  for (const [i, row] of counts.entries()) {
    for (const [j, keys] of row.entries()) assert.ok(near(widths[i][j], keys), `${widths[i][j]} for ${keys}`);
  }
  await page.close();
});

test("nothing of the second cluster runs before it is asked for, and nothing after its end", async () => {
  const page = await open();
  await page.settled();
  const address = page.page.url();
  await runs(page, 6, 5);
  await opened(page);
  await runs(page, 12, 5, 5);
  await filledAndKilled(page);
  await page.page.click("[data-second]");
  await page.page.waitForSelector(".side-by-side:not(.is-open)", { timeout: PATIENCE });
  await runs(page, 5, 4);
  assert.equal(page.page.url(), address);
  const { found, unreachable, lost } = await page.assertAgrees();
  assert.deepEqual([found, unreachable, lost], [948, 3056, 996]);
  assert.ok(await page.page.$("#placement"), "the first has its placement where it was");
  await opened(page);
  await bothShow(page, "found", 0, 0);
  await page.close();
});

test("a reload leaves nothing of the second cluster", async () => {
  const page = await opened(await open());
  await page.page.reload();
  await page.page.waitForSelector("main[data-ready=true]", { timeout: PATIENCE });
  await page.settled();
  assert.equal(await page.page.$(".side-by-side.is-open"), null);
  await runs(page, 6, 5);
  await page.close();
});

test("a cluster that has keys begins afresh, with as many machines as it had", async () => {
  const page = await open();
  await page.run("Master.boot(3)");
  await page.fill(100, 1);
  await page.figure("found", 100);
  await page.settled();
  await opened(page);
  await bothShow(page, "stored", 0, 0);
  await page.fill(100, 1);
  await bothShow(page, "found", 100, 100);
  const names = await page.page.$$eval(".side-cluster", (all) =>
    all.map((one) => one.querySelectorAll(".bar-name").length),
  );
  assert.deepEqual(names, [3, 3]);
  await page.close();
});

test("a console line goes to both, but for a placement, which is each one's own", async () => {
  const page = await opened(await open());
  assert.equal(await page.run("Master.fill(1, 5000)"), ":ok");
  await bothShow(page, "found", 5000, 5000);
  await page.run("Master.kill(2)");
  await bothShow(page, "found", 948, 4023);
  await page.run("Master.boot(4, :tokens)");
  await bothShow(page, "stored", 0, 0);
  await bothSettle(page);
  assert.deepEqual(await headings(page), ["First: Tokens", "Second: Ring"]);
  await page.close();
});

test("a placement is chosen for one of them; both begin afresh, unless it is to keep its keys", async () => {
  const page = await opened(await open());
  await page.fill(1000, 1);
  await bothShow(page, "found", 1000, 1000);
  await page.page.select("#second-placement", "fixed");
  await bothShow(page, "stored", 0, 0);
  await bothSettle(page);
  assert.deepEqual(await headings(page), ["First: Modulo", "Second: Fixed"]);
  await page.fill(1000, 1);
  await bothShow(page, "found", 1000, 1000);
  await page.page.click("[data-cluster=second] .keeps input");
  await page.page.select("#second-placement", "ring");
  await page.page.waitForFunction(
    () => document.querySelector("[data-cluster=second] h3").textContent === "Second: Ring",
    { timeout: PATIENCE },
  );
  await bothShow(page, "stored", 1000, 1000);
  await shows(page, "first", "found", 1000);
  await page.close();
});

test("neither cluster hears the other: a machine that breaks in one is missed in that one alone", {
  skip: LACKS.workerScripts,
}, async () => {
  const page = await opened(await open());
  const threes = [];
  for (const worker of await page.machines()) {
    if ((await worker.evaluate(() => self.name)).startsWith("apothik_3")) threes.push(worker);
  }
  assert.equal(threes.length, 2);
  await threes.at(-1).evaluate(() => void setTimeout(() => { throw new Error("broken"); }));
  await page.page.waitForSelector("[data-cluster=second] .bar-name.dead", { timeout: PATIENCE });
  await bothSettle(page);
  assert.deepEqual(await dead(page), [0, 1]);
  assert.equal(await page.page.$(".belief.is-wrong"), null);
  const states = Object.values(await page.table()).map(({ state }) => state);
  assert.deepEqual(states, Array(5).fill("running"));
  // Every machine's view of the first is of five, and its own.
  await page.click("Look at apothik_1");
  const view = await page.page.waitForSelector('pre[data-view-of="1"]');
  const members = (await view.evaluate((one) => one.textContent)).match(/apothik_\d+/g);
  assert.equal(new Set(members).size, 5);
  // And what they store stays each one's own.
  await page.fill(500, 1);
  await shows(page, "first", "stored", 500);
  await shows(page, "second", "stored", 500);
  await page.assertAgrees();
  await page.close();
});

test("two clusters of more machines than a tab has room for are refused, and the first goes on", async () => {
  const page = await open();
  await page.run("Master.boot(51)");
  await page.settled();
  await page.page.click("[data-second]");
  await page.page.waitForFunction(
    () => document.querySelector(".notices").textContent.includes("more than 50 machines"),
    { timeout: PATIENCE },
  );
  assert.equal(await page.page.$(".side-by-side.is-open"), null);
  await runs(page, 52, 51);
  await page.run("Master.boot(50)");
  await page.settled();
  await opened(page);
  await runs(page, 102, 50, 50);
  await page.click("Add a machine");
  await page.page.waitForFunction(
    () => document.querySelectorAll(".side-cluster .bar-names").length === 2 &&
      document.querySelector('tr[data-machine="51"] .state-reason')?.textContent.includes("50 machines of each"),
    { timeout: PATIENCE },
  );
  await runs(page, 102, 50, 50);
  await page.close();
});

test("the second cluster is opened and ended by keyboard, and the focus stays on its button", async () => {
  const page = await open();
  const button = () => page.page.evaluate(() => document.activeElement?.matches("[data-second]"));
  await page.page.focus("[data-second]");
  await page.page.keyboard.press("Enter");
  await bothSettle(page);
  assert.ok(await button());
  await page.page.keyboard.press("Enter");
  await page.page.waitForSelector(".side-by-side:not(.is-open)", { timeout: PATIENCE });
  assert.ok(await button());
  await page.close();
});

test("while a lesson leads, no second cluster is offered", async () => {
  const page = await open();
  const isOffered = () => page.page.$eval("[data-second]", (one) => one.checkVisibility());
  assert.ok(await isOffered());
  await page.page.click(".lessons-button");
  await page.page.waitForSelector(".lesson");
  assert.ok(!(await isOffered()));
  await page.close();
});

test("while a lesson asks for a guess, a kill is locked in both", async () => {
  const page = await opened(await open());
  await page.page.evaluate(() => (location.hash = "#lesson=4&step=2"));
  const student = new Student(page);
  await student.arrives(2);
  await bothSettle(page);
  await page.click("Kill apothik_2");
  await bothSettle(page);
  assert.deepEqual(await dead(page), [0, 0]);
  await student.guess(1000, 4000);
  await student.run();
  await bothShow(page, "found", 948, 4023);
  assert.deepEqual(await dead(page), [1, 1]);
  await page.close();
});

test("in French, both clusters are named and told in French", async () => {
  const page = await open();
  await page.page.click(".tongue [lang=fr]");
  const button = await page.button("Comparer avec un second cluster");
  await button.click();
  await bothSettle(page);
  assert.deepEqual(await headings(page), ["Premier\u00a0: Modulo", "Second\u00a0: Anneau"]);
  await page.button("Arrêter le second cluster");
  await page.page.click(".tongue [lang=en]");
  await page.close();
});

for (const [theme, { open }] of Object.entries(labs)) {
  test(`axe finds nothing in the ${theme} theme, and nothing is wider than the window`, async () => {
    const page = await opened(await open());
    await bringAxe(page);
    assert.deepEqual(await violations(page), [], "empty");
    await filledAndKilled(page);
    assert.deepEqual(await violations(page), [], "killed");
    for (const width of [360, 768, 1280, 1920]) {
      await page.page.setViewport({ width, height: 900 });
      await assertFits(page, `${width} px`);
    }
    await page.page.setViewport({ width: 1280, height: 900 });
    await page.page.click("[data-present]");
    await page.page.waitForSelector("[data-presenter]");
    assert.deepEqual(await violations(page), [], "presenting");
    await assertFits(page, "presenting");
    await page.close();
  });
}
