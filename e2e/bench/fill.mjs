// Filling a cluster of five: how fast, against the bare channel; and what a kill shows then.

import { median, quantile, repeat } from "./statistics.mjs";
import { boot, figureIsNot, fill, inBarePage, inPage, timed } from "./timed.mjs";

/** Bytes of an entry on the wire: its key, its value, and their lengths. */
const ENTRY = 14;

/** Keys that travel together. */
const BATCH = 8_192;

/** Batches under way at once; the best of these is the limit. */
const WINDOWS = [4, 8, 16];

/** What the bare channel moves in a second. */
export const bareFill = (page, keys, machines = 5) =>
  page.evaluate(
    async (given, windows) => {
      const times = [];
      for (const window of windows) times.push(await bare.fill({ ...given, window }));
      return (1000 * given.keys) / Math.min(...times);
    },
    { keys, machines, entry: ENTRY, batch: BATCH },
    WINDOWS,
  );

/** Keys a second of a fill of a fresh cluster, to each mark. */
export const fillRate = async (lab, keys, machines = 5) => {
  await boot(lab, machines);
  const ms = await fill(lab, keys);
  const rate = (ms) => (1000 * keys) / ms;
  return { acknowledged: rate(ms.acknowledged), counted: rate(ms.result) };
};

export const measure = async (context) => {
  const { keys, amounts } = context;
  const limits = await inBarePage(context, async (page) => {
    await bareFill(page, keys);
    return repeat(amounts.bare, () => bareFill(page, keys));
  });
  const limit = median(limits);
  const kills = [];
  const fills = await inPage(context, (lab) =>
    repeat(amounts.fills, async () => {
      const rates = await fillRate(lab, keys);
      const { shown } = await timed(lab, "Master.kill(2)", { shown: figureIsNot("found", keys) });
      kills.push(shown);
      return rates;
    }),
  );
  const part = (name) => fills.map((one) => one[name]);
  context.keep("fill", { limits, fills, kills });
  const figure = (name) => ({ value: median(part(name)), samples: part(name), limit });
  return {
    fill: figure("counted"),
    fillAcknowledged: figure("acknowledged"),
    cost: { value: quantile(kills, 0.95), samples: kills },
  };
};
