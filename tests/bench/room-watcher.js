/** A process full of people in one room. Says, when asked, at which moments each note reached their screens. */
import { once } from "node:events";
import { connectMembers } from "./sockets.js";

/** @typedef {{ origin: string, room: string, members: import("./asking.js").Member[] }} Sent */

const { origin, room, members } = /** @type {Sent} */ ((await once(process, "message"))[0]);
/** @type {Map<string, number[]>} */
const heard = new Map();
for (let from = 0; from < members.length; from += 25) {
  const sockets = await connectMembers(origin, members.slice(from, from + 25));
  for (const socket of sockets) {
    socket.on(
      "room",
      (/** @type {{ events: { kind: string, payload: { note?: { id: string } } }[] }} */ { events }) => {
        const at = Number(process.hrtime.bigint()) / 1e6;
        for (const { kind, payload } of events) {
          if (kind !== "note_added" || !payload.note) continue;
          const arrivals = heard.get(payload.note.id) ?? [];
          arrivals.push(at);
          heard.set(payload.note.id, arrivals);
        }
      },
    );
    const reply = await socket.timeout(30_000).emitWithAck("room.enter", { room, seq: null });
    if (!reply.ok) throw new Error(`A member was answered ${JSON.stringify(reply)}.`);
  }
}
process.send?.([]);
process.on("message", () => process.send?.([...heard]));
