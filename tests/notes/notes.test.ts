import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { events } from "../../db/schema/log.ts";
import { internalNotes } from "../../db/schema/notes.ts";
import { memberships } from "../../db/schema/spaces.ts";
import { ideaAuthors } from "../../db/schema/writing.ts";
import { submitIdea } from "../../app/features/ideas/commands.server.ts";
import { deleteNote, editNote, writeNote } from "../../app/features/notes/commands.server.ts";
import { notesOn, notesPage } from "../../app/features/notes/queries.server.ts";
import { takeRole } from "../../app/features/spaces/membership.server.ts";
import { tellingOf } from "../../app/live/telling.server.ts";
import type { Actor, SignedIn } from "../../app/platform/actor.ts";
import { Conflict, Forbidden, NotFound } from "../../app/platform/errors.ts";
import { newId } from "../../app/platform/ids.ts";
import { kindsToldTo, tellAll } from "../notices/support.ts";
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
  visiting,
} from "../support/database.ts";

let rig: Rig;
let where: string;
let who: Awaited<ReturnType<typeof people>>;
/** Another pilot, and a product person. */
let pat: SignedIn;
let pro: SignedIn;
let idea: { id: string; space: string; author: string };

beforeEach(async () => {
  rig = await freshDatabase();
  where = (await space(rig)).id;
  who = await people(rig, where);
  pat = await member(rig, await person(rig, "pat"), where, { pilot: true });
  pro = await member(rig, await person(rig, "pro"), where, { product: true });
  idea = await proposedBy(who.ann);
});

async function proposedBy(author: SignedIn) {
  const texts = { title: "A pump at each stop", problem: "Flat.", forWhom: "Riders.", solution: "A pump." };
  const { id } = await submitIdea(contextFor(rig, author), where, { id: newId(start), ...texts });
  return { id, space: where, author: author.id };
}

const as = (actor: Actor, now = start) => ({ ...visiting(rig), actor, now });
const note = (body = "Ask the workshop first.") => ({ id: newId(start), body });
const readBy = async (actor: Actor) => (await notesOn(as(actor), idea))?.notes.map(({ html }) => html) ?? null;

describe("internal notes", () => {
  it("are read by pilots and product people, and by nobody else", async () => {
    await writeNote(as(who.pia), idea.id, note());
    for (const steering of [who.pia, pat, pro])
      expect(await readBy(steering)).toEqual([expect.stringContaining("workshop")]);
    const admin = await person(rig, "adm", { admin: true });
    for (const other of [who.ann, who.bob, who.eve, admin]) {
      expect(await readBy(other)).toBeNull();
      await expect(notesPage(as(other), idea.id, null)).rejects.toThrow(NotFound);
      await expect(writeNote(as(other), idea.id, note())).rejects.toThrow(NotFound);
    }
  });

  it("are kept from whoever wrote the idea, pilot or not, also once he or she joins its authors", async () => {
    const own = await proposedBy(pat);
    await writeNote(as(who.pia), own.id, note("Pat will not like this."));
    await expect(notesPage(as(pat), own.id, null)).rejects.toThrow(NotFound);
    expect(await notesOn(as(pat), own)).toBeNull();

    const written = await writeNote(as(pat), idea.id, note("Mine."));
    const row = { idea: idea.id, member: pat.id, state: "accepted" as const, invitedBy: who.ann.id };
    await rig.db.transaction((tx) => tx.insert(ideaAuthors).values({ ...row, affiliation: "customer", at: start }));
    expect(await readBy(pat)).toBeNull();
    await expect(editNote(as(pat), idea.id, { note: written, body: "Other.", editedAt: null })).rejects.toThrow(
      NotFound,
    );
    await expect(deleteNote(as(pat), idea.id, written)).rejects.toThrow(NotFound);
  });

  it("an admin reads them only where no pilot is left", async () => {
    const admin = await person(rig, "adm", { admin: true });
    await writeNote(as(pro), idea.id, note());
    expect(await readBy(admin)).toBeNull();
    await rig.db.transaction((tx) => tx.update(memberships).set({ pilot: false }).where(eq(memberships.space, where)));
    expect(await readBy(admin)).toHaveLength(1);
    expect(await readBy(await actorNow(rig, pat.id))).toBeNull();
  });

  it("sent twice are one, other words under the same id another one", async () => {
    const first = note();
    expect(await writeNote(as(who.pia), idea.id, first)).toBe(first.id);
    expect(await writeNote(as(who.pia), idea.id, first)).toBe(first.id);
    expect(await writeNote(as(who.pia), idea.id, { ...first, body: "Another." })).not.toBe(first.id);
    expect(await readBy(pat)).toHaveLength(2);
  });

  it("are changed and deleted by their writer alone, and the second of two tabs is told", async () => {
    const id = await writeNote(as(who.pia), idea.id, note());
    const edit = { note: id, body: "Ask them **now**.", editedAt: null };
    await expect(editNote(as(pat), idea.id, edit)).rejects.toThrow(Forbidden);
    await expect(deleteNote(as(pat), idea.id, id)).rejects.toThrow(Forbidden);
    await editNote(as(who.pia, start + 1), idea.id, edit);
    expect(await readBy(pat)).toEqual([expect.stringContaining("<strong>now</strong>")]);
    await expect(editNote(as(who.pia), idea.id, { ...edit, body: "Later." })).rejects.toThrow(Conflict);
    await deleteNote(as(who.pia), idea.id, id);
    await deleteNote(as(who.pia), idea.id, id);
    expect(await rig.db.read.select().from(internalNotes)).toEqual([]);
    expect(await rig.db.read.select().from(events).where(eq(events.kind, "note.deleted"))).toHaveLength(1);
  });

  it("call and tell only those who may read them", async () => {
    await writeNote(as(pat), idea.id, note("First."));
    await writeNote(as(who.pia, start + 1), idea.id, note("@pro and @bob and @ann, look."));
    const [newest] = (await readBy(who.pia)) ?? [];
    expect(newest).toContain('href="/people/pro"');
    expect(newest).not.toContain('href="/people/bob"');
    await tellAll(rig);
    expect(await kindsToldTo(rig, pro)).toContain("note_mention");
    expect(await kindsToldTo(rig, pat)).toContain("note");
    for (const other of [who.ann, who.bob]) {
      expect((await kindsToldTo(rig, other)).filter((kind) => kind.startsWith("note"))).toEqual([]);
    }
  });

  it("who stops steering, or joins the authors, reads no notice of them any more", async () => {
    await writeNote(as(who.pia), idea.id, note("@pro @pat, look."));
    await tellAll(rig);
    const row = { idea: idea.id, member: pat.id, state: "accepted" as const, invitedBy: who.ann.id };
    await rig.db.transaction((tx) => tx.insert(ideaAuthors).values({ ...row, affiliation: "customer", at: start }));
    expect((await kindsToldTo(rig, pat)).filter((kind) => kind.startsWith("note"))).toEqual([]);
    expect(await kindsToldTo(rig, pro)).toContain("note_mention");
    await takeRole(as(who.pia), where, { member: pro.id, role: "product" });
    expect(await kindsToldTo(rig, pro)).not.toContain("note_mention");
  });

  it("a note that is deleted is told of no more", async () => {
    const id = await writeNote(as(who.pia), idea.id, note("@pro, look."));
    await tellAll(rig);
    await deleteNote(as(who.pia), idea.id, id);
    await tellAll(rig);
    expect(await kindsToldTo(rig, pro)).not.toContain("note_mention");
  });

  it("are said live to the rooms of those members alone who may read them", async () => {
    await writeNote(as(who.pia), idea.id, note());
    const [event] = await rig.db.read.select().from(events).where(eq(events.kind, "note.written"));
    if (!event) throw new Error("Nothing was recorded.");
    const told = (await tellingOf["note.written"]?.(rig.db.read, event)) ?? [];
    expect(told.flatMap((out) => ("to" in out ? out.to.toSorted() : []))).toEqual(
      [who.pia.id, pat.id, pro.id].map((id) => `member:${id}`).toSorted(),
    );
    expect(JSON.stringify(event.payload)).not.toContain("workshop");
  });
});
