/** What the ledger rests on and the log does not say: it is set down once, when it happens. */
import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "../../../db/database.ts";
import { forecastAnswers } from "../../../db/schema/forecasts.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { mergeAuthors } from "../../../db/schema/merging.ts";
import { reputationGrounds } from "../../../db/schema/reputation.ts";
import { ideaAuthors, noteAdoptions } from "../../../db/schema/writing.ts";
import type { LoggedEvent } from "../../platform/events.server.ts";
import { notesOfRooms } from "../adopting/notes.server.ts";
import { sharesOf } from "../confirming/shares.server.ts";
import { publicInputs, standingFreeze } from "../crediting/gathering.server.ts";
import { creditsOf } from "../crediting/rules.ts";
import { textAmounts } from "../writing/shares.server.ts";
import { splitOf } from "./book.server.ts";
import { type Ground, sharesStand, splitting, stageRule } from "./folding.ts";
import { wholeShare } from "./rules.ts";

/** The grounds that an event gives; none for most. */
export async function groundsFor(tx: Tx, event: LoggedEvent): Promise<Ground[]> {
  const { kind, payload } = event;
  if (splitting.has(kind)) return splitAnew(tx, event);
  if (kind === "idea.moved" && payload.from !== payload.to && stageRule(payload.to)) return sharesNow(tx, event);
  if (kind === "idea.note_adopted") return noteBy(tx, event);
  if (sharesStand.includes(kind)) return sharesThatStand(tx, event);
  if (kind === "forecast.resolved" && payload.happened !== "void") return forecastsGiven(tx, event);
  return [];
}

const ideaIn = ({ subject }: LoggedEvent) => subject.slice("idea:".length);

/** How signals are divided from now on: among the authors, by origin and text. Nothing where there is one author alone. */
async function splitAnew(tx: Tx, event: LoggedEvent): Promise<Ground[]> {
  const idea = ideaIn(event);
  const joined = await tx
    .select({ member: ideaAuthors.member })
    .from(ideaAuthors)
    .where(and(eq(ideaAuthors.idea, idea), eq(ideaAuthors.state, "accepted")));
  if (joined.length === 0 && (await splitOf(tx, idea)).length === 0) return [];
  const [row] = await tx.select({ author: ideas.author }).from(ideas).where(eq(ideas.id, idea));
  if (!row) return [];
  const authors = [...new Set([row.author, ...joined.map(({ member }) => member)])];
  const text = await textAmounts(tx, idea);
  const shares = creditsOf([
    { component: "origin", source: idea, by: row.author, amount: 1 },
    ...[...text.of].flatMap(([by, amount]) =>
      authors.includes(by) && amount > 0 ? [{ component: "text" as const, source: idea, by, amount }] : [],
    ),
  ]);
  const shareOf = new Map(shares.map(({ by, share }) => [by, share]));
  const merge = event.kind === "idea.took_in" ? String(event.payload.merge) : null;
  const brought = merge === null ? [] : await tx.select().from(mergeAuthors).where(eq(mergeAuthors.merge, merge));
  const base = await groundOf(tx, event, idea, "signals");
  return authors.map((member) => ({
    ...base,
    member,
    share: shareOf.get(member) ?? 0,
    merge: brought.some((each) => each.member === member) ? merge : null,
  }));
}

async function groundOf(tx: Tx, { id, at }: LoggedEvent, idea: string, use: Ground["use"]) {
  const [last] = await tx
    .select({ n: sql<number>`coalesce(max(${reputationGrounds.n}), 0)`.mapWith(Number) })
    .from(reputationGrounds)
    .where(eq(reputationGrounds.idea, idea));
  return { event: id, idea, use, n: (last?.n ?? 0) + 1, at, share: 0, textShare: 0, merge: null, isPrivate: false };
}

/** The shares that were confirmed, or decided on. */
async function sharesThatStand(tx: Tx, event: LoggedEvent): Promise<Ground[]> {
  const standing = await sharesOf(tx, String(event.payload.freeze));
  const base = await groundOf(tx, event, ideaIn(event), "stage");
  return standing.map(({ id, share }) => ({ ...base, member: id, share }));
}

/**
 * The shares of an idea as everybody may read them, as they were confirmed where they were. What is somebody's without
 * a name is nobody's: who it is could be found out from a figure.
 */
async function sharesNow(tx: Tx, event: LoggedEvent): Promise<Ground[]> {
  const idea = ideaIn(event);
  const inputs = await publicInputs(tx, idea);
  const all = inputs.reduce((sum, { component, amount }) => sum + (component === "text" ? amount : 0), 0);
  const base = await groundOf(tx, event, idea, "stage");
  const freeze = await standingFreeze(tx, idea);
  const confirmed = new Map((freeze ? await sharesOf(tx, freeze.id) : []).map(({ id, share }) => [id, share]));
  return creditsOf(inputs.map(({ by, ...input }) => ({ ...input, by: by ?? `unnamed:${input.source}` })))
    .filter(({ by }) => inputs.some((input) => input.by === by))
    .map(({ by, share }) => {
      const wrote = inputs.reduce(
        (sum, each) => sum + (each.by === by && each.component === "text" ? each.amount : 0),
        0,
      );
      const textShare = all === 0 ? 0 : Math.floor((wrote * wholeShare) / all);
      return { ...base, member: by, share: confirmed.get(by) ?? share, textShare };
    });
}

async function noteBy(tx: Tx, event: LoggedEvent): Promise<Ground[]> {
  const idea = ideaIn(event);
  const note = String(event.payload.note);
  const [adopted] = await tx
    .select({ author: noteAdoptions.author })
    .from(noteAdoptions)
    .where(and(eq(noteAdoptions.note, note), eq(noteAdoptions.idea, idea)));
  if (!adopted) return [];
  const found = (await notesOfRooms(tx, [String(event.payload.room)])).find(({ id }) => id === note);
  const base = await groundOf(tx, event, idea, "note");
  return [{ ...base, member: adopted.author, share: wholeShare, isPrivate: found?.isNamed !== true }];
}

/** What each said how likely it is, as the share; whoever says what happened has nothing of it. */
async function forecastsGiven(tx: Tx, event: LoggedEvent): Promise<Ground[]> {
  const given = await tx
    .select()
    .from(forecastAnswers)
    .where(eq(forecastAnswers.forecast, String(event.payload.forecast)));
  const base = await groundOf(tx, event, ideaIn(event), "forecast");
  return given
    .filter(({ member }) => member !== event.actor)
    .map(({ member, probability }) => ({ ...base, member, share: probability * (wholeShare / 100) }));
}
