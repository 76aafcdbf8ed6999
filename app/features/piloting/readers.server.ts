import { and, eq } from "drizzle-orm";
import type { Tx } from "../../../db/database.ts";
import { ideaPilots, mandates } from "../../../db/schema/piloting.ts";
import { memberships } from "../../../db/schema/spaces.ts";
import type { ExactReader, LoggedEvent } from "../../platform/events.server.ts";
import type { IdeaMoved, MoveUndone } from "./events.ts";
import { assign, giveAway, giveOut } from "./assigning.server.ts";
import { judgingKinds } from "./judging.server.ts";
import { endMandatesOf } from "./mandating.server.ts";
import { endDuties, ofAnIdea, runOn, startDuty } from "./duties.server.ts";
import { judge } from "./judging-duties.server.ts";
import { quietSince } from "./silence.server.ts";
import { moved, restored, undone } from "./stage-duties.server.ts";
import { promised, said, saidAgain, unsaid } from "./word-duties.server.ts";
import { ranAt } from "./mandates.server.ts";

const ofIdeas = [
  "idea.submitted",
  "idea.returned",
  "idea.moved",
  "idea.move_undone",
  "idea.merged",
  "idea.unmerged",
  "idea.took_in",
  "idea.gave_back",
  "promise.made",
  "idea.withdrawn",
  "idea.hidden",
  "idea.restored",
  "comment.posted",
  "talk.opened",
  "talk.said",
  "comment.deleted",
  "comment.hidden",
  "comment.restored",
];

/**
 * Keeps what pilots owe, with its clock: a first word to a new idea, an answer to one that is being evaluated, another
 * look at one that was put off, a decision on what was reported or asked for, a sign of life where it is quiet. What an import brings owes nobody anything.
 */
export const keepDuties: ExactReader = {
  name: "piloting: duties",
  kinds: [...new Set([...ofIdeas, ...judgingKinds])],
  async read(tx, events) {
    for (const event of events) {
      if (event.actor !== "system") await keep(tx, event);
      await judge(tx, event);
    }
  },
};

/** Keeps who answers which idea, as people come and go, join in writing, and ideas change. */
export const keepPilots: ExactReader = {
  name: "piloting: pilots",
  kinds: [
    "author.accepted",
    "idea.took_in",
    "idea.tagged",
    "idea.edited",
    "idea.language_corrected",
    "membership.joined",
    "membership.role_given",
    "membership.role_taken",
    "membership.left",
    "membership.removed",
    "mandate.given",
    "mandate.taken",
    "mandate.ended",
    "member.verified",
    "member.kept",
    "member.unbanned",
    "member.leaving",
    "member.banned",
    "member.erased",
  ],
  async read(tx, events) {
    for (const event of events) await follow(tx, event);
  },
};

const leavesMandates = ["membership.left", "membership.removed", "member.banned", "member.erased"];

async function follow(tx: Tx, event: LoggedEvent): Promise<void> {
  const { kind, space, at } = event;
  if (space !== null && event.subject.startsWith("idea:")) {
    const idea = event.subject.slice("idea:".length);
    // Who has been given it once; an import brings ideas of which nobody owes anything yet.
    const [given] = await tx.select().from(ideaPilots).where(eq(ideaPilots.idea, idea));
    if (!given) return;
    // Who answers it may have written so much of it by now that somebody else has to.
    if (kind === "idea.edited" && ![given.pilot, given.standIn].includes(event.actor)) return;
    return assign(tx, space, [idea], at, { afresh: kind === "idea.tagged" || kind === "idea.language_corrected" });
  }
  const member = String(event.payload.member);
  const isPilotNow = kind === "membership.role_given" && event.payload.role === "pilot";
  if (leavesMandates.includes(kind) || isPilotNow) {
    await endMandatesOf(tx, { member, space }, { at, by: event.actor === "system" ? null : event.actor });
  }
  if (kind === "mandate.given" && space !== null) return giveOut(tx, space, at);
  const comes = ["membership.joined", "membership.role_given", "member.verified", "member.kept", "member.unbanned"];
  if (!comes.includes(kind)) return giveAway(tx, member, at, space ?? undefined);
  const pilots = await tx
    .select({ space: memberships.space })
    .from(memberships)
    .where(
      and(
        eq(memberships.member, member),
        eq(memberships.pilot, true),
        space === null ? undefined : eq(memberships.space, space),
      ),
    );
  const held = await tx
    .select({ space: mandates.space })
    .from(mandates)
    .where(and(eq(mandates.member, member), ranAt(at), space === null ? undefined : eq(mandates.space, space)));
  for (const place of new Set([...pilots, ...held].map((row) => row.space))) await giveOut(tx, place, at);
}

async function keep(tx: Tx, event: LoggedEvent): Promise<void> {
  const idea = idOf(event);
  switch (event.kind) {
    case "idea.submitted":
    case "idea.returned":
      return startDuty(tx, event, idea, "acknowledge", event.id);
    case "idea.moved":
      return moved(tx, event, idea, event.payload as IdeaMoved["payload"]);
    case "idea.move_undone":
      return undone(tx, event, idea, event.payload as MoveUndone["payload"]);
    // Like a move, with its answer: what ends by it runs on when it is taken apart.
    case "idea.merged":
      return endDuties(tx, event, idea, ofAnIdea, "done", String(event.payload.merge));
    case "idea.unmerged":
      await runOn(tx, event, idea, String(event.payload.merge));
      return quietSince(tx, event, idea, event.at);
    case "idea.took_in":
    case "idea.gave_back":
      return quietSince(tx, event, idea, event.at);
    case "promise.made":
      return promised(tx, event);
    case "idea.withdrawn":
    case "idea.hidden":
      return endDuties(tx, event, idea, ofAnIdea, "cancelled", event.id);
    case "idea.restored":
      return restored(tx, event, idea);
    case "comment.posted":
      return said(tx, event, String(event.payload.idea));
    case "talk.opened":
    case "talk.said":
      // Only what everybody can read is a first word.
      return event.payload.isPrivate === true ? undefined : said(tx, event, String(event.payload.idea));
    case "comment.deleted":
    case "comment.hidden":
      return unsaid(tx, event);
    case "comment.restored":
      return saidAgain(tx, event);
  }
}

function idOf({ subject }: LoggedEvent): string {
  return subject.slice(subject.indexOf(":") + 1);
}
