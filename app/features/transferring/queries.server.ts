import { and, asc, count, desc, eq, inArray, isNotNull, isNull, lt, ne, notInArray, or } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { comments } from "../../../db/schema/discussion.ts";
import { follows } from "../../../db/schema/following.ts";
import { ideas, type Stage } from "../../../db/schema/ideas.ts";
import { members } from "../../../db/schema/members.ts";
import { internalNotes } from "../../../db/schema/notes.ts";
import { duties, type DutyKind, type SignsAs } from "../../../db/schema/piloting.ts";
import { revivals } from "../../../db/schema/reviving.ts";
import { memberships, spaces } from "../../../db/schema/spaces.ts";
import { talks } from "../../../db/schema/talks.ts";
import { transfers, type TransferState } from "../../../db/schema/transferring.ts";
import { type Actor, type Affiliation, isAdmin, isPilotOf, isVerified, steers } from "../../platform/actor.ts";
import type { Context } from "../../platform/context.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { authorsOf, ideaSeenBy } from "../ideas/queries.server.ts";
import { headingOf, ideaPath } from "../ideas/rules.ts";
import { owedTo } from "../piloting/desk-item.server.ts";
import { isInvolved } from "../piloting/policy.ts";
import { decided } from "../piloting/queries.server.ts";
import { maySeeSpace } from "../spaces/policy.ts";
import { spacesSeenBy } from "../spaces/queries.server.ts";
import { stepsIn } from "../stages/queries.server.ts";
import { stepOf } from "../stages/rules.ts";
import { tagsIfMoved } from "./carrying.server.ts";
import { mayReceive, proposesAs } from "./policy.ts";
import { type Movable, type Outside, transferPath, whyNotMovable, whyNoTransfer } from "./rules.ts";

export type Transfer = typeof transfers.$inferSelect;
type Space = Pick<typeof spaces.$inferSelect, "id" | "slug" | "name" | "visibility" | "accent">;
type Placed = { id: string; space: string; author: string };

/** What is owed to somebody by words: late, it is said before the idea goes anywhere. */
const answers: readonly DutyKind[] = ["acknowledge", "decide", "promise"];

/** Whether the pilots of its space owe an idea a word that is late at `now`: no move hides a delay. */
export async function isLate(read: Reads, idea: string, now: number): Promise<boolean> {
  const late = and(
    eq(duties.idea, idea),
    inArray(duties.kind, [...answers]),
    isNull(duties.end),
    lt(duties.dueAt, now),
  );
  return (await read.$count(duties, late)) > 0;
}

/** The proposal for an idea that waits for a decision, or null. */
export async function openTransfer(read: Reads, idea: string): Promise<Transfer | null> {
  const [row] = await read
    .select()
    .from(transfers)
    .where(and(eq(transfers.idea, idea), eq(transfers.state, "open")));
  return row ?? null;
}

/**
 * A proposal with its idea and both spaces, whoever asks: what those who may decide on it need although they may not
 * see the idea yet. Only for what has asked `mayReceive` or does so next. Throws `NotFound`.
 */
export async function wholeTransfer(read: Reads, id: string) {
  const [transfer] = await read.select().from(transfers).where(eq(transfers.id, id));
  if (!transfer) throw new NotFound();
  const [row] = await read.select().from(ideas).where(eq(ideas.id, transfer.idea));
  const places = await read
    .select()
    .from(spaces)
    .where(inArray(spaces.id, [transfer.source, transfer.target]));
  const [source, target] = [transfer.source, transfer.target].map((one) => places.find((space) => space.id === one));
  if (!row || !source || !target) throw new NotFound();
  return { transfer, idea: { ...row, ...(await authorsOf(read, row)) }, source, target };
}

/** What the policies ask of an idea before somebody decides for a space that it might go to. */
export function decidedIn(read: Reads, idea: Placed, space: string) {
  return decided(read, { ...idea, space });
}

/** Who would lose sight of an idea where it goes; `names` are those of its authors, `followers` how many follow it. */
export async function outsideOf(
  read: Reads,
  idea: { id: string; authors: readonly string[] },
  { source, target }: { source: Pick<Space, "id" | "visibility">; target: Pick<Space, "id" | "visibility"> },
): Promise<Outside & { names: string[]; followers: number }> {
  if (target.visibility === "public") return { authors: 0, writers: 0, names: [], followers: 0 };
  const inside = read.select({ member: memberships.member }).from(memberships).where(eq(memberships.space, target.id));
  // Without an address it is nobody who could read: a name that an import brought, or a former member.
  const isOutside = and(isNotNull(members.email), notInArray(members.id, inside));
  const [names, [following], writers] = [
    await read
      .select({ name: members.name })
      .from(members)
      .where(and(isOutside, inArray(members.id, [...idea.authors])))
      .orderBy(asc(members.name)),
    await read
      .select({ people: count() })
      .from(follows)
      .innerJoin(members, eq(members.id, follows.member))
      .where(and(eq(follows.idea, idea.id), eq(follows.state, "following"), isOutside)),
    source.visibility === "private"
      ? await read.$count(members, and(isOutside, wroteBelow(read, idea.id, source.id)))
      : 0,
  ];
  return { authors: names.length, names: names.map(({ name }) => name), followers: following?.people ?? 0, writers };
}

/** Those who said something below an idea; whoever steers its space speaks for that and agrees by proposing. */
function wroteBelow(read: Reads, idea: string, space: string) {
  const steering = read
    .select({ member: memberships.member })
    .from(memberships)
    .where(and(eq(memberships.space, space), or(eq(memberships.pilot, true), eq(memberships.product, true))));
  const said = read
    .select({ member: comments.author })
    .from(comments)
    .where(and(eq(comments.idea, idea), isNull(comments.deletedAt)));
  const argued = read.select({ member: revivals.by }).from(revivals).where(eq(revivals.idea, idea));
  return and(notInArray(members.id, steering), or(inArray(members.id, said), inArray(members.id, argued)));
}

/** What will be when an idea goes to another space. */
export type Preview = {
  tags: { stay: string[]; go: string[] };
  /** Who reads it there: everybody still, `fewer` people, or `others`. */
  readers: "everybody" | "fewer" | "others";
  /** Whether it stands in a step of its space, which the other one does not have. */
  leavesStep: boolean;
  owed: { kind: DutyKind; dueAt: number }[];
  comments: number;
  /** Authors who could not read it there, by name, and how many others. */
  outside: Outside & { names: string[]; followers: number };
  /** What only those who steer may read, and go on to others who do. */
  notes: number;
  privateTalks: number;
};

type Moved = Placed & { authors: readonly string[]; stage: Stage; extra: string | null; commentCount: number };

async function previewOf(read: Reads, idea: Moved, places: { source: Space; target: Space }): Promise<Preview> {
  const [tags, steps, owed, outside, notes, privateTalks] = await Promise.all([
    tagsIfMoved(read, { id: idea.id, space: places.target.id }),
    stepsIn(read, places.source.id),
    owedTo(read, idea.id),
    outsideOf(read, idea, places),
    read.$count(internalNotes, eq(internalNotes.idea, idea.id)),
    read.$count(talks, and(eq(talks.idea, idea.id), eq(talks.isPrivate, true))),
  ]);
  return {
    tags: { stay: tags.stay.map(({ name }) => name), go: tags.go.map(({ name }) => name) },
    readers:
      places.target.visibility === "public" ? "everybody" : places.source.visibility === "public" ? "fewer" : "others",
    leavesStep: stepOf(idea, steps) !== null,
    owed,
    comments: idea.commentCount,
    outside,
    notes,
    privateTalks,
  };
}

/** Whether the page of an idea leads this reader to the one that proposes it to another space. */
export async function mayTransfer(ctx: Context, idea: Placed & Movable): Promise<boolean> {
  return whyNotMovable(idea) === null && proposesAs(ctx.actor, await decided(ctx.db.read, idea)) !== null;
}

/** A proposal as people read it: a space is null for whoever may not know of it. */
export type ShownTransfer = {
  id: string;
  state: TransferState;
  source: { name: string; slug: string } | null;
  target: { name: string; slug: string } | null;
  html: string;
  at: number;
  by: { name: string; avatar: string | null; affiliation: Affiliation };
  signsAs: SignsAs;
  decidedBy: string | null;
  decidedAt: number | null;
  answerHtml: string | null;
  /** Where this reader may do something about it; null for all others. */
  acts: string | null;
};

/** As many of the proposals for an idea stand on its page. */
const mostShown = 3;

/** What was proposed for an idea that this reader sees, the last first; not what was withdrawn or fell away. */
export async function transfersOn(ctx: Context, idea: { id: string; space: string }): Promise<ShownTransfer[]> {
  return shown(ctx, and(eq(transfers.idea, idea.id), inArray(transfers.state, ["open", "accepted", "declined"])));
}

async function shown(ctx: Context, which: ReturnType<typeof and>): Promise<ShownTransfer[]> {
  const { actor } = ctx;
  const { read } = ctx.db;
  const rows = await read
    .select({ transfer: transfers, name: members.name, avatar: members.avatar })
    .from(transfers)
    .innerJoin(members, eq(members.id, transfers.by))
    .where(which)
    .orderBy(desc(transfers.at), desc(transfers.id))
    .limit(mostShown);
  if (rows.length === 0) return [];
  const places = await read
    .select({ id: spaces.id, name: spaces.name, slug: spaces.slug, visibility: spaces.visibility })
    .from(spaces)
    .where(
      inArray(
        spaces.id,
        rows.flatMap(({ transfer }) => [transfer.source, transfer.target]),
      ),
    );
  const judges = rows.flatMap(({ transfer }) => transfer.decidedBy ?? []);
  const people = await read
    .select({ id: members.id, name: members.name })
    .from(members)
    .where(inArray(members.id, [...judges, ""]));
  const placeOf = (id: string) => {
    const place = places.find((one) => one.id === id);
    return place && maySeeSpace(actor, place) ? { name: place.name, slug: place.slug } : null;
  };
  return rows.map(({ transfer, name, avatar }) => ({
    id: transfer.id,
    state: transfer.state,
    source: placeOf(transfer.source),
    target: placeOf(transfer.target),
    html: transfer.html,
    at: transfer.at,
    by: { name, avatar, affiliation: transfer.affiliation },
    signsAs: transfer.signsAs,
    decidedBy: people.find(({ id }) => id === transfer.decidedBy)?.name ?? null,
    decidedAt: transfer.decidedAt,
    answerHtml: transfer.answerHtml,
    acts: transfer.state === "open" && actsOn(actor, transfer) ? transferPath(transfer.idea) : null,
  }));
}

function actsOn(actor: Actor, { source, target }: Transfer): boolean {
  return isVerified(actor) && (isPilotOf(actor, source) || isPilotOf(actor, target) || isAdmin(actor));
}

/** A space that an idea may be proposed to. */
export type Choice = { id: string; name: string; isPrivate: boolean };

/** The page of an idea for which nothing waits. */
export type ProposingPage = {
  kind: "proposing";
  /** Why nothing can be proposed from here: the code of a sentence. */
  closed: string | null;
  choices: Choice[];
  chosen: { space: Choice; closed: string | null; isAtOnce: boolean; preview: Preview } | null;
  /** What became of the last proposal. */
  before: ShownTransfer | null;
};

/** The page of an idea for which a proposal waits, for those who made it and those who decide. */
export type WaitingPage = {
  kind: "waiting";
  transfer: ShownTransfer;
  /** Whether this reader decides, and whether he or she may withdraw it. */
  mayDecide: boolean;
  mayWithdraw: boolean;
  /** Why it cannot be accepted now: the code of a sentence. */
  closed: string | null;
  preview: Preview;
  /** The idea's texts, for whoever decides and does not see its page yet. */
  texts: { problem: string; forWhom: string; solution: string; language: string; by: string } | null;
};

/**
 * What the page that brings an idea to another space shows. Somebody who decides for that space sees there what a
 * proposal says of an idea that he or she may not see otherwise. Throws `NotFound` for whoever does neither.
 */
export async function transferPage(ctx: Context, id: string, to: string | null) {
  const open = await openTransfer(ctx.db.read, id);
  return open ? waitingPage(ctx, open) : proposingPage(ctx, id, to);
}

async function waitingPage(ctx: Context, open: Transfer) {
  const { actor } = ctx;
  const { read } = ctx.db;
  const { idea, source, target } = await wholeTransfer(read, open.id);
  const [there, here] = [await decidedIn(read, idea, target.id), await decided(read, idea)];
  const mayDecide = mayReceive(actor, there, target);
  const seesIdea = maySeeSpace(actor, source);
  const mayWithdraw = seesIdea && proposesAs(actor, here) !== null;
  // Whoever wrote it and pilots its space learns here that others decide.
  const isOwn = seesIdea && steers(actor, source.id) && isInvolved(actor, here);
  if (!mayDecide && !mayWithdraw && !isOwn) throw new NotFound();
  const [transfer] = await shown(ctx, eq(transfers.id, open.id));
  if (!transfer) throw new NotFound();
  const preview = await previewOf(read, idea, { source, target });
  const [author] = await read.select({ name: members.name }).from(members).where(eq(members.id, idea.author));
  const page: WaitingPage = {
    kind: "waiting",
    transfer,
    mayDecide,
    mayWithdraw,
    closed: whyNoTransfer(idea, { source, target }, preview.outside),
    preview,
    texts: seesIdea
      ? null
      : {
          problem: idea.problemHtml,
          forWhom: idea.forWhomHtml,
          solution: idea.solutionHtml,
          language: idea.language,
          by: author?.name ?? "",
        },
  };
  return { space: placeFor(seesIdea ? source : target), idea: headOf(idea, seesIdea), page };
}

async function proposingPage(ctx: Context, id: string, to: string | null) {
  const { actor } = ctx;
  const { read } = ctx.db;
  const { idea, space: source } = await ideaSeenBy(read, actor, id);
  const about = await decided(read, idea);
  const isOwn = steers(actor, source.id) && isInvolved(actor, about);
  if (proposesAs(actor, about) === null && !isOwn) throw new NotFound();
  const closed = isOwn
    ? "own_idea"
    : (whyNotMovable(idea) ?? ((await isLate(read, id, ctx.now)) ? "transfer_late" : null));
  const choices = closed === null ? await choicesFor(read, actor, source) : [];
  const wanted = choices.find((space) => space.id === to) ?? null;
  const [before] = await shown(ctx, and(eq(transfers.idea, id), eq(transfers.state, "declined")));
  const page: ProposingPage = {
    kind: "proposing",
    closed,
    choices,
    chosen: wanted && (await chosenFor(ctx, { id, source }, wanted)),
    before: before ?? null,
  };
  return { space: placeFor(source), idea: headOf(idea, true), page };
}

/** Where somebody goes after an act on that page: to the idea, or to the desk where it is not to be seen. */
export async function pathAfter(ctx: Context, id: string): Promise<string> {
  const [row] = await ctx.db.read
    .select({ idea: { id: ideas.id, title: ideas.title }, space: { id: spaces.id, visibility: spaces.visibility } })
    .from(ideas)
    .innerJoin(spaces, eq(spaces.id, ideas.space))
    .where(eq(ideas.id, id));
  return row && maySeeSpace(ctx.actor, row.space) ? ideaPath(row.idea) : "/pilot";
}

async function chosenFor(ctx: Context, { id, source }: { id: string; source: Space }, choice: Choice) {
  const { read } = ctx.db;
  const [row] = await read.select().from(ideas).where(eq(ideas.id, id));
  const [target] = await read.select().from(spaces).where(eq(spaces.id, choice.id));
  if (!row || !target) throw new NotFound();
  const idea = { ...row, ...(await authorsOf(read, row)) };
  const preview = await previewOf(read, idea, { source, target });
  return {
    space: choice,
    closed: whyNoTransfer(idea, { source, target }, preview.outside),
    isAtOnce: mayReceive(ctx.actor, await decidedIn(read, idea, target.id), target),
    preview,
  };
}

/** The spaces that this person knows of; out of a private one no idea becomes public. */
async function choicesFor(read: Reads, actor: Actor, source: Space): Promise<Choice[]> {
  const rows = await read
    .select({ id: spaces.id, name: spaces.name, visibility: spaces.visibility })
    .from(spaces)
    .where(
      and(
        spacesSeenBy(actor),
        ne(spaces.id, source.id),
        source.visibility === "private" ? eq(spaces.visibility, "private") : undefined,
      ),
    )
    .orderBy(asc(spaces.name), asc(spaces.id))
    .limit(100);
  return rows.map(({ visibility, ...space }) => ({ ...space, isPrivate: visibility === "private" }));
}

function placeFor({ id, slug, name, accent }: Space) {
  return { id, slug, name, accent };
}

function headOf(idea: Parameters<typeof headingOf>[0], isSeen: boolean) {
  return { ...headingOf(idea), isSeen, ...(isSeen ? {} : { path: transferPath(idea.id) }) };
}
