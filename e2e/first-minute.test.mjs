// Somebody opens the page for the first time.

import assert from "node:assert/strict";
import { test } from "node:test";
import { lab } from "./harness.mjs";

const { open } = await lab();

const invited = ({ page }) =>
  page.evaluate(() => ({
    sentence: document.querySelector(".invitation .headline").textContent,
    actions: [...document.querySelectorAll(".inviting")].map((one) => one.textContent.trim()),
  }));

test("the first thing to see is a running, empty cluster, and one thing to do", async () => {
  const page = await open({ fresh: true });
  const machines = Object.values(await page.table());
  assert.deepEqual(
    machines.map(({ state, stored }) => [state.split(/\s/)[0], stored]),
    Array(5).fill(["running", 0]),
  );
  assert.deepEqual(await invited(page), {
    sentence: "Fill the cache, then click a machine to kill it.",
    actions: ["Fill"],
  });
  const above = await page.page.$eval(".inviting", (one) => one.getBoundingClientRect().bottom < innerHeight);
  assert.ok(above, "without scrolling");
  await page.close();
});

test("three clicks lead from there to a guess beside its outcome", async () => {
  const page = await open({ fresh: true });
  await page.click("Fill");
  await page.figure("acknowledged", 5000);
  await page.settled();
  assert.deepEqual(await invited(page), {
    sentence: "Guess first. Then click a machine to kill it.",
    actions: [],
  });
  await page.page.click("[data-guess='1000']");
  await page.page.waitForFunction(() =>
    document.querySelector(".invitation .headline").textContent.startsWith("Now click a machine"),
  );
  await page.click("Kill apothik_2");
  const shown = await page.page.waitForSelector("[data-guess-shown] [data-outcome]");
  assert.equal(
    await shown.evaluate((one) => one.querySelector(".compared-words").textContent),
    "You guessed 1,000; it was 4,052. Too low.",
  );
  assert.deepEqual((await page.losses()).map((loss) => loss["found-after"]), [948]);
  await page.close();
});
