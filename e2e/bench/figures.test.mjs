// What the bench makes of its samples; nothing is measured here.

import assert from "node:assert/strict";
import { test } from "node:test";
import { FIGURES, isMet, ratioOf } from "./figures.mjs";
import { plots } from "./plots.mjs";
import { median, quantile, repeat, usual } from "./statistics.mjs";
import { asMarkdown, asText, told } from "./table.mjs";

const hundred = Array.from({ length: 100 }, (_, i) => 100 - i);

test("a quantile is a sample that so large a share does not exceed", () => {
  assert.equal(quantile(hundred, 0.95), 95);
  assert.equal(quantile([3, 1, 2], 0.95), 3);
  assert.equal(median([4, 1, 3, 2]), 2.5);
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(usual([1, 2, 3, 4, 5, 6, 7, 1000]), 4.5);
});

test("something is repeated a few times at least, however long it takes", async () => {
  assert.deepEqual(await repeat({ times: 5, seconds: 0 }, async (i) => i), [0, 1]);
  assert.deepEqual(await repeat({ times: 5, seconds: 0, least: 1 }, async (i) => i), [0]);
  assert.deepEqual(await repeat({ times: 3, seconds: 60 }, async (i) => i), [0, 1, 2]);
});

test("a ratio below one is worse than the limit, of a rate and of a time", () => {
  assert.equal(ratioOf({ unit: "keys/s", value: 50, limit: 100 }), 0.5);
  assert.equal(ratioOf({ unit: "ms", value: 200, limit: 100 }), 0.5);
  assert.equal(ratioOf({ unit: "ms", value: 200 }), undefined);
});

test("a target is met or missed, or neither when there is nothing to hold it against", () => {
  assert.equal(isMet({ target: { atMost: 5 }, value: 5 }), true);
  assert.equal(isMet({ target: { atLeast: 5 }, value: 4 }), false);
  assert.equal(isMet({ target: { ratio: 0.6 }, value: 1, ratio: 0.7 }), true);
  assert.equal(isMet({ target: { ratio: 0.6 }, value: 1 }), undefined);
  assert.equal(isMet({ value: 1 }), undefined);
});

test("numbers are as exact as they mean something", () => {
  assert.equal(told(1234567.8, "keys/s"), "1,234,568 keys/s");
  assert.equal(told(2.154, "ms"), "2.15 ms");
  assert.equal(told(40, "/s"), "40.0/s");
});

test("a figure that failed is in the table, with its reason once below it", () => {
  const failed = { unit: "ms", failed: "no page" };
  const figures = ["one", "two"].map((title) => ({ ...failed, title }));
  for (const table of [asText(figures), asMarkdown(figures)]) {
    assert.match(table, /one .*failed/);
    assert.equal(table.match(/no page/g).length, 1);
  }
});

test("a group that gives no figure is told when it failed", () => {
  assert.match(asText([], { growth: "no page" }), /Failed: growth: no page/);
});

test("every figure has words and a unit", () => {
  for (const { title, unit } of Object.values(FIGURES)) assert.ok(title("1,000") && unit);
});

test("a plot has a dot a point, and none is drawn of what was not measured", () => {
  const costByKeys = [1_000, 10_000, 100_000].map((keys) => ({ keys, shown: keys / 100 }));
  const drawn = plots({ costByKeys });
  assert.deepEqual(Object.keys(drawn), ["cost-by-keys.svg"]);
  assert.equal(drawn["cost-by-keys.svg"].match(/<circle/g).length, 3);
  assert.ok(!drawn["cost-by-keys.svg"].includes("NaN"));
});
