// Single puts, one at a time, each through a machine that owns no key.
//
// Under :fixed the owners are the machines of the boot, so machine 6, started later, owns none.
// A line's puts are settled each before the next, which is not the put's own time: that is taken in
// the Master's worker, where it posts the request and hears the reply. Requests that go to all
// machines at once are the comparison, and don't count.

import { mean, median, usual } from "./statistics.mjs";
import { inBarePage, inPage, timed } from "./timed.mjs";

/** Runs in the Master's worker: notes when a machine alone is asked, and when it answers. */
const noteTrips = () => {
  const trips = (globalThis.trips = []);
  let asked = [];
  const answered = (port, { data, timeStamp }) => {
    if (data?.Replies === undefined) return;
    const own = asked.find((one) => one.port === port);
    if (own?.alone) trips.push(timeStamp - own.at);
    asked = asked.filter((one) => one !== own);
  };
  const watched = new WeakSet();
  const { postMessage } = MessagePort.prototype;
  MessagePort.prototype.postMessage = function (message, ...rest) {
    if (message?.Requests !== undefined) {
      if (!watched.has(this)) {
        watched.add(this);
        const act = this.onmessage;
        this.onmessage = (event) => {
          answered(this, event);
          act(event);
        };
      }
      const alone = asked.length === 0;
      for (const other of asked) other.alone = false;
      asked.push({ port: this, at: performance.now(), alone });
    }
    return postMessage.call(this, message, ...rest);
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
  const line = await inPage(context, async (lab) => {
    await timed(lab, "Master.boot(5, :fixed)");
    await timed(lab, "Master.start(6)");
    const master = await lab.master();
    await master.evaluate(noteTrips);
    const trips = [];
    const rates = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      await master.evaluate(() => trips.splice(0));
      const puts = `for i <- 1..${count}, do: Master.put(6, i, i)`;
      const { result } = await timed(lab, puts, {}, /^\[:ok(, :ok)*\]$/);
      rates.push((1000 * count) / result);
      trips.push(...(await master.evaluate(() => trips)));
    }
    return { trips, rates };
  });
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
