/** What people hear without loading a page again, and who hears nothing. */
import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ideas } from "../../db/schema/ideas.ts";
import { sessions } from "../../db/schema/members.ts";
import { signals } from "../../db/schema/signals.ts";
import type { LiveMessage } from "../../app/live/messages.ts";
import type { Client } from "../support/http.ts";
import { propose, say, settledSite, signedIn, type Site } from "../support/site.ts";
import { closeSockets, connected, disconnected, type Live, refusal } from "../support/sockets.ts";
import { until } from "../support/until.ts";

let site: Site;
let idea: { id: string; path: string };
let secretIdea: { id: string; path: string };

beforeAll(async () => {
  site = await settledSite();
  idea = await propose(site.cara, site.open, "A pump at each stop");
  secretIdea = await propose(site.cara, site.secret, "A hidden pump");
});

afterEach(closeSockets);
afterAll(() => site.stop());

const open = (client: Client) => connected(site.server.origin, client);

async function watching(client: Client, type: "idea" | "space", id: string): Promise<Live> {
  const live = await open(client);
  expect(await live.ask("watch", { type, id })).toMatchObject({ ok: true });
  return live;
}

const about = (id: string, kind: LiveMessage["kind"]) => (message: LiveMessage) =>
  message.kind === kind && "idea" in message && message.idea === id;

describe("people who look at the same idea", () => {
  it("hear of a signal, by form and by socket, with the new count", async () => {
    const [bob, passerBy] = [
      await watching(site.bob, "idea", idea.id),
      await watching(site.visitor(), "idea", idea.id),
    ];
    expect(await bob.ask("signal.cast", { idea: idea.id, kind: "support" })).toEqual({ ok: true });
    const one: LiveMessage = { kind: "participants", idea: idea.id, participants: 1 };
    await bob.hears((message) => JSON.stringify(message) === JSON.stringify(one));
    expect(await passerBy.hears(about(idea.id, "participants"))).toEqual(one);

    await site.pia.post(`${idea.path}/signal`, { kind: "not_for_me" });
    await passerBy.hears((message) => message.kind === "participants" && message.participants === 2);
    await site.pia.post(`${idea.path}/signal`, { kind: "none" });
    await bob.hears((message) => message.kind === "participants" && message.participants === 1 && bob.heard.length > 2);
  });

  it("hear of a comment that is posted, changed, deleted and brought back, and of no word in it", async () => {
    const bob = await watching(site.bob, "idea", idea.id);
    const comment = await say(site.cara, idea, "Secretive words.");
    expect(await bob.hears(about(idea.id, "talk"))).toEqual({ kind: "talk", idea: idea.id, commentCount: 1 });
    const countsHeard = () => bob.heard.flatMap((message) => (message.kind === "talk" ? [message.commentCount] : []));
    for (const form of [{ act: "delete" }, { act: "restore" }] as Record<string, string>[]) {
      const before = countsHeard().length;
      await site.cara.post(`/comments/${comment}`, form);
      await until(() => countsHeard().length > before);
    }
    expect(countsHeard()).toEqual([1, 0, 1]);
    expect(JSON.stringify(bob.heard)).not.toContain("Secretive");
  });

  it("are told what stands when they begin to hear, for what changed since their page was loaded", async () => {
    const quiet = await propose(site.cara, site.open, "A quiet pump");
    await say(site.bob, quiet, "Said before the hearing began.");
    await site.pia.post(`${quiet.path}/signal`, { kind: "support" });
    const [stored] = await site.db.read.select().from(ideas).where(eq(ideas.id, quiet.id));
    const late = await open(site.visitor());
    expect(await late.ask("watch", { type: "idea", id: quiet.id })).toEqual({
      ok: true,
      standing: {
        kind: "idea",
        participants: 1,
        commentCount: 1,
        version: 1,
        stageSince: stored?.stageSince,
        readers: 1,
      },
    });
    expect(await late.ask("watch", { type: "space", id: site.open.id })).toEqual({
      ok: true,
      standing: { kind: "space", newest: quiet.id },
    });
  });

  it("know how many they are, each person counted once, and that somebody left", async () => {
    const read = await propose(site.cara, site.open, "A pump for many readers");
    const readersSaid = (live: Live) =>
      live.heard.flatMap((message) => (message.kind === "readers" ? [message.readers] : []));
    const bob = await open(site.bob);
    expect(await bob.ask("watch", { type: "idea", id: read.id })).toMatchObject({ standing: { readers: 1 } });
    const bobsPhone = await open(site.bob);
    expect(await bobsPhone.ask("watch", { type: "idea", id: read.id })).toMatchObject({ standing: { readers: 1 } });
    const passerBy = await open(site.visitor());
    expect(await passerBy.ask("watch", { type: "idea", id: read.id })).toMatchObject({ standing: { readers: 2 } });
    const cara = await watching(site.cara, "idea", read.id);
    await until(() => readersSaid(bob).at(-1) === 3);
    expect(JSON.stringify(bob.heard)).not.toContain("Cara");

    passerBy.close();
    await until(() => readersSaid(bob).at(-1) === 2);
    await cara.ask("unwatch", { type: "idea", id: read.id });
    await until(() => readersSaid(bob).at(-1) === 1);
    expect(readersSaid(cara)).not.toContain(1);
  });

  it("hear nothing any more once they looked away", async () => {
    const [bob, cara] = [await watching(site.bob, "idea", idea.id), await watching(site.cara, "idea", idea.id)];
    expect(await bob.ask("unwatch", { type: "idea", id: idea.id })).toEqual({ ok: true });
    await say(site.cara, idea, "Still here?");
    await cara.hears(about(idea.id, "talk"));
    // But that there is something new for him: that is told to him wherever he looks.
    expect(bob.heard.filter(({ kind }) => kind !== "notices")).toEqual([]);
  });
});

describe("people who look at a space", () => {
  it("hear of a new idea, and of the figures of those that are there", async () => {
    const bob = await watching(site.bob, "space", site.open.id);
    const fresh = await propose(site.cara, site.open, "Lights on the bridge");
    expect(await bob.hears(about(fresh.id, "idea"))).toEqual({ kind: "idea", space: site.open.id, idea: fresh.id });
    await site.pia.post(`${fresh.path}/signal`, { kind: "support" });
    await bob.hears(about(fresh.id, "participants"));
  });

  it("hear nothing of drafts", async () => {
    const bob = await watching(site.bob, "space", site.open.id);
    const texts = { title: "Draft", problem: "", forWhom: "", solution: "" };
    await site.cara.post(`/s/${site.open.slug}/drafts`, { id: idea.id.slice(0, 15) + "0", ...texts });
    const fresh = await propose(site.cara, site.open, "After the draft");
    await bob.hears(about(fresh.id, "idea"));
    expect(bob.heard).toHaveLength(1);
  });
});

describe("a private space", () => {
  it("is heard inside, and outside nobody hears or learns a thing (A24)", async () => {
    // First that eve is outside, by the page; then that her socket is alive and hears what is public.
    expect((await site.eve.get(secretIdea.path)).status).toBe(404);
    const outsiders = [await open(site.eve), await open(site.visitor()), await open(site.ann), await open(site.dan)];
    for (const outsider of outsiders) {
      expect(await outsider.ask("watch", { type: "space", id: site.open.id })).toMatchObject({ ok: true });
      expect(await outsider.ask("watch", { type: "space", id: site.secret.id })).toEqual({
        ok: false,
        code: "not_found",
      });
      expect(await outsider.ask("watch", { type: "idea", id: secretIdea.id })).toEqual({
        ok: false,
        code: "not_found",
      });
    }
    const inside = await watching(site.bob, "space", site.secret.id);
    const insideIdea = await watching(site.pia, "idea", secretIdea.id);

    await site.bob.post(`${secretIdea.path}/signal`, { kind: "support" });
    await say(site.bob, secretIdea, "Only among us.");
    const fresh = await propose(site.cara, site.secret, "Another hidden one");
    await inside.hears(about(secretIdea.id, "participants"));
    await inside.hears(about(secretIdea.id, "talk"));
    await inside.hears(about(fresh.id, "idea"));
    await insideIdea.hears(about(secretIdea.id, "talk"));

    // Something public afterwards: whoever hears that has heard all that came before it.
    const after = await propose(site.cara, site.open, "Public again");
    for (const outsider of outsiders) {
      await outsider.hears(about(after.id, "idea"));
      expect(outsider.heard).toEqual([{ kind: "idea", space: site.open.id, idea: after.id }]);
    }
  });

  it("answers an outsider's act like one on an idea that is nowhere", async () => {
    const eve = await open(site.eve);
    const nowhere = "0".repeat(16);
    const there = await eve.ask("signal.cast", { idea: secretIdea.id, kind: "support" });
    expect(there).toEqual({ ok: false, code: "not_found" });
    expect(await eve.ask("signal.cast", { idea: nowhere, kind: "support" })).toEqual(there);
  });
});

describe("whoever may not act", () => {
  it("is told so: a visitor to sign in, an unconfirmed member to confirm", async () => {
    const cast = { idea: idea.id, kind: "support" };
    expect(await (await open(site.visitor())).ask("signal.cast", cast)).toEqual({ ok: false, code: "sign_in_first" });
    expect(await (await open(site.dan)).ask("signal.cast", cast)).toEqual({ ok: false, code: "verify_first" });
  });

  it("cannot act for somebody else by saying so (V13)", async () => {
    const bob = await open(site.bob);
    const forged = { idea: idea.id, kind: "support", member: "somebody", weight: 100 };
    expect(await bob.ask("signal.cast", forged)).toMatchObject({ ok: false, code: "invalid" });
  });
});

describe("a person who signs out or changes the password", () => {
  /** Opens a socket on a session of its own, proves that it hears, and gives how long it lives after `act`. */
  async function cutAfter(act: (client: Client, others: Client) => Promise<unknown>) {
    const client = await signedIn(site.server, site.eve.email);
    const other = await signedIn(site.server, site.eve.email);
    const live = await watching(client, "space", site.open.id);
    const fresh = await propose(site.cara, site.open, "Before the cut");
    await live.hears(about(fresh.id, "idea"));
    const gone = disconnected(live);
    await act(client, other);
    const answered = Date.now();
    await gone;
    const after = live.heard.length;
    const later = await propose(site.cara, site.open, "After the cut");
    const stays = await watching(site.bob, "space", site.open.id);
    await say(site.cara, later, "Said after the cut.");
    await stays.hears(about(later.id, "talk"));
    expect(live.heard).toHaveLength(after);
    return { milliseconds: Date.now() - answered, client };
  }

  it("is cut within two seconds of signing out", async () => {
    const { milliseconds, client } = await cutAfter((client) => client.post("/signout"));
    expect(milliseconds).toBeLessThan(2_000);
    expect(client.cookies.has("session")).toBe(false);
  });

  it("is cut on every device within two seconds of a new password", async () => {
    const next = "another long password";
    const { milliseconds } = await cutAfter((_, other) =>
      other.post("/me/password", { currentPassword: "correct horse battery", password: next }),
    );
    expect(milliseconds).toBeLessThan(2_000);
    const again = await signedIn(site.server, site.eve.email, next);
    await again.post("/me/password", { currentPassword: next, password: "correct horse battery" });
  });

  it("is cut when another device ends the session", async () => {
    const { milliseconds } = await cutAfter((_, other) => other.post("/me/sessions", { session: "others" }));
    expect(milliseconds).toBeLessThan(2_000);
  });

  it("with an old cookie comes back as a visitor and acts no more (A7, A23)", async () => {
    const client = await signedIn(site.server, site.eve.email);
    const old = client.cookies.get("session") ?? "";
    await client.post("/signout");
    client.cookies.set("session", old);
    const live = await open(client);
    expect(await live.ask("signal.cast", { idea: idea.id, kind: "support" })).toEqual({
      ok: false,
      code: "sign_in_first",
    });
    expect((await client.get("/me")).status).toBe(302);
  });
});

it("a session that ends between the handshake and an event acts no more, and is cut", async () => {
  const client = await signedIn(site.server, site.eve.email);
  const live = await open(client);
  const session = await site.db.read.select().from(sessions).orderBy(sessions.id);
  const newest = session.at(-1)?.id ?? "";
  // Behind the server's back: no event tells it to cut anybody.
  await site.db.transaction((tx) => tx.delete(sessions).where(eq(sessions.id, newest)));
  const gone = disconnected(live);
  live.socket.emit("signal.cast", { idea: idea.id, kind: "support" });
  await gone;
  expect((await site.eve.get("/me")).status).toBe(302);
  const [shown] = await site.db.read.select().from(ideas).where(eq(ideas.id, idea.id));
  const cast = await site.db.read.select().from(signals).where(eq(signals.idea, idea.id));
  expect(shown?.participants).toBe(cast.filter((row) => !row.byAuthor).length);
});

describe("a handshake", () => {
  it.each(["websocket", "polling"] as const)("from another site is refused by %s (A21, A22)", async (transport) => {
    const own = await refusal(site.server.origin, site.bob, { headers: {}, transport });
    expect(own).toBeNull();
    const forged: Record<string, string>[] = [
      { Origin: "https://evil.example" },
      { Origin: "null" },
      { "Sec-Fetch-Site": "cross-site" },
      { Origin: "https://evil.example", "X-Forwarded-Host": "evil.example" },
    ];
    for (const headers of forged) {
      const refused = await refusal(site.server.origin, site.bob, { headers, transport });
      expect(refused, JSON.stringify(headers)).toBeInstanceOf(Error);
    }
  });
});

it("nothing of this is a fault in the log", () => {
  expect(site.server.faults()).toEqual([]);
});
