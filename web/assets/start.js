// Starts the page, or says what this browser lacks.

const own = document.querySelector("script[data-page]");

/** The language that the page will speak, as the page itself finds it. */
const language = () => {
  const spoken = ["en", "fr"];
  let chosen = null;
  try {
    chosen = localStorage.getItem("apothik/language");
  } catch {
    // A browser can be told to keep nothing.
  }
  const wanted = [chosen, ...(navigator.languages ?? [])].filter((tag) => typeof tag === "string");
  const primary = wanted.map((tag) => tag.toLowerCase().split(/[-_]/)[0]);
  return primary.find((tag) => spoken.includes(tag)) ?? "en";
};
document.documentElement.lang = language();

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
  ["WebAssembly", "WebAssembly", typeof WebAssembly === "object"],
  ["BroadcastChannel", "BroadcastChannel", typeof BroadcastChannel === "function"],
  [
    "Web Workers that are modules",
    "Web Workers sous forme de modules",
    typeof Worker === "function" && hasModuleWorkers(),
  ],
].filter(([, , there]) => !there);

/** Says why, in each language; the stylesheet shows one. */
const complain = (why) => {
  const alert = document.querySelector("#trouble");
  for (const [tag, text] of Object.entries(why)) {
    alert.querySelector(`:scope > [lang=${tag}] [data-reason]`).textContent = text;
  }
  alert.hidden = false;
  document.querySelector("#loading")?.remove();
};

// Files and links are made by scripts that are fetched when the page first asks for one.
for (const [name, script] of [["save", "./export.js"], ["share", "./share.js"]]) {
  document.addEventListener(`apothik-${name}`, async (event) => {
    event.preventDefault();
    const { detail } = event;
    try {
      const { [name]: make } = await import(script);
      detail.done(undefined, await make(detail));
    } catch (reason) {
      detail.done(reason ?? "unknown");
    }
  });
}

// So is what a record was saved as unpacked.
document.addEventListener("apothik-open", async (event) => {
  event.preventDefault();
  const { detail } = event;
  try {
    const { unpack } = await import("./record.js");
    detail.done(await unpack(detail));
  } catch (reason) {
    detail.done(reason ?? "unknown");
  }
});

if (missing.length > 0) {
  complain({
    en: `This browser has no ${missing.map(([name]) => name).join(", no ")}.`,
    fr: `Il manque à ce navigateur : ${missing.map(([, name]) => name).join(", ")}.`,
  });
} else {
  try {
    const page = await import(own.dataset.page);
    await page.default({ module_or_path: own.dataset.wasm });
  } catch (reason) {
    const told = reason?.message ?? reason;
    complain({
      en: `The page could not be loaded: ${told}`,
      fr: `La page n’a pas pu être chargée : ${told}`,
    });
  }
}
