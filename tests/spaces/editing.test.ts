import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { events } from "../../db/schema/log.ts";
import { charterAcceptances } from "../../db/schema/spaces.ts";
import { submitIdea } from "../../app/features/ideas/commands.server.ts";
import { publishCharter } from "../../app/features/spaces/charter.server.ts";
import { editSpace, openSpace } from "../../app/features/spaces/commands.server.ts";
import type { SpaceEdit } from "../../app/features/spaces/inputs.ts";
import { charterOf, charterToAccept, spaceBySlug } from "../../app/features/spaces/queries.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { Conflict, Forbidden, Invalid, NotFound } from "../../app/platform/errors.ts";
import { newId } from "../../app/platform/ids.ts";
import {
  actorNow,
  contextFor,
  freshDatabase,
  member,
  people,
  person,
  type Rig,
  space,
  start,
} from "../support/database.ts";

let rig: Rig;
let bikes: { id: string; slug: string };
let who: Awaited<ReturnType<typeof people>>;

beforeEach(async () => {
  rig = await freshDatabase();
  bikes = await space(rig);
  who = await people(rig, bikes.id);
});

const form: SpaceEdit = {
  spaceName: "Everyday bikes",
  purpose: "Better bikes.",
  criteria: "- It helps **many**",
  visibility: "public",
  language: "en",
  timeZone: "Europe/Paris",
  accent: "plum",
  leanShown: "always",
  version: 1,
};

const spaceNow = (actor: SignedIn, slug = bikes.slug) => spaceBySlug(contextFor(rig, actor), slug);

describe("a space", () => {
  it("is opened by an admin, who leads it, and by nobody else", async () => {
    const admin = await person(rig, "ada", { admin: true, affiliation: "employee" });
    const { version: _, ...input } = form;
    const { slug } = await openSpace(contextFor(rig, admin), { ...input, visibility: "private" });
    const ada = await actorNow(rig, admin.id);
    const { id, criteriaHtml } = await spaceNow(ada, slug);
    expect(ada.memberships.get(id)).toEqual({ pilot: true, product: false, lead: true });
    expect(criteriaHtml).toContain("<strong>many</strong>");
    await expect(openSpace(contextFor(rig, who.pia), input)).rejects.toThrow(Forbidden);
  });

  it("is changed by its lead, and the log names the fields, not the words", async () => {
    await editSpace(contextFor(rig, who.pia), bikes.id, form);
    const { name, accent, version } = await spaceNow(who.eve);
    expect({ name, accent, version }).toEqual({ name: "Everyday bikes", accent: "plum", version: 2 });
    const [logged] = await rig.db.read.select().from(events).where(eq(events.kind, "space.edited"));
    expect(logged?.payload.changed).toEqual(["name", "purpose", "criteria", "accent", "leanShown"]);
    expect(JSON.stringify(logged)).not.toContain("Better bikes");
  });

  it("is not changed by a member, a pilot who does not lead, or an unverified lead", async () => {
    const pat = await member(rig, await person(rig, "pat"), bikes.id, { pilot: true });
    for (const actor of [who.bob, pat, who.eve, { ...who.pia, verified: false }]) {
      await expect(editSpace(contextFor(rig, actor), bikes.id, form)).rejects.toThrow(Forbidden);
    }
  });

  it("tells the second of two who edit at once, and keeps what the first saved", async () => {
    await editSpace(contextFor(rig, who.pia), bikes.id, form);
    const late = editSpace(contextFor(rig, who.pia), bikes.id, { ...form, spaceName: "Mine" });
    await expect(late).rejects.toThrow(new Conflict("space_changed"));
    expect((await spaceNow(who.pia)).name).toBe("Everyday bikes");
  });

  it("opens what was private only to somebody who says so", async () => {
    const secret = await space(rig, { name: "Lab", visibility: "private" });
    const pia = await member(rig, who.pia, secret.id, { pilot: true, lead: true });
    const open = { ...form, visibility: "public" as const };
    await expect(editSpace(contextFor(rig, pia), secret.id, open)).rejects.toThrow(Invalid);
    await expect(spaceNow(who.eve, secret.slug)).rejects.toThrow(NotFound);
    await editSpace(contextFor(rig, pia), secret.id, { ...open, opening: "yes" });
    expect((await spaceNow(who.eve, secret.slug)).visibility).toBe("public");
  });

  it("that is private is not there for an admin outside it", async () => {
    const secret = await space(rig, { name: "Lab", visibility: "private" });
    const ada = await person(rig, "ada", { admin: true });
    await expect(editSpace(contextFor(rig, ada), secret.id, form)).rejects.toThrow(NotFound);
  });
});

describe("a charter", () => {
  const idea = () => ({ id: newId(start), title: "Lights", problem: "Dark", forWhom: "All", solution: "Lamps" });
  const publish = (charter: string, version: number, actor = who.pia) =>
    publishCharter(contextFor(rig, actor), bikes.id, { charter, version });
  const submit = (charter?: number) => submitIdea(contextFor(rig, who.bob), bikes.id, { ...idea(), charter });
  const asked = async (actor = who.bob) => charterToAccept(contextFor(rig, actor), await spaceNow(actor));

  it("asks nothing while there is none", async () => {
    expect(await asked()).toBeNull();
    await expect(submit()).resolves.toMatchObject({ title: "Lights" });
  });

  it("is accepted once, with its version and the moment, and asked again when it changes", async () => {
    await publish("Ideas stay **yours**.", 0);
    expect(await asked()).toBe(1);
    await expect(submit()).rejects.toMatchObject({ fields: { charter: "charter_unaccepted" } });
    await submit(1);
    await submit();
    expect(await asked()).toBeNull();
    await publish("Ideas become ours.", 1);
    expect(await asked()).toBe(2);
    await expect(submit(1)).rejects.toMatchObject({ fields: { charter: "charter_is_new" } });
    await submit(2);
    const rows = await rig.db.read.select().from(charterAcceptances).orderBy(charterAcceptances.version);
    expect(rows).toEqual(
      [1, 2].map((version) => ({ space: bikes.id, member: who.bob.id, version, acceptedAt: start })),
    );
  });

  it("keeps each version as it was, and is ended by an empty text", async () => {
    await publish("Ideas stay yours.", 0);
    await publish("", 1);
    expect(await asked()).toBeNull();
    expect((await charterOf(rig.db.read, bikes.id, 1))?.source).toBe("Ideas stay yours.");
    await publish("Once more.", 2);
    expect(await asked()).toBe(3);
  });

  it("is published once by two clicks, and the second of two writers is told", async () => {
    await publish("Ideas stay yours.", 0);
    await publish("Ideas stay yours.", 0);
    await expect(publish("Mine.", 0)).rejects.toThrow(new Conflict("charter_changed"));
    expect(await charterOf(rig.db.read, bikes.id, 2)).toBeNull();
  });

  it("is the lead's to write", async () => {
    await expect(publish("Mine.", 0, who.bob)).rejects.toThrow(Forbidden);
  });

  it("refused leaves no idea and no acceptance behind", async () => {
    await publish("Ideas stay yours.", 0);
    await expect(submit(7)).rejects.toThrow(Invalid);
    expect(await rig.db.read.select().from(charterAcceptances)).toEqual([]);
    expect(await rig.db.read.select().from(events).where(eq(events.kind, "idea.submitted"))).toEqual([]);
  });
});
