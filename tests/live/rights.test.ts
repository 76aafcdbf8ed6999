/** Who lost a right hears nothing more, within two seconds. */
import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { members } from "../../db/schema/members.ts";
import { spaces } from "../../db/schema/spaces.ts";
import { linkIn } from "../support/server.ts";
import { admit, canary, password, type Person, propose, say, settledSite, type Site } from "../support/site.ts";
import { openedRoom } from "../support/rooms.ts";
import { closeSockets, connected, disconnected } from "../support/sockets.ts";

let site: Site;
let idea: { id: string; path: string };

beforeAll(async () => {
  site = await settledSite();
  await admit(site.db, site.secret.id, site.ann, { lead: true, pilot: true });
  idea = await propose(site.cara, site.secret, "A hidden pump");
});

afterEach(closeSockets);
afterAll(() => site.stop());

async function idOf(person: Person): Promise<string> {
  const [row] = await site.db.read.select().from(members).where(eq(members.email, person.email));
  return row?.id ?? "";
}

/** Runs an act while somebody listens, and gives after how many milliseconds he or she was cut. */
async function cutAfter(listener: Person, act: () => Promise<unknown>): Promise<number> {
  const live = await connected(site.server.origin, listener);
  expect(await live.ask("watch", { type: "idea", id: idea.id })).toMatchObject({ ok: true });
  const cut = disconnected(live);
  await act();
  const since = performance.now();
  await cut;
  return performance.now() - since;
}

it("a member who is removed from a private space is cut, and cannot listen again", async () => {
  const removal = { act: "remove", member: await idOf(site.bob), reason: "A test." };
  const took = await cutAfter(site.bob, async () => {
    expect((await site.ann.post(`/s/${site.secret.slug}/members`, removal)).status).toBe(303);
  });
  expect(took).toBeLessThan(2_000);
  const again = await connected(site.server.origin, site.bob);
  expect(await again.ask("watch", { type: "idea", id: idea.id })).toEqual({ ok: false, code: "not_found" });
  await say(site.cara, idea, "After he left.");
  // But that he was removed: that is told to him alone.
  expect(again.heard.filter(({ kind }) => kind !== "notices")).toEqual([]);
  expect((await site.bob.get(idea.path)).status).toBe(404);
});

it("a pilot whose role is taken is cut, and comes back as a member", async () => {
  const taking = { act: "take", member: await idOf(site.pia), role: "pilot" };
  const took = await cutAfter(site.pia, async () => {
    expect((await site.ann.post(`/s/${site.secret.slug}/members`, taking)).status).toBe(303);
  });
  expect(took).toBeLessThan(2_000);
  const again = await connected(site.server.origin, site.pia);
  expect(await again.ask("watch", { type: "idea", id: idea.id })).toMatchObject({ ok: true });
  expect((await site.pia.get(`/s/${site.secret.slug}/invitations`)).status).toBe(403);
});

it("whoever sits in a room on an idea that is hidden is cut, and only those come back who may see it", async () => {
  const hidden = await propose(site.cara, site.open, "A pump that nobody should see");
  const room = await openedRoom(site, site.pia, { idea: hidden.id });
  const [bob, cara] = [await connected(site.server.origin, site.bob), await connected(site.server.origin, site.cara)];
  for (const each of [bob, cara]) {
    expect(await each.ask("room.enter", { room, seq: null })).toMatchObject({ ok: true });
  }
  const cuts = [bob, cara].map(disconnected);
  const hiding = { act: "hide", reason: "insulting", words: "Say it without the name." };
  expect((await site.pia.post(`${hidden.path}/moderation`, hiding)).status).toBe(303);
  await Promise.all(cuts);
  const again = await connected(site.server.origin, site.bob);
  expect(await again.ask("room.enter", { room, seq: 0 })).toEqual({ ok: false, code: "not_found" });
  const author = await connected(site.server.origin, site.cara);
  expect(await author.ask("room.enter", { room, seq: 0 })).toMatchObject({ ok: true });
});

it("everybody listening in a space that closes is cut, and outsiders stay out", async () => {
  const inOpen = await propose(site.cara, site.open, "A pump in the open");
  const live = await connected(site.server.origin, site.eve);
  expect(await live.ask("watch", { type: "idea", id: inOpen.id })).toMatchObject({ ok: true });
  const room = await openedRoom(site, site.pia, { idea: inOpen.id });
  // The pilots of the space may come back, and are cut with all the others.
  const inside = await connected(site.server.origin, site.pia);
  expect(await inside.ask("room.enter", { room, seq: null })).toMatchObject({ ok: true });
  const cut = Promise.all([live, inside].map(disconnected));
  const [now] = await site.db.read.select().from(spaces).where(eq(spaces.id, site.open.id));
  const form = {
    spaceName: "Closed",
    purpose: "For us.",
    criteria: "",
    visibility: "private",
    language: "en",
    timeZone: "UTC",
    accent: "teal",
    leanShown: "always",
    version: String(now?.version),
  };
  expect((await site.ann.post(`/s/${site.open.slug}/edit`, form)).status).toBe(303);
  await cut;
  const again = await connected(site.server.origin, site.eve);
  expect(await again.ask("watch", { type: "idea", id: inOpen.id })).toEqual({ ok: false, code: "not_found" });
});

it("an outsider comes in by a member's link: asks, is let in by a pilot, and reads", async () => {
  const page = await site.ann.get(`/s/${site.secret.slug}/members`);
  const link = /\/knock\/[\w.-]+/.exec(page.text)?.[0] ?? "";
  expect((await site.visitor().get(link)).text).toContain(canary);
  expect((await site.eve.post(link, { message: "May I?" })).status).toBe(303);
  expect((await site.eve.get(idea.path)).status).toBe(404);
  const decision = { act: "approve", member: await idOf(site.eve), reason: "" };
  expect((await site.ann.post(`/s/${site.secret.slug}/members`, decision)).status).toBe(303);
  expect((await site.eve.get(idea.path)).status).toBe(200);
  expect((await site.server.mailTo(site.eve.email, /You are in/)).text).toContain(`/s/${site.secret.slug}`);
});

it("who is invited by mail comes in, and nobody else by the same link", async () => {
  const form = { act: "invite", email: site.bob.email, role: "member", affiliation: "as_is", mostUses: "1", days: "7" };
  expect((await site.ann.post(`/s/${site.secret.slug}/invitations`, form)).status).toBe(303);
  const mail = await site.server.mailTo(site.bob.email, /invites you/);
  const link = /\/invite\/[\w.-]+/.exec(mail.text)?.[0] ?? linkIn(mail, "invite");
  expect((await site.dan.get(link)).status).toBe(404);
  expect((await site.dan.post(link)).status).toBe(404);
  const visitor = await site.visitor().get(link);
  expect(visitor.text).toContain(encodeURIComponent(link));
  expect((await site.bob.post(link)).location).toBe(`/s/${site.secret.slug}`);
  expect((await site.bob.get(idea.path)).status).toBe(200);
});

it("a banned member is cut, and neither listens nor signs in again", async () => {
  const took = await cutAfter(site.pia, async () => {
    const ban = { act: "ban", reason: "Advertising." };
    expect((await site.ann.post("/people/pia-pilot/ban", ban)).status).toBe(303);
  });
  expect(took).toBeLessThan(2_000);
  const again = await connected(site.server.origin, site.pia);
  expect(await again.ask("watch", { type: "idea", id: idea.id })).toEqual({ ok: false, code: "not_found" });
  expect((await site.pia.get("/me")).status).toBe(302);
  const back = await site.visitor().post("/signin", { email: site.pia.email, password });
  expect([back.status, back.text.includes("Advertising.")]).toEqual([403, true]);
});

it("somebody whose account is about to be erased listens, and does nothing", async () => {
  expect((await site.cara.post("/me/privacy/leave", { act: "leave", password })).status).toBe(303);
  const live = await connected(site.server.origin, site.cara);
  expect(await live.ask("watch", { type: "idea", id: idea.id })).toMatchObject({ ok: true });
  const cast = () => live.ask("signal.cast", { idea: idea.id, kind: "support" });
  expect(await cast()).toEqual({ ok: false, code: "account_leaving" });
  expect((await site.cara.post(`${idea.path}/signal`, { kind: "support" })).status).toBe(403);
  expect((await site.cara.post("/me/privacy/leave", { act: "stay" })).status).toBe(303);
  expect(await cast()).toMatchObject({ ok: true });
});
