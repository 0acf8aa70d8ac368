// What a person feels while the page fills: real clicks, to the next paint, as the
// browser's own Event Timing has it. It rounds to 8 ms, and tells none of 16 ms or less: those
// count as 16 ms.

import { quantile } from "./statistics.mjs";
import { boot, figureIs, inPage, typed } from "./timed.mjs";

const LEAST = 16;

/** Runs in the page: the longest event of each interaction. */
const noteInteractions = () => {
  const durations = (globalThis.durations = new Map());
  const note = ({ interactionId, duration }) => {
    if (interactionId === 0) return;
    durations.set(interactionId, Math.max(duration, durations.get(interactionId) ?? 0));
  };
  const observer = new PerformanceObserver((list) => list.getEntries().forEach(note));
  observer.observe({ type: "event", durationThreshold: 16 });
};

/** The middle of an element, by which it is clicked without asking where it is again. */
const middle = (page, selector) =>
  page.$eval(selector, (one) => {
    one.scrollIntoView({ block: "center" });
    const { x, y, width, height } = one.getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  });

/** Fills once, clicking all the while; answers how often. */
const fillUnderHands = async (lab, keys) => {
  const { page } = lab;
  await boot(lab);
  const fill = await typed(lab, `Master.fill(1, ${keys})`, {
    acknowledged: figureIs("acknowledged", keys),
  });
  let over = false;
  const filled = fill().finally(() => (over = true));
  // A panel that opens below what is clicked, and closes again.
  const place = await middle(page, ".faults > summary");
  let made = 0;
  while (!over) {
    await page.mouse.click(place.x, place.y);
    made += 1;
    await new Promise((then) => setTimeout(then, 50));
  }
  await filled;
  return made;
};

export const measure = async (context) => {
  const { keys, amounts } = context;
  const end = performance.now() + 1000 * amounts.clicks.seconds;
  const { made, seen } = await inPage(
    context,
    async (lab) => {
      await boot(lab);
      let made = 0;
      await lab.page.evaluate(() => durations.clear());
      do made += await fillUnderHands(lab, keys);
      while (made < amounts.clicks.times && performance.now() < end);
      const seen = await lab.page.evaluate(() => [...durations.values()]);
      return { made, seen };
    },
    { prepare: (page) => page.evaluateOnNewDocument(noteInteractions) },
  );
  // Typing the lines and Enter are interactions too, and seen as such.
  const samples = [...seen, ...Array(Math.max(0, made - seen.length)).fill(LEAST)];
  context.keep("clicks", { made, seen });
  return { paint: { value: quantile(samples, 0.98), samples: samples.length, seen: seen.length } };
};
