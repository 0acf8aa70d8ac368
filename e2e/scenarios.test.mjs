// Scenarios in the page: each answers what its file says; a person's own are read, played and refused.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { Student, keyboard } from "./classroom.mjs";
import { PATIENCE, lab } from "./harness.mjs";
import { NAMES, Player, cluster, said } from "./playhouse.mjs";

const { open: openPage } = await lab();
const open = (options) => openPage({ fresh: true, ...options });

const folder = mkdtempSync(join(tmpdir(), "apothik-scenarios-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Hands a file to the page by its field. */
const give = async ({ page }, name, content) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  if (!(await page.$("#scenario-file"))) {
    await page.click((await page.$("[data-scenarios]")) ? "[data-scenarios]" : ".scenarios-button");
  }
  const field = await page.waitForSelector("#scenario-file", { timeout: PATIENCE });
  await field.uploadFile(path);
};

/** Drops a file on the page; answers whether the page took it. */
const drop = ({ page }, name, text) =>
  page.evaluate(
    (name, text) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], name));
      const event = (kind) => new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true });
      return ["dragover", "drop"].map((kind) => !document.body.dispatchEvent(event(kind)));
    },
    name,
    text,
  );

for (const name of NAMES) {
  test(`“${name}” answers in the page what its file says`, async () => {
    const page = await open();
    const player = new Player(page);
    const file = said(name);
    await player.open(name);
    const shown = await page.page.evaluate(() =>
      ["h2", ".scenario-question"].map((one) => document.querySelector(`.scenario ${one}`).textContent),
    );
    assert.deepEqual(shown, [file.title, file.question]);
    assert.deepEqual(await player.hash(), { scenario: name });
    await player.run();
    const lines = await player.lines();
    assert.deepEqual(lines.map(({ answer }) => answer), file.answers);
    const console = await player.console();
    const played = console.slice(-file.sources.length);
    assert.deepEqual(played, file.sources.map((source, i) => [source, file.answers[i]]));
    assert.ok(await page.page.$("[data-as-expected=true]"), "the page has compared them, too");
    await page.assertAgrees();
    await page.close();
  });
}

test("the list has all titles and questions of the files, in both languages", async () => {
  const page = await open();
  await page.page.click(".scenarios-button");
  for (const [language, end] of [["en", ""], ["fr", ".fr"]]) {
    await page.page.click(`.tongue [lang=${language}]`);
    await page.page.waitForSelector(`html[lang=${language}]`);
    await page.page.waitForSelector("[data-scenario]", { timeout: PATIENCE });
    const listed = await page.page.$$eval("[data-scenario]", (all) =>
      all.map((one) => [one.dataset.scenario, ...[...one.children].map((part) => part.textContent)]),
    );
    const files = NAMES.map((name) => [name, said(name)[`title${end}`], said(name)[`question${end}`]]);
    assert.deepEqual(listed, files);
  }
  await page.close();
});

test("by keyboard alone a scenario is opened, run, answered and closed, and the focus stays", async () => {
  const page = await open();
  const player = new Player(page, keyboard(page));
  await player.hands.press(".scenarios-button");
  await player.hands.press('[data-scenario="a-goodbye"]');
  await player.arrives();
  const focused = () => page.page.evaluate(() => document.activeElement.outerHTML.slice(0, 120));
  assert.match(await focused(), /^<h2/, "a reader goes on from the title");
  await player.run();
  assert.match(await focused(), /data-play/, "the button is still there");
  assert.deepEqual((await player.lines()).map(({ answer }) => answer), said("a-goodbye").answers);
  const answer = () => page.page.$eval(".scenario-answer", (one) => one.checkVisibility());
  assert.equal(await answer(), false, "the answer is folded away");
  await player.hands.press(".scenario summary");
  assert.equal(await answer(), true);
  await player.hands.press("[data-scenario-close]");
  assert.match(await focused(), /scenarios-button/);
  assert.deepEqual(await player.hash(), {});
  assert.equal((await page.figures()).found, 948, "the cluster stays as it is");
  await page.close();
});

test("a scenario begins with a fresh cluster, whatever was there", async () => {
  const page = await open();
  await page.run("Master.boot(3, :ring)");
  await page.run("Master.network(delay: 40, loss: 30)");
  await page.run("Master.partition([1], [2])");
  await page.run("Master.fill(1, 50)");
  const player = new Player(page);
  await give(page, "state.scenario", "Master.network\nMaster.placement\nMaster.stat\nMaster.cluster(1)\n");
  await player.arrives();
  await player.run();
  const [network, placement, stat, view] = (await player.lines()).map(({ answer }) => answer);
  assert.equal(network, "[delay: 0, jitter: 0, loss: 0]");
  assert.equal(placement, ":modulo");
  assert.equal(stat, "[{1, 0}, {2, 0}, {3, 0}, {4, 0}, {5, 0}]");
  assert.equal(view.match(/apothik_/g).length, 6, view);
  await page.close();
});

test("a line waits for its moment, and the page says so; a stop runs nothing more", async () => {
  const page = await open();
  const player = new Player(page);
  await give(page, "later.scenario", "Master.fill(1, 100)\n@600ms Master.sum\n@1h Master.kill(2)\n".replace("1h", "3600s"));
  await player.arrives();
  const began = Date.now();
  await player.hands.press("[data-play]");
  await page.page.waitForFunction(() => document.querySelectorAll(".scenario [data-answer]").length === 3, { timeout: PATIENCE });
  assert.ok(Date.now() - began >= 600, "the second line waited");
  const progress = await page.page.$eval(".scenario-progress", (one) => one.textContent);
  assert.equal(progress.replaceAll("\u00a0", " "), "Line 3 of 3, at 60:00");
  await page.settled();
  assert.equal(await page.page.$eval("[data-play]", (one) => one.textContent.trim()), "Stop");
  await player.hands.press("[data-play]");
  await player.arrives("stopped");
  const [, sum, kill] = await player.lines();
  assert.deepEqual([sum.answer, kill.answer], ["100", "not run: it was given up"]);
  assert.equal(await page.run("Master.sum"), "100", "the console goes on");
  assert.equal((await page.table())[2].state.split(/\s/)[0], "running");
  await page.close();
});

test("a stop ends a fill, too", async () => {
  const page = await open();
  const player = new Player(page);
  await give(page, "large.scenario", "Master.network(delay: 200)\nMaster.fill(1, 1000000)\nMaster.sum\n");
  await player.arrives();
  await player.hands.press("[data-play]");
  await page.page.waitForSelector("main[data-filling=true]", { timeout: PATIENCE });
  await player.hands.press("[data-play]");
  await player.arrives("stopped");
  await page.page.waitForSelector("main[data-filling=false]", { timeout: PATIENCE });
  assert.ok((await page.figures()).acknowledged < 1_000_000);
  assert.deepEqual((await player.lines()).map(({ answer }) => answer !== null), [true, true, false]);
  await page.close();
});

test("whoever boots the cluster in the middle ends the scenario; another one ends it as well", async () => {
  const page = await open();
  const player = new Player(page);
  await give(page, "wait.scenario", "@3600s Master.sum\nMaster.kill(1)\n");
  await player.arrives();
  await player.hands.press("[data-play]");
  await page.page.waitForSelector(".scenario [data-answer]", { timeout: PATIENCE });
  await page.click("Reset");
  await player.arrives("stopped");
  await page.settled();
  assert.equal((await page.table())[1].state.split(/\s/)[0], "running");
  await player.hands.press("[data-play]");
  await player.arrives("running");
  await player.open("a-goodbye");
  await player.run();
  assert.deepEqual((await player.lines()).map(({ answer }) => answer), said("a-goodbye").answers);
  await page.close();
});

test("a line that answers otherwise than its file says is shown, and the rest runs all the same", async () => {
  const page = await open();
  const player = new Player(page);
  const text = "# apothik scenario 1\n# title: Mine\n# pace: 1\n\nMaster.fill(1, 10) #=> :ok\nMaster.sum #=> 11\nMaster.hits(1, 10) #=> 10\n";
  await give(page, "mine.txt", text);
  await player.arrives();
  assert.equal(await page.page.$eval(".scenario h2", (one) => one.textContent), "Mine");
  await player.run();
  const lines = await player.lines();
  assert.deepEqual(lines.map(({ line, answer, isUnlike }) => [line, answer, isUnlike]), [[5, ":ok", false], [6, "10", true], [7, "10", false]]);
  assert.match(await page.page.$eval("[data-as-expected=false]", (one) => one.textContent), /^1 line /);
  await page.close();
});

test("a file can be dropped on the page, and one that is a lesson is still a lesson", async () => {
  const page = await open();
  const player = new Player(page);
  assert.deepEqual(await drop(page, "mine.scenario", "\ufeffMaster.sum #=> 0\r\n"), [true, true]);
  await player.arrives();
  assert.equal(await page.page.$eval(".scenario h2", (one) => one.textContent), "mine.scenario");
  assert.deepEqual(await drop(page, "mine.md", "# A lesson\n\n## Step\n\nText.\n"), [true, true]);
  await new Student(page).arrives(1);
  assert.equal(await page.page.$(".scenario"), null, "there is room for one");
  await player.open("a-goodbye");
  assert.equal(await page.page.$(".lesson:not(.scenario)"), null);
  assert.deepEqual(await player.hash(), { scenario: "a-goodbye" });
  await page.close();
});

const WRONG = {
  "newer.scenario": ["# apothik scenario 2\n# ???\n", "1", /newer Apothik: version 2/, /plus récent : version 2/],
  "field.scenario": ["# apothik scenario 1\n# colour: red\n\nsum\n", "2", /no field “colour”. Expected: seed, pace/, /pas de champ « colour »/],
  "time.scenario": ["Master.sum\n@soon Master.sum\n", "2", /“@2.5s” or “@500ms”, not “@soon”/, /et non « @soon »/],
  "line.scenario": ["Master.sum\n\nMaster.fly(1)\n", "3", /at column 8/, /colonne 8/],
  "empty.scenario": ["# nothing\n", "1", /no console line/, /aucune ligne de console/],
  "binary.scenario": [Buffer.from([0x4d, 0xff, 0x0a]), "1", /not text in UTF-8/, /pas du texte en UTF-8/],
  "huge.scenario": [Buffer.alloc(50_000_000, "#"), "1", /50,000,000 bytes; a scenario has 1,000,000/, /50.000.000 octets/],
  "long.scenario": ["sum\n".repeat(10_001), "10001", /10,000 lines at most/, /10.000 lignes au plus/],
  "markup.scenario": ["<script>window.harmed = 1</script>\n", "1", /found `<script>/, /found `<script>/],
};

test("a file with an error is told with its line, in both languages, and the cluster is untouched", async () => {
  const page = await open();
  await page.fill(100, 1);
  await page.figure("acknowledged", 100);
  const before = await cluster(page);
  const player = new Player(page);
  for (const [name, [content, line, english, french]] of Object.entries(WRONG)) {
    await page.page.click(".tongue [lang=en]");
    await give(page, name, content);
    const { kind, words } = await player.trouble();
    assert.equal(kind, "wrong", name);
    assert.match(words, english, name);
    assert.equal(await page.page.$eval("[data-scenario-trouble] [data-line]", (one) => one.dataset.line), line, name);
    assert.equal(await page.page.evaluate(() => document.activeElement.localName), "h2", "the keyboard is at the error");
    await page.page.click(".tongue [lang=fr]");
    await page.page.waitForSelector("html[lang=fr]");
    assert.match((await player.trouble()).words, french, name);
    assert.equal(await page.page.evaluate(() => window.harmed ?? document.querySelectorAll(".scenario script").length), 0);
    await page.page.click(".tongue [lang=en]");
    await page.page.click("[data-scenarios]");
    await page.page.waitForSelector("[data-scenario]", { timeout: PATIENCE });
  }
  assert.deepEqual(await cluster(page), before);
  await page.close();
});

test("an address opens a scenario and runs nothing; one that names none is told", async () => {
  const page = await open({ hash: "#scenario=a-freeze" });
  const player = new Player(page);
  await player.arrives();
  assert.equal(await page.page.$eval(".scenario h2", (one) => one.textContent), said("a-freeze").title);
  assert.deepEqual(await player.console(), []);
  await page.page.evaluate(() => (location.hash = "#scenario=a-ring"));
  await page.page.waitForFunction((title) => document.querySelector(".scenario h2")?.textContent === title, { timeout: PATIENCE }, said("a-ring").title);
  await page.page.evaluate(() => (location.hash = "#scenario=<b>"));
  const told = await page.page.waitForSelector("[data-no-scenario]", { timeout: PATIENCE });
  assert.match(await told.evaluate((one) => one.textContent), /no scenario “/);
  assert.equal((await page.page.$$("[data-scenario]")).length, NAMES.length);
  assert.deepEqual(await player.console(), []);
  await page.close();
});

test("another language keeps what runs", async () => {
  const page = await open({ hash: "#scenario=one-machine-more" });
  const player = new Player(page);
  await player.arrives();
  await player.hands.press("[data-play]");
  await player.arrives("running");
  await page.page.click(".tongue [lang=fr]");
  await page.page.waitForFunction((title) => document.querySelector(".scenario h2").textContent === title, { timeout: PATIENCE }, said("one-machine-more")["title.fr"]);
  await player.arrives("done");
  assert.deepEqual((await player.lines()).map(({ answer }) => answer), said("one-machine-more").answers);
  await page.close();
});

test("beside a second cluster both play it, each under its own placement", async () => {
  const page = await open();
  const player = new Player(page);
  await player.hands.press("[data-second]");
  await page.page.waitForSelector('[data-cluster=second][data-settled="true"]', { timeout: PATIENCE });
  await player.open("a-goodbye");
  await player.run();
  await page.page.waitForFunction(
    () => document.querySelector('[data-cluster=second] [data-cost-lost]')?.dataset.costLost === "977",
    { timeout: PATIENCE },
  );
  assert.deepEqual((await player.lines()).map(({ answer }) => answer), said("a-goodbye").answers);
  await page.close();
});
