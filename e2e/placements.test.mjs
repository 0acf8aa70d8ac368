// Placements: chosen by a person, exchanged while all runs, told and drawn.

import assert from "node:assert/strict";
import { test } from "node:test";
import { lab } from "./harness.mjs";

const { open } = await lab();

/** What the figure of the placement has in its table: each machine's parts before, kept and now. */
const shares = (page) =>
  page.page.$$eval("[data-placing]", (rows) =>
    Object.fromEntries(
      rows.map((row) => [
        row.dataset.placing,
        [...row.querySelectorAll("[data-value]")].map((cell) => Number(cell.dataset.value)),
      ]),
    ),
  );

const story = async (page, key) => {
  await page.type("Key", "textbox", key);
  await page.page.keyboard.press("Enter");
  const told = await page.page.waitForFunction(
    (key) => {
      const story = document.querySelector("[data-why]");
      return story?.textContent.includes(`"${key}"`) && story.textContent;
    },
    {},
    key,
  );
  return told.jsonValue();
};

test("a ring loses the keys of the machine that goes, and moves no other", async () => {
  const page = await open();
  await page.choose("Ring");
  await page.settled();
  await page.fill(5000, 1);
  await page.figure("found", 5000);
  await page.click("Kill apothik_2");
  await page.figure("found", 4023);
  const figures = await page.assertAgrees();
  assert.deepEqual([figures.unreachable, figures.lost], [0, 977]);
  assert.match(await story(page, "k_1_7"), /phash2\("k_1_7", 4294967295\) = 3067724493/);
  const parts = await shares(page);
  for (const number of ["1", "3", "4", "5"]) assert.equal(parts[number][0], parts[number][1]);
  assert.deepEqual(parts["2"].slice(1), [0, 0]);
  await page.close();
});

test("two hundred of a thousand tokens are handed over, and come back", async () => {
  const page = await open();
  await page.choose("Tokens");
  await page.settled();
  await page.click("Kill apothik_2");
  await page.page.waitForFunction(
    () => document.querySelector('[data-placing="1"] td:last-child')?.dataset.value === "250",
  );
  assert.deepEqual(await shares(page), {
    1: [200, 200, 250],
    2: [200, 0, 0],
    3: [200, 200, 250],
    4: [200, 200, 250],
    5: [200, 200, 250],
  });
  await page.click("Start apothik_2");
  await page.page.waitForFunction(
    () => document.querySelector('[data-placing="2"] td:last-child')?.dataset.value === "200",
  );
  await page.assertAgrees();
  await page.close();
});

test("the placement of the running cluster is exchanged, and the account still sums", async () => {
  const page = await open();
  await page.fill(5000, 1);
  await page.figure("found", 5000);
  await page.page.click(".keeps input");
  await page.choose("Rendezvous");
  await page.page.waitForFunction(
    () => document.querySelector('[data-figure="unreachable"]')?.dataset.value !== "0",
  );
  const figures = await page.assertAgrees();
  assert.equal(figures.lost, 0);
  assert.equal(figures.found + figures.unreachable, 5000);
  assert.equal(await page.run("Master.placement"), ":rendezvous");
  assert.equal(await page.run("Master.placement(:modulo)"), ":ok");
  await page.figure("found", 5000);
  await page.assertAgrees();
  await page.close();
});

test("a placement is exchanged in the middle of a fill, and every key is accounted for", async () => {
  const page = await open();
  await page.run("Master.boot(5, :ring)");
  await page.page.click(".keeps input");
  const before = (await page.results()).length;
  const box = await page.console();
  await box.type("Master.fill(1, 2000000)");
  await box.press("Enter");
  await page.page.waitForSelector("main[data-filling=true]");
  await page.choose("Maglev");
  assert.ok(await page.page.$("main[data-filling=true]"), "it was exchanged in the middle");
  assert.equal(await page.nextResult(before), ":ok");
  const figures = await page.assertAgrees();
  assert.equal(figures.acknowledged, 2000000);
  assert.equal(await page.run("Master.placement"), ":maglev");
  await page.close();
});

test("a setting has its range, and a wrong one says so and changes nothing", async () => {
  const page = await open();
  await page.choose("Ring");
  await page.settled();
  await page.type("Points", "spinbutton", "0");
  await page.page.keyboard.press("Tab");
  await page.page.waitForFunction(() =>
    document.querySelector("#placement-wrong")?.textContent.includes("1 to 4,096"),
  );
  assert.equal(await page.run("Master.placement"), ":ring");
  await page.type("Points", "spinbutton", "8");
  await page.page.keyboard.press("Tab");
  await page.settled();
  assert.equal(await page.run("Master.placement"), "{:ring, 8}");
  assert.match(await page.run("Master.boot(5, :rings)"), /`:ring`, `:bounded`/);
  assert.match(await page.run("Master.placement(:maglev, rows: 9)"), /a prime from 2 to 1,048,573/);
  await page.close();
});

test("every placement can be chosen, told and drawn", async () => {
  const page = await open();
  const names = await page.page.$$eval("#placement option", (all) => all.map((one) => one.textContent));
  assert.equal(names.length, 12);
  for (const name of names) {
    await page.choose(name);
    await page.settled();
    await page.fill(500, 1);
    await page.figure("acknowledged", 500);
    await page.click("Kill apothik_3");
    await page.assertAgrees();
    assert.match(await story(page, "k_1_7"), /5 machines ran|4 machines run/, name);
    const now = Object.values(await shares(page)).reduce((sum, [, , now]) => sum + now, 0);
    assert.ok(now > 0, name);
  }
  await page.close();
});
