import { z } from "zod";
import { type LiveEvent, liveEvent } from "../../live/handlers.server.ts";
import { signedIn } from "../../platform/context.server.ts";
import { Refused } from "../../platform/errors.ts";
import { idPattern } from "../../platform/ids.ts";
import { openDocument, writeInDocument } from "./documents.server.ts";
import { mustOpen } from "./rights.server.ts";
import { writersOf } from "./queries.server.ts";
import { documentChannel, largestUpdate, writersChannel } from "./rules.ts";

const idea = z.string().regex(idPattern);
const content = z.instanceof(Uint8Array).refine(({ byteLength }) => byteLength > 0 && byteLength <= largestUpdate);
/** A Yjs client id. */
const client = z.number().int().min(1).max(0xff_ff_ff_ff);

/** A place in a passage, as Yjs writes places that move with the text. */
const place = z.strictObject({
  type: z.null().optional(),
  tname: z.enum(["problem", "forWhom", "solution"]).nullable().optional(),
  item: z.strictObject({ client: z.number(), clock: z.number() }).nullable().optional(),
  assoc: z.number().optional(),
});

/** What a browser may send to write in the living text of an idea. */
export const documentEvents: readonly LiveEvent[] = [
  liveEvent({
    name: "document.open",
    /** `known`: the state vector of what the browser has; null: nothing yet. */
    input: z.strictObject({ idea, known: content.nullable() }),
    limit: "document_write",
    async handle(ctx, input, socket) {
      const { mayWrite } = await mustOpen(ctx.db.read, ctx, signedIn(ctx).actor, input.idea);
      // First, so that nothing that is written after the reading is missed.
      await socket.join(documentChannel(input.idea));
      await socket[mayWrite ? "join" : "leave"](writersChannel(input.idea));
      const opening = await openDocument(ctx, input.idea, input.known).catch(async (error: unknown) => {
        await socket.leave(documentChannel(input.idea));
        throw error;
      });
      return { kind: "document", ...opening };
    },
  }),
  liveEvent({
    name: "document.write",
    input: z.strictObject({ idea, client, content }),
    limit: "document_write",
    async handle(ctx, input, socket) {
      const { idea: id, ...sent } = input;
      // Whoever may not open it has nothing of it loaded either; whoever was cut opens it again first.
      if (!socket.rooms.has(documentChannel(id))) throw new Refused("document_gap");
      return { kind: "written", seq: await writeInDocument(ctx, id, { ...sent, from: socket.id }) };
    },
  }),
  liveEvent({
    name: "document.leave",
    input: z.strictObject({ idea }),
    limit: "document_write",
    async handle(_ctx, input, socket) {
      await socket.leave(documentChannel(input.idea));
      await socket.leave(writersChannel(input.idea));
    },
  }),
  liveEvent({
    name: "document.cursor",
    /** Where one stands in the text; null: nowhere. It is told, and never kept. */
    input: z.strictObject({ idea, at: z.strictObject({ anchor: place, head: place }).nullable() }),
    limit: "document_write",
    async handle(ctx, input, socket) {
      const { actor } = signedIn(ctx);
      const channel = documentChannel(input.idea);
      // Whoever is not in it says nothing in it, and nobody is told who only reads along.
      if (!socket.rooms.has(channel) || !socket.rooms.has(writersChannel(input.idea))) return;
      const cursor = { idea: input.idea, key: socket.id, member: actor.id, name: actor.name, at: input.at };
      socket.to(channel).emit("document-cursor", cursor);
    },
  }),
  liveEvent({
    name: "document.writers",
    input: z.strictObject({ idea }),
    limit: "document_write",
    async handle(ctx, input) {
      await mustOpen(ctx.db.read, ctx, signedIn(ctx).actor, input.idea);
      return { kind: "writers", ...(await writersOf(ctx, input.idea)) };
    },
  }),
];
