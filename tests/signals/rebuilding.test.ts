/** The ledger of reputation, rebuilt by the command of operators: two threads, on a database that others write to. */
import { setTimeout as breath } from "node:timers/promises";
import { and, eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { dialect } from "../../db/columns.ts";
import { reputationLines } from "../../db/schema/reputation.ts";
import { exposures } from "../../db/schema/signals.ts";
import { castSignal } from "../../app/features/signals/commands.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { forgetLimits } from "../../app/platform/limits.server.ts";
import { proposed } from "../merging/support.ts";
import { actorNow, contextFor, freshDatabase, member, person, type Rig, space, start } from "../support/database.ts";
import { run } from "../support/server.ts";

const day = 86_400_000;

/** Two authors of each half, ten ideas of each of them, and ten people whose signals count. */
async function lively(rig: Rig) {
  const place = await space(rig);
  const halves: Record<"first" | "second", SignedIn[]> = { first: [], second: [] };
  for (let number = 0; halves.first.length < 2 || halves.second.length < 2; number++) {
    const who = await member(rig, await person(rig, `author${number}`), place.id);
    halves[who.id.slice(-1) < "g" ? "first" : "second"].push(who);
  }
  const authors = [...halves.first.slice(0, 2), ...halves.second.slice(0, 2)];
  const ideas: string[] = [];
  for (const author of authors) {
    for (let at = 0; at < 10; at++)
      ideas.push(await proposed(rig, place.id, author, `Idea ${ideas.length}`, start + at));
  }
  const givers: SignedIn[] = [];
  for (let at = 0; at < 10; at++) givers.push(await member(rig, await person(rig, `giver${at}`), place.id));
  await rig.db.transaction((tx) =>
    tx
      .insert(exposures)
      .values(givers.flatMap(({ id }) => ideas.slice(0, 12).map((idea) => ({ member: id, idea, firstAt: start })))),
  );
  let now = start + 5 * day;
  const cast = async (giver: SignedIn, idea: string, kind: "support" | "none") => {
    forgetLimits();
    return castSignal(contextFor(rig, await actorNow(rig, giver.id, now), { now: now++ }), { idea, kind });
  };
  for (const giver of givers)
    for (const idea of ideas.filter((_, at) => at % 2 === 0)) await cast(giver, idea, "support");
  return { authors, ideas, givers, cast };
}

it("finds and mends what is missing, too many and different, for everybody, while others signal", async () => {
  const rig = await freshDatabase();
  const { authors, ideas, givers, cast } = await lively(rig);
  const rebuild = () =>
    run(["caco", "reputation", "rebuild"], {
      DATA_DIR: rig.dir,
      ...(dialect === "postgres" && { DATABASE_URL: rig.config.databaseUrl, SECRET: process.env.SECRET }),
    });
  const before = await rig.db.read.select().from(reputationLines).orderBy(reputationLines.event);
  expect(before.length).toBe(200);

  const expected: string[] = [];
  await rig.db.transaction(async (tx) => {
    for (const { id } of authors) {
      const [gone, changed] = before.filter((line) => line.member === id);
      if (!gone || !changed) throw new Error("Somebody has no lines.");
      const where = (line: typeof gone) => and(eq(reputationLines.event, line.event), eq(reputationLines.member, id));
      const keyOf = ({ event, rule }: Pick<typeof gone, "event" | "rule">) => `${event} ${rule} ${id}`;
      await tx.delete(reputationLines).where(where(gone));
      await tx
        .update(reputationLines)
        .set({ points: changed.points + 1 })
        .where(where(changed));
      const surplus = { ...changed, rule: "shipped" };
      await tx.insert(reputationLines).values(surplus);
      expected.push(`missing: ${keyOf(gone)}`, `surplus: ${keyOf(surplus)}`, `different: ${keyOf(changed)}`);
    }
  });

  let isOver = false;
  let casts = 0;
  const writing = (async () => {
    while (!isOver) {
      for (const kind of ["support", "none"] as const) await cast(givers[casts % 10] as SignedIn, ideas[1] ?? "", kind);
      casts++;
      await breath(20);
    }
  })();
  const found = await rebuild();
  isOver = true;
  await writing;
  expect(found.code, found.lines.join("\n")).toBe(0);
  expect(found.lines.slice(0, -1).toSorted()).toEqual(expected.toSorted());
  expect(found.lines.at(-1)).toContain(`${expected.length} were put right.`);
  expect(casts).toBeGreaterThan(0);

  const again = await rebuild();
  expect(again).toEqual({ code: 0, lines: [`${200 + casts} lines. The ledger was what the log gives.`] });
  const kept = new Map(before.map((line) => [line.event, line]));
  const after = await rig.db.read.select().from(reputationLines).orderBy(reputationLines.event);
  expect(after.filter(({ event }) => kept.has(event))).toEqual(before);
});

it("says in one line what kept it from its work", async () => {
  const rig = await freshDatabase();
  await rig.db.raw.run("alter table reputation_lines rename to elsewhere");
  const { code, lines } = await run(["caco", "reputation", "rebuild"], {
    DATA_DIR: rig.dir,
    ...(dialect === "postgres" && { DATABASE_URL: rig.config.databaseUrl, SECRET: process.env.SECRET }),
  });
  await rig.db.raw.run("alter table elsewhere rename to reputation_lines");
  expect(code).toBe(1);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^caco: /);
});
