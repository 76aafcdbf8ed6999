/** Made-up sources in the formats that can be imported, and the state an import leaves. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Writable } from "node:stream";
import { asc, eq, sql } from "drizzle-orm";
import { afterAll, vi } from "vitest";
import { runCli } from "../../app/cli/run.ts";
import type { Reads } from "../../db/database.ts";
import { ideas } from "../../db/schema/ideas.ts";
import { events } from "../../db/schema/log.ts";
import { members } from "../../db/schema/members.ts";
import { signalCounts, signals } from "../../db/schema/signals.ts";
import { memberships, spacePeople, spaces } from "../../db/schema/spaces.ts";
import { databaseBeside } from "../support/database.ts";

export const firstVote = Date.UTC(2019, 7, 1);

/** One statement by each author in turn; the last two are turned down by the moderators. */
export const statements = [
  `0,0,1,1,"Let native trees grow along every river, and keep the cattle out."`,
  `1,1,1,1,"Pay farmers who leave a part of their land to wild plants. It is cheaper than repair, and ""everyone"" gains."`,
  `2,2,1,0,One marine reserve for each region`,
  `3,0,1,-1,Nobody will read this`,
  `4,3,1,-1,"Two lines\nof anger"`,
].map((line, index) => {
  const [id, author, agrees, moderated, ...body] = line.split(",");
  return `${firstVote + index},Thu Aug 01 2019,${id},${author},${agrees},0,${moderated},${body.join(",")}`;
});

export const statementHead = "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body";
export const voteHead = "timestamp,datetime,comment-id,voter-id,vote";

/** Everybody votes on everything; person 0 twice on statement 1, and twice at one moment on 2. */
export function votes(voters: number): string[] {
  const all: string[] = [];
  for (let statement = 0; statement < statements.length; statement++) {
    for (let voter = 0; voter < voters; voter++) {
      const vote = ((statement + voter) % 3) - 1;
      all.push(`${firstVote + 1_000 * (voter + 1)},Thu Aug 01 2019,${statement},${voter},${vote}`);
    }
  }
  all.push(`${firstVote + 500},Thu Aug 01 2019,1,0,-1`, `${firstVote + 1_000},Thu Aug 01 2019,2,0,-1`);
  return all;
}

const folders: string[] = [];

afterAll(() => {
  for (const made of folders.splice(0)) rmSync(made, { recursive: true, force: true });
});

export function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), "caco-import-"));
  folders.push(made);
  return made;
}

/** A Polis export in a folder of its own. */
export function polisFolder({ comments = statements, ballots = votes(4) } = {}): string {
  const dir = folder();
  mkdirSync(dir, { recursive: true });
  writeFileSync(path.join(dir, "comments.csv"), [statementHead, ...comments, ""].join("\n"));
  writeFileSync(path.join(dir, "votes.csv"), [voteHead, ...ballots, ""].join("\n"));
  writeFileSync(path.join(dir, "summary.csv"), "topic,Rivers, and what lives in them\nurl,https://pol.is/7rivers\n");
  return dir;
}

export const projects = [
  `7;4000.0;2;Abris pour la faune;Nature;Nord / Sud`,
  `8;75000.0;1;"Cour ""OASIS""; à l'école";Nature, Jeux;Centre`,
  `9;120;9;Abris pour la faune;Cadre de vie;`,
];
export const ballots = [`1;7,8`, `2;7`, `3;9`];

/** A Pabulib file; two of its three projects have one name, and project 9 states votes it has not. */
export function pabulibFile({ meta = {}, rows = projects, voting = ballots } = {}): string {
  const entries = {
    description: "Budget de Petitville",
    country: "France",
    unit: "Petitville",
    instance: "2022",
    vote_type: "approval",
    date_begin: "03.10.2022",
    date_end: "31.10.2022",
    currency: "EUR",
    ...meta,
  };
  const lines = [
    "META",
    "key;value",
    ...Object.entries(entries).map((entry) => entry.join(";")),
    "PROJECTS",
    "project_id;cost;votes;name;category;district",
    ...rows,
    "VOTES",
    "voter_id;vote",
    ...voting,
  ];
  const file = path.join(folder(), "petitville.pb");
  writeFileSync(file, `${lines.join("\n")}\n`);
  return file;
}

/** Runs the operators' tool with its files in `dataDir` and the database beside them, and gives what it said. */
export async function caco(dataDir: string, ...argv: string[]) {
  vi.stubEnv("DATA_DIR", dataDir);
  vi.stubEnv("DATABASE_URL", databaseBeside(dataDir) ?? "");
  const said = { stdout: "", stderr: "" };
  const listen = (name: keyof typeof said) =>
    new Writable({
      write(chunk: Buffer, _, done) {
        said[name] += chunk.toString();
        done();
      },
    });
  const code = await runCli(argv, { stdout: listen("stdout"), stderr: listen("stderr") });
  vi.unstubAllEnvs();
  return { code, ...said };
}

/** Everything an import wrote, without the ids that are made anew each time. */
export async function stateOf(read: Reads) {
  const signalRows = await read
    .select({
      idea: ideas.importKey,
      member: members.importKey,
      kind: signals.kind,
      byAuthor: signals.byAuthor,
      eligible: signals.eligible,
      affiliation: signals.affiliation,
      castAt: signals.castAt,
    })
    .from(signals)
    .innerJoin(ideas, eq(ideas.id, signals.idea))
    .innerJoin(members, eq(members.id, signals.member))
    .orderBy(asc(ideas.importKey), asc(members.importKey));
  const kinds = await read
    .select({ kind: events.kind, count: sql<number>`count(*)`.mapWith(Number) })
    .from(events)
    .groupBy(events.kind)
    .orderBy(asc(events.kind));
  const [space] = await read.select().from(spaces);
  const withoutSpace = (key: string | null) => key?.replace(space?.id ?? "", "SPACE") ?? null;
  const ideaRows = await read
    .select({ key: ideas.importKey, moderation: ideas.moderation, participants: ideas.participants })
    .from(ideas)
    .orderBy(asc(ideas.importKey));
  const people = await read
    .select({ key: members.importKey, name: members.name, joinedAt: memberships.joinedAt })
    .from(members)
    .innerJoin(memberships, eq(memberships.member, members.id))
    .orderBy(asc(members.importKey));
  return {
    events: Object.fromEntries(kinds.map(({ kind, count }) => [kind, count])),
    ideas: ideaRows.map((idea) => ({ ...idea, key: withoutSpace(idea.key) })),
    people,
    signals: signalRows.map((signal) => ({ ...signal, idea: withoutSpace(signal.idea) })),
  };
}

/** Counts that are kept beside the rows, next to the rows' own: must be the same. */
export async function keptCounts(read: Reads) {
  const people = await read.select().from(spacePeople);
  const members = await read.$count(memberships);
  const participants = await read.select({ sum: sql<number>`sum(${ideas.participants})`.mapWith(Number) }).from(ideas);
  const counted = await read
    .select({ sum: sql<number>`sum(${signalCounts.people})`.mapWith(Number) })
    .from(signalCounts);
  return {
    people: people.reduce((sum, row) => sum + row.people, 0) - members,
    participants: (participants[0]?.sum ?? 0) - (await read.$count(signals, eq(signals.byAuthor, false))),
    signals: (counted[0]?.sum ?? 0) - (await read.$count(signals, eq(signals.byAuthor, false))),
  };
}
export const allEqual = { people: 0, participants: 0, signals: 0 };
