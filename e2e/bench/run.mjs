// Measures, prints the one table, keeps all samples in a JSON file. `cargo xtask bench` runs it.

import { mkdir, writeFile } from "node:fs/promises";
import { cpus, loadavg, totalmem } from "node:os";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { launch } from "../browsers.mjs";
import { toldOf, writeDocs } from "./docs.mjs";
import { FIGURES, isMet, ratioOf } from "./figures.mjs";
import { serve } from "./server.mjs";
import { asText } from "./table.mjs";
import * as beam from "./beam.mjs";
import * as clicks from "./clicks.mjs";
import * as fill from "./fill.mjs";
import * as growth from "./growth.mjs";
import * as kills from "./kills.mjs";
import * as loading from "./loading.mjs";
import * as mainThread from "./main-thread.mjs";
import * as many from "./many.mjs";
import * as memory from "./memory.mjs";
import * as native from "./native.mjs";
import * as puts from "./puts.mjs";

/** The groups by name, with the figures they give, in the order of the table. */
const GROUPS = {
  fill: { ...fill, gives: ["fill", "fillAcknowledged", "cost"] },
  beam: { ...beam, gives: ["beamFill", "knownBeam", "knownBeamHalt"] },
  puts: { ...puts, gives: ["putTrip", "putLine"] },
  kills: { ...kills, gives: ["known", "knownWorst"] },
  "main-thread": { ...mainThread, gives: ["busy", "longest"] },
  clicks: { ...clicks, gives: ["paint"] },
  loading: { ...loading, gives: ["firstPaint", "firstSettled", "weight"] },
  memory: { ...memory, gives: ["memory"] },
  many: {
    ...many,
    gives: [5, 20, 50, 200].flatMap((n) => [`start${n}`, `rest${n}`]),
  },
  growth: { ...growth, gives: [] },
  native: { ...native, gives: Object.keys(FIGURES).slice(Object.keys(FIGURES).indexOf("hash")) },
};

/** How often each thing is done, or for how many seconds if that is less. */
const FULL = {
  fills: { times: 20, seconds: 60 },
  bare: { times: 5, seconds: 20 },
  trips: 1000,
  kills: { times: 20, seconds: 60 },
  traces: { times: 3, seconds: 30 },
  clicks: { times: 200, seconds: 60 },
  loads: { times: 10, seconds: 60 },
  starts: { times: 5, seconds: 60 },
  rest: 10,
  growth: { times: 5, seconds: 20 },
};

const QUICK = {
  fills: { times: 2, seconds: 10 },
  bare: { times: 2, seconds: 5 },
  trips: 200,
  kills: { times: 5, seconds: 15 },
  traces: { times: 1, seconds: 1 },
  clicks: { times: 20, seconds: 10 },
  loads: { times: 3, seconds: 15 },
  starts: { times: 2, seconds: 10 },
  rest: 4,
  growth: { times: 2, seconds: 4 },
};

const OPTIONS = {
  quick: { type: "boolean", default: false },
  beam: { type: "boolean", default: false },
  "write-docs": { type: "boolean", default: false },
  only: { type: "string", multiple: true },
  keys: { type: "string", default: "1000000" },
};

const OUT =
  process.env.OUT ?? fileURLToPath(new URL("../../target/bench/bench.json", import.meta.url));

const chosen = ({ only, beam }) => {
  const wanted = only ?? Object.keys(GROUPS).filter((name) => name !== "beam" || beam);
  const unknown = wanted.find((name) => !GROUPS[name]);
  if (unknown) {
    throw new Error(`there is no ${unknown} to measure; there is ${Object.keys(GROUPS).join(", ")}`);
  }
  return wanted;
};

const machine = async (browser) => ({
  date: new Date().toISOString(),
  cores: cpus().length,
  processor: cpus()[0]?.model.trim(),
  memory: Math.round(totalmem() / 2 ** 30),
  load: loadavg()[0].toFixed(1),
  browser: browser ? await browser.version() : "no browser",
  node: process.version,
});

/** Measures a group; what fails, fails alone. */
const measured = async (name, context) => {
  const group = GROUPS[name];
  const began = performance.now();
  try {
    return await group.measure(context);
  } catch (error) {
    console.error(`${name} failed: ${error.stack}`);
    return Object.fromEntries(group.gives.map((figure) => [figure, { failed: error.message }]));
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
      const figure = { name, title: title(keys.toLocaleString("en-US")), unit, target, ...value, ratio };
      return { ...figure, met: value.failed ? undefined : isMet(figure) };
    });

const main = async () => {
  const { values: options } = parseArgs({ options: OPTIONS });
  const names = chosen(options);
  const keys = Number(options.keys);
  const needsPage = names.some((name) => name !== "native" && name !== "beam");
  const launched = needsPage ? await launch() : undefined;
  const server = needsPage ? await serve() : undefined;
  const samples = {};
  const context = {
    browser: launched?.browser,
    server,
    keys,
    quick: options.quick,
    amounts: options.quick ? QUICK : FULL,
    keep: (name, all) => (samples[name] = all),
    grown: {},
    took: {},
    values: {},
  };
  const about = await machine(context.browser);
  try {
    for (const name of names) Object.assign(context.values, await measured(name, context));
  } finally {
    await launched?.close();
    server?.close();
  }
  const { grown, took, values } = context;
  const figures = rows(values, keys);
  const command = ["cargo xtask bench", ...process.argv.slice(2)].join(" ");
  const run = { command, machine: about, figures, grown, samples, took };
  await mkdir(dirname(OUT), { recursive: true });
  await writeFile(OUT, `${JSON.stringify(run, null, 1)}\n`);
  console.log(`\n${toldOf(run)}\n\n${asText(figures)}\n\nAll samples are in ${OUT}`);
  if (options["write-docs"]) await writeDocs(run);
};

await main();
