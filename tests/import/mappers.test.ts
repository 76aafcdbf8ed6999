import { describe, expect, test } from "vitest";
import { ballotOf, type Meta, metaOf, projectOf } from "../../app/cli/import/pabulib.ts";
import { conversationOf, latestVotes, statementOf, voteOf } from "../../app/cli/import/polis.ts";
import type { SourceSignal } from "../../app/cli/import/source.ts";

const now = Date.UTC(2026, 2, 2);
const place = { file: "rows.csv", line: 7 };

describe("a Polis statement", () => {
  const row = {
    timestamp: "1568101622999",
    "comment-id": "298",
    "author-id": "427",
    moderated: "1",
    "comment-body": "Keep dogs on the leash.",
  };

  test("becomes an idea whose problem it is", () => {
    expect(statementOf(row, place, now)).toEqual({
      value: {
        key: "298",
        author: "427",
        title: "Keep dogs on the leash.",
        problem: "Keep dogs on the leash.",
        isRejected: false,
        tags: [],
        facts: [],
        at: 1568101622999,
        place,
      },
    });
  });

  test.each([
    [`${"word ".repeat(30)}end`, `${"word ".repeat(15)}word…`],
    ["x".repeat(100), `${"x".repeat(79)}…`],
    ["two\nlines", "two lines"],
    ["x".repeat(80), "x".repeat(80)],
  ])("%j has the title %j", (body, title) => {
    const mapped = statementOf({ ...row, "comment-body": body }, place, now);
    expect(mapped).toMatchObject({ value: { title } });
    expect(title.length).toBeLessThanOrEqual(80);
  });

  test.each([
    ["-1", true],
    ["0", false],
    ["1", false],
  ])("moderated %s means rejected: %s", (moderated, isRejected) => {
    expect(statementOf({ ...row, moderated }, place, now)).toMatchObject({ value: { isRejected } });
  });

  test.each([
    ["timestamp", "yesterday"],
    ["timestamp", "1568101622"],
    ["timestamp", "99999999999999"],
    ["timestamp", ""],
    ["comment-id", ""],
    ["comment-id", "a b"],
    ["author-id", "<b>"],
    ["moderated", "2"],
    ["moderated", ""],
    ["comment-body", "  "],
    ["comment-body", "x".repeat(6_001)],
  ])("with %s %j is left out, and the reason names it", (column, cell) => {
    const mapped = statementOf({ ...row, [column]: cell }, place, now);
    expect(mapped).toEqual({ reason: expect.stringContaining(column) });
  });
});

describe("a Polis vote", () => {
  const row = { timestamp: "1567382954698", "comment-id": "0", "voter-id": "12", vote: "1" };
  const statements = new Set(["0"]);

  test.each([
    ["1", "support"],
    ["-1", "not_for_me"],
    ["0", "pass"],
  ])("%s means %s", (vote, kind) => {
    expect(voteOf({ ...row, vote }, statements, now)).toEqual({
      value: { idea: "0", person: "12", kind, at: 1567382954698 },
    });
  });

  test.each([
    ["vote", "2"],
    ["vote", ""],
    ["comment-id", "1"],
    ["voter-id", ""],
    ["timestamp", "Sun Sep 01"],
  ])("with %s %j is left out, and the reason names it", (column, cell) => {
    expect(voteOf({ ...row, [column]: cell }, statements, now)).toEqual({ reason: expect.stringContaining(column) });
  });

  test("the last one of a person on a statement wins, by time, then by its place in the file", () => {
    const vote = (person: string, kind: SourceSignal["kind"], at: number): SourceSignal => ({
      idea: "0",
      person,
      kind,
      at,
    });
    const votes = latestVotes();
    for (const one of [
      vote("late first", "support", 9),
      vote("late first", "pass", 3),
      vote("tie", "support", 5),
      vote("tie", "not_for_me", 5),
      vote("once", "pass", 4),
    ]) {
      votes.add(one);
    }
    expect(votes.result()).toEqual({
      replaced: 2,
      signals: [vote("once", "pass", 4), vote("tie", "not_for_me", 5), vote("late first", "support", 9)],
    });
  });
});

test.each([
  ["https://pol.is/3atycmhmer", "3atycmhmer"],
  ["https://pol.is/report/r5hr48j8y8mpcffk3crmk", "r5hr48j8y8mpcffk3crmk"],
  ["https://pol.is/", null],
  ["", null],
])("the conversation at %j is %j", (url, id) => {
  expect(conversationOf(url)).toBe(id);
});

describe("a Pabulib file", () => {
  const entries = {
    description: "Municipal PB in Petitville",
    country: "France",
    unit: "Petitville",
    instance: "2022",
    vote_type: "approval",
    date_begin: "03.10.2022",
    date_end: "31.10.2022",
    currency: "EUR",
  };
  const meta: Meta = {
    name: "Municipal PB in Petitville",
    author: "Petitville 2022",
    key: "France/Petitville/2022",
    language: "fr",
    currency: "EUR",
    begin: Date.UTC(2022, 9, 3, 12),
    end: Date.UTC(2022, 9, 31, 12),
  };
  const read = (change: Record<string, string>) => metaOf(new Map(Object.entries({ ...entries, ...change })), now);

  test("says where and when the vote was", () => {
    expect(read({})).toEqual({ value: meta });
  });

  test.each([
    [{ country: "Poland" }, { language: "en" }],
    [{ description: "" }, { name: "Petitville 2022" }],
    [{ currency: "zł" }, { currency: null }],
    [{ vote_type: "choose-1" }, { begin: meta.begin }],
    [
      { date_begin: "2022", date_end: "2022" },
      { begin: Date.UTC(2022, 0, 1, 12), end: Date.UTC(2022, 11, 31, 12) },
    ],
    [{ date_end: "2022-10-31" }, { end: meta.end }],
  ])("with %j it has %j", (change, expected) => {
    expect(read(change)).toMatchObject({ value: expected });
  });

  test.each([
    [{ vote_type: "ordinal" }, "ordinal"],
    [{ date_end: "31.02.2022" }, "date_end"],
    [{ date_end: "" }, "date_end"],
    [{ date_end: "31.10.2099" }, "date_end"],
    [{ unit: "", instance: "" }, "unit"],
  ])("with %j it is not imported", (change, reason) => {
    expect(read(change)).toEqual({ reason: expect.stringContaining(reason) });
  });

  const project = { project_id: "116", cost: "4000.0", votes: "3", name: "Bird houses", category: "Nature, Fun" };

  test("a project becomes an idea with tags and its cost", () => {
    expect(projectOf({ ...project, district: "10 - Nord / Sud" }, place, meta)).toEqual({
      value: {
        key: "116",
        author: "*",
        title: "Bird houses",
        problem: "Bird houses",
        isRejected: false,
        tags: ["Nature", "Fun", "10 - Nord / Sud"],
        facts: [{ name: "cost", amount: 4_000, currency: "EUR" }],
        at: meta.begin,
        place,
      },
    });
  });

  test("a name too long for a title stays whole as the problem", () => {
    const name = "long ".repeat(60).trim();
    const mapped = projectOf({ ...project, name }, place, meta);
    expect(mapped).toMatchObject({ value: { problem: name, title: expect.stringMatching(/^(long )+long…$/) } });
  });

  test.each([
    ["project_id", ""],
    ["project_id", "1;2"],
    ["name", ""],
    ["cost", "free"],
    ["cost", "-5"],
  ])("a project with %s %j is left out, and the reason names it", (column, cell) => {
    expect(projectOf({ ...project, [column]: cell }, place, meta)).toEqual({ reason: expect.stringContaining(column) });
  });

  test.each([
    [{ voter_id: "9", vote: "115" }, { value: { person: "9", projects: ["115"], isRepeating: false } }],
    [{ voter_id: "9", vote: "1, 2,3" }, { value: { person: "9", projects: ["1", "2", "3"], isRepeating: false } }],
    [{ voter_id: "9", vote: "1,1" }, { value: { person: "9", projects: ["1"], isRepeating: true } }],
    [{ voter_id: "9", vote: "" }, { reason: "vote names no project" }],
    [{ voter_id: "*", vote: "1" }, { reason: 'voter_id "*" cannot be used' }],
  ])("the ballot %j is %j", (row, expected) => {
    expect(ballotOf(row)).toEqual(expected);
  });
});
