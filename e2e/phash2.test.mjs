// Erlang's own results for phash2, asked for in the page's console.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { lab, PATIENCE } from "./harness.mjs";

const oracle = new URL("../node-core/tests/oracle/phash2.tsv", import.meta.url);
const rows = readFileSync(oracle, "utf8")
  .trimEnd()
  .split("\n")
  .map((row) => row.split("\t"));

const quoted = (text) => `"${text.replaceAll(/["\\]/g, "\\$&").replaceAll("#{", "\\#{")}"`;

const term = (kind, text) => {
  switch (kind) {
    case "int":
      return text;
    case "bin":
      return `<<${text.match(/../g)?.map((byte) => Number.parseInt(byte, 16)) ?? ""}>>`;
    case "atom":
      return `:${quoted(text)}`;
    case "pair": {
      const end = text.lastIndexOf(" ");
      return `{:${quoted(text.slice(0, end))}, ${text.slice(end + 1)}}`;
    }
  }
};

const { open } = await lab();

test("all of Erlang's 800 results are the same in the page", async () => {
  const page = await open();
  const lines = rows.map(([kind, text, range]) => `:erlang.phash2(${term(kind, text)}, ${range})`);
  await page.paste(lines.join("\n"));
  await page.page.waitForFunction(
    (count) => document.querySelectorAll("[data-result]").length === count,
    { timeout: PATIENCE },
    rows.length,
  );
  const expected = rows.map((row) => row[3]);
  assert.equal(expected.length, 800);
  assert.deepEqual(await page.results(), expected);
  await page.close();
});
