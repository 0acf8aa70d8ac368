// Measures, prints the one table, keeps all samples in a JSON file. `cargo xtask bench` runs it.

import { mkdir, writeFile } from "node:fs/promises";
import { cpus, loadavg, totalmem } from "node:os";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { launch } from "../browsers.mjs";
import { toldOf, writeDocs } from "./docs.mjs";
import { FIGURES, isMet, ratioOf } from "./figures.mjs";
import { amounts, GROUPS } from "./groups.mjs";
import { serve } from "./server.mjs";
import { asText } from "./table.mjs";

const OPTIONS = {
  quick: { type: "boolean", default: false },
  beam: { type: "boolean", default: false },
  "write-docs": { type: "boolean", default: false },
  only: { type: "string", multiple: true },
  keys: { type: "string", default: "1000000" },
};

const OUT =
  process.env.OUT ?? fileURLToPath(new URL("../../target/bench/bench.json", import.meta.url));

/** The groups that were asked for; the BEAM nodes only when they were. */
const chosen = ({ only, beam }) => {
  const names = Object.keys(GROUPS);
  const unknown = only?.find((name) => !GROUPS[name]);
  if (unknown) throw new Error(`there is no ${unknown} to measure; there is ${names.join(", ")}`);
  const wanted = only ?? names.filter((name) => name !== "beam");
  return names.filter((name) => wanted.includes(name) || (beam && name === "beam"));
};

const withBrowser = async (use) => {
  const { browser, close } = await launch();
  try {
    return await use(browser);
  } finally {
    await close();
  }
};

const machine = async () => ({
  date: new Date().toISOString(),
  cores: cpus().length,
  processor: cpus()[0]?.model.trim(),
  memory: Math.round(totalmem() / 2 ** 30),
  load: loadavg()[0].toFixed(1),
  browser: await withBrowser((browser) => browser.version()).catch(() => "no browser"),
  node: process.version,
});

/** Measures a group, in a browser of its own; what fails, fails alone. */
const measured = async (name, context) => {
  const { measure, gives, alone } = GROUPS[name];
  const began = performance.now();
  try {
    if (alone) return await measure(context);
    return await withBrowser((browser) => measure({ ...context, browser }));
  } catch (error) {
    console.error(`${name} failed: ${error.stack}`);
    if (gives.length === 0) context.failed[name] = error.message;
    return Object.fromEntries(gives.map((figure) => [figure, { failed: error.message }]));
  } finally {
    const seconds = (performance.now() - began) / 1000;
    context.took[name] = seconds;
    console.error(`measured ${name} in ${seconds.toFixed(1)} s`);
  }
};

/** The rows of the table, in the order of the catalogue. */
const rows = (values, keys) =>
  Object.entries(FIGURES)
    .filter(([name]) => values[name])
    .map(([name, { title, unit, target }]) => {
      const value = values[name];
      const ratio = value.failed ? undefined : ratioOf({ unit, ...value });
      const words = title(keys.toLocaleString("en-US"));
      const figure = { name, title: words, unit, target, ...value, ratio };
      return { ...figure, met: value.failed ? undefined : isMet(figure) };
    });

const measureAll = async (options) => {
  const keys = Number(options.keys);
  const server = await serve();
  const run = { samples: {}, grown: {}, took: {}, failed: {} };
  const context = {
    ...run,
    server,
    keys,
    quick: options.quick,
    amounts: amounts(options.quick),
    keep: (name, all) => (run.samples[name] = all),
    values: {},
  };
  const about = await machine();
  for (const name of chosen(options)) {
    Object.assign(context.values, await measured(name, context));
  }
  server.close();
  const command = ["cargo xtask bench", ...process.argv.slice(2)].join(" ");
  return { command, machine: about, figures: rows(context.values, keys), ...run };
};

const { values: options } = parseArgs({ options: OPTIONS });
const run = await measureAll(options);
await mkdir(dirname(OUT), { recursive: true });
await writeFile(OUT, `${JSON.stringify(run, null, 1)}\n`);
console.log(`\n${toldOf(run)}\n\n${asText(run.figures, run.failed)}\n\nAll samples are in ${OUT}`);
if (options["write-docs"]) await writeDocs(run);
