// A worker that reads lesson files: one that is posted to it, or one of ours by its address. A file
// from anywhere may be huge or odd; here it holds nothing up, and the page ends whoever takes too long.

import start, { read } from "./reader.js";

/** More than any lesson may have: what is too large is refused without being read whole. */
const ENOUGH = 1_000_000;

const program = start();

const bytesOf = async (source) => {
  if (source instanceof Blob) return source.slice(0, ENOUGH).arrayBuffer();
  const answer = await fetch(source);
  if (!answer.ok) throw new Error(`${source}: ${answer.status}`);
  return answer.arrayBuffer();
};

self.addEventListener("message", async ({ data }) => {
  try {
    await program;
    self.postMessage(read(new Uint8Array(await bytesOf(data))));
  } catch (reason) {
    self.postMessage(String(reason?.message ?? reason));
  }
});
