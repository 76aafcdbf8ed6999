/** A real database for each test, and people to act in it. */
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { eq } from "drizzle-orm";
import { onTestFinished, TestRunner } from "vitest";
import { dialect } from "../../db/columns.ts";
import { journal } from "../../db/journal.ts";
import { type Database, openDatabase, withDatabase } from "../../db/database.ts";
import { migrate } from "../../db/migrate.ts";
import { tables } from "../../db/tables.ts";
import { events, seals } from "../../db/schema/log.ts";
import { members } from "../../db/schema/members.ts";
import { actorFrom, rolesOf } from "../../app/features/accounts/session.server.ts";
import { createSpace, joinSpace, type NewSpace } from "../../app/features/spaces/commands.server.ts";
import { type Actor, type Affiliation, type Roles, type SignedIn, visitor } from "../../app/platform/actor.ts";
import { type Config, readConfig } from "../../app/platform/config.server.ts";
import type { Context } from "../../app/platform/context.server.ts";
import { useExactReaders } from "../../app/platform/events.server.ts";
import { newId } from "../../app/platform/ids.ts";
import { forgetLimits } from "../../app/platform/limits.server.ts";
import { logger } from "../../app/platform/log.server.ts";
import { sealLog } from "../../app/platform/seals.server.ts";
import { exactReaders } from "../../app/readers.ts";
import { afterEachFile } from "./endings.ts";
import { type PostgresDatabase, postgresDatabase } from "./own-postgres.ts";
import { until } from "./until.ts";

/** The moment at which tests begin: Monday 2 March 2026, 10:00 UTC. */
export const start = Date.UTC(2026, 2, 2, 10);

export type Rig = { db: Database; config: Config; dir: string; address: string };

const opened = new Set<Rig>();
/** Databases on PostgreSQL that a test is done with. */
const spare: PostgresDatabase[] = [];
/** The SQLite file that the databases of this file's tests are copies of. */
let template: Promise<string> | undefined;
let count = 0;

afterEachFile(async () => {
  for (const rig of opened) await closed(rig);
  for (const { drop } of spare.splice(0)) await drop();
  if (template) await rm(path.dirname(await template), { recursive: true, force: true });
  template = undefined;
});

/**
 * An empty, migrated database of its own and an empty folder: a SQLite file in that folder, or a
 * database on PostgreSQL where the project says so. Closed and removed after the test that asks, or
 * after the file's tests when it is made for all of them.
 */
export async function freshDatabase(env: NodeJS.ProcessEnv = {}): Promise<Rig> {
  const dir = await mkdtemp(path.join(tmpdir(), "caco-test-"));
  const own = dialect === "postgres" ? (spare.pop() ?? (await postgresDatabase())) : null;
  const config = readConfig({ DATA_DIR: dir, DATABASE_URL: own?.url, LOG_LEVEL: "silent", ...env });
  if (!own) await copyFile(await (template ??= migratedFile()), path.join(dir, "caco.db"));
  const db = await openDatabase(config.databaseUrl);
  if (own) await until(() => isQuiet(db));
  await migrate(db, journal);
  useExactReaders(exactReaders);
  forgetLimits();
  const rig = { db, config, dir, address: `test-${++count}` };
  opened.add(rig);
  if (own) databases.set(rig, own);
  if (TestRunner.getCurrentTest()) onTestFinished(() => closed(rig));
  return rig;
}

/** A SQLite file with the schema and nothing else: a copy of it takes a tenth of the time that migrating takes. */
async function migratedFile(): Promise<string> {
  const dir = await mkdtemp(path.join(tmpdir(), "caco-test-template-"));
  const file = path.join(dir, "caco.db");
  await withDatabase(`file:${file}`, (db) => migrate(db, journal));
  return file;
}

/**
 * Whether nothing is under way in any database of the server. What a test left there, as a connection that was cut in the
 * middle of a statement, would keep the end of the log back in the next one.
 */
async function isQuiet(db: Database): Promise<boolean> {
  const [now] = await db.raw.all<{ isQuiet: boolean }>(
    'select pg_snapshot_xmin(s) = pg_snapshot_xmax(s) as "isQuiet" from pg_current_snapshot() s',
  );
  return now?.isQuiet === true;
}

const databases = new WeakMap<Rig, PostgresDatabase>();

/** Makes a used database like new, in a fifth of the time that a copy of the template takes. */
const emptying = tables.toReversed().map(({ name }) => `delete from ${name}`);
/** All goes, so nothing need be asked for what refers to it: of some thousand members that takes longer than a test. */
const withoutChecks = "set local session_replication_role = replica";
const restarting =
  "select setval(format('%I', sequencename)::regclass, 1, false) from pg_sequences where schemaname = 'public'";

async function closed(rig: Rig): Promise<void> {
  opened.delete(rig);
  const own = databases.get(rig);
  if (own) await rig.db.raw.run([withoutChecks, ...emptying, restarting].join(";"));
  await rig.db.close();
  if (own) spare.push(own);
  await rm(rig.dir, { recursive: true, force: true });
}

/** The address of the database that was made together with this folder. */
export function databaseBeside(dir: string): string | undefined {
  return [...opened].find((rig) => rig.dir === dir)?.config.databaseUrl;
}

/** What a command is handed when `actor` acts at `now`. */
export function contextFor<Who extends Actor>(
  rig: Rig,
  actor: Who,
  change: Partial<Omit<Context, "actor">> = {},
): Context & { actor: Who } {
  return {
    actor,
    now: start,
    locale: "en",
    db: rig.db,
    config: rig.config,
    log: logger("silent"),
    request: "test",
    address: rig.address,
    ...change,
  };
}

/** The same for somebody who is not signed in. */
export function visiting(rig: Rig, change: Partial<Context> = {}): Context {
  return { ...contextFor(rig, visitor), ...change };
}

type Person = { affiliation?: Affiliation; admin?: boolean; verified?: boolean };

/** Makes a member called `name` with the address `name@example.org`, verified unless said otherwise. */
export async function person(
  rig: Rig,
  name: string,
  { affiliation = "customer", admin = false, verified = true }: Person = {},
) {
  const row = {
    id: newId(start),
    email: `${name}@example.org`,
    emailVerifiedAt: verified ? start : null,
    name: name[0]?.toUpperCase() + name.slice(1),
    handle: name,
    affiliation,
    admin,
    locale: "en" as const,
    securityStamp: `stamp of ${name}`,
    createdAt: start,
  };
  await rig.db.transaction((tx) => tx.insert(members).values(row));
  return actorNow(rig, row.id);
}

/** A member as an actor, with the memberships of this moment. */
export async function actorNow(rig: Rig, id: string, now = start): Promise<SignedIn> {
  const [row] = await rig.db.read.select().from(members).where(eq(members.id, id));
  if (!row) throw new Error(`There is no member ${id}.`);
  return actorFrom(row, "", await rolesOf(rig.db.read, id, now));
}

/** `ann` and `bob` are customers, `pia` an employee who pilots the space; `eve` is outside. */
export async function people(rig: Rig, space?: string) {
  const [ann, bob, eve, pia] = [
    await person(rig, "ann"),
    await person(rig, "bob"),
    await person(rig, "eve"),
    await person(rig, "pia", { affiliation: "employee" }),
  ];
  if (space === undefined) return { ann, bob, eve, pia };
  return {
    ann: await member(rig, ann, space),
    bob: await member(rig, bob, space),
    eve,
    pia: await member(rig, pia, space, { pilot: true, lead: true }),
  };
}

/** Lets somebody join a space and gives the actor that follows. */
export async function member(rig: Rig, who: SignedIn, space: string, roles: Partial<Roles> = {}): Promise<SignedIn> {
  await rig.db.transaction((tx) => joinSpace(tx, { actor: who, now: start }, space, who, roles));
  return actorNow(rig, who.id);
}

/** Makes a space, public unless said otherwise, and gives its id and slug. */
export function space(rig: Rig, change: Partial<NewSpace> = {}): Promise<{ id: string; slug: string }> {
  const input: NewSpace = {
    name: "Bikes",
    purpose: "Better bikes for everyday use.",
    visibility: "public",
    language: "en",
    timeZone: "Europe/Paris",
    ...change,
  };
  return rig.db.transaction((tx) => createSpace(tx, { actor: "system", now: start }, input));
}

/** Seals the whole log. PostgreSQL keeps the end back while anything is under way, in databases of other tests too. */
export async function sealAll({ db }: Pick<Rig, "db">): Promise<void> {
  await until(async () => {
    await sealLog(db);
    return (await db.read.$count(seals)) === (await db.read.$count(events));
  });
}
