// What a stored key costs in a machine's memory: how much its wasm memory grew by a fill.
//
// A worker's script is asked for its own module once more, which is the one that runs; its
// initialisation answers what it made the first time, the memory among it. Wasm memory never
// shrinks, so what a fill needs for a moment counts too.

import { boot, fill, inPage } from "./timed.mjs";

const bytesOf = (worker) =>
  worker.evaluate(async () => {
    const program = await import(new URL(self.location).searchParams.get("program"));
    const { memory } = await program.default();
    return memory.buffer.byteLength;
  });

export const measure = async (context) => {
  const { keys } = context;
  const grown = await inPage(context, async (lab) => {
    await boot(lab);
    const workers = await lab.machines();
    if (workers.length !== 5) throw new Error(`there are ${workers.length} workers`);
    const before = await Promise.all(workers.map(bytesOf));
    await fill(lab, keys);
    const after = await Promise.all(workers.map(bytesOf));
    const entries = Object.values(await lab.table()).map(({ stored }) => stored);
    const via = Math.max(...after.map((bytes, i) => bytes - before[i]));
    const bytes = after.reduce((sum, one, i) => sum + one - before[i], 0);
    return { before, after, entries, via, perKey: bytes / keys };
  });
  context.keep("memory", grown);
  return { memory: { value: grown.perKey, samples: 1 } };
};
