import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { and, asc, eq, like } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { ideas, ideaStages, ideaTags, tags } from "../../db/schema/ideas.ts";
import { events, jobs } from "../../db/schema/log.ts";
import { members } from "../../db/schema/members.ts";
import { signals } from "../../db/schema/signals.ts";
import { spaces } from "../../db/schema/spaces.ts";
import { carry } from "../../app/features/transferring/carrying.server.ts";
import { freshDatabase, person, space } from "../support/database.ts";
import {
  allEqual,
  caco,
  firstVote,
  folder,
  keptCounts,
  pabulibFile,
  polisFolder,
  projects,
  stateOf,
  statements,
  votes,
} from "./sources.ts";

function reportsIn(dir: string): string[] {
  const reports = path.join(dir, "reports");
  return existsSync(reports) ? readdirSync(reports).map((file) => readFileSync(path.join(reports, file), "utf8")) : [];
}

describe("a Polis conversation", () => {
  test("becomes a public space with its ideas, people and votes", async () => {
    const { db, dir } = await freshDatabase();
    const { code, stdout } = await caco(dir, "import", "polis", polisFolder(), "--space", "rivers");
    expect(code).toBe(0);
    expect(stdout).toContain("5 new, 0 unchanged (2 hidden)");
    expect(stdout).toContain("20 new, 0 changed, 0 unchanged (5 by authors on their own ideas)");
    expect(stdout).toContain("2 votes by a later one");

    expect(await db.read.select().from(spaces)).toMatchObject([
      { slug: "rivers", name: "Rivers, and what lives in them", visibility: "public", language: "en" },
    ]);
    const rows = await db.read.select().from(ideas).orderBy(asc(ideas.createdAt));
    expect(rows).toHaveLength(5);
    expect(rows[1]).toMatchObject({
      title: "Pay farmers who leave a part of their land to wild plants. It is cheaper than…",
      problem: expect.stringMatching(/^Pay farmers .* "everyone" gains\.$/),
      problemHtml: expect.stringMatching(/^<p>Pay farmers .*<\/p>$/),
      excerpt: expect.stringMatching(/^Pay farmers .* "everyone" gains\.$/),
      forWhom: "",
      solutionHtml: "",
      stage: "open",
      moderation: "visible",
      affiliation: "customer",
      language: "en",
      submittedAt: firstVote + 1,
      participants: 3,
    });
    expect(rows[4]).toMatchObject({
      problem: "Two lines\nof anger",
      moderation: "hidden",
      moderationReason: "source_rejected",
    });
    expect(await db.read.$count(ideaStages, eq(ideaStages.stage, "open"))).toBe(5);
    expect(await keptCounts(db.read)).toEqual(allEqual);
  });

  test("keeps a person's last vote, and an author's own apart from the others", async () => {
    const { db, dir } = await freshDatabase();
    await caco(dir, "import", "polis", polisFolder(), "--space", "rivers");
    const of = async (statement: string, voter: string) => {
      const [row] = await db.read
        .select({ kind: signals.kind, byAuthor: signals.byAuthor, castAt: signals.castAt, eligible: signals.eligible })
        .from(signals)
        .innerJoin(ideas, eq(ideas.id, signals.idea))
        .innerJoin(members, eq(members.id, signals.member))
        .where(and(like(ideas.importKey, `%:idea:${statement}`), like(members.importKey, `%:person:${voter}`)));
      return row;
    };
    const cast = { byAuthor: false, castAt: firstVote + 1_000, eligible: false };
    expect(await of("1", "0")).toEqual({ ...cast, kind: "pass" });
    expect(await of("2", "0")).toEqual({ ...cast, kind: "not_for_me" });
    expect(await of("0", "0")).toEqual({ ...cast, kind: "not_for_me", byAuthor: true });
  });

  test("its people are placeholders without mail, and nobody is told or asked for anything", async () => {
    const { db, dir } = await freshDatabase();
    await caco(dir, "import", "polis", polisFolder(), "--space", "rivers", "--language", "fr");
    const rows = await db.read.select().from(members).orderBy(asc(members.importKey));
    expect(rows).toHaveLength(4);
    expect(rows[3]).toMatchObject({
      name: "Personne 3",
      handle: "polis-7rivers-3",
      email: null,
      passwordHash: null,
      locale: "fr",
      createdAt: firstVote + 4,
    });
    expect(await db.read.$count(jobs)).toBe(0);
  });

  test("goes into a space that is there, in that space's language, beside what people wrote", async () => {
    const rig = await freshDatabase();
    await space(rig, { name: "Rivers", slug: "rivers", language: "fr", visibility: "private" });
    await person(rig, "polis-7rivers-3");
    const { code, stdout } = await caco(rig.dir, "import", "polis", polisFolder(), "--space", "rivers");
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining("into /s/rivers") });
    expect(await rig.db.read.select({ visibility: spaces.visibility }).from(spaces)).toEqual([
      { visibility: "private" },
    ]);
    expect(await rig.db.read.$count(ideas, eq(ideas.language, "fr"))).toBe(5);
    expect(await rig.db.read.$count(members, like(members.handle, "polis-7rivers-3%"))).toBe(2);
  });

  test("may be trusted with reputation for a trial, authors' own votes never", async () => {
    const { db, dir } = await freshDatabase();
    await caco(dir, "import", "polis", polisFolder(), "--space", "rivers", "--eligible");
    expect(await db.read.$count(signals, eq(signals.eligible, true))).toBe(15);
    expect(await db.read.$count(signals, and(eq(signals.eligible, true), eq(signals.byAuthor, true)))).toBe(0);
  });

  test("may be imported into a second space without touching the first", async () => {
    const { db, dir } = await freshDatabase();
    const from = polisFolder();
    await caco(dir, "import", "polis", from, "--space", "rivers");
    const { stdout } = await caco(dir, "import", "polis", from, "--space", "lakes");
    expect(stdout).toMatch(/5 new, 0 unchanged[^]*0 new, 4 unchanged[^]*20 new/);
    expect(await db.read.$count(ideas)).toBe(10);
    expect(await keptCounts(db.read)).toEqual(allEqual);
  });

  test("brings what came since, and nothing twice", async () => {
    const { db, dir } = await freshDatabase();
    await caco(dir, "import", "polis", polisFolder(), "--space", "rivers");
    const later = firstVote + 90_000;
    const changed = [`${later},x,0,1,-1`, `${later},x,0,2,-1`, `${later},x,0,9,1`];
    const from = polisFolder({ ballots: [...votes(4), ...changed] });
    const { stdout } = await caco(dir, "import", "polis", from, "--space", "rivers");
    expect(stdout).toMatch(/1 new, 2 changed, 18 unchanged/);
    expect((await stateOf(db.read)).events).toMatchObject({ "signal.cast": 23, "membership.joined": 5 });
    expect(await keptCounts(db.read)).toEqual(allEqual);
  });

  test("adds to an idea that went to another space where it stands now, and brings it no second time", async () => {
    const rig = await freshDatabase();
    await caco(rig.dir, "import", "polis", polisFolder(), "--space", "rivers");
    const lakes = await space(rig, { name: "Lakes" });
    const [moved] = await rig.db.read.select({ id: ideas.id }).from(ideas).where(like(ideas.title, "Pay farmers%"));
    const idea = { id: moved?.id ?? "", space: lakes.id };
    await rig.db.transaction((tx) => carry(tx, { actor: "system", now: firstVote }, idea));
    const later = `${firstVote + 90_000},x,1,9,1`;
    await caco(rig.dir, "import", "polis", polisFolder({ ballots: [...votes(4), later] }), "--space", "rivers");
    expect(await rig.db.read.$count(ideas)).toBe(5);
    const here = and(eq(events.kind, "signal.cast"), eq(events.space, lakes.id));
    const added = await rig.db.read.select({ subject: events.subject }).from(events).where(here);
    expect(added).toEqual([{ subject: `idea:${idea.id}` }]);
    expect(await keptCounts(rig.db.read)).toEqual(allEqual);
  });
});

describe("a participatory budget", () => {
  test("becomes ideas with tags and cost, put forward by the town, approved by its voters", async () => {
    const { db, dir } = await freshDatabase();
    const { code, stdout } = await caco(dir, "import", "pabulib", pabulibFile(), "--space", "petitville");
    expect(code).toBe(0);
    expect(stdout).toContain("notes      1");
    const rows = await db.read
      .select({ idea: ideas, author: members.name })
      .from(ideas)
      .innerJoin(members, eq(members.id, ideas.author))
      .orderBy(asc(ideas.importKey));
    expect(rows.map(({ idea }) => idea.participants)).toEqual([2, 1, 1]);
    expect(rows[1]).toMatchObject({
      author: "Petitville 2022",
      idea: {
        title: `Cour "OASIS"; à l'école`,
        facts: [{ name: "cost", amount: 75_000, currency: "EUR" }],
        language: "fr",
        submittedAt: Date.UTC(2022, 9, 3, 12),
      },
    });
    const names = await db.read
      .select({ tag: tags.name })
      .from(ideaTags)
      .innerJoin(tags, eq(tags.id, ideaTags.tag))
      .orderBy(asc(tags.name));
    expect(names.map(({ tag }) => tag)).toEqual(["Cadre de vie", "Centre", "Jeux", "Nature", "Nature", "Nord / Sud"]);
    expect(await db.read.$count(signals, eq(signals.castAt, Date.UTC(2022, 9, 31, 12)))).toBe(4);
    expect(await keptCounts(db.read)).toEqual(allEqual);
    expect(reportsIn(dir)).toEqual([expect.stringContaining("the file says 9 votes, its ballots are 1")]);
  });

  test("rows that cannot be used are named with line and reason, the rest is imported", async () => {
    const { dir } = await freshDatabase();
    const file = pabulibFile({
      rows: [...projects, "10;free;1;Free;x;y", "7;1;1;Again;x;y", "11;5;1;Short"],
      voting: ["1;7", "1;8", "2;", "3;8,404", "4;8,8", "5;7;9"],
    });
    const { code, stdout } = await caco(dir, "import", "pabulib", file, "--space", "petitville");
    expect(code).toBe(0);
    expect(stdout).toMatch(/ideas {6}3 new[^]*signals {4}3 new[^]*bad rows {3}7/);
    const [report = ""] = reportsIn(dir);
    expect(report.split("\r\n").filter((line) => line.includes("left out"))).toEqual([
      'petitville.pb,16,left out,"cost ""free"" is no amount"',
      'petitville.pb,17,left out,"project_id ""7"" is there twice"',
      'petitville.pb,18,left out,"the row has 4 cells, not 6"',
      'petitville.pb,22,left out,"voter_id ""1"" is there twice"',
      "petitville.pb,23,left out,vote names no project",
      'petitville.pb,24,left out,"the vote for ""404"" is for no project that is imported"',
      'petitville.pb,26,left out,"the row has 3 cells, not 2"',
    ]);
  });
});

describe("bad rows", () => {
  test("are named with line and reason, the rest is imported", async () => {
    const { db, dir } = await freshDatabase();
    const from = polisFolder({
      comments: [
        ...statements,
        `${firstVote},x,5,1,1,0,1`,
        `soon,x,6,1,1,0,1,Text`,
        `${firstVote},x,7,1,1,0,1,${"x".repeat(6_001)}`,
        `${firstVote},x,0,1,1,0,1,Again`,
        `${firstVote},x,8,1,1,0,1,"never closed`,
        `${firstVote},x,9,1,0,0,1,After all that`,
      ],
      ballots: [
        `${firstVote},x,9,1,1`,
        `${firstVote},x,9,1,2`,
        `${firstVote},x,77,1,1`,
        `x,x,9,1,1`,
        `${firstVote},x,9`,
      ],
    });
    const { code, stdout, stderr } = await caco(dir, "import", "polis", from, "--space", "rivers");
    expect(code).toBe(0);
    expect(stdout).toMatch(/ideas {6}6 new[^]*signals {4}1 new[^]*bad rows {3}9/);
    expect(stderr).toMatch(/comments\.csv, line 8: the row has 7 cells, not 8\n[^]*and 4 more rows/);
    const [report = ""] = reportsIn(dir);
    expect(report.split("\r\n").filter((line) => line.includes("left out"))).toEqual([
      'comments.csv,8,left out,"the row has 7 cells, not 8"',
      'comments.csv,9,left out,"timestamp ""soon"" is no time in milliseconds"',
      'comments.csv,10,left out,"comment-body has 6001 characters, more than 6000"',
      'comments.csv,11,left out,"comment-id ""0"" is there twice"',
      'comments.csv,12,left out,"the row cannot be read (a quote that is not closed, or a line far too long)"',
      'votes.csv,3,left out,"vote is ""2"", not 1, -1 or 0"',
      'votes.csv,4,left out,"comment-id ""77"" is no statement that is imported"',
      'votes.csv,5,left out,"timestamp ""x"" is no time in milliseconds"',
      'votes.csv,6,left out,"the row has 3 cells, not 5"',
    ]);
    expect(await db.read.$count(ideas, eq(ideas.problem, "After all that"))).toBe(1);
  });

  test("a cell that a spreadsheet would run is made harmless in the report", async () => {
    const { dir } = await freshDatabase();
    const from = polisFolder({ ballots: [] });
    await caco(dir, "import", "polis", from, "--space", "rivers");
    for (const line of reportsIn(dir).join("").split("\r\n")) expect(line).not.toMatch(/(^|,)"?[=+\-@\t]/);
  });

  test("text that attacks its readers is imported as text", async () => {
    const { db, dir } = await freshDatabase();
    const from = polisFolder({
      comments: [`${firstVote},x,0,1,0,0,1,"<img src=x onerror=alert(1)> [a](javascript:b)"`],
      ballots: [],
    });
    await caco(dir, "import", "polis", from, "--space", "rivers");
    const [idea] = await db.read.select().from(ideas);
    expect(idea?.problemHtml).toBe('<p>&lt;img src=x onerror=alert(1)&gt; <a rel="nofollow ugc noopener">a</a></p>');
  });
});

describe("run again", () => {
  test.each([
    ["polis", polisFolder],
    ["pabulib", pabulibFile],
  ])("%s: a second run changes nothing, not even the log", async (format, make) => {
    const { db, dir } = await freshDatabase();
    const order = ["import", format, make(), "--space", "again"];
    await caco(dir, ...order);
    const before = await stateOf(db.read);
    const { code, stdout } = await caco(dir, ...order);
    expect(code).toBe(0);
    expect(stdout).toMatch(/ideas {6}0 new[^]*members {4}0 new[^]*signals {4}0 new, 0 changed/);
    expect(await stateOf(db.read)).toEqual(before);
  });

  test("a dry run says the same and writes nothing, with and without a database", async () => {
    const { db, dir } = await freshDatabase();
    const order = ["import", "polis", polisFolder(), "--space", "rivers"];
    const numbers = (text: string) => text.split("\n").slice(1, 6);
    const nowhere = path.join(folder(), "nothing-here");
    const without = await caco(nowhere, ...order, "--dry-run");
    const dry = await caco(dir, ...order, "--dry-run");
    expect(existsSync(nowhere)).toBe(false);
    expect(await db.read.$count(ideas)).toBe(0);
    expect(reportsIn(dir)).toEqual([]);
    const real = await caco(dir, ...order);
    expect(numbers(dry.stdout)).toEqual(numbers(real.stdout));
    expect(numbers(without.stdout)).toEqual(numbers(real.stdout));
    const again = await caco(dir, ...order, "--dry-run");
    expect(again.stdout).toContain("0 new, 5 unchanged");
  });
});

describe("what cannot be used", () => {
  const polis = polisFolder();
  const pabulib = pabulibFile();

  test.each([
    ["an unknown command", ["explode"], "explode"],
    ["no format", ["import"], "format"],
    ["an unknown format", ["import", "reddit", polis, "--space", "x"], "reddit"],
    ["no path", ["import", "polis", "--space", "x"], "folder"],
    ["a missing folder", ["import", "polis", "/nowhere/at/all", "--space", "x"], "/nowhere/at/all"],
    ["a file for a folder", ["import", "polis", pabulib, "--space", "x"], "no folder"],
    ["a folder of something else", ["import", "polis", path.dirname(pabulib), "--space", "x"], "comments.csv"],
    ["a missing file", ["import", "pabulib", "/nowhere/at.pb", "--space", "x"], "/nowhere/at.pb"],
    ["a folder for a file", ["import", "pabulib", polis, "--space", "x"], "no file"],
    ["a file of another format", ["import", "pabulib", path.join(polis, "votes.csv"), "--space", "x"], "META"],
    [
      "another kind of votes",
      ["import", "pabulib", pabulibFile({ meta: { vote_type: "ordinal" } }), "--space", "x"],
      "ordinal",
    ],
    ["no space", ["import", "polis", polis], "--space"],
    ["an unusable slug", ["import", "polis", polis, "--space", "Big Rivers!"], "Big Rivers!"],
    ["a reserved slug", ["import", "polis", polis, "--space", "admin"], "admin"],
    ["an unknown language", ["import", "polis", polis, "--space", "x", "--language", "de"], "de"],
    ["an unknown option", ["import", "polis", polis, "--space", "x", "--force"], "--force"],
    ["two sources", ["import", "polis", polis, polis, "--space", "x"], "too much"],
  ])("%s: one line that says so, exit code 2, and nothing is made", async (_, argv, said) => {
    const dir = path.join(folder(), "data");
    const { code, stdout, stderr } = await caco(dir, ...argv);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(said);
    expect(stderr.match(/\n/g)).toHaveLength(1);
    expect(existsSync(dir)).toBe(false);
  });

  test("a database that cannot be opened is a failure while running: exit code 1", async () => {
    const { code, stderr } = await caco(path.join(polis, "votes.csv"), "import", "polis", polis, "--space", "x");
    expect(code).toBe(1);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });

  test("help says how", async () => {
    for (const argv of [["help"], [], ["import", "--help"]]) {
      const { code, stdout } = await caco(folder(), ...argv);
      expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining("import polis DIR --space SLUG") });
    }
  });
});
