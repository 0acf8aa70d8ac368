// A Master without a Master: it hands bytes to the first worker, and waits for acknowledgements.

/**
 * Milliseconds to move so many entries of so many bytes through the first worker to all, in
 * batches, some of which are under way at once, until the last acknowledgement is back.
 */
const fill = async ([via], { keys, machines, entry, batch, window }) => {
  const owners = Array.from({ length: machines }, (_, i) => i + 1);
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
  return performance.now() - began;
};

/** Milliseconds of each of so many round trips, here, via, owner, via, here; one at a time. */
const trips = async ([via], { count, entry }) => {
  const bytes = new Uint8Array(entry);
  const times = [];
  for (let batch = 1; batch <= count; batch += 1) {
    const back = new Promise((heard) => {
      via.onmessage = heard;
    });
    const began = performance.now();
    via.postMessage({ batch, bytes, owners: [2] });
    await back;
    times.push(performance.now() - began);
  }
  return times;
};

const WORK = { fill, trips };

onmessage = async ({ data: { work, given }, ports }) => {
  postMessage(await WORK[work](ports, given));
};
