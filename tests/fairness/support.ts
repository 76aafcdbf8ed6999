/** A space in which three people give to one author what two rules together find, among others who give as people do. */
import { eq } from "drizzle-orm";
import { expect } from "vitest";
import { openSnapshot } from "../../db/dialect/whole.ts";
import { checks } from "../../app/cli/keeping/checks.ts";
import { ideas as ideaRows } from "../../db/schema/ideas.ts";
import { fairnessCases } from "../../db/schema/fairness.ts";
import { firstLevels, reputationLines } from "../../db/schema/reputation.ts";
import { signalCounts, signals } from "../../db/schema/signals.ts";
import { spaces } from "../../db/schema/spaces.ts";
import { lookAtSpace } from "../../app/features/fairness/looking.server.ts";
import { castSignal, placeSignals } from "../../app/features/signals/commands.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { forgetLimits } from "../../app/platform/limits.server.ts";
import { proposed } from "../merging/support.ts";
import { actorNow, contextFor, freshDatabase, member, person, type Rig, space, start } from "../support/database.ts";
import { diceOf } from "../support/dice.ts";

const day = 86_400_000;

type There = { rig: Rig; place: { id: string; slug: string }; ann: SignedIn; first: SignedIn };

/**
 * `areKnown`: whether those three have reached the first level, so that what they give counts for the author. `there`: a
 * space that exists, with the author and the first of the three.
 */
export async function ringed({ areKnown = true, there }: { areKnown?: boolean; there?: There } = {}) {
  const rig = there?.rig ?? (await freshDatabase());
  const place = there?.place ?? (await space(rig));
  const joined = async (name: string, roles: Parameters<typeof member>[3] = {}) =>
    member(rig, await person(rig, name), place.id, roles);
  const pia = await joined("pia.one", { pilot: true });
  const pat = await joined("pat.one", { pilot: true });
  const ann = there?.ann ?? (await joined("ann.one"));
  const ring = [there?.first ?? (await joined("rita")), await joined("rob"), await joined("rex")] as const;
  const writers = [await joined("walt"), await joined("wes"), await joined("wim")];
  const honest: SignedIn[] = [];
  for (let at = 0; at < 30; at++) honest.push(await joined(`hone${at}`));
  const clock = { now: there ? Date.now() : start + 4 * day };
  const anns: string[] = [];
  for (let at = 0; at < 8; at++) anns.push(await proposed(rig, place.id, ann, `Bell ${at}`, start + at));
  const others: string[] = [];
  for (let at = 0; at < 52; at++) {
    forgetLimits();
    others.push(await proposed(rig, place.id, writers[at % 3] ?? pia, `Pump ${at}`, start + 100 + at));
  }
  const chance = diceOf(1);
  const as = async (who: SignedIn) => contextFor(rig, await actorNow(rig, who.id, clock.now), { now: clock.now });
  await rig.db.transaction(async (tx) => {
    await tx.update(spaces).set({ leanShown: "always" });
    if (areKnown) {
      await tx
        .insert(firstLevels)
        .values(ring.map(({ id: who }) => ({ member: who, at: start })))
        .onConflictDoNothing();
    }
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
    // So many that everybody may see which way they lean, and none of them says yes.
    const against = honest.slice(0, 5).flatMap((who) =>
      anns.slice(0, 7).map((idea) => ({
        idea: { id: idea, space: place.id },
        member: who.id,
        kind: "not_for_me" as const,
        affiliation: "customer" as const,
        byAuthor: false,
        eligible: false,
        at: start + day,
      })),
    );
    await placeSignals(tx, { actor: "system", now: clock.now }, [...given, ...against]);
  });
  for (const [at, who] of ring.entries()) {
    for (const idea of [...anns, others[at] ?? ""]) {
      forgetLimits();
      clock.now += there ? 0 : 60_000;
      await castSignal(await as(who), { idea, kind: "support" });
    }
  }
  return {
    rig,
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
    look: () => lookAtSpace(rig, place.id, clock.now),
    caseOf: async (who: SignedIn) => {
      const [row] = await rig.db.read.select().from(fairnessCases).where(eq(fairnessCases.member, who.id));
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
