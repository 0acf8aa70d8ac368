// Every key as a cell, and where keys go: the figures of the seed, by mouse, by keyboard, as tables.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { lab, PATIENCE } from "./harness.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const { open } = await lab();

const filled = async (keys = 5000) => {
  const page = await open();
  await page.fill(keys, 1);
  await page.figure("acknowledged", keys);
  await page.assertAgrees();
  return page;
};

const killed = async () => {
  const page = await filled();
  await page.click("Kill apothik_2");
  await page.figure("found", 948);
  await page.assertAgrees();
  await page.page.waitForSelector('.cells [data-fate="lost"]', { timeout: PATIENCE });
  return page;
};

/** How many cells of each fate are drawn, in all or in a block. */
const cells = ({ page }, within = ".cells") =>
  page.$$eval(`${within} [data-fate]`, (all) => {
    const sums = {};
    for (const { dataset } of all) {
      sums[dataset.fate] = (sums[dataset.fate] ?? 0) + Number(dataset.cells);
    }
    return sums;
  });

const blocks = async (page) => {
  const names = await page.page.$$eval("[data-block]", (all) => all.map((one) => one.dataset.block));
  const all = {};
  for (const name of names) all[name] = await cells(page, `[data-block="${name}"]`);
  return all;
};

const text = ({ page }, selector) => page.$eval(selector, (one) => one.textContent.trim());

/** The rows of a table twin, by machine: every column's value. */
const twin = ({ page }) =>
  page.$$eval(".ledger tr[data-twin]", (rows) =>
    Object.fromEntries(
      rows.map((row) => [
        row.dataset.twin,
        Object.fromEntries(
          [...row.querySelectorAll("[data-column]")].map((one) => [
            one.dataset.column,
            Number(one.dataset.value),
          ]),
        ),
      ]),
    ),
  );

test("every key has a cell, by machine and by fate, and the table has the same numbers", async () => {
  const page = await killed();
  assert.deepEqual(await cells(page), { found: 948, unreachable: 3056, lost: 996 });
  const byMachine = await blocks(page);
  const sum = (counts) => Object.values(counts).reduce((total, n) => total + n, 0);
  assert.deepEqual(Object.values(byMachine).map(sum), [1026, 996, 1012, 1021, 945]);
  assert.deepEqual(byMachine[2], { lost: 996 });
  const table = await twin(page);
  for (const [machine, counts] of Object.entries(byMachine)) {
    const { all, ...fates } = table[machine];
    const none = { found: 0, unreachable: 0, lost: 0 };
    assert.deepEqual(fates, { ...none, ...counts }, `machine ${machine}`);
    assert.equal(all, sum(counts));
  }
  assert.deepEqual(table.all, { found: 948, unreachable: 3056, lost: 996, all: 5000 });
  assert.match(
    await text(page, "[data-ledger-told]"),
    /^5,000 keys: 948 found, 3,056 unreachable, 996 lost\.$/,
  );

  await page.click("fate");
  await page.page.waitForSelector('.cells[data-grouped="fate"]');
  assert.deepEqual(await blocks(page), {
    found: { found: 948 },
    unreachable: { unreachable: 3056 },
    lost: { lost: 996 },
  });
  await page.click("machine");
  await page.page.waitForSelector('.cells[data-grouped="machine"]');
  assert.deepEqual(await blocks(page), byMachine);
  await page.close();
});

test("a cell that is clicked is explained, with its arithmetic, and has a ring", async () => {
  const page = await killed();
  const brick = await page.page.waitForSelector('[data-block="3"] .brick:last-child');
  await brick.scrollIntoView();
  const box = await brick.boundingBox();
  // The middle of the second cell of its second row.
  const at = { x: box.x + (1.43 / 10.5) * box.width, y: box.y + (1.43 / 10.5) * box.width };
  await page.page.mouse.move(at.x, at.y);
  await page.page.waitForFunction(() =>
    document.querySelector("[data-cell-told]").textContent.includes("put on apothik_3"),
  );
  const told = await text(page, "[data-cell-told]");
  const [, key, fate, owner] = told.match(/^(k_1_\d+): (\w+), put on apothik_3; (\w+) owns it now/);
  assert.equal(fate, "unreachable");
  await page.page.mouse.click(at.x, at.y);
  const story = await page.page.waitForSelector("[data-why]");
  const words = await story.evaluate((one) => one.textContent);
  assert.ok(words.includes(`phash2("${key}", 5) = 2`), words);
  assert.match(words, new RegExp(`phash2\\("${key}", 4\\) = \\d`));
  assert.ok(words.includes(`its owner is ${owner} now`), words);
  assert.equal(await page.page.$eval("#why-key", (field) => field.value), key);
  const rings = await page.page.$$eval(".picked-ring", (all) =>
    all.map((one) => one.closest("[data-block]").dataset.block),
  );
  assert.deepEqual(rings, ["3"]);
  assert.equal(await text(page, "[data-cell-announced]"), "", "the mouse announces nothing");
  await page.close();
});

test("a key that is asked about by its name has a ring, in each grouping", async () => {
  const page = await killed();
  await page.type("Key", "textbox", "k_1_7");
  await page.click("Explain");
  await page.page.waitForSelector('[data-block="4"] .picked-ring');
  await page.click("fate");
  await page.page.waitForSelector('.cells[data-grouped="fate"] .picked-ring');
  assert.equal((await page.page.$$(".picked-ring")).length, 1);
  await page.close();
});

test("the keyboard walks through the cells and explains one", async () => {
  const page = await killed();
  await page.page.focus(".cells");
  const announced = async (press) => {
    await page.page.keyboard.press(press);
    return text(page, "[data-cell-announced]");
  };
  const first = await announced("ArrowRight");
  assert.match(first, /^k_1_\d+: found, put on apothik_1; apothik_1 owns it now\.$/);
  assert.notEqual(await announced("ArrowRight"), first);
  assert.equal(await announced("ArrowLeft"), first);
  assert.notEqual(await announced("ArrowDown"), first);
  assert.equal(await announced("Home"), first);
  assert.match(await announced("End"), /: unreachable, put on apothik_1;/);
  const lost = await announced("PageDown");
  assert.match(lost, /: lost, put on apothik_2;/);
  assert.equal(await page.page.$eval(".cursor-ring", (one) => getComputedStyle(one).visibility), "visible");
  await page.page.keyboard.press("Enter");
  const story = await page.page.waitForSelector("[data-why]");
  const words = await story.evaluate((one) => one.textContent);
  assert.ok(words.includes(`get "${lost.split(":")[0]}" → nil`), words);
  assert.ok(words.includes("Lost: it was put on apothik_2"), words);
  assert.ok(
    await page.page.evaluate(() => document.activeElement.classList.contains("cells")),
    "the focus stays on the cells",
  );
  await page.page.keyboard.press("Tab");
  assert.ok(
    await page.page.evaluate(() => !document.activeElement.closest(".cells")),
    "the cells are one stop of the Tab key",
  );
  await page.close();
});

test("beyond ten thousand keys their shares are shown", async () => {
  const page = await filled(20_000);
  await page.page.waitForSelector("[data-shares=all]");
  assert.equal(await page.page.$(".cells"), null);
  await page.click("Kill apothik_2");
  await page.button("Start apothik_2");
  const { found, unreachable, lost } = await page.assertAgrees();
  const shares = await page.page.$$eval("[data-shares=all] [data-share]", (all) =>
    Object.fromEntries(all.map((one) => [one.dataset.share, Number(one.dataset.keys)])),
  );
  assert.deepEqual(shares, { reachable: found, stranded: unreachable, lost });
  assert.equal((await page.page.$$("[data-shares]")).length, 6);
  const table = await twin(page);
  const rows = await page.table();
  for (const [machine, { reachable, stranded }] of Object.entries(rows)) {
    assert.equal(table[machine].reachable, reachable);
    assert.equal(table[machine].stranded, stranded);
  }
  await page.type("Key", "textbox", "k_1_7");
  await page.click("Explain");
  await page.page.waitForSelector("[data-why]");
  await page.page.waitForSelector(".moves-matrix", { timeout: PATIENCE });
  await page.close();
});

test("a kill's moves are a matrix, whose sums are the seed's, and a table with the same", async () => {
  const page = await filled();
  assert.match(await text(page, ".moves"), /Kill, start or add a machine/);
  await page.click("Kill apothik_2");
  await page.figure("found", 948);
  await page.assertAgrees();
  await page.page.waitForSelector(".moves-matrix");
  const values = (selector) =>
    page.page.$$eval(selector, (all) => all.map((one) => Number(one.dataset.value)));
  assert.deepEqual(await values("[data-moves-row]"), [1026, 996, 1012, 1021, 945]);
  const columns = await values("[data-moves-column]");
  assert.equal(columns.length, 4);
  assert.equal(columns.reduce((total, n) => total + n), 5000);
  const kept = await values('[data-kept="true"]');
  assert.equal(kept.reduce((total, n) => total + n), 948);
  assert.equal((await values(".moves-cell")).length, 20);
  const told = await text(page, "[data-moves-told]");
  assert.match(told, /^Of 5,000 keys, 948 kept their owner\. /);
  assert.match(told, /Of the others, 3,056 are unreachable, 996 are lost\. .*from 5 to 4 machines/);

  const picture = await values(".moves-cell");
  assert.deepEqual(await values('.moves td:not([data-row=sum]):not([data-column=sum])'), picture);
  assert.deepEqual(await values(".moves td[data-column=sum]"), [1026, 996, 1012, 1021, 945, 5000]);
  assert.deepEqual(await values(".moves td[data-row=sum]"), [...columns, 5000]);
  await page.close();
});

test("the matrix comes in the place that was kept for it", async () => {
  const page = await filled();
  const height = () => page.page.$eval(".moves", (one) => one.getBoundingClientRect().height);
  const before = await height();
  await page.click("Kill apothik_2");
  await page.figure("found", 948);
  await page.assertAgrees();
  await page.page.waitForSelector(".moves-matrix");
  assert.ok(Math.abs((await height()) - before) < 2, `${before} px before, ${await height()} after`);
  await page.close();
});

test("of many machines the matrix has shades, and the table what each kept", async () => {
  const page = await open();
  await page.run("Master.boot(14)");
  await page.settled();
  await page.fill(2000, 1);
  await page.figure("acknowledged", 2000);
  await page.assertAgrees();
  await page.click("Kill apothik_2");
  await page.button("Start apothik_2");
  const { found } = await page.assertAgrees();
  await page.page.waitForSelector(".moves-matrix.is-dense");
  assert.equal((await page.page.$$(".moves-number")).length, 0);
  const rows = await page.page.$$eval(".moves tbody tr", (all) =>
    all.map((row) => [...row.querySelectorAll("td")].map((one) => Number(one.dataset.value))),
  );
  const [before, kept, after] = [0, 1, 2].map((i) => rows.reduce((sum, row) => sum + row[i], 0));
  assert.deepEqual([rows.length, before, kept, after], [14, 2000, found, 2000]);
  await page.close();
});

test("a machine has one colour in every figure", async () => {
  const page = await killed();
  const colours = await page.page.evaluate(() => {
    const colour = (selector, property) =>
      getComputedStyle(document.querySelector(selector))[property];
    return [
      colour('[data-disc="3"] .colour-mark', "fill"),
      colour(".bar-names .machine-3", "fill"),
      colour('tr[data-machine="3"] .dot', "backgroundColor"),
      colour(".matrix .machine-3", "backgroundColor"),
      colour('[data-block="3"] .dot', "backgroundColor"),
      colour(".moves-matrix .machine-3", "fill"),
    ];
  });
  assert.equal(new Set(colours).size, 1, colours.join(" "));
  await page.close();
});

test("axe finds nothing in either figure, open or not, in both groupings and with many keys", async () => {
  const page = await killed();
  await page.page.evaluate(axe);
  const violations = () =>
    page.page.evaluate(async () => {
      const figures = { include: [[".keys-asked"], [".moves"]] };
      const { violations } = await globalThis.axe.run(figures, { resultTypes: ["violations"] });
      return violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" ")}`);
    });
  const narrow = async (state) => {
    for (const width of [360, 1280, 1920]) {
      await page.page.setViewport({ width, height: 900 });
      const { inner, outer } = await page.page.evaluate(() => ({
        inner: document.documentElement.scrollWidth,
        outer: document.documentElement.clientWidth,
      }));
      assert.ok(inner <= outer, `${state} at ${width} px is ${inner} px wide`);
    }
    await page.page.setViewport({ width: 1280, height: 900 });
  };
  await page.page.$$eval(".twin", (all) => all.forEach((one) => (one.open = true)));
  assert.deepEqual(await violations(), []);
  await narrow("with tables");
  await page.click("fate");
  await page.page.waitForSelector('.cells[data-grouped="fate"]');
  assert.deepEqual(await violations(), []);
  await page.fill(20_000, 1);
  await page.figure("acknowledged", 20_000);
  await page.assertAgrees();
  assert.deepEqual(await violations(), []);
  await narrow("with many keys");
  await page.close();
});
