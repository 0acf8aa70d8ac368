// Screenshots of the page in its main states, both languages and themes, three widths, into OUT. States
// that are named on the command line are taken, else all.

import { mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { dress, launch } from "./browsers.mjs";
import { Student } from "./classroom.mjs";
import { Lab, serve } from "./harness.mjs";
import { Looker } from "./replay.mjs";
import { step, stopWhenQuiet, type, waits } from "./time.mjs";

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

/** Goes to a step of a lesson. */
const atStep = async (page, lesson, step) => {
  await page.page.evaluate((hash) => (location.hash = hash), `#lesson=${lesson}&step=${step}`);
  const student = new Student(page);
  await student.arrives(step);
  return student;
};

const STATES = {
  empty: async () => {},
  filled,
  guessed: async (page) => {
    await filled(page);
    await page.page.click("[data-guess='1000']");
    await page.click("Kill apothik_2");
    await page.page.waitForSelector("[data-guess-shown]");
    await page.settled();
  },
  lessons: (page) => page.page.click(".lessons-button"),
  step: async (page) => {
    const student = await atStep(page, 1, 3);
    await student.work();
  },
  predict: (page) => atStep(page, 4, 2),
  predicted: async (page) => {
    const student = await atStep(page, 4, 2);
    await student.guess(1000, 4000);
    await student.run();
    await page.page.waitForSelector(".lesson-outcome[data-outcome=true]");
  },
  wrong: async (page) => {
    const path = join(tmpdir(), "apothik-wrong.md");
    writeFileSync(path, "# Wrong\n\n## Step\n\n```rum\n```\n\n```run\nMaster.fly(1)\n```\n\n`=stord`\n");
    await page.page.click(".lessons-button");
    await (await page.page.waitForSelector("#lesson-file")).uploadFile(path);
    await page.page.waitForSelector("[data-lesson-wrong]");
  },
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
  // A put on its way from the machine it goes through to its owner, while time stands still.
  paused: async (page) => {
    await filled(page);
    await stopWhenQuiet(page);
    await type(page, 'Master.put(1, "k_1_7", "new")');
    await waits(page, 1);
    await step(page);
  },
  past: async (page) => {
    await killed(page);
    const looker = new Looker(page);
    await looker.lookBack();
    await looker.press("mark-before");
  },
  scenarios: (page) => page.page.click(".scenarios-button"),
  // Those who still believe in a frozen machine; they learn better in two seconds.
  beliefs: async (page) => {
    await filled(page);
    await fault(page, 2, "freeze");
    await page.page.waitForSelector("[data-belief-sentence=wrong]");
  },
};

/** These pass by themselves: they are reached anew for each picture. */
const FLEETING = ["beliefs"];

const LOOKS = ["en", "fr"].flatMap((language) => ["light", "dark"].map((theme) => [language, theme]));

/** One picture a width. */
const shoot = async ({ page }, state, [language, theme]) => {
  await dress(page, theme);
  await page.click(`.tongue [lang=${language}]`);
  await page.waitForSelector(`html[lang=${language}]`);
  for (const width of [360, 1280, 1920]) {
    await page.setViewport({ width, height: width === 1920 ? 1080 : 900 });
    const path = join(OUT, `${state}-${language}-${theme}-${width}.png`);
    // A first one may come before all of a long page is painted.
    await page.screenshot({ fullPage: true });
    await page.screenshot({ path, fullPage: true });
    console.log(path);
  }
  await page.setViewport({ width: 1280, height: 900 });
};

const wanted = process.argv.slice(2);
mkdirSync(OUT, { recursive: true });
const server = await serve();
const { browser, close } = await launch();
try {
  for (const [state, reach] of Object.entries(STATES)) {
    if (wanted.length > 0 && !wanted.includes(state)) continue;
    const reached = async () => {
      const page = await Lab.open(browser, server.port, { theme: "light", fresh: true });
      await reach(page);
      return page;
    };
    let page = await reached();
    for (const look of LOOKS) {
      await shoot(page, state, look);
      if (FLEETING.includes(state)) {
        await page.close();
        page = await reached();
      }
    }
    await page.close();
  }
} finally {
  await close();
  server.close();
}
