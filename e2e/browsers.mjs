// The browsers that the tests run in: Chromium, or Firefox when E2E_BROWSER says so.

import { accessSync, constants, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import puppeteer, { Puppeteer } from "puppeteer-core";

/** The longest that anything here may take; nothing is expected to come near it. */
export const PATIENCE = 30_000;

const NAME = process.env.E2E_BROWSER || "chromium";
if (!["chromium", "firefox"].includes(NAME)) throw new Error(`E2E_BROWSER is ${NAME}`);
const IS_FIREFOX = NAME === "firefox";

/**
 * What not every browser lets a test do. A test that needs it has this as its `skip`: false where
 * it can be done, and else the reason, which is printed.
 */
export const LACKS = {
  workerScripts: IS_FIREFOX && "Firefox runs no test's script in a worker (WebDriver BiDi)",
};

/** What would tell nothing new in a second browser, in the same way: with the reason there. */
export const SAME = {
  everyStepByMouse:
    IS_FIREFOX && "every step is done by keyboard here, and the mouse is in all other tests of lessons",
  axeOnEveryStep: IS_FIREFOX && "axe reads elements and colours, and they are those of Chromium",
};

/**
 * How often a test does the same to print how long it takes. Those times are told of Chromium; in
 * Firefox it is only to go well, with each of five machines.
 */
export const ROUNDS = IS_FIREFOX ? 5 : 10;

/** What the program may be called, and the variable that says where it is. */
const PROGRAM = IS_FIREFOX
  ? { variable: "FIREFOX_PATH", names: ["firefox-esr", "firefox"] }
  : {
      variable: "CHROME_PATH",
      names: ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
    };

const CHROMIUM_FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const program = () => {
  const { variable, names } = PROGRAM;
  if (process.env[variable]) return process.env[variable];
  const places = (process.env.PATH ?? "").split(delimiter);
  for (const place of places.flatMap((folder) => names.map((name) => join(folder, name)))) {
    try {
      accessSync(place, constants.X_OK);
      return place;
    } catch {
      // Not here.
    }
  }
  throw new Error(`no ${NAME}: set ${variable}`);
};

const inChromium = ({ alias }) => ({
  args: [...CHROMIUM_FLAGS, ...(alias ? [`--host-resolver-rules=MAP ${alias} 127.0.0.1`] : [])],
});

const inFirefox = ({ alias, theme }) => ({
  browser: "firefox",
  extraPrefsFirefox: {
    ...(alias && { "network.dns.localDomains": alias }),
    ...(theme && {
      "layout.css.prefers-color-scheme.content-override": theme === "dark" ? 0 : 1,
      "ui.prefersReducedMotion": 1,
    }),
  },
});

/**
 * A browser with an empty profile, to be closed after the tests. It may know another name of this
 * machine, and have a theme, with little that moves.
 */
export const launch = async (options = {}) => {
  const profile = mkdtempSync(join(tmpdir(), "apothik-e2e-"));
  const browser = await puppeteer.launch({
    executablePath: program(),
    headless: true,
    userDataDir: profile,
    protocolTimeout: 4 * PATIENCE,
    ...(IS_FIREFOX ? inFirefox(options) : inChromium(options)),
  });
  const close = async () => {
    await browser.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  return { browser, close };
};

/** What has a browser of its own: a theme is a page's in Chromium, and the browser's in Firefox. */
export const needsOwn = ({ alias, theme }) => JSON.stringify(IS_FIREFOX ? [alias, theme] : [alias]);

/** Gives a page its theme; Firefox has it from its launch. */
export const dress = async (page, theme) => {
  if (!theme || IS_FIREFOX) return;
  await page.emulateMediaFeatures([
    { name: "prefers-color-scheme", value: theme },
    { name: "prefers-reduced-motion", value: "reduce" },
  ]);
};

// To ask Firefox's accessibility tree for one button takes a second or more, so there the page's
// elements are asked. What the tree says is asked in Chromium.
Puppeteer.registerCustomQueryHandler("named", {
  queryAll: (within, selector) => {
    const [role, ...words] = selector.split(" ");
    const elements = {
      button: "button, [role=button]",
      radio: "input[type=radio]",
      spinbutton: "input[type=number]",
      textbox: "input[type=text]",
    };
    const name = (one) =>
      one.getAttribute("aria-label") ?? one.labels?.[0]?.textContent ?? one.textContent;
    const all = [...within.querySelectorAll(elements[role])];
    return all.filter((one) => name(one).trim() === words.join(" "));
  },
});

/** A selector of what has this name and role. */
export const named = (name, role) =>
  IS_FIREFOX ? `named/${role} ${name}` : `aria/${name}[role="${role}"]`;
