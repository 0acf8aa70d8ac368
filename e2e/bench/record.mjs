// What the record costs: the same fill, in pages that record and in pages that don't, in turns.

import { fillRate } from "./fill.mjs";
import { median, repeat } from "./statistics.mjs";
import { inPage } from "./timed.mjs";

const PAGES = { without: "#record=0", with: "" };

export const measure = async (context) => {
  const { keys, amounts } = context;
  const rates = { without: [], with: [] };
  await repeat(amounts.records, async () => {
    for (const [name, hash] of Object.entries(PAGES)) {
      const rate = await inPage(
        context,
        async (lab) => {
          await fillRate(lab, keys);
          return (await fillRate(lab, keys)).counted;
        },
        { hash },
      );
      rates[name].push(rate);
    }
  });
  context.keep("record", rates);
  const { with: samples, without } = rates;
  return { fillRecorded: { value: median(samples), samples, limit: median(without) } };
};
