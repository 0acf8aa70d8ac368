// A browser that can't run the machines is told so, in the page, and nothing is thrown.

import assert from "node:assert/strict";
import { test } from "node:test";
import { lab } from "./harness.mjs";

const { open } = await lab();

const LACKS = [
  [
    "no BroadcastChannel",
    /no BroadcastChannel/,
    () => {
      delete globalThis.BroadcastChannel;
    },
  ],
  [
    "workers that reject being modules",
    /no Web Workers that are modules/,
    () => {
      globalThis.Worker = class {
        constructor() {
          throw new TypeError("no module workers");
        }
      };
    },
  ],
  [
    // What browsers did before they knew the option: it is never asked for.
    "workers that ignore being modules",
    /no Web Workers that are modules/,
    () => {
      const Native = globalThis.Worker;
      globalThis.Worker = class {
        constructor(url) {
          return new Native(url);
        }
      };
    },
  ],
  [
    "no workers at all",
    /no Web Workers that are modules/,
    () => {
      delete globalThis.Worker;
    },
  ],
  [
    "no WebAssembly",
    /no WebAssembly/,
    () => {
      delete globalThis.WebAssembly;
    },
  ],
];

for (const [what, expected, takeAway] of LACKS) {
  test(`a browser with ${what} is told so`, async () => {
    const page = await open({
      ready: false,
      prepare: (page) => page.evaluateOnNewDocument(takeAway),
    });
    const alert = await page.page.waitForSelector("[role=alert]:not([hidden])");
    assert.match(await alert.evaluate((one) => one.textContent), expected);
    await page.close();
  });
}
