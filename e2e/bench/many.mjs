// Many machines: how soon they have settled, and what they say to each other at rest.

import { median, repeat } from "./statistics.mjs";
import { boot, inBarePage, inPage } from "./timed.mjs";

export const SIZES = [5, 20, 50];

/** Milliseconds from Enter until so many machines have settled. */
const started = async (lab, machines) => {
  const { result } = await boot(lab, machines);
  const running = Object.values(await lab.table()).filter(({ state }) => state === "running");
  if (running.length !== machines) throw new Error(`${running.length} of ${machines} run`);
  return result;
};

/**
 * Messages delivered in a second while nothing happens: what is said on the cluster's channel
 * comes to all others, what is said on a machine's to it alone.
 */
const delivered = (lab, cookie, machines, seconds) =>
  lab.page.evaluate(
    async ({ cookie, machines, seconds }) => {
      let [toAll, toOne] = [0, 0];
      const listen = (name, count) => {
        const channel = new BroadcastChannel(`apothik/${cookie}/${name}`);
        channel.onmessage = count;
        return channel;
      };
      const channels = [listen("cluster", () => (toAll += 1))];
      for (let i = 1; i <= machines; i += 1) {
        channels.push(listen(`node/apothik_${i}@127.0.0.1`, () => (toOne += 1)));
      }
      await new Promise((over) => setTimeout(over, 1000 * seconds));
      for (const channel of channels) channel.close();
      return (toAll * (machines - 1) + toOne) / seconds;
    },
    { cookie, machines, seconds },
  );

const measureOne = async (context, machines) => {
  const { amounts } = context;
  const cookie = `bench-${machines}`;
  const once = async (lab) => {
    const times = await repeat(amounts.starts, () => started(lab, machines));
    // Settled is not yet at rest: what was said late is still confirmed.
    await new Promise((calm) => setTimeout(calm, 2000));
    return { times, rest: await delivered(lab, cookie, machines, amounts.rest) };
  };
  const { times, rest } = await inPage(context, once, { hash: `#cookie=${cookie}` });
  const limits = await inBarePage(context, (page) =>
    repeat(amounts.starts, () => page.evaluate((count) => bare.start(count), machines)),
  );
  context.keep(`many ${machines}`, { times, limits, rest });
  return { time: median(times), limit: median(limits), times, rest };
};

export const measure = async (context) => {
  const figures = {};
  const seen = [];
  for (const machines of SIZES) {
    const names = [`start${machines}`, `rest${machines}`];
    try {
      const { time, limit, times, rest } = await measureOne(context, machines);
      figures[names[0]] = { value: time, limit, samples: times };
      figures[names[1]] = { value: rest, samples: 1 };
      seen.push({ machines, settled: time, bare: limit, delivered: rest });
    } catch (error) {
      for (const name of names) figures[name] = { failed: error.message };
    }
  }
  context.grown.machines = seen;
  return figures;
};
