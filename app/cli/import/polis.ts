/** What the rows of a Polis export mean. Pure: no file, no clock, no database. */
import type { SignalKind } from "../../../db/schema/signals.ts";
import { headOf, limits } from "../../features/ideas/rules.ts";
import { isSourceId, type Mapped, type Place, type Row, type SourceIdea, type SourceSignal } from "./source.ts";

export const statementColumns = ["timestamp", "comment-id", "author-id", "moderated", "comment-body"] as const;
export const voteColumns = ["timestamp", "comment-id", "voter-id", "vote"] as const;

/** A statement's text becomes the problem; its first words, cut at a word, become the title. */
const longestTitle = 80;

const kinds: ReadonlyMap<string, SignalKind> = new Map([
  ["1", "support"],
  ["-1", "not_for_me"],
  ["0", "pass"],
]);

/** A row of comments.csv. `now` is in milliseconds: nothing was said after it. */
export function statementOf(row: Row, place: Place, now: number): Mapped<SourceIdea> {
  const key = row["comment-id"] ?? "";
  const author = row["author-id"] ?? "";
  const body = (row["comment-body"] ?? "").trim();
  const moderated = row.moderated ?? "";
  const at = momentOf(row.timestamp ?? "", now);
  if (!isSourceId(key)) return { reason: `comment-id "${key}" cannot be used` };
  if (!isSourceId(author)) return { reason: `author-id "${author}" cannot be used` };
  if (at === null) return { reason: `timestamp "${row.timestamp}" is no time in milliseconds` };
  if (!["1", "0", "-1"].includes(moderated)) return { reason: `moderated is "${moderated}", not 1, 0 or -1` };
  if (body === "") return { reason: "comment-body is empty" };
  if (body.length > limits.problem) {
    return { reason: `comment-body has ${body.length} characters, more than ${limits.problem}` };
  }
  return {
    value: {
      key,
      author,
      title: headOf(body, longestTitle),
      problem: body,
      isRejected: moderated === "-1",
      tags: [],
      facts: [],
      at,
      place,
    },
  };
}

/** A row of votes.csv. `statements` are those that are imported. */
export function voteOf(row: Row, statements: ReadonlySet<string>, now: number): Mapped<SourceSignal> {
  const idea = row["comment-id"] ?? "";
  const person = row["voter-id"] ?? "";
  const kind = kinds.get(row.vote ?? "");
  const at = momentOf(row.timestamp ?? "", now);
  if (!isSourceId(person)) return { reason: `voter-id "${person}" cannot be used` };
  if (at === null) return { reason: `timestamp "${row.timestamp}" is no time in milliseconds` };
  if (!kind) return { reason: `vote is "${row.vote}", not 1, -1 or 0` };
  if (!statements.has(idea)) return { reason: `comment-id "${idea}" is no statement that is imported` };
  return { value: { idea, person, kind, at } };
}

/** Polis is from 2012: an earlier time is one in seconds, or none at all. */
const earliest = Date.UTC(2010, 0, 1);
const day = 86_400_000;

function momentOf(cell: string, now: number): number | null {
  const at = /^\d{12,15}$/.test(cell) ? Number(cell) : 0;
  return at >= earliest && at <= now + day ? at : null;
}

/**
 * Keeps the latest vote of each person on each statement; of two at the same moment, the later in
 * the file. Holds one entry per pair.
 */
export function latestVotes() {
  const byPair = new Map<string, SourceSignal>();
  let seen = 0;
  return {
    add(vote: SourceSignal): void {
      seen++;
      const pair = `${vote.idea}\n${vote.person}`;
      const earlier = byPair.get(pair);
      if (!earlier || vote.at >= earlier.at) byPair.set(pair, vote);
    },
    /** Oldest first, and how many were replaced by a later one. */
    result(): { signals: SourceSignal[]; replaced: number } {
      const signals = [...byPair.values()].sort((a, b) => a.at - b.at);
      return { signals, replaced: seen - signals.length };
    },
  };
}

/** The id of a conversation in its address (`https://pol.is/3atycmhmer`), or null. */
export function conversationOf(url: string): string | null {
  return /^https?:\/\/[^/]+\/(?:report\/)?([\w-]{3,64})\/?$/.exec(url)?.[1] ?? null;
}
