import { existsSync, openSync, readSync, closeSync, statSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { and, eq, inArray, isNotNull, isNull } from "drizzle-orm";
import type { Database, Reads } from "../../../db/database.ts";
import { holdMember } from "../../../db/dialect/locks.ts";
import { customerFacts } from "../../../db/schema/lens.ts";
import { members } from "../../../db/schema/members.ts";
import { spaces } from "../../../db/schema/spaces.ts";
import { mailAddress } from "../../features/accounts/rules.ts";
import { type Facts, keepFacts } from "../../features/lens/facts.server.ts";
import { factLimits, fieldNamed } from "../../features/lens/rules.ts";
import { isSpaceSlug } from "../../features/spaces/rules.ts";
import { readConfig } from "../../platform/config.server.ts";
import { type Progress, progressOn } from "../progress.ts";
import { type Streams, Unusable } from "../streams.ts";
import { chunks, inBatches } from "./batches.ts";
import { databaseFor } from "./database-for.ts";
import { csvRecords } from "./records.ts";
import { complaintsOf, openReport, type Report } from "./report.ts";
import { rowOf } from "./source.ts";

export const importMembersHelp = `  import members FILE --space SLUG   what a team knows of its customers: CSV with an e-mail column
      --dry-run                      read everything, say what would happen, write nothing`;

/** How the column with the address may be called, in small letters. */
const addressColumns = ["email", "e-mail", "mail", "e-mail address", "email address", "courriel", "adresse e-mail"];

/** One usable line of the file: whose facts, by the address. */
type Known = { line: number; address: string; facts: Facts };

type Tally = Record<"new" | "changed" | "unchanged", number>;

/**
 * `import members FILE --space SLUG`: brings what a team knows of its customers, for the product people of that space.
 * Each line is about the member with that address. Throws `Unusable` before anything is written when the order, the space
 * or the file is not usable.
 */
export async function importMembers(args: string[], streams: Streams): Promise<void> {
  const { file, slug, isDryRun } = orderOf(args);
  const config = readConfig(process.env);
  const now = Date.now();
  const progress = progressOn(streams.stderr);
  const report = openReport(isDryRun ? null : path.join(config.dataDir, "reports"), now);
  let db: Database | null = null;
  try {
    const { rows, fields } = await readMembers(file, report, progress);
    db = await databaseFor({ isDryRun }, config, streams.stderr);
    const [space] = db ? await db.read.select({ id: spaces.id }).from(spaces).where(eq(spaces.slug, slug)) : [];
    if (!db || !space) throw new Unusable(`There is no space /s/${slug}: facts are for the product people of one.`);
    const found = await membersFor(db.read, rows, report, path.basename(file));
    const tally = isDryRun
      ? await foreseen(db.read, space.id, found)
      : await written(db, { space: space.id, now, progress }, found);
    const would = isDryRun ? "Dry run, nothing was written. It would keep" : "Kept";
    const kept = report.close();
    const lines = [
      `${would} ${fields.join(", ")} of customers for the product people of /s/${slug}:`,
      `  members    ${tally.new} new, ${tally.changed} changed, ${tally.unchanged} unchanged`,
      `  bad rows   ${report.leftOut()}`,
      ...(kept === null ? [] : [`  report     ${kept}`]),
    ];
    streams.stdout.write(`${lines.join("\n")}\n`);
    streams.stderr.write(complaintsOf(report));
  } finally {
    progress.stop();
    report.close();
    await db?.close();
  }
}

function orderOf(args: string[]): { file: string; slug: string; isDryRun: boolean } {
  const { values, positionals } = parsed(args);
  const [file, ...rest] = positionals;
  if (file === undefined) throw new Unusable("Say which file to import.");
  if (rest.length > 0) throw new Unusable(`"${rest.join(" ")}" is too much: import one file at a time.`);
  if (values.space === undefined) throw new Unusable("Say for which space: --space SLUG.");
  if (!isSpaceSlug(values.space)) {
    throw new Unusable(`"${values.space}" cannot be a space's address: use a-z, 0-9 and hyphens.`);
  }
  return { file: path.resolve(file), slug: values.space, isDryRun: values["dry-run"] === true };
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { space: { type: "string" }, "dry-run": { type: "boolean" } },
    });
  } catch (error) {
    const [sentence = ""] = (error instanceof Error ? error.message : String(error)).split(". ");
    throw new Unusable(`${sentence.replace(/\.$/, "")}.`);
  }
}

async function readMembers(file: string, report: Report, progress: Progress) {
  if (!existsSync(file) || !statSync(file).isFile()) throw new Unusable(`There is no file ${file}.`);
  const name = path.basename(file);
  let columns: string[] | undefined;
  let address = "";
  let fields: string[] = [];
  const lineOf = new Map<string, number>();
  const rows: Known[] = [];
  progress.start(`reading ${name}`, Math.ceil(statSync(file).size / 1024), "KB");
  const records = csvRecords(file, {
    delimiter: delimiterOf(file),
    width: () => columns?.length ?? 0,
    onBytes: (bytes) => progress.reach(Math.ceil(bytes / 1024)),
  });
  for await (const { line, cells } of records) {
    if (!columns) {
      ({ columns, address, fields } = headOf(file, cells ?? []));
      continue;
    }
    const row = rowOf(cells, columns);
    const mapped = "value" in row ? knownOf(row.value, { line, address, fields }) : row;
    if ("reason" in mapped) {
      report.add({ file: name, line, kind: "left out", reason: mapped.reason });
      continue;
    }
    const earlier = lineOf.get(mapped.value.address);
    if (earlier !== undefined) {
      const reason = `the address is there twice (first in line ${earlier})`;
      report.add({ file: name, line, kind: "left out", reason });
      continue;
    }
    lineOf.set(mapped.value.address, line);
    rows.push(mapped.value);
  }
  if (!columns) throw new Unusable(`${file} is empty.`);
  return { rows, fields };
}

/** The columns by their kept names. Throws `Unusable` where there is no address, nothing else, or two that read alike. */
function headOf(file: string, cells: readonly string[]) {
  const columns = cells.map((cell) => fieldNamed(cell) ?? "");
  const wrong = columns.indexOf("");
  if (wrong >= 0) {
    throw new Unusable(
      `${file}: column ${wrong + 1} has no name that can be used (at most ${factLimits.field} letters).`,
    );
  }
  const twice = columns.find((column, index) => columns.indexOf(column) !== index);
  if (twice !== undefined) throw new Unusable(`${file} has the column "${twice}" twice.`);
  const address = columns.find((column) => addressColumns.includes(column));
  if (address === undefined) throw new Unusable(`${file} has no column "email": its first line names the columns.`);
  const fields = columns.filter((column) => column !== address);
  if (fields.length === 0) throw new Unusable(`${file} says nothing beside addresses.`);
  if (fields.length > factLimits.fields) {
    throw new Unusable(
      `${file} has ${fields.length} columns beside the address; at most ${factLimits.fields} are taken.`,
    );
  }
  return { columns, address, fields };
}

function knownOf(
  row: Readonly<Record<string, string>>,
  { line, address, fields }: { line: number; address: string; fields: readonly string[] },
): { value: Known } | { reason: string } {
  const written = row[address] ?? "";
  if (written === "") return { reason: "there is no address" };
  const known = mailAddress(written);
  if (known === null) return { reason: `"${written.slice(0, 100)}" is no e-mail address` };
  const facts = Object.fromEntries(fields.map((field) => [field, (row[field] ?? "").replace(/\s+/g, " ")]));
  const long = fields.find((field) => (facts[field] ?? "").length > factLimits.value);
  if (long !== undefined) return { reason: `"${long}" is longer than ${factLimits.value} characters` };
  return { value: { line, address: known, facts } };
}

/** A semicolon where the first line has more of them than of commas, as spreadsheets write it in French; else a comma. */
function delimiterOf(file: string): string {
  const handle = openSync(file, "r");
  try {
    const start = Buffer.alloc(16_384);
    const head = start.toString("utf8", 0, readSync(handle, start)).split("\n")[0] ?? "";
    const many = (sign: string) => head.split(sign).length;
    return many(";") > many(",") ? ";" : ",";
  } finally {
    closeSync(handle);
  }
}

type Found = { member: string; facts: Facts };

/** Whom the lines are about: members with a confirmed address. The others are left out and named. */
async function membersFor(read: Reads, rows: readonly Known[], report: Report, file: string): Promise<Found[]> {
  const found: Found[] = [];
  for (const some of chunks(rows, 500)) {
    const addresses = some.map(({ address }) => address);
    const there = await read
      .select({ id: members.id, email: members.email })
      .from(members)
      .where(and(inArray(members.email, addresses), isNotNull(members.emailVerifiedAt)));
    const ids = new Map(there.map(({ id, email }) => [email ?? "", id]));
    for (const { line, address, facts } of some) {
      const member = ids.get(address);
      if (member !== undefined) found.push({ member, facts });
      else report.add({ file, line, kind: "left out", reason: "no member has confirmed this address" });
    }
  }
  // Several are held at once: in one order, so that nobody waits for another in a circle.
  return found.toSorted((one, other) => (one.member < other.member ? -1 : 1));
}

async function written(
  db: Database,
  { space, now, progress }: { space: string; now: number; progress: Progress },
  found: readonly Found[],
): Promise<Tally> {
  const ends = new Map<string, keyof Tally>();
  progress.start("keeping facts", found.length, "members");
  const by = { actor: "system" as const, now };
  await inBatches(
    db,
    found,
    async (tx, { member, facts }) => {
      await holdMember(tx, member);
      // Erased since the file was read: nothing is kept of that person any more.
      const isThere = await tx.$count(members, and(eq(members.id, member), isNull(members.erasedAt)));
      if (isThere > 0) ends.set(member, await keepFacts(tx, by, { space, member, facts }));
      else ends.delete(member);
    },
    progress.reach,
  );
  return tallied([...ends.values()]);
}

/** What writing would do, from what is there now. */
async function foreseen(read: Reads, space: string, found: readonly Found[]): Promise<Tally> {
  const ends: (keyof Tally)[] = [];
  for (const some of chunks(found, 500)) {
    const ids = some.map(({ member }) => member);
    const rows = await read
      .select()
      .from(customerFacts)
      .where(and(eq(customerFacts.space, space), inArray(customerFacts.member, ids)));
    for (const { member, facts } of some) {
      const before = new Map(rows.flatMap((row) => (row.member === member ? [[row.field, row.value]] : [])));
      const isSame = Object.entries(facts).every(([field, value]) => (before.get(field) ?? "") === value);
      ends.push(isSame ? "unchanged" : before.size === 0 ? "new" : "changed");
    }
  }
  return tallied(ends);
}

function tallied(ends: readonly (keyof Tally)[]): Tally {
  const of = (end: keyof Tally) => ends.filter((each) => each === end).length;
  return { new: of("new"), changed: of("changed"), unchanged: of("unchanged") };
}
