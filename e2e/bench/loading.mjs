// From an empty profile: the first paint, five machines settled, and what had to be loaded.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { constants, gzipSync } from "node:zlib";
import { launch } from "../browsers.mjs";
import { DIST, serve } from "./server.mjs";
import { median, repeat } from "./statistics.mjs";

/** Runs in the page, before it starts: when its machines have settled. */
const noteSettled = () => {
  globalThis.settled = new Promise((done) => {
    const look = () => {
      if (!document.querySelector("main[data-settled=true][data-ready=true]")) return;
      observer.disconnect();
      done(performance.now());
    };
    const observer = new MutationObserver(look);
    observer.observe(document, { subtree: true, childList: true, attributes: true });
  });
};

/** Milliseconds from the navigation to the first paint. */
const firstPaint = (page) =>
  page.evaluate(
    () =>
      new Promise((painted) => {
        new PerformanceObserver((list) => {
          const first = list.getEntriesByName("first-contentful-paint")[0];
          if (first) painted(first.startTime);
        }).observe({ type: "paint", buffered: true });
      }),
  );

/** Opens an address in a browser that never saw it. */
const load = async (url, prepare, read) => {
  const { browser, close } = await launch();
  try {
    const page = await browser.newPage();
    await page.setViewport({ width: 1280, height: 900 });
    await prepare(page);
    // The browser is still starting itself.
    await new Promise((calm) => setTimeout(calm, 1000));
    await page.goto(url);
    return { painted: await firstPaint(page), settled: await read(page) };
  } finally {
    await close();
  }
};

const loadPage = (port) =>
  load(
    `http://localhost:${port}/`,
    (page) => page.evaluateOnNewDocument(noteSettled),
    (page) => page.evaluate(() => globalThis.settled),
  );

const loadBare = (port) =>
  load(
    `http://localhost:${port}/bare/`,
    async () => {},
    async (page) => {
      await page.waitForSelector("body[data-ready]");
      return page.evaluate(() => bare.startedAfter);
    },
  );

/** The gzip size in kB of each file that was asked for. */
const weigh = async (asked) => {
  const weigh = async (path) => {
    const file = path === "/" ? "index.html" : path.slice(1);
    const bytes = await readFile(join(DIST, file));
    const gzip = gzipSync(bytes, { level: constants.Z_BEST_COMPRESSION });
    return { file, bytes: bytes.length, gzip: gzip.length };
  };
  return Promise.all([...asked].sort().map(weigh));
};

export const measure = async ({ amounts, keep }) => {
  const server = await serve();
  try {
    const loads = await repeat(amounts.loads, () => loadPage(server.port));
    const files = await weigh(server.asked);
    const bare = await repeat(amounts.loads, () => loadBare(server.port));
    keep("loading", { loads, bare, files });
    const all = (runs, name) => runs.map((run) => run[name]);
    const figure = (name) => ({
      value: median(all(loads, name)),
      limit: median(all(bare, name)),
      samples: all(loads, name),
    });
    const weight = files.reduce((sum, { gzip }) => sum + gzip, 0) / 1000;
    return {
      firstPaint: figure("painted"),
      firstSettled: figure("settled"),
      weight: { value: weight, samples: 1 },
    };
  } finally {
    server.close();
  }
};
