// Five BEAM nodes that do what the page's machines do, in the same run: `beam/cluster.exs`.

import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { median } from "./statistics.mjs";

const SCRIPT = fileURLToPath(new URL("./beam/cluster.exs", import.meta.url));

/** Where Erlang's phash2 puts the 5,000 keys: nodes that say otherwise are another system. */
const COUNTS = "1026 996 1012 1021 945";

const KEYS = 5_000;

const PATIENCE = 180_000;

const freePort = () =>
  new Promise((found) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });

/** Runs a program to its end; answers what it printed. */
const output = (program, words, env) =>
  new Promise((done, failed) => {
    const child = spawn(program, words, { env, timeout: PATIENCE });
    const said = { stdout: "", stderr: "" };
    for (const name of Object.keys(said)) child[name].on("data", (part) => (said[name] += part));
    child.on("error", (error) => {
      const missing = error.code === "ENOENT";
      failed(missing ? new Error(`there is no ${program} on PATH; it comes with Elixir`) : error);
    });
    child.on("close", (code) => {
      const why = said.stderr.trim() || said.stdout.trim();
      return code === 0 ? done(said.stdout) : failed(new Error(`${program} ended: ${why}`));
    });
  });

/** The nodes' own register of names, on a port of its own; it ends with the run. */
const withNames = async (use) => {
  const port = String(await freePort());
  const names = spawn("epmd", ["-port", port, "-relaxed_command_check"], { stdio: "ignore" });
  const env = { ...process.env, ERL_EPMD_PORT: port, ELIXIR_ERL_OPTIONS: "-start_epmd false" };
  await new Promise((started, failed) => {
    names.on("spawn", () => setTimeout(started, 300));
    names.on("error", () => failed(new Error("there is no epmd on PATH; it comes with Erlang")));
  });
  try {
    return await use(env);
  } finally {
    names.kill();
  }
};

export const measure = async ({ quick, keep, values }) => {
  const cookie = randomBytes(12).toString("hex");
  const name = ["--name", "master@127.0.0.1", "--cookie", cookie];
  const amounts = quick ? ["2", "2"] : ["5", "10"];
  const said = await withNames((env) => output("elixir", [...name, SCRIPT, ...amounts], env));
  const lines = said.split("\n").map((line) => line.trim().split(" "));
  const told = Object.fromEntries(lines.map(([name, ...values]) => [name, values]));
  if (told.counts?.join(" ") !== COUNTS) throw new Error(`the keys went ${told.counts}`);
  const [fills, stops, halts] = ["fill", "stop", "halt"].map((name) => told[name].map(Number));
  keep("beam", { fills, stops, halts });
  const rate = (1000 * KEYS) / median(fills);
  const page = values.fill?.value;
  return {
    beamFill: { value: rate, samples: fills },
    ...(page && { fillBeam: { value: page, limit: rate } }),
    knownBeam: { value: median(stops), samples: stops },
    knownBeamHalt: { value: median(halts), samples: halts },
  };
};
