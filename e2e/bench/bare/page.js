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
    for (const [i, worker] of workers.all.entries()) {
      worker.postMessage({ start: { cookie, me: i + 1 } });
    }
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

/**
 * Milliseconds to move so many entries of so many bytes through the first worker to all, in
 * batches, some of which are under way at once, until the last acknowledgement is back.
 */
const fill = async ({ keys, machines, entry, batch, window }) => {
  const workers = await Workers.start(machines);
  await pause(100);
  const [via] = workers.all;
  const owners = workers.all.map((_, i) => i + 1);
  const bytes = new Uint8Array(batch * entry);
  let sent = 0;
  const send = () => {
    if (sent >= keys) return;
    const count = Math.min(batch, keys - sent);
    sent += count;
    via.postMessage({ batch: sent, bytes: bytes.subarray(0, count * entry).slice(), owners });
  };
  const began = performance.now();
  await new Promise((done) => {
    via.onmessage = ({ data }) => (data.acknowledged === keys ? done() : send());
    for (let i = 0; i < window; i += 1) send();
  });
  const took = performance.now() - began;
  workers.end();
  return took;
};

/** Milliseconds of each of so many round trips, page, via, owner, via, page; one at a time. */
const trips = async ({ count, entry }) => {
  const workers = await Workers.start(2);
  await pause(100);
  const [via] = workers.all;
  const bytes = new Uint8Array(entry);
  const times = [];
  for (let batch = 1; batch <= count; batch += 1) {
    const back = workers.next(via);
    const began = performance.now();
    via.postMessage({ batch, bytes, owners: [2] });
    await back;
    times.push(performance.now() - began);
  }
  workers.end();
  return times;
};

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
