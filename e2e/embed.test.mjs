// One figure alone in a frame of another page, with one scenario.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { keyboard } from "./classroom.mjs";
import { assertFits, bringAxe, violations } from "./eyes.mjs";
import { PATIENCE, SAME, lab } from "./harness.mjs";
import { LONG, Player, said } from "./playhouse.mjs";

const { open: openPage } = await lab();
const open = (options) => openPage({ fresh: true, ...options });

/** The figures that can be shown alone, and what each has in it. */
const FIGURES = {
  cluster: ".cluster .disc",
  loss: ".loss [data-loss]",
  account: ".account [data-figure]",
  distribution: ".distribution .bars",
  "over-time": ".over-time .plot",
  beliefs: ".beliefs .matrix",
  machines: ".machines tr[data-machine]",
  ledger: ".ledger",
  moves: ".moves",
  placing: ".placing",
  "side-by-side": ".side-by-side .side-clusters",
};

/** The part of a link with these lines. */
const shared = (lines) => `run=1.${deflateRawSync(Buffer.from(lines)).toString("base64url")}`;

/** The page is opened by somebody who reads this language. */
const speaks = (page, lang) =>
  page.evaluateOnNewDocument((lang) => Object.defineProperty(Navigator.prototype, "languages", { get: () => [lang] }), lang);

/** Axe finds nothing, where it is asked. */
const looks = async (page, what) => {
  if (SAME.axeOnEveryStep) return;
  await bringAxe(page);
  assert.deepEqual(await violations(page), [], what);
};

/** Presses run, and waits for the end. */
const play = async ({ page }) => {
  await page.click("[data-play]");
  await page.waitForFunction(() => /^(Done|Fini)/.test(document.querySelector(".embed-deeds [role=status]").textContent), { timeout: LONG });
  await page.waitForSelector("main[data-settled=true]", { timeout: PATIENCE });
};

const SIZES = [{ width: 1280, height: 640 }, { width: 640, height: 560 }, { width: 360, height: 640 }];

/** Each language is looked at in another theme. Without axe one is enough. */
const LOOKS = SAME.axeOnEveryStep ? [["light", "en"]] : [["dark", "en"], ["light", "fr"]];

/** The same as the scenario does, without its pause. */
const AT_ONCE = shared("Master.fill(1, 5000)\nMaster.leave(2)\n");

for (const [figure, content] of Object.entries(FIGURES)) {
  test(`${figure} is alone on its page, shows what its scenario did, and looks right`, async () => {
    for (const [theme, lang] of LOOKS) {
      // The bar is the same beside all figures: once its title is looked at in French.
      const fragment = lang === "en" || figure === "cluster" ? "scenario=a-goodbye" : AT_ONCE;
      const page = await open({ hash: `?embed=${figure}#${fragment}`, theme, prepare: (page) => speaks(page, lang) });
      await page.page.waitForSelector("[data-play]", { timeout: PATIENCE });
      if (fragment !== AT_ONCE) {
        const title = said("a-goodbye")[lang === "fr" ? "title.fr" : "title"];
        assert.equal(await page.page.$eval(".embed-bar h1", (one) => one.textContent), title);
      }
      assert.equal((await page.page.$$("main > *")).length, 1);
      assert.equal(await page.page.$(".masthead, .controls, .console, .page-foot, .lesson"), null);
      assert.equal(await page.page.$("[data-loss]"), null, "nothing has run by itself");
      await looks(page, `${theme}, before`);
      await play(page);
      await page.page.waitForSelector(`main ${content}`, { timeout: PATIENCE });
      await looks(page, `${theme}, after`);
      for (const size of SAME.axeOnEveryStep ? [] : SIZES) {
        await page.page.setViewport(size);
        await assertFits(page, `${figure} in ${lang} at ${size.width} px`);
      }
      await page.close();
    }
  });
}

test("it runs by keyboard, stops, and runs again", async () => {
  // A pause that is long enough for the slowest hand.
  const run = shared("Master.fill(1, 5000)\n@60s Master.leave(2)\n");
  const page = await open({ hash: `?embed=account#${run}` });
  const hands = keyboard(page);
  const reads = (text) =>
    page.page.waitForFunction((text) => document.querySelector("[data-play]").textContent.trim() === text, { timeout: PATIENCE }, text);
  await hands.press("[data-play]");
  await reads("Stop");
  await page.page.keyboard.press("Enter");
  await page.page.waitForFunction(() => /^Stopped/.test(document.querySelector(".embed-deeds [role=status]").textContent), { timeout: PATIENCE });
  await page.page.keyboard.press("Enter");
  await reads("Stop");
  await page.figure("found", 5000);
  await page.close();
});

test("it shows the figures of the file", async () => {
  const page = await open({ hash: "?embed=account#scenario=a-goodbye" });
  await keyboard(page).press("[data-play]");
  await page.figure("found", 948);
  await page.page.waitForFunction(() => document.querySelector("[data-play]").textContent.trim() === "Run it again", { timeout: LONG });
  assert.equal((await page.figures()).stored, 4004);
  await page.close();
});

test("its link opens the whole page with the same scenario, and nothing of this cluster is in it", async () => {
  const run = shared("Master.fill(1, 7)\n");
  for (const fragment of ["scenario=two-islands", run]) {
    const page = await open({ hash: `?embed=cluster#cookie=mine&${fragment}` });
    await page.page.waitForSelector("[data-play]", { timeout: PATIENCE });
    const link = await page.page.$eval(".embed-deeds a", ({ href, target, rel }) => ({ href, target, rel }));
    assert.deepEqual(link, { href: `${page.origin}/#${fragment}`, target: "_blank", rel: "noopener" });
    const whole = await open({ hash: `#${fragment}` });
    await new Player(whole).arrives();
    await whole.close();
    await page.close();
  }
});

test("a figure that does not exist is told with those that do", async () => {
  for (const [lang, words] of [["en", /no figure “cake”.*There are: cluster, loss, account/], ["fr", /pas de figure « cake ».*Il y a : cluster/]]) {
    const page = await open({
      hash: "?embed=cake#scenario=a-ring",
      ready: false,
      prepare: (page) => speaks(page, lang),
    });
    const told = await page.page.waitForSelector("[data-no-figure]", { timeout: PATIENCE });
    assert.match(await told.evaluate((one) => one.textContent.replaceAll("\u00a0", " ")), words);
    assert.ok(await page.page.$("[data-no-figure] a"), "there is a way on");
    await page.close();
  }
});

test("a scenario or a run that is none is told in the bar, and the figure lives", async () => {
  for (const [fragment, words] of [["scenario=cake", /no scenario “cake”/], ["run=7.abc", /newer Apothik/], ["run=1.zz", /cut or was changed/]]) {
    const page = await open({ hash: `?embed=cluster#${fragment}` });
    const told = await page.page.waitForSelector(".embed-trouble", { timeout: PATIENCE });
    assert.match(await told.evaluate((one) => one.textContent), words);
    assert.equal((await page.page.$$(".disc")).length, 5);
    assert.equal(await page.page.$("[data-play]"), null);
    await page.close();
  }
});

const courses = [];
after(() => courses.forEach((server) => server.close()));

/** A course page of another origin, with a frame; answers its address. */
const course = async (source, width, sandbox) => {
  const html = `<!doctype html><html lang="en"><title>A course</title><h1>A course</h1>
    <iframe title="Apothik" src="${source}" width="${width}" height="640" sandbox="${sandbox}"></iframe>`;
  const server = createServer((_, response) => response.setHeader("Content-Type", "text/html").end(html));
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  courses.push(server);
  return `http://127.0.0.1:${server.address().port}/`;
};

test("on a course page of another origin, in a frame of 360 pixels, it runs and opens the lab", async () => {
  const page = await open();
  const browser = page.page.browser();
  for (const [width, sandbox] of [[360, "allow-scripts allow-same-origin"], [1000, "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox"]]) {
    const outer = await browser.newPage();
    await outer.setViewport({ width: 1100, height: 800 });
    const complaints = [];
    outer.on("console", (message) => ["error", "warn"].includes(message.type()) && complaints.push(message.text()));
    await outer.goto(await course(`${page.origin}/?embed=account#scenario=a-goodbye`, width, sandbox));
    const frame = await (await outer.waitForSelector("iframe")).contentFrame();
    await frame.waitForSelector("[data-play]", { timeout: PATIENCE });
    await frame.click("[data-play]");
    await frame.waitForSelector('[data-figure="found"][data-value="948"]', { timeout: LONG });
    const { inner, outer: room } = await frame.evaluate(() => ({ inner: document.documentElement.scrollWidth, outer: document.documentElement.clientWidth }));
    assert.ok(inner <= room, `${inner} px in ${room}`);
    if (sandbox.includes("popups")) {
      const opened = new Promise((opened) => browser.once("targetcreated", opened));
      await frame.click(".embed-deeds a");
      const whole = await (await opened).page();
      await whole.waitForSelector("[data-scenario-shown]", { timeout: PATIENCE });
      await whole.close();
    }
    assert.deepEqual(complaints, []);
    await outer.close();
  }
  await page.close();
});
