// What is saved: it opens, stands alone, and holds the numbers of the page.

import assert from "node:assert/strict";
import { test } from "node:test";
import { keepFiles, savedBy } from "./files.mjs";
import { PATIENCE, lab } from "./harness.mjs";

const { open } = await lab();

const FIGURES = [
  "cluster",
  "loss",
  "account",
  "distribution",
  "over-time",
  "beliefs",
  "machines",
];

const save = (lab, figure, format) =>
  savedBy(lab, async () => {
    // By script: the menu is near the window's edge in some figures, and a click would scroll.
    await lab.page.$eval(`main .${figure} > .save > summary`, (menu) => menu.click());
    await lab.page.$eval(`main .${figure} > .save [data-save=${format}]`, (one) => one.click());
  });

/** The rows of a CSV file without quotes, by column. */
const rowsOf = ({ bytes }) => {
  const [header, ...rows] = bytes.toString().trimEnd().split("\n").map((line) => line.split(","));
  return rows.map((row) => {
    assert.equal(row.length, header.length);
    return Object.fromEntries(header.map((name, i) => [name, row[i]]));
  });
};

/** What a drawing has in it, as a browser reads it. */
const read = ({ page }, { bytes }) =>
  page.evaluate((text) => {
    const drawing = new DOMParser().parseFromString(text, "image/svg+xml");
    const all = [...drawing.querySelectorAll("*")];
    const attributes = all.flatMap((one) => [...one.attributes]);
    const { width, height, viewBox } = drawing.documentElement.attributes;
    const paints = attributes.flatMap(({ value }) => value.match(/url\([^)]*\)/g) ?? []);
    return {
      broken: drawing.querySelector("parsererror")?.textContent,
      root: drawing.documentElement.localName,
      size: [Number(width.value), Number(height.value)],
      viewBox: viewBox.value,
      title: drawing.querySelector("title").textContent,
      elements: [...new Set(all.map((one) => one.localName))],
      attributes: [...new Set(attributes.map(({ name }) => name))],
      strange: attributes.filter(({ name, value }) => name !== "xmlns" && /:\/\/|javascript:/.test(value)).length,
      missing: paints.filter((paint) => !drawing.getElementById(/^url\(#(.+)\)$/.exec(paint)?.[1])),
      texts: [...drawing.querySelectorAll("text")].map((one) => one.textContent.trim()),
    };
  }, bytes.toString());

const assertStandsAlone = (drawing) => {
  assert.equal(drawing.broken, undefined);
  assert.equal(drawing.root, "svg");
  assert.equal(drawing.viewBox, `0 0 ${drawing.size.join(" ")}`);
  for (const name of ["script", "foreignObject", "image", "use", "style", "button", "input"]) {
    assert.ok(!drawing.elements.includes(name), `no ${name}`);
  }
  for (const name of drawing.attributes) {
    assert.doesNotMatch(name, /^(on|href|xlink|style$|class$|data-|aria-|tabindex|role)/);
  }
  assert.equal(drawing.strange, 0, "nothing is fetched");
  assert.deepEqual(drawing.missing, [], "every pattern comes along");
};

const has = (drawing, ...texts) => {
  const all = drawing.texts.join("\n");
  for (const text of texts) assert.ok(all.includes(text), `${text} in ${all}`);
};

const filled = async () => {
  const page = await open();
  await keepFiles(page);
  await page.fill(5000, 1);
  await page.figure("acknowledged", 5000);
  await page.settled();
  return page;
};

const killed = async () => {
  const page = await filled();
  await page.click("Kill apothik_2");
  await page.figure("found", 948);
  await page.assertAgrees();
  return page;
};

test("each figure is a drawing that stands alone and has the page's numbers", async () => {
  const page = await filled();
  const counts = ["1,026", "996", "1,012", "1,021", "945"];
  for (const figure of ["cluster", "distribution"]) {
    const drawing = await read(page, await save(page, figure, "svg"));
    assertStandsAlone(drawing);
    has(drawing, ...counts);
  }
  await page.click("Kill apothik_2");
  await page.figure("found", 948);
  await page.assertAgrees();
  const drawings = {};
  for (const figure of FIGURES) {
    const file = await save(page, figure, "svg");
    assert.equal(file.name, `apothik-${figure}.svg`);
    assert.equal(file.type, "image/svg+xml");
    drawings[figure] = await read(page, file);
    assertStandsAlone(drawings[figure]);
  }
  assert.equal(drawings.loss.title, "Apothik: Loss on kill");
  has(drawings.loss, "Loss on kill", "19\u00a0%", "948", "3,056", "996");
  has(drawings.account, "5,000", "948", "3,056", "996", "4,004", "The machines agree");
  has(drawings.distribution, "996", "apothik_2");
  has(drawings["over-time"], "4,004", "kill apothik_2");
  has(drawings.beliefs, "apothik_1", "so it is");
  has(drawings.machines, "apothik_2", "killed", "996");
  assert.ok(!drawings.machines.texts.includes("Look at"), "buttons are left out");
  assert.ok(!drawings.cluster.texts.includes("click: kill"), "what is not seen is left out");
  await page.close();
});

test("a picture is a PNG, twice as large as the drawing", async () => {
  const page = await killed();
  for (const figure of ["loss", "cluster"]) {
    const { size } = await read(page, await save(page, figure, "svg"));
    const { name, type, bytes } = await save(page, figure, "png");
    assert.equal(name, `apothik-${figure}.png`);
    assert.equal(type, "image/png");
    assert.equal(bytes.subarray(0, 8).toString("latin1"), "\x89PNG\r\n\x1a\n");
    assert.deepEqual(
      [bytes.readUInt32BE(16), bytes.readUInt32BE(20)],
      size.map((side) => 2 * side),
    );
    assert.ok(bytes.length > 10_000, "it is not empty");
  }
  await page.close();
});

test("rows are the page's figures, in plain numbers, in both languages the same", async () => {
  const page = await killed();
  const number = (text) => Number(text);
  const figures = await page.figures();
  const account = Object.fromEntries(
    rowsOf(await save(page, "account", "csv")).map(({ figure, value }) => [figure, number(value)]),
  );
  for (const [name, value] of Object.entries(figures)) assert.equal(account[name], value, name);

  const machines = rowsOf(await save(page, "machines", "csv"));
  const table = await page.table();
  assert.equal(machines.length, 5);
  for (const { machine, state, stored, reachable, stranded } of machines) {
    const row = table[machine.replace("apothik_", "")];
    assert.deepEqual(
      { state, stored: number(stored), reachable: number(reachable), stranded: number(stranded) },
      row,
    );
  }

  const [loss, ...others] = rowsOf(await save(page, "loss", "csv"));
  const [shown] = await page.losses();
  assert.deepEqual(others, []);
  assert.equal(loss.machine, "apothik_2");
  assert.equal(loss.cause, "killed");
  assert.equal(number(loss.found_after), 948);
  assert.equal(number(loss.entries_gone), shown.gone);
  assert.equal(number(loss.keys_lost), shown.lost);
  assert.equal(number(loss.keys_unreachable), shown.unreachable);

  const times = rowsOf(await save(page, "over-time", "csv"));
  const last = times.filter(({ event }) => !event).at(-1);
  assert.equal(number(last.stored), 4004);
  assert.deepEqual(
    times.filter(({ event }) => event).map(({ event, machine }) => [event, machine]),
    [
      ["fill", "apothik_1"],
      ["kill", "apothik_2"],
    ],
  );
  assert.equal(rowsOf(await save(page, "distribution", "csv"))[1].lost, "996");
  assert.equal(rowsOf(await save(page, "beliefs", "csv")).length, 16);
  assert.equal(rowsOf(await save(page, "cluster", "csv"))[0].view, "1 3 4 5");

  const english = (await save(page, "machines", "csv")).bytes;
  await page.click("FR");
  await page.page.waitForSelector("html[lang=fr]");
  assert.deepEqual((await save(page, "machines", "csv")).bytes, english);
  const { texts } = await read(page, await save(page, "account", "svg"));
  assert.ok(texts.includes("trouvées"), "a drawing speaks the page's language");
  // It is remembered, for the next test too.
  await page.click("EN");
  await page.page.waitForSelector("html[lang=en]");
  await page.close();
});

test("the run is one JSON file, with what was asked, answered and lost", async () => {
  const page = await killed();
  assert.equal(await page.run("Master.hits(1, 5000)"), "948");
  await page.settled();
  const file = await savedBy(page, () => page.click("Save the run"));
  assert.equal(file.name, "apothik-run.json");
  const run = JSON.parse(file.bytes.toString());
  assert.equal(run.format, 1);
  assert.equal(run.placement, "modulo");
  assert.equal(run.audit, "agree");
  assert.equal(run.figures.found, 948);
  assert.deepEqual(
    run.machines.map(({ machine, state, stored }) => [machine, state, stored]),
    [
      ["apothik_1", "running", 1026],
      ["apothik_2", "killed", 0],
      ["apothik_3", "running", 1012],
      ["apothik_4", "running", 1021],
      ["apothik_5", "running", 945],
    ],
  );
  const [{ machine, cause, toll, noticed }] = run.losses;
  assert.deepEqual([machine, cause, toll.entries_gone, toll.after.found], ["apothik_2", "killed", 996, 948]);
  assert.deepEqual(new Set(noticed.map(({ by }) => by)), new Set(["apothik_1", "apothik_3", "apothik_4", "apothik_5"]));
  assert.deepEqual(run.console.at(-1), {
    number: run.console.at(-1).number,
    source: "Master.hits(1, 5000)",
    origin: "typed",
    result: "948",
    is_error: false,
  });
  assert.equal(run.samples.at(-1).figures.stored, 4004);
  assert.deepEqual(run.marks.map(({ event }) => event), ["fill", "kill"]);
  await page.close();
});

test("two clusters side by side are saved with both their placements and what differs", async () => {
  const page = await open();
  await keepFiles(page);
  await page.page.click("[data-second]");
  await page.page.waitForSelector("[data-cluster=second][data-settled=true]", { timeout: PATIENCE });
  await page.fill(5000, 1);
  await page.figure("acknowledged", 5000);
  await page.settled();
  await page.click("Kill apothik_2");
  const moved = '[data-compared=moved] [data-side=difference][data-value="-3075"]';
  await page.page.waitForSelector(moved, { timeout: PATIENCE });
  const figures = ["placement", "machines", "acknowledged", "found", "unreachable", "lost", "stored", "moved"];
  assert.deepEqual(
    rowsOf(await save(page, "side-by-side", "csv")).map((row) => figures.map((name) => row[name])),
    [
      [":modulo", "4", "5000", "948", "3056", "996", "4004", "4052"],
      [":ring", "4", "5000", "4023", "0", "977", "4023", "977"],
    ],
  );
  const drawing = await read(page, await save(page, "side-by-side", "svg"));
  assertStandsAlone(drawing);
  has(drawing, "First: Modulo", "Second: Ring", "+3,075", "−3,056", "−19");
  const controls = ["keep the cluster", "End the second cluster", "Points"];
  for (const text of controls) assert.ok(!drawing.texts.includes(text), `no ${text}`);
  await page.close();
});

test("the menu is operated by keyboard, and goes when one goes elsewhere", async () => {
  const page = await filled();
  const { keyboard } = page.page;
  const menu = await page.page.waitForSelector(".distribution > .save");
  const isOpen = () => menu.evaluate((one) => one.open);
  await menu.evaluate((one) => one.querySelector("summary").focus());
  await keyboard.press("Enter");
  assert.ok(await isOpen());
  await keyboard.press("Escape");
  assert.ok(!(await isOpen()), "Escape closes it");
  const focused = () => page.page.evaluate(() => document.activeElement.getAttribute("aria-label"));
  assert.equal(await focused(), "Save: Distribution");
  await keyboard.press(" ");
  for (const _ of ["SVG", "PNG", "CSV"]) await keyboard.press("Tab");
  assert.ok(await isOpen());
  const file = await savedBy(page, () => keyboard.press("Enter"));
  assert.equal(file.name, "apothik-distribution.csv");
  assert.ok(!(await isOpen()), "a choice closes it");
  assert.equal(await focused(), "Save: Distribution", "the focus stays on the menu");
  await keyboard.press("Enter");
  await keyboard.down("Shift");
  await keyboard.press("Tab");
  await keyboard.up("Shift");
  assert.ok(!(await isOpen()), "to go elsewhere closes it");
  await page.close();
});

test("a browser that makes no file is told of", async () => {
  const page = await filled();
  await page.page.evaluate(() => {
    URL.createObjectURL = () => {
      throw new Error("no files today");
    };
  });
  await page.click("Save the run");
  await page.page.waitForFunction(
    () =>
      document.querySelector(".notices").textContent ===
      "The file could not be saved: no files today",
    { timeout: PATIENCE },
  );
  await page.close();
});
