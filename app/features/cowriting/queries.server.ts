import { and, desc, eq, gt, inArray } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { documentClients, documents } from "../../../db/schema/cowriting.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { members } from "../../../db/schema/members.ts";
import type { Affiliation } from "../../platform/actor.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { NotFound, Refused } from "../../platform/errors.ts";
import { must } from "../../platform/policy.ts";
import { ideaSeenBy } from "../ideas/queries.server.ts";
import { ideaPath } from "../ideas/rules.ts";
import { maySuggest } from "../suggesting/policy.ts";
import { mayEditIdea } from "../writing/policy.ts";
import { takesEdits } from "../writing/rules.ts";
import { coloursOf, sharesOf } from "./authorship.server.ts";
import { readDocument } from "./documents.server.ts";
import { type Living, writersIn } from "./storage.server.ts";
import { type Passage, passages } from "./rules.ts";
import { textsOf } from "./updates.server.ts";

/**
 * The living text of an idea for its page, as it reads now; before anybody opened it, as its version reads. Throws
 * `NotFound`, `Forbidden("verify_first")`, `Refused("text_closed")`.
 */
export async function livingText(ctx: Context, id: string) {
  const { actor } = signedIn(ctx);
  const { idea, space } = await ideaSeenBy(ctx.db.read, actor, id);
  if (idea.version === 0) throw new NotFound();
  const mayWrite = mayEditIdea(actor, idea);
  must(mayWrite || maySuggest(actor, idea), "verify_first");
  if (!takesEdits(idea)) throw new Refused("text_closed");
  return {
    idea: { ...idea, path: ideaPath(idea) },
    space: { id: space.id, slug: space.slug, name: space.name },
    mayWrite,
    ...(await textsNow(ctx, id)),
  };
}

async function textsNow(ctx: Context, id: string) {
  const { read } = ctx.db;
  const [row] = await read
    .select({ problem: ideas.problem, forWhom: ideas.forWhom, solution: ideas.solution, language: ideas.language })
    .from(ideas)
    .where(eq(ideas.id, id));
  if (!row) throw new NotFound();
  const { language, ...version } = row;
  const isOpened = (await read.$count(documents, eq(documents.idea, id))) > 0;
  return { language, texts: isOpened ? await readDocument(ctx.db, id, ctx.now, ({ doc }) => textsOf(doc)) : version };
}

/** Somebody who wrote what stands. `characters`: how many of them, each counted once wherever it stands. */
export type TextWriter = { id: string; name: string; affiliation: Affiliation; characters: number };

/** Stretches of a passage from its beginning to its end; `by`: whose, by the place in the list of writers, or -1. */
export type Stretches = { by: number; length: number }[];

/** Who wrote what in a living text, as it stands at the update `seq`. Whoever wrote most comes first. */
export type Writers = { seq: number; writers: TextWriter[]; stretches: Record<Passage, Stretches> };

/** Who wrote what of an idea's living text. Throws `NotFound` where nobody opened it yet. */
export async function writersOf(ctx: Context, idea: string): Promise<Writers> {
  const { seq, shares, colours } = await readDocument(ctx.db, idea, ctx.now, counted);
  const memberOf = await writersIn(ctx.db.read, idea);
  const characters = new Map<string, number>();
  for (const [client, count] of shares) {
    const member = memberOf.get(client);
    if (member) characters.set(member, (characters.get(member) ?? 0) + count);
  }
  const people = await ctx.db.read
    .select({ id: members.id, name: members.name, affiliation: members.affiliation })
    .from(members)
    .where(inArray(members.id, [...characters.keys()]));
  const writers = people
    .map((person) => ({ ...person, characters: characters.get(person.id) ?? 0 }))
    .toSorted((a, b) => b.characters - a.characters || (a.id < b.id ? -1 : 1));
  const placeOf = new Map(writers.map(({ id }, place) => [id, place]));
  const stretches = Object.fromEntries(
    passages.map((passage, index) => [
      passage,
      (colours[index] ?? []).map(({ client, length }) => ({
        by: placeOf.get(memberOf.get(client) ?? "") ?? -1,
        length,
      })),
    ]),
  ) as Record<Passage, Stretches>;
  return { seq, writers, stretches };
}

type Counted = { seq: number; shares: ReturnType<typeof sharesOf>; colours: ReturnType<typeof coloursOf>[] };

/** What was counted last of each document in memory: all who look at a text ask once it rests. */
const lastCounted = new WeakMap<Living["doc"], Counted>();

function counted({ seq, doc, authorship }: Living): Counted {
  const last = lastCounted.get(doc);
  if (last?.seq === seq) return last;
  const colours = passages.map((passage) => coloursOf(doc, authorship, passage));
  const found = { seq, shares: sharesOf(doc, authorship), colours };
  lastCounted.set(doc, found);
  return found;
}

/** Who wrote in an idea's living text after one of its updates, whoever wrote last first, with their affiliations now. */
export async function writersAfter(
  read: Reads,
  idea: string,
  seq: number,
): Promise<{ id: string; affiliation: Affiliation }[]> {
  const rows = await read
    .select({ id: members.id, affiliation: members.affiliation })
    .from(documentClients)
    .innerJoin(members, eq(members.id, documentClients.member))
    .where(and(eq(documentClients.idea, idea), gt(documentClients.seq, seq)))
    .orderBy(desc(documentClients.seq));
  return [...new Map(rows.map((writer) => [writer.id, writer])).values()];
}
