// The Master console: the seed's own lines, history, pasting, and what is not understood.

import assert from "node:assert/strict";
import { test } from "node:test";
import { lab } from "./harness.mjs";

const { open } = await lab();

test("every line of the seed's first story can be pasted as it stands", async () => {
  const page = await open();
  const story = [
    [`iex(master@127.0.0.1)1>  :rpc.call(:"apothik_1@127.0.0.1", Node, :stop, [])`, "{:error, :not_allowed}"],
    [`iex(master@127.0.0.1)2> :rpc.call(:"apothik_1@127.0.0.1", System, :stop, [])`, ":ok"],
    ["iex(master@127.0.0.1)3> for i<-1..5, do: Master.stat(i)", "[{:badrpc, :nodedown}, 0, 0, 0, 0]"],
    ["iex(master@127.0.0.1)5> Master.fill(1, 5000)", ":ok"],
    ["iex(master@127.0.0.1)6> for i<-1..5, do: Master.stat(i)", "[{:badrpc, :nodedown}, 0, 0, 0, 0]"],
  ];
  for (const [line, answer] of story) assert.equal(await page.run(line), answer, line);
  await page.close();
});

test("the seed's experiment can be pasted whole, results and all", async () => {
  const page = await open();
  await page.paste(
    `iex(master@127.0.0.1)1> Master.fill(1,5000)
:ok
iex(master@127.0.0.1)2> Master.stat
[{1, 1026}, {2, 996}, {3, 1012}, {4, 1021}, {5, 945}]
iex(master@127.0.0.1)3> (for {_, n} <- Master.stat, is_integer(n), do: n) |> Enum.sum
5000
iex(master@127.0.0.1)4> Master.kill(2)
:ok
iex(master@127.0.0.1)6> (for {_, n} <- Master.stat, is_integer(n), do: n) |> Enum.sum
4004
iex(master@127.0.0.1)7> Master.fill(1,5000)
:ok
iex(master@127.0.0.1)8> (for {_, n} <- Master.stat, is_integer(n), do: n) |> Enum.sum
8056
`,
  );
  await page.nextResult(6);
  assert.deepEqual(await page.results(), [
    ":ok",
    "[{1, 1026}, {2, 996}, {3, 1012}, {4, 1021}, {5, 945}]",
    "5000",
    ":ok",
    "4004",
    ":ok",
    "8056",
  ]);
  await page.close();
});

test("the arrow keys bring back earlier lines", async () => {
  const page = await open();
  await page.run("Master.sum");
  await page.run("Master.stat(1)");
  const box = await page.console();
  const value = () => box.evaluate((one) => one.value);
  await box.press("ArrowUp");
  assert.equal(await value(), "Master.stat(1)");
  await box.press("ArrowUp");
  assert.equal(await value(), "Master.sum");
  await box.press("ArrowDown");
  assert.equal(await value(), "Master.stat(1)");
  await page.close();
});

test("a line that is not understood says where and what was expected, and changes nothing", async () => {
  const page = await open();
  const answer = await page.run("Master.fill(1 5000)");
  assert.match(answer, /column 15: expected `,`, found `5000\)`/);
  assert.equal((await page.figures()).acknowledged, 0);
  assert.equal(await page.run("Master.sum"), "0");
  await page.close();
});

test("a machine that was never started answers as a dead one, with a hint beside it", async () => {
  const page = await open();
  assert.equal(await page.run("Master.stat(9)"), "{:badrpc, :nodedown}");
  await page.page.waitForFunction(() =>
    document.body.textContent.includes("apothik_9 was never started"),
  );
  assert.equal(await page.run("Master.start(2)"), "{:error, :already_started}");
  await page.close();
});
