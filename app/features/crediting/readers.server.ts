/** Sets down whose an idea is when it is adopted, in the transaction of the move: a share is of the text that was decided on. */
import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Tx } from "../../../db/database.ts";
import { creditFreezes, creditInputs, creditShares } from "../../../db/schema/crediting.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { members } from "../../../db/schema/members.ts";
import { ideaVersions } from "../../../db/schema/writing.ts";
import { type ExactReader, type LoggedEvent, record } from "../../platform/events.server.ts";
import type { IdeaMoved, MoveUndone } from "../piloting/events.ts";
import { parts } from "../writing/rules.ts";
import { creditFrozen } from "./events.ts";
import { gatheredFor, standingFreeze } from "./gathering.server.ts";
import { creditsOf } from "./rules.ts";

/**
 * Freezes the credits of an idea at each entry to `adopted`, and at `shipped` if the text is another one than was frozen.
 * Moving back keeps what was frozen; undoing the move takes it back, and what was frozen before stands again.
 */
export const freezeCredits: ExactReader = {
  name: "crediting: freezes",
  kinds: ["idea.moved", "idea.move_undone"],
  async read(tx, events) {
    for (const event of events) {
      if (event.kind === "idea.move_undone") await undo(tx, event);
      else if (await isFrozenBy(tx, event)) await freeze(tx, event);
    }
  },
};

async function isFrozenBy(tx: Tx, event: LoggedEvent): Promise<boolean> {
  const { from, to } = event.payload as IdeaMoved["payload"];
  if (from === to) return false;
  return to === "adopted" || (to === "shipped" && (await hasOtherText(tx, ideaOf(event))));
}

function ideaOf({ subject }: LoggedEvent): string {
  return subject.slice("idea:".length);
}

async function hasOtherText(tx: Tx, id: string): Promise<boolean> {
  const frozen = await standingFreeze(tx, id);
  if (!frozen) return true;
  const [idea] = await tx.select().from(ideas).where(eq(ideas.id, id));
  const [version] = await tx
    .select()
    .from(ideaVersions)
    .where(and(eq(ideaVersions.idea, id), eq(ideaVersions.number, frozen.version)));
  return parts.some((part) => idea?.[part] !== version?.[part]);
}

async function freeze(tx: Tx, event: LoggedEvent): Promise<void> {
  const { at, payload } = event;
  const [idea] = await tx
    .select()
    .from(ideas)
    .where(eq(ideas.id, ideaOf(event)));
  if (!idea) return;
  const inputs = await gatheredFor(tx, idea);
  const credits = creditsOf(inputs);
  const people = await tx
    .select({ id: members.id, affiliation: members.affiliation })
    .from(members)
    .where(
      inArray(
        members.id,
        credits.map(({ by }) => by),
      ),
    );
  const affiliationOf = new Map(people.map(({ id, affiliation }) => [id, affiliation]));
  const id = String(payload.move);
  const { version } = idea;
  await tx.insert(creditFreezes).values({ id, idea: idea.id, version, rules: event.rules, at });
  await tx.insert(creditInputs).values(
    inputs.map(({ by, component, source, room, amount }) => ({
      freeze: id,
      component,
      source,
      room,
      member: by,
      amount,
    })),
  );
  await tx.insert(creditShares).values(
    credits.map(({ by, share }) => ({
      freeze: id,
      member: by,
      affiliation: affiliationOf.get(by) ?? "customer",
      share,
    })),
  );
  const counts = { freeze: id, version, people: credits.length, inputs: inputs.length };
  await record(tx, { actor: "system", now: at }, [creditFrozen("credit.frozen", idea, counts)]);
}

async function undo(tx: Tx, { at, payload }: LoggedEvent): Promise<void> {
  const { move } = payload as MoveUndone["payload"];
  const [taken] = await tx
    .update(creditFreezes)
    .set({ undoneAt: at })
    .where(and(eq(creditFreezes.id, move), isNull(creditFreezes.undoneAt)))
    .returning();
  if (!taken) return;
  const [idea] = await tx.select({ id: ideas.id, space: ideas.space }).from(ideas).where(eq(ideas.id, taken.idea));
  if (!idea) return;
  const counts = {
    freeze: taken.id,
    version: taken.version,
    people: await tx.$count(creditShares, eq(creditShares.freeze, taken.id)),
    inputs: await tx.$count(creditInputs, eq(creditInputs.freeze, taken.id)),
  };
  await record(tx, { actor: "system", now: at }, [creditFrozen("credit.freeze_undone", idea, counts)]);
}
