import { and, eq } from "drizzle-orm";
import type { Reads } from "../../../../db/database.ts";
import { adoptionProposals, noteAdoptions } from "../../../../db/schema/writing.ts";
import type { LoggedEvent } from "../../../platform/events.server.ts";
import type { Consequences, Withdrawal } from "./consequences.server.ts";
import { aboutComment, aboutIdea, ideaIn, idIn, memberIn } from "./event.server.ts";
import { authorsIn } from "./people.server.ts";

/** Who writes an idea, and whose words came into it. */
export const ofWriting: Readonly<Record<string, Consequences>> = {
  async "comment.adopted"(read, event) {
    return {
      tell: [{ ...aboutComment(event), kind: "adopted", to: [String(event.payload.author)] }],
      withdraw: await adoptionsSettled(read, idIn(event)),
    };
  },
  async "comment.adoption_undone"(_read, event) {
    return { withdraw: [{ item: event.subject, kinds: ["adopted"] }] };
  },
  async "adoption.proposed"(read, event) {
    const idea = ideaIn(event);
    const to = await adoptersOf(read, idea, Number(event.payload.version));
    return { tell: [{ ...aboutIdea(event, idea), item: `adoptions:${idea}`, kind: "adoption_proposed", to }] };
  },
  async "adoption.dismissed"(read, event) {
    return { withdraw: await adoptionsSettled(read, String(event.payload.source)) };
  },
  async "idea.note_adopted"(read, event) {
    const [row] = await read
      .select({ author: noteAdoptions.author })
      .from(noteAdoptions)
      .where(eq(noteAdoptions.note, String(event.payload.note)));
    const told = { ...aboutIdea(event, ideaIn(event)), item: roomNoteIn(event) };
    return {
      tell: row ? [{ ...told, kind: "note_adopted", to: [row.author] }] : [],
      withdraw: await adoptionsSettled(read, String(event.payload.note)),
    };
  },
  async "idea.note_adoption_undone"(_read, event) {
    return { withdraw: [{ item: roomNoteIn(event), kinds: ["note_adopted"] }] };
  },
  async "author.invited"(_read, event) {
    return { tell: [{ ...aboutAuthor(event), kind: "author_invited", to: [memberIn(event)] }] };
  },
  async "author.uninvited"(_read, event) {
    return { withdraw: [{ item: aboutAuthor(event).item, kinds: ["author_invited"] }] };
  },
  async "author.accepted"(read, event) {
    const { authors } = await authorsIn(read, ideaIn(event));
    return { tell: [{ ...aboutAuthor(event), kind: "author_accepted", to: authors }] };
  },
  async "author.declined"(_read, event) {
    const invitedBy = String(event.payload.invitedBy);
    return { tell: [{ ...aboutAuthor(event), kind: "author_declined", to: [invitedBy] }] };
  },
  async "author.left"(read, event) {
    const { authors } = await authorsIn(read, ideaIn(event));
    return { tell: [{ ...aboutAuthor(event), kind: "author_left", to: authors }] };
  },
};

/** The authors of an idea who may say whether words that were found in a version came from there: not of their own. */
async function adoptersOf(read: Reads, idea: string, version: number): Promise<string[]> {
  const { authors } = await authorsIn(read, idea);
  const open = await read
    .select({ author: adoptionProposals.author })
    .from(adoptionProposals)
    .where(
      and(
        eq(adoptionProposals.idea, idea),
        eq(adoptionProposals.version, version),
        eq(adoptionProposals.state, "open"),
      ),
    );
  return authors.filter((member) => open.some(({ author }) => author !== member));
}

/** Once everything that was found in a text is decided on, nobody needs to look any more. */
async function adoptionsSettled(read: Reads, source: string): Promise<Withdrawal[]> {
  const [row] = await read
    .select({ idea: adoptionProposals.idea })
    .from(adoptionProposals)
    .where(eq(adoptionProposals.source, source));
  if (!row) return [];
  const open = and(eq(adoptionProposals.idea, row.idea), eq(adoptionProposals.state, "open"));
  if ((await read.$count(adoptionProposals, open)) > 0) return [];
  return [{ item: `adoptions:${row.idea}`, kinds: ["adoption_proposed"] }];
}

function roomNoteIn({ payload }: LoggedEvent): string {
  return `room_note:${String(payload.room)}:${String(payload.note)}`;
}

function aboutAuthor(event: LoggedEvent) {
  const idea = ideaIn(event);
  return { ...aboutIdea(event, idea), item: `author:${idea}:${memberIn(event)}` };
}
