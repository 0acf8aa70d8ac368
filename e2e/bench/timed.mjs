// The page as a person uses it, with the times at which it shows its answers.

import { Lab } from "../harness.mjs";

/** Runs in the page: notes when Enter was pressed, and when what is awaited is first shown. */
const takeTimes = () => {
  const bench = (globalThis.bench = { entered: 0 });
  const onKey = ({ key, timeStamp }) => {
    if (key !== "Enter") return;
    bench.entered = timeStamp;
    performance.mark("bench-entered");
  };
  addEventListener("keydown", onKey, true);
  bench.await = (marks) => {
    bench.shown = new Promise((done) => {
      const times = {};
      const left = new Map(Object.entries(marks));
      const look = () => {
        for (const [name, { selector, count = 1 }] of left) {
          if (document.querySelectorAll(selector).length < count) continue;
          times[name] = performance.now();
          left.delete(name);
        }
        if (left.size > 0) return;
        performance.mark("bench-shown");
        observer.disconnect();
        done(times);
      };
      const observer = new MutationObserver(look);
      const everything = { subtree: true, childList: true, attributes: true, characterData: true };
      observer.observe(document.documentElement, everything);
    });
  };
};

/** A page of its own, closed afterwards; what is done in it answers. */
export const inPage = async ({ browser, server }, use, { prepare, ...options } = {}) => {
  const prepareAll = async (page) => {
    await page.evaluateOnNewDocument(takeTimes);
    await prepare?.(page);
  };
  const host = "localhost";
  const lab = await Lab.open(browser, server.port, { host, ...options, prepare: prepareAll });
  try {
    await lab.settled();
    return await use(lab);
  } finally {
    await lab.page.close();
  }
};

/** The page of bare workers and channels; what is done in it answers. */
export const inBarePage = async ({ browser, server }, use) => {
  const page = await browser.newPage();
  try {
    await page.goto(`http://localhost:${server.port}/bare/`);
    await page.waitForSelector("body[data-ready]");
    return await use(page);
  } finally {
    await page.close();
  }
};

/** What is on the page when a figure has this value. */
export const figureIs = (name, value) => ({
  selector: `[data-figure="${name}"][data-value="${value}"]`,
});

export const figureIsNot = (name, value) => ({
  selector: `[data-figure="${name}"]:not([data-value="${value}"])`,
});

/** Types a line, ready for Enter; answers how to press it and wait for what is to be shown. */
export const typed = async (lab, line, marks = {}) => {
  const { page } = lab;
  await page.bringToFront();
  const before = (await lab.results()).length;
  const box = await lab.console();
  await box.type(line);
  const result = { selector: "[data-result]", count: before + 1 };
  await page.evaluate((marks) => bench.await(marks), { ...marks, result });
  const enter = async () => {
    await box.press("Enter");
    const { times, entered } = await page.evaluate(async () => {
      const times = await bench.shown;
      return { times, entered: bench.entered };
    });
    const answer = (await lab.results())[before];
    const after = Object.entries(times).map(([name, time]) => [name, time - entered]);
    return { answer, entered, ms: Object.fromEntries(after) };
  };
  return enter;
};

/**
 * Types a line and presses Enter. Answers the milliseconds from Enter until each mark, and the
 * result, are shown. The answer must be `:ok`, or what is expected instead.
 */
export const timed = async (lab, line, marks = {}, expected = /^:ok$/) => {
  const enter = await typed(lab, line, marks);
  const { answer, ms } = await enter();
  if (!expected.test(answer)) throw new Error(`${line} answered ${answer.slice(0, 200)}`);
  return ms;
};

/** A fresh cluster, settled. */
export const boot = (lab, machines = 5) => timed(lab, `Master.boot(${machines})`);

/** Fills a fresh cluster through machine 1; the figures' times are those of the page. */
export const fill = (lab, keys) =>
  timed(lab, `Master.fill(1, ${keys})`, { acknowledged: figureIs("acknowledged", keys) });
