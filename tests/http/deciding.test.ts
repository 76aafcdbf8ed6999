/** Every door by which an idea could be decided on: none declines without an explanation, and none lets a pilot decide on an own idea. */
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ideas } from "../../db/schema/ideas.ts";
import { stageMoves } from "../../db/schema/piloting.ts";
import { newId } from "../../app/platform/ids.ts";
import { socketDoors } from "../../app/policies.ts";
import type { Client } from "../support/http.ts";
import { propose, settledSite, type Site } from "../support/site.ts";
import { closeSockets, connected } from "../support/sockets.ts";

let site: Site;

beforeAll(async () => {
  site = await settledSite();
});

afterAll(async () => {
  closeSockets();
  expect(site.server.faults()).toEqual([]);
  await site.stop();
});

type Idea = { id: string; path: string };
type Form = Record<string, string>;

/** An answer as each door takes it. */
const doors: Record<string, (idea: Idea, answer: Form) => { path: string; form: Form }> = {
  "the idea's own page": (idea, answer) => ({ path: `${idea.path}/stage`, form: { act: "move", ...answer } }),
  "the desk": (idea, answer) => ({ path: "/pilot", form: { act: "move", idea: idea.id, ...answer } }),
  "the desk, several at once": (idea, { id = "", from = "", ...answer }) => ({
    path: "/pilot/batch",
    form: { act: "move", idea: idea.id, [`id.${idea.id}`]: id, [`from.${idea.id}`]: from, ...answer },
  }),
};

const ways: Record<string, (client: Client, path: string, form: Form) => Promise<{ status: number }>> = {
  "a plain form": (client, path, form) => client.post(path, form),
  script: (client, path, form) => client.post(`${path}.data`, form),
};

const answer = (change: Form): Form => ({
  id: newId(Date.now()),
  from: "new",
  to: "declined",
  message: "It cannot be built.",
  reasonKind: "not_possible",
  ...change,
});

async function decided({ id }: Idea) {
  const [row] = await site.db.read
    .select({ stage: ideas.stage, moderation: ideas.moderation })
    .from(ideas)
    .where(eq(ideas.id, id));
  return { ...row, answers: await site.db.read.$count(stageMoves, eq(stageMoves.idea, id)) };
}

const untouched = { stage: "new", moderation: "visible", answers: 0 };

const incomplete: Record<string, Form> = {
  "without a word": { message: "" },
  "with blanks for words": { message: " \n\t " },
  "without a kind of reason": { reasonKind: "" },
  "with a kind of reason that there is not": { reasonKind: "because" },
};

describe.each(Object.keys(doors))("by %s", (door) => {
  const through = (idea: Idea, form: Form) => doors[door]?.(idea, form) ?? { path: "", form: {} };

  it.each(Object.keys(ways))("nobody is declined without an explanation, by %s", async (way) => {
    const idea = await propose(site.bob, site.open, `A pump by ${door} and ${way}`);
    for (const change of Object.values(incomplete)) {
      const { path, form } = through(idea, answer(change));
      // The desk answers for several at once, and says of each what kept it.
      const { status } = (await ways[way]?.(site.ann, path, form)) ?? { status: 0 };
      expect([200, 422]).toContain(status);
      expect(await decided(idea)).toEqual(untouched);
    }
  });

  it.each(Object.keys(ways))("a pilot moves an own idea nowhere, by %s", async (way) => {
    const idea = await propose(site.pia, site.open, `My own by ${door} and ${way}`);
    for (const to of ["open", "declined"]) {
      const { path, form } = through(idea, answer({ to }));
      const { status } = (await ways[way]?.(site.pia, path, form)) ?? { status: 0 };
      expect([200, 403, 404]).toContain(status);
      expect(await decided(idea)).toEqual(untouched);
    }
  });

  it("with both, a pilot who did not write it decides", async () => {
    const idea = await propose(site.bob, site.open, `A lamp by ${door}`);
    const { path, form } = through(idea, answer({}));
    await site.pia.post(path, form);
    expect(await decided(idea)).toEqual({ stage: "declined", moderation: "visible", answers: 1 });
  });
});

it("an own idea is hidden by another pilot alone", async () => {
  const idea = await propose(site.pia, site.open, "A pump of mine");
  const form = { act: "hide", reason: "spam", words: "" };
  expect((await site.pia.post(`${idea.path}/moderation`, form)).status).toBe(403);
  expect(await decided(idea)).toEqual(untouched);
});

it("a socket has no event that decides, whatever it is called", async () => {
  // What is decided in a room is what its people write down; it moves no idea.
  const ofRooms = ["room.act", "room.enter", "room.hand", "room.leave"];
  const ofTexts = ["document.cursor", "document.leave", "document.open", "document.write", "document.writers"];
  expect(Object.keys(socketDoors).toSorted()).toEqual([...ofTexts, ...ofRooms, "signal.cast", "unwatch", "watch"]);
  const [idea, own] = [
    await propose(site.bob, site.open, "A seat for two"),
    await propose(site.pia, site.open, "A seat of mine"),
  ];
  const live = await connected(site.server.origin, site.pia);
  for (const event of ["move", "stage", "idea.move", "idea.moved", "moveIdea", "merge", "hide", "promise"]) {
    for (const each of [idea, own]) live.socket.emit(event, { idea: each.id, ...answer({ message: "" }) });
  }
  // What was sent before is over when this is answered.
  expect(await live.ask("watch", { type: "idea", id: idea.id })).toMatchObject({ ok: true });
  for (const each of [idea, own]) expect(await decided(each)).toEqual(untouched);
});
