// What a test sees of the page's looks.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Brings axe into the page: its policy forbids foreign scripts, so it comes by the debugger. */
export const bringAxe = ({ page }) => page.evaluate(axe);

/** What axe finds wrong, in the page or within a selector. */
export const violations = ({ page }, within) =>
  page.evaluate(async (within) => {
    const options = { resultTypes: ["violations"] };
    const { violations } = await globalThis.axe.run(within ?? document, options);
    return violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" ")}`);
  }, within);

/** Nothing is wider than the window, and nothing that is to be read or pressed is cut off. */
export const assertFits = async ({ page }, what) => {
  const { inner, outer, cut } = await page.evaluate(() => {
    const outer = document.documentElement.clientWidth;
    const own = ".lesson, .lesson *, .masthead *, .invitation *, .guessed *";
    const sees = (one) => one.checkVisibility() && !one.closest("svg, .unseen, pre, .table-box");
    const cut = [...document.querySelectorAll(own)].filter(sees).filter((one) => {
      const { left, right } = one.getBoundingClientRect();
      const overflows = one.matches("button, p, h2, h3, li, label") && one.scrollWidth > one.clientWidth + 1;
      return left < -1 || right > outer + 1 || (overflows && getComputedStyle(one).display !== "inline");
    });
    const named = cut.map((one) => `${one.tagName} ${one.className} ${one.textContent.slice(0, 40)}`);
    return { inner: document.documentElement.scrollWidth, outer, cut: named };
  });
  assert.ok(inner <= outer, `${what} is ${inner} px wide, of ${outer}`);
  assert.deepEqual(cut, [], `${what} cuts nothing off`);
};
