import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { events } from "../../db/schema/log.ts";
import { markdownOf } from "../../app/features/minutes/markdown.server.ts";
import { minutesOf, minutesSeenBy, replayOf } from "../../app/features/minutes/queries.server.ts";
import { awaitedTranscript, transcribe, transcribing } from "../../app/features/pitching/transcript.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { actorNow, freshDatabase, people, type Rig, space } from "../support/database.ts";
import { pitchOn } from "./support.ts";

let rig: Rig;
let where: string;
let who: Awaited<ReturnType<typeof people>>;

beforeEach(async () => {
  rig = await freshDatabase();
  where = (await space(rig)).id;
  who = await people(rig, where);
});

const refusal = (code: string) => expect.objectContaining({ code });

/** A pitch by pia in which bob asked, and that is over. */
async function pitched() {
  const room = await pitchOn(rig, where, who.pia);
  await room.enter(who.pia, who.bob, who.ann);
  await room.next();
  const question = await room.asks(who.bob, "Why three?");
  await room.act(who.ann, { do: "question.back", question, isBacked: true });
  room.clock.now += 16_000;
  await room.act(who.pia, { do: "phase.next" });
  const as = async (actor: SignedIn) => room.at(await actorNow(rig, actor.id));
  return { ...room, question, as, close: () => room.act(who.pia, { do: "room.close" }) };
}

describe("what was said in a pitch", () => {
  it("is awaited before anybody reads the minutes, and written by whoever presented or led", async () => {
    const room = await pitched();
    const [pia, bob] = [await room.as(who.pia), await room.as(who.bob)];
    await expect(transcribing(pia, room.id)).rejects.toEqual(refusal("room_open"));
    await room.close();
    const awaited = async (actor: SignedIn) => {
      const ctx = await room.as(actor);
      return awaitedTranscript(ctx, await minutesSeenBy(ctx, room.id));
    };
    expect([await awaited(who.pia), await awaited(who.bob)]).toEqual([{ isOwn: true }, { isOwn: false }]);
    await expect(transcribe(bob, room.id, { transcript: "No.", was: "" })).rejects.toEqual(refusal("presenter_only"));
    await expect(transcribing(bob, room.id)).rejects.toEqual(refusal("presenter_only"));
    const page = await transcribing(pia, room.id);
    expect(page).toMatchObject({ transcript: "", was: "" });
    expect(page.slides.map(({ title }) => title)).toEqual(["One", "Two", "Three"]);
    await transcribe(pia, room.id, { transcript: "Three feet.", was: "" });
    expect([await awaited(who.pia), await awaited(who.bob)]).toEqual([null, null]);
    const told = await rig.db.read.select().from(events).where(eq(events.kind, "room.transcribed"));
    expect(told).toHaveLength(1);
  });

  it("can be changed, by whoever saw what stands there", async () => {
    const room = await pitched();
    await room.close();
    const pia = await room.as(who.pia);
    await transcribe(pia, room.id, { transcript: "Three feet.", was: "" });
    await transcribe(pia, room.id, { transcript: "Three feet.", was: "" });
    await expect(transcribe(pia, room.id, { transcript: "Two feet.", was: "" })).rejects.toEqual(
      refusal("changed_meanwhile"),
    );
    const { was } = await transcribing(pia, room.id);
    await transcribe(pia, room.id, { transcript: "Two feet.", was });
    expect((await transcribing(pia, room.id)).transcript).toBe("Two feet.");
    const told = await rig.db.read.select().from(events).where(eq(events.kind, "room.transcribed"));
    expect(told).toHaveLength(1);
  });

  it("stands in the minutes with the slides and the questions, also as Markdown", async () => {
    const room = await pitched();
    await room.act(who.pia, { do: "question.answer", question: room.question });
    await room.close();
    const pia = await room.as(who.pia);
    await transcribe(pia, room.id, { transcript: "Three feet.\n\nOne for each of us.", was: "" });
    const bob = await room.as(who.bob);
    const minutes = await minutesOf(bob, await minutesSeenBy(bob, room.id));
    expect(minutes.pitch).toMatchObject({
      presenter: { id: who.pia.id },
      transcript: "Three feet.\n\nOne for each of us.",
      questions: [{ id: room.question, body: "Why three?", by: { id: who.bob.id }, votes: 1, isAnswered: true }],
      canWrite: false,
    });
    const text = markdownOf(minutes, { locale: "en", origin: "http://localhost", timeZone: "UTC" });
    expect(text).toContain("## The pitch");
    expect(text).toContain("> Three feet.");
    expect(text).toMatch(/- Why three\? \*\(.+\)\* · 1 person wants it answered · answered/);
  });

  it("says for each moment of the replay which slides showed until the next", async () => {
    const room = await pitched();
    await room.close();
    const pia = await room.as(who.pia);
    const seen = await minutesSeenBy(pia, room.id);
    const steps = (await replayOf(pia, seen, 0)).steps;
    const all = await Promise.all(Array.from({ length: steps + 1 }, (_, step) => replayOf(pia, seen, step)));
    const backed = all.find(({ event }) => event?.kind === "question_backed");
    expect(backed?.slides).toEqual({ first: 0, last: 1 });
    expect(all[0]?.slides).toBeNull();
    expect(all.at(-1)?.slides).toBeNull();
  });
});
