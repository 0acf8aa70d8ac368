// A worker's own line to the class's server, which speaks NATS over a WebSocket.

import { wsconnect } from "@nats-io/nats-core";

/** How long the server may take to answer, in milliseconds. */
const PATIENCE = 5_000;

/** How often a server that is gone is tried again, in milliseconds. */
const AGAIN = 500;

/** How often a silent server is asked whether it is there, in milliseconds, and how often in vain. */
const PING = { pingInterval: 2_000, maxPingOut: 2 };

/** Why there is no line, in a word that the page has sentences for. */
const reasonOf = (error) => {
  const text = String(error?.message ?? error);
  return /authori[sz]ation|authentication/i.test(text) ? "token" : "server";
};

/** Tells what becomes of the line: "lost", "back", or "ended" and why. */
const follow = async (connection, told) => {
  for await (const { type } of connection.status()) {
    if (type === "disconnect") told("lost");
    if (type === "reconnect") told("back");
  }
};

/**
 * Opens a line to a server. What is said while the server is gone is lost.
 * Nobody hears what is said on the same line.
 */
export const join = async (servers, token, name, told) => {
  let connection;
  try {
    connection = await wsconnect({
      servers,
      token,
      name,
      noEcho: true,
      timeout: PATIENCE,
      maxReconnectAttempts: -1,
      reconnectTimeWait: AGAIN,
      ...PING,
    });
  } catch (error) {
    throw reasonOf(error);
  }
  follow(connection, told);
  connection.closed().then((error) => told("ended", String(error?.message ?? "")));
  return {
    hear: (subject, act) =>
      connection.subscribe(subject, {
        callback: (error, message) => {
          if (!error) act(message.data);
        },
      }),
    say: (subject, body) => connection.publish(subject, body),
    /** Resolves once all that was said has left. */
    flushed: () => connection.flush(),
  };
};
