/** Looks whether everything is as it must be. */
import { rebuildReputation } from "../../features/reputation/refolding.server.ts";
import { ruleSets } from "../../features/reputation/rules.ts";
import { dialectOf } from "../../../db/columns.ts";
import { openDatabase, takePlace } from "../../../db/database.ts";
import { openSnapshot, type Snapshot } from "../../../db/dialect/whole.ts";
import { journal } from "../../../db/journal.ts";
import { DatabaseUnavailable } from "../../../db/unavailable.ts";
import { readConfig } from "../../platform/config.server.ts";
import { sealLog } from "../../platform/seals.server.ts";
import { type Progress, progressOn } from "../progress.ts";
import { type Streams, Unusable } from "../streams.ts";
import { checks } from "./checks.ts";
import type { Check, Looking } from "./checks/check.ts";
import { appliedMigrations } from "./dump.ts";

export const doctorHelp = `  doctor                             looks whether everything in the database is as it must be
      --fix                          computes anew what can be, such as counts`;

type Finding = Check & { found: string[] };

/** How many of the broken rows are named. */
const shown = 5;

/**
 * `doctor [--fix]`: asks every check of one moment, and says what is broken. The server may run meanwhile. Throws
 * `Error` when something is, after it was said; `Unusable`, `DatabaseUnavailable`.
 */
export async function doctorCommand(args: string[], { stdout, stderr }: Streams): Promise<void> {
  const [option, ...rest] = args;
  if ((option !== undefined && option !== "--fix") || rest.length > 0) {
    throw new Unusable(`"${args.join(" ")}" is not understood: "doctor" or "doctor --fix".`);
  }
  const { databaseUrl } = readConfig(process.env);
  const progress = progressOn(stderr);
  let findings = await examine(databaseUrl, progress);
  if (option === "--fix") {
    const mended = await mend(databaseUrl, findings).catch((error: unknown) => {
      for (const finding of findings) stdout.write(sentenceOf(finding));
      throw error;
    });
    if (mended.length > 0) findings = await examine(databaseUrl, progress);
    for (const { name } of mended) stdout.write(`Computed anew: ${name}.\n`);
  }
  for (const finding of findings) stdout.write(sentenceOf(finding));
  if (findings.length > 0) throw new Error(`${findings.length} of ${checks.length} checks found something broken.`);
  stdout.write(`${checks.length} checks. Everything is as it must be.\n`);
}

/** What is broken in a database, at one moment. */
async function examine(url: string, progress: Progress, now = Date.now()): Promise<Finding[]> {
  const snapshot = await openSnapshot(url);
  const findings: Finding[] = [];
  try {
    await mustBeOfThisVersion(snapshot);
    const looking: Looking = { snapshot, now, isServed: await isServed(url, snapshot) };
    progress.start("Looking", checks.length, "checks");
    for (const [done, check] of checks.entries()) {
      const broken = await check.broken(looking);
      if (broken.length > 0) findings.push({ ...check, found: broken });
      progress.reach(done + 1);
    }
  } finally {
    progress.stop();
    await snapshot.close();
  }
  return findings;
}

/** Throws `Unusable` when the database has another schema than this program. */
export async function mustBeOfThisVersion(snapshot: Snapshot): Promise<void> {
  const applied = (await appliedMigrations(snapshot)).map(({ tag }) => tag);
  if (applied.join() === journal.map(({ tag }) => tag).join()) return;
  throw new Unusable("The database has the schema of another version: use that version, or bring it up to date first.");
}

/** Whether a server is at work on the database; of PostgreSQL, whether anybody else is connected. */
async function isServed(url: string, snapshot: Snapshot): Promise<boolean> {
  if (dialectOf(url) === "postgres") {
    const others = await snapshot.all(
      "select 1 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and application_name = 'caco'",
    );
    return others.length > 0;
  }
  try {
    takePlace(url)();
    return false;
  } catch (error) {
    if (error instanceof DatabaseUnavailable) return true;
    throw error;
  }
}

/** Computes anew what can be, in one transaction that nobody writes beside. Gives what that was. */
async function mend(url: string, findings: readonly Finding[]): Promise<Finding[]> {
  const able = findings.filter((finding) => finding.mend || finding.mendedBy);
  if (able.length === 0) return [];
  const db = await openDatabase(url);
  try {
    const recipes = able.flatMap((finding) => finding.mend ?? []);
    const touched = [...new Set(recipes.flatMap((recipe) => recipe.tables))].toSorted();
    if (recipes.length > 0) {
      await db.raw.change(async (on) => {
        // A count would be wrong again by what others write between the counting and the writing.
        if (db.dialect === "postgres") await on.run(`lock table ${touched.join(", ")} in share row exclusive mode`);
        for (const { statements } of recipes) for (const statement of statements) await on.run(statement);
      });
    }
    if (able.some(({ mendedBy }) => mendedBy === "sealing")) await sealLog(db);
    if (able.some(({ mendedBy }) => mendedBy === "folding")) await rebuildReputation(db, ruleSets);
    return able;
  } finally {
    await db.close();
  }
}

function sentenceOf({ name, sentence, found, mend: recipe, mendedBy }: Finding): string {
  const ids = found.slice(0, shown).join(", ") + (found.length > shown ? " …" : "");
  const hint = recipe || mendedBy ? ` "doctor --fix" computes it anew.` : "";
  return `BROKEN ${name}: ${found.length} (${ids})\n       ${sentence}${hint}\n`;
}
