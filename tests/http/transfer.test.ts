/** An idea goes to another space over the network, by plain forms alone; those who read it at that moment see it go. */
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { createSpace } from "../../app/features/spaces/commands.server.ts";
import type { Visibility } from "../../db/schema/spaces.ts";
import { newId } from "../../app/platform/ids.ts";
import { listening } from "../support/canary.ts";
import { admit, propose, settledSite, type Site } from "../support/site.ts";
import { closeSockets, disconnected } from "../support/sockets.ts";

let site: Site;
let count = 0;

beforeAll(async () => {
  site = await settledSite();
});

afterAll(async () => {
  closeSockets();
  expect(site.server.faults()).toEqual([]);
  await site.stop();
});

/** A space that `eve` pilots. */
let there: { id: string; slug: string };

beforeEach(async () => {
  there = await anotherSpace("public");
});

async function anotherSpace(visibility: Visibility): Promise<{ id: string; slug: string }> {
  const name = `Trains ${++count}`;
  const made = await site.db.transaction((tx) =>
    createSpace(
      tx,
      { actor: "system", now: Date.now() },
      { name, purpose: "Trains.", visibility, language: "en", timeZone: "UTC" },
    ),
  );
  await admit(site.db, made.id, site.eve, { pilot: true });
  return made;
}

const reason = (message: string, to = there.id) => ({ act: "propose", id: newId(Date.now()), to, message });

it("is proposed by its pilot, taken by one of the other space, and found at its old address", async () => {
  const { path } = await propose(site.bob, site.open, "A ramp at the platform");
  const way = `${path}/transfer`;
  expect((await site.pia.get(path)).text).toContain("Move it to another space");
  expect((await site.bob.get(path)).text).not.toContain("Move it to another space");
  expect((await site.pia.get(way)).text).toContain(`?to=${there.id}`);
  const form = (await site.pia.get(`${way}?to=${there.id}`)).text;
  expect(form).toContain("What will happen");
  expect(form).toContain("It is owed a first word by the same day as before:");
  expect(form).toContain('value="propose"');
  const empty = await site.pia.post(`${way}?to=${there.id}`, reason(" "));
  expect(empty.status).toBe(422);
  expect(empty.text).toContain("Write why it belongs there");
  expect((await site.pia.post(way, reason("Bicycles never meet it."))).status).toBe(303);
  const second = await site.ann.post(`${way}?to=${there.id}`, reason("It has wheels."));
  expect([second.status, second.text.includes("It has wheels.")]).toEqual([409, true]);
  expect((await site.visitor().get(path)).text).toContain("Bicycles never meet it.");

  expect((await site.eve.get("/pilot")).text).toContain("Is proposed to move here from another space.");
  const [, transfer = ""] = /name="transfer" value="([^"]+)"/.exec((await site.eve.get(way)).text) ?? [];
  const verdict = { act: "judge", transfer, decision: "accepted", message: "Welcome on board." };
  const undecided = await site.eve.post(way, { ...verdict, decision: "" });
  expect(undecided.status).toBe(422);
  expect(undecided.text).toContain("Welcome on board.");
  expect((await site.pia.post(way, verdict)).status).toBe(403);
  const taken = await site.eve.post(way, verdict);
  expect([taken.status, taken.location]).toEqual([303, path]);
  const page = (await site.visitor().get(path)).text;
  for (const words of ["Bicycles never meet it.", "Welcome on board.", "It came from another space"]) {
    expect(page).toContain(words);
  }
  expect((await site.visitor().get(`/s/${there.slug}`)).text).toContain("A ramp at the platform");
  expect((await site.visitor().get(`/s/${site.open.slug}`)).text).not.toContain("A ramp at the platform");
  expect((await site.eve.post(way, verdict)).status).toBe(303);
  expect((await site.pia.get(way)).status).toBe(404);
});

it("is withdrawn or declined, and stays", async () => {
  const { path } = await propose(site.bob, site.open, "A lift for heavy bikes");
  const way = `${path}/transfer`;
  const first = reason("Lifts belong to stations.");
  expect((await site.pia.post(way, first)).status).toBe(303);
  expect((await site.pia.get(way)).text).toContain("Withdraw the proposal");
  expect((await site.pia.post(way, { act: "withdraw", transfer: first.id })).status).toBe(303);
  const late = await site.eve.post(way, { act: "judge", transfer: first.id, decision: "accepted", message: "Fine." });
  expect(late.status).toBe(409);
  const next = reason("Lifts belong to stations, do they not?");
  expect((await site.pia.post(way, next)).status).toBe(303);
  const verdict = { act: "judge", transfer: next.id, decision: "declined", message: "We have no lifts." };
  expect((await site.eve.post(way, verdict)).status).toBe(303);
  expect((await site.visitor().get(path)).text).toContain("We have no lifts.");
  expect((await site.visitor().get(`/s/${site.open.slug}`)).text).toContain("A lift for heavy bikes");
  expect((await site.pia.get(way)).text).toContain("We have no lifts.");
});

it("goes and comes before the eyes of those who list it, and is cut from those who may not read it any more", async () => {
  const hidden = await anotherSpace("private");
  const idea = await propose(site.bob, site.open, "A quiet carriage");
  for (const insider of [site.bob, site.pia]) await admit(site.db, hidden.id, insider);
  const [bob, outsider] = [
    await listening(site, site.bob, [
      { type: "space", id: site.open.id },
      { type: "space", id: hidden.id },
    ]),
    await listening(site, site.visitor(), [{ type: "idea", id: idea.id }]),
  ];
  const proposal = reason("It is quiet there.", hidden.id);
  expect((await site.pia.post(`${idea.path}/transfer`, proposal)).status).toBe(303);
  // A private space has no name for those outside.
  const open = (await site.visitor().get(idea.path)).text;
  expect([open.includes("a private space"), open.includes(hidden.slug)]).toEqual([true, false]);
  const cut = disconnected(outsider);
  const verdict = { act: "judge", transfer: proposal.id, decision: "accepted", message: "Hush." };
  expect((await site.eve.post(`${idea.path}/transfer`, verdict)).status).toBe(303);
  await cut;
  await bob.hears((message) => message.kind === "moderation" && message.idea === idea.id);
  expect((await site.visitor().get(idea.path)).status).toBe(404);
  expect((await site.visitor().data(idea.path)).text).not.toContain("A quiet carriage");
  expect((await site.bob.get(idea.path)).status).toBe(200);
  expect(JSON.stringify(outsider.heard)).not.toContain(hidden.id);
});
