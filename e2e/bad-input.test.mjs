// Wrong, huge and hostile input: a clear word, and nothing is lost.

import assert from "node:assert/strict";
import { test } from "node:test";
import { lab } from "./harness.mjs";

const { open } = await lab();

test("fills of nothing, of a billion and through nobody are told apart", async () => {
  const page = await open();
  assert.match(await page.run("Master.fill(1, 0)"), /from 1 to 100,000,000 keys/);
  assert.match(await page.run("Master.fill(1, 1000000000)"), /from 1 to 100,000,000 keys/);
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
  const box = await page.console();
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
