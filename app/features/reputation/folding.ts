/**
 * What events do to the ledger: the one place that says so. The same code writes the ledger beside the commands, from the
 * database, and folds the whole log again, in memory. What a line is worth is computed after it, from what stands.
 */
import type { LoggedEvent } from "../../platform/events.server.ts";
import type { reputationGrounds, reputationLines } from "../../../db/schema/reputation.ts";
import { forecastScore, isDamped, type RuleName, wholeShare } from "./rules.ts";

type Row = typeof reputationLines.$inferSelect;

/** A line as events make and change it: without what is computed. */
export type Line = Omit<Row, "damped" | "points" | "facet" | "rules" | "rule"> & { rule: RuleName };

/** An event as far as the ledger reads it. */
export type Happened = Omit<LoggedEvent, "cause" | "rules">;

export type Ground = typeof reputationGrounds.$inferSelect;

/** Why a line does not count. */
export const because = {
  /** The act itself was taken back. */
  undone: 1,
  /** The idea or the comment was hidden. */
  hidden: 2,
  deleted: 4,
  /** Its author took the idea back. */
  withdrawn: 8,
  /** The same person signalled later on the idea that it is part of. */
  overruled: 16,
  /** It came by a merge that was taken back. */
  unmerged: 32,
  /** The shares were frozen, and another line stands for it. */
  settled: 64,
  /** It does not count yet. */
  pending: 128,
  /** Whoever gave the signal writes the idea by a merge. */
  joined: 256,
  /** It is held until a pilot has looked at it. */
  held: 512,
  /** A pilot discarded it: it looked arranged. */
  discarded: 1024,
} as const;

export type Because = keyof typeof because;

/** The reasons that are those of an idea, for all that it brought. */
const outOfSight = because.hidden | because.withdrawn;

type Maybe<Value> = Value | Promise<Value>;

export type Where = { rule?: RuleName; idea?: string; giver?: string; source?: string; ref?: string };

/** Where the ledger is kept while events are applied to it. */
export type Book = {
  /** Whose an idea is, and whether it is hidden. */
  ideaOf(idea: string): Maybe<{ author: string; isHidden: boolean } | undefined>;
  authorOfComment(comment: string): Maybe<string | undefined>;
  /** What is part of an idea by merges. */
  sourcesOf(idea: string): Maybe<readonly string[]>;
  groundsOf(event: string): Maybe<readonly Ground[]>;
  /** The grounds by which signals on an idea are divided now; none: all is its author's. */
  splitOf(idea: string): Maybe<readonly Ground[]>;
  /** Those whom a merge brought to an idea. */
  broughtBy(merge: string): Maybe<readonly Ground[]>;
  find(where: Where): Maybe<readonly Line[]>;
  add(line: Line): Maybe<void>;
  /** Lets nobody else change what these people have by signals until the event is through. */
  hold(members: readonly string[]): Maybe<void>;
  /** Keeps what has been changed in a line. `wasCounting`: whether it did before, and since when it was dated. */
  save(line: Line, before: { counted: boolean; at: number }): Maybe<void>;
};

/** Stages that count, by the name of their rule. */
const stageRules: Readonly<Record<string, RuleName>> = {
  evaluating: "shortlisted",
  developing: "co_developing",
  adopted: "adopted",
  shipped: "shipped",
};

/** The rule by which entering a stage counts; undefined where none does. */
export function stageRule(stage: unknown): RuleName | undefined {
  return stageRules[String(stage)];
}

/** Rules about the idea itself: nothing of them counts while it cannot be read. */
const ofIdeas: readonly RuleName[] = [
  "signal_received",
  "shortlisted",
  "co_developing",
  "adopted",
  "shipped",
  "text_frozen",
];

/** Events after which the signals on an idea may be divided in another way. */
export const splitting: ReadonlySet<string> = new Set([
  "idea.edited",
  "author.accepted",
  "author.left",
  "idea.took_in",
  "idea.gave_back",
]);

/** Events after which the shares of an idea are others than were frozen: what its stages brought is settled by them. */
export const sharesStand: readonly string[] = ["credit.confirmed"];

/** Every kind of event that the ledger reads. */
export const kindsRead: readonly string[] = [
  ...splitting,
  "signal.cast",
  "signal.undone",
  "signal.set_apart",
  "signal.matured",
  "signal.held",
  "signal.discarded",
  "signal.released",
  "idea.submitted",
  "idea.merged",
  "idea.unmerged",
  "duplicate.confirmed",
  "duplicate.parted",
  "idea.moved",
  "idea.move_undone",
  "idea.reported",
  "idea.report_dismissed",
  "idea.hidden",
  "idea.restored",
  "idea.withdrawn",
  "idea.returned",
  "idea.note_adopted",
  "idea.note_adoption_undone",
  "comment.posted",
  "comment.adopted",
  "comment.adoption_undone",
  "comment.evidence_accepted",
  "comment.evidence_acceptance_undone",
  "comment.reported",
  "comment.report_dismissed",
  "comment.hidden",
  "comment.deleted",
  "comment.restored",
  "suggestion.accepted",
  "newcomer.welcomed",
  "newcomer.welcome_undone",
  "room.session_qualified",
  "room.session_unqualified",
  "forecast.resolved",
  "forecast.outcome_undone",
  ...sharesStand,
];

/** Whether a line counts. */
export function counts({ reversals }: { reversals: number }): boolean {
  return reversals === 0;
}

export function has({ reversals }: { reversals: number }, why: Because): boolean {
  return (reversals & because[why]) !== 0;
}

/** Applies one event to the ledger. Events come in the order of the log. */
export async function apply(book: Book, event: Happened): Promise<void> {
  const { kind, payload, subject } = event;
  const id = subject.slice(subject.indexOf(":") + 1);
  switch (kind) {
    case "signal.cast":
      // Almost all that is to be folded: whatever need not be waited for is not.
      if (payload.previousKind !== null) await take(book, event, id);
      return give(book, event, id);
    case "signal.undone":
    case "signal.set_apart":
      return take(book, event, id);
    case "signal.matured":
      return give(book, event, id);
    case "signal.held":
    case "signal.discarded":
    case "signal.released":
      return setAside(book, event, id);
    case "idea.unmerged":
      return standAlone(book, event, id);
    case "idea.took_in":
      return join(book, event, id);
    case "idea.gave_back":
      return part(book, event, id);
    case "idea.moved":
      return move(book, event, id);
    case "idea.move_undone":
      return undoMove(book, event, id);
    case "idea.hidden":
    case "idea.restored":
      await markIdea(book, event, id, "hidden", kind === "idea.hidden");
      return kind === "idea.hidden" ? upholdReports(book, event, id) : overturnReports(book, event, id);
    case "idea.withdrawn":
    case "idea.returned":
      return markIdea(book, event, id, "withdrawn", kind === "idea.withdrawn");
    case "comment.hidden":
      await markComment(book, event, id, "hidden", true);
      return upholdReports(book, event, id);
    case "comment.deleted":
      return markComment(book, event, id, "deleted", true);
    case "comment.restored":
      if (payload.from !== "hidden") return markComment(book, event, id, "deleted", false);
      await markComment(book, event, id, "hidden", false);
      return overturnReports(book, event, id);
    case "idea.reported":
    case "comment.reported": {
      if (event.actor === "system") return;
      const reported = { rule: "report_upheld" as const, member: event.actor, source: id, giver: null };
      const idea = kind === "idea.reported" ? id : String(payload.idea);
      return addLine(book, event, { ...reported, idea, isPrivate: true, reversals: because.pending });
    }
    case "idea.report_dismissed":
    case "comment.report_dismissed":
      return mark(book, event, await pendingReports(book, id), "undone", true);
    case "comment.posted":
      return nameNextInput(book, event, id);
    case "comment.adopted":
      await addOthers(book, event, "comment_adopted", id);
      return adoptedAfterWelcome(book, event, id, true);
    case "comment.adoption_undone":
      await undo(book, event, { rule: "comment_adopted", source: id });
      return adoptedAfterWelcome(book, event, id, false);
    case "comment.evidence_accepted":
      return addOthers(book, event, "evidence_accepted", id);
    case "comment.evidence_acceptance_undone":
      return undo(book, event, { rule: "evidence_accepted", source: id });
    case "suggestion.accepted":
      return addOthers(book, event, "suggestion_accepted", id);
    case "idea.note_adopted":
      for (const { member, isPrivate } of await book.groundsOf(event.id)) {
        if (member === event.actor) continue;
        const note = { rule: "note_adopted" as const, member, source: String(payload.note), ref: String(payload.room) };
        await addLine(book, event, { ...note, idea: id, isPrivate });
      }
      return;
    case "idea.note_adoption_undone":
      return undo(book, event, { rule: "note_adopted", source: String(payload.note) });
    case "duplicate.confirmed": {
      const member = String(payload.member);
      // Whoever wrote one of the two, or merges them, made no find for others.
      if (payload.isOwn === true || member === event.actor) return;
      return addLine(book, event, {
        rule: "duplicate_confirmed",
        member,
        source: String(payload.duplicate),
        idea: id,
        ref: String(payload.merge),
      });
    }
    case "duplicate.parted":
      return undo(book, event, { rule: "duplicate_confirmed", source: String(payload.duplicate) });
    case "newcomer.welcomed": {
      const comment = String(payload.comment);
      const member = await book.authorOfComment(comment);
      if (member === undefined) return;
      const welcome = { rule: "welcome" as const, member, source: comment, giver: null, idea: null };
      return addLine(book, event, { ...welcome, ref: `newcomer:${id}`, reversals: because.pending });
    }
    case "newcomer.welcome_undone":
      return undo(book, event, { rule: "welcome", source: String(payload.comment) });
    case "room.session_qualified": {
      const session = { rule: "session_run" as const, member: String(payload.host), source: id, giver: null };
      const idea = payload.idea === null ? null : String(payload.idea);
      return addLine(book, event, { ...session, idea, isPrivate: payload.audience !== "space" });
    }
    case "room.session_unqualified":
      return undo(book, event, { rule: "session_run", source: id });
    case "forecast.resolved":
      for (const { member, share } of await book.groundsOf(event.id)) {
        const score = forecastScore(share / wholeShare, payload.happened === "yes");
        const forecast = { rule: "forecast" as const, source: String(payload.forecast), ref: String(payload.outcome) };
        // It is nobody's act that something happens.
        if (score > 0) await addLine(book, event, { ...forecast, member, idea: id, giver: null, part: score });
      }
      return;
    case "forecast.outcome_undone":
      return undo(book, event, { rule: "forecast", source: String(payload.forecast) });
    case "credit.confirmed": {
      const grounds = await book.groundsOf(event.id);
      for (const rule of Object.values(stageRules)) await settle(book, event, id, rule, grounds);
      return;
    }
  }
}

type New = Pick<Line, "rule" | "member" | "source" | "idea"> &
  Partial<Pick<Line, "space" | "giver" | "ref" | "part" | "isPrivate" | "reversals">>;

function addLine(book: Book, event: Happened, line: New): Maybe<void> {
  const { id, at, actor, space } = event;
  if (space === null) return undefined;
  const reversals = line.reversals ?? 0;
  // Field by field: spreading takes several times as long, and there may be a million.
  return book.add({
    event: id,
    rule: line.rule,
    member: line.member,
    space: line.space ?? space,
    giver: line.giver === undefined ? (actor === "system" ? null : actor) : line.giver,
    idea: line.idea,
    source: line.source,
    ref: line.ref ?? null,
    part: line.part ?? 10_000,
    at,
    isPrivate: line.isPrivate ?? false,
    reversals,
    reversedAt: reversals === 0 ? null : at,
    reversedBy: reversals === 0 ? null : id,
  });
}

/** A line for the author of what somebody else took up. */
async function addOthers(book: Book, event: Happened, rule: RuleName, source: string): Promise<void> {
  const member = String(event.payload.author);
  if (member === event.actor) return;
  await addLine(book, event, { rule, member, source, idea: String(event.payload.idea) });
}

/** Lets lines count no more for one reason, or lets that reason fall. `change`: what else becomes of them. */
async function mark(
  book: Book,
  event: Happened,
  lines: readonly Line[],
  why: Because,
  on: boolean,
  change: Partial<Pick<Line, "ref" | "at" | "giver">> = {},
): Promise<void> {
  const changing = lines.filter((line) => has(line, why) !== on);
  // Before the first write: whoever gives a signal holds its receiver first, and then writes lines.
  await book.hold(changing.filter(({ rule }) => isDamped(rule)).map(({ member }) => member));
  for (const line of changing) {
    const before = { counted: counts(line), at: line.at };
    line.reversals ^= because[why];
    Object.assign(line, change);
    if (counts(line)) Object.assign(line, { reversedAt: null, reversedBy: null });
    else if (before.counted) Object.assign(line, { reversedAt: event.at, reversedBy: event.id });
    await book.save(line, before);
  }
}

async function undo(book: Book, event: Happened, where: Where): Promise<void> {
  await mark(book, event, await book.find(where), "undone", true);
}

/** The signal that somebody gave before, here or on what is part of this idea, counts no more. */
async function take(book: Book, event: Happened, idea: string): Promise<void> {
  const giver = String(event.payload.member);
  if (event.payload.previousKind === null) return;
  await undo(book, event, { rule: "signal_received", idea, giver });
  if (event.kind === "signal.set_apart") return;
  for (const source of await book.sourcesOf(idea)) {
    const there = await book.find({ rule: "signal_received", idea: source, giver });
    await mark(book, event, there, "overruled", true, { ref: idea });
  }
}

/** A signal of support counts for whoever writes the idea, by the shares that they have now. */
async function give(book: Book, event: Happened, idea: string): Promise<void> {
  const { payload } = event;
  if (payload.kind !== "support" || payload.eligible !== true || payload.byAuthor === true) return;
  const giver = String(payload.member);
  const about = await book.ideaOf(idea);
  if (!about) return;
  const split = await book.splitOf(idea);
  const receivers = split.length > 0 ? split : [{ member: about.author, share: 10_000 }];
  for (const { member, share } of receivers) {
    if (share === 0 || member === giver) continue;
    // What matures while it counts nowhere counts when it is released.
    const away = payload.away === "held" || payload.away === "discarded" ? because[payload.away] : 0;
    const reversals = (about.isHidden ? because.hidden : 0) | away;
    await addLine(book, event, {
      rule: "signal_received",
      member,
      source: idea,
      idea,
      giver,
      part: share,
      reversals,
    });
  }
}

/** A signal counts nowhere for a time or for good, or does again, as if it had never been away. */
async function setAside(book: Book, event: Happened, idea: string): Promise<void> {
  const lines = await book.find({ rule: "signal_received", idea, giver: String(event.payload.member) });
  // First what holds from now on: so nothing counts for a moment in between.
  for (const why of ["discarded", "held"] as const) {
    if (event.payload.away === why) await mark(book, event, lines, why, true);
  }
  for (const why of ["discarded", "held"] as const) {
    if (event.payload.away !== why) await mark(book, event, lines, why, false);
  }
}

/** An idea is no part of another one any more: what was signalled there says nothing about it. */
async function standAlone(book: Book, event: Happened, idea: string): Promise<void> {
  const here = [idea, ...(await book.sourcesOf(idea))];
  for (const each of here) {
    const lines = (await book.find({ rule: "signal_received", idea: each })).filter(
      (line) => has(line, "overruled") && !here.includes(line.ref ?? ""),
    );
    await mark(book, event, lines, "overruled", false, { ref: null });
  }
}

/** Whoever came to write an idea by a merge gave a signal as an author. */
async function join(book: Book, event: Happened, idea: string): Promise<void> {
  for (const { member } of await book.broughtBy(String(event.payload.merge))) {
    const own = await book.find({ rule: "signal_received", idea, giver: member });
    await mark(book, event, own, "joined", true);
  }
}

/** Whoever wrote an idea by a merge alone has nothing more of what it got since. */
async function part(book: Book, event: Happened, idea: string): Promise<void> {
  const brought = await book.broughtBy(String(event.payload.merge));
  const stay = new Set((await book.splitOf(idea)).map(({ member }) => member));
  const gone = brought.filter(({ member }) => !stay.has(member));
  if (gone.length === 0) return;
  const since = new Map(gone.map(({ member, at }) => [member, at]));
  const lines = await book.find({ rule: "signal_received", idea });
  const got = lines.filter(({ member, at }) => at >= (since.get(member) ?? Infinity));
  await mark(book, event, got, "unmerged", true);
  const gave = lines.filter(({ giver }) => giver !== null && since.has(giver));
  await mark(book, event, gave, "joined", false);
}

async function move(book: Book, event: Happened, idea: string): Promise<void> {
  const { from, to } = event.payload;
  const rule = stageRule(to);
  if (!rule || from === to) return;
  const paid = await book.find({ rule, idea });
  if (paid.some((line) => !has(line, "undone"))) return;
  const ref = String(event.payload.move);
  const grounds = await book.groundsOf(event.id);
  for (const { member, share, textShare } of grounds) {
    const line = { member, source: idea, idea, ref };
    if (share > 0) await addLine(book, event, { ...line, rule, part: share });
    if (rule === "adopted" && textShare > 0)
      await addLine(book, event, { ...line, rule: "text_frozen", part: textShare });
  }
  if (rule === "adopted") {
    for (const earlier of ["shortlisted", "co_developing"] as const) {
      await settle(book, event, idea, earlier, grounds, ref);
    }
  }
}

/**
 * What a stage brought by the shares of its moment is settled by those that were frozen, or by those that hold later. It
 * stays where it was earned, and counts as little as it did while the idea is out of sight. `move`: the one with which
 * it falls, where that is another one than before.
 */
async function settle(
  book: Book,
  event: Happened,
  idea: string,
  rule: RuleName,
  grounds: readonly Ground[],
  move?: string,
): Promise<void> {
  const standing = (await book.find({ rule, idea })).filter((line) => !has(line, "undone") && !has(line, "settled"));
  const [before] = standing;
  if (!before) return;
  const frozen = new Map(grounds.flatMap(({ member, share }) => (share > 0 ? [[member, share] as const] : [])));
  const changed = standing.filter(({ member, part: was }) => frozen.get(member) !== was);
  await mark(book, event, changed, "settled", true);
  const same = new Set(standing.filter((line) => !changed.includes(line)).map(({ member }) => member));
  for (const [member, share] of frozen) {
    if (same.has(member)) continue;
    const { space, giver } = before;
    const whose = move === undefined ? { giver, ref: before.ref } : { ref: move };
    const reversals = before.reversals & outOfSight;
    await addLine(book, event, { rule, member, source: idea, idea, space, reversals, ...whose, part: share });
  }
}

async function undoMove(book: Book, event: Happened, idea: string): Promise<void> {
  const brought = await book.find({ ref: String(event.payload.move) });
  const wasFrozen = brought.some((line) => line.rule === "adopted" && !has(line, "undone"));
  await mark(book, event, brought, "undone", true);
  if (!wasFrozen) return;
  for (const rule of ["shortlisted", "co_developing"] as const) {
    await mark(book, event, await book.find({ rule, idea }), "settled", false);
  }
}

async function markIdea(book: Book, event: Happened, idea: string, why: Because, on: boolean): Promise<void> {
  const lines = (await book.find({ idea })).filter(({ rule }) => ofIdeas.includes(rule));
  await mark(book, event, lines, why, on);
}

async function markComment(book: Book, event: Happened, comment: string, why: Because, on: boolean): Promise<void> {
  const said = (await book.find({ source: comment })).filter(
    ({ rule }) => rule === "comment_adopted" || rule === "evidence_accepted",
  );
  await mark(book, event, said, why, on);
  await mark(book, event, await book.find({ rule: "welcome", ref: comment }), why, on);
}

async function pendingReports(book: Book, source: string): Promise<Line[]> {
  const reports = await book.find({ rule: "report_upheld", source });
  return reports.filter((line) => has(line, "pending") && !has(line, "undone"));
}

async function upholdReports(book: Book, event: Happened, source: string): Promise<void> {
  await mark(book, event, await pendingReports(book, source), "pending", false, { at: event.at });
}

/** What was hidden is back: whoever had reported it was not right after all. */
async function overturnReports(book: Book, event: Happened, source: string): Promise<void> {
  const reports = await book.find({ rule: "report_upheld", source });
  await mark(
    book,
    event,
    reports.filter((line) => !has(line, "pending")),
    "undone",
    true,
  );
}

/** The first comment of somebody who was made welcome is the one that must be adopted for the welcome to count. */
async function nameNextInput(book: Book, event: Happened, comment: string): Promise<void> {
  const author = String(event.payload.author);
  const waiting = await book.find({ rule: "welcome", ref: `newcomer:${author}` });
  for (const line of waiting) {
    if (has(line, "undone")) continue;
    line.ref = comment;
    await book.save(line, { counted: false, at: line.at });
  }
}

async function adoptedAfterWelcome(book: Book, event: Happened, comment: string, on: boolean): Promise<void> {
  const waiting = await book.find({ rule: "welcome", ref: comment });
  const giver = event.actor === "system" ? null : event.actor;
  await mark(book, event, waiting, "pending", !on, on ? { at: event.at, giver } : {});
}
