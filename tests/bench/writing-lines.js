/**
 * The lines by which the bench writes in a text: to Caco as its page does, to the others by their own providers. Each has
 * a document in which it types at the end of its own words; what others write it hears, and does not take in: fifty
 * documents in one process would press the machine more than the server does.
 */
import { setTimeout as wait } from "node:timers/promises";
import { HocuspocusProvider, HocuspocusProviderWebsocket } from "@hocuspocus/provider";
import { WebSocket } from "ws";
import { SocketIOProvider } from "y-socket.io";
import * as Y from "yjs";
import { asked } from "./room.js";
import { connectMembers } from "./sockets.js";

/**
 * @typedef {"caco" | "hocuspocus" | "y-socket.io"} Served
 * @typedef {{ document: string, client: number, passage: "problem" | "solution", member: import("./asking.js").Member, room: string | null }} Editor
 * `room`: that from which one writes.
 * `doc`: type into it, and it is sent. `opens`: opens the text; connections to Caco are there before.
 * @typedef {{ doc: Y.Doc, opens(): Promise<void>, closes(): void }} Line
 * `hears`: an update that came. `stored`: everything up to this clock (exclusive) is stored, as the server said.
 * @typedef {{ hears(update: Uint8Array): void, stored(clock: number): void }} Ears
 */

/**
 * Connects an editor.
 * @param {Served} served
 * @param {string} origin
 * @param {Editor} editor
 * @param {Ears} ears
 * @returns {Promise<Line>}
 */
export async function lineTo(served, origin, editor, ears) {
  const doc = new Y.Doc();
  doc.clientID = editor.client;
  if (served === "caco") return toCaco(origin, editor, doc, ears);
  return served === "hocuspocus" ? toHocuspocus(origin, editor, doc, ears) : toYSocketIo(origin, editor, doc, ears);
}

/**
 * What is typed goes out at once; while an answer is awaited it gathers.
 * @param {string} origin
 * @param {Editor} editor
 * @param {Y.Doc} doc
 * @param {Ears} ears
 * @returns {Promise<Line>}
 */
async function toCaco(origin, { document: idea, client, member, room }, doc, { hears, stored }) {
  const [socket] = await connectMembers(origin, [member]);
  if (room !== null) await asked(socket, "room.enter", { room, seq: null });
  /** @type {Uint8Array[]} */
  let queue = [];
  let isSending = false;
  const send = async () => {
    if (isSending) return;
    isSending = true;
    while (queue.length > 0) {
      const content = Y.mergeUpdates(queue);
      queue = [];
      const until = Y.getState(doc.store, client);
      await asked(socket, "document.write", { idea, client, content });
      stored(until);
    }
    isSending = false;
  };
  doc.on("update", (/** @type {Uint8Array} */ update, /** @type {unknown} */ from) => {
    if (from === "server") return;
    queue.push(update);
    void send();
  });
  socket?.on("document-update", ({ content }) => hears(Buffer.from(content, "base64")));
  return {
    doc,
    async opens() {
      const { standing } = await asked(socket, "document.open", { idea, known: null });
      Y.applyUpdate(doc, new Uint8Array(standing.content), "server");
    },
    closes: () => void socket?.disconnect(),
  };
}

/**
 * @param {string} origin
 * @param {Editor} editor
 * @param {Y.Doc} doc
 * @param {Ears} ears
 * @returns {Promise<Line>}
 */
async function toHocuspocus(origin, { document }, doc, { hears }) {
  const websocketProvider = new HocuspocusProviderWebsocket({
    url: origin.replace("http:", "ws:"),
    WebSocketPolyfill: WebSocket,
  });
  const provider = new HocuspocusProvider({ websocketProvider, name: document, document: doc, awareness: null });
  provider.attach();
  return {
    doc,
    async opens() {
      await isTrue(() => provider.isSynced);
      provider.onMessage = ({ data }) => {
        const content = updateIn(new Uint8Array(/** @type {ArrayBuffer} */ (data)));
        if (content) hears(content);
      };
    },
    closes() {
      provider.destroy();
      websocketProvider.destroy();
    },
  };
}

/**
 * The update in a message of Hocuspocus: a name, its kind (0: of the document), which (2: an update), and the bytes;
 * null where it is another one.
 * @param {Uint8Array} message
 */
function updateIn(message) {
  let at = 0;
  const number = () => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = message[at++] ?? 0;
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  };
  const name = number();
  at += name;
  if (number() !== 0 || number() !== 2) return null;
  const length = number();
  return message.subarray(at, at + length);
}

/**
 * @param {string} origin
 * @param {Editor} editor
 * @param {Y.Doc} doc
 * @param {Ears} ears
 * @returns {Promise<Line>}
 */
async function toYSocketIo(origin, { document }, doc, { hears }) {
  const settings = { autoConnect: true, disableBc: true };
  const provider = new SocketIOProvider(origin, document, doc, settings, {
    transports: ["websocket"],
    forceNew: true,
  });
  return {
    doc,
    async opens() {
      await isTrue(() => provider.synced);
      provider.socket.off("sync-update");
      provider.socket.on("sync-update", (/** @type {ArrayBuffer} */ update) => hears(new Uint8Array(update)));
    },
    closes: () => provider.destroy(),
  };
}

/** @param {() => boolean} is */
async function isTrue(is) {
  const deadline = performance.now() + 60_000;
  while (!is()) {
    if (performance.now() > deadline) throw new Error("A text did not open.");
    await wait(5);
  }
}
