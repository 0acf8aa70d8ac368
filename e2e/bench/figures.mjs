// What is measured: in which words, in which unit, and what is aimed at.
//
// A figure has a value, perhaps with a limit that was measured in the same run: the same bytes
// over the same hops, with nothing done to them. `ratio` says how near the limit is wanted;
// `atLeast` and `atMost` are about the value itself.

export const FIGURES = {
  fill: {
    title: (keys) => `fill of ${keys} keys: Enter to its result, counted and compared`,
    unit: "keys/s",
    target: { atLeast: 1_000_000 },
  },
  fillAcknowledged: {
    title: (keys) => `the same: Enter to ${keys} acknowledged on the page`,
    unit: "keys/s",
    target: { ratio: 0.2 },
  },
  fillRecorded: {
    title: (keys) => `fill of ${keys} keys while the run is recorded, against one that is not`,
    unit: "keys/s",
    target: { ratio: 0.9 },
  },
  beamFill: {
    title: () => "`Master.fill(1, 5000)` on five BEAM nodes",
    unit: "keys/s",
  },
  fillBeam: {
    title: (keys) => `fill of ${keys} keys in the page, against those BEAM nodes`,
    unit: "keys/s",
    target: { ratio: 200 },
  },
  putMean: {
    title: () => "a put through a machine that doesn't own the key: there and back, mean",
    unit: "ms",
    target: { ratio: 0.6 },
  },
  putUsual: {
    title: () => "the same, mean of the middle half: the page draws nothing meanwhile",
    unit: "ms",
  },
  putLine: {
    title: () => "puts one after another in one console line, each settled before the next",
    unit: "puts/s",
  },
  known: {
    title: () => "kill to a survivor's new view, median",
    unit: "ms",
    target: { atMost: 5 },
  },
  knownWorst: {
    title: () => "kill to a survivor's new view, p95",
    unit: "ms",
    target: { atMost: 20 },
  },
  knownBeam: {
    title: () => "five BEAM nodes: `System.stop` to a survivor's new view, median",
    unit: "ms",
  },
  knownBeamHalt: {
    title: () => "five BEAM nodes: `:erlang.halt` to a survivor's new view, median",
    unit: "ms",
  },
  cost: {
    title: (keys) => `kill to the page's new figures, ${keys} keys stored, p95`,
    unit: "ms",
    target: { atMost: 150 },
  },
  busy: {
    title: () => "the page's main thread while it fills: busy",
    unit: "%",
    target: { atMost: 20 },
  },
  longest: {
    title: () => "the page's main thread while it fills: longest task",
    unit: "ms",
    target: { atMost: 50 },
  },
  paint: {
    title: () => "a click while it fills, to the next paint, p98",
    unit: "ms",
    target: { atMost: 100 },
  },
  firstPaint: {
    title: () => "first paint, empty cache, from this machine, median",
    unit: "ms",
    target: { atMost: 300 },
  },
  firstSettled: {
    title: () => "five machines settled, empty cache, from this machine, median",
    unit: "ms",
    target: { atMost: 800 },
  },
  weight: {
    title: () => "everything the page loads, gzip -9",
    unit: "kB",
    target: { atMost: 200 },
  },
  memory: {
    title: (keys) => `a machine's memory for each key it stores, after ${keys} on five`,
    unit: "bytes",
    target: { atMost: 64 },
  },
  start50: {
    title: () => "50 machines started and settled, median",
    unit: "ms",
    target: { atMost: 3_000 },
  },
  rest5: { title: () => "messages delivered at rest, 5 machines", unit: "/s" },
  rest20: { title: () => "messages delivered at rest, 20 machines", unit: "/s" },
  rest50: { title: () => "messages delivered at rest, 50 machines", unit: "/s" },
  hash: {
    title: () => "phash2 of an 8-byte key",
    unit: "ns",
    target: { atMost: 10 },
  },
  modulo1: {
    title: () => "a key's owner by modulo, 1 machine",
    unit: "ns",
    target: { atMost: 15 },
  },
  modulo5: {
    title: () => "a key's owner by modulo, 5 machines",
    unit: "ns",
    target: { atMost: 15 },
  },
  modulo50: {
    title: () => "a key's owner by modulo, 50 machines",
    unit: "ns",
    target: { atMost: 15 },
  },
  modulo1000: {
    title: () => "a key's owner by modulo, 1,000 machines",
    unit: "ns",
    target: { atMost: 15 },
  },
  localPut: { title: () => "a put on its owner, request to reply", unit: "ns" },
  localGet: { title: () => "a get on its owner, request to reply", unit: "ns" },
  encode: { title: () => "a put in a body of many: encode", unit: "ns" },
  decode: { title: () => "a put in a body of many: decode", unit: "ns" },
  ledger: { title: () => "a put the ledger accounts for", unit: "ns" },
  ledgerFill: { title: () => "the same for a key of a fill", unit: "ns" },
};

/** Whether more is better. */
const grows = (unit) => unit.endsWith("/s") && unit !== "/s";

/** How the value stands to its limit: 1 is as good, less is worse. */
export const ratioOf = ({ unit, value, limit }) => {
  if (limit === undefined) return undefined;
  return grows(unit) ? value / limit : limit / value;
};

/** Whether the target is met; undefined without a target, or without what it needs. */
export const isMet = ({ target, value, ratio }) => {
  if (target?.atLeast !== undefined) return value >= target.atLeast;
  if (target?.atMost !== undefined) return value <= target.atMost;
  if (target?.ratio !== undefined && ratio !== undefined) return ratio >= target.ratio;
  return undefined;
};
