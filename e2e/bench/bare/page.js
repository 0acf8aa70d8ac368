// What the browser itself can do: workers and channels that move bytes and do nothing else.

const now = () => performance.timeOrigin + performance.now();

const pause = (ms) => new Promise((over) => setTimeout(over, ms));

/** So many workers on channels of their own. */
class Workers {
  static async start(count) {
    const cookie = `bare/${Math.random()}`;
    const workers = new Workers();
    workers.all = Array.from({ length: count }, () => new Worker("./worker.js"));
    const ready = workers.all.map((worker) => workers.next(worker));
    workers.ports = workers.all.map((worker, i) => {
      const { port1, port2 } = new MessageChannel();
      worker.postMessage({ start: { cookie, me: i + 1 } }, [port2]);
      return port1;
    });
    await Promise.all(ready);
    return workers;
  }

  next(worker) {
    return new Promise((heard) => {
      worker.addEventListener("message", ({ data }) => heard(data), { once: true });
    });
  }

  end() {
    for (const worker of this.all) worker.terminate();
  }
}

/** Milliseconds until so many workers are there. */
const start = async (count) => {
  const began = performance.now();
  const workers = await Workers.start(count);
  const took = performance.now() - began;
  workers.end();
  return took;
};

/** What a Master of so many workers does there, in a worker of its own. */
const ask = async (count, work, given) => {
  const workers = await Workers.start(count);
  const master = new Worker("./master.js");
  await pause(100);
  const done = workers.next(master);
  master.postMessage({ work, given }, workers.ports);
  const answer = await done;
  master.terminate();
  workers.end();
  return answer;
};

const fill = (given) => ask(given.machines, "fill", given);

const trips = (given) => ask(2, "trips", given);

/** Milliseconds from the end of one of so many workers until each other one knows. */
const kill = async (count) => {
  const workers = await Workers.start(count);
  const [dies, ...others] = workers.all;
  for (const other of others) other.postMessage({ watch: [1] });
  await pause(300);
  const known = others.map((other) => workers.next(other));
  const began = now();
  dies.terminate();
  const times = (await Promise.all(known)).map(({ at }) => at - began);
  workers.end();
  return times;
};

globalThis.bare = { start, fill, trips, kill };

// How soon five are there, counted from the navigation as the real page's are.
const five = await Workers.start(5);
globalThis.bare.startedAfter = performance.now();
five.end();
document.body.dataset.ready = "true";
