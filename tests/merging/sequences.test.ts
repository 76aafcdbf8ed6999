/**
 * Random courses of merging, taking apart, signalling, commenting, deleting, hiding, editing and writing together,
 * against a model that is nothing but lists: after each act every figure and every attribution is that of the model.
 * 50 courses; `npm run bench -- merging` runs 500 on both databases.
 */
import { inArray } from "drizzle-orm";
import { expect, it } from "vitest";
import { ideas, ideaStages } from "../../db/schema/ideas.ts";
import { signalCounts, signals } from "../../db/schema/signals.ts";
import { ideaAuthors } from "../../db/schema/writing.ts";
import { deleteComment, postComment } from "../../app/features/discussion/commands.server.ts";
import { mergeIdea, unmergeIdea } from "../../app/features/merging/commands.server.ts";
import { hideItem, restoreItem } from "../../app/features/moderation/commands.server.ts";
import { castSignal } from "../../app/features/signals/commands.server.ts";
import { acceptInvitation, inviteAuthor, leaveAuthors } from "../../app/features/writing/authors.server.ts";
import { editIdea } from "../../app/features/writing/commands.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { newId } from "../../app/platform/ids.ts";
import { forgetLimits } from "../../app/platform/limits.server.ts";
import { contextFor, freshDatabase, member, person, type Rig, space, start } from "../support/database.ts";
import { mergeInto, proposed } from "./support.ts";

const courses = Number(process.env.MERGE_COURSES ?? 50);
const steps = 24;

type Kind = "support" | "not_for_me" | "pass" | "none";
type Cast = { kind: Kind; at: number; apart: boolean };
type Said = { id: string; by: SignedIn; gone: boolean; hidden: boolean };
/** An author is one of an own right, or by the merges named. */
type Idea = {
  id: string;
  author: string;
  own: Map<string, "accepted" | "left">;
  casts: Map<string, Cast>;
  talk: Said[];
  into: Idea | null;
  parts: Idea[];
  version: number;
};

/** The same numbers for the same seed. */
function chanceOf(seed: number): () => number {
  let state = seed * 2_654_435_761 + 1;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 374_761_393) >>> 0;
    return state / 2 ** 32;
  };
}

/** Who writes an idea: of an own right, or because an idea they wrote when it was merged is part of it. */
function authorsOf(idea: Idea, brought: ReadonlyMap<Idea, ReadonlySet<string>>): Set<string> {
  const accepted = [...idea.own].filter(([, state]) => state === "accepted").map(([who]) => who);
  return new Set([idea.author, ...accepted, ...idea.parts.flatMap((part) => [...(brought.get(part) ?? [])])]);
}

function partsOf(idea: Idea): Idea[] {
  return idea.parts.flatMap((part) => [part, ...partsOf(part)]);
}

/** The signal of each person that counts: the latest, unless it was taken back or stands apart. */
function counted(idea: Idea, brought: ReadonlyMap<Idea, ReadonlySet<string>>): Map<string, Kind> {
  const writers = authorsOf(idea, brought);
  const left = [...idea.own].filter(([, state]) => state === "left").map(([who]) => who);
  const latest = new Map<string, Cast>();
  for (const each of [idea, ...partsOf(idea)]) {
    for (const [who, cast] of each.casts) {
      const known = latest.get(who);
      if (!known || known.at < cast.at) latest.set(who, cast);
    }
  }
  return new Map(
    [...latest]
      .filter(([who, { kind, apart }]) => kind !== "none" && !apart && !writers.has(who) && !left.includes(who))
      .map(([who, { kind }]) => [who, kind]),
  );
}

const standing = (idea: Idea): number =>
  [idea, ...partsOf(idea)].flatMap(({ talk }) => talk).filter(({ gone, hidden }) => !gone && !hidden).length;

async function prepare() {
  const rig = await freshDatabase();
  const where = (await space(rig)).id;
  const pilot = await member(rig, await person(rig, "pia"), where, { pilot: true });
  // Whoever writes a tenth of a text decides on it no more: another pilot edits.
  const editor = await member(rig, await person(rig, "pat"), where, { pilot: true });
  const crowd: SignedIn[] = [];
  for (const name of ["ann", "bob", "cara", "dan", "eve", "fay"]) {
    crowd.push(await member(rig, await person(rig, name), where));
  }
  return { rig, where, pilot, editor, crowd };
}

async function course(
  {
    rig,
    where,
    pilot,
    editor,
    crowd,
  }: { rig: Rig; where: string; pilot: SignedIn; editor: SignedIn; crowd: SignedIn[] },
  seed: number,
): Promise<void> {
  const chance = chanceOf(seed);
  const one = <Item>(list: readonly Item[]): Item | undefined => list[Math.floor(chance() * list.length)];
  let now = start + seed * 100_000_000;
  const as = (actor: SignedIn) => contextFor(rig, actor, { now });
  const all: Idea[] = [];
  const merges = new Map<Idea, string>();
  const brought = new Map<Idea, Set<string>>();
  for (const author of crowd.slice(0, 4)) {
    const id = await proposed(rig, where, author, `Idea of ${author.name} ${seed}`, now++);
    all.push({
      id,
      author: author.id,
      own: new Map(),
      casts: new Map(),
      talk: [],
      into: null,
      parts: [],
      version: 1,
    });
  }

  const acts: Record<string, (idea: Idea, who: SignedIn) => Promise<void>> = {
    async signal(idea, who) {
      const kind = one<Kind>(["support", "not_for_me", "pass", "none"]) ?? "pass";
      if (idea.into) return refused(castSignal(as(who), { idea: idea.id, kind }), "signals_closed");
      const latest = [idea, ...partsOf(idea)]
        .map(({ casts }) => casts.get(who.id))
        .filter((cast) => cast !== undefined);
      const [standingCast] = latest.toSorted((a, b) => b.at - a.at);
      await castSignal(as(who), { idea: idea.id, kind });
      const before = standingCast?.kind ?? "none";
      if (before === kind) return;
      const isLeft = idea.own.get(who.id) === "left";
      const apart = kind !== "none" && isLeft;
      // Taken back where no part has one of the same person, nothing is left of it.
      const isElsewhere = partsOf(idea).some(({ casts }) => casts.has(who.id));
      if (kind === "none" && !isElsewhere) idea.casts.delete(who.id);
      else idea.casts.set(who.id, { kind, at: now, apart });
    },
    async comment(idea, who) {
      const body = { kind: "remark" as const, body: "So it is." };
      const parent = one([idea, ...partsOf(idea)].flatMap(({ talk }) => talk))?.id;
      const id = newId(now);
      const posting = postComment(as(who), idea.id, { ...body, id, ...(chance() < 0.5 ? { parent } : {}) });
      if (idea.into) return refused(posting, "comments_closed");
      await posting;
      idea.talk.push({ id, by: who, gone: false, hidden: false });
    },
    async remove(idea) {
      const said = one(idea.talk);
      if (!said) return;
      await deleteComment(as(said.by), said.id);
      said.gone = true;
    },
    async hide(idea) {
      const said = one(idea.talk.filter(({ gone }) => !gone));
      if (!said) return;
      const subject = { idea: idea.id, comment: said.id };
      if (said.hidden) await restoreItem(as(pilot), subject, "Right after all.");
      else await hideItem(as(pilot), subject, { act: "hide", reason: "spam", words: "" });
      said.hidden = !said.hidden;
    },
    async edit(idea) {
      const texts = { title: `Edited ${now}`, problem: "Flat.", forWhom: "Riders.", solution: "A pump." };
      const editing = editIdea(as(editor), idea.id, { ...texts, language: "en", version: idea.version });
      if (idea.into) return refused(editing, "text_closed");
      await editing;
      idea.version++;
    },
    async join(idea, who) {
      if (idea.into || authorsOf(idea, brought).has(who.id) || idea.own.has(who.id)) return;
      const author = crowd.find(({ id }) => id === idea.author);
      if (!author) return;
      await inviteAuthor(as(author), idea.id, { who: who.handle }, "http://x");
      await acceptInvitation(as(who), idea.id);
      idea.own.set(who.id, "accepted");
      const cast = idea.casts.get(who.id);
      if (cast) cast.apart = true;
    },
    async leave(idea, who) {
      const isBrought = idea.parts.some((part) => brought.get(part)?.has(who.id));
      if (idea.into || isBrought || idea.own.get(who.id) !== "accepted") return;
      await leaveAuthors(as(who), idea.id);
      idea.own.set(who.id, "left");
    },
    async merge(idea) {
      const target = one(all.filter((each) => each !== idea));
      if (!target || idea.into) return;
      const merging = mergeIdea(as(pilot), idea.id, mergeInto(target.id, { id: newId(now) }));
      if (target.into) {
        const isRing = partsOf(idea).includes(target);
        return refused(merging, isRing ? "merge_cycle" : "merge_not_into");
      }
      merges.set(idea, await merging);
      brought.set(idea, authorsOf(idea, brought));
      idea.into = target;
      target.parts.push(idea);
    },
    async unmerge(idea) {
      const merge = merges.get(idea);
      if (!idea.into || merge === undefined) return;
      const parting = unmergeIdea(as(pilot), { merge, message: "They differ." });
      if (idea.into.into) return refused(parting, "merge_not_outermost");
      await parting;
      idea.into.parts.splice(idea.into.parts.indexOf(idea), 1);
      idea.into = null;
      brought.delete(idea);
    },
  };
  const names = [...Object.keys(acts), "signal", "signal", "comment", "merge", "merge", "unmerge"];

  for (let step = 0; step < steps; step++) {
    now += 1_000;
    const name = one(names) ?? "signal";
    const [idea, who] = [one(all), one(crowd)];
    if (!idea || !who) continue;
    await acts[name]?.(idea, who);
    await sameAs(rig, all, brought, `course ${seed}, step ${step}: ${name}`);
  }
}

async function refused(work: Promise<unknown>, code: string): Promise<void> {
  await expect(work).rejects.toMatchObject({ code });
}

/** Every idea is as the model says: where it stands, its people by kind, its comments, its authors. */
async function sameAs(
  { db: { read } }: Rig,
  all: readonly Idea[],
  brought: ReadonlyMap<Idea, ReadonlySet<string>>,
  what: string,
): Promise<void> {
  const ids = all.map(({ id }) => id);
  const rows = await read.select().from(ideas).where(inArray(ideas.id, ids));
  const paths = await read.select().from(ideaStages).where(inArray(ideaStages.idea, ids)).orderBy(ideaStages.position);
  const counts = await read.select().from(signalCounts).where(inArray(signalCounts.idea, ids));
  const casts = await read.select().from(signals).where(inArray(signals.idea, ids));
  const writers = await read.select().from(ideaAuthors).where(inArray(ideaAuthors.idea, ids));
  const found = all.map(({ id, author }) => {
    const row = rows.find((each) => each.id === id);
    return {
      stage: row?.stage,
      path: paths.filter(({ idea }) => idea === id).map(({ stage }) => stage),
      people: row?.participants,
      comments: row?.commentCount,
      merged: row?.mergedIn,
      version: row?.version,
      kinds: kinds.map((kind) => sumOf(counts.filter((each) => each.idea === id && each.kind === kind))),
      authors: [
        author,
        ...writers.filter(({ idea, state }) => idea === id && state === "accepted").map((each) => each.member),
      ].toSorted(),
      casts: casts
        .filter(({ idea, kind }) => idea === id && kind !== "none")
        .map((each) => `${each.member} ${each.kind}`)
        .toSorted(),
    };
  });
  const modelled = all.map((idea) => {
    const people = counted(idea, brought);
    return {
      stage: idea.into ? "merged" : "new",
      path: idea.into ? ["new", "merged"] : ["new"],
      people: people.size,
      comments: standing(idea),
      merged: idea.parts.length,
      version: idea.version,
      kinds: kinds.map((kind) => [...people.values()].filter((each) => each === kind).length),
      authors: [...authorsOf(idea, brought)].toSorted(),
      casts: [...idea.casts]
        .filter(([, { kind }]) => kind !== "none")
        .map(([who, { kind }]) => `${who} ${kind}`)
        .toSorted(),
    };
  });
  expect(found, what).toEqual(modelled);
}

const kinds = ["support", "not_for_me", "pass"] as const;

function sumOf(counts: readonly { people: number }[]): number {
  return counts.reduce((sum, { people }) => sum + people, 0);
}

it(
  `leaves every figure and every author right in ${courses} random courses`,
  { timeout: courses * 10_000 },
  async () => {
    const place = await prepare();
    for (let seed = 1; seed <= courses; seed++) {
      forgetLimits();
      await course(place, seed);
    }
  },
);
