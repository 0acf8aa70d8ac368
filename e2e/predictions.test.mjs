// First the guess, then the kill: what a lesson locks, what a guess may be, and what is told after.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Student } from "./classroom.mjs";
import { lab } from "./harness.mjs";

const { open: openPage } = await lab();

/** A page at the step that kills machine 2, and asks for two guesses before. */
const atTheKill = async () => {
  const page = await openPage({ fresh: true, hash: "#lesson=4&step=2" });
  const student = new Student(page);
  await student.arrives(2);
  return { page, student };
};

const focused = ({ page }) =>
  page.evaluate(() => document.activeElement.matches(".lesson-predict input[type=number]"));

/** Nothing died, nothing was typed, and the person is where the guess is made. */
const assertLocked = async (page, what) => {
  assert.ok(await focused(page), `${what} leads to the guess`);
  await page.settled();
  const states = Object.values(await page.table()).map(({ state }) => state.split(/\s/)[0]);
  assert.deepEqual(states, Array(5).fill("running"), what);
  assert.equal((await page.figures()).found, 5000, what);
  await page.page.evaluate(() => document.activeElement.blur());
};

test("before the guess nothing kills, wherever one tries", async () => {
  const { page } = await atTheKill();
  const lines = (await page.results()).length;
  await page.page.click(".lesson-run [data-run-lines]");
  await assertLocked(page, "the lesson's own run");
  await page.click("Kill apothik_2");
  await assertLocked(page, "a click at a machine");
  await page.page.click(".faults > summary");
  await page.page.select("#fault-machine", "2");
  for (const fault of ["crash", "leave", "freeze", "trap"]) {
    const button = await page.page.$(`[data-fault=${fault}]`);
    if (!button) continue;
    await button.click();
    await assertLocked(page, `the panel's ${fault}`);
  }
  for (const line of ["Master.kill(2)", "iex> Master.freeze(2)", "for i <- 1..2, do: Master.leave(i)"]) {
    const box = await page.console();
    await box.type(line);
    await box.press("Enter");
    await assertLocked(page, line);
  }
  await page.paste("Master.stat\nMaster.kill(2)\n");
  await assertLocked(page, "a pasted kill");
  assert.equal((await page.results()).length, lines, "none of it was run");
  await page.close();
});

test("what kills nobody is not locked, whatever words are in it", async () => {
  const { page } = await atTheKill();
  assert.equal(await page.run('Master.put(1, "kill", :freeze)'), ":ok");
  assert.equal(await page.run('Master.get(3, "kill")'), ":freeze");
  assert.equal(await page.run("Master.stop"), await page.run("Master.stop"));
  await page.close();
});

test("a guess that is none is told, and is not taken", async () => {
  const { page, student } = await atTheKill();
  for (const [wrong, right] of [["", "1"], ["-1", "1"], ["5001", "1"], ["99999999999999999999", "1"], ["1.5", "1"], ["1e3", "1"]]) {
    const fields = await page.page.$$(".lesson-predict input[type=number]");
    await fields[0].evaluate((field, text) => {
      const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value");
      set.call(field, text);
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }, wrong);
    await fields[1].click({ count: 3 });
    await fields[1].type(right);
    await student.hands.press("[data-commit]");
    const told = await page.page.waitForSelector(".lesson-predict [aria-invalid=true]");
    const words = await told.evaluate(
      (field) => document.getElementById(field.getAttribute("aria-describedby")).textContent.trim(),
    );
    assert.equal(words, "A whole number from 0 to 5,000.", wrong);
    assert.equal((await page.page.$$(".lesson-predict [aria-invalid=true]")).length, 1, "the other is right");
    assert.ok(await page.page.$(".lesson-run[data-locked=true]"), `${wrong} unlocks nothing`);
  }
  // Letters do not even get into the field.
  const [field] = await page.page.$$(".lesson-predict input[type=number]");
  await field.click({ count: 3 });
  await field.press("Backspace");
  await field.type("many");
  await student.hands.press("[data-commit]");
  await page.page.waitForSelector(".lesson-predict [aria-invalid=true]");
  assert.ok(await page.page.$(".lesson-run[data-locked=true]"));
  await page.close();
});

test("the slider and the field are one guess", async () => {
  const { page } = await atTheKill();
  const [field] = await page.page.$$(".lesson-predict input[type=number]");
  const [slider] = await page.page.$$(".lesson-predict input[type=range]");
  await field.type("4000");
  assert.equal(await slider.evaluate((one) => one.value), "4000");
  await slider.focus();
  await page.page.keyboard.press("ArrowRight");
  await page.page.waitForFunction((field) => field.value === "4050", {}, field);
  await page.page.keyboard.press("End");
  await page.page.waitForFunction((field) => field.value === "5000", {}, field);
  await page.close();
});

test("after the run, guess and outcome stand in one figure, with a verdict and the reason", async () => {
  const { page, student } = await atTheKill();
  await student.guess(996, 4004);
  assert.deepEqual(
    (await student.outcomes()).map(({ told }) => told),
    ["Your guess: 996.", "Your guess: 4,004."],
  );
  assert.ok(await page.page.evaluate(() => document.activeElement.matches(".lesson-outcome")), "the focus goes on");
  await student.run();
  await page.page.waitForSelector(".lesson-outcome[data-outcome=true]");
  assert.deepEqual(await student.outcomes(), [
    { guess: 996, outcome: 996, verdict: "exact", told: "You guessed 996; it was 996. Exactly right." },
    { guess: 4004, outcome: 948, verdict: "high", told: "You guessed 4,004; it was 948. Too high." },
  ]);
  const { why, bars, marks } = await page.page.$eval(".lesson-outcome", (one) => ({
    why: one.querySelector(".predict-why").textContent,
    bars: one.querySelectorAll(".compared-bar rect.area").length,
    marks: one.querySelectorAll(".compared-bar .guess-mark").length,
  }));
  assert.match(why, /Only 996 are lost.* another 3,056 are stored/);
  assert.deepEqual([bars, marks], [2, 2]);
  await page.close();
});

test("a close guess is called close, and a low one low", async () => {
  const { student, page } = await atTheKill();
  await student.guess(1000, 100);
  await student.run();
  await page.page.waitForSelector(".lesson-outcome[data-outcome=true]");
  assert.deepEqual((await student.outcomes()).map(({ verdict }) => verdict), ["close", "low"]);
  await page.close();
});

test("without a lesson nothing is locked, and a guess stands beside the outcome", async () => {
  const page = await openPage({ fresh: true });
  await page.fill(5000, 1);
  await page.figure("acknowledged", 5000);
  for (const wrong of ["", "-1", "5001"]) {
    const field = await page.page.waitForSelector("#guess-own");
    await field.click({ count: 3 });
    await field.press("Backspace");
    await field.type(wrong);
    await page.click("Guess");
    await page.page.waitForSelector("#guess-own[aria-invalid=true]");
    assert.equal(await page.page.$eval("#guess-wrong", (one) => one.textContent.trim()), "A whole number from 0 to 5,000.");
  }
  await page.page.click("[data-guess='1000']");
  await page.page.waitForSelector("#guess-own[aria-invalid=false]");
  await page.click("Kill apothik_2");
  const row = await page.page.waitForSelector("[data-guess-shown] [data-verdict]");
  assert.deepEqual(
    await row.evaluate((one) => ({ ...one.dataset })),
    { guessed: "1000", outcome: "4052", verdict: "low" },
  );
  await page.click("Reset");
  await page.figure("acknowledged", 0);
  assert.equal(await page.page.$("[data-guess-shown]"), null, "a new cluster, no guess");
  await page.fill(5000, 1);
  await page.figure("acknowledged", 5000);
  await page.click("Kill apothik_2");
  await page.figure("found", 948);
  assert.equal(await page.page.$("[data-guess-shown]"), null, "who does not guess is not told off");
  await page.close();
});
