// Records as files: what the page saves is lived again by the native command, to the same entries; and
// what is no record does no harm.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { gunzipSync, gzipSync } from "node:zlib";
import { keepFiles } from "./files.mjs";
import { PATIENCE, lab } from "./harness.mjs";
import { apothik } from "./native.mjs";
import { Looker, savedRecord } from "./replay.mjs";

const { open } = await lab();

/** Random runs; a hundred prove it. */
const RUNS = Number(process.env.RUNS ?? 3);

/** The console keeps a thousand lines, clicks among them, and results are counted there. */
const RUNS_A_PAGE = 50;

const HEAD = "apothik record 1\n";

const folder = mkdtempSync(join(tmpdir(), "apothik-records-"));
after(() => rmSync(folder, { recursive: true }));

const file = (name, bytes) => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};

/** Chance that is the same in every run (mulberry32). */
const chance = (seed) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), seed | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};

/** Clicks on a machine that runs, or on a dead one: it dies, or starts again. */
const clickOne = ({ page }, dice) =>
  page.evaluate(([what, which]) => {
    const discs = [...document.querySelectorAll("g.disc[role=button]")];
    const are = (word) => discs.filter((disc) => disc.getAttribute("aria-label").startsWith(word));
    const [living, dead] = [are("Kill"), are("Start")];
    const all = what < 0.6 && living.length > 1 ? living : dead.length > 0 ? dead : living;
    all[Math.floor(which * all.length)].dispatchEvent(new MouseEvent("click", { bubbles: true }));
  }, dice);

/** The seed's experiment, with machines that die and start at any moment of it. */
const livedThrough = async (page, random) => {
  await page.run("Master.boot(5)");
  await page.settled();
  for (const keys of [5000, 3000]) {
    const before = (await page.results()).length;
    const via = 1 + Math.floor(random() * 5);
    const box = await page.console();
    await box.type(`Master.fill(${via}, ${keys})`);
    await box.press("Enter");
    for (let clicks = 2 + random() * 4; clicks > 0; clicks -= 1) {
      await new Promise((rest) => setTimeout(rest, random() * 60));
      await clickOne(page, [random(), random()]);
    }
    assert.equal(await page.nextResult(before), ":ok");
  }
  await page.run(`Master.get(${1 + Math.floor(random() * 5)}, "k_1_${1 + Math.floor(random() * 5000)}")`);
  return page.assertAgrees();
};

test(`${RUNS} random runs are lived again by the native command, to the same stores, views and account`, async (t) => {
  let page = null;
  let bytes = 0;
  for (let run = 0; run < RUNS; run += 1) {
    if (run % RUNS_A_PAGE === 0) {
      await page?.close();
      page = await open();
      await keepFiles(page);
    }
    const seed = Number(process.env.SEED ?? 1) + run;
    const { found, lost, stored } = await livedThrough(page, chance(seed));
    const record = await savedRecord(page);
    assert.equal(record.name, "apothik-record.apothik");
    const replayed = apothik("replay", file(`run-${seed}.apothik`, record.bytes));
    assert.ok(replayed.ok, `run ${seed} (${found} found, ${lost} lost, ${stored} stored): ${replayed.error}`);
    assert.match(replayed.out, /all as recorded/);
    bytes += record.bytes.length;
  }
  t.diagnostic(`${Math.round(bytes / RUNS / 1024)} KiB a record`);
  await page.close();
});

test("a record that is saved in the midst of a fill is whole, too", async () => {
  const page = await open();
  await keepFiles(page);
  await page.settled();
  const before = (await page.results()).length;
  const box = await page.console();
  await box.type("Master.fill(1, 400000)");
  await box.press("Enter");
  await page.page.waitForSelector('main[data-filling="true"]', { timeout: PATIENCE });
  const { bytes } = await savedRecord(page);
  const replayed = apothik("replay", file("midst.apothik", bytes));
  assert.ok(replayed.ok, replayed.error);
  assert.equal(await page.nextResult(before), ":ok");
  await page.assertAgrees();
  await page.close();
});

test("a saved record is opened on the page, and the live cluster is not touched", async () => {
  const page = await open();
  await keepFiles(page);
  await page.fill(5000, 1);
  await page.figure("acknowledged", 5000);
  await page.settled();
  await page.click("Kill apothik_2");
  await page.figure("found", 948);
  await page.settled();
  const { name, bytes } = await savedRecord(page);
  await page.click("Reset");
  await page.figure("acknowledged", 0);
  await page.settled();
  const looker = new Looker(page);
  const input = await page.page.$("#record-file");
  await input.uploadFile(file(name, bytes));
  await looker.ready();
  await page.figure("found", 948);
  const source = await page.page.$eval(".replay-source", (one) => one.textContent);
  assert.match(source, /apothik-record\.apothik/);
  await looker.press("mark-before");
  await looker.press("before");
  await page.figure("found", 5000);
  await looker.back();
  assert.equal((await page.assertAgrees()).acknowledged, 0);
  assert.equal(await page.run("Master.sum"), "0");
  await page.close();
});

test("a record is opened by dropping it on the page", async () => {
  const page = await open();
  await keepFiles(page);
  await page.run("Master.fill(1, 100)");
  const { name, bytes } = await savedRecord(page);
  await page.page.evaluate(
    (name, text) => {
      const bytes = Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([bytes], name));
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    },
    name,
    bytes.toString("base64"),
  );
  const looker = new Looker(page);
  await looker.ready();
  await page.figure("found", 100);
  await looker.back();
  await page.close();
});

test("a wrong, cut, edited, foreign, newer or huge file is refused with a clear message", async () => {
  const page = await open();
  await keepFiles(page);
  await page.run("Master.fill(1, 1000)");
  const { bytes } = await savedRecord(page);
  const frames = gunzipSync(bytes.subarray(HEAD.length));
  const packed = (frames) => Buffer.concat([Buffer.from(HEAD), gzipSync(frames)]);
  const edited = Buffer.from(frames);
  edited[Math.floor(edited.length / 2)] ^= 0x55;
  const cases = [
    ["a picture", Buffer.from("\x89PNG\r\n\x1a\n and so on"), "no record"],
    ["nothing", Buffer.alloc(0), "no record"],
    ["a newer one", Buffer.concat([Buffer.from("apothik record 2\n"), bytes.subarray(HEAD.length)]), "newer version"],
    ["a cut file", bytes.subarray(0, Math.floor(bytes.length * 0.6)), "cut off, or was changed"],
    ["one without its last part", packed(frames.subarray(0, frames.length - 40)), "cut off, or was changed"],
    ["an edited one", packed(edited), "cut off, or was changed"],
    ["one with something behind it", Buffer.concat([bytes, Buffer.from("more")]), "cut off, or was changed"],
    ["one that unpacks to gigabytes", packed(Buffer.alloc(300 << 20)), "too large"],
    ["a huge one", Buffer.concat([bytes, Buffer.alloc(65 << 20)]), "too large"],
  ];
  const looker = new Looker(page);
  for (const [what, content, says] of cases) {
    const input = await page.page.$("#record-file");
    await input.uploadFile(file("wrong.apothik", content));
    await page.page.waitForSelector("[data-replay]", { timeout: PATIENCE });
    await looker.says(says).catch(async () => assert.fail(`${what}: ${await looker.note()}`));
    assert.equal(await page.page.$("[data-scrubber]"), null, what);
    await looker.back();
    assert.equal((await page.figures()).found, 1000, what);
  }
  assert.equal((await page.assertAgrees()).found, 1000);
  assert.equal(await page.run("Master.sum"), "1000");
  await page.close();
});
