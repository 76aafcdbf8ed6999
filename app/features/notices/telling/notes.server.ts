import { eq } from "drizzle-orm";
import type { Reads } from "../../../../db/database.ts";
import { ideas } from "../../../../db/schema/ideas.ts";
import type { LoggedEvent } from "../../../platform/events.server.ts";
import { noteReaders, noteWriters } from "../../notes/queries.server.ts";
import type { Consequences } from "./consequences.server.ts";
import { aboutIdea } from "./event.server.ts";

/** Internal notes. */
export const ofNotes: Readonly<Record<string, Consequences>> = {
  async "note.written"(read, event) {
    const { told, readers, mentioned } = await ofNote(read, event);
    const writers = await noteWriters(read, told.idea, readers);
    return {
      tell: [
        { ...told, kind: "note_mention", to: mentioned },
        { ...told, kind: "note", to: writers },
      ],
    };
  },
  async "note.edited"(read, event) {
    const { told, mentioned } = await ofNote(read, event);
    return { tell: [{ ...told, kind: "note_mention", to: mentioned }] };
  },
  async "note.deleted"(_read, event) {
    return { withdraw: [{ item: event.subject, kinds: ["note", "note_mention"] }] };
  },
};

/** A note is told of to nobody but those who may read it when it is told. */
async function ofNote(read: Reads, event: LoggedEvent) {
  const id = String(event.payload.idea);
  const [idea] = await read
    .select({ id: ideas.id, space: ideas.space, author: ideas.author })
    .from(ideas)
    .where(eq(ideas.id, id));
  const readers = idea ? await noteReaders(read, idea, event.at) : [];
  const { mentioned } = event.payload;
  const called = Array.isArray(mentioned) ? mentioned.filter((each) => readers.includes(each)) : [];
  return { told: { ...aboutIdea(event, id), item: event.subject }, readers, mentioned: called };
}
