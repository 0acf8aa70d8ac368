// Starts the page, or says what this browser lacks.

const own = document.querySelector("script[data-page]");

/** Whether workers can be modules: a browser that knows asks for the option. */
const hasModuleWorkers = () => {
  let asked = false;
  try {
    const options = {
      get type() {
        asked = true;
        return "module";
      },
    };
    new Worker("./role.js", options).terminate();
  } catch {
    return false;
  }
  return asked;
};

const missing = [
  ["WebAssembly", typeof WebAssembly === "object"],
  ["BroadcastChannel", typeof BroadcastChannel === "function"],
  ["Web Workers that are modules", typeof Worker === "function" && hasModuleWorkers()],
]
  .filter(([, there]) => !there)
  .map(([name]) => name);

const complain = (text) => {
  const alert = document.querySelector("#trouble");
  alert.querySelector("[data-reason]").textContent = text;
  alert.hidden = false;
  document.querySelector("#loading")?.remove();
};

if (missing.length > 0) {
  complain(`This browser has no ${missing.join(", no ")}.`);
} else {
  try {
    const page = await import(own.dataset.page);
    await page.default({ module_or_path: own.dataset.wasm });
  } catch (reason) {
    complain(`The page could not be loaded: ${reason?.message ?? reason}`);
  }
}
