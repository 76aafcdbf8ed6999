/** A private space does not exist for those outside it: not in pages, data, lists, counts or errors. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../app/platform/ids.ts";
import type { Client } from "../support/http.ts";
import { canary, propose, say, settledSite, type Site } from "../support/site.ts";

let site: Site;
let idea: { id: string; path: string };
let comment: string;

beforeAll(async () => {
  site = await settledSite();
  idea = await propose(site.cara, site.secret, `${canary} saddles`, `Nobody has a ${canary} saddle.`);
  comment = await say(site.cara, idea, `A ${canary} needs two of them.`);
  await site.bob.post(`${idea.path}/signal`, { kind: "support" });
  await propose(site.bob, site.open, "A pump at each stop");
});

afterAll(() => site.stop());

const outsiders: Record<string, () => Client> = {
  "a visitor": () => site.visitor(),
  "a member of nothing": () => site.eve,
  "somebody unverified": () => site.dan,
  "an admin who is not in it": () => site.ann,
};

const everything = () => [
  "/",
  "/me",
  "/me/sessions",
  `/s/${site.open.slug}`,
  `/s/${site.open.slug}?sort=people`,
  `/s/${site.open.slug}/ideas/new`,
  `/s/${site.secret.slug}`,
  `/s/${site.secret.slug}?sort=people`,
  `/s/${site.secret.slug}?after=9999999999999.${idea.id}`,
  `/s/${site.secret.slug}/ideas/new`,
  `/s/${site.secret.slug}/ideas/new?draft=${idea.id}`,
  `/s/${site.secret.slug}/about`,
  `/s/${site.secret.slug}/edit`,
  `/s/${site.secret.slug}/members`,
  `/s/${site.secret.slug}/invitations`,
  `/s/${site.secret.slug}/charter`,
  `/s/${site.secret.slug}/charter?version=1`,
  `/s/${site.secret.slug}/charter/edit`,
  `/ideas/${idea.id}`,
  `/ideas/${idea.id}-another-title`,
  `/ideas/${idea.id}/signal`,
  `/ideas/${idea.id}/comments`,
  `/ideas/${idea.id}?after=${comment}`,
  `/comments/${comment}`,
  `/signin?next=/ideas/${idea.id}`,
];

it("is there for those inside it, page and data alike", async () => {
  for (const person of [site.bob, site.cara, site.pia]) {
    expect((await person.get("/")).text).toContain(canary);
    expect((await person.data("/")).text).toContain(canary);
    expect((await person.get(`/s/${site.secret.slug}`)).text).toContain(`${canary} saddles`);
    expect((await person.data(idea.path)).text).toContain(`A ${canary} needs two of them.`);
  }
});

describe.each(Object.keys(outsiders))("for %s", (name) => {
  const outsider = () => outsiders[name]?.() ?? site.visitor();

  it("no page, no data and no address says a word of it", async () => {
    for (const path of everything()) {
      const client = outsider();
      for (const answer of [await client.get(path), await client.data(path)]) {
        const said = `${answer.text} ${JSON.stringify(answer.headers)}`.toLowerCase();
        expect(said.includes(canary.toLowerCase()), path).toBe(false);
      }
    }
  });

  it("is answered like a space, an idea and a comment that never were", async () => {
    const nowhere = newId(Date.now());
    const pairs = [
      [`/s/${site.secret.slug}`, "/s/nowhere"],
      [`/s/${site.secret.slug}/ideas/new`, "/s/nowhere/ideas/new"],
      [`/s/${site.secret.slug}/about`, "/s/nowhere/about"],
      [`/ideas/${idea.id}`, `/ideas/${nowhere}`],
      [`/comments/${comment}`, `/comments/${nowhere}`],
    ] as const;
    for (const [hidden, missing] of pairs) {
      const [there, gone] = [await outsider().get(hidden), await outsider().get(missing)];
      expect(there.status, hidden).toBe(gone.status);
      expect(withoutChance(there.text, hidden) === withoutChance(gone.text, missing), hidden).toBe(true);
    }
  });

  it("takes no act, and an act there answers like one that is nowhere", async () => {
    const nowhere = newId(Date.now());
    const acts = (id: string): [string, Record<string, string>][] => [
      [`/ideas/${id}/signal`, { kind: "support" }],
      [`/ideas/${id}/comments`, { id: newId(Date.now()), parent: "", kind: "remark", body: "Hello?" }],
    ];
    for (const [at, [path, form]] of acts(idea.id).entries()) {
      const [missing = "", same = {}] = acts(nowhere)[at] ?? [];
      const [there, gone] = [await outsider().post(path, form), await outsider().post(missing, same)];
      expect(there.status, path).toBe(gone.status);
      expect(there.status).not.toBe(303);
      expect(withoutChance(there.text, idea.id) === withoutChance(gone.text, nowhere), path).toBe(true);
    }
  });
});

it("counts nobody and nothing from outside", async () => {
  const page = await site.bob.data(idea.path);
  expect(page.text).toContain('"participants"');
  expect((await site.bob.get(idea.path)).text).not.toContain("Hello?");
});

/** An answer without what differs each time: nonces, ids, moments, and the address itself. */
function withoutChance(text: string, path: string): string {
  return text
    .replaceAll(path, "…")
    .replaceAll(encodeURIComponent(path), "…")
    .replace(/nonce="[^"]*"/g, "")
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "")
    .replace(/\d{13}/g, "")
    .replace(/[\w-]{24,}/g, "");
}
