/**
 * The people whom a merge brings to the other idea, and the way back. Undoing takes exactly what the merge
 * added: whoever was there before, or did something there since, or comes by another merge as well, stays.
 */
import { and, eq, gte, inArray, isNull, ne } from "drizzle-orm";
import type { Tx } from "../../../db/database.ts";
import { comments } from "../../../db/schema/discussion.ts";
import { follows } from "../../../db/schema/following.ts";
import { members } from "../../../db/schema/members.ts";
import { mergeAuthors, merges } from "../../../db/schema/merging.ts";
import { signals } from "../../../db/schema/signals.ts";
import { ideaAuthors } from "../../../db/schema/writing.ts";

type Pair = { id: string; source: string; target: string; at: number };
type Written = { authors: readonly string[] };

/** The authors of the source write the target too; their own signals there are set apart. Gives how many are new there. */
export async function joinAuthors(
  tx: Tx,
  merge: Pair,
  { source, target }: { source: Written; target: Written & { author: string } },
): Promise<number> {
  let joining = 0;
  for (const member of source.authors) {
    const [row] = await tx
      .select()
      .from(ideaAuthors)
      .where(and(eq(ideaAuthors.idea, merge.target), eq(ideaAuthors.member, member)));
    // Whoever writes it of an own right needs no merge for it.
    if (member === target.author || (row?.state === "accepted" && row.merge === null)) continue;
    const isNew = row?.state !== "accepted";
    const eligible = isNew ? await setApart(tx, merge.target, member) : null;
    const { state = null, invitedBy = null, affiliation = null, at = null, merge: before = null } = row ?? {};
    await tx
      .insert(mergeAuthors)
      .values({ merge: merge.id, member, state, invitedBy, affiliation, at, before, eligible });
    if (!isNew) continue;
    joining++;
    const [person] = await tx.select({ affiliation: members.affiliation }).from(members).where(eq(members.id, member));
    const joined = {
      state: "accepted" as const,
      invitedBy: target.author,
      affiliation: person?.affiliation ?? "customer",
      at: merge.at,
      merge: merge.id,
    };
    await tx
      .insert(ideaAuthors)
      .values({ ...joined, idea: merge.target, member })
      .onConflictDoUpdate({ target: [ideaAuthors.idea, ideaAuthors.member], set: joined });
  }
  return joining;
}

/** Sets a person's own signal apart, and gives whether it was eligible; null where there is none, or it stood apart. */
async function setApart(tx: Tx, idea: string, member: string): Promise<boolean | null> {
  const own = and(eq(signals.idea, idea), eq(signals.member, member), eq(signals.byAuthor, false));
  const [signal] = await tx.select({ eligible: signals.eligible }).from(signals).where(own);
  if (!signal) return null;
  await tx.update(signals).set({ byAuthor: true, eligible: false }).where(own);
  return signal.eligible;
}

/** The way back: each author whom the merge brought stands on the target as before it. */
export async function partAuthors(tx: Tx, merge: Pair): Promise<void> {
  const brought = await tx.select().from(mergeAuthors).where(eq(mergeAuthors.merge, merge.id));
  const others = await openMergesInto(tx, merge);
  for (const { member, merge: _, eligible, ...before } of brought) {
    const here = and(eq(ideaAuthors.idea, merge.target), eq(ideaAuthors.member, member));
    const [row] = await tx.select({ merge: ideaAuthors.merge }).from(ideaAuthors).where(here);
    const [heir, ...rest] = await tx
      .select({ merge: mergeAuthors.merge })
      .from(mergeAuthors)
      .where(
        and(
          inArray(mergeAuthors.merge, others.length > 0 ? others.map(({ id }) => id) : [""]),
          eq(mergeAuthors.member, member),
          eq(mergeAuthors.before, merge.id),
        ),
      )
      .orderBy(mergeAuthors.merge);
    if (heir) {
      // Another merge brings the same person: what stood before this one stood before that one.
      await tx
        .update(mergeAuthors)
        .set({ ...before, eligible })
        .where(and(eq(mergeAuthors.merge, heir.merge), eq(mergeAuthors.member, member)));
      for (const later of rest) {
        await tx
          .update(mergeAuthors)
          .set({ before: heir.merge })
          .where(and(eq(mergeAuthors.merge, later.merge), eq(mergeAuthors.member, member)));
      }
      if (row?.merge === merge.id) await tx.update(ideaAuthors).set({ merge: heir.merge }).where(here);
      continue;
    }
    // Invited anew, or gone and come back: that was done there, and stays.
    if (row?.merge !== merge.id) continue;
    const { state, invitedBy, affiliation, at } = before;
    if (state === null || invitedBy === null || affiliation === null || at === null) {
      await tx.delete(ideaAuthors).where(here);
    } else {
      await tx.update(ideaAuthors).set({ state, invitedBy, affiliation, at, merge: before.before }).where(here);
    }
    if (state === "left") continue;
    await bringBack(tx, merge, { member, eligible });
  }
}

/** A signal that stood apart because its giver wrote the idea counts again; one cast since is eligible for nothing. */
async function bringBack(tx: Tx, merge: Pair, { member, eligible }: { member: string; eligible: boolean | null }) {
  const own = and(eq(signals.idea, merge.target), eq(signals.member, member));
  const [signal] = await tx.select({ castAt: signals.castAt }).from(signals).where(own);
  if (!signal) return;
  const isOlder = signal.castAt <= merge.at && eligible !== null;
  await tx
    .update(signals)
    .set({ byAuthor: false, eligible: isOlder ? eligible : false })
    .where(own);
}

/** People written in one statement. */
const batch = 500;

/** Whoever follows the source follows the target, unless he or she chose otherwise there. */
export async function joinFollowers(tx: Tx, merge: Pair): Promise<void> {
  const rows = await tx
    .select({ member: follows.member })
    .from(follows)
    .where(and(eq(follows.idea, merge.source), eq(follows.state, "following")));
  const joined = { idea: merge.target, state: "following" as const, at: merge.at, merge: merge.id };
  for (let from = 0; from < rows.length; from += batch) {
    const people = rows.slice(from, from + batch);
    await tx
      .insert(follows)
      .values(people.map(({ member }) => ({ ...joined, member })))
      .onConflictDoNothing();
  }
}

/** The way back: whoever follows by this merge alone, and did nothing there since, follows no more. */
export async function partFollowers(tx: Tx, merge: Pair): Promise<void> {
  const brought = await tx
    .select({ member: follows.member })
    .from(follows)
    .where(and(eq(follows.idea, merge.target), eq(follows.merge, merge.id)));
  const others = await openMergesInto(tx, merge);
  for (let from = 0; from < brought.length; from += batch) {
    const people = brought.slice(from, from + batch).map(({ member }) => member);
    const here = (those: string[]) => and(eq(follows.idea, merge.target), inArray(follows.member, those));
    const left = new Set(people);
    const keep = async (those: readonly string[], by: string | null) => {
      const kept = those.filter((member) => left.delete(member));
      if (kept.length > 0) await tx.update(follows).set({ merge: by }).where(here(kept));
    };
    await keep(await activeOn(tx, merge, people), null);
    for (const other of others) {
      const also = await tx
        .select({ member: follows.member })
        .from(follows)
        .where(
          and(eq(follows.idea, other.source), eq(follows.state, "following"), inArray(follows.member, [...left, ""])),
        );
      await keep(
        also.map(({ member }) => member),
        other.id,
      );
    }
    await tx.delete(follows).where(and(here([...left, ""]), eq(follows.merge, merge.id)));
  }
}

/** Those of some people who signalled or commented on the idea itself since, or write it. */
async function activeOn(tx: Tx, { target: idea, at }: Pair, people: readonly string[]): Promise<string[]> {
  const [gave, said, write] = [
    await tx
      .selectDistinct({ member: signals.member })
      .from(signals)
      .where(and(eq(signals.idea, idea), inArray(signals.member, [...people]), gte(signals.castAt, at))),
    await tx
      .selectDistinct({ member: comments.author })
      .from(comments)
      .where(and(eq(comments.idea, idea), inArray(comments.author, [...people]), gte(comments.createdAt, at))),
    await tx
      .select({ member: ideaAuthors.member })
      .from(ideaAuthors)
      .where(
        and(
          eq(ideaAuthors.idea, idea),
          inArray(ideaAuthors.member, [...people]),
          inArray(ideaAuthors.state, ["invited", "accepted"]),
        ),
      ),
  ];
  return [...gave, ...said, ...write].map(({ member }) => member);
}

async function openMergesInto(tx: Tx, merge: Pair): Promise<{ id: string; source: string }[]> {
  return tx
    .select({ id: merges.id, source: merges.source })
    .from(merges)
    .where(and(eq(merges.target, merge.target), isNull(merges.undoneAt), ne(merges.id, merge.id)))
    .orderBy(merges.at, merges.id);
}
