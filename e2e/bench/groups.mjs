// What is measured together, with the figures it gives, and how often each thing is done.

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
import * as record from "./record.mjs";

/** The groups by name, in the order in which they are measured. */
export const GROUPS = {
  fill: { ...fill, gives: ["fill", "fillAcknowledged", "cost"] },
  record: { ...record, gives: ["fillRecorded"] },
  beam: { ...beam, gives: ["beamFill", "knownBeam", "knownBeamHalt"] },
  puts: { ...puts, gives: ["putMean", "putUsual", "putLine"] },
  kills: { ...kills, gives: ["known", "knownWorst"] },
  "main-thread": { ...mainThread, gives: ["busy", "longest"] },
  clicks: { ...clicks, gives: ["paint"] },
  loading: { ...loading, gives: ["firstPaint", "firstSettled", "weight"] },
  memory: { ...memory, gives: ["memory"] },
  many: { ...many, gives: many.SIZES.flatMap((n) => [`start${n}`, `rest${n}`]) },
  growth: { ...growth, gives: [] },
  native: { ...native, gives: native.GIVES },
};

/** So often, or for so many seconds if that is less. */
const FULL = {
  fills: { times: 20, seconds: 60 },
  records: { times: 10, seconds: 90 },
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
  records: { times: 2, seconds: 20 },
  bare: { times: 2, seconds: 5 },
  trips: 200,
  kills: { times: 5, seconds: 15 },
  traces: { times: 2, seconds: 1 },
  clicks: { times: 20, seconds: 10 },
  loads: { times: 3, seconds: 15 },
  starts: { times: 2, seconds: 10 },
  rest: 4,
  growth: { times: 2, seconds: 4 },
};

export const amounts = (quick) => (quick ? QUICK : FULL);
