// What is on its way can be read, delivered, delayed, dropped and repeated; by keyboard too.

import assert from "node:assert/strict";
import { test } from "node:test";
import { keyboard } from "./classroom.mjs";
import { assertFits, bringAxe, violations } from "./eyes.mjs";
import { PATIENCE, SAME, lab } from "./harness.mjs";
import { goOn, setSpeed, step, stopTime, stopWhenQuiet, timeIs, type, waiting, waits } from "./time.mjs";

// All before any test: once the tests there are have ended, their browsers are closed.
const { open } = await lab();
const labs = { light: await lab({ theme: "light" }), dark: await lab({ theme: "dark" }) };

const PUT = 'Master.put(1, "k_1_7", 7)';

/** Time stands still, and the call of a put waits; answers how many results there were before. */
const called = async (page) => {
  await stopWhenQuiet(page);
  const before = await type(page, PUT);
  await waits(page, 1);
  await step(page);
  await waits(page, 1);
  assert.deepEqual(await waiting(page), ["call 1 → 4"]);
  return before;
};

const card = ({ page }) => page.waitForSelector("[data-card]", { timeout: PATIENCE });

/** Reads the first message of a kind, by its place in the list; does something to it. */
const act = async (page, kind, name) => {
  await page.page.click(`.on-the-way [data-message=${kind}]`);
  await card(page);
  await page.page.click(`[data-act=${name}]`);
};

/** Steps until a line has its result; answers what each step said. */
const stepToResult = async (page, before) => {
  const told = [];
  while ((await page.results()).length <= before) {
    assert.ok(told.length < 40, told.join("\n"));
    told.push(await step(page));
  }
  return told;
};

test("a dot says all that its message says", async () => {
  const page = await open();
  await called(page);
  await page.page.click("[data-flies=call] .message-touch");
  const facts = await (await card(page)).$$eval("dl > div", (all) => all.map((one) => one.innerText));
  const said = facts.map((one) => one.replaceAll(/\s+/g, " ").trim());
  assert.deepEqual(said.slice(0, 4), ["From apothik_1", "To apothik_4", "Key k_1_7", "Value 7"]);
  assert.match(said[4], /^Number \d+$/);
  await page.page.keyboard.press("Escape");
  await page.page.waitForFunction(() => !document.querySelector("[data-card]"));
  await page.close();
});

test("a call that is dropped is sent again, and the put is done", async () => {
  const page = await open();
  const before = await called(page);
  await act(page, "call", "Drop");
  await waits(page, 0);
  assert.equal(await page.page.evaluate(() => document.activeElement.id), "time-step");
  const told = await stepToResult(page, before);
  assert.ok(told.some((one) => /machine 1 sends again what nobody confirmed/.test(one)), told.join("\n"));
  assert.equal(await page.nextResult(before), ":ok");
  await goOn(page);
  assert.equal(await page.run('Master.get(2, "k_1_7")'), "7");
  await page.assertAgrees();
  await page.close();
});

test("a call that comes twice is done once", async () => {
  const page = await open();
  const before = await called(page);
  await act(page, "call", "Duplicate");
  await waits(page, 2);
  assert.deepEqual(await waiting(page), ["call 1 → 4", "call 1 → 4"]);
  await page.page.keyboard.press("Escape");
  const told = await stepToResult(page, before);
  assert.equal(told.filter((one) => /to its owner/.test(one)).length, 2, told.join("\n"));
  assert.equal(await page.nextResult(before), ":ok");
  await goOn(page);
  await page.figure("stored", 1);
  await page.assertAgrees();
  await page.close();
});

test("what is delayed lets others pass, and what is delivered now does not wait for its turn", async () => {
  const page = await open();
  await called(page);
  await type(page, "Master.stat(2)");
  await act(page, "call", "Delay");
  await page.page.waitForFunction(
    () => /^5\d\sms$/.test([...document.querySelectorAll("[data-card] dd")].at(-1).textContent),
    { timeout: PATIENCE },
  );
  await page.page.keyboard.press("Escape");
  // A second line waits for the first, so nothing else is on its way: the delayed call is.
  assert.deepEqual(await waiting(page), ["call 1 → 4"]);
  await page.click("Add a machine");
  await page.page.waitForFunction(
    () => document.querySelectorAll(".on-the-way [data-message=hello]").length === 5,
    { timeout: PATIENCE },
  );
  assert.equal((await waiting(page)).at(-1), "call 1 → 4");
  assert.match(await step(page), /Machine 6 has started/);
  await act(page, "call", "Deliver");
  await page.page.waitForSelector(".on-the-way [data-message=answer]", { timeout: PATIENCE });
  await goOn(page);
  await page.figure("stored", 1);
  await page.close();
});

test("what the Master and a machine say to each other can't be lost", async () => {
  const page = await open();
  await stopWhenQuiet(page);
  const before = await type(page, PUT);
  await waits(page, 1);
  await page.page.click(".on-the-way [data-message=request]");
  const shown = await card(page);
  const acts = await shown.$$eval("[data-act]", (all) => all.map((one) => one.dataset.act));
  assert.deepEqual(acts, ["Deliver", "Delay"]);
  assert.match(await shown.evaluate((one) => one.textContent), /can’t be dropped/);
  await page.page.click("[data-act=Delay]");
  await goOn(page);
  assert.equal(await page.nextResult(before), ":ok");
  await page.close();
});

test("a card stays, and says so, when its message arrives meanwhile", async () => {
  const page = await open();
  await setSpeed(page, 0.001);
  await type(page, PUT);
  await page.page.waitForSelector("[data-flies=request]", { timeout: PATIENCE });
  await stopTime(page);
  await page.page.click(".on-the-way [data-message=request]");
  const shown = await card(page);
  await setSpeed(page, 0.01);
  await page.page.waitForFunction(
    () => /no longer on its way/.test(document.querySelector("[data-card]").textContent),
    { timeout: PATIENCE },
  );
  assert.equal((await shown.$$("[data-act]")).length, 0);
  await page.page.click(".card-close");
  await page.page.waitForFunction(() => !document.querySelector("[data-card]"));
  await page.close();
});

test("all of it by keyboard alone", async () => {
  const page = await open();
  const keys = keyboard(page);
  const { keyboard: typed } = page.page;
  await keys.press("#time-pause");
  await timeIs(page, '[data-rate="0"]');
  while ((await waiting(page)).length > 0) await step(page);
  await keys.write(".prompt input", PUT);
  await typed.press("Enter");
  await waits(page, 1);
  await keys.press("#time-step");
  await page.page.waitForSelector(".on-the-way [data-message=call]", { timeout: PATIENCE });
  await keys.press(".on-the-way [data-message=call]");
  await card(page);
  assert.ok(await page.page.evaluate(() => document.activeElement.matches("[data-card]")));
  await keys.press("[data-act=Duplicate]");
  await waits(page, 2);
  await typed.press("Escape");
  await page.page.waitForFunction(() => document.activeElement.matches(".on-the-way [data-message=call]"));
  // The dots are one stop of the Tab key; the arrows go from one to the next.
  await page.page.$eval("[data-flies=call][tabindex='0']", (one) => one.focus());
  await typed.press("ArrowRight");
  assert.ok(await page.page.evaluate(() => document.activeElement.matches("[data-flies][tabindex='-1']")));
  await typed.press("Enter");
  await card(page);
  await keys.press("[data-act=Deliver]");
  await page.page.waitForSelector(".on-the-way [data-message=answer]", { timeout: PATIENCE });
  await keys.press('[data-speed="0.1"]');
  await timeIs(page, '[data-rate="0.1"]');
  assert.equal(await page.nextResult(0), ":ok");
  await keys.press("#time-pause");
  await timeIs(page, '[data-rate="0"]');
  await keys.press("#time-pause");
  await timeIs(page, '[data-rate="0.1"]');
  await page.close();
});

test("single keys do it while presenting", async () => {
  const page = await open();
  const { keyboard: typed } = page.page;
  await page.click("Present");
  await typed.press("t");
  await timeIs(page, '[data-rate="0"]');
  await typed.press("s");
  await page.page.waitForSelector('.time:not([data-steps="0"])', { timeout: PATIENCE });
  await typed.press("t");
  await timeIs(page, '[data-rate="1"]');
  for (const rate of ["0.1", "0.01", "0.001", "1"]) {
    await typed.press("v");
    await timeIs(page, `[data-rate="${rate}"]`);
  }
  await page.close();
});

test("nothing moves for who wants little that moves: dots stand at their gates", async () => {
  const page = await labs.light.open();
  await setSpeed(page, 0.001);
  await type(page, "Master.fill(1, 5000)");
  const dot = await page.page.waitForSelector("[data-flies=request]", { timeout: PATIENCE });
  const place = () => dot.evaluate((one) => one.getAttribute("transform"));
  const before = await place();
  await page.page.evaluate(() => new Promise((drawn) => setTimeout(drawn, 200)));
  assert.equal(await place(), before);
  await page.close();
});

for (const [theme, { open }] of Object.entries(labs)) {
  test(`axe finds nothing while time stands still, ${theme}`, { skip: SAME.axeOnEveryStep }, async () => {
    const page = await open();
    await bringAxe(page);
    const look = async (what) => {
      assert.deepEqual(await violations(page), [], `${what}, ${theme}`);
      for (const width of [360, 768, 1280]) {
        await page.page.setViewport({ width, height: 900 });
        await assertFits(page, `${what} at ${width} px`);
      }
      await page.page.setViewport({ width: 1280, height: 900 });
    };
    await stopTime(page);
    await look("paused");
    await type(page, "Master.fill(1, 5000)");
    await page.page.waitForSelector("[data-flies=request]", { timeout: PATIENCE });
    await look("a fill on its way");
    await page.page.click(".on-the-way [data-message=request]");
    await card(page);
    await look("a card");
    await page.click("Kill apothik_2");
    await page.page.waitForSelector("[data-unsent]", { timeout: PATIENCE });
    await look("a kill");
    await page.page.click("[data-speed='0.001']");
    await timeIs(page, '[data-rate="0.001"]');
    await look("slow");
    await page.close();
  });
}
