// Every lesson, from its first step to its last, in both languages; and links into them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { LESSONS, Student, keyboard, mouse, titles } from "./classroom.mjs";
import { PATIENCE, SAME, lab } from "./harness.mjs";

const { open: openPage } = await lab();
const open = (options) => openPage({ fresh: true, ...options });

/** What the seed says, as live figures of lesson and step. */
const SEED = {
  "1/2": { "stored 1": "1026", "stored 2": "996", "stored 3": "1012", "stored 4": "1021", "stored 5": "945" },
  "4/2": { "kill lost": "996", "kill unreachable": "3056", "after found": "948" },
  "4/5": { stored: "8056", stranded: "3056", "after found": "948" },
  "6/2": { "kill lost": "971", "kill unreachable": "0" },
  "6/3": { "kill lost": "977", "kill unreachable": "0", "stored 1": "1091", "stored 4": "885" },
  "6/4": { "kill lost": "1018", "kill unreachable": "0" },
  "6/5": { "kill unreachable": "6" },
  "6/6": { "kill lost": "960", "kill unreachable": "0" },
  "6/7": { found: "1025", unreachable: "3975" },
};

/** Works through all lessons, one after another. */
const walk = async (student, language) => {
  for (let lesson = 1; lesson <= LESSONS; lesson += 1) {
    const { title, steps } = titles(language, lesson);
    for (const [i, name] of steps.entries()) {
      const where = `${lesson}/${i + 1}`;
      await student.arrives(i + 1);
      const shown = await student.page.evaluate(() =>
        [".lesson-title", ".lesson-step h2"].map((one) => document.querySelector(one).textContent),
      );
      assert.deepEqual(shown, [title, name], where);
      await student.work();
      const live = await student.live();
      assert.ok(!Object.values(live).includes("…"), `${where} has all its figures: ${JSON.stringify(live)}`);
      for (const [source, value] of Object.entries(SEED[where] ?? {})) {
        assert.equal(live[source], value, `${where}: =${source}`);
      }
      const waiting = (await student.outcomes()).filter(({ outcome }) => outcome === null);
      assert.deepEqual(waiting, [], `${where} has come true`);
      if (i + 1 < steps.length) await student.hands.press("[data-step-next]");
    }
    if (lesson < LESSONS) await student.hands.press("[data-lesson-next]");
  }
  assert.equal(await student.page.$("[data-step-next], [data-lesson-next]"), null, "there is no more");
};

test("all lessons are walked through with the mouse, in English", { skip: SAME.everyStepByMouse }, async () => {
  const page = await open();
  const student = new Student(page, mouse(page));
  await student.open(1);
  await walk(student, "en");
  await page.assertAgrees();
  await page.close();
});

test("all lessons are walked through by keyboard alone, in French", async () => {
  const page = await open();
  const student = new Student(page, keyboard(page));
  await student.hands.press(".tongue [lang=fr]");
  await student.open(1);
  await walk(student, "fr");
  await page.close();
});

test("the list has the titles of the files", async () => {
  const page = await open();
  for (const language of ["en", "fr"]) {
    await page.page.click(`.tongue [lang=${language}]`);
    if (!(await page.page.$(".lesson"))) await page.page.click(".lessons-button");
    await page.page.waitForSelector(`html[lang=${language}]`);
    const listed = await page.page.$$eval("[data-lesson]", (all) => all.map((one) => one.textContent));
    const files = listed.map((_, i) => `${i + 1} ${titles(language, i + 1).title}`);
    assert.deepEqual(listed, files);
  }
  await page.close();
});

test("a link opens a lesson at its step, with the cluster of that step", async () => {
  const page = await open({ hash: "#lesson=4&step=3" });
  const student = new Student(page);
  await student.arrives(3);
  await page.figure("found", 948);
  const { stored, unreachable, lost } = await page.assertAgrees();
  assert.deepEqual([stored, unreachable, lost], [4004, 3056, 996]);
  await page.close();
});

test("the start of a step has the same figures again, however often one goes back", async () => {
  const page = await open({ hash: "#lesson=4&step=2" });
  const student = new Student(page);
  await student.arrives(2);
  const start = await page.assertAgrees();
  assert.equal(start.found, 5000);
  await student.work();
  const end = await page.assertAgrees();
  assert.equal(end.found, 948);
  await student.hands.press("[data-step-again]");
  await student.arrives(2);
  assert.deepEqual(await page.assertAgrees(), start);
  assert.ok(await page.page.$(".lesson-predict"), "the guess is to be made again");
  await student.work();
  await student.goOn();
  assert.deepEqual(await page.assertAgrees(), end);
  await student.hands.press("[data-step-back]");
  await student.arrives(2);
  assert.deepEqual(await page.assertAgrees(), start);
  // Back and forth, faster than the cluster can follow.
  for (const step of [6, 1, 5, 3]) await student.hands.press(`.lesson-steps li:nth-child(${step}) button`);
  await student.arrives(3);
  assert.deepEqual(await page.assertAgrees(), end);
  await page.close();
});

test("a step or a lesson that does not exist is told, and something sensible is shown", async () => {
  const page = await open({ hash: "#lesson=4&step=99" });
  const student = new Student(page);
  await student.arrives(1);
  const note = () => page.page.$$eval(".lesson-note", (all) => all.map((one) => one.textContent.trim()).join(""));
  assert.match(await note(), /no step 99 .* it has 6/);
  await page.page.click(".tongue [lang=fr]");
  await page.page.waitForFunction(() => document.querySelector(".lesson-note").textContent.includes("d’étape 99"));
  for (const missing of ["99", "0", "four", "%3Cimg%20src=x%3E"]) {
    await page.page.evaluate((missing) => {
      location.hash = `#lesson=${missing}`;
    }, missing);
    await page.page.waitForFunction(
      (missing) => document.querySelector("[data-no-lesson]")?.textContent.includes(`pas de leçon ${missing}\u00a0;`),
      { timeout: PATIENCE },
      missing.slice(0, 20),
    );
    assert.equal((await page.page.$$("[data-lesson]")).length, LESSONS);
  }
  await student.hands.press('[data-lesson="2"]');
  await student.arrives(1);
  assert.equal(await note(), "");
  await page.close();
});

test("a page opened at a lesson that does not exist says so above the list", async () => {
  const page = await open({ hash: "#lesson=99" });
  const note = await page.page.waitForSelector("[data-no-lesson]", { timeout: PATIENCE });
  assert.equal(await note.evaluate((one) => one.textContent), `There is no lesson 99; there are ${LESSONS}.`);
  await page.close();
});

test("a link in an open page leads to its step, and the address keeps the cluster's cookie", async () => {
  const page = await open({ hash: `#cookie=lessons-${process.pid}` });
  const student = new Student(page);
  const cookie = `lessons-${process.pid}`;
  await student.open(1);
  assert.deepEqual(await student.hash(), { cookie, lesson: "1", step: "1" });
  await page.page.evaluate(() => {
    location.hash = "#lesson=4&step=2";
  });
  await student.arrives(2);
  assert.deepEqual(await student.hash(), { cookie, lesson: "4", step: "2" });
  assert.equal((await page.assertAgrees()).found, 5000);
  await student.hands.press("[data-lesson-close]");
  assert.deepEqual(await student.hash(), { cookie });
  await page.close();
});

test("another language keeps the step, what was run and what was guessed", async () => {
  const page = await open({ hash: "#lesson=4&step=2" });
  const student = new Student(page);
  await student.arrives(2);
  await student.guess(500, 4000);
  const lines = await student.run();
  const before = await page.assertAgrees();
  const outcomes = await student.outcomes();
  await page.page.focus(".tongue [lang=fr]");
  await page.page.keyboard.press("Enter");
  await page.page.waitForFunction(
    (title) => document.querySelector(".lesson-step h2").textContent === title,
    { timeout: PATIENCE },
    titles("fr", 4).steps[1],
  );
  assert.equal(await student.step(), 2);
  assert.deepEqual(await student.answers(await page.page.$eval("[data-run]", (one) => one.dataset.run)), lines);
  const numbers = ({ guess, outcome, verdict }) => ({ guess, outcome, verdict });
  assert.deepEqual((await student.outcomes()).map(numbers), outcomes.map(numbers));
  assert.deepEqual(await page.assertAgrees(), before);
  assert.equal(await page.page.evaluate(() => document.activeElement.lang), "fr", "the focus stays");
  await student.goOn();
  assert.deepEqual(await page.assertAgrees(), before);
  await page.close();
});

test("closing a lesson keeps the cluster, and leads back to where it was opened", async () => {
  const page = await open({ hash: "#lesson=4&step=3" });
  const student = new Student(page);
  await student.arrives(3);
  const before = await page.assertAgrees();
  await student.hands.press("[data-lesson-close]");
  await page.page.waitForFunction(() => !document.querySelector(".lesson"));
  assert.deepEqual(await page.assertAgrees(), before);
  assert.equal(await page.page.evaluate(() => document.activeElement.className), "lessons-button");
  await page.close();
});
