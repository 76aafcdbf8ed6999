import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { documentClients } from "../../../db/schema/cowriting.ts";
import { comments } from "../../../db/schema/discussion.ts";
import { merges } from "../../../db/schema/merging.ts";
import { commentAdoptions, ideaVersions } from "../../../db/schema/writing.ts";
import { sharesOf as charactersOf } from "../cowriting/authorship.server.ts";
import { type Living, storedDocument, writersIn } from "../cowriting/storage.server.ts";
import { type Amounts, coAuthorShare, inBasisPoints, lettersOf, type Written } from "./shares.ts";

type Idea = { id: string; authors: readonly string[] };

/**
 * Who wrote so much of the text of some ideas that they count as co-authors, without being named as its authors: by
 * the ideas' ids, as far as there is anybody. Mostly authors alone have written, and no text is read.
 */
export async function heavyWritersOf(read: Reads, of: readonly Idea[]): Promise<Map<string, string[]>> {
  const writers = await read
    .selectDistinct({ idea: ideaVersions.idea, author: ideaVersions.author })
    .from(ideaVersions)
    .where(
      and(
        inArray(
          ideaVersions.idea,
          of.map(({ id }) => id),
        ),
        eq(ideaVersions.together, false),
      ),
    );
  const together = await read
    .selectDistinct({ idea: documentClients.idea, author: documentClients.member })
    .from(documentClients)
    .where(
      inArray(
        documentClients.idea,
        of.map(({ id }) => id),
      ),
    );
  const found = new Map<string, string[]>();
  for (const { id, authors } of of) {
    const wrote = [...writers, ...together].flatMap(({ idea, author }) => (idea === id && author ? [author] : []));
    const others = [...new Set(wrote)].filter((author) => !authors.includes(author));
    if (others.length === 0) continue;
    const shares = await sharesIn(read, id);
    const heavy = others.filter((member) => (shares.get(member) ?? 0) >= coAuthorShare);
    if (heavy.length > 0) found.set(id, heavy);
  }
  return found;
}

async function sharesIn(read: Reads, idea: string): Promise<Map<string, number>> {
  return inBasisPoints(await textAmounts(read, idea));
}

/**
 * How much of the text that an idea has now is whose: of a living text in characters, by what each wrote in it, else
 * in letters of words, as the versions show.
 */
export async function textAmounts(read: Reads, idea: string): Promise<Amounts> {
  const living = await storedDocument(read, idea);
  if (living) return charactersIn(living, await writersIn(read, idea));
  const versions = await read
    .select()
    .from(ideaVersions)
    .where(eq(ideaVersions.idea, idea))
    .orderBy(asc(ideaVersions.number));
  const last = versions.at(-1);
  if (!last) return { of: new Map(), all: 0 };
  // Whoever had words first has them: by quoting a text nobody makes it his or her own. In one moment, what was said.
  const before = [...(await broughtFrom(read, idea)), ...versions.map(writtenIn)].toSorted((a, b) => a.at - b.at);
  return lettersOf(partsOf(last), before);
}

function charactersIn({ doc, authorship }: Living, writers: ReadonlyMap<number, string | null>): Amounts {
  const characters = charactersOf(doc, authorship);
  const all = [...characters.values()].reduce((sum, count) => sum + count, 0);
  const of = new Map<string, number>();
  for (const [client, count] of characters) {
    const member = writers.get(client);
    if (member && count > 0) of.set(member, (of.get(member) ?? 0) + count);
  }
  return { of, all };
}

/**
 * Words of others that whoever edits may have brought into the text, with when they were said: adopted comments, and ideas
 * that are part of it. A comment counts from its last change.
 */
async function broughtFrom(read: Reads, idea: string): Promise<(Written & { at: number })[]> {
  const said = await read
    .select({
      author: comments.author,
      source: comments.source,
      createdAt: comments.createdAt,
      editedAt: comments.editedAt,
    })
    .from(commentAdoptions)
    .innerJoin(comments, eq(comments.id, commentAdoptions.comment))
    .where(eq(commentAdoptions.idea, idea));
  const joined = await read
    .select({ version: ideaVersions })
    .from(merges)
    .innerJoin(ideaVersions, eq(ideaVersions.idea, merges.source))
    .where(and(eq(merges.target, idea), isNull(merges.undoneAt)))
    .orderBy(asc(ideaVersions.idea), asc(ideaVersions.number));
  return [
    ...said.map(({ author, source, createdAt, editedAt }) => ({ author, parts: [source], at: editedAt ?? createdAt })),
    ...joined.map(({ version }) => writtenIn(version)),
  ];
}

/** A version as something that was written; what several wrote is nobody's. */
function writtenIn({ author, together, at, ...texts }: typeof ideaVersions.$inferSelect) {
  return { author: together ? null : author, parts: partsOf(texts), at };
}

function partsOf({ title, problem, forWhom, solution }: Record<"title" | "problem" | "forWhom" | "solution", string>) {
  return [title, problem, forWhom, solution];
}
