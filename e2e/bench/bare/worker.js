// A machine without a machine: it passes bytes on, acknowledges them, and watches locks.

let cookie, me, mine, master;
const channels = new Map();
const waiting = new Map();

const HEAD = 8;

const now = () => performance.timeOrigin + performance.now();

/** The channel of another worker; it is only posted to. */
const channelOf = (number) => {
  if (!channels.has(number)) channels.set(number, new BroadcastChannel(`${cookie}/${number}`));
  return channels.get(number);
};

const body = (bytes, batch) => {
  const body = new Uint8Array(HEAD + bytes.length);
  new Uint32Array(body.buffer, 0, 2).set([batch, me]);
  body.set(bytes, HEAD);
  return body;
};

/** Gives each owner its share; its own share stays here. */
const pass = ({ batch, bytes, owners }) => {
  const share = Math.ceil(bytes.length / owners.length);
  const others = owners.filter((owner) => owner !== me);
  waiting.set(batch, others.length);
  for (const [i, owner] of others.entries()) {
    channelOf(owner).postMessage(body(bytes.subarray(i * share, (i + 1) * share), batch));
  }
};

const acknowledged = (batch) => {
  const left = waiting.get(batch) - 1;
  waiting.set(batch, left);
  if (left > 0) return;
  waiting.delete(batch);
  master.postMessage({ acknowledged: batch });
};

const NOTHING = new Uint8Array(0);

const heard = ({ data }) => {
  const [batch, from] = new Uint32Array(data.buffer, data.byteOffset, 2);
  if (data.length === HEAD) return acknowledged(batch);
  channelOf(from).postMessage(body(NOTHING, batch));
};

const lock = (number) => `${cookie}/${number}`;

const begin = async (start, port) => {
  ({ cookie, me } = start);
  master = port;
  master.onmessage = ({ data }) => pass(data);
  mine = new BroadcastChannel(`${cookie}/${me}`);
  mine.onmessage = heard;
  await new Promise((held) => {
    navigator.locks.request(lock(me), () => {
      held();
      return new Promise(() => {});
    });
  });
  postMessage({ ready: me });
};

const watch = (numbers) => {
  for (const number of numbers) {
    navigator.locks.request(lock(number), { mode: "shared" }, () => {
      postMessage({ down: number, at: now() });
    });
  }
};

onmessage = ({ data, ports }) => {
  if (data.start) begin(data.start, ports[0]);
  else if (data.watch) watch(data.watch);
};
