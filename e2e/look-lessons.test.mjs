// Lessons and guesses in both themes and languages: accessible, and nothing cut off, large or small.

import assert from "node:assert/strict";
import { writeFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { LESSONS, Student, titles } from "./classroom.mjs";
import { assertFits, bringAxe, violations } from "./eyes.mjs";
import { PATIENCE, SAME, lab } from "./harness.mjs";

const { open: openPage } = await lab({ theme: "light" });
const open = (options) => openPage({ fresh: true, ...options });

const folder = mkdtempSync(join(tmpdir(), "apothik-look-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const WRONG = join(folder, "wrong.md");
writeFileSync(WRONG, "# T\n\n## S\n\n```rum\nx\n```\n\n![spy](https://example.org/a-very-long-address-indeed.png)\n");

/** A wide window, half of it (what is left of it at twice the size), and a small phone. */
const SIZES = [
  { width: 1280, height: 900 },
  { width: 640, height: 450 },
  { width: 360, height: 740 },
];

const wear = async ({ page }, theme, language) => {
  await page.select(".theme select", theme);
  await page.click(`.tongue [lang=${language}]`);
  await page.waitForSelector(`html[lang=${language}]`);
};

/** Both themes in both languages. */
const LOOKS = [["dark", "en"], ["dark", "fr"], ["light", "fr"], ["light", "en"]];

const look = async (page, state, looks = LOOKS, within = undefined, withAxe = true) => {
  for (const [theme, language] of looks) {
    await wear(page, theme, language);
    if (withAxe) assert.deepEqual(await violations(page, within), [], `${state}, ${theme}, ${language}`);
    // Themes have the same measures, and the French words are the longer ones.
    if (looks === LOOKS ? theme === "dark" : language === "en") continue;
    for (const size of SIZES) {
      await page.page.setViewport(size);
      await assertFits(page, `${state} in ${language} at ${size.width} px`);
    }
    await page.page.setViewport(SIZES[0]);
  }
};

test("a fill, a guess and its outcome look right in every theme, language and size", async () => {
  const page = await open();
  await bringAxe(page);
  await look(page, "empty");
  await page.fill(5000, 1);
  await page.figure("acknowledged", 5000);
  await page.settled();
  await look(page, "filled");
  await page.page.click("[data-guess='1000']");
  await look(page, "guessed");
  await page.click("Kill apothik_2");
  await page.page.waitForSelector("[data-guess-shown]");
  await page.settled();
  await look(page, "killed");
  await page.close();
});

test("the list, a wrong file and a step with its outcome look right everywhere", async () => {
  const page = await open();
  await bringAxe(page);
  await page.page.click(".lessons-button");
  await look(page, "lessons");
  await (await page.page.$("#lesson-file")).uploadFile(WRONG);
  await page.page.waitForSelector("[data-lesson-wrong]", { timeout: PATIENCE });
  await look(page, "wrong file");
  await page.page.click("[data-lessons]");
  const student = new Student(page);
  await student.hands.press('[data-lesson="4"]');
  await student.arrives(1);
  await student.hands.press(".lesson-steps li:nth-child(2) button");
  await student.arrives(2);
  await student.guess(1000, 4000);
  await look(page, "a guess in a lesson");
  await student.run();
  await page.page.waitForSelector(".lesson-outcome[data-outcome=true]");
  await look(page, "an outcome in a lesson");
  await page.close();
});

test("every step of every lesson looks right in both themes, languages and every size", async () => {
  const page = await open();
  await bringAxe(page);
  const student = new Student(page);
  for (let lesson = 1; lesson <= LESSONS; lesson += 1) {
    for (let step = 1; step <= titles("en", lesson).steps.length; step += 1) {
      await page.page.evaluate((hash) => (location.hash = hash), `#lesson=${lesson}&step=${step}`);
      // One theme in each language, and the other at the next step: all four at each would take long.
      const both = step % 2 ? [LOOKS[1], LOOKS[3]] : [LOOKS[0], LOOKS[2]];
      // Without axe only what is measured is left.
      const looks = SAME.axeOnEveryStep ? both.filter(([, language]) => language === "fr") : both;
      const names = ["en", "fr"].map((language) => titles(language, lesson).steps[step - 1]);
      await page.page.waitForFunction(
        (names) => names.includes(document.querySelector(".lesson-step h2")?.textContent),
        { timeout: PATIENCE },
        names,
      );
      await page.page.$$eval(".lesson-question details", (all) => all.forEach((one) => (one.open = true)));
      await look(page, `step ${step} of lesson ${lesson}`, looks, ".lesson", !SAME.axeOnEveryStep);
    }
  }
  await student.arrives(titles("en", LESSONS).steps.length);
  await page.close();
});

test("on a low window the whole lesson can be reached, and the focus is never out of sight", async () => {
  const page = await open({ hash: "#lesson=4&step=2" });
  const student = new Student(page);
  await student.arrives(2);
  const next = await page.page.$eval("[data-step-next]", (one) => one.getBoundingClientRect().bottom < innerHeight);
  assert.ok(next, "the way on is in sight");
  for (const size of [{ width: 1280, height: 400 }, { width: 640, height: 450 }]) {
    await page.page.setViewport(size);
    for (const selector of ["[data-lessons]", "[data-commit]", "[data-step-next]"]) {
      await page.page.focus(selector);
      const seen = await page.page.$eval(selector, (one) => {
        const { left, top, width, height } = one.getBoundingClientRect();
        const there = document.elementFromPoint(left + width / 2, top + height / 2);
        return one === there || one.contains(there);
      });
      assert.ok(seen, `${selector} at ${size.width} × ${size.height}`);
    }
  }
  await page.close();
});
