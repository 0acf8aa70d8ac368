// How cost grows: a fill with its keys and with the cluster, a kill with the cluster.

import { bareFill, fillRate } from "./fill.mjs";
import { kills } from "./kills.mjs";
import { median, repeat } from "./statistics.mjs";
import { boot, figureIsNot, fill, inBarePage, inPage, timed } from "./timed.mjs";

const MACHINES = [5, 10, 20, 50];

const fillWith = async (context, keys, machines) => {
  const { amounts } = context;
  const bare = await inBarePage(context, (page) =>
    repeat(amounts.growth, () => bareFill(page, keys, machines)),
  );
  const page = await inPage(context, (lab) =>
    repeat(amounts.growth, async () => (await fillRate(lab, keys, machines)).acknowledged),
  );
  return { keys, machines, page: median(page), bare: median(bare) };
};

/** Milliseconds from a kill's Enter to the page's new figures. */
const costWith = async (context, keys) => {
  const times = await inPage(context, (lab) =>
    repeat(context.amounts.growth, async () => {
      await boot(lab);
      await fill(lab, keys);
      const { shown } = await timed(lab, "Master.kill(2)", { shown: figureIsNot("found", keys) });
      return shown;
    }),
  );
  return { keys, shown: median(times) };
};

export const measure = async (context) => {
  const { grown, amounts, keys: most } = context;
  const keys = [1_000, 10_000, 100_000, 1_000_000].filter((keys) => keys <= most);
  grown.fillByKeys = [];
  for (const count of keys) grown.fillByKeys.push(await fillWith(context, count, 5));
  grown.costByKeys = [];
  for (const count of keys) grown.costByKeys.push(await costWith(context, count));
  grown.fillByMachines = [];
  const some = Math.min(most, 100_000);
  for (const count of MACHINES) grown.fillByMachines.push(await fillWith(context, some, count));
  grown.killByMachines = [];
  for (const machines of MACHINES) {
    const { bare, known } = await kills(context, machines, amounts.growth);
    grown.killByMachines.push({ machines, page: median(known), bare: median(bare) });
  }
  return {};
};
