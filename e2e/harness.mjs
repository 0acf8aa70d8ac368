// What every browser test needs: a server, a browser, a page, and words for what a person does.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { after } from "node:test";
import sirv from "sirv";
import { dress, launch, named, needsOwn, PATIENCE } from "./browsers.mjs";

const DIST = process.env.DIST ?? fileURLToPath(new URL("../dist", import.meta.url));

export { LACKS, PATIENCE, ROUNDS, SAME } from "./browsers.mjs";

/** Serves the built page; answers its port. */
export const serve = async () => {
  const files = sirv(DIST, { dev: true });
  const server = createServer((request, response) =>
    files(request, response, () => {
      response.statusCode = 404;
      response.end();
    }),
  );
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return { port: server.address().port, close: () => server.close() };
};

/** The browsers of this file's tests, by what they were launched with. */
const browsers = new Map();

const browserOf = async (launched) => {
  const key = needsOwn(launched);
  if (!browsers.has(key)) {
    const { browser, close } = await launch(launched);
    browsers.set(key, browser);
    after(close);
  }
  return browsers.get(key);
};

/** A server and a browser, launched with these options, for a file's tests. */
export const lab = async (launched = {}) => {
  const browser = await browserOf(launched);
  const server = await serve();
  after(() => server.close());
  const { theme } = launched;
  const open = (options) => Lab.open(browser, server.port, { theme, ...options });
  return { open };
};

/** The page, as a person uses it. */
export class Lab {
  static async open(browser, port, options = {}) {
    const { host = "127.0.0.1", hash = "", theme, prepare, ready = true, fresh = false } = options;
    // A class's server is the one other that a page may ask.
    const { server } = options;
    // A visitor who was never here: nothing is kept from the pages before.
    const visitor = fresh ? await browser.createBrowserContext() : null;
    const page = await (visitor ?? browser).newPage();
    await page.setViewport({ width: 1280, height: 900 });
    await dress(page, theme);
    const lab = new Lab(page, `http://${host}:${port}`, server);
    lab.visitor = visitor;
    await prepare?.(page);
    await page.goto(`${lab.origin}/${hash}`);
    if (ready) await page.waitForSelector("main[data-ready=true]", { timeout: PATIENCE });
    return lab;
  }

  constructor(page, origin, server) {
    Object.assign(this, { page, origin, complaints: [], strangers: [] });
    page.on("console", (message) => {
      if (["error", "warn"].includes(message.type())) this.complaints.push(message.text());
    });
    page.on("pageerror", (error) => this.complaints.push(error.message));
    page.on("request", (request) => {
      const url = request.url();
      // Firefox tells of WebSockets too, as if they were pages.
      if (server && new URL(url).host === server) return;
      if (!url.startsWith(`${origin}/`) && !/^(data|blob):/.test(url)) this.strangers.push(url);
    });
  }

  /** Closes the page; nothing may have gone wrong, and nobody else been asked. */
  async close() {
    await this.page.close();
    await this.visitor?.close();
    assert.deepEqual(this.complaints, [], "the console has no errors");
    assert.deepEqual(this.strangers, [], "no request leaves the origin");
  }

  /** Whether the page is shown in this theme, with little that moves. */
  wears(theme) {
    return this.page.evaluate(
      (theme) =>
        matchMedia(`(prefers-color-scheme: ${theme})`).matches &&
        matchMedia("(prefers-reduced-motion: reduce)").matches,
      theme,
    );
  }

  find(name, role) {
    return this.page.waitForSelector(named(name, role), { timeout: PATIENCE });
  }

  button(name) {
    return this.find(name, "button");
  }

  console() {
    return this.find("Master console", "textbox");
  }

  async click(name) {
    await this.page.bringToFront();
    await (await this.button(name)).click();
  }

  /** Chooses a placement, and waits until the cluster has it: what is shown before is of the one before. */
  async choose(name) {
    const select = await this.page.$("#placement");
    const options = await select.$$eval("option", (all) => all.map((one) => [one.textContent, one.value]));
    const [, value] = options.find(([label]) => label === name);
    const isOther = (await select.evaluate((one) => one.value)) !== value;
    const about = await this.page.$eval("#placement-about", (one) => one.textContent);
    await select.select(value);
    if (!isOther) return;
    await this.page.waitForFunction(
      (about) => document.querySelector("#placement-about").textContent !== about,
      { timeout: PATIENCE },
      about,
    );
  }

  /** Puts text in the place of what a field has. */
  async type(name, role, text) {
    const field = await this.find(name, role);
    await field.click({ count: 3 });
    await field.press("Backspace");
    await field.type(text);
  }

  async fill(keys, via) {
    await this.type("Keys", "spinbutton", String(keys));
    await this.type("Through machine", "spinbutton", String(via));
    await this.click("Fill");
  }

  results() {
    return this.page.$$eval("[data-result]", (all) => all.map((one) => one.textContent));
  }

  /** Types a console line; answers its result. */
  async run(line) {
    await this.page.bringToFront();
    const before = await this.page.$$eval("[data-result]", (all) => all.length);
    const box = await this.console();
    await box.type(line);
    await box.press("Enter");
    return this.nextResult(before);
  }

  async nextResult(before) {
    // Waited for in the page: each question to it takes long in some browsers.
    return this.page.evaluate(
      (before, patience) =>
        new Promise((told, failed) => {
          const end = performance.now() + patience;
          const look = () => {
            const result = document.querySelectorAll("[data-result]")[before];
            if (result) told(result.textContent);
            else if (performance.now() > end) failed(new Error(`there is no result ${before}`));
            else setTimeout(look, 5);
          };
          look();
        }),
      before,
      PATIENCE,
    );
  }

  /** Pastes text into the console. */
  async paste(text) {
    const box = await this.console();
    await box.evaluate((field, text) => {
      field.focus();
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", text);
      // Firefox takes a script's paste as these two instead.
      const inFirefox = { data: text, dataType: "text/plain" };
      const options = { clipboardData, ...inFirefox, bubbles: true, cancelable: true };
      field.dispatchEvent(new ClipboardEvent("paste", options));
    }, text);
  }

  /** The workers of the machines. */
  async machines() {
    const workers = this.page.workers();
    const names = await Promise.all(workers.map((worker) => worker.evaluate(() => self.name)));
    return workers.filter((_, i) => names[i].startsWith("apothik_"));
  }

  /** The Master's worker. */
  async master() {
    const machines = await this.machines();
    return this.page.workers().find((worker) => !machines.includes(worker));
  }

  figures() {
    return this.page.$$eval("[data-figure]", (all) =>
      Object.fromEntries(all.map((one) => [one.dataset.figure, Number(one.dataset.value)])),
    );
  }

  /** The table's rows by machine: state and counts. */
  table() {
    return this.page.$$eval("tr[data-machine]", (rows) =>
      Object.fromEntries(
        rows.map((row) => {
          const cell = (name) => row.querySelector(`[data-cell=${name}]`).textContent;
          const count = (name) => Number(cell(name).replaceAll(/\D/g, ""));
          const counts = { stored: count("stored"), reachable: count("reachable") };
          return [
            row.dataset.machine,
            { state: cell("state").trim(), ...counts, stranded: count("stranded") },
          ];
        }),
      ),
    );
  }

  /** The last loss that is shown. */
  losses() {
    return this.page.$$eval("[data-loss]", (all) =>
      all.map((one) => {
        const figures = [...one.querySelectorAll("[data-loss-figure]")].map((figure) => [
          figure.dataset.lossFigure,
          Number(figure.dataset.value),
        ]);
        return { machine: Number(one.dataset.loss), ...Object.fromEntries(figures) };
      }),
    );
  }

  noticed() {
    return this.page.$$eval("[data-noticed]", (all) =>
      all.map((one) => ({
        by: Number(one.dataset.noticed),
        reason: one.dataset.reason,
        ms: Number(one.dataset.ms),
      })),
    );
  }

  settled() {
    return this.page.waitForSelector("main[data-settled=true]", { timeout: PATIENCE });
  }

  /** Waits until a figure has a value. */
  async figure(name, value) {
    await this.page.waitForSelector(`[data-figure="${name}"][data-value="${value}"]`, {
      timeout: PATIENCE,
    });
  }

  /** What must hold at every moment: the sums, and table and figures are the same. */
  async assertSums() {
    const { figures, rows } = await this.page.evaluate(() => {
      const number = (text) => Number(text.replaceAll(/\D/g, ""));
      const figures = Object.fromEntries(
        [...document.querySelectorAll("[data-figure]")].map((one) => [
          one.dataset.figure,
          Number(one.dataset.value),
        ]),
      );
      const rows = [...document.querySelectorAll("tr[data-machine]")].map((row) =>
        Object.fromEntries(
          ["stored", "reachable", "stranded"].map((name) => [
            name,
            number(row.querySelector(`[data-cell=${name}]`).textContent),
          ]),
        ),
      );
      return { figures, rows };
    });
    const { stored, reachable, stranded, acknowledged, found, unreachable, lost } = figures;
    assert.equal(stored, reachable + stranded, "stored = reachable + stranded");
    assert.equal(acknowledged, found + unreachable + lost, "acknowledged sums");
    for (const name of ["stored", "reachable", "stranded"]) {
      const sum = rows.reduce((total, row) => total + row[name], 0);
      assert.equal(sum, figures[name], `the table's ${name}`);
    }
    return figures;
  }

  async assertAgrees() {
    await this.settled();
    await this.page.waitForSelector("[data-audit=agree]", { timeout: PATIENCE });
    return this.assertSums();
  }
}
