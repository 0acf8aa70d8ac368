// Screenshots of the page in its main states, both themes, three widths, into OUT.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { launch } from "./browsers.mjs";
import { Lab, serve } from "./harness.mjs";

const OUT = process.env.OUT ?? fileURLToPath(new URL("../target/shots", import.meta.url));

const filled = async (page) => {
  await page.fill(5000, 1);
  await page.figure("acknowledged", 5000);
  await page.settled();
};

const killed = async (page) => {
  await filled(page);
  await page.click("Kill apothik_2");
  await page.button("Start apothik_2");
  await page.settled();
};

/** Does something to a machine, by the panel of faults. */
const fault = async ({ page }, number, name) => {
  await page.click(".faults > summary");
  await page.select("#fault-machine", String(number));
  await page.click(`[data-fault=${name}]`);
};

const STATES = {
  empty: async () => {},
  filled,
  killed,
  refilled: async (page) => {
    await killed(page);
    await page.fill(5000, 1);
    await page.figure("stored", 8056);
    await page.settled();
  },
  fixed: async (page) => {
    await page.choose("Fixed");
    await page.settled();
    await killed(page);
  },
  asked: async (page) => {
    await killed(page);
    await page.run("Master.stat");
    await page.run("Master.fill(9, 10)");
    await page.run("Master.fly(1)");
    await page.type("Key", "textbox", "k_1_7");
    await page.click("Explain");
    await page.click("Look at apothik_3");
    await page.page.waitForSelector("[data-view-of]");
  },
  twelve: async (page) => {
    await page.run("Master.boot(12)");
    await killed(page);
  },
  frozen: async (page) => {
    await filled(page);
    await fault(page, 2, "freeze");
    await page.button("Thaw apothik_2");
    await page.settled();
  },
  cut: async (page) => {
    await filled(page);
    await page.page.click(".faults > summary");
    await page.page.click("[data-fault=cut]");
    await page.page.waitForSelector("[data-side-row]");
    await page.settled();
  },
  // Those who still believe in a frozen machine; they learn better in two seconds.
  beliefs: async (page) => {
    await filled(page);
    await fault(page, 2, "freeze");
    await page.page.waitForSelector("[data-belief-sentence=wrong]");
  },
};

mkdirSync(OUT, { recursive: true });
const server = await serve();
const { browser, close } = await launch();
try {
  for (const [state, reach] of Object.entries(STATES)) {
    for (const theme of ["light", "dark"]) {
      const page = await Lab.open(browser, server.port, { theme });
      await reach(page);
      for (const width of [360, 1280, 1920]) {
        await page.page.setViewport({ width, height: width === 1920 ? 1080 : 900 });
        const path = join(OUT, `${state}-${theme}-${width}.png`);
        // A first one may come before all of a long page is painted.
        await page.page.screenshot({ fullPage: true });
        await page.page.screenshot({ path, fullPage: true });
        console.log(path);
      }
      await page.close();
    }
  }
} finally {
  await close();
  server.close();
}
