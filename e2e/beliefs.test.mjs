// The panel where belief stands beside truth, and the one with the tabs.

import assert from "node:assert/strict";
import { test } from "node:test";
import { lab, PATIENCE } from "./harness.mjs";

const { open } = await lab();

/** Who believes what of whom: "1 of 2" is true when 1 believes that 2 is up. */
const beliefs = ({ page }) =>
  page.$$eval("[data-belief-of]", (cells) =>
    Object.fromEntries(
      cells.map(({ dataset: { beliefOf, beliefAbout, up, truth } }) => [
        `${beliefOf} of ${beliefAbout}`,
        { up: up === "true", truth: truth === "true" },
      ]),
    ),
  );

/** Waits until no machine that is awake is wrong. */
const agreed = ({ page }) =>
  page.waitForSelector("[data-belief-sentence=agree]", { timeout: PATIENCE });

const sentence = ({ page }) => page.$eval("[data-belief-sentence]", (one) => one.textContent);

/** Waits until what they think of a machine is so, and says so. */
const known = async (page, about, up) => {
  await page.page.waitForFunction(
    (about, up) => {
      const cells = [...document.querySelectorAll(`[data-belief-about="${about}"]`)];
      return cells.length > 0 && cells.every((cell) => cell.dataset.up === String(up));
    },
    { timeout: PATIENCE },
    about,
    up,
  );
  await agreed(page);
};

test("a settled cluster sees itself as it is: every cell is right", async () => {
  const page = await open();
  await page.settled();
  await agreed(page);
  const cells = await beliefs(page);
  assert.equal(Object.keys(cells).length, 20);
  assert.ok(Object.values(cells).every(({ up, truth }) => up && truth));
  assert.match(await sentence(page), /^All 5 machines see the cluster as it is\./);
  await page.close();
});

test("after a kill the others learn it, and how long it took is said", async () => {
  const page = await open();
  await page.settled();
  await page.click("Kill apothik_2");
  await page.button("Start apothik_2");
  await known(page, 2, false);
  assert.match(
    await sentence(page),
    /^All 4 machines see the cluster as it is\. The last change was known to all within [\d.]+\sm?s\.$/,
  );
  const took = await page.page.$$eval('[data-belief-about="2"]', (cells) =>
    cells.map((cell) => Number(cell.dataset.took)),
  );
  assert.equal(took.length, 4);
  assert.ok(took.every((ms) => ms >= 0));
  assert.equal(await page.page.$('[data-belief-of="2"]'), null, "the dead think nothing");
  await page.click("Start apothik_2");
  await known(page, 2, true);
  await page.close();
});

test("a frozen machine is still believed in, then called down; it alone thinks as before", async () => {
  const page = await open();
  await page.settled();
  await page.run("Master.freeze(2)");
  await page.page.waitForSelector("[data-so=frozen]", { timeout: PATIENCE });
  await page.page.waitForFunction(
    () => {
      const others = [...document.querySelectorAll('[data-belief-about="2"]')];
      return others.every((cell) => cell.dataset.up === "false");
    },
    { timeout: PATIENCE },
  );
  await agreed(page);
  assert.match(await sentence(page), /^All 4 machines/);
  const cells = await beliefs(page);
  assert.ok(cells["2 of 1"].up, "what it thought before");
  assert.equal(await page.page.$$eval(".belief.is-wrong", (all) => all.length), 0);
  await page.run("Master.thaw(2)");
  await known(page, 2, true);
  await page.close();
});

test("across a cut, each side comes to call the other down, and is right", async () => {
  const page = await open();
  await page.settled();
  await page.run("Master.partition([1, 2])");
  await page.page.waitForFunction(
    () => document.querySelector('[data-belief-of="1"][data-belief-about="3"]').dataset.up === "false",
    { timeout: PATIENCE },
  );
  await agreed(page);
  const cells = await beliefs(page);
  const same = (one, other) => [1, 2].includes(one) === [1, 2].includes(other);
  for (const [pair, { up, truth }] of Object.entries(cells)) {
    const [of, about] = pair.split(" of ").map(Number);
    assert.deepEqual([up, truth], [same(of, about), same(of, about)], pair);
  }
  await page.run("Master.heal");
  await known(page, 3, true);
  await page.close();
});

test("the matrix is a table with headings, and says in words what a cell means", async () => {
  const page = await open();
  await page.settled();
  await agreed(page);
  const { columns, rows, cell } = await page.page.$eval(".matrix", (table) => ({
    columns: table.querySelectorAll("thead th[scope=col]").length,
    rows: table.querySelectorAll("tbody th[scope=row]").length,
    cell: table.querySelector('[data-belief-of="1"][data-belief-about="2"]').textContent,
  }));
  assert.deepEqual([columns, rows], [6, 5]);
  assert.match(cell, /^up/);
  await page.close();
});

test("forty machines fit: their matrix scrolls, the page does not", async () => {
  const page = await open({ width: 360 });
  await page.run("Master.boot(40)");
  await page.page.waitForFunction(
    () => document.querySelectorAll("[data-belief-of]").length === 40 * 39,
    { timeout: PATIENCE },
  );
  const wider = await page.page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  );
  assert.ok(!wider);
  await page.close();
});

test("more machines than can be read are said to be too many", async () => {
  const page = await open();
  await page.run("Master.boot(41)");
  await page.page.waitForFunction(() => !document.querySelector(".matrix"), { timeout: PATIENCE });
  assert.match(await sentence(page), /could not be read/);
  await page.close();
});

test("the invitation can be copied or is selected, and is the address of this cluster", async () => {
  const page = await open();
  const link = await page.page.$eval("#invitation", (one) => one.value);
  assert.match(link, /#cookie=[0-9a-f]{32}$/);
  await page.page.click("[data-copy]");
  await page.page.waitForFunction(
    () => /Copied|Selected/.test(document.querySelector(".invite [role=status]").textContent),
    { timeout: PATIENCE },
  );
  await page.close();
});

test("without a clipboard the invitation is selected", async () => {
  const page = await open({
    prepare: (page) =>
      page.evaluateOnNewDocument(() => {
        Object.defineProperty(navigator, "clipboard", { value: undefined });
      }),
  });
  await page.page.click("[data-copy]");
  await page.page.waitForFunction(
    () => document.querySelector(".invite [role=status]").textContent.startsWith("Selected"),
    { timeout: PATIENCE },
  );
  const selected = await page.page.$eval("#invitation", (one) =>
    one.value.slice(one.selectionStart, one.selectionEnd),
  );
  assert.match(selected, /#cookie=/);
  await page.close();
});
