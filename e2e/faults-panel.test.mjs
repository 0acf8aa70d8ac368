// The panel where a teacher breaks things: four deaths, a frozen machine, a cut, a bad network.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { lab, PATIENCE } from "./harness.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const { open } = await lab();
// All before the first test: what is launched between tests is closed between them too.
const themed = { light: await lab({ theme: "light" }), dark: await lab({ theme: "dark" }) };

const filled = async (opened = open) => {
  const page = await opened();
  await page.fill(5000, 1);
  await page.figure("acknowledged", 5000);
  await page.settled();
  await page.page.click(".faults > summary");
  return page;
};

/** Does something to a machine, by the panel. */
const fault = async ({ page }, number, name) => {
  await page.select("#fault-machine", String(number));
  await page.click(`[data-fault=${name}]`);
};

const state = (page, word) =>
  page.page.waitForSelector(`[data-fault-state=${word}]`, { timeout: PATIENCE });

const text = ({ page }, selector) => page.$eval(selector, (one) => one.textContent);

const network = ({ page }, numbers) =>
  page.waitForSelector(`[data-network="${numbers}"]`, { timeout: PATIENCE });

for (const { name, word, headline, found } of [
  { name: "crash", word: "killed", headline: /1 machine of 5 gone\./, found: 4004 },
  { name: "leave", word: "left", headline: /1 machine of 5 said goodbye\./, found: 4004 },
  { name: "trap", word: "trapped", headline: /1 machine of 5 trapped\./, found: 4004 },
]) {
  test(`${name}: the machine is ${word}, its keys are lost, and it can be started again`, async () => {
    const page = await filled();
    await fault(page, 2, name);
    await state(page, word);
    await page.figure("found", 948);
    const { lost, unreachable } = await page.assertAgrees();
    assert.deepEqual([lost, unreachable], [996, 3056]);
    assert.match(await text(page, ".toll .headline"), headline);
    for (const other of ["leave", "freeze", "trap"]) {
      const disabled = await page.page.$eval(`[data-fault=${other}]`, (one) => one.ariaDisabled);
      assert.equal(disabled, "true", `${other} of a dead machine`);
    }
    await fault(page, 2, "start");
    await state(page, "running");
    await page.figure("found", found);
    await page.assertAgrees();
    await page.close();
  });
}

test("a frozen machine is not dead: a click on it thaws it, and its entries are back", async () => {
  const page = await filled();
  await fault(page, 2, "freeze");
  await state(page, "frozen");
  await page.figure("found", 948);
  await page.assertAgrees();
  assert.match(await text(page, ".toll"), /0 keys lost\. 4,052 keys unreachable/);
  assert.match(await text(page, ".caption"), /1 frozen, not dead/);
  assert.match(await text(page, "[data-in-force]"), /1 machine frozen/);
  const disc = await page.page.$eval('[data-disc="2"]', (one) => one.classList.value);
  assert.match(disc, /is-frozen/);
  assert.doesNotMatch(disc, /is-dead/);
  await page.click("Thaw apothik_2");
  await page.button("Kill apothik_2");
  await page.figure("found", 5000);
  const { lost } = await page.assertAgrees();
  assert.equal(lost, 0);
  await page.close();
});

test("a frozen machine can be crashed: then it is dead, and its entries are gone", async () => {
  const page = await filled();
  await fault(page, 2, "freeze");
  await state(page, "frozen");
  await page.page.click("[data-fault=crash]");
  await state(page, "killed");
  await page.button("Start apothik_2");
  assert.equal((await page.assertAgrees()).lost, 996);
  await page.close();
});

test("a cut shows each side's figures, marks the machines, and heals", async () => {
  const page = await filled();
  await page.page.click('[data-toggle="5"]');
  assert.equal(await page.page.$eval('[data-toggle="5"]', (one) => one.dataset.side), "A");
  await page.page.click('[data-toggle="5"]');
  await page.page.click("[data-fault=cut]");
  await page.page.waitForSelector('.caption[data-cut="2"]', { timeout: PATIENCE });
  await page.settled();
  const sides = await page.page.$$eval("[data-side-row]", (rows) =>
    rows.map((row) => {
      const figures = [...row.querySelectorAll("[data-side-figure]")];
      const values = figures.map((one) => Number(one.dataset.value));
      const through = row.querySelector(".side-head span").textContent;
      return [row.dataset.sideRow, through, values.reduce((sum, one) => sum + one)];
    }),
  );
  assert.deepEqual(sides, [
    ["A", "through 1 and 2", 5000],
    ["B", "through 3 to 5", 5000],
  ]);
  const marks = await page.page.$$eval(".side-mark", (all) => all.map((one) => one.textContent));
  assert.deepEqual(marks, ["A", "A", "B", "B", "B"]);
  await page.page.click("[data-fault=heal]");
  await page.page.waitForSelector('.caption[data-cut="0"]', { timeout: PATIENCE });
  await page.figure("found", 5000);
  await page.assertAgrees();
  assert.equal(await page.page.$("[data-side-row]"), null);
  await page.close();
});

test("all machines on one side are nothing to cut", async () => {
  const page = await filled();
  await page.page.click('[data-toggle="1"]');
  await page.page.click('[data-toggle="2"]');
  await page.page.click("[data-fault=cut]");
  assert.match(await text(page, "[aria-labelledby=cut-title] [role=status]"), /nothing to cut/);
  assert.equal(await page.page.$eval(".caption", (one) => one.dataset.cut), "0");
  await page.close();
});

test("a network is chosen or typed, and what is in force is said", async () => {
  const page = await filled();
  await page.page.click("[data-preset=Awful]");
  await network(page, "200,100,20");
  assert.match(await text(page, "[data-network]"), /200 to 300 ms late, 20\u00a0% lost/);
  assert.equal(await page.page.$eval("#network-delay", (one) => one.value), "200");
  await page.type("Delay, ms", "spinbutton", "30");
  await page.type("Loss, %", "spinbutton", "101");
  await page.click("Apply");
  assert.match(await text(page, "#network-wrong"), /Loss: a whole number from 0 to 100/);
  await network(page, "200,100,20");
  await page.type("Loss, %", "spinbutton", "1");
  await page.click("Apply");
  await network(page, "30,100,1");
  assert.match(await text(page, "[data-in-force]"), /30 to 130 ms late/);
  await page.page.click("[data-preset=Perfect]");
  await network(page, "0,0,0");
  await page.run("Master.network(delay: 5)");
  await page.page.waitForFunction(
    () => document.querySelector("#network-delay").value === "5",
    { timeout: PATIENCE },
  );
  await page.close();
});

test("the panel is worked by keyboard, and what was pressed keeps the focus", async () => {
  const page = await filled();
  await page.page.focus("[data-fault=freeze]");
  await page.page.keyboard.press("Enter");
  await page.page.waitForSelector("[data-fault=thaw]", { timeout: PATIENCE });
  await page.page.keyboard.press(" ");
  await state(page, "running");
  const focused = () => page.page.evaluate(() => document.activeElement.dataset.fault);
  assert.equal(await focused(), "freeze");
  await page.page.focus("[data-fault=leave]");
  await page.page.keyboard.press("Enter");
  await state(page, "left");
  assert.equal(await focused(), "leave");
  await page.close();
});

for (const theme of ["light", "dark"]) {
  const { open: inTheme } = themed[theme];
  test(`axe finds nothing in the ${theme} theme when things are broken, and nothing is too wide`, async () => {
    const page = await filled(inTheme);
    await page.page.evaluate(axe);
    const broken = {
      frozen: async () => {
        await fault(page, 2, "freeze");
        await state(page, "frozen");
      },
      cut: async () => {
        await page.page.click("[data-fault=cut]");
        await page.page.waitForSelector("[data-side-row]", { timeout: PATIENCE });
      },
    };
    for (const [name, reach] of Object.entries(broken)) {
      await page.page.setViewport({ width: 1280, height: 900 });
      await reach();
      const violations = await page.page.evaluate(async () => {
        const { violations } = await globalThis.axe.run(document, {
          resultTypes: ["violations"],
        });
        return violations.map((one) => `${one.id}: ${one.nodes.map((n) => n.html).join(" ")}`);
      });
      assert.deepEqual(violations, [], `${name}, ${theme}`);
      for (const width of [360, 768, 1280, 1920]) {
        await page.page.setViewport({ width, height: 900 });
        const { inner, outer } = await page.page.evaluate(() => ({
          inner: document.documentElement.scrollWidth,
          outer: document.documentElement.clientWidth,
        }));
        assert.ok(inner <= outer, `${name} at ${width} px is ${inner} px wide`);
      }
    }
    await page.close();
  });
}
