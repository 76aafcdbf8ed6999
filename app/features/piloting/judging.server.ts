/** What somebody who is not involved decides within two working days: by which events it begins and ends, and where. */
import type { LoggedEvent } from "../../platform/events.server.ts";
import { casePath } from "../fairness/rules.ts";
import { sharesAppealPath } from "../confirming/appeals.ts";
import { judgePath } from "../confirming/rules.ts";
import { duplicatesPath } from "../duplicates/rules.ts";
import { mergePath } from "../merging/rules.ts";
import { revivalPath } from "../reviving/rules.ts";
import { transferPath } from "../transferring/rules.ts";

/** A kind of thing to be judged. What it is about is called by a subject such as `comment:<id>`. */
type Judging = {
  /** The types of its subjects: what stands before the colon. No two rows share one. */
  subjects: readonly string[];
  starts: readonly string[];
  /** Somebody decided. */
  ends: readonly string[];
  /** There is nothing left to decide. */
  cancels: readonly string[];
  /** What an event is about. */
  subjectOf(event: LoggedEvent): string;
  /** The idea that it belongs to; whoever wrote that does not decide. */
  ideaOf(event: LoggedEvent): string | null;
  /** Whose pilots decide, where that is not the space of the event that starts it. */
  spaceOf?(event: LoggedEvent): string;
  /** Who else does not decide, of an event that starts it. */
  involvedIn(event: LoggedEvent): readonly string[];
  /** The program itself starts it; of other things that it writes, such as an import, nothing is owed. */
  bySystem?: true;
  /** When it is due, where that does not go by working days (ms since 1970 UTC). */
  dueAt?(event: LoggedEvent): number;
  /** What ended it, where that is not the event: when that is taken back, the clock runs on. */
  endedBy?(event: LoggedEvent): string;
  /** Where it is decided. */
  path(place: { id: string; idea: string | null; slug: string }): string;
};

const ofSubject = ({ subject }: LoggedEvent) => subject;
const ideaInPayload = ({ payload }: LoggedEvent) => String(payload.idea);
const authorInPayload = ({ payload }: LoggedEvent) => [String(payload.author)];
const nobody = () => [];
const involvedInPayload = ({ involved }: LoggedEvent["payload"]): string[] => (Array.isArray(involved) ? involved : []);

export const judgings: readonly Judging[] = [
  {
    subjects: ["idea"],
    starts: ["idea.reported", "idea.held"],
    ends: ["idea.report_dismissed", "idea.hidden", "idea.released"],
    cancels: [],
    subjectOf: ofSubject,
    ideaOf: ideaInPayload,
    involvedIn: authorInPayload,
    path: ({ id }) => `/ideas/${id}/moderation`,
  },
  {
    subjects: ["comment"],
    starts: ["comment.reported", "comment.held"],
    ends: ["comment.report_dismissed", "comment.hidden", "comment.released"],
    cancels: ["comment.deleted"],
    subjectOf: ofSubject,
    ideaOf: ideaInPayload,
    involvedIn: authorInPayload,
    path: ({ id, idea }) => `/ideas/${idea}/moderation?comment=${id}`,
  },
  {
    subjects: ["appeal"],
    starts: ["appeal.made"],
    ends: ["appeal.upheld", "appeal.dismissed"],
    cancels: [],
    subjectOf: ofSubject,
    ideaOf: ({ payload }) => (typeof payload.idea === "string" ? payload.idea : null),
    involvedIn: ({ payload }) => [String(payload.member), String(payload.opposed), ...involvedInPayload(payload)],
    path: ({ id, slug }) => `/s/${slug}/appeals/${id}`,
  },
  {
    subjects: ["case"],
    starts: ["fairness.held"],
    ends: ["fairness.released", "fairness.discarded"],
    cancels: [],
    subjectOf: ofSubject,
    ideaOf: () => null,
    involvedIn: ({ payload }) => involvedInPayload(payload),
    bySystem: true,
    dueAt: ({ payload }) => Number(payload.until),
    path: ({ id, slug }) => casePath(slug, id),
  },
  {
    subjects: ["request"],
    starts: ["membership.requested"],
    ends: ["membership.approved", "membership.declined"],
    cancels: ["membership.joined"],
    subjectOf: ({ space, payload }) => `request:${space}:${String(payload.member)}`,
    ideaOf: () => null,
    involvedIn: nobody,
    path: ({ slug }) => `/s/${slug}/members`,
  },
  {
    subjects: ["merge"],
    starts: ["merge.objected"],
    ends: ["merge.objections_upheld", "merge.objections_dismissed"],
    cancels: ["idea.unmerged"],
    subjectOf: ({ payload }) => `merge:${String(payload.merge)}`,
    ideaOf: ({ subject }) => partsOf(subject).id,
    involvedIn: ({ payload }) => involvedInPayload(payload),
    path: ({ idea }) => mergePath(idea ?? ""),
  },
  {
    subjects: ["duplicate"],
    starts: ["duplicate.agreed"],
    ends: ["duplicate.confirmed", "duplicate.declined"],
    cancels: ["duplicate.withdrawn", "duplicate.overtaken", "duplicate.disagreed"],
    subjectOf: ({ payload }) => `duplicate:${String(payload.duplicate)}`,
    ideaOf: ({ subject }) => partsOf(subject).id,
    involvedIn: ({ payload }) => involvedInPayload(payload),
    path: ({ idea }) => duplicatesPath(`/ideas/${idea}`),
  },
  {
    subjects: ["revival"],
    starts: ["revival.asked"],
    ends: ["revival.accepted", "revival.declined"],
    cancels: ["revival.overtaken"],
    subjectOf: ({ payload }) => `revival:${String(payload.revival)}`,
    ideaOf: ({ subject }) => partsOf(subject).id,
    involvedIn: ({ payload }) => [String(payload.member)],
    endedBy: ({ id, payload }) => (typeof payload.move === "string" ? payload.move : id),
    path: ({ idea }) => revivalPath(idea ?? ""),
  },
  {
    subjects: ["transfer"],
    starts: ["transfer.proposed"],
    ends: ["transfer.declined", "idea.transferred"],
    cancels: ["transfer.withdrawn", "transfer.overtaken"],
    subjectOf: ({ payload }) => `transfer:${String(payload.transfer)}`,
    ideaOf: ({ subject }) => partsOf(subject).id,
    spaceOf: ({ payload }) => String(payload.target),
    involvedIn: nobody,
    path: ({ idea }) => transferPath(idea ?? ""),
  },
  {
    subjects: ["shares"],
    starts: ["credit.contradicted"],
    ends: ["credit.confirmed"],
    cancels: ["credit.confirmation_overtaken"],
    subjectOf: ({ payload }) => `shares:${String(payload.freeze)}`,
    ideaOf: ({ subject }) => partsOf(subject).id,
    involvedIn: ({ payload }) => involvedInPayload(payload),
    bySystem: true,
    path: ({ idea }) => judgePath(`/ideas/${idea}`),
  },
  {
    subjects: ["shares_appeal"],
    starts: ["credit.appealed"],
    ends: ["credit.pilot_judged"],
    cancels: ["credit.appeal_decided", "credit.appeal_overtaken"],
    subjectOf: ({ payload }) => `shares_appeal:${String(payload.appeal)}`,
    ideaOf: ({ subject }) => partsOf(subject).id,
    involvedIn: ({ payload }) => involvedInPayload(payload),
    dueAt: ({ payload }) => Number(payload.until),
    bySystem: true,
    path: ({ idea }) => sharesAppealPath(`/ideas/${idea}`),
  },
];

/** Every kind of event that starts or ends judging. */
export const judgingKinds: readonly string[] = [
  ...new Set(judgings.flatMap(({ starts, ends, cancels }) => [...starts, ...ends, ...cancels])),
];

/** The type of a subject and the rest of its name. */
export function partsOf(subject: string): { type: string; id: string } {
  const colon = subject.indexOf(":");
  return { type: subject.slice(0, colon), id: subject.slice(colon + 1) };
}

/** Where what is called by a subject is decided. */
export function judgedAt(subject: string, place: { idea: string | null; slug: string }): string {
  const { type, id } = partsOf(subject);
  return judgings.find(({ subjects }) => subjects.includes(type))?.path({ id, ...place }) ?? "/pilot";
}
