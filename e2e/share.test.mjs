// A link of what was done: it is short, holds nothing else, never acts by itself, and harms nobody.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { keyboard, mouse } from "./classroom.mjs";
import { keepFiles, savedBy } from "./files.mjs";
import { PATIENCE, lab } from "./harness.mjs";
import { Player, cluster, said } from "./playhouse.mjs";

const { open: openPage } = await lab();
const open = (options) => openPage({ fresh: true, ...options });

const SEED = ["Master.fill(1, 5000)", "Master.kill(2)", "Master.hits(1, 5000)", "Master.fill(1, 5000)", "Master.sum"];

/** The text in a link. */
const textOf = (link) => inflateRawSync(Buffer.from(link.split("#run=1.")[1], "base64url")).toString();

/** What comes behind a page's address to run a text. */
const hashOf = (text, version = 1) => `#run=${version}.${deflateRawSync(Buffer.from(text), { level: 9 }).toString("base64url")}`;

/** Shares what was done; answers the link. */
const share = async (page, hands = mouse(page)) => {
  await hands.press(".share-button");
  const field = await page.page.waitForSelector("#share-link", { timeout: PATIENCE });
  return field.evaluate((one) => one.value);
};

const closeDialog = (page) => page.page.click("dialog.share-dialog [type=submit]");

test("the link of the seed's experiment is under 200 characters, and runs it again elsewhere", async () => {
  const page = await open();
  for (const line of SEED) await page.run(line);
  const { figures } = await cluster(page);
  const link = await share(page);
  assert.ok(link.length < 200, `${link.length} characters`);
  assert.ok(link.replace(page.origin, "http://localhost:8080").length < 200);
  assert.equal(textOf(link), `${SEED.join("\n")}\n`);
  await page.close();
  const other = await open({ hash: link.slice(link.indexOf("#")) });
  const player = new Player(other);
  await player.arrives();
  assert.deepEqual((await player.lines()).map(({ source }) => source), SEED);
  assert.deepEqual(await player.console(), [], "nothing is run yet");
  assert.equal((await other.figures()).stored, 0);
  await player.run();
  assert.deepEqual((await player.lines()).map(({ answer }) => answer), [":ok", ":ok", "948", ":ok", "8056"]);
  assert.deepEqual((await cluster(other)).figures, figures);
  await other.close();
});

test("clicks are in it, the boot and the network as they were, and nothing from before the boot", async () => {
  const page = await open();
  await page.run("Master.fill(4, 3)");
  await page.run("Master.network(delay: 2)");
  await page.run("Master.fly(1)");
  await page.choose("Ring");
  await page.page.waitForFunction(() => document.querySelectorAll(".console .entry").length >= 4, { timeout: PATIENCE });
  await page.settled();
  await page.fill(200, 2);
  await page.figure("acknowledged", 200);
  await page.settled();
  await page.click("Kill apothik_2");
  await page.settled();
  await page.click("Add a machine");
  await page.page.waitForSelector('tr[data-machine="6"]', { timeout: PATIENCE });
  await page.settled();
  await page.run("Master.sum # all of them");
  const link = await share(page);
  const lines = [
    "Master.network(delay: 2, jitter: 0, loss: 0)",
    "Master.boot(5, :ring)",
    "Master.fill(2, 200)",
    "Master.kill(2)",
    "Master.start(6)",
    "Master.sum",
  ];
  assert.equal(textOf(link), `${lines.join("\n")}\n`);
  await page.close();
});

test("the cookie of a shared cluster is not in the link, nor what the address asks for besides", async () => {
  const page = await open({ hash: "?x=1#cookie=5ec2e7" });
  await page.run("Master.sum");
  const link = await share(page);
  assert.match(link, new RegExp(`^${page.origin}/#run=1\\.[\\w-]+$`));
  assert.equal(textOf(link), "Master.sum\n");
  await page.close();
});

test("by keyboard the link is made, stands selected, and the dialog leads back", async () => {
  const page = await open();
  await page.run("Master.sum");
  const hands = keyboard(page);
  const link = await share(page, hands);
  const selected = await page.page.evaluate(() => {
    const { value, selectionStart, selectionEnd } = document.querySelector("#share-link");
    return value.slice(selectionStart, selectionEnd);
  });
  assert.equal(selected, link);
  await hands.press("[data-copy]");
  await page.page.keyboard.press("Escape");
  await page.page.waitForFunction(() => !document.querySelector("dialog[open]"), { timeout: PATIENCE });
  assert.match(await page.page.evaluate(() => document.activeElement.className), /share-button/);
  await page.close();
});

test("where it is allowed the link is copied, and the page says whether it was", async () => {
  const page = await open();
  await page.page.evaluate(() => {
    globalThis.copied = [];
    const writeText = async (text) => {
      if (globalThis.forbidden) throw new Error("not allowed");
      globalThis.copied.push(text);
    };
    Object.defineProperty(navigator, "clipboard", { value: { writeText }, configurable: true });
  });
  await page.run("Master.sum");
  const link = await share(page);
  await page.page.waitForSelector("[data-copied=true]");
  assert.deepEqual(await page.page.evaluate(() => globalThis.copied), [link]);
  await page.page.evaluate(() => (globalThis.forbidden = true));
  await page.page.click("[data-copy]");
  await page.page.waitForSelector("[data-copied=false]", { timeout: PATIENCE });
  await page.close();
});

test("where there is nothing to share, or not all of it, the dialog says why", async () => {
  const page = await open({ hash: "#cookie=shared-by-two" });
  const untold = async (one) => {
    await one.page.click(".share-button");
    const said = await one.page.waitForSelector("[data-untold]", { timeout: PATIENCE });
    const words = await said.evaluate((one) => one.textContent);
    await closeDialog(one);
    return words;
  };
  assert.match(await untold(page), /Nothing was done since the last boot/);
  const long = `Master.put(1, "${"k".repeat(3_000)}", 1)`;
  await page.paste(`${long}\nMaster.sum`);
  await page.page.waitForFunction(() => document.querySelectorAll("[data-result]").length === 2, { timeout: PATIENCE });
  assert.match(await untold(page), /too long to be told/);
  await page.click("Reset");
  await page.settled();
  assert.match(await untold(page), /Nothing was done/);
  const joined = new Player(await openPage({ hash: "#cookie=shared-by-two" }));
  const opened = await page.page.browserContext().newPage();
  await opened.goto(`${page.origin}/#cookie=shared-by-two`);
  await opened.waitForSelector("main[data-ready=true]", { timeout: PATIENCE });
  assert.match(await untold({ page: opened }), /came to a cluster that was running already/);
  await opened.close();
  await joined.lab.close();
  await page.close();
});

test("a run too long for a link is saved as a scenario, with its results, and opens again", async () => {
  const page = await open();
  await keepFiles(page);
  const hash = (i) => createHash("sha256").update(String(i)).digest("base64");
  const lines = Array.from({ length: 400 }, (_, i) => `Master.put(1, "${hash(i)}", ${i})`);
  await page.paste(lines.join("\n"));
  await page.page.waitForFunction(() => document.querySelectorAll("[data-result]").length === 400, { timeout: PATIENCE });
  await page.page.click(".share-button");
  const told = await page.page.waitForSelector("[data-too-long]", { timeout: PATIENCE });
  assert.match(await told.evaluate((one) => one.textContent), /more than 8,000: save a file/);
  assert.equal(await page.page.$("#share-link"), null);
  const { name, bytes } = await savedBy(page, () => page.page.click("dialog.share-dialog [data-save=scenario]"));
  const text = bytes.toString();
  assert.equal(name, "apothik-run.scenario");
  assert.deepEqual(text.trimEnd().split("\n").map((line) => line.split(/ +#=> /)), lines.map((line) => [line, ":ok"]));
  await closeDialog(page);
  const again = await savedBy(page, () => page.page.$eval(".page-foot [data-save=scenario]", (one) => one.click()));
  assert.equal(again.bytes.toString(), text, "the foot of the page saves the same");
  await page.close();
});

test("a scenario is shared by its name, a file by what is in it", async () => {
  const page = await open({ hash: "#scenario=a-ring" });
  const player = new Player(page);
  await player.arrives();
  const linkOf = async () => {
    await player.hands.press("[data-scenario-share]");
    const field = await page.page.waitForSelector("#share-link", { timeout: PATIENCE });
    const link = await field.evaluate((one) => one.value);
    await closeDialog(page);
    return link;
  };
  assert.equal(await linkOf(), `${page.origin}/#scenario=a-ring`);
  const mine = "# apothik scenario 1\n# title: Mine\n# question.fr: Combien\u00a0?\n\nMaster.sum  #=> 0\n";
  await page.page.evaluate((text) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], "mine.scenario"));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  }, mine);
  await page.page.waitForFunction(() => document.querySelector(".scenario h2")?.textContent === "Mine", { timeout: PATIENCE });
  assert.equal(textOf(await linkOf()), mine);
  await page.close();
});

/** A link of a text with bytes changed. */
const changed = (text) => hashOf(text).replace(/(?<=\.)..../, "zzzz");

const BAD = {
  "a newer one": [hashOf("sum", 2), "link", /newer Apothik: version 2; this page reads 1/, /plus récent : version 2/],
  "a much newer one": [`#run=${"9".repeat(400)}.abc`, "link", /newer Apothik/, /plus récent/],
  "a cut one": [hashOf(SEED.join("\n")).slice(0, 60), "link", /cut or was changed/, /coupé/],
  "a changed one": [changed(SEED.join("\n")), "link", /cut or was changed/, /modifié/],
  "one with more behind it": [`${hashOf("sum")}AAAAAAAA`, "link", /cut or was changed/, /coupé/],
  "a foreign one": ["#run=https://example.org/", "link", /cut or was changed/, /coupé/],
  "an empty one": ["#run=", "link", /cut or was changed/, /coupé/],
  "one without a run": ["#run=1.", "link", /cut or was changed/, /coupé/],
  "one with odd letters": ["#run=1.<img src=x>é", "link", /cut or was changed/, /coupé/],
  "a bomb": [hashOf("# ".repeat(50_000_000)), "link", /more in this link than the 1,000,000 bytes/, /1.000.000 octets/],
  "no text": [`#run=1.${deflateRawSync(Buffer.from([0xff, 0xfe, 0x00])).toString("base64url")}`, "wrong", /not text in UTF-8/, /pas du texte/],
  "text that is no scenario": [hashOf("Master.sum\nHello there\n"), "wrong", /Line 2:.*console line/, /Ligne 2 :/],
  "nothing to run": [hashOf("# hello"), "wrong", /no console line/, /aucune ligne/],
};

test("a bad link is told for what it is, in both languages, and the cluster is untouched", async () => {
  const page = await open();
  await page.fill(100, 1);
  await page.figure("acknowledged", 100);
  const before = await cluster(page);
  const player = new Player(page);
  for (const [name, [hash, kind, english, french]] of Object.entries(BAD)) {
    await page.page.evaluate((hash) => (location.hash = hash), hash);
    const told = await player.trouble();
    assert.equal(told.kind, kind, `${name}: ${told.words}`);
    assert.match(told.words, english, name);
    await page.page.click(".tongue [lang=fr]");
    await page.page.waitForSelector("html[lang=fr]");
    assert.match((await player.trouble()).words, french, name);
    await page.page.click(".tongue [lang=en]");
    await page.page.click("[data-scenario-close]");
    await page.page.waitForFunction(() => !document.querySelector(".scenario"), { timeout: PATIENCE });
    assert.deepEqual(await player.hash(), {}, name);
  }
  assert.deepEqual(await cluster(page), before);
  await page.close();
});

test("a link that is opened on a page in use leaves the cluster alone until it is run", async () => {
  const page = await open({ hash: "#cookie=mine" });
  await page.fill(300, 1);
  await page.figure("acknowledged", 300);
  const before = await cluster(page);
  const player = new Player(page);
  await page.page.evaluate((hash) => (location.hash = hash), hashOf("Master.boot(2)\nMaster.sum #=> 0\n"));
  await player.arrives();
  assert.deepEqual(await cluster(page), before);
  assert.equal((await player.hash()).cookie, "mine", "it is still the same cluster");
  assert.match(await page.page.$eval(".scenario-shared", (one) => one.textContent), /the one you have now ends then/);
  await player.run();
  assert.equal(Object.keys(await page.table()).length, 2);
  await page.close();
});

test("what a scenario did is shared as what was done", async () => {
  const page = await open();
  const player = new Player(page);
  await player.open("a-fixed-list");
  await player.run();
  const link = await share(page);
  assert.equal(textOf(link), `${said("a-fixed-list").sources.join("\n")}\n`);
  await page.close();
});
