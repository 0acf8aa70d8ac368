// Words for what a person does with scenarios, and what their files say.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { LACKS } from "./browsers.mjs";
import { mouse } from "./classroom.mjs";
import { PATIENCE } from "./harness.mjs";

const read = (path) => readFileSync(fileURLToPath(new URL(path, import.meta.url)), "utf8");

/** The names of the scenarios that come with the page, in the order in which they are offered. */
export const NAMES = read("../lab/src/scenario.rs")
  .match(/SHIPPED: [^=]*= \[([^\]]*)\]/)[1]
  .match(/[a-z-]+/g);

/** What a scenario's file says: its fields, its lines and what each answers. */
export const said = (name) => {
  const [head, body] = read(`../scenarios/${name}.scenario`).split("\n\n");
  const fields = head.replaceAll(/\n#  +/g, " ").split("\n").slice(1);
  const lines = body.trimEnd().split("\n").map((line) => /^(?:@\S+ )?(.*?) +#=> (.*)$/.exec(line).slice(1));
  return {
    ...Object.fromEntries(fields.map((field) => /^# ([^:]*): (.*)$/.exec(field).slice(1))),
    sources: lines.map(([source]) => source),
    answers: lines.map(([, answer]) => answer),
  };
};

/** Longer than any scenario takes. */
export const LONG = 2 * PATIENCE;

/** Somebody in front of a page with scenarios. */
export class Player {
  constructor(lab, hands = mouse(lab)) {
    Object.assign(this, { lab, page: lab.page, hands });
  }

  /** Opens one of the page's scenarios from the list. */
  async open(name) {
    const isListed = await this.page.$("[data-scenario]");
    if (!isListed) await this.hands.press((await this.page.$("[data-scenarios]")) ? "[data-scenarios]" : ".scenarios-button");
    await this.hands.press(`[data-scenario="${name}"]`);
    await this.arrives();
  }

  /** Waits until a scenario is shown. */
  arrives(stage = "waiting") {
    return this.page.waitForSelector(`[data-scenario-shown][data-stage=${stage}]`, { timeout: LONG });
  }

  /** Runs what is open to its end. */
  async run() {
    await this.hands.press("[data-play]");
    await this.arrives("done");
    await this.lab.settled();
  }

  /** The lines that are shown, each with its answer. */
  lines() {
    return this.page.$$eval(".scenario-lines li[data-line]", (all) =>
      all.map((one) => ({
        line: Number(one.dataset.line),
        source: one.querySelector(".source").firstChild.textContent,
        answer: one.querySelector("[data-answer]")?.textContent ?? null,
        isUnlike: Boolean(one.querySelector("[data-unlike]")),
      })),
    );
  }

  /** What the panel says instead of a scenario. */
  async trouble() {
    const told = await this.page.waitForSelector("[data-scenario-trouble]", { timeout: PATIENCE });
    return told.evaluate((one) => ({ kind: one.dataset.scenarioTrouble, words: one.textContent.replaceAll("\u00a0", " ") }));
  }

  /** The lines of the console, typed, clicked or played. */
  console() {
    return this.page.$$eval(".console .entry", (all) =>
      all.map((one) => [
        one.querySelector(".source").textContent.replace(/^(iex> |# )/, ""),
        one.querySelector("[data-result]")?.textContent ?? null,
      ]),
    );
  }

  /** What the address says behind its `#`. */
  hash() {
    return this.page.evaluate(() => Object.fromEntries(new URLSearchParams(location.hash.slice(1))));
  }
}

/** What shows whether a cluster is the same as before: its lives and its figures. */
export const cluster = async (lab) => {
  await lab.settled();
  const workers = LACKS.workerScripts ? null : (await lab.machines()).length;
  return { figures: await lab.figures(), machines: await lab.table(), workers };
};
