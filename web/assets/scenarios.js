// A worker that reads scenarios: of ours by their addresses, of a file, or of a link. What comes from
// anywhere may be huge or odd; here it holds nothing up, and the page ends whoever takes too long.

import start, { read_scenario } from "./reader.js";

/** The format of scenarios that is read here. */
const VERSION = 1;

/** More than any scenario may have: what is too large is refused without being read whole. */
const ENOUGH = 1_000_001;

/** More letters than that much has, however badly it can be deflated. */
const ENOUGH_LETTERS = 1_500_000;

const program = start();

/** The trouble with a link. */
class Trouble {
  constructor(trouble, version = "") {
    Object.assign(this, { trouble, version });
  }
}

const fetched = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.arrayBuffer();
};

/** The bytes of letters of base64url. */
const bytesOf = (letters) => {
  if (!/^[\w-]+$/.test(letters)) throw new Trouble("damaged");
  const plain = letters.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(plain), (letter) => letter.charCodeAt(0));
};

/** What was deflated, as long as that is not too much. */
const inflated = async (bytes) => {
  const reader = new Blob([bytes])
    .stream()
    .pipeThrough(new DecompressionStream("deflate-raw"))
    .getReader();
  const parts = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Blob(parts).arrayBuffer();
    length += value.length;
    if (length >= ENOUGH) {
      reader.cancel();
      throw new Trouble("large");
    }
    parts.push(value);
  }
};

const ofLink = async (run) => {
  const [, version, letters] = /^(\d+)\.(.*)$/s.exec(run) ?? [];
  if (Number(version) > VERSION) throw new Trouble("newer", version.slice(0, 9));
  if (Number(version) !== VERSION) throw new Trouble("damaged");
  if (letters.length > ENOUGH_LETTERS) throw new Trouble("large");
  if (typeof DecompressionStream === "undefined") throw new Error("no DecompressionStream");
  try {
    return await inflated(bytesOf(letters));
  } catch (reason) {
    throw reason instanceof Trouble ? reason : new Trouble("damaged");
  }
};

const all = async ({ addresses, file, run }) => {
  if (run !== undefined) return [await ofLink(run)];
  if (file) return [await file.slice(0, ENOUGH).arrayBuffer()];
  return Promise.all(addresses.map(fetched));
};

self.addEventListener("message", async ({ data }) => {
  try {
    const files = await all(data);
    await program;
    self.postMessage(files.map((bytes) => read_scenario(new Uint8Array(bytes))));
  } catch (reason) {
    const { trouble, version } = reason;
    self.postMessage(trouble ? { trouble, version } : String(reason?.message ?? reason));
  }
});
