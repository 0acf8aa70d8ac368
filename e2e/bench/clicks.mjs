// What a person feels while the page fills: real clicks, to the next paint, as the
// browser's own Event Timing has it. It rounds to 8 ms, and tells none of 16 ms or less: those
// count as 16 ms.

import { quantile } from "./statistics.mjs";
import { boot, figureIs, inPage, typed } from "./timed.mjs";

const LEAST = 16;

/** Runs in the page: when each interaction began, and its longest event. */
const noteInteractions = () => {
  const interactions = (globalThis.interactions = new Map());
  const note = ({ interactionId, startTime, duration }) => {
    if (interactionId === 0) return;
    const known = interactions.get(interactionId) ?? { at: startTime, duration: 0 };
    known.duration = Math.max(known.duration, duration);
    interactions.set(interactionId, known);
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

/** Fills once, clicking all the while; answers how often, and how long each of them took. */
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
  const { entered, ms } = await filled;
  // What the browser has seen it tells a little later.
  await new Promise((then) => setTimeout(then, 300));
  const seen = await page.evaluate(
    (from, to) => {
      const all = [...interactions.values()].filter(({ at }) => at >= from && at <= to);
      return all.map(({ duration }) => duration);
    },
    entered,
    entered + ms.result,
  );
  return { made, seen };
};

export const measure = async (context) => {
  const { keys, amounts } = context;
  const end = performance.now() + 1000 * amounts.clicks.seconds;
  const fills = await inPage(
    context,
    async (lab) => {
      const fills = [];
      let made = 0;
      while (made < amounts.clicks.times && (made === 0 || performance.now() < end)) {
        fills.push(await fillUnderHands(lab, keys));
        made += fills.at(-1).made;
      }
      return fills;
    },
    { prepare: (page) => page.evaluateOnNewDocument(noteInteractions) },
  );
  context.keep("clicks", fills);
  const samples = fills.flatMap(({ made, seen }) => [
    ...seen,
    ...Array(Math.max(0, made - seen.length)).fill(LEAST),
  ]);
  return { paint: { value: quantile(samples, 0.98) } };
};
