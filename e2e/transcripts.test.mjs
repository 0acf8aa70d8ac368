// Whole sessions typed into the console give Erlang's answers, byte for byte.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { lab } from "./harness.mjs";

const folder = new URL("../lab/tests/transcripts/", import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith(".iex"));
const read = (name) => readFileSync(new URL(name, folder), "utf8").trimEnd().split("\n");

const { open } = await lab();

test("there are transcripts", () => assert.ok(names.length >= 9));

for (const name of names) {
  test(`${name} gives its answers`, async () => {
    const page = await open();
    const answers = [];
    for (const line of read(name)) answers.push(await page.run(line));
    assert.deepEqual(answers, read(name.replace(".iex", ".out")));
    await page.assertAgrees();
    await page.close();
  });
}
