// Many samples in a few figures.

const sorted = (samples) => [...samples].sort((a, b) => a - b);

/** The smallest sample that so large a share of all does not exceed (nearest rank). */
export const quantile = (samples, share) => {
  const all = sorted(samples);
  return all[Math.max(0, Math.ceil(share * all.length) - 1)];
};

export const median = (samples) => {
  const all = sorted(samples);
  const middle = all.length / 2;
  return Number.isInteger(middle) ? (all[middle - 1] + all[middle]) / 2 : all[Math.floor(middle)];
};

export const mean = (samples) => samples.reduce((sum, one) => sum + one, 0) / samples.length;

/** The mean of the middle half: what is usual, finer than a clock that ticks in tenths. */
export const usual = (samples) => {
  const quarter = Math.floor(samples.length / 4);
  return mean(sorted(samples).slice(quarter, samples.length - quarter));
};

/** Samples of something, until there are so many or it took too long; a few at least. */
export const repeat = async ({ times, seconds, least = 2 }, sample) => {
  const samples = [];
  const end = performance.now() + 1000 * seconds;
  while (samples.length < times && (samples.length < least || performance.now() < end)) {
    samples.push(await sample(samples.length));
  }
  return samples;
};
