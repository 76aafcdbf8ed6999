/** A space in which three people give to one author what two rules together find, among others who give as people do. */
import { eq } from "drizzle-orm";
import { expect } from "vitest";
import { openSnapshot } from "../../db/dialect/whole.ts";
import { checks } from "../../app/cli/keeping/checks.ts";
import { ideas as ideaRows } from "../../db/schema/ideas.ts";
import { fairnessCases } from "../../db/schema/fairness.ts";
import { reputationLines } from "../../db/schema/reputation.ts";
import { exposures, signalCounts, signals } from "../../db/schema/signals.ts";
import { spaces } from "../../db/schema/spaces.ts";
import { lookAtSpace } from "../../app/features/fairness/looking.server.ts";
import { castSignal, placeSignals } from "../../app/features/signals/commands.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { forgetLimits } from "../../app/platform/limits.server.ts";
import { proposed } from "../merging/support.ts";
import { actorNow, contextFor, freshDatabase, member, person, type Rig, space, start } from "../support/database.ts";
import { diceOf } from "../support/dice.ts";

const day = 86_400_000;

/** `areKnown`: whether those three have reached the first level, so that what they give counts for the author. */
export async function ringed({ rig, areKnown = true }: { rig?: Rig; areKnown?: boolean } = {}) {
  const own = rig ?? (await freshDatabase());
  const place = await space(own);
  const joined = async (name: string, roles: Parameters<typeof member>[3] = {}) =>
    member(own, await person(own, name), place.id, roles);
  const pia = await joined("pia", { pilot: true });
  const pat = await joined("pat", { pilot: true });
  const ann = await joined("ann");
  const ring: SignedIn[] = [];
  for (const name of ["rita", "rob", "rex"]) ring.push(await joined(name));
  const writers = [await joined("walt"), await joined("wes"), await joined("wim")];
  const honest: SignedIn[] = [];
  for (let at = 0; at < 30; at++) honest.push(await joined(`hone${at}`));
  const clock = { now: start + 4 * day };
  const anns: string[] = [];
  for (let at = 0; at < 8; at++) anns.push(await proposed(own, place.id, ann, `Bell ${at}`, start + at));
  const others: string[] = [];
  for (let at = 0; at < 52; at++) {
    forgetLimits();
    others.push(await proposed(own, place.id, writers[at % 3] ?? pia, `Pump ${at}`, start + 100 + at));
  }
  const chance = diceOf(1);
  const as = async (who: SignedIn) => contextFor(own, await actorNow(own, who.id, clock.now), { now: clock.now });
  await own.db.transaction(async (tx) => {
    await tx.update(spaces).set({ leanShown: "always" });
    if (areKnown)
      await tx
        .insert(exposures)
        .values(ring.flatMap((who) => others.slice(0, 10).map((idea) => ({ member: who.id, idea, firstAt: start }))));
    const given = honest.flatMap((who) => {
      const picked = new Set(Array.from({ length: 40 }, () => Math.floor(7 + chance() * 53)));
      return [...picked].slice(0, 8).map((at) => ({
        idea: { id: [...anns, ...others][at] ?? "", space: place.id },
        member: who.id,
        kind: "support" as const,
        affiliation: "customer" as const,
        byAuthor: false,
        eligible: false,
        at: start + day,
      }));
    });
    await placeSignals(tx, { actor: "system", now: clock.now }, given);
  });
  for (const [at, who] of ring.entries()) {
    for (const idea of [...anns, others[at] ?? ""]) {
      forgetLimits();
      clock.now += 60_000;
      await castSignal(await as(who), { idea, kind: "support" });
    }
  }
  return {
    rig: own,
    place,
    pia,
    pat,
    ann,
    ring,
    honest,
    anns,
    others,
    clock,
    as,
    look: () => lookAtSpace(own, place.id, clock.now),
    caseOf: async (who: SignedIn) => {
      const [row] = await own.db.read.select().from(fairnessCases).where(eq(fairnessCases.member, who.id));
      if (!row) throw new Error(`There is no case of ${who.handle}.`);
      return row;
    },
  };
}

/** What the doctor looks at that holding signals could break. */
const looked = [
  "signals: counts",
  "signals: log",
  "ideas: participants",
  "moderation_acts: subjects",
  "appeals: decisions",
  "fairness: log",
  "fairness: cases",
  "fairness: flags",
  "reputation: ledger",
];

/** Throws where the doctor would complain. */
export async function soundly({ config }: Rig): Promise<void> {
  const snapshot = await openSnapshot(config.databaseUrl);
  try {
    for (const { name, broken } of checks.filter((check) => looked.includes(check.name))) {
      expect(await broken({ snapshot, now: start, isServed: false }), name).toEqual([]);
    }
  } finally {
    await snapshot.close();
  }
}

/** All that ranks or counts by signals, row by row. */
export async function ranks({ db: { read } }: Rig) {
  return {
    counts: await read
      .select()
      .from(signalCounts)
      .orderBy(signalCounts.idea, signalCounts.affiliation, signalCounts.kind),
    participants: await read
      .select({ id: ideaRows.id, participants: ideaRows.participants })
      .from(ideaRows)
      .orderBy(ideaRows.id),
    reputation: await read
      .select()
      .from(reputationLines)
      .orderBy(reputationLines.event, reputationLines.rule, reputationLines.member),
    signals: await read.select().from(signals).orderBy(signals.idea, signals.member),
  };
}
