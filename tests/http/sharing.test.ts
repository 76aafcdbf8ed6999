/** What a link tells those who get it, by the head of its page. */
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ideas } from "../../db/schema/ideas.ts";
import { canary, propose, settledSite, type Site } from "../support/site.ts";

let site: Site;

beforeAll(async () => {
  site = await settledSite();
});

afterAll(() => site.stop());

function headOf(html: string): Record<string, string> {
  const tags = html.matchAll(/<meta (?:name|property)="([\w:]+)" content="([^"]*)"/g);
  return Object.fromEntries([...tags].map(([, name = "", content = ""]) => [name, content]));
}

it("a public idea tells its title and the first words of its problem, as plain text", async () => {
  const idea = await propose(site.cara, site.open, 'A "loud" bell', "It is **not** heard. <script>alert(1)</script>");
  const { text } = await site.visitor().get(`${idea.path}?comment=none`);
  const head = headOf(text);
  expect(head).toMatchObject({
    "og:title": "A &quot;loud&quot; bell",
    "og:type": "article",
    "og:locale": "en_GB",
    "og:url": site.server.origin + idea.path,
    "twitter:card": "summary",
  });
  expect(head["og:description"]).toMatch(/^It is not heard\./);
  expect(head.description).toBe(head["og:description"]);
  expect(text).not.toContain("<script>alert(1)");
});

it("a public space and an author tell who they are", async () => {
  const space = headOf((await site.visitor().get(`/s/${site.open.slug}?sort=people`)).text);
  expect(space).toMatchObject({
    "og:title": "Everyday bikes",
    "og:description": "Better bikes for everyday use.",
    "og:type": "website",
    "og:url": `${site.server.origin}/s/${site.open.slug}`,
  });
  await propose(site.cara, site.open, "A rack");
  const person = headOf((await site.visitor().get("/people/cara-customer")).text);
  expect(person).toMatchObject({ "og:title": "Cara Customer", "og:type": "profile" });
});

it("nothing private or hidden stands in a head, for strangers or for those inside", async () => {
  const secret = await propose(site.bob, site.secret, `${canary} bell`, `${canary} rings.`);
  const hidden = await propose(site.bob, site.open, "Rude bell", "Rude words.");
  await site.db.transaction((tx) => tx.update(ideas).set({ moderation: "hidden" }).where(eq(ideas.id, hidden.id)));
  for (const path of [secret.path, hidden.path, `/s/${site.secret.slug}`, `/s/${site.secret.slug}/about`]) {
    const stranger = await site.visitor().get(path);
    expect(stranger.status).toBe(404);
    expect(stranger.text).not.toMatch(new RegExp(`${canary}|Rude`));
    expect(headOf((await site.bob.get(path)).text)).not.toHaveProperty("og:title");
  }
  const profile = await site.visitor().get("/people/bob-customer");
  expect(profile.text).not.toMatch(new RegExp(`${canary}|Rude`));
});
