// Looking back, as a person does it.

import { savedBy } from "./files.mjs";
import { PATIENCE } from "./harness.mjs";

/** Someone who looks back on a page's cluster. */
export class Looker {
  constructor(lab) {
    this.lab = lab;
    this.page = lab.page;
  }

  /** Looks back on the live cluster. */
  async lookBack() {
    await this.page.click("[data-look-back]");
    await this.ready();
  }

  /** Waits until there is something to see. */
  async ready() {
    await this.page.waitForSelector("[data-scrubber]", { timeout: PATIENCE });
    await this.page.waitForSelector('main[data-past="true"] [data-figure=found]', { timeout: PATIENCE });
  }

  async back() {
    await this.page.click("[data-back-to-live]");
    await this.page.waitForSelector('main[data-past="false"]', { timeout: PATIENCE });
  }

  /** The moment, in milliseconds since the boot. */
  moment() {
    return this.page.$eval("[data-moment]", (one) => Number(one.dataset.moment));
  }

  /** Does something that goes to another moment; answers which. */
  async goes(act) {
    const before = await this.moment();
    await act();
    await this.page.waitForFunction(
      (before) => Number(document.querySelector("[data-moment]")?.dataset.moment) !== before,
      { timeout: PATIENCE },
      before,
    );
    return this.moment();
  }

  /** Presses one of the buttons that move through time. */
  press(name) {
    return this.goes(() => this.page.click(`[data-transport=${name}]`));
  }

  /** Presses a key on the scrubber. */
  key(name) {
    return this.goes(async () => {
      await this.page.focus("[data-scrubber]");
      await this.page.keyboard.press(name);
    });
  }

  /** The feed's rows that are shown: their kinds and texts. */
  rows() {
    return this.page.$$eval(".feed-row", (rows) =>
      rows.map((row) => ({
        number: Number(row.dataset.row),
        kind: row.dataset.kind,
        text: row.querySelector(".row-told").textContent,
        chosen: row.getAttribute("aria-selected") === "true",
      })),
    );
  }

  async kinds() {
    return new Set((await this.rows()).map(({ kind }) => kind));
  }

  /** Waits until the feed's rows are as asked for. */
  async feed(holds) {
    const end = Date.now() + PATIENCE;
    for (;;) {
      const rows = await this.rows();
      if (holds(rows)) return rows;
      if (Date.now() > end) throw new Error(`the feed has ${JSON.stringify(rows.slice(0, 20))}`);
      await new Promise((passed) => setTimeout(passed, 30));
    }
  }

  note() {
    return this.page.$eval("[data-replay-note]", (one) => one.textContent);
  }

  /** Waits until the band says something. */
  async says(part) {
    await this.page.waitForFunction(
      (part) => document.querySelector("[data-replay-note]")?.textContent.includes(part),
      { timeout: PATIENCE },
      part,
    );
  }
}

/** Has the page save its record, once files are kept; answers the file's name and bytes. */
export const savedRecord = (lab) => savedBy(lab, () => lab.page.click("[data-save=record]"));
