/** Every page, in both themes and both languages, on a desk and on a phone. */
import type { Browser } from "playwright-core";
import { eq } from "drizzle-orm";
import { matchPath } from "react-router";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fairnessCases, fairnessFlags, fairnessSignals } from "../../db/schema/fairness.ts";
import { members } from "../../db/schema/members.ts";
import { releases as releaseRows } from "../../db/schema/releases.ts";
import { spaces } from "../../db/schema/spaces.ts";
import { trials } from "../../db/schema/trials.ts";
import { createSpace } from "../../app/features/spaces/commands.server.ts";
import { thresholds } from "../../app/features/fairness/rules.ts";
import { unsubscribePath } from "../../app/features/notices/unsubscribing.server.ts";
import { newId } from "../../app/platform/ids.ts";
import { pageDoors } from "../../app/policies.ts";
import { expectSound, openWindow, startBrowser, visit, type Window } from "../support/browser.ts";
import type { Client } from "../support/http.ts";
import { admit, propose, say, settledSite, type Site } from "../support/site.ts";

let browser: Browser;
let site: Site;
let pages: { address: string; who: Client; status?: number }[];

beforeAll(async () => {
  [browser, site] = await Promise.all([startBrowser(), settledSite()]);
  const idea = await propose(site.cara, site.open, "Rack for the heavy cargo bike with a very long title that wraps");
  const other = await propose(
    site.bob,
    site.open,
    "Donaudampfschifffahrtsgesellschaftskapitänsmützen ".repeat(2).trim(),
  );
  for (const person of [site.bob, site.pia, site.eve, site.ann]) {
    await person.post(`${idea.path}/signal`, { kind: person === site.eve ? "not_for_me" : "support" });
  }
  const comment = await say(
    site.bob,
    idea,
    `> Quoted\n\n- one\n- two\n\n\`code\` https://example.org/${"long".repeat(40)}`,
  );
  await site.cara.post(`${idea.path}/comments`, {
    id: comment.slice(0, 15) + "z",
    parent: comment,
    kind: "question",
    body: "Why?",
  });
  const note = { act: "write", id: newId(Date.now()), body: `Ask **first**, ${"long".repeat(40)}.` };
  await site.ann.post(`${idea.path}/notes`, note);
  const declined = await propose(site.bob, site.open, "A horn for cars to hear");
  const answer = { act: "move", id: newId(Date.now()), from: "new", to: "declined", message: "It is forbidden." };
  await site.pia.post(`${declined.path}/stage`, { ...answer, reasonKind: "not_possible", reviewOn: "" });
  const news = { id: newId(Date.now()), argument: `The law has changed, ${"long".repeat(40)}.` };
  await site.bob.post(`${declined.path}/revival`, news);
  const alike = { act: "say", id: newId(Date.now()), other: other.id, words: `Both ${"long".repeat(40)}.` };
  await site.pia.post(`${idea.path}/duplicates`, alike);
  await site.pia.post(`${idea.path}/talk`, { id: newId(Date.now()), asks: "fact", body: "How wide?", answerBy: "" });
  const person = `/s/${site.open.slug}/members/bob-customer`;
  const sanction = { reason: "insulting", words: `No names, ${"long".repeat(40)}.` };
  const warned = newId(Date.now());
  await site.ann.post(person, { act: "warn", id: warned, ...sanction });
  const appeal = { act: "appeal", id: newId(Date.now()), decision: `act:${warned}`, words: "It was his name." };
  await site.bob.post("/me/decisions", appeal);
  const heldCase = await heldSignals(idea.id);
  await site.ann.post(person, { act: "mute", id: newId(Date.now()), days: "7", ...sanction });
  await site.db.transaction((tx) => tx.update(spaces).set({ holdFirst: 1 }).where(eq(spaces.id, site.open.id)));
  const held = await propose(site.eve, site.open, `Repair cafés for ${"lampposts".repeat(9)}`);
  const heldToo = await say(site.eve, idea, `Me **too**, ${"long".repeat(40)}.`);
  const room = {
    id: newId(Date.now()),
    idea: idea.path.slice("/ideas/".length, "/ideas/".length + 16),
    title: `Stands that hold ${"on slopes".repeat(8)}`,
    question: `How? ${"long".repeat(40)}`,
    template: "six_hats",
    when: "later",
    day: new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10),
    time: "18:00",
    zone: "Europe/Paris",
    audience: "space",
    invited: "@bob-customer",
    most: "50",
  };
  await site.pia.post(`/s/${site.open.slug}/rooms/new`, room);
  const over = { ...room, id: newId(Date.now()), when: "now", template: "core" };
  await site.pia.post(`/s/${site.open.slug}/rooms/new`, over);
  await site.pia.post(`/rooms/${over.id}`, { do: "enter" });
  const inRoom = (what: Record<string, string>) =>
    site.pia.post(`/rooms/${over.id}`, { act: newId(Date.now()), phase: "1", ...what });
  for (const phase of ["-1", "0"]) await inRoom({ do: "phase.next", phase });
  await inRoom({ do: "note.write", note: "", body: `A wide foot, ${"long".repeat(40)}` });
  await inRoom({ do: "note.write", note: "", body: "My boss says no.", isSealed: "on" });
  await inRoom({ do: "room.close" });
  const pitch = { ...room, id: newId(Date.now()), template: "ignite" };
  await site.pia.post(`/s/${site.open.slug}/rooms/new`, pitch);
  const texts = `# One ${"thought".repeat(12)}\n\nand *another*\n---\n${"Many words on a slide. ".repeat(20)}`;
  await site.pia.post(`/rooms/${pitch.id}/slides`, { act: "texts", slide: newId(Date.now()), texts });
  const pitched = { ...over, id: newId(Date.now()), template: "ignite" };
  await site.pia.post(`/s/${site.open.slug}/rooms/new`, pitched);
  const twenty = Array.from({ length: 20 }, (_, slide) => `# Thought ${slide + 1}`).join("\n---\n");
  await site.pia.post(`/rooms/${pitched.id}/slides`, { act: "texts", slide: newId(Date.now()), texts: twenty });
  for (const phase of ["-1", "0"]) {
    await site.pia.post(`/rooms/${pitched.id}`, { do: "phase.next", act: newId(Date.now()), phase });
    const ask = { do: "question.ask", question: "", body: `Why ${"so".repeat(60)}?`, phase: "0" };
    if (phase === "-1") await site.bob.post(`/rooms/${pitched.id}`, { act: newId(Date.now()), ...ask });
  }
  await site.pia.post(`/rooms/${pitched.id}`, { do: "room.close", act: newId(Date.now()), phase: "1" });
  const elsewhere = await site.db.transaction((tx) =>
    createSpace(
      tx,
      { actor: "system", now: Date.now() },
      { name: "Trains and stations", purpose: "Trains.", visibility: "public", language: "en", timeZone: "UTC" },
    ),
  );
  const moving = await propose(site.cara, site.open, `A ramp at ${"platforms".repeat(9)}`);
  await admit(site.db, elsewhere.id, site.ann, { pilot: true });
  const reason = { id: newId(Date.now()), to: elsewhere.id, message: `About **stations**, ${"long".repeat(40)}.` };
  await site.pia.post(`${moving.path}/transfer`, { act: "propose", ...reason });
  const product = {
    id: newId(Date.now()),
    name: `City bike ${"frames".repeat(10)}`,
    purposeEn: `To **ride**, ${"long".repeat(40)}.`,
    purposeFr: "",
  };
  const products = `/s/${site.open.slug}/products`;
  const itsPage = (await site.ann.post(products, product)).location ?? "";
  await site.ann.post(itsPage, { act: "link", idea: idea.path });
  const built = await propose(site.cara, site.open, `A child seat for ${"carriers".repeat(8)}`);
  const onward = { act: "move", reasonKind: "", reviewOn: "", message: "We build it." };
  await site.ann.post(`${built.path}/stage`, { ...onward, id: newId(Date.now()), from: "new", to: "evaluating" });
  await site.ann.post(`${built.path}/stage`, { ...onward, id: newId(Date.now()), from: "evaluating", to: "adopted" });
  await site.ann.post(itsPage, { act: "link", idea: built.path });
  const board = `/s/${site.open.slug}/board`;
  const card = `${board}/${built.id}`;
  const plan = { act: "plan", owner: "", confidence: "likely", percent: "30", reason: "" };
  await site.ann.post(card, { ...plan, id: newId(Date.now()), version: "1", targetOn: nextYear(0) });
  const late = `The mould is **late**, ${"long".repeat(40)}.`;
  await site.ann.post(card, { ...plan, id: newId(Date.now()), version: "2", targetOn: nextYear(1), reason: late });
  const releases = `/s/${site.open.slug}/releases`;
  const notes = { notesEn: `A **seat**, ${"long".repeat(40)}.`, notesFr: "" };
  const autumn = { title: `Autumn ${"carriers".repeat(8)}`, product: product.id, ...notes };
  const shipping = (await site.ann.post(`${releases}/new`, { id: newId(Date.now()), ...autumn })).location ?? "";
  const bell = await propose(site.cara, site.open, `A bell for ${"carriers".repeat(8)}`);
  await site.ann.post(`${bell.path}/stage`, { ...onward, id: newId(Date.now()), from: "new", to: "evaluating" });
  await site.ann.post(`${bell.path}/stage`, { ...onward, id: newId(Date.now()), from: "evaluating", to: "adopted" });
  await site.ann.post(shipping, { act: "add", idea: bell.id });
  const drafted = (await site.ann.post(`${releases}/new`, { id: newId(Date.now()), ...autumn })).location ?? "";
  await site.ann.post(drafted, { act: "add", idea: built.id });
  await site.ann.post(shipping, { act: "publish", version: "2" });
  await site.ann.post(`${itsPage}/edit`, { act: "open_hook" });
  const wanted = { gets: "The pump", minutes: "30", seats: "8", affiliation: "", level: "0", closesOn: today() };
  const [draws, waits] = [newId(Date.now()), newId(Date.now())];
  for (const id of [draws, waits]) {
    await site.ann.post(`${built.path}/tests`, { ...wanted, act: "ask", id, what: `Sit, ${"long".repeat(40)}.` });
    await site.bob.post(`${built.path}/tests`, { act: "volunteer", trial: id });
  }
  await site.db.transaction((tx) => tx.update(trials).set({ closesAt: Date.now() }).where(eq(trials.id, draws)));
  await site.ann.post(`${built.path}/tests`, { act: "draw", trial: draws });
  const issue = { act: "link", id: newId(Date.now()), title: `The mould ${"long".repeat(30)}` };
  await site.ann.post(`${idea.path}/issues`, { ...issue, url: "https://github.com/owner/repo/issues/12" });
  await site.ann.post(`${built.path}/issues`, {
    ...issue,
    id: newId(Date.now()),
    url: "https://example.org/12",
    title: "",
  });
  await site.db.transaction((tx) => tx.update(releaseRows).set({ askedAt: Date.now() }));
  const asked = { act: "ask", id: newId(Date.now()), closesOn: nextYear(0), knownOn: nextYear(1) };
  await site.ann.post(`${built.path}/forecasts`, { ...asked, question: `Will they use ${"it".repeat(60)}?` });
  const voided = { act: "resolve", id: newId(Date.now()), forecast: asked.id, instead: "", happened: "void" };
  const questions = { id: newId(Date.now()), question: "Will 30 % of customers use it every week?" };
  await site.ann.post(`${built.path}/forecasts`, { ...asked, ...questions });
  await site.ann.post(`${built.path}/forecasts`, {
    ...voided,
    words: late,
    link: `https://figures.example.org/${"b".repeat(90)}`,
  });
  await site.eve.post(`${built.path}/forecasts`, { act: "answer", forecast: questions.id, probability: "70" });
  const visitor = site.visitor();
  pages = [
    ...[
      "/",
      "/signin",
      "/join",
      "/forgot",
      "/reset/none",
      "/verify",
      "/verify/none",
      "/email/none",
      "/email/changed",
    ].map((address) => ({
      address,
      who: visitor,
    })),
    { address: "/nowhere", who: visitor, status: 404 },
    { address: unsubscribePath({ dataDir: site.server.dataDir }, await idOf(site.bob), "mail"), who: visitor },
    { address: "/unsubscribe/none", who: visitor, status: 404 },
    { address: `/s/${site.open.slug}`, who: visitor },
    { address: `/s/${site.open.slug}/ideas/new`, who: visitor },
    { address: idea.path, who: visitor },
    { address: `/s/${site.open.slug}/rooms`, who: visitor },
    { address: `/s/${site.secret.slug}/rooms`, who: site.bob },
    { address: `${board}?column=adopted`, who: visitor },
    { address: card, who: site.ann },
    { address: `${card}?to=building`, who: site.ann },
    { address: built.path, who: site.ann },
    ...[board, `/s/${site.open.slug}/roadmap`, products, itsPage].flatMap((address) => [
      { address, who: visitor },
      { address, who: site.ann },
    ]),
    ...[`${built.path}/forecasts`, `/s/${site.open.slug}/forecasts`].flatMap((address) => [
      { address, who: visitor },
      { address, who: site.eve },
      { address, who: site.ann },
    ]),
    { address: `/s/${site.open.slug}/forecasts?state=resolved`, who: visitor },
    { address: `/s/${site.open.slug}/forecasts?state=closed`, who: visitor },
    { address: `${itsPage}/edit`, who: site.ann },
    ...[releases, shipping, bell.path].flatMap((address) => [
      { address, who: visitor },
      { address, who: site.ann },
    ]),
    { address: `${shipping}/help`, who: site.cara },
    ...[`${releases}/new`, `${shipping}/edit`, drafted, `${drafted}/edit`].map((address) => ({
      address,
      who: site.ann,
    })),
    { address: `/s/${site.open.slug}/figures`, who: site.ann },
    { address: `/s/${site.open.slug}/figures?period=30&product=${product.id}`, who: site.ann },
    { address: `/s/${site.open.slug}/lens`, who: site.ann },
    { address: `${idea.path}/lens`, who: site.ann },
    { address: `${idea.path}/wishes`, who: site.ann },
    { address: `${idea.path}/estimates`, who: site.ann },
    { address: "/wish/none", who: visitor, status: 404 },
    { address: `${idea.path}/products`, who: site.ann },
    { address: `${idea.path}/issues`, who: site.ann },
    ...[visitor, site.bob, site.ann].map((who) => ({ address: `${built.path}/tests`, who })),
    { address: `${idea.path}/tests`, who: visitor },
    { address: `/s/${site.open.slug}/rooms/new`, who: site.pia },
    { address: `/rooms/${room.id}/plan`, who: site.pia },
    { address: `/rooms/${room.id}`, who: site.pia },
    { address: `/rooms/${pitch.id}`, who: site.pia },
    { address: `/rooms/${pitch.id}/slides`, who: site.pia },
    { address: `/rooms/${pitch.id}/slides/rehearsal`, who: site.pia },
    { address: `/rooms/${pitch.id}/slides/rehearsal?took=14000&since=1000`, who: site.pia },
    { address: `/rooms/${pitched.id}/transcript`, who: site.pia },
    { address: `/rooms/${pitched.id}/minutes`, who: visitor },
    { address: `/rooms/${over.id}`, who: site.pia },
    { address: `/rooms/${over.id}/minutes`, who: visitor },
    { address: `/rooms/${over.id}/minutes`, who: site.pia },
    { address: `/rooms/${over.id}/minutes?step=3`, who: site.pia },
    { address: "/", who: site.bob },
    { address: `/s/${site.open.slug}?sort=people`, who: site.bob },
    { address: `/s/${site.secret.slug}`, who: site.bob },
    { address: `/s/${site.open.slug}/ideas/new`, who: site.bob },
    { address: idea.path, who: site.bob },
    { address: other.path, who: site.cara },
    { address: declined.path, who: site.bob },
    { address: `/comments/${comment}`, who: site.bob },
    ...[
      "/me",
      "/me/profile",
      "/me/calls",
      "/me/found",
      "/me/look",
      "/me/email",
      "/me/avatar",
      "/me/sessions",
      "/me/password",
      "/me/privacy",
      "/me/privacy/leave",
      "/me/following",
      "/me/decisions",
      "/me/notices",
      `/me/notices/${site.open.slug}`,
      "/notices",
      "/people/bob-customer",
      "/people/bob-customer/reputation",
      `/s/${site.open.slug}/views`,
      `/comments/${comment}/versions`,
    ].map((address) => ({ address, who: site.bob })),
    ...[
      "/legal/terms",
      "/legal/privacy",
      "/legal/notice",
      "/reputation/head",
      "/reputation/rules",
      "/reputation/rules?what=signals&people=20&days=0,1,89&share=42,63",
      "/reputation/rules?what=later&points=x&age=1",
      `/s/${site.open.slug}/about`,
    ].map((address) => ({
      address,
      who: visitor,
    })),
    // What waits for a pilot: for who wrote it, and for those who judge.
    ...[held.path, `${idea.path}#comment-${heldToo}`].map((address) => ({ address, who: site.eve })),
    ...[held.path, `${held.path}/moderation`, `${idea.path}/moderation?comment=${heldToo}`].map((address) => ({
      address,
      who: site.ann,
    })),
    { address: "/invite/none", who: visitor, status: 404 },
    { address: "/knock/none", who: visitor, status: 404 },
    // What belongs to an idea, for its author.
    ...[
      "edit",
      "write",
      "authors",
      "withdrawal",
      "files",
      "adoptions",
      "credits",
      "versions",
      "versions/1",
      "signal",
      "follow",
      "comments",
      "tags",
      "talk",
    ].map((act) => ({ address: `${idea.path}/${act}`, who: site.cara })),
    { address: `/comments/${comment}/adoption`, who: site.cara },
    { address: `/comments/${comment}/evidence`, who: site.cara },
    { address: `${idea.path}/report`, who: site.eve },
    // What pilots see.
    ...[
      "/pilot",
      `/pilot/batch?idea=${idea.path.slice(7).split("-")[0]}`,
      `${idea.path}/stage`,
      `${idea.path}/merge`,
      `${idea.path}/merge?into=${other.path.replace("/ideas/", "").slice(0, 16)}`,
      `${idea.path}/transfer`,
      `${other.path}/transfer?to=${elsewhere.id}`,
      `${moving.path}/transfer`,
      moving.path,
      `${other.path}/talk`,
      `${declined.path}/revival`,
      `${idea.path}/duplicates`,
      `${other.path}/duplicates?into=${idea.id}`,
      `${idea.path}/moderation`,
      `${idea.path}/notes`,
      `/s/${site.open.slug}/appeals/${appeal.id}`,
      `/s/${site.open.slug}/fairness/${heldCase}`,
      ...[
        "members",
        "pioneers",
        "pioneers?q=a",
        "pioneers/cara-customer",
        "members/bob-customer",
        "moderation",
        "invitations",
        "edit",
        "calendar",
        "saved-answers",
        "stages",
        "pilots",
        "logo",
        "charter",
        "charter/edit",
        "reports",
      ].map((page) => `/s/${site.open.slug}/${page}`),
    ].map((address) => ({ address, who: site.ann })),
    // What admins see.
    ...[
      "/s/new",
      "/people/eve-outside/ban",
      "/admin",
      ...["settings", "people", "spaces", "invitations", "legal", "legal/terms", "mail", "jobs", "health"].map(
        (page) => `/admin/${page}`,
      ),
      `/admin/people/${await idOf(site.eve)}`,
    ].map((address) => ({ address, who: site.ann })),
  ];
});

/** This day, somewhere: the last one on which people may volunteer. */
function today(): string {
  return new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
}

/** A day of the next year. */
function nextYear(month: number): string {
  return `${new Date().getUTCFullYear() + 1}-0${month + 1}-15`;
}

afterAll(async () => {
  await browser.close();
  expect(site.server.faults()).toEqual([]);
  await site.stop();
});

/** As if signals of Cara's had been found to look arranged; gives the id of the case. */
async function heldSignals(idea: string): Promise<string> {
  const [id, member, other] = [newId(Date.now()), await idOf(site.cara), await idOf(site.eve)];
  const at = Date.now();
  const until = at + thresholds.hold.for;
  const found = { space: site.open.id, case: id, at, member, other };
  await site.db.transaction(async (tx) => {
    await tx.insert(fairnessCases).values({ id, space: site.open.id, member, at, until, state: "open" });
    await tx.insert(fairnessSignals).values({ idea, member, case: id });
    await tx.insert(fairnessFlags).values([
      { ...found, id: newId(at), rule: "F1", numbers: { given: 8, all: 12, toAuthor: 15, inAll: 1_000 } },
      { ...found, id: newId(at), rule: "F2", numbers: { shared: 8, mine: 12, theirs: 11, ideas: 600 } },
    ]);
  });
  return id;
}

async function idOf({ email }: { email: string }): Promise<string> {
  const [row] = await site.db.read.select({ id: members.id }).from(members).where(eq(members.email, email));
  return row?.id ?? "";
}

/** What a browser may ask for that is no page of its own here. */
const elsewhere: Readonly<Record<string, string>> = {
  "/setup": "before there is an account: journeys.test.ts",
  "/demo/reset": "in a demo: demo.test.ts",
  "/admin/mail/:mail": "once there is a mail: administration.test.ts",
  "/ideas/:idea/credits/confirm": "once several people built an idea: confirming.test.ts",
  "/ideas/:idea/credits/appeal": "once somebody objects to shares: appeals.test.ts",
  "/ideas/:idea/credits/judge": "once few of them contradict each other: confirming.test.ts",
  "/reputation/head.json": "data",
  "/reputation/head.txt": "data",
  "/notices/unread": "data",
  "/notices/:notice": "leads on",
  "/s/:space/people.json": "data",
  "/s/:space/answers.csv": "data",
  "/s/:space/ideas.csv": "data",
  "/rooms/:room/minutes.md": "a file",
  "/people/:handle/card.png": "a picture",
  "/s/:space/releases/:release/card.png": "a picture",
  "/s/:space/lens.csv": "a file",
  "/s/:space/figures.csv": "a file",
  "/rooms/:room/calendar.ics": "a file",
  "/files/:file": "a file",
  "/me/privacy/data/:export": "a file",
  "/healthz": "data",
  "/readyz": "data",
  "/metrics": "data",
};

it("every page that there is, is looked at here or elsewhere", () => {
  const patterns = Object.entries(pageDoors)
    .filter(([, { read }]) => read !== "nobody")
    .map(([pattern]) => pattern);
  const parameters = (pattern: string) => (pattern.endsWith("*") ? Infinity : pattern.split(":").length);
  const patternOf = (address: string) =>
    patterns
      .filter((pattern) => matchPath(pattern, new URL(address, "http://x").pathname) !== null)
      .toSorted((one, other) => parameters(one) - parameters(other))[0];
  const seen = new Set(pages.map(({ address }) => patternOf(address)));
  expect(patterns.filter((pattern) => !seen.has(pattern) && !(pattern in elsewhere))).toEqual([]);
  expect(Object.keys(elsewhere).filter((pattern) => !patterns.includes(pattern))).toEqual([]);
});

type Look = { theme: "light" | "dark"; locale: "en" | "fr"; withAxe: keyof typeof widths };

const widths = { "on a desk": 1280, "on a phone": 360 };

/**
 * Opens each page once, in the window of whoever looks, and looks at it in both widths: nothing but
 * style sheets knows how wide a window is, so that it need not be opened again.
 */
async function lookAt({ withAxe, ...wishes }: Look) {
  const first = widths[withAxe];
  const second = withAxe === "on a desk" ? widths["on a phone"] : widths["on a desk"];
  const windows = new Map<Client, Window>();
  for (const { address, who, status } of pages) {
    const window = windows.get(who) ?? (await openWindow(browser, { origin: site.server.origin, as: who, ...wishes }));
    windows.set(who, window);
    await window.page.setViewportSize({ width: first, height: 800 });
    const answered = await visit(window, address);
    expect([status ?? 200, 410], address).toContain(answered);
    await expectSound(window);
    await window.page.setViewportSize({ width: second, height: 800 });
    await expectSound(window, { withAxe: false });
  }
  for (const { context } of windows.values()) await context.close();
}

/** All pages, one after another, on a machine that does other things too: in milliseconds. */
const patience = { timeout: 400_000 };

describe(
  "every page is sound, on a desk and on a phone of 360 pixels: no sideways scroll, no untranslated word, no error in the console",
  patience,
  () => {
    it("in the light theme and in English; axe looks on a desk", () =>
      lookAt({ theme: "light", locale: "en", withAxe: "on a desk" }));
    it("in the dark theme and in French; axe looks on a phone", () =>
      lookAt({ theme: "dark", locale: "fr", withAxe: "on a phone" }));
  },
);
