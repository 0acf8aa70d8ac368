// The page speaks the visitor's language, all of it, and remembers which.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { Student } from "./classroom.mjs";
import { PATIENCE, lab } from "./harness.mjs";

const { open: openPage } = await lab();

/** A first visit with a browser that wants these languages. */
const open = (languages, options = {}) =>
  openPage({
    fresh: true,
    ...options,
    prepare: async (page) => {
      await page.evaluateOnNewDocument((languages) => {
        Object.defineProperty(Navigator.prototype, "languages", { get: () => languages });
      }, languages);
      await options.prepare?.(page);
    },
  });

const spoken = ({ page }) =>
  page.evaluate(() => ({ lang: document.documentElement.lang, title: document.title }));

const ENGLISH = { lang: "en", title: "Apothik: a distributed cache one can kill" };

test("the browser's language is the page's, if the page has it", async () => {
  for (const [languages, lang] of [
    [["en-GB", "fr"], "en"],
    [["fr-CA", "en"], "fr"],
    [["de", "fr"], "fr"],
    [["de", "ja"], "en"],
    [[], "en"],
  ]) {
    const page = await open(languages);
    const { lang: found, title } = await spoken(page);
    assert.equal(found, lang, languages.join());
    assert.equal(title === ENGLISH.title, lang === "en", title);
    const pressed = await page.page.$eval(".tongue [aria-pressed=true]", (one) => one.lang);
    assert.equal(pressed, lang);
    await page.close();
  }
});

test("a choice is kept over a reload, and goes before the browser's language", async () => {
  const page = await open(["en"]);
  assert.deepEqual(await spoken(page), ENGLISH);
  await page.page.click(".tongue [lang=fr]");
  await page.page.waitForSelector("html[lang=fr]");
  assert.notEqual((await spoken(page)).title, ENGLISH.title);
  await page.page.reload();
  await page.page.waitForSelector("main[data-ready=true]", { timeout: PATIENCE });
  assert.equal((await spoken(page)).lang, "fr");
  await page.page.click(".tongue [lang=en]");
  await page.page.waitForSelector("html[lang=en]");
  assert.deepEqual(await spoken(page), ENGLISH);
  await page.close();
});

const visible = ({ page }, selector) =>
  page.$$eval(selector, (all) => all.filter((one) => one.checkVisibility()).map((one) => one.innerText));

test("a browser that can't run the machines is told so in its language", async () => {
  for (const [language, expected, other] of [
    ["en", /can’t run here[^]*no BroadcastChannel/, /Il lui faut/],
    ["fr", /ne peut pas tourner ici[^]*Il manque à ce navigateur : BroadcastChannel/, /It needs/],
  ]) {
    const page = await open([language], {
      ready: false,
      prepare: (page) =>
        page.evaluateOnNewDocument(() => {
          delete globalThis.BroadcastChannel;
        }),
    });
    await page.page.waitForSelector("[role=alert]:not([hidden])");
    const [text] = await visible(page, "#trouble");
    assert.match(text, expected);
    assert.doesNotMatch(text, other);
    await page.close();
  }
});

test("while it starts, and without scripts, both languages are there, each marked as what it is", async () => {
  const page = await open(["fr"]);
  const shell = await page.page.evaluate(async () => {
    const text = await (await fetch("./")).text();
    const document = new DOMParser().parseFromString(text, "text/html");
    const of = (selector) => [...document.querySelectorAll(selector)].map((one) => one.textContent.trim());
    return { loading: of("#loading [lang]"), noscript: of("noscript > *") };
  });
  assert.deepEqual(shell.loading, ["Starting five machines…", "Démarrage de cinq machines…"]);
  assert.equal(shell.noscript.length, 2);
  assert.match(shell.noscript[1], /il lui faut JavaScript/);
  await page.close();
});

/** The pieces of text in a language's files, without what stands for something else. */
const pieces = (language) => {
  const folder = fileURLToPath(new URL(`../web/locales/${language}/`, import.meta.url));
  const lines = readdirSync(folder).flatMap((file) => readFileSync(folder + file, "utf8").split("\n"));
  const texts = lines
    .filter((line) => !line.startsWith("#"))
    .map((line) => line.replace(/^[a-z0-9-]+ = ?|^\s+\*?\[[^\]]*\] ?/, "").replaceAll("&amp;", "&"))
    .flatMap((line) => line.split(/\{[^}]*\}?|\}/))
    .map((text) => text.replaceAll(/^[\s.,;:!?()]+|[\s.,;:!?()]+$/g, ""));
  return new Set(texts.filter((text) => /[A-Za-z]{3}/.test(text)));
};

const french = [...pieces("fr")].join("\n");
const ONLY_ENGLISH = [...pieces("en")].filter((piece) => !french.includes(piece));

/** English that is left on a page: whole texts, or sentences of two words and more within them. */
const leftovers = ({ page }) =>
  page.evaluate((english) => {
    const exempt = ".code, code, pre, [lang=en], .lesson-errors, script, option[value]";
    const texts = new Set();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { parentElement, data } = walker.currentNode;
      if (!parentElement.closest(exempt)) texts.add(data.trim());
    }
    for (const one of document.body.querySelectorAll("[aria-label], [title], [placeholder], [aria-valuetext]")) {
      if (one.closest(exempt)) continue;
      for (const name of ["aria-label", "title", "aria-valuetext"]) texts.add((one.getAttribute(name) ?? "").trim());
    }
    const bare = (text) => text.replaceAll(/^[\s.,;:!?()]+|[\s.,;:!?()]+$/g, "");
    const within = (text, piece) => {
      const at = text.indexOf(piece);
      const whole = (char) => !char || !/\p{L}/u.test(char);
      return at >= 0 && whole(text[at - 1]) && whole(text[at + piece.length]);
    };
    return [...texts].flatMap((text) =>
      english
        .filter((piece) => bare(text) === piece || (/\p{L}{2} \p{L}{2}/u.test(piece) && within(text, piece)))
        .map((piece) => `“${piece}” in “${text}”`),
    );
  }, ONLY_ENGLISH);

test("no English is left on the French page, whatever happens on it", async () => {
  assert.ok(ONLY_ENGLISH.length > 150, `${ONLY_ENGLISH.length} pieces are compared`);
  const page = await open(["fr"]);
  const student = new Student(page);
  const check = async (state) => {
    await page.settled();
    assert.deepEqual(await leftovers(page), [], state);
  };
  await check("empty");
  await page.page.$eval("#fill-keys", (field) => field.select());
  await page.page.type("#fill-keys", "0");
  await page.page.click(".fill-button");
  await page.page.waitForSelector("#fill-keys[aria-invalid=true]");
  await check("a wrong number of keys");
  await page.page.$eval("#fill-keys", (field) => field.select());
  await page.page.type("#fill-keys", "5000");
  await page.page.click(".fill-button");
  await page.figure("acknowledged", 5000);
  await check("filled");
  await page.page.click("[data-guess='1000']");
  await check("guessed");
  const says = async (line) => {
    const box = await page.page.$(".prompt input");
    const before = (await page.results()).length;
    await box.type(line);
    await box.press("Enter");
    await page.nextResult(before);
  };
  await says("Master.kill(2)");
  await page.page.waitForSelector("[data-guess-shown]");
  await page.page.type(".why input", "k_1_7");
  await page.page.click(".why button");
  await page.page.waitForSelector("[data-why]");
  await check("killed and explained");
  await page.page.click(".faults > summary");
  for (const line of ["Master.freeze(3)", "Master.leave(5)", "Master.fill(9, 10)", "Master.thaw(3)", "Master.start(2)", "Master.partition([1], [2, 3])", "Master.put(1, 5, 6)", "Master.heal", "Master.trap(4)", "Master.network(delay: 5, jitter: 5, loss: 1)"]) {
    await says(line);
    await check(line);
  }
  await says("Master.boot(5, :fixed)");
  await says("Master.fill(1, 5000)");
  await says("Master.kill(2)");
  await check("fixed");
  await page.page.click(".lessons-button");
  await check("the list of lessons");
  await page.page.click('[data-lesson="4"]');
  await student.arrives(1);
  await check("a lesson");
  await student.work();
  await student.goOn();
  await check("a guess is asked for");
  await student.work();
  await check("a guess came true");
  await page.close();
});
