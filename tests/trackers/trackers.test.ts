import { readFileSync } from "node:fs";
import path from "node:path";
import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { ideaCards, planChanges } from "../../db/schema/boards.ts";
import { ideas } from "../../db/schema/ideas.ts";
import { events } from "../../db/schema/log.ts";
import { stageMoves } from "../../db/schema/piloting.ts";
import { trackerDeliveries, trackerLinks } from "../../db/schema/trackers.ts";
import { changesOf, slipsOf } from "../../app/features/board/queries.server.ts";
import { answersOf } from "../../app/features/piloting/queries.server.ts";
import { eraseMember } from "../../app/features/privacy/erasing.server.ts";
import { archiveProduct, createProduct, linkIdea } from "../../app/features/products/commands.server.ts";
import { takeRole } from "../../app/features/spaces/membership.server.ts";
import { closeHook, linkIssue, openHook, unlinkIssue } from "../../app/features/trackers/commands.server.ts";
import { issueInput, reportInput } from "../../app/features/trackers/inputs.ts";
import { hookShown, issuesOf } from "../../app/features/trackers/queries.server.ts";
import { takeReport } from "../../app/features/trackers/reporting.server.ts";
import { longestReport, mostLinks, reportsShown, tolerance } from "../../app/features/trackers/rules.ts";
import { signatureOf } from "../../app/features/trackers/signatures.server.ts";
import { visitor } from "../../app/platform/actor.ts";
import { Conflict, Forbidden, Invalid, NotFound, Problem, Refused, TooMany } from "../../app/platform/errors.ts";
import { newId } from "../../app/platform/ids.ts";
import { projectRoot } from "../../app/platform/root.server.ts";
import { buildingSpace } from "../board/support.ts";
import { start } from "../support/database.ts";

let made: Awaited<ReturnType<typeof buildingSpace>>;
let product: string;
let pump: string;
let secret: string;

const issue = "https://github.com/bikes/pump/issues/12";

beforeEach(async () => {
  made = await buildingSpace();
  pump = await made.idea("A pump");
  product = await aProduct("City bike");
  await linkIdea(made.as(made.pro), { idea: pump, product, isLinked: true });
  secret = await openHook(made.as(made.pro), made.place.id, product);
});

async function aProduct(name: string): Promise<string> {
  const ctx = made.as(made.pro);
  return (await createProduct(ctx, made.place.id, { id: newId(ctx.now), name, purposeEn: "", purposeFr: "" })).id;
}

let count = 0;
const delivery = () => `delivery-${++count}`;

/** Sends a report as a tracker does; `wrong` changes what goes with it. */
function report(
  what: object | string,
  wrong: { product?: string; secret?: string; timestamp?: string; signature?: string; address?: string } = {},
) {
  const ctx = { ...made.as(visitor), ...(wrong.address !== undefined && { address: wrong.address }) };
  const text = typeof what === "string" ? what : JSON.stringify({ delivery: delivery(), ...what });
  const body = new TextEncoder().encode(text);
  const timestamp = wrong.timestamp ?? String(Math.floor(ctx.now / 1000));
  const signature = wrong.signature ?? signatureOf(wrong.secret ?? secret, timestamp, body);
  return takeReport(ctx, wrong.product ?? product, { timestamp, signature, body });
}

async function refusal(sent: Promise<unknown>): Promise<{ status: number; code: string; fields?: object }> {
  const error: unknown = await sent.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Problem)) throw new Error("It was not refused.", { cause: error });
  const fields = error instanceof Invalid ? { fields: error.fields } : {};
  return { status: error.status, code: error.code, ...fields };
}

async function stands() {
  const [row] = await made.rig.db.read
    .select({ stage: ideas.stage, percent: ideaCards.percent })
    .from(ideas)
    .leftJoin(ideaCards, eq(ideaCards.idea, ideas.id))
    .where(eq(ideas.id, pump));
  return row;
}

const link = (change: { id?: string; url?: string; title?: string } = {}) =>
  issueInput.parse({ id: newId(start), url: issue, title: "", ...change });

describe("a link to an issue", () => {
  it("is shown by what its address says, to whoever sees the idea", async () => {
    await linkIssue(made.as(made.pia), pump, link({ title: "The valve" }));
    await linkIssue(made.as(made.pro), pump, link({ url: "https://example.org/bugs?id=3" }));
    expect(await issuesOf(made.rig.db.read, pump)).toMatchObject([
      { label: "GitHub bikes/pump#12", title: "The valve", url: issue },
      { label: null, title: "", url: "https://example.org/bugs?id=3" },
    ]);
  });

  it("stands once, however it is written, and is taken away once", async () => {
    const first = link();
    await linkIssue(made.as(made.pro), pump, first);
    await linkIssue(made.as(made.pro), pump, first);
    const again = linkIssue(made.as(made.kim), pump, link({ url: `${issue}/#issuecomment-1` }));
    await expect(again).rejects.toThrow(new Invalid({ url: "link_known" }));
    expect(await issuesOf(made.rig.db.read, pump)).toHaveLength(1);
    await unlinkIssue(made.as(made.kim), pump, first.id);
    await unlinkIssue(made.as(made.kim), pump, first.id);
    expect(await issuesOf(made.rig.db.read, pump)).toEqual([]);
    const kinds = (await made.rig.db.read.select().from(events)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind.startsWith("idea.issue_"))).toEqual([
      "idea.issue_linked",
      "idea.issue_unlinked",
    ]);
  });

  it("is added and taken away by product people and pilots, and by nobody else", async () => {
    await expect(linkIssue(made.as(made.ann), pump, link())).rejects.toThrow(Forbidden);
    await expect(linkIssue(made.as(made.eve), pump, link())).rejects.toThrow(Forbidden);
    const kept = link();
    await linkIssue(made.as(made.pia), pump, kept);
    await expect(unlinkIssue(made.as(made.bob), pump, kept.id)).rejects.toThrow(Forbidden);
    await expect(linkIssue(made.as(made.pro), newId(start), link())).rejects.toThrow(NotFound);
  });

  it("is one of so many", async () => {
    for (let each = 0; each < mostLinks; each++) {
      await linkIssue(made.as(made.pro), pump, link({ url: `https://example.org/${each}` }));
    }
    await expect(linkIssue(made.as(made.pro), pump, link())).rejects.toThrow(new Refused("links_enough"));
  });

  it("stays when the account of whoever added it is erased", async () => {
    await linkIssue(made.as(made.kim), pump, link({ title: "The valve" }));
    await eraseMember(made.rig.db, made.rig.dir, made.kim.id, start + 86_400_000);
    expect(await issuesOf(made.rig.db.read, pump)).toMatchObject([{ title: "The valve" }]);
    expect(await made.rig.db.read.$count(trackerLinks)).toBe(1);
  });
});

describe("a report", () => {
  it("moves an idea and says how far it is, by the board's own acts and in the name of who made the secret", async () => {
    expect(await report({ idea: pump, percent: 40, status: "building", note: "We **began**." })).toEqual({
      idea: pump,
      changed: true,
    });
    expect(await stands()).toEqual({ stage: "building", percent: 40 });
    const [answer] = await answersOf(made.as(visitor), pump);
    expect(answer).toMatchObject({ to: "building", tracker: "City bike", by: { id: made.pro.id }, signsAs: "product" });
    expect(answer?.html).toContain("<strong>began</strong>");
    expect(await changesOf(made.rig.db.read, pump)).toMatchObject([
      { percentFrom: 0, percentTo: 40, tracker: "City bike", note: null, by: { id: made.pro.id } },
    ]);
    const logged = await made.rig.db.read
      .select()
      .from(events)
      .where(eq(events.subject, `idea:${pump}`));
    expect(logged.slice(-2)).toMatchObject([
      { kind: "idea.moved", actor: made.pro.id, payload: { to: "building", tracker: product } },
      { kind: "plan.set", actor: made.pro.id, payload: { percent: 40, tracker: product } },
    ]);
  });

  it("keeps what people said of the plan, and its words are no reason for a slip", async () => {
    await report({ idea: pump, percent: 40, note: "The mould is done." });
    expect(await changesOf(made.rig.db.read, pump)).toMatchObject([{ note: "The mould is done.", reason: null }]);
    expect((await slipsOf(made.rig.db.read, [pump])).size).toBe(0);
  });

  it("finds the idea by an issue that is linked to it, however its address is written", async () => {
    await linkIssue(made.as(made.pro), pump, link());
    await report({ link: `${issue}?x=1`, percent: 10 });
    expect(await stands()).toMatchObject({ percent: 10 });
    await report({ idea: `https://caco.example.org/ideas/${pump}-a-pump`, percent: 20 });
    expect(await stands()).toMatchObject({ percent: 20 });
  });

  it("changes nothing where all stands so already", async () => {
    await report({ idea: pump, percent: 10, status: "building", note: "Begun." });
    expect(await report({ idea: pump, percent: 10, status: "building", note: "Begun." })).toMatchObject({
      changed: false,
    });
    expect(await made.rig.db.read.$count(planChanges)).toBe(1);
    expect(await made.rig.db.read.$count(stageMoves, eq(stageMoves.to, "building"))).toBe(1);
  });

  it("says how far it was before it ships", async () => {
    await report({ idea: pump, status: "building", note: "Begun." });
    await report({ idea: pump, percent: 100, status: "shipped", note: "It is there." });
    expect(await stands()).toEqual({ stage: "shipped", percent: 100 });
    expect(await refusal(report({ idea: pump, percent: 50 }))).toMatchObject({ status: 409, code: "not_on_board" });
  });

  it("is answered once: sent again it changes nothing", async () => {
    const sent = { delivery: "build-1234", idea: pump, percent: 40 };
    await report(sent);
    await report({ idea: pump, percent: 60 });
    expect(await refusal(report(sent))).toEqual({ status: 409, code: "report_known" });
    // Under another percentage too: its name is what counts.
    expect(await refusal(report({ ...sent, percent: 41 }))).toEqual({ status: 409, code: "report_known" });
    expect(await stands()).toMatchObject({ percent: 60 });
  });

  it("sent many times at once is taken once", async () => {
    const sent = { delivery: "build-1234", idea: pump, percent: 40 };
    const answers = await Promise.allSettled(Array.from({ length: 6 }, () => report(sent)));
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const answer of answers) {
      if (answer.status === "rejected") expect(answer.reason).toEqual(new Conflict("report_known"));
    }
    expect(await made.rig.db.read.$count(planChanges)).toBe(1);
  });

  it("that was refused stays refused, and half of it is not done", async () => {
    const sent = { delivery: "build-1234", idea: pump, percent: 80, status: "shipped", note: "It is there." };
    expect(await refusal(report(sent))).toEqual({ status: 409, code: "no_such_move" });
    expect(await stands()).toEqual({ stage: "adopted", percent: 0 });
    expect(await refusal(report(sent))).toEqual({ status: 409, code: "report_known" });
  });

  it("signed with something else, for something else or at another time is refused alike", async () => {
    const unsigned = { status: 401, code: "report_unsigned" };
    const other = await aProduct("Bell");
    const theirs = await openHook(made.as(made.pro), made.place.id, other);
    const sent = { delivery: "build-1234", idea: pump, percent: 40 };
    const body = new TextEncoder().encode(JSON.stringify(sent));
    const now = String(Math.floor(start / 1000));
    for (const wrong of [
      { secret: "guess" },
      { secret: theirs },
      { signature: "" },
      { signature: signatureOf(secret, now, body).toUpperCase() },
      // The same signature at another time.
      { signature: signatureOf(secret, now, body), timestamp: String(Number(now) + 999_999) },
      { product: newId(start) },
      { product: "no product" },
      { product: await aProduct("Lamp") },
    ]) {
      expect(await refusal(report(sent, wrong))).toEqual(unsigned);
    }
    expect(await stands()).toEqual({ stage: "adopted", percent: 0 });
    await report(sent);
    expect(await stands()).toMatchObject({ percent: 40 });
  });

  it("is taken within five minutes of its time, before and after", async () => {
    const at = (seconds: number) => ({ timestamp: String(Math.floor(made.as(visitor).now / 1000) + seconds) });
    const edge = tolerance / 1000;
    // Each look at the clock is a minute later.
    await report({ idea: pump, percent: 1 }, at(60 - edge));
    await report({ idea: pump, percent: 2 }, at(60 + edge));
    const old = { status: 401, code: "report_too_old" };
    expect(await refusal(report({ idea: pump, percent: 3 }, at(59 - edge)))).toEqual(old);
    expect(await refusal(report({ idea: pump, percent: 3 }, at(61 + edge)))).toEqual(old);
    expect(await refusal(report({ idea: pump, percent: 3 }, { timestamp: "now" }))).toEqual(old);
    expect(await stands()).toMatchObject({ percent: 2 });
  });

  it.each([
    ["no JSON", { status: 400, code: "malformed" }],
    ["[]", { status: 400, code: "malformed" }],
    ['{"delivery":"build-1234","idea":"x","percent":1,"more":1}', { status: 400, code: "malformed" }],
    ['{"idea":"0123456789abcdef","percent":1}', { fields: { delivery: "report_delivery" } }],
    ['{"delivery":"build-1234","percent":1}', { fields: { idea: "report_about" } }],
    [
      '{"delivery":"build-1234","idea":"x","link":"https://x.example","percent":1}',
      { fields: { idea: "report_about" } },
    ],
    ['{"delivery":"build-1234","link":"ftp://x.example","percent":1}', { fields: { link: "link_address" } }],
    ['{"delivery":"build-1234","idea":"0123456789abcdef"}', { fields: { percent: "report_empty" } }],
    ['{"delivery":"build-1234","idea":"0123456789abcdef","percent":101}', { fields: { percent: "report_percent" } }],
    ['{"delivery":"build-1234","idea":"0123456789abcdef","percent":"4"}', { fields: { percent: "report_percent" } }],
    [
      '{"delivery":"build-1234","idea":"0123456789abcdef","status":"declined"}',
      { fields: { status: "report_status" } },
    ],
    [
      '{"delivery":"build-1234","idea":"0123456789abcdef","status":"building"}',
      { fields: { note: "message_missing" } },
    ],
    ['{"delivery":"build-1234","idea":"0123456789abcdef","percent":1}', { status: 409, code: "idea_not_of_product" }],
    [
      '{"delivery":"build-1234","link":"https://x.example/1","percent":1}',
      { status: 409, code: "report_link_unknown" },
    ],
  ])("that cannot be read, or is about nothing, is refused with why: %s", async (text, expected) => {
    expect(await refusal(report(text))).toMatchObject(expected);
  });

  it("that is too long is not read", async () => {
    const long = JSON.stringify({ delivery: "build-1234", idea: pump, percent: 1 }) + " ".repeat(longestReport);
    expect(await refusal(report(long))).toMatchObject({ status: 413 });
  });

  it("is about ideas of its product alone, and about one of them", async () => {
    const bell = await made.idea("A bell");
    expect(await refusal(report({ idea: bell, percent: 1 }))).toMatchObject({ code: "idea_not_of_product" });
    await linkIdea(made.as(made.pro), { idea: bell, product, isLinked: true });
    for (const idea of [pump, bell]) await linkIssue(made.as(made.pro), idea, link());
    expect(await refusal(report({ link: issue, percent: 1 }))).toMatchObject({ code: "report_link_ambiguous" });
  });

  it("does what its keeper may do, and nothing once he or she keeps no product any more", async () => {
    const own = await made.idea("Of the keeper", "new", made.pro);
    await made.move(made.pia, own, "new", "evaluating");
    await made.move(made.kim, own, "evaluating", "adopted");
    await linkIdea(made.as(made.pro), { idea: own, product, isLinked: true });
    expect(await refusal(report({ idea: own, percent: 1 }))).toEqual({ status: 403, code: "own_idea_plan" });
    await takeRole(made.as(made.pia), made.place.id, { member: made.pro.id, role: "product" });
    expect(await refusal(report({ idea: pump, percent: 1 }))).toEqual({ status: 403, code: "report_keeper_gone" });
    secret = await openHook(made.as(made.kim), made.place.id, product);
    await report({ idea: own, percent: 1 });
    await eraseMember(made.rig.db, made.rig.dir, made.kim.id, start + 86_400_000);
    expect(await refusal(report({ idea: pump, percent: 1 }))).toEqual({ status: 403, code: "report_keeper_gone" });
  });

  it("ends with its secret, and with its product", async () => {
    const before = secret;
    secret = await openHook(made.as(made.pro), made.place.id, product);
    expect(secret).not.toBe(before);
    expect(await refusal(report({ idea: pump, percent: 1 }, { secret: before }))).toMatchObject({ status: 401 });
    await report({ idea: pump, percent: 1 });
    await archiveProduct(made.as(made.pro), made.place.id, product, true);
    expect(await refusal(report({ idea: pump, percent: 2 }))).toMatchObject({ code: "product_archived" });
    await archiveProduct(made.as(made.pro), made.place.id, product, false);
    await closeHook(made.as(made.pro), made.place.id, product);
    expect(await refusal(report({ idea: pump, percent: 2 }))).toMatchObject({ status: 401 });
    expect(await stands()).toMatchObject({ percent: 1 });
  });

  it("comes so often and no more", async () => {
    const sent = async () => {
      for (let each = 0; each < 70; each++) await report({ idea: pump, percent: each }, { address: `other ${each}` });
    };
    await expect(sent()).rejects.toThrow(TooMany);
    const guessed = async () => {
      for (let each = 0; each < 130; each++) await refusal(report({}, { secret: "guess" }));
    };
    await guessed();
    expect(await refusal(report({}, { secret: "guess" }))).toMatchObject({ status: 429 });
  });
});

describe("what trackers reported", () => {
  const shown = async () => (await hookShown(made.rig.db.read, product)).deliveries;

  it("is told to those who keep the product: when, what was answered and why", async () => {
    await report({ idea: pump, percent: 40 });
    await refusal(report({ idea: pump, percent: 400 }));
    await refusal(report({ idea: pump, percent: 40 }, { secret: "guess" }));
    expect(await shown()).toMatchObject([
      { status: 401, why: "report_unsigned", about: null },
      { status: 422, why: "report_percent", about: null },
      { status: 200, why: null, about: { title: "A pump" } },
    ]);
  });

  it("is forgotten in the end, but not while it could be sent again", async () => {
    await report({ delivery: "build-1234", idea: pump, percent: 40 });
    for (let each = 0; each < reportsShown + 5; each++) await report({ idea: pump, percent: each });
    expect(await shown()).toHaveLength(reportsShown);
    expect(await refusal(report({ delivery: "build-1234", idea: pump, percent: 1 }))).toMatchObject({ status: 409 });
    for (let each = 0; each < 40; each++) await refusal(report({ idea: pump, percent: 1 }, { secret: "guess" }));
    // Guesses are noted a few times a minute, and never pile up.
    expect(await made.rig.db.read.$count(trackerDeliveries)).toBeLessThanOrEqual(2 * reportsShown + 10);
  });

  it("gives its secret to nobody: the database holds none of it", async () => {
    await expect(openHook(made.as(made.ann), made.place.id, product)).rejects.toThrow(Forbidden);
    await expect(closeHook(made.as(made.bob), made.place.id, product)).rejects.toThrow(Forbidden);
    const text = JSON.stringify([
      await made.rig.db.read.select().from(events),
      (await hookShown(made.rig.db.read, product)).hook,
    ]);
    expect(secret).toHaveLength(43);
    expect(text).not.toContain(secret);
  });
});

it("is documented with an example whose signature is right", () => {
  const text = readFileSync(path.join(projectRoot(), "docs/trackers.md"), "utf8");
  const [, key = "", time = "", body = "", signature = ""] =
    /secret `([^`]+)`[^`]+`(\d+)`[^`]+`(\{[^`]+\})`[^`]+`(sha256=[0-9a-f]{64})`/.exec(text) ?? [];
  expect(signatureOf(key, time, new TextEncoder().encode(body))).toBe(signature);
  expect(reportInput.safeParse(JSON.parse(body)).success).toBe(true);
});
