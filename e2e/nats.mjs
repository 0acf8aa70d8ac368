// A class's server for a test, and machines outside the browser.

import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { program } from "./native.mjs";

const PROGRAM = process.env.NATS_SERVER ?? "nats-server";

/** How long a program may take until it is there, in milliseconds. */
const PATIENCE = 10_000;

/** A port that nobody listens on. */
const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer().on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

const listens = (port) =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.on("connect", () => resolve(true) || socket.destroy());
    socket.on("error", () => resolve(false));
  });

const ended = (child) =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once("exit", resolve);
  });

/** A real nats-server, with a WebSocket listener, that asks for a token. */
export class Server {
  static async start(token = "class-token") {
    const [port, webSocketPort] = [await freePort(), await freePort()];
    const folder = await mkdtemp(join(tmpdir(), "apothik-nats-"));
    const file = join(folder, "nats.conf");
    await writeFile(
      file,
      `listen: "127.0.0.1:${port}"
authorization { token: "${token}" }
websocket { listen: "127.0.0.1:${webSocketPort}", no_tls: true }
`,
    );
    const server = new Server();
    Object.assign(server, { token, port, webSocketPort, folder, file, children: [] });
    await server.run();
    return server;
  }

  /** Runs it, again after it was killed: on the same ports. */
  async run() {
    this.child = spawn(PROGRAM, ["--config", this.file], { stdio: "ignore" });
    const until = Date.now() + PATIENCE;
    while (!(await listens(this.webSocketPort))) {
      if (Date.now() > until) throw new Error("nats-server does not listen");
      await new Promise((done) => setTimeout(done, 20));
    }
  }

  async kill() {
    this.child.kill("SIGKILL");
    await ended(this.child);
  }

  /** Where pages find it. */
  get host() {
    return `127.0.0.1:${this.webSocketPort}`;
  }

  /** What a page's address has behind its `#`. */
  hash(cookie, token = this.token) {
    const server = `ws://${this.host}`;
    return `#class=${server}&token=${token}&cookie=${encodeURIComponent(cookie)}`;
  }

  /** Runs so many machines in a native process; resolves once it says that they run. */
  async machines(cookie, count) {
    const url = `nats://127.0.0.1:${this.port}`;
    const given = ["node", "--nats", url, "--token", this.token, "--cookie", cookie];
    const child = spawn(program(), [...given, "--count", String(count)]);
    this.children.push(child);
    let said = "";
    await new Promise((resolve, reject) => {
      const tell = (data) => {
        said += data;
        if (said.includes(`runs ${count} machines`)) resolve();
      };
      child.stdout.on("data", tell);
      child.stderr.on("data", tell);
      child.once("exit", () => reject(new Error(`apothik node ended: ${said}`)));
    });
    return child;
  }

  async end() {
    for (const child of [...this.children, this.child]) {
      child.kill("SIGKILL");
      await ended(child);
    }
    await rm(this.folder, { recursive: true, force: true });
  }
}
