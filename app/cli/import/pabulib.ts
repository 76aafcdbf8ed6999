/** What the rows of a Pabulib file mean. Pure: no file, no clock, no database. */
import type { Fact } from "../../../db/schema/ideas.ts";
import { headOf, limits } from "../../features/ideas/rules.ts";
import type { Locale } from "../../platform/actor.ts";
import { isSourceId, type Mapped, type Place, type Row, type SourceIdea } from "./source.ts";

export const sections = ["META", "PROJECTS", "VOTES"] as const;
export type Section = (typeof sections)[number];

/** Columns that each section must have. */
export const sectionColumns: Record<Section, readonly string[]> = {
  META: ["key", "value"],
  PROJECTS: ["project_id", "name"],
  VOTES: ["voter_id", "vote"],
};

/** Votes whose meaning is "I support these"; scores and rankings say something else. */
const approvals: ReadonlySet<string> = new Set(["approval", "choose-1"]);

/** Longest name that is a title as it stands; a longer one is cut, and stays whole in the text. */
const longestTitle = 200;
const longestTag = 100;

export type Meta = {
  name: string;
  /** The place and year the file is about: who put its projects forward. */
  author: string;
  /** Tells this file from others. */
  key: string;
  language: Locale;
  currency: string | null;
  /** When the vote began and ended, in milliseconds since 1970 UTC. */
  begin: number;
  end: number;
};

/** The META section. The reason says what keeps the whole file from being imported. */
export function metaOf(meta: ReadonlyMap<string, string>, now: number): Mapped<Meta> {
  const text = (key: string) => (meta.get(key) ?? "").trim();
  const voteType = text("vote_type") || "approval";
  if (!approvals.has(voteType)) return { reason: `its votes are of type "${voteType}", not approval` };
  const begin = dayOf(text("date_begin"), "first", now);
  const end = dayOf(text("date_end"), "last", now);
  if (begin === null || end === null) return { reason: "its META has no usable date_begin and date_end" };
  const author = [text("unit"), text("instance")].filter(Boolean).join(" ");
  const key = [text("country"), text("unit"), text("subunit"), text("instance")].filter(Boolean).join("/");
  if (author === "" || key === "") return { reason: "its META names no unit and instance" };
  return {
    value: {
      name: text("description") || author,
      author,
      key,
      language: text("country").toLowerCase() === "france" ? "fr" : "en",
      currency: /^[A-Z]{3}$/.test(text("currency")) ? text("currency") : null,
      begin,
      end,
    },
  };
}

const dayForms = [
  /^(?<day>\d{1,2})\.(?<month>\d{1,2})\.(?<year>\d{4})$/,
  /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)$/,
];
const earliest = Date.UTC(2000, 0, 1);
const oneDay = 86_400_000;

/**
 * A day (`31.10.2022`, `2022-10-31`) or a whole year, as noon UTC, so that it is the same day
 * nearly everywhere: the file has no times. Null for what is no day, or lies in the future.
 */
function dayOf(text: string, ofYear: "first" | "last", now: number): number | null {
  const whole = /^\d{4}$/.test(text) ? (ofYear === "first" ? `${text}-01-01` : `${text}-12-31`) : text;
  const parts = dayForms.map((form) => form.exec(whole)?.groups).find(Boolean);
  const at = Date.UTC(Number(parts?.year), Number(parts?.month) - 1, Number(parts?.day), 12);
  const isDay = new Date(at).getUTCDate() === Number(parts?.day);
  return isDay && at >= earliest && at <= now + oneDay ? at : null;
}

/** A row of PROJECTS. The author is the same for all: the file does not say who proposed what. */
export function projectOf(row: Row, place: Place, meta: Meta): Mapped<SourceIdea> {
  const key = row.project_id ?? "";
  const name = (row.name ?? "").trim();
  if (!isSourceId(key)) return { reason: `project_id "${key}" cannot be used` };
  if (name === "") return { reason: "name is empty" };
  if (name.length > limits.problem)
    return { reason: `name has ${name.length} characters, more than ${limits.problem}` };
  const facts = costOf(row.cost ?? "", meta.currency);
  if (!facts) return { reason: `cost "${row.cost}" is no amount` };
  return {
    value: {
      key,
      author: authorKey,
      title: headOf(name, longestTitle),
      problem: name,
      isRejected: false,
      tags: tagsOf(row),
      facts,
      at: meta.begin,
      place,
    },
  };
}

/** Stands for the place that put the projects forward; no voter has it (ids have no "*"). */
export const authorKey = "*";

function costOf(cell: string, currency: string | null): Fact[] | null {
  if (cell === "") return [];
  if (!/^\d{1,12}(\.\d{1,4})?$/.test(cell)) return null;
  return currency === null ? [] : [{ name: "cost", amount: Number(cell), currency }];
}

function tagsOf(row: Row): string[] {
  const words = [...(row.category ?? "").split(","), row.district ?? ""].map((word) => word.trim());
  return [...new Set(words)].filter((word) => word !== "" && word.length <= longestTag);
}

/** A row of VOTES: who, and the ids he or she approved, each once. */
export function ballotOf(row: Row): Mapped<{ person: string; projects: string[]; isRepeating: boolean }> {
  const person = row.voter_id ?? "";
  const projects = (row.vote ?? "")
    .split(",")
    .map((id) => id.trim())
    .filter(Boolean);
  if (!isSourceId(person)) return { reason: `voter_id "${person}" cannot be used` };
  if (projects.length === 0) return { reason: "vote names no project" };
  const distinct = [...new Set(projects)];
  return { value: { person, projects: distinct, isRepeating: distinct.length < projects.length } };
}
