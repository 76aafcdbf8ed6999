/** What each event says to whom. Pure but for looking up names and rows: nothing is written here. */
import { and, eq, inArray, isNotNull, isNull, ne, or } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { follows } from "../../../db/schema/following.ts";
import { comments } from "../../../db/schema/discussion.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { members } from "../../../db/schema/members.ts";
import { merges } from "../../../db/schema/merging.ts";
import { noticeEvents, type NoticeKind, notices } from "../../../db/schema/notices.ts";
import { ideaPilots, mandates } from "../../../db/schema/piloting.ts";
import { rooms } from "../../../db/schema/rooms.ts";
import { memberships, spaces } from "../../../db/schema/spaces.ts";
import { trialVolunteers } from "../../../db/schema/trials.ts";
import { adoptionProposals, noteAdoptions } from "../../../db/schema/writing.ts";
import type { LoggedEvent } from "../../platform/events.server.ts";
import { authorsOf } from "../ideas/queries.server.ts";
import { standingFreeze } from "../crediting/gathering.server.ts";
import { forecastersOf } from "../forecasts/queries.server.ts";
import { contributorsIn, sharersOf } from "../confirming/shares.server.ts";
import { noteReaders, noteWriters } from "../notes/queries.server.ts";
import { expectedIn, wereIn } from "../planning/queries.server.ts";
import { peopleAskedAbout } from "../releases/helping.server.ts";
import { contributorsTo, followersOfRelease } from "../releases/queries.server.ts";
import { pilotsOf, productPeopleOf } from "../spaces/queries.server.ts";
import { standText } from "../stages/rules.ts";
import { authorsOfTalkIn, pilotsIn } from "../talks/queries.server.ts";

/** One sentence and those who hear it, as far as they may see what it is about. */
export type Telling = {
  kind: NoticeKind;
  /** `followers`: of the idea that it is about. */
  to: readonly string[] | "followers";
  about: string;
  /** Null: it is about the account of whoever is told. */
  space: string | null;
  idea: string | null;
  item: string;
  code?: string | null;
  named?: string | null;
  /** The line is not of this idea alone: what is told of others joins it. */
  isOfMany?: boolean;
};

/** What an event takes back: notices of these kinds about this item. */
export type Withdrawal = { item: string; kinds: readonly NoticeKind[] };

/** What follows from an event. Of several tellings each person hears the first that is for him or her. */
export type Consequence = { tell?: readonly Telling[]; withdraw?: readonly Withdrawal[] };

type Consequences = (read: Reads, event: LoggedEvent) => Promise<Consequence>;

/** What nobody did: a time has passed. Of other events without a person, as imports have them, nobody is told. */
export const byNobody: readonly string[] = [
  "trial.drawn",
  "trial.cancelled",
  "duty.overdue",
  "clock.resumed",
  "mail.stopped",
  "room.soon",
  "room.begun",
  "room.closed",
  "room.host_chosen",
  "mandate.ending",
  "mandate.ended",
  "adoption.proposed",
  "fairness.held",
  "fairness.lapsed",
  "credit.confirmation_opened",
  "credit.contradicted",
  "credit.confirmed",
  "credit.confirmation_overtaken",
  "credit.freeze_undone",
  "credit.judge_declined",
  "credit.appeal_decided",
  "credit.appeal_overtaken",
  "release.hindered",
  "release.asked",
];

const ofComment: readonly NoticeKind[] = ["comment", "reply", "mention", "adopted", "evidence_accepted"];

/** By the kind of event. */
export const consequencesOf: Readonly<Record<string, Consequences>> = {
  async "idea.submitted"(read, event) {
    const idea = ideaIn(event);
    return { tell: [...mentions(event, idea, event.subject), ...(await unassigned(read, event, idea))] };
  },
  async "idea.handed_over"(_read, event) {
    const { handover, to } = event.payload;
    const told = { ...aboutIdea(event, ideaIn(event)), item: `handover:${String(handover)}` };
    return { tell: [{ ...told, kind: "handed_over", to: [String(to)] }] };
  },
  async "clock.paused"(_read, event) {
    return { tell: [{ ...aboutPause(event), kind: "paused", to: "followers" }] };
  },
  async "clock.resumed"(_read, event) {
    const told = aboutPause(event);
    return {
      tell: [{ ...told, item: `over:${told.item}`, kind: "resumed", to: "followers" }],
      withdraw: [{ item: told.item, kinds: ["paused"] }],
    };
  },
  async "idea.edited"(read, event) {
    const idea = ideaIn(event);
    const { authors } = await authorsIn(read, idea);
    const told = { ...aboutIdea(event, idea), item: event.subject };
    return { tell: [...mentions(event, idea, event.subject), { ...told, kind: "edited", to: authors }] };
  },
  async "idea.moved"(_read, event) {
    const { move, to, toExtra, together } = event.payload;
    // A release tells of all of its ideas at once.
    if (together === "release") return { withdraw: [lateOf(event.subject)] };
    const code = standText(String(to), typeof toExtra === "string" ? toExtra : null);
    const told = { ...aboutIdea(event, ideaIn(event)), item: `move:${String(move)}`, code };
    const asOne = together === "answer" && { about: `moves:${event.cause}:${spaceIn(event)}`, isOfMany: true };
    return { tell: [{ ...told, ...asOne, kind: "moved", to: "followers" }], withdraw: [lateOf(event.subject)] };
  },
  async "idea.move_undone"(read, event) {
    const item = `move:${String(event.payload.move)}`;
    const told = { ...aboutIdea(event, ideaIn(event)), item: `undone:${item}`, code: String(event.payload.to) };
    // Who has read it would go on believing it.
    return {
      tell: [{ ...told, kind: "move_undone", to: await readersOf(read, item, event) }],
      withdraw: [{ item, kinds: ["moved", "revival_accepted"] }],
    };
  },
  async "release.published"(read, event) {
    const told = aboutRelease(event);
    return {
      tell: [
        { ...told, kind: "shipped", to: await contributorsTo(read, idIn(event)) },
        { ...told, kind: "shipped_followed", to: await followersOfRelease(read, idIn(event)) },
      ],
      withdraw: [{ item: `undone:${told.item}`, kinds: ["release_undone"] }],
    };
  },
  async "release.taken_back"(read, event) {
    const told = aboutRelease(event);
    const { item } = told;
    // Who has read it would go on believing it.
    const to = await readersOf(read, item, event);
    return {
      tell: [{ ...told, item: `undone:${item}`, kind: "release_undone", to }],
      withdraw: [{ item, kinds: ["shipped", "shipped_followed"] }],
    };
  },
  async "release.asked"(read, event) {
    const told = aboutRelease(event);
    const to = await peopleAskedAbout(read, idIn(event));
    return { tell: [{ ...told, item: `asked:${told.item}`, kind: "help_asked", to }] };
  },
  async "release.hindered"(read, event) {
    const told = aboutRelease(event);
    const to = (await productPeopleOf(read, spaceIn(event))).map(({ id }) => id);
    return { tell: [{ ...told, item: `hindered:${told.item}`, kind: "release_hindered", to }] };
  },
  async "idea.merged"(_read, event) {
    const tell: Telling[] = [{ ...aboutMerge(event), kind: "merged", to: "followers" }];
    return { tell, withdraw: [lateOf(event.subject)] };
  },
  async "idea.took_in"(read, event) {
    return { tell: [{ ...aboutMerge(event), kind: "took_in", to: await followersOfThisAlone(read, event) }] };
  },
  async "idea.unmerged"(_read, event) {
    const told = aboutMerge(event);
    return {
      tell: [{ ...told, item: `undone:${told.item}`, kind: "unmerged", to: "followers" }],
      withdraw: [{ item: told.item, kinds: ["merged", "took_in", "objected"] }],
    };
  },
  async "idea.gave_back"(read, event) {
    const told = aboutMerge(event);
    const to = await followersOfThisAlone(read, event);
    return { tell: [{ ...told, item: `undone:${told.item}`, kind: "gave_back", to }] };
  },
  async "merge.objected"(read, event) {
    return { tell: [{ ...aboutMerge(event), kind: "objected", to: await mergeJudges(read, event) }] };
  },
  async "duplicate.said"(read, event) {
    const other = String(event.payload.other);
    const told = { ...aboutDuplicate(event), kind: "duplicate_said" as const };
    // Each hears of the own idea.
    return {
      tell: [
        { ...told, to: (await authorsIn(read, ideaIn(event))).authors },
        { ...told, ...aboutIdea(event, other), to: (await authorsIn(read, other)).authors },
      ],
    };
  },
  async "duplicate.agreed"(read, event) {
    const { involved } = event.payload;
    const to = await judgesIn(read, spaceIn(event), Array.isArray(involved) ? involved : []);
    return { tell: [{ ...aboutDuplicate(event), kind: "duplicate_agreed", to }] };
  },
  async "duplicate.disagreed"(_read, event) {
    const { item } = aboutDuplicate(event);
    return { withdraw: [{ item, kinds: ["duplicate_agreed"] }, lateOf(item)] };
  },
  async "duplicate.confirmed"(_read, event) {
    const told = aboutDuplicate(event);
    return {
      tell: [{ ...told, item: `decided:${told.item}`, kind: "duplicate_confirmed", to: [memberIn(event)] }],
      withdraw: duplicateSettled(event),
    };
  },
  async "duplicate.parted"(_read, event) {
    return { withdraw: [{ item: `decided:${aboutDuplicate(event).item}`, kinds: ["duplicate_confirmed"] }] };
  },
  async "duplicate.declined"(_read, event) {
    const told = aboutDuplicate(event);
    return {
      tell: [{ ...told, item: `decided:${told.item}`, kind: "duplicate_declined", to: [memberIn(event)] }],
      withdraw: duplicateSettled(event),
    };
  },
  async "duplicate.withdrawn"(_read, event) {
    return { withdraw: duplicateSettled(event) };
  },
  async "duplicate.overtaken"(_read, event) {
    return { withdraw: duplicateSettled(event) };
  },
  "merge.objections_upheld": tellObjectors,
  "merge.objections_dismissed": tellObjectors,
  async "revival.asked"(read, event) {
    const { authors } = await authorsIn(read, ideaIn(event));
    const to = await judgesIn(read, spaceIn(event), [...authors, memberIn(event)]);
    return { tell: [{ ...aboutRevival(event), kind: "revival_asked", to }] };
  },
  async "revival.accepted"(_read, event) {
    // It goes with the move that it led to.
    const told = { ...aboutRevival(event), item: `move:${String(event.payload.move)}` };
    return { tell: [{ ...told, kind: "revival_accepted", to: [memberIn(event)] }], withdraw: revivalSettled(event) };
  },
  async "revival.declined"(_read, event) {
    const told = { ...aboutRevival(event), kind: "revival_declined" as const };
    return {
      tell: [{ ...told, item: `decided:${told.item}`, to: [memberIn(event)] }],
      withdraw: revivalSettled(event),
    };
  },
  async "revival.overtaken"(_read, event) {
    return { withdraw: revivalSettled(event) };
  },
  async "call.made"(_read, event) {
    return { tell: [{ ...aboutCall(event), kind: "called", to: [memberIn(event)] }] };
  },
  "call.accepted": tellCaller,
  "call.declined": tellCaller,
  async "room.opened"(read, event) {
    const { invited, startsAt } = event.payload;
    const told = aboutRoom(event);
    const toFollowers = startsAt === null ? [] : await followersOfRoom(read, event);
    return {
      tell: [
        { ...told, kind: "room_invited", to: Array.isArray(invited) ? invited : [] },
        { ...told, kind: "room_planned", to: toFollowers },
      ],
    };
  },
  async "room.invited"(_read, event) {
    const { invited } = event.payload;
    return { tell: [{ ...aboutRoom(event), kind: "room_invited", to: Array.isArray(invited) ? invited : [] }] };
  },
  async "room.changed"(read, event) {
    if (event.payload.startsAt === event.payload.before) return {};
    const told = aboutRoom(event);
    const to = [...(await expectedIn(read, idIn(event))), ...(await followersOfRoom(read, event))];
    return {
      tell: [{ ...told, kind: "room_moved", to }],
      withdraw: [{ item: told.item, kinds: ["room_moved", "room_soon"] }],
    };
  },
  async "room.host_chosen"(_read, event) {
    const { host, before, isAway } = event.payload;
    const told = aboutRoom(event);
    return {
      tell: [
        { ...told, kind: "room_lead", to: [String(host)] },
        { ...told, kind: "room_relieved", to: isAway === true ? [String(before)] : [] },
      ],
      withdraw: [{ item: told.item, kinds: ["room_lead", "room_relieved"] }],
    };
  },
  async "room.mentioned"(_read, event) {
    const { mentioned, message } = event.payload;
    const to = Array.isArray(mentioned) ? mentioned.map(String) : [];
    const item = `message:${String(message)}`;
    return { tell: [{ ...aboutRoom(event), kind: "room_mention", item, to }] };
  },
  async "room.soon"(read, event) {
    const to = [...(await expectedIn(read, idIn(event))), ...(await followersOfRoom(read, event))];
    return { tell: [{ ...aboutRoom(event), kind: "room_soon", to }] };
  },
  async "room.begun"(read, event) {
    const told = aboutRoom(event);
    const inside = new Set(await wereIn(read, idIn(event)));
    const people = [...(await expectedIn(read, idIn(event))), ...(await followersOfRoom(read, event))];
    return {
      tell: [{ ...told, kind: "room_begun", to: people.filter((member) => !inside.has(member)) }],
      withdraw: [{ item: told.item, kinds: ["room_planned", "room_moved", "room_soon", "room_lead", "room_relieved"] }],
    };
  },
  async "room.closed"(read, event) {
    const told = aboutRoom(event);
    const over: Withdrawal = {
      item: told.item,
      kinds: ["room_invited", "room_planned", "room_moved", "room_soon", "room_begun", "room_lead", "room_relieved"],
    };
    const { end, presenter } = event.payload;
    if (end === "never_began") return { withdraw: [over] };
    if (end === "cancelled") {
      const to = [...(await expectedIn(read, idIn(event))), ...(await followersOfRoom(read, event))];
      return { tell: [{ ...told, item: `over:${told.item}`, kind: "room_cancelled", to }], withdraw: [over] };
    }
    // Its minutes are there once what was said is written down.
    if (typeof presenter === "string") {
      const to = [...new Set([presenter, String(event.payload.host)])];
      return {
        tell: [{ ...told, item: `over:${told.item}`, kind: "room_transcript", to }],
        withdraw: [over, { item: presentsIn(event, presenter), kinds: ["room_presenter"] }],
      };
    }
    const to = await wereIn(read, idIn(event));
    return { tell: [{ ...told, item: `over:${told.item}`, kind: "room_minutes", to }], withdraw: [over] };
  },
  async "room.presenter_named"(_read, event) {
    const { presenter, before } = event.payload;
    const told = aboutRoom(event);
    // Each by an item of their own: what is told to one is not taken back with what was told to the other.
    return {
      tell: [{ ...told, item: presentsIn(event, presenter), kind: "room_presenter", to: [String(presenter)] }],
      withdraw: [{ item: presentsIn(event, before), kinds: ["room_presenter"] }],
    };
  },
  async "room.transcribed"(read, event) {
    const told = aboutRoom(event);
    const item = `over:${told.item}`;
    const to = await wereIn(read, idIn(event));
    return { tell: [{ ...told, item, kind: "room_minutes", to }], withdraw: [{ item, kinds: ["room_transcript"] }] };
  },
  async "credit.confirmation_opened"(read, event) {
    return { tell: [{ ...aboutShares(event), kind: "credit_confirm", to: await contributorIds(read, event) }] };
  },
  async "credit.contradicted"(read, event) {
    const { authors } = await authorsIn(read, ideaIn(event));
    const to = await judgesIn(read, spaceIn(event), [
      ...authors,
      ...(await sharersOf(read, String(event.payload.freeze))),
    ]);
    return { tell: [{ ...aboutShares(event), kind: "credit_judge", to }], withdraw: confirmationOver(event) };
  },
  async "credit.confirmed"(read, event) {
    // Of an appeal people are told when it is decided, whether shares changed or not.
    if (event.payload.how === "appeal") return {};
    const told = aboutShares(event);
    const to = await contributorIds(read, event);
    return {
      tell: [{ ...told, item: `confirmed:${told.item}`, kind: "credit_confirmed", to }],
      withdraw: confirmationOver(event),
    };
  },
  async "credit.appealed"(read, event) {
    const told = aboutAppealedShares(event);
    const { drawn, involved, freeze } = event.payload;
    const { authors } = await authorsIn(read, ideaIn(event));
    const judges = await judgesIn(read, spaceIn(event), [
      ...authors,
      ...(Array.isArray(involved) ? involved : []),
      ...(await sharersOf(read, String(freeze))),
    ]);
    return {
      tell: [
        { ...told, kind: "credit_appeal_pilot", to: judges },
        { ...told, kind: "credit_appeal_drawn", to: Array.isArray(drawn) ? drawn : [] },
        { ...told, kind: "credit_appealed", to: await contributorIds(read, event) },
      ],
    };
  },
  async "credit.judge_declined"(_read, event) {
    const { drawn } = event.payload;
    return {
      tell: [{ ...aboutAppealedShares(event), kind: "credit_appeal_drawn", to: Array.isArray(drawn) ? drawn : [] }],
    };
  },
  async "credit.pilot_judged"(_read, event) {
    const { item } = aboutAppealedShares(event);
    return { withdraw: [{ item, kinds: ["credit_appeal_pilot"] }, lateOf(item)] };
  },
  async "credit.appeal_decided"(read, event) {
    const told = aboutAppealedShares(event);
    const to = await contributorIds(read, event);
    return {
      tell: [{ ...told, item: `decided:${told.item}`, kind: "credit_appeal_decided", to }],
      withdraw: appealOver(event),
    };
  },
  async "credit.appeal_overtaken"(_read, event) {
    return { withdraw: appealOver(event) };
  },
  async "credit.confirmation_overtaken"(_read, event) {
    return { withdraw: confirmationOver(event) };
  },
  async "plan.set"(read, event) {
    const { change, isSlip, targetOn } = event.payload;
    if (isSlip !== true) return {};
    const idea = ideaIn(event);
    const told = { ...aboutIdea(event, idea), kind: "plan_slipped" as const, item: `plan:${String(change)}` };
    const slip = { ...told, code: targetOn === null ? "gone" : "later" };
    return {
      tell: [
        { ...slip, to: "followers" },
        { ...slip, to: await buildersOf(read, idea) },
      ],
    };
  },
  async "forecast.resolved"(read, event) {
    const { forecast, outcome, happened } = event.payload;
    const told = { ...aboutIdea(event, ideaIn(event)), about: `forecast:${String(forecast)}` };
    const to = await forecastersOf(read, String(forecast));
    return {
      tell: [{ ...told, item: `outcome:${String(outcome)}`, code: String(happened), kind: "forecast_resolved", to }],
    };
  },
  async "forecast.outcome_undone"(_read, event) {
    return { withdraw: [{ item: `outcome:${String(event.payload.outcome)}`, kinds: ["forecast_resolved"] }] };
  },
  async "credit.freeze_undone"(_read, event) {
    return { withdraw: confirmationOver(event) };
  },
  async "trial.opened"(_read, event) {
    return { tell: [{ ...aboutTrial(event), kind: "trial_asked", to: "followers" }] };
  },
  async "trial.drawn"(_read, event) {
    const told = aboutTrial(event);
    const { fresh, late, drawn } = event.payload;
    const chosen = new Set(idsIn(drawn));
    const others = [...idsIn(fresh), ...idsIn(late)].filter((id) => !chosen.has(id));
    return {
      tell: [
        { ...told, item: `drawn:${told.item}`, kind: "trial_drawn", to: [...chosen] },
        { ...told, item: `drawn:${told.item}`, kind: "trial_missed", to: others },
      ],
      withdraw: [{ item: told.item, kinds: ["trial_asked"] }],
    };
  },
  async "trial.cancelled"(read, event) {
    const told = aboutTrial(event);
    const rows = await read
      .select({ member: trialVolunteers.member })
      .from(trialVolunteers)
      .where(eq(trialVolunteers.trial, String(event.payload.trial)));
    return {
      tell: [{ ...told, item: `over:${told.item}`, kind: "trial_cancelled", to: rows.map(({ member }) => member) }],
      withdraw: [{ item: told.item, kinds: ["trial_asked"] }],
    };
  },
  async "transfer.proposed"(read, event) {
    const { source, target } = event.payload;
    const { authors } = await authorsIn(read, ideaIn(event));
    const told = { ...aboutIdea(event, ideaIn(event)), item: transferIn(event), kind: "transfer_proposed" as const };
    return {
      tell: [
        // Its pilots may not see the idea before they have taken it: no title, and the page says what they may read.
        { ...aboutTarget(event), kind: "transfer_asked", to: await judgesIn(read, String(target), authors) },
        { ...told, to: "followers" },
        { ...told, to: [...authors, ...(await pilotIds(read, String(source)))] },
      ],
    };
  },
  async "transfer.withdrawn"(read, event) {
    const told = { ...aboutIdea(event, ideaIn(event)), item: `withdrawn:${transferIn(event)}` };
    // Who has read it would go on expecting it.
    return {
      tell: [{ ...told, kind: "transfer_withdrawn", to: await readersOf(read, transferIn(event), event) }],
      withdraw: transferSettled(event),
    };
  },
  async "transfer.overtaken"(_read, event) {
    return { withdraw: transferSettled(event) };
  },
  async "transfer.declined"(read, event) {
    const { source, target } = event.payload;
    const { authors } = await authorsIn(read, ideaIn(event));
    const told = { ...aboutIdea(event, ideaIn(event)), item: transferIn(event), kind: "transfer_declined" as const };
    const refused = { ...aboutTarget(event), item: `refused:${transferIn(event)}`, kind: "transfer_refused" as const };
    return {
      tell: [
        { ...told, to: "followers" },
        { ...told, to: [...authors, ...(await pilotIds(read, String(source)))] },
        { ...refused, to: await pilotIds(read, String(target)) },
      ],
      withdraw: transferSettled(event),
    };
  },
  async "idea.transferred"(read, event) {
    const { source, target } = event.payload;
    const told = { ...aboutIdea(event, ideaIn(event)), item: transferIn(event), kind: "transferred" as const };
    const { authors } = await authorsIn(read, ideaIn(event));
    const pilots = [...(await pilotIds(read, String(source))), ...(await pilotIds(read, String(target)))];
    const item = transferIn(event);
    const named = await nameOf(read, String(source));
    const away = { kind: "transferred_away" as const, about: item, item, space: String(source), idea: null, named };
    return {
      tell: [
        { ...told, to: "followers" },
        { ...told, to: [...authors, ...pilots] },
        { ...away, to: await leftBehind(read, event) },
      ],
      withdraw: transferSettled(event),
    };
  },
  async "idea.withdrawn"(_read, event) {
    const told = { ...aboutIdea(event, ideaIn(event)), item: event.subject };
    return { tell: [{ ...told, kind: "withdrawn", to: "followers" }], withdraw: [lateOf(event.subject)] };
  },
  async "idea.returned"(_read, event) {
    return { tell: [{ ...aboutIdea(event, ideaIn(event)), item: event.subject, kind: "returned", to: "followers" }] };
  },
  async "comment.posted"(read, event) {
    const idea = String(event.payload.idea);
    const told = { ...aboutIdea(event, idea), item: event.subject };
    const answered = await answeredBy(read, event);
    return {
      tell: [
        ...mentions(event, idea, event.subject),
        ...(answered ? [{ ...told, kind: "reply" as const, to: [answered] }] : []),
        { ...told, kind: "comment", to: "followers" },
      ],
    };
  },
  async "comment.edited"(_read, event) {
    return { tell: mentions(event, String(event.payload.idea), event.subject) };
  },
  async "comment.deleted"(_read, event) {
    return { withdraw: [{ item: event.subject, kinds: ofComment }] };
  },
  async "comment.adopted"(read, event) {
    return {
      tell: [{ ...aboutComment(event), kind: "adopted", to: [String(event.payload.author)] }],
      withdraw: await adoptionsSettled(read, idIn(event)),
    };
  },
  async "comment.adoption_undone"(_read, event) {
    return { withdraw: [{ item: event.subject, kinds: ["adopted"] }] };
  },
  async "adoption.proposed"(read, event) {
    const idea = ideaIn(event);
    const to = await adoptersOf(read, idea, Number(event.payload.version));
    return { tell: [{ ...aboutIdea(event, idea), item: `adoptions:${idea}`, kind: "adoption_proposed", to }] };
  },
  async "adoption.dismissed"(read, event) {
    return { withdraw: await adoptionsSettled(read, String(event.payload.source)) };
  },
  async "idea.note_adopted"(read, event) {
    const [row] = await read
      .select({ author: noteAdoptions.author })
      .from(noteAdoptions)
      .where(eq(noteAdoptions.note, String(event.payload.note)));
    const told = { ...aboutIdea(event, ideaIn(event)), item: roomNoteIn(event) };
    return {
      tell: row ? [{ ...told, kind: "note_adopted", to: [row.author] }] : [],
      withdraw: await adoptionsSettled(read, String(event.payload.note)),
    };
  },
  async "idea.note_adoption_undone"(_read, event) {
    return { withdraw: [{ item: roomNoteIn(event), kinds: ["note_adopted"] }] };
  },
  async "comment.evidence_accepted"(_read, event) {
    return { tell: [{ ...aboutComment(event), kind: "evidence_accepted", to: [String(event.payload.author)] }] };
  },
  async "comment.evidence_acceptance_undone"(_read, event) {
    return { withdraw: [{ item: event.subject, kinds: ["evidence_accepted"] }] };
  },
  async "suggestion.made"(read, event) {
    const { authors } = await authorsIn(read, String(event.payload.idea));
    return { tell: [{ ...aboutComment(event), kind: "suggested", to: authors }] };
  },
  "suggestion.accepted": tellSuggester,
  "suggestion.declined": tellSuggester,
  async "suggestion.withdrawn"(_read, event) {
    return { withdraw: [{ item: event.subject, kinds: ["suggested"] }] };
  },
  async "author.invited"(_read, event) {
    return { tell: [{ ...aboutAuthor(event), kind: "author_invited", to: [memberIn(event)] }] };
  },
  async "author.uninvited"(_read, event) {
    return { withdraw: [{ item: aboutAuthor(event).item, kinds: ["author_invited"] }] };
  },
  async "author.accepted"(read, event) {
    const { authors } = await authorsIn(read, ideaIn(event));
    return { tell: [{ ...aboutAuthor(event), kind: "author_accepted", to: authors }] };
  },
  async "author.declined"(_read, event) {
    const invitedBy = String(event.payload.invitedBy);
    return { tell: [{ ...aboutAuthor(event), kind: "author_declined", to: [invitedBy] }] };
  },
  async "author.left"(read, event) {
    const { authors } = await authorsIn(read, ideaIn(event));
    return { tell: [{ ...aboutAuthor(event), kind: "author_left", to: authors }] };
  },
  async "talk.opened"(read, event) {
    const authors = await authorsOfTalkIn(read, idIn(event));
    return { tell: [{ ...aboutTalk(event), kind: "talk_asked", to: authors, code: String(event.payload.asks) }] };
  },
  async "talk.said"(read, event) {
    const authors = await authorsOfTalkIn(read, idIn(event));
    const { act, side, helper } = event.payload;
    const told = aboutTalk(event);
    if (side === "pilots")
      return { tell: [{ ...told, kind: act === "closed" ? "talk_closed" : "talk_said", to: authors }] };
    const to = await pilotsIn(read, idIn(event), authors, event.at);
    return {
      tell: [
        ...(typeof helper === "string" ? [{ ...told, kind: "talk_look" as const, to: [helper] }] : []),
        { ...told, kind: "talk_answered", to, code: String(act) },
      ],
    };
  },
  "idea.reported": tellJudges,
  "comment.reported": tellJudges,
  "idea.report_dismissed": settleReports,
  "comment.report_dismissed": settleReports,
  async "idea.hidden"(read, event) {
    const idea = ideaIn(event);
    const { authors } = await authorsIn(read, idea);
    const told = { ...aboutIdea(event, idea), item: event.subject };
    return { tell: [{ ...told, kind: "idea_hidden", to: authors }], ...(await settleReports(read, event)) };
  },
  async "idea.restored"(read, event) {
    const idea = ideaIn(event);
    const { authors } = await authorsIn(read, idea);
    return { tell: [{ ...aboutIdea(event, idea), item: event.subject, kind: "idea_restored", to: authors }] };
  },
  async "comment.hidden"(_read, event) {
    return {
      tell: [{ ...aboutComment(event), kind: "comment_hidden", to: [String(event.payload.author)] }],
      withdraw: [{ item: event.subject, kinds: [...ofComment, "reported", "held"] }, lateOf(event.subject)],
    };
  },
  async "comment.restored"(_read, event) {
    // Brought back by its author, who knows.
    if (event.payload.from !== "hidden") return {};
    return { tell: [{ ...aboutComment(event), kind: "comment_restored", to: [String(event.payload.author)] }] };
  },
  async "note.written"(read, event) {
    const { told, readers, mentioned } = await ofNote(read, event);
    const writers = await noteWriters(read, told.idea, readers);
    return {
      tell: [
        { ...told, kind: "note_mention", to: mentioned },
        { ...told, kind: "note", to: writers },
      ],
    };
  },
  async "note.edited"(read, event) {
    const { told, mentioned } = await ofNote(read, event);
    return { tell: [{ ...told, kind: "note_mention", to: mentioned }] };
  },
  async "note.deleted"(_read, event) {
    return { withdraw: [{ item: event.subject, kinds: ["note", "note_mention"] }] };
  },
  async "membership.requested"(read, event) {
    const pilots = await pilotsOf(read, spaceIn(event));
    return { tell: [{ ...aboutRequest(event), kind: "request", to: pilots.map(({ id }) => id) }] };
  },
  async "membership.approved"(_read, event) {
    return {
      tell: [{ ...aboutMembership(event), kind: "request_approved", to: [memberIn(event)] }],
      withdraw: [{ item: aboutRequest(event).item, kinds: ["request"] }, lateOf(aboutRequest(event).item)],
    };
  },
  async "membership.declined"(read, event) {
    const named = await nameOf(read, spaceIn(event));
    return {
      tell: [{ ...aboutMembership(event), kind: "request_declined", to: [memberIn(event)], named }],
      withdraw: [{ item: aboutRequest(event).item, kinds: ["request"] }, lateOf(aboutRequest(event).item)],
    };
  },
  async "membership.role_given"(_read, event) {
    return { tell: [{ ...aboutRole(event), kind: "role_given", to: [memberIn(event)] }] };
  },
  async "mandate.given"(_read, event) {
    return { tell: mandateTold(event, "role_given") };
  },
  async "mandate.ending"(read, event) {
    return { tell: [...mandateTold(event, "role_ending"), ...(await giverTold(read, event, "ending"))] };
  },
  async "mandate.taken"(read, event) {
    const code = event.actor === memberIn(event) ? "laid_down" : "taken";
    return { tell: [...mandateTold(event, "role_taken"), ...(await giverTold(read, event, code))] };
  },
  async "mandate.ended"(read, event) {
    return { tell: [...mandateTold(event, "role_taken"), ...(await giverTold(read, event, "ended"))] };
  },
  async "membership.role_taken"(_read, event) {
    return { tell: [{ ...aboutRole(event), kind: "role_taken", to: [memberIn(event)] }] };
  },
  async "duty.overdue"(read, event) {
    const { about, idea, dutyKind } = event.payload;
    const space = spaceIn(event);
    const belongs = typeof idea === "string" ? idea : null;
    // Of an idea that is to come here, those who lead learn on the desk.
    const ofIdea = String(about).startsWith("transfer:") ? null : belongs;
    const told = { space, idea: ofIdea, item: lateOf(String(about)).item, code: String(dutyKind) };
    return { tell: [{ ...told, kind: "overdue", about: String(about), to: await leadersOf(read, space, belongs) }] };
  },
  async "member.data_ready"(_read, event) {
    const item = `export:${String(event.payload.export)}`;
    return {
      tell: [{ kind: "data_ready", to: [memberIn(event)], about: item, space: null, idea: null, item }],
    };
  },
  "idea.held": tellHeld,
  "comment.held": tellHeld,
  "idea.released": tellReleased,
  "comment.released": tellReleased,
  async "appeal.made"(read, event) {
    const { idea, member, opposed, involved: also } = event.payload;
    const involved = [String(member), String(opposed), ...(Array.isArray(also) ? also : [])];
    const authors = typeof idea === "string" ? (await authorsIn(read, idea)).authors : [];
    const told = aboutAppeal(event);
    return {
      tell: [
        { ...told, kind: "appeal", to: await judgesIn(read, spaceIn(event), [...involved, ...authors]) },
        { ...told, kind: "appealed", to: [String(opposed)] },
      ],
    };
  },
  "appeal.upheld": tellVerdict,
  "appeal.dismissed": tellVerdict,
  async "fairness.held"(read, event) {
    const involved = Array.isArray(event.payload.involved) ? event.payload.involved : [];
    const told = aboutAppeal(event);
    return {
      tell: [
        { ...told, kind: "fairness_case", to: await judgesIn(read, spaceIn(event), involved) },
        { ...told, kind: "signals_held", to: [memberIn(event)] },
      ],
    };
  },
  "fairness.released": tellCase,
  "fairness.discarded": tellCase,
  "fairness.restored": tellCase,
  "fairness.lapsed": tellCase,
  "member.warned": tellSanctioned,
  "member.muted": tellSanctioned,
  "member.unmuted": tellSanctioned,
  async "mail.stopped"(_read, event) {
    const item = `address:${memberIn(event)}`;
    return { tell: [{ kind: "mail_stopped", to: [memberIn(event)], about: item, space: null, idea: null, item }] };
  },
  async "membership.removed"(read, event) {
    const named = await nameOf(read, spaceIn(event));
    return { tell: [{ ...aboutMembership(event), kind: "removed", to: [memberIn(event)], named }] };
  },
};

/** The authors of an idea who may say whether words that were found in a version came from there: not of their own. */
async function adoptersOf(read: Reads, idea: string, version: number): Promise<string[]> {
  const { authors } = await authorsIn(read, idea);
  const open = await read
    .select({ author: adoptionProposals.author })
    .from(adoptionProposals)
    .where(
      and(
        eq(adoptionProposals.idea, idea),
        eq(adoptionProposals.version, version),
        eq(adoptionProposals.state, "open"),
      ),
    );
  return authors.filter((member) => open.some(({ author }) => author !== member));
}

/** Once everything that was found in a text is decided on, nobody needs to look any more. */
async function adoptionsSettled(read: Reads, source: string): Promise<Withdrawal[]> {
  const [row] = await read
    .select({ idea: adoptionProposals.idea })
    .from(adoptionProposals)
    .where(eq(adoptionProposals.source, source));
  if (!row) return [];
  const open = and(eq(adoptionProposals.idea, row.idea), eq(adoptionProposals.state, "open"));
  if ((await read.$count(adoptionProposals, open)) > 0) return [];
  return [{ item: `adoptions:${row.idea}`, kinds: ["adoption_proposed"] }];
}

function roomNoteIn({ payload }: LoggedEvent): string {
  return `room_note:${String(payload.room)}:${String(payload.note)}`;
}

/** Those who lead the space, else the admins; never somebody whose own idea it is. */
async function leadersOf(read: Reads, space: string, idea: string | null): Promise<string[]> {
  const authors = idea === null ? [] : (await authorsIn(read, idea)).authors;
  const isFree = (id: string) => !authors.includes(id);
  const leads = (await pilotsOf(read, space)).flatMap(({ id, lead }) => (lead && isFree(id) ? [id] : []));
  return leads.length > 0 ? leads : (await admins(read)).filter(isFree);
}

/** Those who lead learn of an idea that nobody can answer. */
async function unassigned(read: Reads, event: LoggedEvent, idea: string): Promise<Telling[]> {
  const [row] = await read.select({ pilot: ideaPilots.pilot }).from(ideaPilots).where(eq(ideaPilots.idea, idea));
  if (!row || row.pilot !== null) return [];
  const to = await leadersOf(read, spaceIn(event), idea);
  return [{ ...aboutIdea(event, idea), item: event.subject, kind: "unassigned", to }];
}

/** What was told of clocks that ran out, of one thing that is owed something. */
function lateOf(about: string): Withdrawal {
  return { item: `late:${about}`, kinds: ["overdue"] };
}

async function tellJudges(read: Reads, event: LoggedEvent): Promise<Consequence> {
  const idea = String(event.payload.idea);
  const { authors } = await authorsIn(read, idea);
  const space = spaceIn(event);
  const to = await judgesIn(read, space, [...authors, String(event.payload.author)]);
  return { tell: [{ kind: "reported", to, about: `space:${space}`, space, idea, item: event.subject }] };
}

/** Who appealed and whose decision it was about learn what another pilot says. */
async function tellVerdict(_read: Reads, event: LoggedEvent): Promise<Consequence> {
  const { member, opposed } = event.payload;
  const told = { ...aboutAppeal(event), code: event.kind.slice("appeal.".length) };
  const kind = event.kind === "appeal.upheld" ? "appeal_upheld" : "appeal_dismissed";
  return {
    tell: [
      { ...told, kind, to: [String(member)] },
      { ...told, kind: "appeal_decided", to: [String(opposed)] },
    ],
    withdraw: [{ item: event.subject, kinds: ["appeal"] }],
  };
}

/** Whoever suggested a change learns what came of it, and the authors need not decide any more. */
async function tellSuggester(_read: Reads, event: LoggedEvent): Promise<Consequence> {
  const kind = event.kind === "suggestion.accepted" ? "suggestion_accepted" : "suggestion_declined";
  const told = aboutComment(event);
  return {
    tell: [{ ...told, item: `decided:${told.item}`, kind, to: [String(event.payload.author)] }],
    withdraw: [{ item: event.subject, kinds: ["suggested"] }],
  };
}

function aboutAppeal(event: LoggedEvent) {
  return { about: event.subject, space: spaceIn(event), idea: null, item: event.subject };
}

/** The pilots of a space who are not involved in something; admins where none is left. */
async function judgesIn(read: Reads, space: string, involved: readonly string[]): Promise<string[]> {
  const pilots = (await pilotsOf(read, space)).map(({ id }) => id).filter((id) => !involved.includes(id));
  return pilots.length > 0 ? pilots : (await admins(read)).filter((id) => !involved.includes(id));
}

/** Whose signals were held learns what becomes of them; the pilots need not look any more where it was decided. */
async function tellCase(_read: Reads, event: LoggedEvent): Promise<Consequence> {
  const code = event.kind.slice("fairness.".length);
  const kind = code === "discarded" ? ("signals_discarded" as const) : ("signals_released" as const);
  const told = { ...aboutAppeal(event), item: `${code}:${event.subject}`, code };
  const settled = code === "lapsed" ? [] : [{ item: event.subject, kinds: ["fairness_case" as const] }];
  return {
    tell: [{ ...told, kind, to: [memberIn(event)] }],
    withdraw: [...settled, { item: event.subject, kinds: ["signals_held"] }],
  };
}

/** Each act is a line of its own: none of them may go unread among others. */
async function tellSanctioned(_read: Reads, event: LoggedEvent): Promise<Consequence> {
  const space = spaceIn(event);
  const item = `act:${String(event.payload.act)}`;
  const kind = event.kind.slice("member.".length) as "warned" | "muted" | "unmuted";
  return { tell: [{ kind, to: [memberIn(event)], about: item, space, idea: null, item }] };
}

async function tellObjectors(_read: Reads, event: LoggedEvent): Promise<Consequence> {
  const told = aboutMerge(event);
  const objectors = Array.isArray(event.payload.members) ? event.payload.members : [];
  const code = event.kind === "merge.objections_upheld" ? "upheld" : "dismissed";
  return {
    tell: [{ ...told, item: `decided:${told.item}`, code, kind: "objection_answered", to: objectors }],
    withdraw: [{ item: told.item, kinds: ["objected"] }],
  };
}

/** Who may judge an objection: pilots who wrote neither idea and did not merge them; admins where there is none. */
async function mergeJudges(read: Reads, event: LoggedEvent): Promise<string[]> {
  const [merge] = await read
    .select({ by: merges.by, source: merges.source, target: merges.target })
    .from(merges)
    .where(eq(merges.id, String(event.payload.merge)));
  if (!merge) return [];
  const [one, other] = [await authorsIn(read, merge.source), await authorsIn(read, merge.target)];
  const involved = [merge.by, ...one.authors, ...other.authors];
  const pilots = (await pilotsOf(read, spaceIn(event))).map(({ id }) => id);
  const judges = pilots.filter((id) => !involved.includes(id));
  return judges.length > 0 ? judges : (await admins(read)).filter((id) => !involved.includes(id));
}

/** Whoever follows both ideas of a merge hears of it once, as a follower of the one that was merged. */
async function followersOfThisAlone(read: Reads, event: LoggedEvent): Promise<string[]> {
  const following = (idea: string) =>
    read
      .select({ member: follows.member })
      .from(follows)
      .where(and(eq(follows.idea, idea), eq(follows.state, "following")));
  const rows = await following(ideaIn(event));
  const elsewhere = new Set((await following(String(event.payload.source))).map(({ member }) => member));
  return rows.map(({ member }) => member).filter((member) => !elsewhere.has(member));
}

function aboutShares(event: LoggedEvent) {
  return { ...aboutIdea(event, ideaIn(event)), item: `shares:${String(event.payload.freeze)}` };
}

function aboutAppealedShares(event: LoggedEvent) {
  return { ...aboutShares(event), item: `shares_appeal:${String(event.payload.appeal)}` };
}

/** Nobody needs to decide on the appeal any more. */
function appealOver(event: LoggedEvent): Withdrawal[] {
  const { item } = aboutAppealedShares(event);
  return [{ item, kinds: ["credit_appeal_pilot", "credit_appeal_drawn"] }, lateOf(item)];
}

/** Who is asked about shares, or has some of those that stand. */
async function contributorIds(read: Reads, event: LoggedEvent): Promise<string[]> {
  return (await contributorsIn(read, String(event.payload.freeze))).map(({ id }) => id);
}

/** Nobody needs to answer any more, nor to decide. */
function confirmationOver(event: LoggedEvent): Withdrawal[] {
  const { item } = aboutShares(event);
  return [{ item, kinds: ["credit_confirm", "credit_judge"] }, lateOf(item)];
}

function transferIn({ payload }: LoggedEvent): string {
  return `transfer:${String(payload.transfer)}`;
}

/** For the pilots of the space that it would go to; the page of the idea says the rest. */
function aboutTarget(event: LoggedEvent) {
  const about = `transfer:${ideaIn(event)}`;
  return { about, space: String(event.payload.target), idea: null, item: transferIn(event) };
}

/** Nobody needs to decide any more, nor to expect it. */
function transferSettled(event: LoggedEvent): Withdrawal[] {
  const item = transferIn(event);
  return [{ item, kinds: ["transfer_asked", "transfer_proposed"] }, lateOf(item)];
}

async function pilotIds(read: Reads, space: string): Promise<string[]> {
  return (await pilotsOf(read, space)).map(({ id }) => id);
}

/** Those who followed or piloted an idea, saw it where it was, and do not where it is. */
async function leftBehind(read: Reads, event: LoggedEvent): Promise<string[]> {
  const [source, target] = [String(event.payload.source), String(event.payload.target)];
  const places = await read
    .select({ id: spaces.id, visibility: spaces.visibility })
    .from(spaces)
    .where(inArray(spaces.id, [source, target]));
  const isPublic = (space: string) => places.some(({ id, visibility }) => id === space && visibility === "public");
  if (isPublic(target)) return [];
  const following = await read
    .select({ member: follows.member })
    .from(follows)
    .where(and(eq(follows.idea, ideaIn(event)), eq(follows.state, "following")));
  const inside = async (space: string) => {
    const rows = await read
      .select({ member: memberships.member })
      .from(memberships)
      .where(eq(memberships.space, space));
    return new Set(rows.map(({ member }) => member));
  };
  const [here, there] = [isPublic(source) ? null : await inside(source), await inside(target)];
  const concerned = new Set([...following.map(({ member }) => member), ...(await pilotIds(read, source))]);
  return [...concerned].filter((member) => !there.has(member) && (here === null || here.has(member)));
}

function aboutRevival(event: LoggedEvent) {
  return { ...aboutIdea(event, ideaIn(event)), item: revivalIn(event) };
}

function revivalIn({ payload }: LoggedEvent): string {
  return `revival:${String(payload.revival)}`;
}

/** Nobody needs to decide any more. */
function revivalSettled(event: LoggedEvent): Withdrawal[] {
  return [{ item: revivalIn(event), kinds: ["revival_asked"] }, lateOf(revivalIn(event))];
}

function aboutDuplicate(event: LoggedEvent) {
  return { ...aboutIdea(event, ideaIn(event)), item: `duplicate:${String(event.payload.duplicate)}` };
}

/** Nobody needs to answer or to decide any more. */
function duplicateSettled(event: LoggedEvent): Withdrawal[] {
  const { item } = aboutDuplicate(event);
  return [{ item, kinds: ["duplicate_said", "duplicate_agreed"] }, lateOf(item)];
}

function aboutMerge(event: LoggedEvent) {
  return { ...aboutIdea(event, ideaIn(event)), item: `merge:${String(event.payload.merge)}` };
}

/** A pilot looks at what a new member wrote. */
async function tellHeld(read: Reads, event: LoggedEvent): Promise<Consequence> {
  const space = spaceIn(event);
  const to = await judgesIn(read, space, [String(event.payload.author)]);
  return { tell: [{ kind: "held", to, about: `space:${space}`, space, idea: null, item: event.subject }] };
}

async function tellReleased(_read: Reads, event: LoggedEvent): Promise<Consequence> {
  const told = { ...aboutIdea(event, String(event.payload.idea)), item: event.subject };
  return {
    tell: [{ ...told, kind: "released", to: [String(event.payload.author)] }],
    withdraw: [{ item: event.subject, kinds: ["held", "reported"] }, lateOf(event.subject)],
  };
}

function aboutPause(event: LoggedEvent) {
  return { ...aboutIdea(event, ideaIn(event)), item: `pause:${String(event.payload.pause)}` };
}

async function settleReports(_read: Reads, event: LoggedEvent): Promise<Consequence> {
  return { withdraw: [{ item: event.subject, kinds: ["reported", "held"] }, lateOf(event.subject)] };
}

/** A note is told of to nobody but those who may read it when it is told. */
async function ofNote(read: Reads, event: LoggedEvent) {
  const id = String(event.payload.idea);
  const [idea] = await read
    .select({ id: ideas.id, space: ideas.space, author: ideas.author })
    .from(ideas)
    .where(eq(ideas.id, id));
  const readers = idea ? await noteReaders(read, idea, event.at) : [];
  const { mentioned } = event.payload;
  const called = Array.isArray(mentioned) ? mentioned.filter((each) => readers.includes(each)) : [];
  return { told: { ...aboutIdea(event, id), item: event.subject }, readers, mentioned: called };
}

function mentions(event: LoggedEvent, idea: string, item: string): Telling[] {
  const { mentioned } = event.payload;
  if (!Array.isArray(mentioned) || mentioned.length === 0) return [];
  return [{ ...aboutIdea(event, idea), item, kind: "mention", to: mentioned }];
}

/** Whose comment is answered, unless that person wants to hear of the idea no more. */
async function answeredBy(read: Reads, { payload }: LoggedEvent): Promise<string | null> {
  if (typeof payload.parent !== "string") return null;
  const [row] = await read
    .select({ author: comments.author, state: follows.state })
    .from(comments)
    .leftJoin(follows, and(eq(follows.idea, comments.idea), eq(follows.member, comments.author)))
    .where(eq(comments.id, payload.parent));
  return row && row.state !== "stopped" ? row.author : null;
}

/** Who has read a notice about an item. What this same event took back at an earlier try still counts. */
async function readersOf(read: Reads, item: string, event: LoggedEvent): Promise<string[]> {
  const stands = or(isNull(noticeEvents.withdrawnBy), eq(noticeEvents.withdrawnBy, event.id));
  const rows = await read
    .select({ member: noticeEvents.member })
    .from(noticeEvents)
    .innerJoin(notices, eq(notices.id, noticeEvents.notice))
    .where(and(eq(noticeEvents.item, item), stands, isNotNull(notices.readAt)));
  return rows.map(({ member }) => member);
}

async function authorsIn(read: Reads, id: string) {
  const [idea] = await read.select({ id: ideas.id, author: ideas.author }).from(ideas).where(eq(ideas.id, id));
  return idea ? authorsOf(read, idea) : { authors: [] };
}

async function admins(read: Reads): Promise<string[]> {
  const rows = await read.select({ id: members.id }).from(members).where(eq(members.admin, true));
  return rows.map(({ id }) => id);
}

async function nameOf(read: Reads, space: string): Promise<string | null> {
  const [row] = await read.select({ name: spaces.name }).from(spaces).where(eq(spaces.id, space));
  return row?.name ?? null;
}

function idIn({ subject }: LoggedEvent): string {
  return subject.slice(subject.indexOf(":") + 1);
}

function ideaIn({ subject }: LoggedEvent): string {
  return subject.slice("idea:".length);
}

function spaceIn(event: LoggedEvent): string {
  if (event.space === null) throw new Error(`${event.kind} ${event.id} names no space.`);
  return event.space;
}

function memberIn({ payload }: LoggedEvent): string {
  return String(payload.member);
}

/** Those who built an idea, but who said that they do not want to hear of it. */
async function buildersOf(read: Reads, idea: string): Promise<string[]> {
  const freeze = await standingFreeze(read, idea);
  if (!freeze) return [];
  const gone = await read
    .select({ member: follows.member })
    .from(follows)
    .where(and(eq(follows.idea, idea), ne(follows.state, "following")));
  const away = new Set(gone.map(({ member }) => member));
  return (await sharersOf(read, freeze.id)).filter((member) => !away.has(member));
}

function aboutTrial(event: LoggedEvent) {
  return { ...aboutIdea(event, ideaIn(event)), item: `trial:${String(event.payload.trial)}` };
}

function idsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function aboutIdea(event: LoggedEvent, idea: string) {
  return { about: `idea:${idea}`, space: spaceIn(event), idea };
}

function aboutRelease(event: LoggedEvent) {
  return { about: event.subject, space: spaceIn(event), idea: null, item: event.subject };
}

function aboutComment(event: LoggedEvent) {
  return { ...aboutIdea(event, String(event.payload.idea)), item: event.subject };
}

/** A line for each talk; whoever may not read it is not told. */
function aboutTalk(event: LoggedEvent) {
  const { idea, message } = event.payload;
  return { ...aboutIdea(event, String(idea)), about: event.subject, item: `talk_message:${String(message)}` };
}

/** What somebody who was found is asked to: it is about the space, as the room or the idea has its own page. */
function aboutCall(event: LoggedEvent) {
  return { about: event.subject, item: event.subject, space: spaceIn(event), idea: null };
}

async function tellCaller(_read: Reads, event: LoggedEvent): Promise<Consequence> {
  const told = aboutCall(event);
  const kind = event.kind === "call.accepted" ? ("call_accepted" as const) : ("call_declined" as const);
  return {
    tell: [{ ...told, item: `answered:${told.item}`, kind, to: [String(event.payload.by)] }],
    withdraw: [{ item: told.item, kinds: ["called"] }],
  };
}

function aboutAuthor(event: LoggedEvent) {
  const idea = ideaIn(event);
  return { ...aboutIdea(event, idea), item: `author:${idea}:${memberIn(event)}` };
}

function aboutMembership(event: LoggedEvent) {
  const space = spaceIn(event);
  return { about: `space:${space}`, space, idea: null, item: `membership:${space}:${memberIn(event)}` };
}

function aboutRequest(event: LoggedEvent) {
  return { ...aboutMembership(event), item: `request:${spaceIn(event)}:${memberIn(event)}` };
}

/** A line for each room; whoever may not open it is not told. */
function aboutRoom(event: LoggedEvent) {
  const { idea } = event.payload;
  return {
    about: event.subject,
    space: spaceIn(event),
    idea: typeof idea === "string" ? idea : null,
    item: event.subject,
  };
}

/** That somebody presents in a room. */
function presentsIn(event: LoggedEvent, presenter: unknown): string {
  return `presents:${event.subject}:${String(presenter)}`;
}

/** Who follows the idea of a room to which all may come. */
async function followersOfRoom(read: Reads, event: LoggedEvent): Promise<string[]> {
  const rows = await read
    .select({ member: follows.member })
    .from(rooms)
    .innerJoin(follows, and(eq(follows.idea, rooms.idea), eq(follows.state, "following")))
    .where(and(eq(rooms.id, idIn(event)), eq(rooms.audience, "space")));
  return rows.map(({ member }) => member);
}

/** Like a role, a mandate is a line of its own. */
function mandateTold(event: LoggedEvent, kind: "role_given" | "role_ending" | "role_taken"): Telling[] {
  const role = "mandate";
  const about = `space:${spaceIn(event)}:${role}`;
  return [{ ...aboutMembership(event), about, code: role, kind, to: [memberIn(event)] }];
}

/** What becomes of a mandate. */
type MandateTurn = "ending" | "ended" | "taken" | "laid_down";

/** Who gave a mandate, and those who lead, learn what becomes of it: they find somebody else, or give it again. */
async function giverTold(read: Reads, event: LoggedEvent, code: MandateTurn): Promise<Telling[]> {
  const space = spaceIn(event);
  const id = String(event.payload.mandate);
  const [row] = await read.select({ givenBy: mandates.givenBy }).from(mandates).where(eq(mandates.id, id));
  const leading = [...(await leadersOf(read, space, null)), ...(row ? [row.givenBy] : [])];
  const to = leading.filter((member) => member !== memberIn(event));
  const about = `mandate:${id}`;
  return [{ kind: "mandate", about, space, idea: null, item: about, code, to }];
}

/** Each role is a line of its own. */
function aboutRole(event: LoggedEvent) {
  const role = String(event.payload.role);
  return { ...aboutMembership(event), about: `space:${spaceIn(event)}:${role}`, code: role };
}
