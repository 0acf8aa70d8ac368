// The native command, by which tests live again what the page has saved.

import { execFileSync, spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** Where it is: `cargo xtask test` has built it, and else it is built now. */
const found = () => {
  if (process.env.APOTHIK) return process.env.APOTHIK;
  execFileSync("cargo", ["build", "--quiet", "-p", "apothik"], { cwd: ROOT });
  return join(ROOT, "target", "debug", "apothik");
};

let command;

/** The program itself. */
export const program = () => (command ??= found());

/** Runs it; answers whether it went well, and what it said. */
export const apothik = (...words) => {
  const { status, stdout, stderr } = spawnSync(program(), words, { encoding: "utf8" });
  return { ok: status === 0, out: stdout, error: stderr };
};
