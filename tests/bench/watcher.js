/** A process full of people who have one idea open. Says when each heard the next message, once all have. */
import { once } from "node:events";
import { connectMembers } from "./sockets.js";

/** @typedef {{ origin: string, idea: string, members: import("./asking.js").Member[] }} Sent */

const sent = /** @type {Sent} */ ((await once(process, "message"))[0]);
const sockets = await connectMembers(sent.origin, sent.members);

/** @type {number[]} */
let heard = [];
for (const socket of sockets) {
  socket.on("live", () => {
    heard.push(Number(process.hrtime.bigint()) / 1e6);
    if (heard.length < sockets.length) return;
    process.send?.(heard);
    heard = [];
  });
  const reply = await socket.emitWithAck("watch", { type: "idea", id: sent.idea });
  if (!reply.ok) throw new Error(`A watcher was answered ${JSON.stringify(reply)}.`);
}
process.send?.([]);
