// Time in one's hands, as a person has it: pause, step, slow motion, and what is on its way.

import { setTimeout as pause } from "node:timers/promises";
import { PATIENCE } from "./harness.mjs";

/** Waits until the bar of time says so. */
export const timeIs = ({ page }, selector) =>
  page.waitForSelector(`.time${selector}`, { timeout: PATIENCE });

export const stopTime = async (page) => {
  await page.click("Pause");
  await timeIs(page, '[data-rate="0"]');
};

export const goOn = async (page) => {
  await page.click("Go on");
  await page.page.waitForSelector('.time:not([data-rate="0"])', { timeout: PATIENCE });
};

/** Time goes at this rate, such as 0.01. */
export const setSpeed = async (page, rate) => {
  await page.page.click(`[data-speed="${rate}"]`);
  await timeIs(page, `[data-rate="${rate}"]`);
};

/** Does one step; answers what the page says of it. */
export const step = async ({ page }) => {
  const before = await page.$eval(".time", (time) => Number(time.dataset.steps));
  await page.click("#time-step");
  await timeIs({ page }, `[data-steps="${before + 1}"][data-stepping=false]`);
  return page.$eval(".time-told", (told) => told.textContent);
};

/** What waits, from whom to whom: such as "call 1 → 3". */
export const waiting = ({ page }) =>
  page.$$eval(".on-the-way [data-message]", (all) =>
    all.map((one) => `${one.dataset.message} ${one.querySelector(".whence").textContent}`),
  );

/** Waits until so many messages wait. */
export const waits = (page, count) => timeIs(page, `[data-waiting="${count}"]`);

/** Stops time at a moment at which nothing is on its way. */
export const stopWhenQuiet = async (page) => {
  await stopTime(page);
  // What was posted just before comes a little later.
  await pause(100);
  while ((await waiting(page)).length > 0) await step(page);
};

/** Types a line; answers how many results there were before. */
export const type = async (page, line) => {
  await page.page.bringToFront();
  const before = (await page.results()).length;
  const box = await page.console();
  await box.type(line);
  await box.press("Enter");
  return before;
};

/** The cluster's time that the page shows, in milliseconds. */
export const clusterTime = ({ page }) =>
  page.$eval(".cluster-time", (time) => 1000 * Number(time.textContent.match(/[\d.]+/)[0]));
