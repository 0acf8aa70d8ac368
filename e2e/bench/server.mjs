// Serves the built page and the bare one, and keeps what was asked for.

import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import sirv from "sirv";

export const DIST = process.env.DIST ?? fileURLToPath(new URL("../../dist", import.meta.url));
const BARE = fileURLToPath(new URL("./bare", import.meta.url));

/** The built page at `/`, the bare one at `/bare/`. */
export const serve = async () => {
  const pages = { dist: sirv(DIST, { dev: true }), bare: sirv(BARE, { dev: true }) };
  const asked = new Set();
  const server = createServer((request, response) => {
    const missing = () => {
      response.statusCode = 404;
      response.end();
    };
    const isBare = request.url.startsWith("/bare/");
    asked.add(request.url.replace(/\?.*/, ""));
    if (isBare) request.url = request.url.slice("/bare".length);
    pages[isBare ? "bare" : "dist"](request, response, missing);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return { port: server.address().port, asked, close: () => server.close() };
};
