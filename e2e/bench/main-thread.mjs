// How much of a fill the page's main thread is busy, and its longest task, by a trace.

import { median, repeat } from "./statistics.mjs";
import { boot, fill, inPage } from "./timed.mjs";

const CATEGORIES = ["toplevel", "blink.user_timing"];

/** The main thread's tasks between Enter and the result, as [begin, end] in milliseconds. */
const tasksOf = (events) => {
  const marked = (name) => events.findLast((event) => event.name === name && event.ph !== "M");
  const [entered, shown] = [marked("bench-entered"), marked("bench-shown")];
  if (!entered || !shown) throw new Error("the trace has no marks");
  const [from, to] = [entered.ts, shown.ts];
  const tasks = events.filter(
    (event) =>
      event.ph === "X" &&
      event.name.endsWith("RunTask") &&
      event.pid === entered.pid &&
      event.tid === entered.tid &&
      event.ts + event.dur > from &&
      event.ts < to,
  );
  tasks.sort((a, b) => a.ts - b.ts);
  let end = 0;
  // A task within a task is a part of it.
  const outermost = tasks.filter((task) => {
    if (task.ts < end) return false;
    end = task.ts + task.dur;
    return true;
  });
  const within = (task) => [Math.max(from, task.ts), Math.min(to, task.ts + task.dur)];
  return { wall: (to - from) / 1000, tasks: outermost.map(within).map(([a, b]) => (b - a) / 1000) };
};

export const measure = async (context) => {
  const { keys, amounts } = context;
  const runs = await inPage(context, (lab) =>
    repeat(amounts.traces, async () => {
      await boot(lab);
      await lab.page.tracing.start({ categories: CATEGORIES });
      await fill(lab, keys);
      const trace = JSON.parse(Buffer.from(await lab.page.tracing.stop()).toString());
      const { wall, tasks } = tasksOf(trace.traceEvents);
      if (tasks.length === 0) throw new Error("the trace has no tasks");
      const busy = tasks.reduce((sum, task) => sum + task, 0);
      return { busy: (100 * busy) / wall, longest: Math.max(...tasks), tasks: tasks.length };
    }),
  );
  context.keep("main-thread", runs);
  const all = (name) => runs.map((run) => run[name]);
  return {
    busy: { value: median(all("busy")), samples: all("busy") },
    longest: { value: Math.max(...all("longest")), samples: all("longest") },
  };
};
