// A worker: one cache machine, the Master, or who looks back. The address of its program is in this
// script's. The page's own, which machines and the Master run, is posted compiled; else it is
// fetched. With it comes the role it has here, and what to start.
//
// A worker whose wasm traps stays alive and keeps its locks, so that the others would only learn
// of it by ticks: whatever is thrown here ends the worker, and tells the page why.

const fail = (reason) => {
  self.postMessage({ Trapped: String(reason?.message ?? reason) });
  self.close();
};

self.addEventListener("error", (event) => {
  event.preventDefault();
  fail(event.message);
});
self.addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  fail(event.reason);
});

/** Fetches one of our own scripts, for a program that needs it. */
self.loadScript = (address) => import(address);

self.addEventListener(
  "message",
  async ({ data, ports }) => {
    try {
      const program = await import(new URL(self.location).searchParams.get("program"));
      await program.default({ module_or_path: data.module });
      await program[data.role](data.start, ...ports);
    } catch (reason) {
      fail(reason);
    }
  },
  { once: true },
);
