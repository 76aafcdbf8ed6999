/** A mandate at every door: given and seen by pages, and worth nothing once its time is over, whatever the clock of a job says. */
import { eq, isNull } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { newId } from "../../app/platform/ids.ts";
import { comments } from "../../db/schema/discussion.ts";
import { ideas, ideaTags, tags } from "../../db/schema/ideas.ts";
import { members } from "../../db/schema/members.ts";
import { merges } from "../../db/schema/merging.ts";
import { handovers, mandates, pauses, stageMoves } from "../../db/schema/piloting.ts";
import { internalNotes } from "../../db/schema/notes.ts";
import { talks } from "../../db/schema/talks.ts";
import { propose, settledSite, type Site } from "../support/site.ts";
import { closeSockets, connected } from "../support/sockets.ts";

let site: Site;
let way: string;
let handle: string;

beforeAll(async () => {
  site = await settledSite();
  way = `/s/${site.open.slug}/pilots`;
  const [bob] = await site.db.read.select().from(members).where(eq(members.email, site.bob.email));
  handle = bob?.handle ?? "";
});

afterAll(async () => {
  closeSockets();
  expect(site.server.faults()).toEqual([]);
  await site.stop();
});

const days = (count: number) => new Date(Date.now() + count * 86_400_000).toISOString().slice(0, 10);

const form = (change: Record<string, string> = {}) => ({
  act: "give_mandate",
  id: newId(Date.now()),
  handle: `@${handle}`,
  scope: "space",
  lastDay: days(30),
  ...change,
});

const answer = (change: Record<string, string> = {}) => ({
  act: "move",
  id: newId(Date.now()),
  from: "new",
  to: "open",
  message: "Yes.",
  ...change,
});

async function stageOf(id: string) {
  const [row] = await site.db.read.select({ stage: ideas.stage }).from(ideas).where(eq(ideas.id, id));
  return row?.stage;
}

/** That `bob` steers nothing of an idea: not by its pages, not by their data, not by a form, not over his socket. */
async function findsNoDoor(idea: { id: string; path: string }, live: Awaited<ReturnType<typeof connected>>) {
  for (const path of [`${idea.path}/stage`, `${idea.path}/notes`, `${idea.path}/merge`]) {
    expect([path, (await site.bob.get(path)).status]).toEqual([path, 404]);
    expect([path, (await site.bob.get(`${path}.data`)).status]).toEqual([path, 404]);
  }
  const batch = { idea: idea.id, [`id.${idea.id}`]: newId(Date.now()), [`from.${idea.id}`]: "new" };
  for (const [path, fields] of [
    [`${idea.path}/stage`, answer()],
    ["/pilot", answer({ idea: idea.id })],
    ["/pilot", { act: "promise", idea: idea.id, id: newId(Date.now()), message: "Soon.", day: days(20) }],
    ["/pilot", { act: "pause", idea: idea.id, id: newId(Date.now()), reason: "Away.", goesOn: "" }],
    ["/pilot", { act: "hand_over", idea: idea.id, id: newId(Date.now()), to: newId(Date.now()), note: "Yours." }],
    ["/pilot/batch", { ...answer(), ...batch }],
    [`${idea.path}/notes`, { act: "write", id: newId(Date.now()), body: "Costly." }],
    [`${idea.path}/talk`, { id: newId(Date.now()), asks: "detail", body: "Where?", answerBy: "" }],
  ] as const) {
    for (const door of [path, `${path}.data`]) {
      const { status } = await site.bob.post(door, fields);
      expect([door, [200, 403, 404, 422].includes(status)]).toEqual([door, true]);
    }
  }
  for (const event of ["move", "idea.move", "promise"]) live.socket.emit(event, { idea: idea.id, ...answer() });
  expect(await live.ask("watch", { type: "idea", id: idea.id })).toMatchObject({ ok: true });
  const of = idea.id;
  expect(await stageOf(of)).toBe("new");
  expect([
    await site.db.read.$count(internalNotes, eq(internalNotes.idea, of)),
    await site.db.read.$count(talks, eq(talks.idea, of)),
    await site.db.read.$count(pauses, eq(pauses.idea, of)),
    await site.db.read.$count(handovers, eq(handovers.idea, of)),
    await site.db.read.$count(comments, eq(comments.idea, of)),
    await site.db.read.$count(merges, eq(merges.source, of)),
    await site.db.read.$count(stageMoves, eq(stageMoves.idea, of)),
  ]).toEqual([0, 0, 0, 0, 0, 0, 0]);
  expect((await site.visitor().get(idea.path)).text).not.toMatch(/Soon\.|Away\./);
}

it("is given by the lead's form, which keeps what was typed, and by nobody else's", async () => {
  for (const client of [site.pia, site.cara, site.bob]) expect((await client.post(way, form())).status).toBe(403);
  const refused = await site.ann.post(way, form({ scope: "tags" }));
  expect(refused.status).toBe(422);
  expect(refused.text).toContain(`value="@${handle}"`);
  expect((await site.visitor().get(way)).text).not.toContain("Bob Customer");
  expect((await site.ann.post(way, form())).status).toBe(303);
});

it("is seen by everybody on the pages of the space, and by its holder among what is his", async () => {
  for (const page of [way, `/s/${site.open.slug}/about`]) {
    expect((await site.visitor().get(page)).text).toContain("Answers all ideas");
  }
  expect((await site.bob.get("/me")).text).toContain("Lay my mandate down");
  expect((await site.visitor().get(way)).text).not.toContain("take_mandate");
});

it("opens every door while its time runs, and none after", async () => {
  const live = await connected(site.server.origin, site.bob);
  const mine = await propose(site.cara, site.open, "A lamp that stays on");
  expect((await site.bob.get("/pilot")).status).toBe(200);
  expect((await site.bob.get(`${mine.path}/stage`)).status).toBe(200);
  expect((await site.bob.post(`${mine.path}/stage`, answer())).status).toBe(303);
  expect(await stageOf(mine.id)).toBe("open");

  await site.db.transaction((tx) => tx.update(mandates).set({ endsAt: Date.now() }));
  const idea = await propose(site.cara, site.open, "A lamp that folds");
  for (const path of ["/pilot", "/pilot.data"]) expect((await site.bob.get(path)).status).toBe(403);
  await findsNoDoor(idea, live);
  expect((await site.visitor().get(way)).text).not.toContain("Answers all ideas");
  expect((await site.bob.get("/me")).text).not.toContain("Lay my mandate down");
});

it("opens no door to an idea that it is not for, nor to an own one", async () => {
  const [lamps, lamp, seat] = [
    newId(Date.now()),
    await propose(site.cara, site.open, "A lamp"),
    await propose(site.cara, site.open, "A seat"),
  ];
  const mine = await propose(site.bob, site.open, "My lamp");
  await site.db.transaction(async (tx) => {
    await tx.insert(tags).values({ id: lamps, space: site.open.id, name: "lamps", key: "lamps" });
    await tx.insert(ideaTags).values([lamp, mine].map((idea) => ({ idea: idea.id, tag: lamps })));
  });
  expect((await site.ann.post(way, form({ scope: "tags", [`tag_${lamps}`]: "yes" }))).status).toBe(303);
  const live = await connected(site.server.origin, site.bob);
  await findsNoDoor(seat, live);
  expect((await site.bob.get("/pilot?whose=all")).text).not.toContain("A seat");
  expect((await site.bob.get(`/pilot?idea=${seat.id}`)).text).not.toContain('value="move"');
  for (const path of [`${mine.path}/stage`, "/pilot"]) {
    await site.bob.post(path, answer({ idea: mine.id }));
  }
  expect(await stageOf(mine.id)).toBe("new");
  // Two ideas become one for whoever may answer both.
  const merging = {
    id: newId(Date.now()),
    into: seat.id,
    message: "The same.",
    sourceElements: "Light.",
    targetElements: "Rest.",
  };
  expect((await site.bob.post(`${lamp.path}/merge`, { act: "merge", ...merging })).status).toBe(403);
  expect(await stageOf(lamp.id)).toBe("new");
  expect((await site.bob.post(`${lamp.path}/stage`, answer())).status).toBe(303);
  expect(await stageOf(lamp.id)).toBe("open");
});

it("cuts its holder's sockets at the moment it is taken, and closes the desk", async () => {
  const live = await connected(site.server.origin, site.bob);
  const cut = new Promise((resolve) => live.socket.once("disconnect", resolve));
  const [running] = await site.db.read.select().from(mandates).where(isNull(mandates.endedAt));
  expect((await site.ann.post(way, { act: "take_mandate", id: running?.id ?? "" })).status).toBe(303);
  expect((await site.bob.get("/pilot")).status).toBe(403);
  await cut;
});
