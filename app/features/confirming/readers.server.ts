/** Asks those who built an idea, whenever its credits are frozen. */
import { and, desc, eq, isNull, ne } from "drizzle-orm";
import type { Tx } from "../../../db/database.ts";
import { creditAppeals, creditConfirmations, creditContributors } from "../../../db/schema/confirming.ts";
import { creditFreezes } from "../../../db/schema/crediting.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { spaces } from "../../../db/schema/spaces.ts";
import { type ExactReader, type LoggedEvent, record } from "../../platform/events.server.ts";
import { enqueue } from "../../platform/jobs.server.ts";
import { afterPlainDays } from "../piloting/calendar.server.ts";
import { confirmJob } from "./commands.server.ts";
import { appealOvertaken, confirmationOpened, confirmationOvertaken, sharesContradicted } from "./events.ts";
import { confirmDays, fewestAsked } from "./rules.ts";
import { type Confirmation, contributorsOf } from "./shares.server.ts";

/**
 * Opens a confirmation with each freeze. What was said of an earlier freeze holds no more, and again when the later one
 * is taken back.
 */
export const askContributors: ExactReader = {
  name: "confirming: freezes",
  kinds: ["credit.frozen", "credit.freeze_undone"],
  async read(tx, events) {
    for (const event of events) {
      if (event.kind === "credit.frozen") await open(tx, event);
      else await resume(tx, event);
    }
  },
};

async function open(tx: Tx, event: LoggedEvent): Promise<void> {
  const place = await placeOf(tx, event);
  if (!place) return;
  const { at } = event;
  const freeze = String(event.payload.freeze);
  const before = await latestBut(tx, place.id, freeze);
  const system = { actor: "system" as const, now: at };
  if (before) {
    await record(tx, system, [
      confirmationOvertaken("credit.confirmation_overtaken", place, { freeze: before.freeze }),
    ]);
    const appealed = and(eq(creditAppeals.freeze, before.freeze), eq(creditAppeals.state, "open"));
    const [appeal] = await tx.select({ id: creditAppeals.id }).from(creditAppeals).where(appealed);
    await tx.update(creditAppeals).set({ state: "overtaken" }).where(appealed);
    if (appeal) await record(tx, system, [appealOvertaken(place, { freeze: before.freeze, appeal: appeal.id })]);
  }
  const people = await contributorsOf(tx, place.id);
  if (people.length < 2) return;
  const isAsked = people.length >= fewestAsked;
  const until = isAsked ? afterPlainDays(at, confirmDays, place.timeZone) : at;
  await tx.insert(creditConfirmations).values({
    freeze,
    idea: place.id,
    openedAt: at,
    until,
    state: isAsked ? "open" : "too_few",
    settledAt: isAsked ? null : at,
  });
  await tx.insert(creditContributors).values(people.map(({ id, share }) => ({ freeze, member: id, share })));
  if (!isAsked) return;
  await enqueue(tx, system, { kind: confirmJob, payload: { freeze }, runAt: until });
  await record(tx, system, [confirmationOpened(place, { freeze, until, people: people.length })]);
}

async function resume(tx: Tx, event: LoggedEvent): Promise<void> {
  const place = await placeOf(tx, event);
  const before = place && (await latestBut(tx, place.id, String(event.payload.freeze)));
  if (!before) return;
  const { freeze, until, state } = before;
  const system = { actor: "system" as const, now: event.at };
  await record(tx, system, [confirmationOvertaken("credit.confirmation_resumed", place, { freeze })]);
  // Its time may have passed while it did not stand.
  const runAt = Math.max(until, event.at);
  if (state === "open") await enqueue(tx, system, { kind: confirmJob, payload: { freeze }, runAt });
  if (state !== "opposed") return;
  const people = await tx.select().from(creditContributors).where(eq(creditContributors.freeze, freeze));
  const answers = people.filter(({ answeredAt }) => answeredAt !== null).length;
  const involved = people.map(({ member }) => member);
  await record(tx, system, [sharesContradicted(place, { freeze, answers, people: people.length, involved })]);
}

async function placeOf(tx: Tx, { subject }: LoggedEvent) {
  const [row] = await tx
    .select({ id: ideas.id, space: ideas.space, timeZone: spaces.timeZone })
    .from(ideas)
    .innerJoin(spaces, eq(spaces.id, ideas.space))
    .where(eq(ideas.id, subject.slice("idea:".length)));
  return row;
}

/** What was asked at the freeze that stood before this one. */
async function latestBut(tx: Tx, idea: string, freeze: string): Promise<Confirmation | undefined> {
  const [row] = await tx
    .select({ asked: creditConfirmations })
    .from(creditConfirmations)
    .innerJoin(creditFreezes, eq(creditFreezes.id, creditConfirmations.freeze))
    .where(and(eq(creditFreezes.idea, idea), isNull(creditFreezes.undoneAt), ne(creditFreezes.id, freeze)))
    .orderBy(desc(creditFreezes.at), desc(creditFreezes.id))
    .limit(1);
  return row?.asked;
}
