// A kill, and when each survivor has its new view; against terminate() and a bare lock.

import { median, quantile, repeat } from "./statistics.mjs";
import { PATIENCE } from "../harness.mjs";
import { boot, inBarePage, inPage } from "./timed.mjs";

/** Milliseconds until each survivor knew of a kill, as the page tells it. */
const kill = async (lab, machines) => {
  await boot(lab, machines);
  await lab.page.waitForFunction(() => !document.querySelector("[data-noticed]"));
  await lab.click("Kill apothik_2");
  await lab.page.waitForFunction(
    (count) => document.querySelectorAll("[data-noticed]").length >= count,
    { timeout: PATIENCE, polling: 20 },
    machines - 1,
  );
  const noticed = await lab.noticed();
  const other = noticed.find(({ reason }) => reason !== "link");
  if (other) throw new Error(`apothik_${other.by} learned of it from ${other.reason}`);
  return noticed.map(({ ms }) => ms);
};

/** The samples of several kills in a cluster of so many. */
export const kills = async (context, machines, amount) => {
  const bare = await inBarePage(context, (page) =>
    repeat(amount, () => page.evaluate((count) => globalThis.bare.kill(count), machines)),
  );
  const known = await inPage(context, (lab) => repeat(amount, () => kill(lab, machines)));
  return { bare: bare.flat(), known: known.flat() };
};

export const measure = async (context) => {
  const { bare, known } = await kills(context, 5, context.amounts.kills);
  context.keep("kills", { bare, known });
  return {
    known: { value: median(known), limit: median(bare), samples: known.length },
    knownWorst: {
      value: quantile(known, 0.95),
      limit: quantile(bare, 0.95),
      samples: known.length,
    },
  };
};
