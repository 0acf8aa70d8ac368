// Writes the table of a run and its plots into the docs.

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { plots } from "./plots.mjs";
import { asMarkdown } from "./table.mjs";

const DOCS = new URL("../../docs/", import.meta.url);
const [BEGIN, END] = ["<!-- a run: begin -->", "<!-- a run: end -->"];

/** The machine and the programs of a run, in one sentence. */
export const toldOf = ({ machine, command }) =>
  [
    `\`${command}\` on ${machine.date.slice(0, 10)}: ${machine.cores} cores`,
    `(${machine.processor}), ${machine.memory} GB, ${machine.browser},`,
    `load ${machine.load} at the start.`,
  ].join(" ");

export const writeDocs = async (run) => {
  const page = fileURLToPath(new URL("performance.md", DOCS));
  const text = await readFile(page, "utf8");
  const [before, after] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (before < 0 || after < before) throw new Error(`docs/performance.md lost its ${BEGIN}`);
  const told = `${BEGIN}\n\n${toldOf(run)}\n\n${asMarkdown(run.figures, run.failed)}\n\n`;
  await writeFile(page, text.slice(0, before) + told + text.slice(after));
  const folder = new URL("performance/", DOCS);
  await mkdir(folder, { recursive: true });
  for (const [name, svg] of Object.entries(plots(run.grown))) {
    await writeFile(new URL(name, folder), svg);
  }
};
