/** Every page, in both themes and both languages, on a desk and on a phone. */
import type { Browser } from "playwright-core";
import { eq } from "drizzle-orm";
import { matchPath } from "react-router";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { members } from "../../db/schema/members.ts";
import { pageDoors } from "../../app/policies.ts";
import { expectSound, openWindow, startBrowser, visit, type Window } from "../support/browser.ts";
import type { Client } from "../support/http.ts";
import { propose, say, settledSite, type Site } from "../support/site.ts";

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
    { address: `/s/${site.open.slug}`, who: visitor },
    { address: `/s/${site.open.slug}/ideas/new`, who: visitor },
    { address: idea.path, who: visitor },
    { address: "/", who: site.bob },
    { address: `/s/${site.open.slug}?sort=people`, who: site.bob },
    { address: `/s/${site.secret.slug}`, who: site.bob },
    { address: `/s/${site.open.slug}/ideas/new`, who: site.bob },
    { address: idea.path, who: site.bob },
    { address: other.path, who: site.cara },
    { address: `/comments/${comment}`, who: site.bob },
    ...[
      "/me",
      "/me/profile",
      "/me/look",
      "/me/email",
      "/me/avatar",
      "/me/sessions",
      "/me/password",
      "/me/privacy",
      "/me/privacy/leave",
      "/me/following",
      "/notices",
      "/people/bob-customer",
      `/s/${site.open.slug}/views`,
      `/comments/${comment}/versions`,
    ].map((address) => ({ address, who: site.bob })),
    ...["/legal/terms", "/legal/privacy", "/legal/notice", `/s/${site.open.slug}/about`].map((address) => ({
      address,
      who: visitor,
    })),
    { address: "/invite/none", who: visitor, status: 404 },
    { address: "/knock/none", who: visitor, status: 404 },
    // What belongs to an idea, for its author.
    ...["edit", "authors", "withdrawal", "files", "versions", "versions/1", "signal", "follow", "comments", "tags"].map(
      (act) => ({ address: `${idea.path}/${act}`, who: site.cara }),
    ),
    { address: `/comments/${comment}/adoption`, who: site.cara },
    { address: `${idea.path}/report`, who: site.eve },
    // What pilots see.
    ...[
      "/pilot",
      `${idea.path}/stage`,
      `${idea.path}/moderation`,
      ...["members", "invitations", "edit", "calendar", "logo", "charter", "charter/edit", "reports"].map(
        (page) => `/s/${site.open.slug}/${page}`,
      ),
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

afterAll(async () => {
  await browser.close();
  expect(site.server.faults()).toEqual([]);
  await site.stop();
});

async function idOf({ email }: { email: string }): Promise<string> {
  const [row] = await site.db.read.select({ id: members.id }).from(members).where(eq(members.email, email));
  return row?.id ?? "";
}

/** What a browser may ask for that is no page of its own here. */
const elsewhere: Readonly<Record<string, string>> = {
  "/setup": "before there is an account: journeys.test.ts",
  "/demo/reset": "in a demo: demo.test.ts",
  "/admin/mail/:mail": "once there is a mail: administration.test.ts",
  "/notices/unread": "data",
  "/notices/:notice": "leads on",
  "/s/:space/people.json": "data",
  "/s/:space/ideas.csv": "data",
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

type Look = { theme: "light" | "dark"; width: number; locale: "en" | "fr"; withAxe?: boolean };

async function lookAt({ withAxe = true, ...wishes }: Look) {
  for (const { address, who, status } of pages) {
    const window: Window = await openWindow(browser, { origin: site.server.origin, as: who, ...wishes });
    const answered = await visit(window, address);
    expect([status ?? 200, 410], address).toContain(answered);
    await expectSound(window, { withAxe });
    await window.context.close();
  }
}

/** All pages, one after another, on a machine that does other things too: in milliseconds. */
const patience = { timeout: 400_000 };

describe(
  "every page is sound: axe, no sideways scroll, no untranslated word, no error in the console",
  patience,
  () => {
    it("in the light theme, on a desk, in English", () => lookAt({ theme: "light", width: 1280, locale: "en" }));
    it("in the dark theme, on a phone of 360 pixels, in French", () =>
      lookAt({ theme: "dark", width: 360, locale: "fr" }));
    it("in English too, whose words are of other lengths, on a phone (axe has seen it)", () =>
      lookAt({ theme: "light", width: 360, locale: "en", withAxe: false }));
    it("in French too, on a desk (axe has seen it)", () =>
      lookAt({ theme: "dark", width: 1280, locale: "fr", withAxe: false }));
  },
);
