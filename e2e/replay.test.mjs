// Looking back: the figures of before, while the live cluster goes on.

import assert from "node:assert/strict";
import { test } from "node:test";
import { bringAxe, violations, assertFits } from "./eyes.mjs";
import { PATIENCE, lab } from "./harness.mjs";
import { Looker } from "./replay.mjs";

const labs = { light: await lab({ theme: "light" }), dark: await lab({ theme: "dark" }) };
const { open } = labs.light;

const filled = async (page, keys = 5000) => {
  await page.fill(keys, 1);
  await page.figure("acknowledged", keys);
  await page.settled();
};

const killed = async (page) => {
  await filled(page);
  await page.click("Kill apothik_2");
  await page.figure("found", 948);
  await page.settled();
};

/** Waits for a figure of the past, and answers all. */
const figuresWith = async (page, name, value) => {
  await page.figure(name, value);
  return page.figures();
};

test("looking back shows the figures of before the kill, and the live cluster goes on untouched", async () => {
  const page = await open();
  await killed(page);
  const looker = new Looker(page);
  await looker.lookBack();
  assert.match(await page.page.title(), /^Replay at /);
  assert.equal((await page.figures()).found, 948);
  await looker.press("mark-before");
  await looker.press("before");
  const { found, stored, lost } = await figuresWith(page, "found", 5000);
  assert.deepEqual([found, stored, lost], [5000, 5000, 0]);
  await page.assertSums();
  // Before the fill there is nothing.
  await looker.press("begin");
  await page.figure("stored", 0);
  await looker.press("end");
  await page.figure("found", 948);
  await looker.back();
  assert.equal(await page.page.title(), "Apothik: a distributed cache one can kill");
  const live = await page.assertAgrees();
  assert.deepEqual([live.found, live.unreachable, live.lost], [948, 3056, 996]);
  assert.equal(await page.run("Master.hits(1, 5000)"), "948");
  await page.close();
});

test("what is asked of the past is not done, and offered as a what-if; the live cluster does not hear of it", async () => {
  const page = await open();
  await killed(page);
  const looker = new Looker(page);
  await looker.lookBack();
  await page.click("What if something had happened to apothik_3?");
  await looker.says("can’t be changed");
  assert.ok(await page.page.$(".what-if.is-wished"));
  const offered = await page.page.$eval("[data-what-if-machine]", (one) => one.value);
  assert.equal(offered, "3");
  await looker.back();
  assert.equal((await page.assertAgrees()).found, 948);
  assert.equal((await page.table())[3].state, "running");
  await page.close();
});

test("keys go from happening to happening, from mark to mark, to the beginning and to the end", async () => {
  const page = await open();
  await killed(page);
  const looker = new Looker(page);
  await looker.lookBack();
  // The focus is led to the scrubber.
  await page.page.waitForFunction(() => document.activeElement?.matches("[data-scrubber]"), { timeout: PATIENCE });
  const end = await looker.moment();
  const kill = await looker.key("PageUp");
  const fill = await looker.key("PageUp");
  assert.ok(fill < kill && kill < end, `${fill}, ${kill}, ${end}`);
  assert.equal(await looker.key("PageDown"), kill);
  const before = await looker.key("ArrowLeft");
  assert.ok(before < kill);
  assert.equal(await looker.key("ArrowRight"), kill);
  const begin = await looker.key("Home");
  assert.ok(begin < fill);
  await looker.key("End");
  await page.figure("found", 948);
  const text = await page.page.$eval("[data-scrubber]", (one) => one.getAttribute("aria-valuetext"));
  assert.match(text, /^\d+\.\d{3}\u00a0s/);
  await page.page.focus("[data-back-to-live]");
  await page.page.keyboard.press("Enter");
  await page.page.waitForSelector('main[data-past="false"]', { timeout: PATIENCE });
  await page.page.waitForFunction(() => document.activeElement?.matches("[data-look-back]"));
  await page.close();
});

test("the scrubber goes to any moment, and playing goes on from there", async () => {
  const page = await open();
  await killed(page);
  const looker = new Looker(page);
  await looker.lookBack();
  await looker.goes(() =>
    page.page.$eval("[data-scrubber]", (range) => {
      range.value = String(Number(range.max) / 3);
      range.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }),
  );
  await page.page.select(".speed", "ten");
  await page.page.click("[data-transport=play]");
  await page.figure("found", 948);
  await page.page.waitForSelector("[data-transport=play][aria-label=Play]", { timeout: PATIENCE });
  await page.close();
});

test("the feed tells who learned what and how, what was put where, and ticks only when asked", async () => {
  const page = await open();
  await filled(page, 100);
  assert.equal(await page.run('Master.put(1, "a", 1)'), ":ok");
  await page.click("Kill apothik_2");
  await page.page.waitForSelector('[data-loss="2"]', { timeout: PATIENCE });
  await page.settled();
  const looker = new Looker(page);
  await looker.lookBack();
  const rows = await looker.feed((rows) => rows.some(({ kind }) => kind === "died"));
  const texts = rows.map(({ text }) => text);
  assert.ok(texts.some((text) => /^A click: Master\.kill\(2\)$/.test(text)), texts.join("\n"));
  assert.ok(texts.some((text) => /apothik_3 learns that apothik_2 is down: its link closed/.test(text)));
  assert.ok(texts.some((text) => /Master → apothik_1: put "a", 1/.test(text)));
  assert.ok(!(await looker.kinds()).has("tick"));
  await page.page.click("[data-filter=ticks]");
  await looker.feed((rows) => rows.some(({ kind }) => kind === "tick"));
  await page.page.click("[data-filter=ticks]");
  await page.page.click("[data-filter=membership]");
  await looker.feed((rows) => rows.every(({ kind }) => !["up", "down", "hello", "connect", "tick"].includes(kind)));
  await page.page.click("[data-filter=membership]");
  await page.page.click("[data-filter=keys]");
  await looker.feed((rows) => rows.every(({ kind }) => !["call", "batch", "answer"].includes(kind)));
  await page.close();
});

test("the path of one key goes from the Master by way of the machine to the owner and back", async () => {
  const page = await open();
  await filled(page, 1000);
  for (const key of ["a", "b", "c"]) assert.equal(await page.run(`Master.put(2, "${key}", 1)`), ":ok");
  const looker = new Looker(page);
  await looker.lookBack();
  await page.page.type("#feed-key", "b");
  await page.page.click("[data-feed-key]");
  await page.page.waitForSelector("[data-feed-all]", { timeout: PATIENCE });
  const isSaid = ({ kind }) => ["request", "call", "answer", "reply"].includes(kind);
  const rows = await looker.feed((rows) => rows.some(isSaid));
  const path = rows.filter(isSaid);
  assert.ok(path.length === 2 || path.length === 4, JSON.stringify(path));
  for (const { text } of path) assert.match(text, /"b"/);
  assert.match(path[0].text, /^Master → apothik_2/);
  assert.match(path.at(-1).text, /^apothik_2 → Master/);
  // A key of the fill went with many others, and its path has those messages.
  await page.page.click("#feed-key", { count: 3 });
  await page.page.type("#feed-key", "k_1_7");
  await page.page.click("[data-feed-key]");
  await looker.feed((rows) => rows.some(({ text }) => /put \d+ keys/.test(text)));
  await page.page.click("[data-feed-all]");
  await looker.feed((rows) => rows.some(({ text }) => /"c"/.test(text)));
  await page.close();
});

test("a row and its arrow point at each other, and choosing one goes to its moment", async () => {
  const page = await open();
  await killed(page);
  const looker = new Looker(page);
  await looker.lookBack();
  await looker.press("mark-before");
  const rows = await looker.feed((rows) => rows.some(({ kind }) => kind === "answer"));
  const { number } = rows.findLast(({ kind }) => kind === "answer");
  const row = `[data-row="${number}"]`;
  await page.page.hover(row);
  await page.page.waitForSelector(`[data-arrow="${number}"].is-hot`, { timeout: PATIENCE });
  await looker.goes(() => page.page.click(row));
  await page.page.waitForSelector(`${row}[aria-selected=true]`, { timeout: PATIENCE });
  await page.page.waitForSelector(`[data-arrow="${number}"].is-chosen`, { timeout: PATIENCE });
  // By keyboard, the list goes on from there.
  await page.page.focus("[data-feed]");
  await page.page.keyboard.press("ArrowDown");
  // What follows may have happened at the same moment, as far as the browser's clock can tell.
  await page.page.waitForFunction(
    (number) => {
      const active = document.querySelector("[data-feed]").getAttribute("aria-activedescendant");
      return Number(active.replace("feed-", "")) > number;
    },
    { timeout: PATIENCE },
    number,
  );
  await page.page.$eval(`[data-arrow="${number}"] .grip`, (arrow) =>
    arrow.dispatchEvent(new MouseEvent("click", { bubbles: true })),
  );
  await page.page.waitForSelector(`${row}[aria-selected=true]`, { timeout: PATIENCE });
  await page.close();
});

test("long feeds are turned over by earlier and later", async () => {
  const page = await open();
  await filled(page, 100);
  for (let i = 0; i < 4; i += 1) await page.run("for i <- 1..20, do: Master.put(1, i, i)".replace("i, i", "i, 1"));
  const looker = new Looker(page);
  await looker.lookBack();
  const first = (await looker.rows())[0].number;
  await page.page.click("[data-turn=earlier]");
  await looker.feed((rows) => rows[0].number < first);
  await page.page.click("[data-turn=later]");
  await looker.feed((rows) => rows[0].number === first);
  await page.close();
});

test("while other tabs take part there is no looking back, and the page says why", async () => {
  const page = await open();
  await page.settled();
  const { hash } = new URL(await page.page.$eval(".invite input", (one) => one.value));
  const other = await open({ hash });
  await page.page.bringToFront();
  await page.page.waitForSelector('[data-look-back][aria-disabled="true"]', { timeout: PATIENCE });
  const why = await page.page.$eval("#look-back-why", (one) => one.textContent);
  assert.match(why, /Other tabs/);
  await page.page.click("[data-look-back]");
  assert.equal(await page.page.$("[data-replay]"), null);
  await other.close();
  await page.page.bringToFront();
  await page.settled();
  await page.click("Reset");
  await page.page.waitForSelector('[data-look-back][aria-disabled="false"]', { timeout: PATIENCE });
  await page.settled();
  const looker = new Looker(page);
  await looker.lookBack();
  await looker.back();
  await page.close();
});

test("in French, all of it is in French", async () => {
  const page = await open();
  await page.page.click(".tongue [lang=fr]");
  const looker = new Looker(page);
  await looker.lookBack();
  const text = await page.page.$eval("main", (main) => main.innerText);
  assert.match(text, /REDIFFUSION|Rediffusion/);
  assert.match(text, /Ce qui s’est passé/);
  assert.match(await page.page.title(), /^Rediffusion à /);
  await looker.back();
  await page.page.click(".tongue [lang=en]");
  await page.close();
});

test("a record that grows too large lets its oldest part go, and says since when it is there", async () => {
  const page = await open({ hash: "#record=0.02" });
  await filled(page, 3000);
  for (let i = 0; i < 6; i += 1) assert.equal(await page.run(`Master.fill(${1 + (i % 5)}, 3000)`), ":ok");
  await page.settled();
  const looker = new Looker(page);
  await looker.lookBack();
  await looker.says("oldest part was let go");
  const begin = await looker.key("Home");
  assert.ok(begin > 1000, `it begins at ${begin}`);
  await looker.press("end");
  await looker.back();
  // It is kept while nobody looks, and is no file any more.
  await page.page.click("[data-save=record]");
  await page.page.waitForFunction(
    () => document.querySelector(".notices").textContent.includes("oldest part was let go"),
    { timeout: PATIENCE },
  );
  await page.click("Kill apothik_2");
  await page.page.waitForSelector('[data-loss="2"]', { timeout: PATIENCE });
  await page.settled();
  await looker.lookBack();
  await looker.feed((rows) => rows.some(({ kind }) => kind === "died"));
  await looker.back();
  await page.click("Reset");
  await page.figure("acknowledged", 0);
  await page.settled();
  await looker.lookBack();
  assert.equal(await looker.note(), "");
  await looker.back();
  await page.close();
});

test("a reset begins a new record, also after one that grew too large while nobody looked", async () => {
  const page = await open({ hash: "#record=0.02" });
  await filled(page, 3000);
  for (let i = 0; i < 6; i += 1) assert.equal(await page.run(`Master.fill(${1 + (i % 5)}, 3000)`), ":ok");
  await page.settled();
  // Saving says when it has been handed over.
  await page.page.waitForFunction(
    () => {
      document.querySelector("[data-save=record]")?.click();
      return document.querySelector(".notices").textContent.includes("oldest part was let go");
    },
    { timeout: PATIENCE, polling: 500 },
  );
  await page.click("Reset");
  await page.figure("acknowledged", 0);
  await page.settled();
  const looker = new Looker(page);
  await looker.lookBack();
  assert.equal(await looker.note(), "");
  await page.figure("acknowledged", 0);
  await looker.back();
  await page.close();
});

for (const [theme, { open }] of Object.entries(labs)) {
  test(`axe finds nothing wrong in the ${theme} theme, and nothing is wider than the window`, async () => {
    const page = await open();
    await killed(page);
    await bringAxe(page);
    const looker = new Looker(page);
    await looker.lookBack();
    await looker.press("mark-before");
    assert.deepEqual(await violations(page), [], "at the kill");
    await page.page.click('[data-what-if="do"]');
    await page.page.waitForSelector("[data-ending=told]", { timeout: PATIENCE });
    assert.deepEqual(await violations(page), [], "a what-if");
    for (const width of [360, 768, 1280, 1920]) {
      await page.page.setViewport({ width, height: 900 });
      await assertFits(page, `${width} px`);
    }
    await page.close();
  });
}
