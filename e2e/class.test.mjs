// A class: pages of several browsers and machines outside of any are one cluster, over a real
// nats-server.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { lab, PATIENCE } from "./harness.mjs";
import { Server } from "./nats.mjs";

const { open } = await lab();
const server = await Server.start();
after(() => server.end());

/** A page in a browser of its own: it shares nothing with another but the server. */
const enter = (cookie, options = {}) =>
  open({ hash: server.hash(cookie, options.token), server: server.host, fresh: true, ...options });

/** Waits until a page shows so many machines that run. */
const running = async ({ page }, count) => {
  await page.bringToFront();
  await page.waitForFunction(
    (count) =>
      [...document.querySelectorAll("tr[data-machine] [data-cell=state]")].filter(
        (cell) => cell.textContent.trim() === "running",
      ).length === count,
    { timeout: 2 * PATIENCE, polling: 20 },
    count,
  );
};

const state = async ({ page }, machine, wanted) => {
  await page.bringToFront();
  await page.waitForFunction(
    (machine, wanted) =>
      new RegExp(wanted).test(
        document.querySelector(`tr[data-machine="${machine}"] [data-cell=state]`)?.textContent ?? "",
      ),
    { timeout: 2 * PATIENCE, polling: 20 },
    machine,
    wanted,
  );
};

const notice = async ({ page }, pattern) => {
  await page.waitForFunction(
    (pattern) => new RegExp(pattern).test(document.querySelector(".notices")?.textContent ?? ""),
    { timeout: 2 * PATIENCE },
    pattern.source,
  );
};

/** Waits until a page's account is right and the same as the machines'. */
const agrees = async (lab) => {
  await lab.page.bringToFront();
  return lab.assertAgrees();
};

test("three browsers are one cluster, with names that nobody else has, and a kill is on every page", async () => {
  const teacher = await enter("three");
  await running(teacher, 5);
  const students = await Promise.all([enter("three"), enter("three")]);
  for (const lab of [teacher, ...students]) await running(lab, 9);
  await teacher.page.bringToFront();
  await teacher.fill(5000, 1);
  for (const lab of [teacher, ...students]) {
    await lab.page.bringToFront();
    await lab.figure("found", 5000);
  }
  await students[0].page.bringToFront();
  await students[0].click("Kill apothik_2");
  for (const lab of [teacher, ...students]) await state(lab, 2, "killed");
  const figures = [];
  for (const lab of [teacher, ...students]) figures.push(await agrees(lab));
  assert.deepEqual(figures[1], figures[0]);
  assert.deepEqual(figures[2], figures[0]);
  for (const lab of [...students, teacher]) await lab.close();
});

test("machines outside any browser take part, and the seed's figures stay what they are", async () => {
  const teacher = await enter("outside");
  await running(teacher, 5);
  const native = await server.machines("outside", 3);
  await running(teacher, 8);
  for (const number of [6, 7, 8]) await teacher.run(`Master.kill(${number})`);
  await running(teacher, 5);
  assert.equal(await teacher.run("Master.fill(1, 5000)"), ":ok");
  const stat = "[1026, 996, 1012, 1021, 945]";
  assert.equal(await teacher.run("for i <- 1..5, do: Master.stat(i)"), stat);
  await teacher.run("Master.kill(2)");
  assert.equal(await teacher.run("Master.hits(1, 5000)"), "948");
  const { lost, unreachable } = await agrees(teacher);
  assert.deepEqual([lost, unreachable], [996, 3056]);
  native.kill("SIGTERM");
  await teacher.close();
});

test("a page that is closed takes its machines with it, and the others know", async () => {
  const [teacher, student] = [await enter("closed"), await enter("closed")];
  await running(teacher, 7);
  await student.close();
  // Where the browser ends its worker before that can say goodbye, its silence tells.
  for (const number of [6, 7]) await state(teacher, number, "closed|silent");
  await running(teacher, 5);
  await agrees(teacher);
  await teacher.close();
});

test("a server that is killed in the middle of a fill and comes back loses no account", async () => {
  const teacher = await enter("again");
  await running(teacher, 5);
  const before = (await teacher.results()).length;
  const box = await teacher.console();
  await box.type("Master.fill(1, 200000)");
  await box.press("Enter");
  await teacher.page.waitForSelector("main[data-filling=true]");
  await server.kill();
  await notice(teacher, /server does not answer/);
  await server.run();
  await notice(teacher, /answers again/);
  assert.match(await teacher.nextResult(before), /:ok|timeout|nodedown/);
  await running(teacher, 5);
  await agrees(teacher);
  teacher.complaints.length = 0;
  await teacher.close();
});

test("a wrong token, no server and no address are told, and so is what to do", async () => {
  const wrong = await enter("wrong", { token: "guessed", ready: false });
  await notice(wrong, /another token/);
  wrong.complaints.length = 0;
  await wrong.close();
  const hash = "#class=ws://127.0.0.1:1&cookie=a";
  const nowhere = await open({ hash, server: "127.0.0.1:1", fresh: true, ready: false });
  await notice(nowhere, /127\.0\.0\.1:1, does not answer/);
  nowhere.complaints.length = 0;
  await nowhere.close();
  const odd = await open({ hash: "#class=http://example.org", fresh: true });
  await notice(odd, /is no server’s address/);
  await odd.close();
});

test("two classes whose cookies look alike never hear each other", async () => {
  const cookies = ["a.b", "a.*", "a >", "é"];
  const pages = [];
  for (const cookie of cookies) pages.push(await enter(cookie));
  for (const page of pages) await running(page, 5);
  for (const page of pages) await page.close();
});
