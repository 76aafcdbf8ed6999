/** Opening and planning rooms, and what lists show of them. */
import { describe, expect, it } from "vitest";
import { and, eq } from "drizzle-orm";
import { events, jobs } from "../../db/schema/log.ts";
import { rooms } from "../../db/schema/rooms.ts";
import {
  cancelRoom,
  changeRoom,
  inviteToRoom,
  openPlanned,
  replacePlan,
} from "../../app/features/planning/commands.server.ts";
import { inviteInput, openInput, planOfForm } from "../../app/features/planning/inputs.ts";
import { comingRooms, invitedTo, pastRooms, roomsOn } from "../../app/features/planning/queries.server.ts";
import { changedPlan, fitting, minutesOf, usualPhase, phaseKinds } from "../../app/features/planning/rules.ts";
import { muteMember } from "../../app/features/moderation/sanctions.server.ts";
import { markOf, openRoom } from "../../app/features/rooms/commands.server.ts";
import { planOf, roomSeenBy } from "../../app/features/rooms/queries.server.ts";
import { reminderJob } from "../../app/features/rooms/reminding.server.ts";
import { templates } from "../../app/features/rooms/templates.ts";
import { parseForm } from "../../app/platform/forms.server.ts";
import { newId } from "../../app/platform/ids.ts";
import { contextFor, freshDatabase, member, people, person, space, start, visiting } from "../support/database.ts";
import { writtenIdea } from "../writing/support.ts";
import { roomOn } from "../rooms/support.ts";

const hour = 3_600_000;

const fields = {
  idea: "",
  title: "A stand that holds",
  question: "How?",
  template: "core",
  when: "later",
  day: "2026-03-03",
  time: "18:30",
  zone: "Europe/Paris",
  audience: "invited",
  invited: "@Bob, bob;",
  most: "12",
};

function formOf(entries: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(entries)) form.set(name, value);
  return form;
}

async function place() {
  const rig = await freshDatabase();
  const { id } = await space(rig);
  return { rig, space: id, ...(await people(rig, id)) };
}

describe("opening a room", () => {
  it("takes a time on the clocks of a zone, places and people by their handles", async () => {
    const { rig, space, pia } = await place();
    const ctx = contextFor(rig, pia);
    const form = parseForm(openInput, formOf({ id: newId(start), ...fields }));
    const id = await openPlanned(ctx, space, form);
    const { room } = await roomSeenBy(rig.db.read, pia, id);
    expect(room).toMatchObject({ startsAt: Date.UTC(2026, 2, 3, 17, 30), most: 12, audience: "invited", idea: null });
    expect(await invitedTo(rig.db.read, id)).toEqual(["Bob"]);
    expect(await openPlanned(ctx, space, form)).toBe(id);
    expect((await rig.db.read.select().from(rooms)).length).toBe(1);
  });

  it.each([
    [{ title: " " }, { title: "room_title_missing" }],
    [{ question: "" }, { question: "room_question_missing" }],
    [{ day: "2026-02-30" }, { day: "room_day_missing" }],
    [{ time: "25:00" }, { day: "room_day_missing" }],
    [{ most: "1" }, { most: "room_places_unusable" }],
    [{ invited: " , @ " }, { invited: "invited_missing" }],
  ])("refuses %j", (change, wrong) => {
    expect(() => parseForm(openInput, formOf({ id: newId(start), ...fields, ...change }))).toThrow(
      expect.objectContaining({ fields: wrong }),
    );
  });

  it("refuses somebody who is not in the space, a time that is over, and whoever may not open rooms", async () => {
    const { rig, space, pia, ann } = await place();
    const form = (change: Partial<typeof fields>) =>
      parseForm(openInput, formOf({ id: newId(start), ...fields, ...change }));
    await expect(openPlanned(contextFor(rig, pia), space, form({ invited: "@bob @eve" }))).rejects.toMatchObject({
      fields: { invited: "invited_unknown" },
    });
    await expect(openPlanned(contextFor(rig, pia), space, form({ day: "2026-03-01" }))).rejects.toMatchObject({
      fields: { day: "in_the_past" },
    });
    await expect(openPlanned(contextFor(rig, ann), space, form({}))).rejects.toMatchObject({ code: "rooms_by_pilots" });
    expect(await rig.db.read.select().from(rooms)).toEqual([]);
  });
});

describe("a planned room", () => {
  it("changes its title and time, once for whoever saw it as it is", async () => {
    const { rig, space, pia, ann } = await place();
    const room = await roomOn(rig, space, pia, { startsAt: start + 24 * hour });
    const was = markOf((await room.whole()).room, await room.phases());
    const edit = {
      title: "Stands",
      question: "Why?",
      when: "later",
      day: "2026-03-04",
      time: "09:00",
      zone: "UTC",
      was,
    } as const;
    await changeRoom(room.at(pia), room.id, edit);
    const at = Date.UTC(2026, 2, 4, 9);
    expect((await room.whole()).room).toMatchObject({ title: "Stands", startsAt: at, dueAt: at + hour / 4 });
    await changeRoom(room.at(pia), room.id, edit);
    await expect(changeRoom(room.at(pia), room.id, { ...edit, title: "Other" })).rejects.toMatchObject({
      code: "changed_meanwhile",
    });
    await room.enter(ann);
    await expect(changeRoom(room.at(ann), room.id, { ...edit, title: "Mine" })).rejects.toMatchObject({
      code: "host_only",
    });
    const reminders = await rig.db.read.select().from(jobs).where(eq(jobs.kind, reminderJob));
    expect(reminders.map(({ runAt }) => runAt)).toEqual([start + 24 * hour - hour / 4, at - hour / 4]);
  });

  it("takes a new plan from whoever saw the one that stands, and none once it has begun", async () => {
    const { rig, space, pia } = await place();
    const room = await roomOn(rig, space, pia);
    const was = markOf((await room.whole()).room, await room.phases());
    const plan = [usualPhase("write"), usualPhase("dots")];
    await replacePlan(room.at(pia), room.id, was, plan);
    expect(await room.phases()).toEqual(plan);
    await expect(replacePlan(room.at(pia), room.id, was, plan)).rejects.toMatchObject({ code: "changed_meanwhile" });
    await room.enter(pia);
    await room.next();
    const now = markOf((await room.whole()).room, await planOf(rig.db.read, room.id));
    await expect(replacePlan(room.at(pia), room.id, now, plan)).rejects.toMatchObject({ code: "room_begun" });
  });

  it("takes one of two plans that come at the same moment, and says so to the other", async () => {
    const { rig, space, pia } = await place();
    const room = await roomOn(rig, space, pia);
    const was = markOf((await room.whole()).room, await room.phases());
    const [one, two] = [[usualPhase("write")], [usualPhase("dots")]];
    const came = await Promise.allSettled([one, two].map((plan) => replacePlan(room.at(pia), room.id, was, plan)));
    expect(came.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(came.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "changed_meanwhile" } });
  });

  it("takes no words from somebody who may not write for a while, and another time all the same", async () => {
    const { rig, space, pia, ann } = await place();
    const paul = await member(rig, await person(rig, "paul"), space, { pilot: true });
    const room = await roomOn(rig, space, paul);
    const muting = { id: newId(start), days: 1, reason: "spam", words: "Calm down." } as const;
    await muteMember(contextFor(rig, pia), space, paul.handle, muting);
    const { room: row } = await room.whole();
    const was = markOf(row, await room.phases());
    const edit = { title: row.title, question: row.question, day: "2026-03-04", time: "09:00", zone: "UTC", was };
    const muted = { code: "muted" };
    const at = room.at(paul);
    await expect(changeRoom(at, room.id, { ...edit, when: "now", title: "Mine" })).rejects.toMatchObject(muted);
    await expect(replacePlan(at, room.id, was, [usualPhase("write")])).rejects.toMatchObject(muted);
    await changeRoom(at, room.id, { ...edit, when: "later" });
    expect((await roomSeenBy(rig.db.read, ann, room.id)).room).toMatchObject({ title: row.title });
  });

  it("is opened once by a form that comes twice at the same moment", async () => {
    const { rig, space, pia } = await place();
    const id = newId(start);
    const { title, question } = fields;
    const more = { template: "core", audience: "space", most: 12, startsAt: null, invited: [], idea: null } as const;
    const input = { id, title, question, ...more, invited: [] };
    const came = await Promise.all([1, 2, 3].map(() => openRoom(contextFor(rig, pia), space, input)));
    expect(came).toEqual([id, id, id]);
    expect(await rig.db.read.$count(rooms)).toBe(1);
    const opened = and(eq(events.kind, "room.opened"), eq(events.subject, `room:${id}`));
    expect(await rig.db.read.$count(events, opened)).toBe(1);
  });

  it("is cancelled before it begins, gives nobody credit, and leaves no minutes", async () => {
    const { rig, space, pia, bob } = await place();
    const room = await roomOn(rig, space, pia, { startsAt: start + hour });
    await room.enter(pia, bob);
    await expect(cancelRoom(room.at(bob), room.id)).rejects.toMatchObject({ code: "host_only" });
    await cancelRoom(room.at(pia), room.id);
    await cancelRoom(room.at(pia), room.id);
    expect((await room.whole()).room).toMatchObject({ state: "closed", end: "cancelled", dueAt: null });
    const { rooms: past } = await pastRooms(room.at(bob), space, null);
    expect(past).toMatchObject([{ end: "cancelled", gave: { people: 0, notes: 0 } }]);
    expect(await comingRooms(room.at(bob), space)).toEqual([]);
  });

  it("invites more people, each once", async () => {
    const { rig, space, pia, bob } = await place();
    const room = await roomOn(rig, space, pia, { audience: "invited", invited: ["ann"] });
    const { invited } = parseForm(inviteInput, formOf({ invited: "@bob @ann" }));
    await expect(roomSeenBy(rig.db.read, bob, room.id)).rejects.toMatchObject({ code: "not_found" });
    await inviteToRoom(room.at(pia), room.id, invited);
    await inviteToRoom(room.at(pia), room.id, invited);
    expect(await invitedTo(rig.db.read, room.id)).toEqual(["Ann", "Bob"]);
    expect((await roomSeenBy(rig.db.read, bob, room.id)).room.id).toBe(room.id);
  });
});

describe("lists of rooms", () => {
  it("show a room by invitation to those alone who were invited, and nothing to whoever was sent out", async () => {
    const { rig, space, pia, ann, bob, eve } = await place();
    const open = await roomOn(rig, space, pia, { title: "Open" });
    const closed = await roomOn(rig, space, pia, { title: "Among us", audience: "invited", invited: ["ann"] });
    const seenBy = async (ctx: Parameters<typeof comingRooms>[0]) =>
      (await comingRooms(ctx, space)).map(({ title }) => title).toSorted();
    expect(await seenBy(closed.at(ann))).toEqual(["Among us", "Open"]);
    expect(await seenBy(closed.at(bob))).toEqual(["Open"]);
    expect(await seenBy(closed.at(eve))).toEqual(["Open"]);
    expect(await seenBy(visiting(rig))).toEqual(["Open"]);
    await open.enter(pia, bob);
    await open.act(pia, { do: "member.block", member: bob.id });
    expect(await seenBy(open.at(bob))).toEqual([]);
  });

  it("say how many people are there now, and what a closed room came to", async () => {
    const { rig, space, pia, ann, bob } = await place();
    const room = await roomOn(rig, space, pia);
    await room.enter(pia, ann);
    expect(await comingRooms(room.at(bob), space)).toMatchObject([{ here: 2, state: "lobby", gave: null }]);
    await room.plan([usualPhase("write")]);
    await room.next();
    await room.note(ann, "Two feet");
    await room.act(pia, { do: "room.close" });
    const { rooms: past, next } = await pastRooms(room.at(bob), space, null);
    expect(past).toMatchObject([{ gave: { people: 2, notes: 1 }, end: "host" }]);
    expect(next).toBeNull();
    expect(await roomsOn(room.at(bob), newId(start))).toEqual([]);
  });
});

describe("the credit of an idea's rooms", () => {
  it("names who gave something, and nobody by a note that bears no name until it is claimed", async () => {
    const { rig, id: idea, place, ann, bob, pia } = await writtenIdea();
    const room = await roomOn(rig, place.id, pia, { idea });
    await room.enter(pia, ann, bob);
    await room.plan([usualPhase("write")]);
    await room.next();
    await room.note(bob, "Two feet");
    const sealed = await room.note(ann, "My boss says no", true);
    await room.act(pia, { do: "room.close" });
    const named = async () => (await roomsOn(room.at(bob), idea))[0]?.givers.map(({ name }) => name).toSorted();
    expect(await named()).toEqual(["Bob", "Pia"]);
    await room.act(ann, { do: "note.claim", note: sealed });
    expect(await named()).toEqual(["Ann", "Bob", "Pia"]);
  });
});

describe("a plan", () => {
  it("fits each kind of phase, and keeps every template as it is", () => {
    for (const plan of Object.values(templates)) for (const phase of plan) expect(fitting(phase)).toEqual(phase);
    for (const kind of phaseKinds) expect(fitting(usualPhase(kind))).toEqual(usualPhase(kind));
    expect(
      fitting({ ...usualPhase("frame"), visibility: "private", votes: 9, ballot: "consent", grouping: "pairs" }),
    ).toEqual(usualPhase("frame"));
    expect(fitting({ ...usualPhase("dots"), ballot: "quadratic", votes: 0 }).votes).toBe(36);
    expect(minutesOf(templates.core)).toBe(57);
  });

  it("moves, loses and gains phases, and stays itself beyond its ends", () => {
    const plan = (["frame", "write", "dots"] as const).map(usualPhase);
    const kinds = (act: string, place: number) =>
      changedPlan(plan, { act, place, added: "decide" }).map(({ kind }) => kind);
    expect(kinds("up", 1)).toEqual(["write", "frame", "dots"]);
    expect(kinds("down", 1)).toEqual(["frame", "dots", "write"]);
    expect(kinds("up", 0)).toEqual(["frame", "write", "dots"]);
    expect(kinds("down", 2)).toEqual(["frame", "write", "dots"]);
    expect(kinds("remove", 0)).toEqual(["write", "dots"]);
    expect(kinds("add", 0)).toEqual(["frame", "write", "dots", "decide"]);
    expect(kinds("save", Number.NaN)).toEqual(["frame", "write", "dots"]);
  });

  it("is read from a form, and says which field of which phase is wrong", () => {
    const phase = {
      kind: "write",
      minutes: "2.5",
      visibility: "private",
      advance: "timer",
      ballot: "dots",
      votes: "0",
      grouping: "alone",
      prompt: "",
      words: "",
    };
    const form = (change: Record<string, string>) =>
      formOf(Object.fromEntries(Object.entries({ ...phase, ...change }).map(([name, value]) => [`${name}.0`, value])));
    expect(planOfForm(form({ words: " Go " }))).toEqual([{ ...usualPhase("write"), seconds: 150, words: "Go" }]);
    expect(() => planOfForm(form({ minutes: "0" }))).toThrow(
      expect.objectContaining({ fields: { "minutes.0": "room_minutes_unusable" } }),
    );
    expect(() => planOfForm(form({ extra: "1" }))).toThrow(expect.objectContaining({ code: "invalid" }));
    expect(() => planOfForm(formOf({ nothing: "1" }))).toThrow(expect.objectContaining({ code: "malformed" }));
  });
});
