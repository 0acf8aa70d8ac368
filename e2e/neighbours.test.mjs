// Hostile neighbours: whoever is on the same origin, and even knows the cookie.

import assert from "node:assert/strict";
import { test } from "node:test";
import { PATIENCE, lab } from "./harness.mjs";

const { open } = await lab();

const COOKIE = `neighbours-${process.pid}`;

const filled = async (name) => {
  const page = await open({ hash: `#cookie=${COOKIE}-${name}` });
  await page.run("Master.fill(1, 5000)");
  await page.figure("acknowledged", 5000);
  await page.assertAgrees();
  return page;
};

test("a hundred thousand bodies of rubbish on all channels do no harm and are counted", async (t) => {
  const page = await filled("rubbish");
  const before = await page.figures();
  const posted = await page.page.evaluate(async (cookie) => {
    const names = ["cluster", "lab", ...[1, 2, 3, 4, 5].map((i) => `node/apothik_${i}@127.0.0.1`)];
    const channels = names.map((name) => new BroadcastChannel(`apothik/${cookie}/${name}`));
    const random = (length) => {
      const bytes = new Uint8Array(length);
      crypto.getRandomValues(bytes);
      return bytes;
    };
    let posted = 0;
    const post = (body) => {
      channels[posted % channels.length].postMessage(body);
      posted += 1;
    };
    for (let round = 0; round < 1_000; round += 1) {
      for (let i = 0; i < 96; i += 1) {
        const body = random(1 + ((round * 7 + i) % 200));
        // Every other one has the right version.
        if (i % 2) body[0] = 1;
        post(body);
      }
      post("text");
      post({ Requests: [1, 2, 3] });
      post(null);
      post(new Uint8Array(0));
      if (round % 10 === 0) await new Promise((rest) => setTimeout(rest, 0));
    }
    post(new Uint8Array(2 * 1024 * 1024).fill(1));
    channels.forEach((channel) => channel.close());
    return posted;
  }, `${COOKIE}-rubbish`);
  await page.page.waitForFunction(
    () => Number(document.querySelector("[data-dropped]").dataset.value) > 50_000,
    { timeout: 2 * PATIENCE, polling: 50 },
  );
  const dropped = await page.page.$eval("[data-dropped]", (one) => Number(one.dataset.value));
  t.diagnostic(`${posted} bodies posted, ${dropped} counted as dropped`);
  assert.equal(await page.run("Master.hits(1, 5000)"), "5000");
  assert.deepEqual(await page.assertAgrees(), before);
  await page.close();
});

test("who does not know the cookie reaches nobody", async () => {
  const page = await filled("strangers");
  await page.page.evaluate(() => {
    for (const name of ["apothik/other/cluster", "apothik//cluster", "apothik/cluster"]) {
      const channel = new BroadcastChannel(name);
      channel.postMessage(new Uint8Array([1, 2, 3]));
      channel.close();
    }
  });
  assert.equal(await page.run("Master.hits(1, 5000)"), "5000");
  const dropped = await page.page.$eval("[data-dropped]", (one) => one.dataset.value);
  assert.equal(dropped, "0");
  await page.close();
});

test("a machine whose lock is stolen ends itself, and is dead to all", async () => {
  const page = await filled("thief");
  await page.page.evaluate((cookie) => {
    const name = `apothik/${cookie}/life/apothik_2@127.0.0.1/1`;
    navigator.locks.request(name, { steal: true }, () => {});
  }, `${COOKIE}-thief`);
  await page.page.waitForFunction(
    () =>
      document
        .querySelector('tr[data-machine="2"] [data-cell=state]')
        .textContent.includes("trapped"),
    { timeout: PATIENCE, polling: 20 },
  );
  await page.figure("found", 948);
  await page.assertAgrees();
  await page.close();
});

test("the page asks nobody else, and nothing breaks its content security policy", async () => {
  const violations = [];
  const page = await open({
    prepare: async (page) => {
      await page.exposeFunction("violated", (what) => violations.push(what));
      await page.evaluateOnNewDocument(() =>
        document.addEventListener("securitypolicyviolation", (event) =>
          window.violated(`${event.violatedDirective} ${event.blockedURI}`),
        ),
      );
    },
  });
  await page.run("Master.fill(1, 5000)");
  await page.run("Master.freeze(2)");
  await page.run("Master.kill(3)");
  await page.run("Master.partition([1], [4, 5])");
  assert.deepEqual(violations, []);
  const policy = await page.page.$eval("meta[http-equiv=Content-Security-Policy]", (one) =>
    one.getAttribute("content"),
  );
  assert.match(policy, /script-src 'self' 'wasm-unsafe-eval';/);
  // A script of one's own in the page is refused.
  const ran = await page.page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.ran = true";
    document.head.append(script);
    return window.ran === true;
  });
  assert.equal(ran, false);
  await page.page.close();
});
