// Adding and killing machines, also in the middle of a fill.

import assert from "node:assert/strict";
import { test } from "node:test";
import { lab } from "./harness.mjs";

const { open } = await lab();

const halfway = async (page) => {
  await page.page.waitForFunction(
    () => {
      const figure = document.querySelector("[data-figure=acknowledged]");
      return Number(figure.dataset.value) > 10_000;
    },
    { polling: "raf" },
  );
};

test("a machine can be added, and owns a part of the keys", async () => {
  const page = await open();
  await page.click("Add a machine");
  await page.button("Kill apothik_6");
  await page.assertAgrees();
  await page.fill(5000, 6);
  await page.figure("acknowledged", 5000);
  assert.ok((await page.table())[6].stored > 700);
  await page.close();
});

test("all machines but one can die", async () => {
  const page = await open();
  await page.fill(1000, 1);
  await page.figure("acknowledged", 1000);
  for (const number of [1, 2, 3, 4]) {
    await page.click(`Kill apothik_${number}`);
    await page.button(`Start apothik_${number}`);
    await page.assertSums();
  }
  await page.assertAgrees();
  await page.fill(1000, 5);
  await page.page.waitForFunction(() => !document.querySelector("[role=progressbar]"));
  await page.assertAgrees();
  assert.equal(await page.run("Master.hits(5, 1000)"), "1000");
  await page.click("Kill apothik_5");
  await page.button("Start apothik_5");
  const figures = await page.assertAgrees();
  assert.deepEqual([figures.stored, figures.lost], [0, 2000]);
  await page.close();
});

for (const [who, number] of [["an owner", 3], ["the machine it goes through", 1]]) {
  test(`${who} can die during a fill, and the ledger sums`, async () => {
    const page = await open();
    await page.fill(3_000_000, 1);
    await halfway(page);
    await page.click(`Kill apothik_${number}`);
    await page.button(`Start apothik_${number}`);
    await page.assertSums();
    const figures = await page.assertAgrees();
    const { acknowledged, unknown, refused } = figures;
    assert.ok(acknowledged + unknown + refused >= 3_000_000);
    assert.equal(refused > 0, number === 1);
    await page.close();
  });
}

test("a fill can be cancelled, and the ledger sums", async () => {
  const page = await open();
  await page.fill(10_000_000, 1);
  await halfway(page);
  await page.click("Cancel");
  const { acknowledged } = await page.assertAgrees();
  assert.ok(acknowledged < 10_000_000);
  await page.close();
});

test("reset brings a fresh cluster, also in the middle of a fill", async () => {
  const page = await open();
  await page.click("Add a machine");
  await page.button("Kill apothik_6");
  await page.fill(10_000_000, 1);
  await halfway(page);
  await page.click("Reset");
  await page.figure("stored", 0);
  const figures = await page.assertAgrees();
  assert.deepEqual(Object.keys(await page.table()), ["1", "2", "3", "4", "5"]);
  assert.equal(figures.acknowledged, 0);
  assert.equal(await page.run("Master.stat"), "[{1, 0}, {2, 0}, {3, 0}, {4, 0}, {5, 0}]");
  await page.close();
});
