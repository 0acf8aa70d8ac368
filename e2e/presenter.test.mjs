// Presenter mode: its keys, where they do nothing, the list of keys, and what of the page is shown.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { PATIENCE, lab } from "./harness.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const labs = { light: await lab({ theme: "light" }), dark: await lab({ theme: "dark" }) };
const { open } = labs.light;

const present = async (page) => {
  await page.click("Present");
  await page.page.waitForSelector(":root[data-presenter]");
};

const isPresenting = ({ page }) => page.$eval(":root", (root) => root.hasAttribute("data-presenter"));

/** Some time in which what a key does would have been seen. */
const pause = () => new Promise((over) => setTimeout(over, 300));

const shows = ({ page }, selector) =>
  page.$eval(selector, (one) => one.getClientRects().length > 0);

test("keys do nothing outside presenter mode", async () => {
  const page = await open();
  for (const key of ["f", "2", "p", "r", "?"]) await page.page.keyboard.press(key);
  await pause();
  await page.button("Kill apothik_2");
  assert.equal((await page.figures()).acknowledged, 0);
  assert.equal(await page.page.$("dialog[open]"), null);
  assert.equal(await page.page.$eval("#placement", (placement) => placement.value), "modulo");
  await page.close();
});

test("each key does what a click does", async () => {
  const page = await open();
  const { keyboard } = page.page;
  await present(page);
  await keyboard.press("f");
  await page.figure("acknowledged", 5000);
  await page.settled();
  await keyboard.press("2");
  await page.figure("found", 948);
  await page.settled();
  await keyboard.press("2");
  await page.figure("found", 4004);
  await page.settled();
  await keyboard.press("p");
  await page.figure("acknowledged", 0);
  await page.page.waitForFunction(
    () => document.querySelector("#placement").value === "fixed",
    { timeout: PATIENCE },
  );
  await page.settled();
  await keyboard.press("1");
  await page.page.waitForSelector('[data-disc="1"].is-killed', { timeout: PATIENCE });
  await keyboard.press("f");
  await page.page.waitForFunction(
    () => Number(document.querySelector("[data-figure=acknowledged]").dataset.value) > 3000,
    { timeout: PATIENCE },
  );
  await page.settled();
  await keyboard.press("r");
  await page.page.waitForSelector('[data-disc="1"].is-running', { timeout: PATIENCE });
  await page.figure("acknowledged", 0);
  await keyboard.press("?");
  await page.page.waitForSelector("dialog[open]");
  await keyboard.press("Escape");
  await page.page.waitForFunction(() => !document.querySelector("dialog[open]"));
  assert.ok(await isPresenting(page), "Escape closed the list, and no more");
  await keyboard.press("Escape");
  await page.page.waitForFunction(() => !document.documentElement.hasAttribute("data-presenter"));
  await page.close();
});

test("keys do nothing while one types, with a modifier, or once they are switched off", async () => {
  const page = await open();
  const { keyboard } = page.page;
  await present(page);
  await (await page.find("Keys", "spinbutton")).focus();
  for (const key of ["2", "f", "p", "r"]) await keyboard.press(key);
  await page.page.evaluate(() => document.activeElement.blur());
  for (const modifier of ["Alt", "Control"]) {
    await page.page.evaluate((modifier) => {
      const held = { [modifier === "Alt" ? "altKey" : "ctrlKey"]: true, bubbles: true };
      document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "2", code: "Digit2", ...held }));
    }, modifier);
  }
  await pause();
  await page.button("Kill apothik_2");

  await page.click("Keyboard shortcuts");
  await page.page.click("dialog[open] input[type=checkbox]");
  await page.page.click("dialog[open] button");
  await page.page.waitForFunction(() => !document.querySelector("dialog[open]"));
  await keyboard.press("2");
  await pause();
  await page.button("Kill apothik_2");
  assert.ok(await isPresenting(page));

  await page.page.reload();
  await page.page.waitForSelector("main[data-ready=true]", { timeout: PATIENCE });
  await present(page);
  await keyboard.press("2");
  await pause();
  await page.button("Kill apothik_2");
  await page.click("Keyboard shortcuts");
  assert.equal(await page.page.$eval("dialog[open] input", (one) => one.checked), false, "it is remembered");
  await page.page.evaluate(() => localStorage.clear());
  await page.close();
});

test("the list of keys works by keyboard, and gives the focus back", async () => {
  const page = await open();
  const { keyboard } = page.page;
  const focused = () => page.page.evaluate(() => document.activeElement.getAttribute("aria-label"));
  await (await page.button("Keyboard shortcuts")).focus();
  await keyboard.press("Enter");
  const dialog = await page.page.waitForSelector("dialog[open]");
  const label = await dialog.evaluate((one) => document.getElementById(one.getAttribute("aria-labelledby")).textContent);
  assert.equal(label, "Keyboard shortcuts");
  assert.ok(await dialog.evaluate((one) => one.contains(document.activeElement)), "the focus is in it");
  for (const key of ["Tab", "Enter, Space", "Esc", "f", "p", "r", "?"]) {
    const keys = await dialog.$$eval("kbd", (all) => all.map((one) => one.textContent));
    assert.ok(keys.includes(key), key);
  }
  await keyboard.press("Escape");
  await page.page.waitForFunction(() => !document.querySelector("dialog[open]"));
  assert.equal(await focused(), "Keyboard shortcuts");
  await keyboard.press("Enter");
  await page.page.waitForSelector("dialog[open]");
  await page.page.click("dialog[open] button");
  await page.page.waitForFunction(() => !document.querySelector("dialog[open]"));
  assert.equal(await focused(), "Keyboard shortcuts");
  await page.close();
});

test("a lesson's lock holds, and leads to the guess that is asked for", async () => {
  const page = await open({ hash: "#lesson=2&step=2" });
  await page.page.waitForSelector(".lesson-predict", { timeout: PATIENCE });
  await page.page.waitForSelector("[data-preparing=false]", { timeout: PATIENCE });
  await page.settled();
  await present(page);
  assert.ok(!(await shows(page, ".lesson")), "the lesson is not shown");
  await page.page.keyboard.press("2");
  await page.page.waitForFunction(() => !document.documentElement.hasAttribute("data-presenter"));
  await page.page.waitForFunction(() => document.activeElement.closest(".lesson-predict"));
  await page.button("Kill apothik_2");
  await page.close();
});

for (const [theme, { open }] of Object.entries(labs)) {
  test(`axe finds nothing in presenter mode and in the list of keys, ${theme}`, async () => {
    const page = await open();
    const violations = () =>
      page.page.evaluate(async () => {
        const { violations } = await globalThis.axe.run(document, { resultTypes: ["violations"] });
        return violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" ")}`);
      });
    await page.page.evaluate(axe);
    await page.fill(5000, 1);
    await page.figure("acknowledged", 5000);
    await page.settled();
    await page.click("Kill apothik_2");
    await page.figure("found", 948);
    await page.settled();
    await present(page);
    assert.deepEqual(await violations(), [], "presenting");
    for (const hidden of [".console", ".faults", ".beliefs", ".why", ".words-panel", ".machines"]) {
      assert.ok(!(await shows(page, hidden)), hidden);
    }
    for (const shown of [".cluster", ".loss", ".account"]) assert.ok(await shows(page, shown), shown);
    for (const width of [360, 1280, 1920]) {
      await page.page.setViewport({ width, height: 900 });
      const { inner, outer } = await page.page.evaluate(() => ({
        inner: document.documentElement.scrollWidth,
        outer: document.documentElement.clientWidth,
      }));
      assert.ok(inner <= outer, `at ${width} px it is ${inner} px wide`);
    }
    await page.click("Keyboard shortcuts");
    await page.page.waitForSelector("dialog[open]");
    assert.deepEqual(await violations(), [], "the list of keys");
    await page.close();
  });
}
