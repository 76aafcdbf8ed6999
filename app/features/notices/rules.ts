import type { MailRhythm, NoticeGroup, NoticeKind, NoticeWay, Ways } from "../../../db/schema/notices.ts";
import type { Say } from "../../i18n.ts";
import { percent } from "../crediting/rules.ts";
import type { OwnPart } from "../releases/queries.server.ts";
import type { ShownNotice } from "./queries.server.ts";
import { standIn } from "../stages/rules.ts";

/** Notices on one page. */
export const noticesOnAPage = 30;

/** The bell counts no further: beyond, it says that there are more. */
export const mostCounted = 99;

const day = 24 * 3_600_000;

/** How long a notice stays once it is read, and when nobody reads it, in milliseconds. */
export const keptRead = 90 * day;
export const keptUnread = 180 * day;

/** What has a mail of its own stands in no second one. */
export const mailedApart: readonly NoticeKind[] = [
  "author_invited",
  "request_approved",
  "request_declined",
  "removed",
  "signals_held",
  "signals_discarded",
  "mail_stopped",
];

/** What happened longer ago than this when it is told stands in no mail, in milliseconds. */
export const mailedUntil = 7 * day;

/** What pilots are told as pilots: nobody reads it who is none any more. */
export const forPilots: readonly NoticeKind[] = [
  "reported",
  "request",
  "held",
  "fairness_case",
  "appeal",
  "appealed",
  "appeal_decided",
  "overdue",
  "objected",
  "duplicate_agreed",
  "revival_asked",
  "transfer_asked",
  "transfer_refused",
  "credit_judge",
  "credit_appeal_pilot",
  "unassigned",
  "mandate",
];

/** What those are told who answer ideas, as pilots or by a mandate. */
export const forAnswering: readonly NoticeKind[] = ["handed_over"];

/** What those who steer a space are told of its ideas: nobody reads it about an own idea. */
export const forSteering: readonly NoticeKind[] = ["note", "note_mention", "talk_answered", "talk_look"];

/** What somebody is told who is outside by it; these lines carry the name that the space had. */
export const forOutsiders: readonly NoticeKind[] = ["removed", "request_declined", "transferred_away"];

/** What leads to the page on which an idea is proposed to another space. */
export const ofTransfers: readonly NoticeKind[] = ["transfer_asked", "transfer_refused"];

/** What leads to the page with the decisions about oneself. */
export const aboutOneself: readonly NoticeKind[] = [
  "warned",
  "muted",
  "unmuted",
  "signals_discarded",
  "appeal_upheld",
  "appeal_dismissed",
];

/** What leads to the page of signals that are held. */
export const ofCases: readonly NoticeKind[] = ["fairness_case", "signals_held", "signals_released"];

/** What leads pilots to an appeal. */
export const ofAppeals: readonly NoticeKind[] = ["appeal", "appealed", "appeal_decided"];

/** What would come too late with others: its mail waits for no rhythm and no quiet hours. */
export const mailedAtOnce: readonly NoticeKind[] = ["room_soon"];

/** What is told of a room: nobody reads it to whom the room is closed. */
export const ofRooms: readonly NoticeKind[] = [
  "room_invited",
  "room_planned",
  "room_moved",
  "room_cancelled",
  "room_soon",
  "room_begun",
  "room_lead",
  "room_relieved",
  "room_mention",
  "room_presenter",
  "room_transcript",
  "room_minutes",
];

/** What tells whoever asked somebody who was found what he or she said. */
export const ofCalls: readonly NoticeKind[] = ["call_accepted", "call_declined"];

/** What leads to the suggestions for the text of an idea. */
export const ofSuggestions: readonly NoticeKind[] = ["suggested", "suggestion_accepted", "suggestion_declined"];

/** What leads to what is said of an idea and another one. */
export const ofDuplicates: readonly NoticeKind[] = ["duplicate_said", "duplicate_agreed", "duplicate_declined"];

/** What leads to the tests of an idea. */
export const ofTrials: readonly NoticeKind[] = ["trial_asked", "trial_drawn", "trial_missed", "trial_cancelled"];

/** What leads to the credits of an idea, or to what is to be done there. */
export const ofCredits: readonly NoticeKind[] = [
  "credit_confirm",
  "credit_confirmed",
  "credit_judge",
  "credit_appealed",
  "credit_appeal_pilot",
  "credit_appeal_drawn",
  "credit_appeal_decided",
];

/** What leads to a release. */
export const ofReleases: readonly NoticeKind[] = [
  "shipped",
  "shipped_followed",
  "release_undone",
  "release_hindered",
  "help_asked",
];

/** What somebody is told of an own act too: one that was done later, or by which something of his or hers shipped. */
export const forOneself: readonly NoticeKind[] = ["data_ready", "mail_stopped", "shipped", "release_hindered"];

/**
 * What people choose by. Each kind of notice has its row here; `answers` about an idea of others that
 * somebody follows are `followed`.
 */
export const groupOfKind: Readonly<Record<NoticeKind, Exclude<NoticeGroup, "followed">>> = {
  moved: "answers",
  move_undone: "answers",
  withdrawn: "answers",
  returned: "answers",
  merged: "answers",
  took_in: "answers",
  unmerged: "answers",
  gave_back: "answers",
  transfer_proposed: "answers",
  transfer_withdrawn: "answers",
  transfer_declined: "answers",
  transferred: "answers",
  transferred_away: "answers",
  paused: "answers",
  resumed: "answers",
  forecast_resolved: "answers",
  plan_slipped: "answers",
  reply: "replies",
  mention: "replies",
  talk_asked: "replies",
  talk_said: "replies",
  talk_closed: "replies",
  objection_answered: "replies",
  duplicate_said: "authorship",
  duplicate_agreed: "piloting",
  duplicate_confirmed: "replies",
  duplicate_declined: "replies",
  revival_accepted: "replies",
  revival_declined: "replies",
  comment: "talk",
  adopted: "authorship",
  adoption_proposed: "authorship",
  note_adopted: "authorship",
  evidence_accepted: "authorship",
  suggested: "authorship",
  suggestion_accepted: "authorship",
  suggestion_declined: "authorship",
  author_invited: "authorship",
  author_accepted: "authorship",
  author_declined: "authorship",
  author_left: "authorship",
  edited: "authorship",
  called: "rooms",
  call_accepted: "rooms",
  call_declined: "rooms",
  credit_confirm: "authorship",
  credit_confirmed: "authorship",
  credit_appealed: "authorship",
  credit_appeal_drawn: "authorship",
  credit_appeal_decided: "authorship",
  shipped: "releases",
  shipped_followed: "answers",
  release_undone: "releases",
  release_hindered: "releases",
  help_asked: "releases",
  room_invited: "rooms",
  room_planned: "rooms",
  room_moved: "rooms",
  room_cancelled: "rooms",
  room_soon: "rooms",
  room_begun: "rooms",
  room_lead: "rooms",
  room_relieved: "rooms",
  room_mention: "replies",
  room_presenter: "rooms",
  room_transcript: "rooms",
  room_minutes: "rooms",
  trial_asked: "talk",
  trial_drawn: "replies",
  trial_missed: "replies",
  trial_cancelled: "replies",
  reported: "piloting",
  request: "piloting",
  overdue: "piloting",
  unassigned: "piloting",
  mandate: "piloting",
  handed_over: "piloting",
  objected: "piloting",
  revival_asked: "piloting",
  transfer_asked: "piloting",
  transfer_refused: "piloting",
  credit_judge: "piloting",
  credit_appeal_pilot: "piloting",
  talk_answered: "piloting",
  talk_look: "piloting",
  note: "piloting",
  note_mention: "piloting",
  idea_hidden: "account",
  idea_restored: "account",
  comment_hidden: "account",
  comment_restored: "account",
  request_approved: "account",
  request_declined: "account",
  role_given: "account",
  role_ending: "account",
  role_taken: "account",
  removed: "account",
  warned: "account",
  muted: "account",
  unmuted: "account",
  held: "piloting",
  fairness_case: "piloting",
  signals_held: "account",
  signals_discarded: "account",
  signals_released: "account",
  released: "account",
  appeal: "piloting",
  appealed: "piloting",
  appeal_decided: "piloting",
  appeal_upheld: "account",
  appeal_dismissed: "account",
  data_ready: "account",
  mail_stopped: "account",
};

/** In the order in which people choose. */
export const noticeGroups = [
  "answers",
  "replies",
  "followed",
  "talk",
  "authorship",
  "releases",
  "rooms",
  "piloting",
  "account",
] as const;

/** What holds as long as somebody has not chosen. */
export const defaultWays: Readonly<Record<NoticeGroup, NoticeWay>> = {
  answers: "mail",
  replies: "mail",
  followed: "app",
  talk: "app",
  authorship: "app",
  releases: "mail",
  rooms: "mail",
  piloting: "app",
  account: "app",
};

const everyWay = ["mail", "weekly", "app", "nothing"] as const;

/** The ways that may be chosen: of the account, and of what becomes of one's own words, everybody is told. */
export function waysOpenTo(group: NoticeGroup): readonly NoticeWay[] {
  return group === "account" ? everyWay.filter((way) => way !== "nothing") : everyWay;
}

/** The group of a notice for somebody; `isMine`: it is about an idea that he or she wrote. */
export function groupOf(kind: NoticeKind, isMine: boolean): NoticeGroup {
  const group = groupOfKind[kind];
  return group === "answers" && !isMine ? "followed" : group;
}

/** How somebody hears of a group: as chosen for the space, else as chosen everywhere, else by default. */
export function wayOf(group: NoticeGroup, everywhere: Ways, inSpace: Ways = {}): NoticeWay {
  return inSpace[group] ?? everywhere[group] ?? defaultWays[group];
}

export const mailRhythms: readonly MailRhythm[] = ["at_once", "hourly", "daily"];

/** The full hours of a day. */
export const hours = Array.from({ length: 24 }, (_, hour) => hour);

/** When mails with notices come to somebody. Hours are those of the clocks in `timeZone`. */
export type MailTimes = {
  rhythm: MailRhythm;
  dailyHour: number;
  /** No mail comes between these full hours; null: there are none. */
  quiet: { from: number; until: number } | null;
  /** IANA name, such as "Europe/Paris". */
  timeZone: string;
};

export type NoticeSettings = Omit<MailTimes, "timeZone"> & { ways: Ways; digest: boolean; reminder: boolean };

/** How everybody is told who has not chosen. */
export const defaultSettings: NoticeSettings = {
  ways: {},
  rhythm: "hourly",
  dailyHour: 8,
  quiet: { from: 20, until: 8 },
  digest: true,
  reminder: true,
};

/** What the sentence of a notice depends on. */
export type Told = Pick<ShownNotice, "kind" | "others" | "times" | "space" | "code" | "stage" | "ideas"> & {
  /** The release that it is about: what of it is the reader's, and how many ideas of it he or she follows. */
  release: { title: string; parts: readonly unknown[]; followed: number } | null;
  by: { name: string } | null;
  idea: { title: string } | null;
  /** The room that it is about. */
  room: { title: string; startsAt: number | null } | null;
};

/** What says when a room begins, as long as it is to begin at a moment. */
const withMoment = [
  "room_invited",
  "room_planned",
  "room_moved",
  "room_soon",
  "room_lead",
  "room_relieved",
  "room_presenter",
] as const;

/** The sentence of a notice, in the language of these words; `written`: a moment in that language, on the reader's clocks. */
export function sentenceOf(
  { kind, by, others, times, idea, ideas, release, room, space, code, stage }: Told,
  t: Say<"notices">,
  ui: Say<"ui">,
  written: (at: number) => string,
): string {
  const name = by?.name ?? "";
  const title = room?.title ?? idea?.title ?? ideas[0]?.title ?? "";
  const planned = withMoment.find((each) => each === kind);
  if (planned && room && room.startsAt !== null) {
    return t(`planned.${planned}`, { name, title, when: written(room.startsAt) });
  }
  if (kind === "moved" && idea === null && (times > 1 || ideas.length !== 1)) {
    return t("moved_together", { name, count: times });
  }
  switch (kind) {
    case "shipped":
      return t("told.shipped", { title: release?.title ?? "", count: release?.parts.length ?? 0 });
    case "shipped_followed":
      return t("told.shipped_followed", { title: release?.title ?? "", count: release?.followed ?? 0 });
    case "help_asked":
      return t("told.help_asked", { title: release?.title ?? "" });
    case "release_undone":
      return t("told.release_undone", { name, title: release?.title ?? "" });
    case "release_hindered":
      return t("told.release_hindered", { space });
    case "moved":
    case "move_undone":
      return t(`told.${kind}`, { name, title, stage: stage ?? ui(`stage.${standIn(code ?? "new").stage as "new"}`) });
    case "role_given":
    case "role_taken":
    case "role_ending":
      return t(`told.${kind}.${(code ?? "pilot") as "mandate"}`, { name, space });
    case "mandate":
      return t(`told.mandate.${(code ?? "ended") as "ended"}`, { name, space });
    case "overdue":
      return t(`told.overdue.${(code ?? "judge") as "judge"}`, { title, space });
    case "unassigned":
      return t("told.unassigned", { title, space });
    case "talk_asked":
      return t(`told.talk_asked.${(code ?? "other") as "other"}`, { name, title });
    case "talk_answered":
      return t(`told.talk_answered.${(code ?? "answered") as "answered"}`, { name, title });
    case "plan_slipped":
      return t(`told.plan_slipped.${(code ?? "later") as "later"}`, { name, title });
    case "forecast_resolved":
      return t(`told.forecast_resolved.${(code ?? "void") as "void"}`, { title });
    case "objected":
    case "duplicate_agreed":
      return t(`told.${kind}`, { title });
    case "signals_released":
      return t(`told.signals_released.${(code ?? "released") as "released"}`, { name, space });
    case "appeal_decided":
      return t(`told.appeal_decided.${(code ?? "upheld") as "upheld"}`, { name, space });
    case "objection_answered":
      return t(`told.objection_answered.${(code ?? "dismissed") as "upheld"}`, { name, title });
    case "reported":
      return t("told.reported", { count: times, space });
    case "request":
      return t("told.request", { name, count: others, space });
    case "request_approved":
    case "request_declined":
    case "removed":
    case "warned":
    case "muted":
    case "unmuted":
    case "held":
    case "fairness_case":
    case "signals_held":
    case "signals_discarded":
    case "appeal":
    case "appealed":
    case "appeal_upheld":
    case "appeal_dismissed":
    case "transfer_asked":
    case "transfer_refused":
    case "transferred_away":
    case "called":
    case "call_accepted":
    case "call_declined":
      return t(`told.${kind}`, { name, space });
    case "transferred":
      return t("told.transferred", { title, space });
    case "comment":
    case "reply":
    case "mention":
    case "edited":
    case "author_accepted":
    case "suggested":
    case "note":
    case "note_mention":
      return t(`told.${kind}`, { name, count: others, title });
    default:
      return t(`told.${kind}`, { name, title });
  }
}

/** What of a release is somebody's: an idea with roles and share (basis points), in the language of these words. */
export function partSentence(
  { title, roles, share }: Pick<OwnPart, "title" | "roles" | "share">,
  t: Say<"notices">,
  credit: Say<"crediting">,
  language: string,
): string {
  const did = roles.map(({ component, role }) =>
    t("part_role", { component: credit(`component.${component}`), role: credit(`role.${role}`) }),
  );
  return t("part", { title, roles: did.join(", "), share: percent(share, language, 2) });
}

/** On how many days an address must be refused before no more mails with notices go there. */
export const mostRefusals = 3;

/** What one press in a mail ends: mails about a group, from a space, of one sort, or all of these. */
export type Scope = "all" | "mail" | "digest" | "reminder" | `group:${NoticeGroup}` | `space:${string}`;

/** A scope as it stands in a link, or null. */
export function scopeIn(text: string): Scope | null {
  if (["all", "mail", "digest", "reminder"].includes(text)) return text as Scope;
  const [sort, of = ""] = text.split(":");
  const isKnown = (sort === "group" && noticeGroups.some((group) => group === of)) || (sort === "space" && of !== "");
  return isKnown ? (text as Scope) : null;
}

/** Things by what their key says, in the order in which each key came first. */
export function groupedBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups.values()];
}
