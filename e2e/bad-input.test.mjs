// Wrong, huge and hostile input: a clear word, and nothing is lost.

import assert from "node:assert/strict";
import { test } from "node:test";
import { lab } from "./harness.mjs";

const { browser, port, open } = await lab();

test("fills of nothing, of a billion and through nobody are told apart", async () => {
  const page = await open();
  assert.match(await page.run("Master.fill(1, 0)"), /from 1 to 1,000,000 keys/);
  assert.match(await page.run("Master.fill(1, 1000000000)"), /from 1 to 1,000,000 keys/);
  assert.equal(await page.run("Master.fill(99, 10)"), ":ok");
  await page.figure("refused", 10);
  assert.equal(await page.run("Master.kill(2)"), ":ok");
  assert.equal(await page.run("Master.kill(2)"), "{:badrpc, :nodedown}");
  await page.close();
});

test("the form says what is wrong with its numbers, and fills nothing", async () => {
  const page = await open();
  for (const keys of ["0", "1000000000", "1.5"]) {
    await page.fill(keys, 1);
    await page.page.waitForSelector("[aria-invalid=true]");
    const described = await page.page.$eval("[aria-invalid=true]", (field) =>
      document.getElementById(field.getAttribute("aria-describedby"))?.textContent.trim(),
    );
    assert.ok(described, "the field says what it wants");
  }
  assert.equal((await page.figures()).acknowledged, 0);
  await page.close();
});

test("a key of 10 MB is refused with its limit, and the page stays alive", async () => {
  const page = await open();
  await page.run('Master.put(1, "a", 1)');
  const box = await page.page.waitForSelector('aria/Master console[role="textbox"]');
  await box.evaluate((field) => {
    const line = `Master.put(1, "${"k".repeat(10_000_000)}", 1)`;
    const setter = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
    setter.call(field, line);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  const before = (await page.results()).length;
  await box.press("Enter");
  assert.match(await page.nextResult(before), /the limit is 262,144/);
  assert.equal(await page.run('Master.get(1, "a")'), "1");
  await page.close();
});

test("junk on the channels is dropped, counted and shown, and nothing changes", async () => {
  const page = await open({ hash: "#cookie=junk" });
  const posted = await page.page.evaluate(() => {
    const bytes = (length) => crypto.getRandomValues(new Uint8Array(length));
    const junk = ["hello", 42, null, { from: "me" }, new Uint8Array(), new Uint8Array([1])];
    const sizes = [1, 10, 100, 1000, 10_000].map(bytes);
    const versioned = sizes.map((one) => {
      one[0] = 1;
      one[1] = 0xff;
      return one;
    });
    const all = [...junk, ...versioned, new Uint8Array(2_000_000), new ArrayBuffer(8)];
    const names = ["cluster", "node/apothik_1@127.0.0.1"];
    for (const name of names) {
      const channel = new BroadcastChannel(`apothik/junk/${name}`);
      for (const body of all) channel.postMessage(body);
    }
    return all.length;
  });
  await page.page.waitForFunction(
    (least) => Number(document.querySelector("[data-dropped]")?.dataset.value) >= least,
    {},
    posted,
  );
  await page.fill(5000, 1);
  await page.figure("acknowledged", 5000);
  await page.assertAgrees();
  await page.click("Kill apothik_2");
  await page.figure("found", 948);
  await page.close();
});

test("two pages do not hear each other", async () => {
  const [other, one] = [await open(), await open()];
  await one.fill(100, 1);
  await one.figure("acknowledged", 100);
  await one.click("Kill apothik_2");
  await one.button("Start apothik_2");
  await other.page.bringToFront();
  assert.equal((await other.figures()).stored, 0);
  assert.equal((await other.table())[2].state.split(/\s/)[0], "running");
  await one.close();
  await other.close();
});

test("a second page with the same cookie does not run the same machines", async () => {
  const one = await open({ hash: "#cookie=shared" });
  await one.fill(500, 1);
  await one.figure("acknowledged", 500);
  const other = await open({ hash: "#cookie=shared", ready: false });
  await other.page.waitForFunction(() => document.body.textContent.includes("another tab"), {
    timeout: 20_000,
  });
  const figures = await one.assertAgrees();
  assert.deepEqual([figures.stored, figures.found], [500, 500]);
  await other.close();
  await one.close();
});

for (const [what, prepare] of [
  ["BroadcastChannel", () => delete globalThis.BroadcastChannel],
  [
    "module workers",
    () => {
      globalThis.Worker = class {
        constructor() {
          throw new TypeError("no module workers");
        }
      };
    },
  ],
]) {
  test(`a browser without ${what} is told so`, async () => {
    const page = await open({
      ready: false,
      prepare: (page) => page.evaluateOnNewDocument(prepare),
    });
    await page.page.waitForSelector("#trouble:not([hidden])");
    const text = await page.page.$eval("#trouble", (one) => one.textContent);
    assert.match(text, what === "BroadcastChannel" ? /BroadcastChannel/ : /modules/);
    await page.close();
  });
}
