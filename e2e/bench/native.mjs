// What criterion measured natively, from the files it leaves.

import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const NAMES = {
  "phash2/8 bytes": "hash",
  "modulo/1": "modulo1",
  "modulo/5": "modulo5",
  "modulo/50": "modulo50",
  "modulo/1000": "modulo1000",
  "put on its owner": "localPut",
  "get on its owner": "localGet",
  "wire, an entry/encode": "encode",
  "wire, an entry/decode": "decode",
  "ledger, a put/acknowledged": "ledger",
};

export const GIVES = Object.values(NAMES);

const folder =
  process.env.CRITERION_HOME ??
  fileURLToPath(new URL("../../target/bench/criterion", import.meta.url));

const read = async (file) => JSON.parse(await readFile(file, "utf8"));

export const measure = async ({ keep }) => {
  const files = await readdir(folder, { recursive: true });
  const figures = {};
  const all = {};
  for (const file of files.filter((file) => file.endsWith(join("new", "estimates.json")))) {
    const estimates = await read(join(folder, file));
    const { full_id, throughput } = await read(join(folder, file, "..", "benchmark.json"));
    const elements = throughput?.Elements ?? 1;
    const nanoseconds = estimates.median.point_estimate / elements;
    all[full_id] = nanoseconds;
    if (NAMES[full_id]) figures[NAMES[full_id]] = { value: nanoseconds };
  }
  keep("native", all);
  for (const [id, name] of Object.entries(NAMES)) {
    figures[name] ??= { failed: `criterion has no result for ${id}` };
  }
  return figures;
};
