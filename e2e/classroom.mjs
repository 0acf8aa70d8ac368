// Words for what a student does in a lesson: with the mouse, or by keyboard alone.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { PATIENCE } from "./harness.mjs";

/** The files of the lessons that come with the page. */
const FILES = [
  "1-one-cache",
  "2-pulling-the-plug",
  "3-noticing",
  "4-adapting",
  "5-a-machine-comes-back",
  "6-what-a-departure-costs",
];

/** A lesson's titles, as its file has them: its own, and those of its steps. */
export const titles = (language, lesson) => {
  const path = new URL(`../lessons/${language}/${FILES[lesson - 1]}.md`, import.meta.url);
  const text = readFileSync(fileURLToPath(path), "utf8").replaceAll(/^```[^]*?^```/gm, "");
  const [title] = text.match(/(?<=^# ).*/m);
  return { title, steps: text.match(/(?<=^## ).*/gm) };
};

/** How many lessons come with the page. */
export const LESSONS = FILES.length;

/** Does things with the mouse, and scrolls first: what stays in sight may lie over the rest. */
export const mouse = ({ page }) => ({
  press: async (selector) => {
    const one = await page.waitForSelector(selector, { timeout: PATIENCE });
    await one.evaluate((one) => one.scrollIntoView({ block: "center", behavior: "instant" }));
    await one.click();
  },
  write: async (selector, text) => {
    const field = await page.waitForSelector(selector, { timeout: PATIENCE });
    await field.click({ count: 3 });
    await field.type(text);
  },
});

/** Does the same with Tab, forwards or back, Enter and letters. */
export const keyboard = ({ page }) => {
  const tabTo = async (selector) => {
    const met = [];
    for (let presses = 0; presses < 120; presses += 1) {
      const { is, isBefore, html } = await page.evaluate((selector) => {
        const one = document.activeElement;
        const wanted = document.querySelector(selector);
        const order = one === document.body || !wanted ? 0 : one.compareDocumentPosition(wanted);
        const isBefore = Boolean(order & Node.DOCUMENT_POSITION_PRECEDING);
        return { is: one.matches(selector), isBefore, html: one.outerHTML.slice(0, 60) };
      }, selector);
      if (is) return;
      met.push(html);
      if (isBefore) await page.keyboard.down("Shift");
      await page.keyboard.press("Tab");
      if (isBefore) await page.keyboard.up("Shift");
    }
    assert.fail(`Tab never came to ${selector}, but to ${met.slice(-20).join("\n")}`);
  };
  return {
    press: async (selector) => {
      await page.waitForSelector(selector, { timeout: PATIENCE });
      await tabTo(selector);
      await page.keyboard.press("Enter");
    },
    write: async (selector, text) => {
      await tabTo(selector);
      await page.keyboard.type(text);
    },
  };
};

/** A student in front of a page. */
export class Student {
  constructor(lab, hands = mouse(lab)) {
    Object.assign(this, { lab, page: lab.page, hands });
  }

  /** Waits until a step is shown, and its cluster is as its start says. */
  async arrives(step) {
    const shown = `.lesson-step[data-step="${step}"][data-preparing=false]`;
    await this.page.waitForSelector(shown, { timeout: PATIENCE });
    await this.lab.settled();
  }

  /** Opens a lesson from the list. */
  async open(lesson) {
    await this.hands.press(".lessons-button");
    await this.hands.press(`[data-lesson="${lesson}"]`);
    await this.arrives(1);
  }

  /** Goes on to the next step. */
  async goOn() {
    const step = await this.step();
    await this.hands.press("[data-step-next]");
    await this.arrives(step + 1);
  }

  step() {
    return this.page.$eval(".lesson-step", (one) => Number(one.dataset.step));
  }

  /** Commits guesses; there are as many as questions. */
  async guess(...guesses) {
    const ids = await this.page.$eval(".lesson-predict", (form) =>
      [...form.querySelectorAll("input[type=number]")].map((field) => field.id),
    );
    for (const [i, id] of ids.entries()) await this.hands.write(`#${id}`, String(guesses[i] ?? 0));
    await this.hands.press("[data-commit]");
  }

  /** Runs the lines of the first block that can be run; answers what they said. */
  async run() {
    const selector = ".lesson-run[data-locked=false] [data-run-lines]:not([aria-disabled])";
    const button = await this.page.waitForSelector(selector, { timeout: PATIENCE });
    const place = await button.evaluate((one) => one.closest(".lesson-run").dataset.run);
    await this.hands.press(`[data-run="${place}"] [data-run-lines]`);
    return this.answers(place);
  }

  async answers(place) {
    const answers = await this.page.waitForFunction(
      (place) => {
        const block = document.querySelector(`[data-run="${place}"]`);
        const answers = [...block.querySelectorAll("[data-answer]")].map((one) => one.textContent);
        const all = answers.length === block.querySelectorAll(".source").length;
        const settled = document.querySelector("main").dataset.settled === "true";
        return all && settled && !answers.includes("…") ? answers : null;
      },
      { timeout: PATIENCE, polling: 20 },
      place,
    );
    return answers.jsonValue();
  }

  /** Does all there is to do in a step: guesses, then runs. */
  async work() {
    for (;;) {
      const next = await this.page.evaluate(() => {
        const open = document.querySelector(".lesson-predict, [data-run-lines]:not([aria-disabled])");
        return open && (open.matches("form") ? "guess" : "run");
      });
      if (!next) return;
      if (next === "guess") await this.guess();
      else await this.run();
    }
  }

  /** The live figures of the step, by their source. */
  live() {
    return this.page.$$eval(".lesson-step .live", (all) =>
      Object.fromEntries(all.map((one) => [one.dataset.live ?? "machine", one.dataset.value ?? one.textContent])),
    );
  }

  /** Guesses and outcomes that are shown in the lesson. */
  outcomes() {
    return this.page.$$eval(".lesson-outcome [data-guessed]", (all) =>
      all.map((one) => ({
        guess: Number(one.dataset.guessed),
        outcome: one.dataset.outcome === undefined ? null : Number(one.dataset.outcome),
        verdict: one.dataset.verdict ?? null,
        told: one.querySelector(".compared-words").textContent.trim(),
      })),
    );
  }

  /** What the address says behind its `#`. */
  hash() {
    return this.page.evaluate(() => Object.fromEntries(new URLSearchParams(location.hash.slice(1))));
  }
}
