/** Imports of many people and votes: what takes more than one transaction. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { readPolis } from "../../app/cli/import/read-polis.ts";
import { writeSource } from "../../app/cli/import/write.ts";
import type { Progress } from "../../app/cli/progress.ts";
import { ideas } from "../../db/schema/ideas.ts";
import { members } from "../../db/schema/members.ts";
import { signals } from "../../db/schema/signals.ts";
import { freshDatabase, person } from "../support/database.ts";
import { allEqual, caco, keptCounts, pabulibFile, polisFolder, stateOf, votes } from "./sources.ts";

const quiet: Progress = { start: () => undefined, reach: () => undefined, stop: () => undefined };

// Each imports twice, which takes as long as the machine is busy.
const patience = { timeout: 120_000 };

test.each(["members", "ideas", "signals"])(
  "cut off while writing %s, it goes on where it stopped",
  patience,
  async (part) => {
    const whole = await freshDatabase();
    // More than one transaction takes, however fast the machine is.
    const from = polisFolder({ ballots: votes(2_000) });
    await caco(whole.dir, "import", "polis", from, "--space", "rivers");

    const { db, dir } = await freshDatabase();
    let writing = "";
    const cut: Progress = {
      ...quiet,
      start: (label) => void (writing = label),
      reach: () => {
        if (writing === part) throw new Error("cut off");
      },
    };
    const reading = { space: "rivers", now: Date.now(), remark: () => undefined, progress: quiet };
    const order = { slug: "rivers", language: null, isEligible: false, isDryRun: false };
    const half = writeSource(db, await readPolis(from, reading), { ...reading, ...order, progress: cut });
    await expect(half).rejects.toThrow("cut off");
    expect(await keptCounts(db.read)).toEqual(allEqual);
    expect(await stateOf(db.read)).not.toEqual(await stateOf(whole.db.read));

    await caco(dir, "import", "polis", from, "--space", "rivers");
    expect(await stateOf(db.read)).toEqual(await stateOf(whole.db.read));
    expect(await keptCounts(db.read)).toEqual(allEqual);
  },
);

/** Real data where it lies beside the project, else made-up sources: the same must hold. */
describe("whole sources", () => {
  const realPolis = path.resolve("../shared/data/polis-biodiversity-en");
  const realPabulib = path.resolve("../shared/data/pabulib-toulouse-fr/toulouse-2022.pb");
  const polis = existsSync(realPolis)
    ? { from: realPolis, ideas: 316, hidden: 162, signals: 29_719, own: 304, members: 536 }
    : { from: polisFolder(), ideas: 5, hidden: 2, signals: 20, own: 5, members: 4 };
  const pabulib = existsSync(realPabulib)
    ? { from: realPabulib, ideas: 199, members: 4_533, signals: 11_606, disagreeing: 0 }
    : { from: pabulibFile(), ideas: 3, members: 4, signals: 4, disagreeing: 1 };

  test("a Polis conversation arrives complete", { timeout: 180_000 }, async () => {
    const { db, dir } = await freshDatabase();
    const { code, stderr } = await caco(dir, "import", "polis", polis.from, "--space", "whole");
    expect(code, stderr).toBe(0);
    expect({
      from: polis.from,
      ideas: await db.read.$count(ideas),
      hidden: await db.read.$count(ideas, eq(ideas.moderation, "hidden")),
      signals: await db.read.$count(signals),
      own: await db.read.$count(signals, eq(signals.byAuthor, true)),
      members: await db.read.$count(members),
    }).toEqual(polis);
    expect(await keptCounts(db.read)).toEqual(allEqual);
    const before = await stateOf(db.read);
    await caco(dir, "import", "polis", polis.from, "--space", "whole");
    expect(await stateOf(db.read)).toEqual(before);
  });

  test("a participatory budget has the votes its file states", { timeout: 180_000 }, async () => {
    const { db, dir } = await freshDatabase();
    const { code, stderr } = await caco(dir, "import", "pabulib", pabulib.from, "--space", "whole");
    expect(code, stderr).toBe(0);
    const stated = new Map(
      readFileSync(pabulib.from, "utf8")
        .split(/^(?:PROJECTS|VOTES)\r?\n/m)[1]
        ?.split(/\r?\n/)
        .map((line) => line.split(";"))
        .map(([id = "", , count]) => [id, Number(count)]),
    );
    const rows = await db.read.select({ key: ideas.importKey, participants: ideas.participants }).from(ideas);
    const disagreeing = rows.filter(
      ({ key, participants }) => stated.get(key?.split(":").at(-1) ?? "") !== participants,
    );
    expect({
      from: pabulib.from,
      ideas: rows.length,
      members: await db.read.$count(members),
      signals: await db.read.$count(signals, eq(signals.kind, "support")),
      disagreeing: disagreeing.length,
    }).toEqual(pabulib);
    expect(await keptCounts(db.read)).toEqual(allEqual);
  });
});

test("an import lets another writer in between", { timeout: 60_000 }, async () => {
  const rig = await freshDatabase();
  let isOver = false;
  const importing = caco(rig.dir, "import", "polis", polisFolder({ ballots: votes(300) }), "--space", "rivers").finally(
    () => (isOver = true),
  );
  for (let count = 0; count < 30; count++) await person(rig, `p${count}`);
  expect(isOver).toBe(false);
  expect(await importing).toMatchObject({ code: 0 });
  expect(await rig.db.read.$count(members)).toBe(330);
  expect(await keptCounts(rig.db.read)).toEqual(allEqual);
});
