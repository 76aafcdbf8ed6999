import { createHash } from "node:crypto";
import path from "node:path";
import SqliteDriver from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dialect } from "../../db/columns.ts";
import { takePlace } from "../../db/database.ts";
import { fileBytes, files } from "../../db/schema/files.ts";
import { invitations, invitationUses } from "../../db/schema/spaces.ts";

import { adoptComment } from "../../app/features/adopting/commands.server.ts";
import {
  creditAnswers,
  creditAppeals,
  creditAppealShares,
  creditConfirmations,
  creditContributors,
  creditJudges,
  creditJudgeShares,
} from "../../db/schema/confirming.ts";
import { creditFreezes, creditInputs, creditShares } from "../../db/schema/crediting.ts";
import { stageMoves } from "../../db/schema/piloting.ts";
import { releaseIdeas } from "../../db/schema/releases.ts";
import { talks } from "../../db/schema/talks.ts";
import { checks } from "../../app/cli/keeping/checks.ts";
import { postComment } from "../../app/features/discussion/commands.server.ts";
import { submitIdea } from "../../app/features/ideas/commands.server.ts";
import { prepareLegal } from "../../app/features/legal/commands.server.ts";
import { createProduct, linkIdea } from "../../app/features/products/commands.server.ts";
import { createRelease } from "../../app/features/releases/commands.server.ts";
import { productsIn } from "../../app/features/products/queries.server.ts";
import { signHead } from "../../app/features/proof/signing.server.ts";
import { eraseMember } from "../../app/features/privacy/erasing.server.ts";
import { castSignal } from "../../app/features/signals/commands.server.ts";
import { tagIdea } from "../../app/features/tags/commands.server.ts";
import { newId, timelessId } from "../../app/platform/ids.ts";
import { pitchOn } from "../pitching/support.ts";
import { openDocument } from "../../app/features/cowriting/documents.server.ts";
import { roomOn } from "../rooms/support.ts";
import { caco } from "../import/sources.ts";
import { contextFor, freshDatabase, people, type Rig, space, start, sealAll } from "../support/database.ts";

let rig: Rig;
/** Checks that were seen to find something. */
const seen = new Set<string>();

beforeAll(async () => {
  rig = await freshDatabase();
  const { id } = await space(rig);
  const { ann, bob, pia, eve } = await people(rig, id);
  await prepareLegal(rig.db, start);
  const idea = newId(start);
  await submitIdea(contextFor(rig, ann), id, {
    id: idea,
    title: "A pump",
    problem: "Flat.",
    forWhom: "",
    solution: "",
  });
  await castSignal(contextFor(rig, bob), { idea, kind: "support" });
  await castSignal(contextFor(rig, eve), { idea, kind: "pass" });
  await castSignal(contextFor(rig, eve), { idea, kind: "none" });
  await tagIdea(contextFor(rig, ann), idea, ["tyres"]);
  const words = { name: "City bike", purposeEn: "", purposeFr: "" };
  await createProduct(contextFor(rig, pia), id, { id: newId(start), ...words });
  const [product] = await productsIn(rig.db.read, id);
  await linkIdea(contextFor(rig, pia), { idea, product: product?.id ?? "", isLinked: true });
  const notes = { title: "Autumn", notesEn: "", notesFr: "" };
  const release = { id: newId(start), product: product?.id ?? "", ...notes };
  await createRelease(contextFor(rig, pia), id, release);
  await rig.db.transaction((tx) =>
    tx.insert(releaseIdeas).values({ release: release.id, idea, linkedBy: pia.id, at: start }),
  );
  await sealAll(rig);
  await signHead(rig, start);
  const first = await postComment(contextFor(rig, bob), idea, { id: newId(start), kind: "question", body: "Who?" });
  await postComment(contextFor(rig, ann), idea, { id: newId(start), kind: "remark", body: "I.", parent: first });
  await adoptComment(contextFor(rig, ann), first);
  const bytes = Buffer.from("%PDF");
  const hash = createHash("sha256").update(bytes).digest("hex");
  const file = { id: "plan", idea, kind: "document", name: "plan.pdf", size: 4, width: 0, height: 0, hash } as const;
  const invitation = { id: "way-in", space: id, createdBy: pia.id, role: "member", mostUses: 5, uses: 1 } as const;
  const asked = {
    id: "talk",
    space: id,
    idea,
    author: ann.id,
    openedBy: pia.id,
    asks: "other",
    turn: "nobody",
  } as const;
  const talk = { ...asked, isPrivate: false, openedAt: start, lastAt: start };
  await rig.db.transaction(async (tx) => {
    await tx.insert(files).values({ ...file, addedBy: ann.id, addedAt: start });
    await tx.insert(fileBytes).values({ file: "plan", size: "full", type: "application/pdf", hash, bytes });
    await tx.insert(invitations).values({ ...invitation, createdAt: start, expiresAt: start });
    await tx.insert(talks).values({ ...talk, closedAt: start });
    await tx.insert(invitationUses).values({ invitation: "way-in", member: bob.id, usedAt: start });
  });
  await openDocument(contextFor(rig, pia), idea, null);
  await setDownCredits(idea, { ann: ann.id, pia: pia.id });
  const room = await roomOn(rig, id, pia);
  await room.enter(pia, eve);
  await room.act(eve, { do: "talk.say", message: timelessId(), body: "I am early." });
  const pitch = await pitchOn(rig, id, pia);
  await pitch.enter(pia, bob, ann);
  await pitch.next();
  const question = await pitch.asks(bob, "Why three?");
  await pitch.act(ann, { do: "question.back", question, isBacked: true });
  await eraseMember(rig.db, rig.dir, eve.id, start);
  await sealAll(rig);
});

/** As a move would have done that was taken back. */
async function setDownCredits(idea: string, { ann, pia }: { ann: string; pia: string }): Promise<void> {
  const by = { by: pia, affiliation: "employee", signsAs: "product", at: start, undoneAt: start } as const;
  const move = { id: "move", idea, from: "evaluating", to: "adopted", fromSince: start, source: "", html: "" } as const;
  const text = { freeze: "move", component: "text", source: idea } as const;
  await rig.db.transaction(async (tx) => {
    await tx.insert(stageMoves).values({ ...move, ...by });
    await tx.insert(creditFreezes).values({ id: "move", idea, version: 1, rules: "R1", at: start, undoneAt: start });
    await tx.insert(creditInputs).values([
      { ...text, member: ann, amount: 2 },
      { ...text, member: pia, amount: 1 },
    ]);
    await tx.insert(creditShares).values([
      { freeze: "move", member: ann, affiliation: "customer", share: 6_667 },
      { freeze: "move", member: pia, affiliation: "employee", share: 3_333 },
    ]);
    const times = { openedAt: start, until: start, settledAt: start };
    await tx.insert(creditConfirmations).values({ freeze: "move", idea, state: "confirmed", ...times });
    await tx.insert(creditContributors).values([
      { freeze: "move", member: ann, share: 6_667, factor: 10_000, confirmed: 6_667 },
      { freeze: "move", member: pia, share: 3_333, factor: 10_000, confirmed: 3_333 },
    ]);
    await tx.insert(creditAnswers).values({ freeze: "move", member: ann, about: pia, points: 100 });
    const appeal = { freeze: "move", round: 1, member: ann, words: "No.", at: start, until: start, decidedAt: start };
    await tx.insert(creditAppeals).values({ id: "appeal", ...appeal, candidates: 0, level: 1, state: "changed" });
    const judge = { part: "pilot", askedAt: start, verdict: "change", words: "So.", at: start } as const;
    await tx.insert(creditJudges).values({ appeal: "appeal", member: pia, ...judge });
    await tx.insert(creditJudgeShares).values([
      { appeal: "appeal", member: pia, about: ann, share: 7_000 },
      { appeal: "appeal", member: pia, about: pia, share: 3_000 },
    ]);
    await tx.insert(creditAppealShares).values([
      { appeal: "appeal", member: ann, was: 6_667, share: 7_000 },
      { appeal: "appeal", member: pia, was: 3_333, share: 3_000 },
    ]);
  });
}

afterAll(() => {
  // What cannot be broken while the database itself keeps it, or only by breaking the file.
  const guarded = [
    "database: integrity",
    "database: references",
    "database: values",
    ...(dialect === "sqlite" ? [numbering[0]] : []),
  ];
  expect(checks.map(({ name }) => name).filter((name) => !seen.has(name) && !guarded.includes(name))).toEqual([]);
});

async function doctor(...options: string[]) {
  const { code, stdout, stderr } = await caco(rig.dir, "doctor", ...options);
  const broken = [...stdout.matchAll(/^BROKEN (.+?: [a-z]+):/gm)].map(([, name]) => name);
  return { code, broken, stdout, stderr };
}

async function run(...statements: string[]): Promise<void> {
  for (const statement of statements) await rig.db.raw.run(statement);
}

/** SQLite takes the number after the highest: it cannot go wrong there. */
const numbering: [string, string] = ["database: numbering", "select setval('events_seq_seq', 1)"];

const clean = { code: 0, broken: [], stdout: `${checks.length} checks. Everything is as it must be.\n`, stderr: "" };

const another =
  "insert into spaces (id, slug, name, purpose, visibility, language, time_zone, created_at) values ('other', 'other', '', '', 'public', 'en', 'UTC', 0)";

describe("the doctor", () => {
  it("finds nothing where everything was done by the product's own commands, erasing somebody included", async () => {
    expect(await doctor()).toEqual(clean);
    expect(await doctor("--fix")).toEqual(clean);
  });

  it("says what is wrong in a readable list, with some ids, and ends with 1", async () => {
    await run("update ideas set participants = 7");
    const { code, stdout, stderr } = await doctor();
    expect(stdout).toMatch(
      /^BROKEN ideas: participants: 1 \(\w{16}\)\n {7}An idea's number of people is .*\. "doctor --fix" computes it anew\.\n$/,
    );
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `caco: 1 of ${checks.length} checks found something broken.\n`,
    });
    expect(await doctor("--fix")).toEqual({ ...clean, stdout: `Computed anew: ideas: participants.\n${clean.stdout}` });
  });

  it.each<[string, string]>([
    ["ideas: participants", "update ideas set participants = participants + 1"],
    ["ideas: comments", "update ideas set comment_count = 0"],
    ["ideas: merged", "update ideas set merged_in = 1"],
    ["tags: ideas", "update tags set ideas = 9"],
    ["invitations: uses", "update invitations set uses = 0"],
    ["signals: counts", "update signal_counts set people = 2"],
    ["signals: counts", "delete from signal_counts"],
    ["spaces: people", "update space_people set people = people + 1 where affiliation = 'employee'"],
    ["spaces: people", "delete from space_people"],
    ...(dialect === "postgres" ? [numbering] : []),
    ["reputation: ledger", "update reputation_lines set points = points + 1"],
    ["reputation: ledger", "delete from reputation_lines"],
    ["reputation: ledger", "update reputation_lines set giver = null"],
    ["seals: end", "delete from seals where n = (select max(n) from seals) or n = (select max(n) - 1 from seals)"],
  ])("finds and mends %s after: %s", async (name, damage) => {
    seen.add(name);
    await run(damage);
    // A missing end of the chain is a fault of the server that should have sealed it.
    await whileServed(async () => {
      expect((await doctor()).broken).toEqual([name]);
      const said = { code: 0, broken: [], stdout: expect.stringContaining(`anew: ${name}.`) };
      expect(await doctor("--fix")).toMatchObject(said);
      expect(await doctor()).toEqual(clean);
    });
  });

  it("finds and mends board: cards, those that are missing too", async () => {
    seen.add("board: cards");
    const card = `insert into idea_cards (idea, space, stage, place, shown, position, turn, percent, version, touched_at)
      select id, space, 'adopted', 'adopted', moderation = 'visible', 0, 1, 0, 1, 0 from ideas`;
    for (const damage of [card, "update idea_cards set place = 'gone'", "update idea_cards set shown = not shown"]) {
      await run(damage);
      expect((await doctor()).broken).toEqual(["board: cards"]);
      expect((await doctor("--fix")).code).toBe(0);
      expect(await doctor()).toEqual(clean);
    }
    await run("delete from idea_cards", "update ideas set stage = 'adopted'");
    await run("update idea_stages set stage = 'adopted'");
    expect((await doctor()).broken).toEqual(["board: cards"]);
    expect((await doctor("--fix")).code).toBe(0);
    const [row] = await rig.db.raw.all<{ place: string }>("select place from idea_cards");
    expect(row).toEqual({ place: "adopted" });
    await run("delete from idea_cards", "update ideas set stage = 'new'", "update idea_stages set stage = 'new'");
    expect(await doctor()).toEqual(clean);
  });

  it.each<[string, string, string]>([
    ["ideas: stage", "update ideas set stage = 'open'", "update ideas set stage = 'new'"],
    [
      "merges: stages",
      "update ideas set stage = 'merged'; update idea_stages set stage = 'merged'",
      "update ideas set stage = 'new'; update idea_stages set stage = 'new'",
    ],
    ["ideas: path", "update idea_stages set position = 1", "update idea_stages set position = 0"],
    [
      "credits: shares",
      "update credit_shares set share = share + 1 where share = 3333",
      "update credit_shares set share = 3333 where share = 3334",
    ],
    [
      "credits: shares",
      "update credit_inputs set amount = 3 where amount = 2",
      "update credit_inputs set amount = 2 where amount = 3",
    ],
    [
      "credits: confirmations",
      "update credit_contributors set confirmed = 3332 where share = 3333",
      "update credit_contributors set confirmed = 3333 where share = 3333",
    ],
    [
      "credits: confirmations",
      "update credit_contributors set factor = 9999",
      "update credit_contributors set factor = 10000",
    ],
    [
      "credits: appeals",
      "update credit_appeal_shares set share = 3001 where was = 3333",
      "update credit_appeal_shares set share = 3000 where was = 3333",
    ],
    ["credits: appeals", "update credit_appeals set state = 'kept'", "update credit_appeals set state = 'changed'"],
    ["talks: closed", "update talks set turn = 'pilots'", "update talks set turn = 'nobody'"],
    ["ideas: version", "update ideas set version = 2", "update ideas set version = 1"],
    [
      "idea_versions: numbers",
      "update idea_versions set number = 2; update ideas set version = 2",
      "update idea_versions set number = 1; update ideas set version = 1",
    ],
    [
      "comment_versions: numbers",
      "insert into comment_versions select id, 2, kind, html, language, created_at from comments where parent is null",
      "delete from comment_versions",
    ],
    [
      "charters: numbers",
      "insert into charters select id, 3, '', '', (select min(id) from members), 0 from spaces",
      "delete from charters where version = 3",
    ],
    [
      "legal_versions: numbers",
      "update legal_versions set version = 2 where document = 'terms'",
      "update legal_versions set version = 1 where document = 'terms'",
    ],
    ["spaces: charter", "update spaces set charter_version = 7", "update spaces set charter_version = 0"],
    ["comments: threads", "update comments set parent = 'x', thread = 'x' where parent is not null", "restore reply"],
    ["comments: replies", "update comments set parent = 'nobody' where parent is not null", "restore reply"],
    [
      "adoption_proposals: decided",
      `insert into adoption_proposals (idea, kind, source, author, version, places, state, at)
       select id, 'comment', 'x', author, 1, '[]', 'confirmed', 0 from ideas`,
      "delete from adoption_proposals",
    ],
    ["members: avatar", "update members set avatar = 'gone'", "update members set avatar = null"],
    ["spaces: logo", "update spaces set logo = 'gone'", "update spaces set logo = null"],
    ["files: bytes", "update files set size = 5", "update files set size = 4"],
    ["files: hashes", "update file_bytes set hash = 'x'", "restore hash"],
    [
      "signals: log",
      "update signals set kind = 'pass'; update signal_counts set kind = 'pass'",
      "update signals set kind = 'support'; update signal_counts set kind = 'support'",
    ],
    [
      "readers: places",
      `insert into reader_cursors (reader, "transaction", seq) values ('x', 9000000000, 9000000000)`,
      "delete from reader_cursors",
    ],
    [
      "seals: chain",
      "update events set actor = 'somebody' where seq = 2",
      "update events set actor = 'system' where seq = 2",
    ],
    [
      "seals: chain",
      "update seals set n = n + 100 where n = (select max(n) from seals)",
      "update seals set n = n - 100 where n > 100",
    ],
    ["heads: seals", "update signed_heads set at = at + 1", "update signed_heads set at = at - 1"],
    ...["idea", "comment", "member", "space", "invitation", "product", "release"].map(
      (type): [string, string, string] => [
        `events: ${type}s`,
        `insert into events (id, at, actor, kind, subject, cause, payload, rules) values ('x', 9000000000000, 'system', 'test', '${type}:gone', 'x', '{}', 'R1')`,
        "delete from events where id = 'x'",
      ],
    ),
    [
      "ideas: spaces",
      `${another}; update talks set space = 'other'`,
      "update talks set space = (select space from ideas); delete from spaces where id = 'other'",
    ],
    [
      "products: spaces",
      `${another}; update products set space = 'other'`,
      "update products set space = (select space from ideas); delete from spaces where id = 'other'",
    ],
    ["releases: published", "update releases set published_at = 1", "update releases set published_at = null"],
    ["releases: moves", "update release_ideas set shipped = 'move'", "update release_ideas set shipped = null"],
    [
      "releases: answers",
      "insert into release_answers (release, idea, member, answer, at) select release, idea, linked_by, 'yes', 0 from release_ideas",
      "delete from release_answers",
    ],
    [
      "tags: spaces",
      `${another}; update tags set space = 'other'`,
      "update tags set space = (select space from ideas); delete from spaces where id = 'other'",
    ],
    [
      "jobs: leases",
      "insert into jobs (id, kind, payload, state, run_at, claimed_until, created_at) values ('j', 'x', '{}', 'running', 1, 1, 1)",
      "delete from jobs where id = 'j'",
    ],
    ["notices: latest", notice("'gone'"), "delete from notices"],
    [
      "notice_events: event",
      `${notice("(select min(id) from events)")}; insert into notice_events (event, member, notice, actor, item, at) select 'gone', min(id), 'n', min(id), 'x', 0 from members`,
      "delete from notice_events; delete from notices",
    ],
    [
      "appeals: decisions",
      "insert into appeals (id, decision, space, member, opposed, words, at, state) select 'a', 'act:gone', space, author, author, '', 0, 'open' from ideas",
      "delete from appeals",
    ],
    ["consents: versions", "insert into consents select min(id), 'terms', 9, 0 from members", "delete from consents"],
    [
      "charters: acceptances",
      "insert into charter_acceptances select (select id from spaces), min(id), 9, 0 from members",
      "delete from charter_acceptances",
    ],
    ["documents: log", "update documents set seq = seq + 1", "update documents set seq = seq - 1"],
    ["rooms: log", "update rooms set seq = seq + 1", "update rooms set seq = seq - 1"],
    ["rooms: words", "update room_slides set shown_at = null", "update room_slides set shown_at = 1"],
    [
      "rooms: questions",
      "update room_question_votes set question = 'x' || question",
      "update room_question_votes set question = substr(question, 2)",
    ],
    ["rooms: words", "update room_words set id = 'x' || id", "update room_words set id = substr(id, 2)"],
    [
      "reports: subjects",
      `insert into reports (id, subject, idea, space, author, "by", reason, words, state, at) select 'r', 'comment:gone', id, space, author, author, 'spam', '', 'open', 0 from ideas`,
      "delete from reports",
    ],
    [
      "fairness: cases",
      `${heldSignal("discarded")}; update ideas set participants = 1`,
      "delete from fairness_signals; delete from fairness_cases",
    ],
    [
      "fairness: log",
      `${heldSignal("open")}; update signals set away = 'held'; delete from signal_counts; update ideas set participants = 0`,
      "update signals set away = null; insert into signal_counts (idea, affiliation, kind, people) select idea, affiliation, kind, 1 from signals; update ideas set participants = 1; delete from fairness_signals; delete from fairness_cases",
    ],
    [
      "forecasts: log",
      `${asked()}; insert into forecast_outcomes (id, forecast, n, outcome, words, by, affiliation, at) select 'o', id, 1, 'void', 'So.', by, affiliation, at from forecasts`,
      `delete from forecast_outcomes; ${unasked()}`,
    ],
    [
      "forecasts: grounds",
      `${asked()}; insert into forecast_answers (forecast, member, probability, at) select id, by, 80, at from forecasts;
       insert into reputation_grounds (event, member, idea, "use", n, at, share, text_share, is_private) select 'none', by, idea, 'forecast', 1, at, 8000, 0, ${dialect === "postgres" ? "false" : "0"} from forecasts`,
      `delete from reputation_grounds where "use" = 'forecast'; ${unasked()}`,
    ],
    [
      "fairness: flags",
      `insert into fairness_flags (id, space, rule, numbers, at) values ('f', (select min(id) from spaces), 'F4', '{"voters":30,"signals":30}', 0)`,
      "delete from fairness_flags",
    ],
    [
      "moderation_acts: subjects",
      `insert into moderation_acts (id, subject, idea, space, member, act, words, "by", signs_as, at) select 'm', 'idea:gone', id, space, author, 'hidden', '', author, 'pilot', 0 from ideas`,
      "delete from moderation_acts",
    ],
  ])("finds %s after: %s", async (name, damage, undo) => {
    seen.add(name);
    const remembered = await rig.db.raw.all<{ sql: string }>(
      "select 'update comments set parent = ''' || parent || ''', thread = ''' || thread || ''' where id = ''' || id || '''' as sql from comments where parent is not null",
    );
    const [before] = await rig.db.raw.all<{ actor: string; hash: string }>(
      "select (select actor from events where seq = 2) as actor, (select hash from file_bytes) as hash",
    );
    await run(...damage.split("; "));
    let found = { code: 0, broken: [] as (string | undefined)[] };
    await whileServed(async () => void (found = await doctor()));
    if (undo === "restore reply") await run(remembered[0]?.sql ?? "");
    else if (undo === "restore hash") await run(`update file_bytes set hash = '${before?.hash}'`);
    else if (damage.includes("set actor")) await run(`update events set actor = '${before?.actor}' where seq = 2`);
    else await run(...undo.split("; "));
    // What no thread holds is no reply within one either.
    const broken = name === "comments: threads" ? [name, "comments: replies"] : [name];
    expect(found).toMatchObject({ code: 1, broken });
  });
});

/** Asks about the idea. */
function asked(): string {
  return `insert into forecasts (id, idea, question, language, closes_at, known_on, by, affiliation, at)
    select 'q', id, 'Will it?', 'en', 1, '2026-06-30', author, affiliation, 0 from ideas`;
}

function unasked(): string {
  return "delete from forecast_answers; delete from forecasts";
}

/** The case of the one signal there is, as a row that nothing else knows of. */
function heldSignal(state: string): string {
  const into = "insert into fairness_cases (id, space, member, at, until, state)";
  return `${into} select 'c', (select min(id) from spaces), member, 0, 0, '${state}' from signals; insert into fairness_signals (idea, member, "case") select idea, member, 'c' from signals`;
}

function notice(latest: string): string {
  return `insert into notices (id, member, kind, about, space, latest, at) select 'n', min(id), 'moved', 'x', (select id from spaces), ${latest}, 0 from members`;
}

/** What the database itself keeps can only be broken by hand and without it; PostgreSQL lets nobody. */
it.each(dialect === "sqlite" ? ["idea_tags"] : [])("finds rows of %s that refer to nothing", async () => {
  const by = new SqliteDriver(path.join(rig.dir, "caco.db"));
  by.pragma("foreign_keys = OFF");
  by.exec("insert into idea_tags (idea, tag) values ('gone', 'nothing')");
  const { code, broken, stdout } = await doctor();
  by.exec("delete from idea_tags where idea = 'gone'");
  by.close();
  expect({ code, broken }).toEqual({ code: 1, broken: ["database: references"] });
  expect(stdout).toContain("idea_tags.idea gone, idea_tags.tag nothing");
  expect(await doctor()).toEqual(clean);
});

/** A server's place is taken, on PostgreSQL by the connections of the test itself. */
async function whileServed(work: () => Promise<void>): Promise<void> {
  const leave = takePlace(rig.config.databaseUrl);
  await work();
  leave();
}
