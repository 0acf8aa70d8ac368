// Lessons from anywhere: a teacher's own, with mistakes in them, and files made to do harm.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { Student } from "./classroom.mjs";
import { PATIENCE, lab } from "./harness.mjs";

const { open: openPage } = await lab();
const open = (options) => openPage({ fresh: true, ...options });

const folder = mkdtempSync(join(tmpdir(), "apothik-lessons-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** A directive with its lines. */
const block = (name, ...lines) => ["```" + name, ...lines, "```"].join("\n");

const lesson = (...parts) => parts.join("\n\n");

const MINE = lesson(
  "# Mine, with *emphasis* removed".replaceAll("*", ""),
  "What it is about.",
  block("cluster", "Master.boot(3)"),
  "## One",
  block("run", "Master.fill(2, 300)"),
  "There are `=stored` entries on `=machines` machines, 2 `<` 3 and &lt;b&gt;.",
  "## Two",
  block("predict", "found: How many?", "why: It is `=found`."),
  block("run", "Master.kill(3)"),
);

/** Hands a file to the page by its field. */
const give = async ({ page }, name, content) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  if (!(await page.$("#lesson-file"))) await page.click(await page.$("[data-lessons]") ? "[data-lessons]" : ".lessons-button");
  const field = await page.waitForSelector("#lesson-file");
  await field.uploadFile(path);
};

/** What the page says of a file with errors: line and sentence. */
const errors = async ({ page }) => {
  await page.waitForSelector("[data-lesson-wrong] .lesson-errors li", { timeout: PATIENCE });
  return page.$$eval("[data-lesson-wrong] .lesson-errors li", (all) =>
    all.map((one) => [Number(one.dataset.line), one.textContent.trim()]),
  );
};

/** Drops a file on an element of the page; answers whether the page took it. */
const drop = ({ page }, selector, text) =>
  page.evaluate(
    (selector, text) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], "dropped.md", { type: "text/markdown" }));
      const event = (kind) => new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true });
      const place = document.querySelector(selector);
      return ["dragover", "drop"].map((kind) => !place.dispatchEvent(event(kind)));
    },
    selector,
    text,
  );

test("a teacher's file opens with the cluster it asks for, and can be worked through", async () => {
  const page = await open({ hash: "#lesson=4&step=2" });
  const student = new Student(page);
  await student.arrives(2);
  await give(page, "mine.md", MINE);
  await page.page.waitForFunction(() => document.querySelector(".lesson-title")?.textContent.startsWith("Mine"));
  await student.arrives(1);
  assert.deepEqual(await student.hash(), {}, "no link leads to a file");
  assert.equal(Object.keys(await page.table()).length, 3);
  await student.work();
  assert.deepEqual(await student.live(), { stored: "300", machines: "3" });
  await student.goOn();
  await student.guess(100);
  await student.run();
  const { found } = await page.assertAgrees();
  await page.page.waitForSelector(".lesson-outcome[data-outcome=true]");
  assert.deepEqual((await student.outcomes()).map(({ outcome }) => outcome), [found]);
  await page.close();
});

test("a file can be dropped anywhere on the page", async () => {
  for (const place of ["body", ".masthead h1", ".console input"]) {
    const page = await open();
    const student = new Student(page);
    assert.deepEqual(await drop(page, place, MINE), [true, true], place);
    await student.arrives(1);
    assert.equal(await page.page.$eval(".lesson-title", (one) => one.textContent), "Mine, with emphasis removed");
    await page.close();
  }
});

const WRONG = {
  "no-title.md": ["Just text.\n\n## Step\n", [1, /title was expected/, /on attendait le titre/]],
  "no-step.md": ["# Title\n\nText.\n", [3, /at least one line “## Step”/, /au moins une ligne/]],
  "directive.md": [lesson("# T", "## S", block("rum", "Master.stat")), [5, /no directive “rum”. Expected: cluster, run/, /pas de directive «\srum\s»/]],
  "console.md": [lesson("# T", "## S", block("run", "Master.stat", "Master.fly(1)")), [7, /column 8/, /colonne 8/]],
  "figure.md": [lesson("# T", "## S", block("figure", "cake")), [6, /no figure “cake”/, /«\scake\s»/]],
  "live.md": [lesson("# T", "## S", "There are `=stord` entries."), [5, /“=stord” can’t be read from its character 1/, /«\s=stord\s»/]],
  "guess.md": [lesson("# T", "## S", block("predict", "lost: How many?")), [5, /a run was expected/, /run/]],
  "open.md": ["# T\n\n## S\n\n```run\nMaster.stat\n", [5, /never closed/, /jamais fermé/]],
  "image.md": ["# T\n\n## S\n\n![spy](https://example.org/spy.png)\n", [5, /An image can’t be in a lesson/, /Une image ne peut pas/]],
  "link.md": ["# T\n\n## S\n\n[go](javascript:alert(1))\n", [5, /leads to “javascript:alert\(1\)”/, /«\sjavascript:alert\(1\)\s»/]],
};

test("a file with mistakes is told of each, with its line and what was expected, in both languages", async () => {
  const page = await open();
  for (const [name, [content, [line, english, french]]] of Object.entries(WRONG)) {
    for (const [language, expected] of [["en", english], ["fr", french]]) {
      await page.page.click(`.tongue [lang=${language}]`);
      await page.page.waitForSelector(`html[lang=${language}]`);
      if (language === "en") await give(page, name, content);
      await page.page
        .waitForFunction(
          (source) => new RegExp(source).test(document.querySelector("[data-lesson-wrong]")?.textContent ?? ""),
          { timeout: PATIENCE },
          expected.source,
        )
        .catch(async () => assert.fail(`${name} in ${language}: ${JSON.stringify(await errors(page))}`));
      const told = await errors(page);
      assert.ok(told.some(([at, words]) => at === line && expected.test(words)), `${name}: ${JSON.stringify(told)}`);
      assert.ok(told.every(([at, words]) => words.startsWith(`${language === "en" ? "Line" : "Ligne"} ${at}`)));
    }
  }
  await page.page.click(".tongue [lang=en]");
  await give(page, "many.md", lesson("# T", "## S", ...Array(30).fill("`=x`")));
  await page.page.waitForFunction(() => document.querySelectorAll(".lesson-errors li").length === 20);
  const focused = await page.page.evaluate(() => document.activeElement.textContent);
  assert.equal(focused, "This file is no lesson yet", "the keyboard is at the errors");
  await give(page, "mine.md", MINE);
  await new Student(page).arrives(1);
  await page.close();
});

const HOSTILE = {
  "script.md": lesson("# T", "## S", "<script>window.harmed = 1</script>", '<img src="https://example.org/x.png" onerror="window.harmed = 1">', "<iframe src=https://example.org></iframe>", '<a href="javascript:window.harmed = 1">x</a>'),
  "image.md": lesson("# T", "## S", "![x](https://example.org/spy.png)", "![y][z]", "[z]: https://example.org/spy2.png"),
  "links.md": lesson("# T", "## S", "[a](javascript:window.harmed=1)", "[b](data:text/html,hi)", "[c](JaVaScRiPt:window.harmed=1)", "[d](file:///etc/passwd)", "<javascript:window.harmed=1>"),
  "title.md": '# <img src="x" onerror="window.harmed=1">\n\n## <svg onload="window.harmed=1">\n',
  "binary.md": Buffer.from(Array.from({ length: 100_000 }, (_, i) => (i * 7919) % 256)),
  "zeros.md": Buffer.alloc(100_000),
  "deep.md": lesson("# T", "## S", `${"> ".repeat(5_000)}deep`, `${"*".repeat(50_000)}a`),
};

test("files made to do harm are refused, and nothing of them is run, fetched or drawn", async () => {
  const page = await open();
  for (const [name, content] of Object.entries(HOSTILE)) {
    await give(page, name, content);
    assert.ok((await errors(page)).length > 0, name);
    const foreign = await page.page.evaluate(() => ({
      harmed: window.harmed ?? null,
      elements: document.querySelectorAll(".lesson :is(script, img, iframe, object, embed, style, svg, link, a)").length,
      handlers: [...document.querySelectorAll(".lesson *")].flatMap((one) => one.getAttributeNames()).filter((attribute) => attribute.startsWith("on")),
    }));
    assert.deepEqual(foreign, { harmed: null, elements: 0, handlers: [] }, name);
    await page.page.click("[data-lessons]");
  }
  assert.equal(await page.run("Master.sum"), "0");
  await page.close();
});

test("a file of 50 MB is refused with its size and the limit", async () => {
  const page = await open();
  await give(page, "huge.md", Buffer.alloc(50_000_000, "# T\n\n"));
  assert.deepEqual(await errors(page), [[1, "Line 1: The file has 50,000,000 bytes; a lesson has 200,000 at most."]]);
  await page.close();
});

test("text that looks like markup is shown as text", async () => {
  const page = await open();
  await give(page, "text.md", lesson("# A &lt;b&gt; title <img src=x onerror=alert=1>", "## \\<script\\>", "Say `<img src=x onerror=alert(1)>` and \\<b\\>.", block("iex", "<script>alert(1)</script>"), "[out](https://example.org/) and [in](#lesson=1)"));
  await new Student(page).arrives(1);
  const { text, links, strange } = await page.page.$eval(".lesson", (one) => ({
    text: one.textContent,
    links: [...one.querySelectorAll("a")].map((a) => [a.getAttribute("href"), a.target, a.rel]),
    strange: one.querySelectorAll("script, img").length,
  }));
  for (const part of ["A <b> title", "<script>", "<img src=x onerror=alert(1)>", "<b>.", "<script>alert(1)</script>"]) {
    assert.ok(text.includes(part), part);
  }
  assert.deepEqual(links, [["https://example.org/", "_blank", "noopener noreferrer"], ["#lesson=1", "", ""]]);
  assert.equal(strange, 0);
  await page.close();
});

test("a lesson that wants more keys than fit is told how many do, and goes on", async () => {
  const page = await open();
  const student = new Student(page);
  await give(page, "greedy.md", lesson("# T", "## One", block("run", "Master.fill(1, 100000000)", "Master.sum"), "`=stored`", "## Two", block("run", "Master.fill(1, 10)"), "`=stored`"));
  await student.arrives(1);
  const [refused, sum] = await student.run();
  assert.match(refused, /refused: 100,000,000 keys don't fit the memory there is; [\d,]+ more do/);
  assert.equal(sum, "0");
  await student.goOn();
  await student.run();
  assert.deepEqual(await student.live(), { stored: "10" });
  await page.close();
});

test("a lesson with more lines than the console keeps comes to its last step", async () => {
  const page = await open();
  const student = new Student(page);
  const steps = Array.from({ length: 8 }, (_, i) => lesson(`## ${i + 1}`, block("run", ...Array(200).fill("Master.sum"))));
  await give(page, "long.md", lesson("# T", ...steps));
  await student.arrives(1);
  await student.hands.press(".lesson-steps li:nth-child(8) button");
  await student.arrives(8);
  await page.close();
});
