/** What people are told of rooms. */
import { eq } from "drizzle-orm";
import { expect, it, onTestFinished } from "vitest";
import { events } from "../../db/schema/log.ts";
import { members } from "../../db/schema/members.ts";
import { noticeEvents } from "../../db/schema/notices.ts";
import { followIdea } from "../../app/features/following/commands.server.ts";
import { chooseNotices } from "../../app/features/notices/choosing.server.ts";
import { noticesPage, targetOf } from "../../app/features/notices/queries.server.ts";
import { defaultSettings, sentenceOf } from "../../app/features/notices/rules.ts";
import { mailWords } from "../../app/features/notices/words.server.ts";
import { cancelRoom, changeRoom, inviteToRoom } from "../../app/features/planning/commands.server.ts";
import { usualPhase } from "../../app/features/planning/rules.ts";
import { addTexts, namePresenter } from "../../app/features/pitching/slides.server.ts";
import { transcribe } from "../../app/features/pitching/transcript.server.ts";
import { markOf } from "../../app/features/rooms/commands.server.ts";
import { remind } from "../../app/features/rooms/reminding.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { newId } from "../../app/platform/ids.ts";
import { exact } from "../../app/ui/dates.ts";
import { actorNow, contextFor, start } from "../support/database.ts";
import { startMailServer } from "../support/smtp.ts";
import { mailAt, origin, readMails } from "../notices/mails.ts";
import { kindsToldTo, tellAll } from "../notices/support.ts";
import { roomOn } from "../rooms/support.ts";
import { writtenIdea } from "../writing/support.ts";

const hour = 3_600_000;

async function planned(change: Parameters<typeof roomOn>[3] = {}) {
  const { rig, id, place, ann, bob, eve, pia } = await writtenIdea();
  const room = await roomOn(rig, place.id, pia, { idea: id, startsAt: start + hour, invited: ["bob"], ...change });
  return { rig, idea: id, room, ann, bob, eve, pia, told: (who: SignedIn) => kindsToldTo(rig, who) };
}

it("tells the invited, then who follows the idea, each once, and leads them to the room", async () => {
  const { rig, room, idea, ann, bob, eve, pia, told } = await planned();
  await followIdea(contextFor(rig, bob), idea);
  await tellAll(rig);
  await tellAll(rig);
  expect(await told(bob)).toEqual(["room_invited"]);
  expect(await told(ann)).toEqual(["room_planned"]);
  expect([await told(eve), await told(pia)]).toEqual([[], []]);
  const ctx = contextFor(rig, await actorNow(rig, bob.id));
  const { notices } = await noticesPage(ctx, null);
  expect(notices).toMatchObject([{ room: { title: "A stand that holds" }, by: { name: "Pia" } }]);
  expect(await targetOf(ctx, notices[0]?.id ?? "")).toBe(`/rooms/${room.id}`);
});

it("tells of a room by invitation nobody but those who were invited, and takes it back from whoever is sent out", async () => {
  const { rig, room, ann, bob, pia, told } = await planned({ audience: "invited" });
  await tellAll(rig);
  expect([await told(bob), await told(ann)]).toEqual([["room_invited"], []]);
  await inviteToRoom(room.at(pia), room.id, ["ann"]);
  await tellAll(rig);
  expect(await told(ann)).toEqual(["room_invited"]);
  await room.enter(pia, bob);
  await room.act(pia, { do: "member.block", member: bob.id });
  expect(await told(bob)).toEqual([]);
});

it("reminds once, a quarter of an hour before, at the time that holds then, and by a mail that does not wait", async () => {
  const { rig, room, bob, pia, told } = await planned();
  const was = markOf((await room.whole()).room, await room.phases());
  const edit = {
    title: "Stands",
    question: "Why?",
    when: "later",
    day: "2026-03-02",
    time: "13:00",
    zone: "UTC",
    was,
  } as const;
  await changeRoom(room.at(pia), room.id, edit);
  const startsAt = start + 3 * hour;
  const soon = () => rig.db.read.select().from(events).where(eq(events.kind, "room.soon"));
  await remind(rig.db, { room: room.id, startsAt: start + hour }, start + 45 * 60_000);
  expect(await soon()).toEqual([]);
  for (let n = 0; n < 2; n++) await remind(rig.db, { room: room.id, startsAt }, startsAt - 15 * 60_000);
  expect(await soon()).toHaveLength(1);
  await tellAll(rig);
  expect((await told(bob)).toSorted()).toEqual(["room_invited", "room_moved", "room_soon"]);
  const mails = await rig.db.read.select().from(noticeEvents).where(eq(noticeEvents.member, bob.id));
  expect(mails.map(({ mailAt }) => mailAt)).toContain(startsAt - 15 * 60_000);
});

it("says when it begins on the reader's clocks and in the reader's language, on the page and by mail", async () => {
  const server = await startMailServer();
  onTestFinished(() => server.stop());
  const { rig, bob } = await planned();
  Object.assign(rig.config, { smtpUrl: server.url, origin, mailFrom: "Caco <ideas@example.org>" });
  const clocks = { locale: "fr", timeZone: "Asia/Tokyo" } as const;
  await rig.db.transaction((tx) => tx.update(members).set(clocks).where(eq(members.id, bob.id)));
  await chooseNotices(contextFor(rig, await actorNow(rig, bob.id)), { ...defaultSettings, quiet: null });
  await tellAll(rig);
  const moment = "lundi 2 mars 2026 à 20:00";
  const { t, ui } = mailWords("fr");
  const { notices } = await noticesPage(contextFor(rig, await actorNow(rig, bob.id)), null);
  const [notice] = notices;
  const said = notice && sentenceOf(notice, t, ui, (at) => exact(at, clocks));
  expect(said).toBe(`Pia vous invite dans la salle «\u202fA stand that holds\u202f» le ${moment}`);
  await mailAt(rig, start + hour);
  const mails = await readMails(server);
  expect(mails.find(({ to }) => to?.[0]?.address?.startsWith("bob@"))?.text).toContain(moment);
});

it("says so to whoever is called in its talk, may come in, and is not there to read it", async () => {
  const { rig, room, ann, bob, eve, pia, told } = await planned({ audience: "invited", invited: ["bob"] });
  await room.enter(pia);
  const say = (body: string) => room.act(pia, { do: "talk.say", message: newId(start), body });
  await say("@bob and @ann, what do you say? @pia asks, and @eve does not hear.");
  await tellAll(rig);
  expect((await told(bob)).toSorted()).toEqual(["room_invited", "room_mention"]);
  expect([await told(ann), await told(eve), await told(pia)]).toEqual([[], [], []]);
  const mentioned = () => rig.db.read.$count(events, eq(events.kind, "room.mentioned"));
  expect(await mentioned()).toBe(1);
  await room.enter(bob);
  await say("@bob, now that you are here.");
  expect(await mentioned()).toBe(1);
});

it("says that a room begins at another time, in the place of what was said of it before", async () => {
  const { rig, room, bob, pia, told } = await planned();
  const later = async (hours: number) => {
    const { title, question } = (await room.whole()).room;
    const was = markOf((await room.whole()).room, await room.phases());
    const [day = "", time = ""] = new Date(start + hours * hour).toISOString().slice(0, 16).split("T");
    const edit = { title, question, was, when: "later" as const, day, time, zone: "UTC" };
    await changeRoom(contextFor(rig, await actorNow(rig, pia.id)), room.id, edit);
    await tellAll(rig);
  };
  await later(5);
  expect((await told(bob)).toSorted()).toEqual(["room_invited", "room_moved"]);
  await later(6);
  expect((await told(bob)).toSorted()).toEqual(["room_invited", "room_moved"]);
});

it("asks whoever presented for what was said, and says that the minutes are there once it is written", async () => {
  const { rig, room, bob, pia, told } = await planned();
  const [talk] = await room.phases();
  const pitch = { ...usualPhase("slides"), votes: 1 };
  await room.plan(talk ? [pitch, { ...talk, kind: "discuss" }] : [pitch]);
  await room.enter(pia, bob);
  await namePresenter(contextFor(rig, await actorNow(rig, pia.id)), room.id, bob.id);
  await tellAll(rig);
  expect((await told(bob)).toSorted()).toEqual(["room_invited", "room_presenter"]);
  const presenting = contextFor(rig, await actorNow(rig, bob.id));
  await addTexts(presenting, room.id, { slide: newId(start), texts: "# One" });
  await room.next();
  await room.act(pia, { do: "room.close" });
  await tellAll(rig);
  expect(await told(bob)).toEqual(["room_transcript"]);
  await transcribe(contextFor(rig, await actorNow(rig, pia.id)), room.id, { transcript: "One.", was: "" });
  await tellAll(rig);
  expect(await told(bob)).toEqual(["room_minutes"]);
});

it("says that it has begun to those who are not there, and that the minutes are there to those who were", async () => {
  const { rig, room, ann, bob, pia, told } = await planned();
  await room.enter(pia, bob);
  await room.next();
  await tellAll(rig);
  expect([await told(ann), await told(bob)]).toEqual([["room_begun"], ["room_invited"]]);
  await room.act(pia, { do: "room.close" });
  await tellAll(rig);
  expect([await told(ann), await told(bob)]).toEqual([[], ["room_minutes"]]);
  const ctx = contextFor(rig, await actorNow(rig, bob.id));
  const { notices } = await noticesPage(ctx, null);
  expect(await targetOf(ctx, notices[0]?.id ?? "")).toBe(`/rooms/${room.id}/minutes`);
});

it("says that it was cancelled instead of everything said before", async () => {
  const { rig, room, ann, bob, pia, told } = await planned();
  await tellAll(rig);
  await cancelRoom(room.at(pia), room.id);
  await tellAll(rig);
  expect([await told(ann), await told(bob)]).toEqual([["room_cancelled"], ["room_cancelled"]]);
});
