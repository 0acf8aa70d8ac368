// Single puts, one at a time, each through a machine that owns no key.
//
// Under :fixed the owners are the machines of the boot, so machine 6, started later, owns none.
// A line's puts are settled and compared each before the next, which is not the put's own time:
// that is taken between the page and its worker, where the page posts the request and hears the
// reply. Requests that go to all machines at once are the comparison, and don't count.

import { mean, median, usual } from "./statistics.mjs";
import { inBarePage, inPage, timed } from "./timed.mjs";

/** Runs in the page, before it starts: notes when a worker alone is asked, and when it answers. */
const noteTrips = () => {
  const trips = (globalThis.trips = []);
  let asked = [];
  const Plain = globalThis.Worker;
  globalThis.Worker = class extends Plain {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", ({ data }) => {
        if (data?.Replies === undefined) return;
        const own = asked.find(({ worker }) => worker === this);
        if (own?.alone) trips.push(performance.now() - own.at);
        asked = asked.filter((one) => one !== own);
      });
    }

    postMessage(message, ...rest) {
      if (message?.Requests !== undefined) {
        const alone = asked.length === 0;
        for (const other of asked) other.alone = false;
        asked.push({ worker: this, at: performance.now(), alone });
      }
      super.postMessage(message, ...rest);
    }
  };
};

/** Bytes of a put on the wire. */
const ENTRY = 14;

/** Lines of puts. */
const ROUNDS = 3;

export const measure = async (context) => {
  const { amounts } = context;
  const count = amounts.trips;
  const bareTrip = () =>
    inBarePage(context, (page) =>
      page.evaluate((given) => bare.trips(given), { count, entry: ENTRY }),
    );
  const before = await bareTrip();
  const line = await inPage(
    context,
    async (lab) => {
      await timed(lab, "Master.boot(5, :fixed)");
      await timed(lab, "Master.start(6)");
      const trips = [];
      const rates = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        await lab.page.evaluate(() => trips.splice(0));
        const puts = `for i <- 1..${count}, do: Master.put(6, i, i)`;
        const { result } = await timed(lab, puts, {}, /^\[:ok(, :ok)*\]$/);
        rates.push((1000 * count) / result);
        trips.push(...(await lab.page.evaluate(() => trips)));
      }
      return { trips, rates };
    },
    { prepare: (page) => page.evaluateOnNewDocument(noteTrips) },
  );
  const bare = [...before, ...(await bareTrip())];
  const { trips, rates } = line;
  if (trips.length !== ROUNDS * count) {
    throw new Error(`${trips.length} round trips of ${ROUNDS * count} puts were seen`);
  }
  context.keep("puts", { trips, bare, rates });
  return {
    putMean: { value: mean(trips), limit: mean(bare) },
    putUsual: { value: usual(trips), limit: usual(bare) },
    putLine: { value: median(rates) },
  };
};
