import { beforeEach, describe, expect, it } from "vitest";
import { submitIdea } from "../../app/features/ideas/commands.server.ts";
import { moveIdea } from "../../app/features/piloting/commands.server.ts";
import { openOnDesk } from "../../app/features/piloting/desk-item.server.ts";
import { deskCount, deskOf, type Owed } from "../../app/features/piloting/desk.server.ts";
import { answerRate } from "../../app/features/piloting/figures.server.ts";
import type { MoveInput } from "../../app/features/piloting/inputs.ts";
import { dayStarts } from "../../app/features/piloting/calendar.server.ts";
import { deskPath, type DeskView, deskViewIn, rateOf, wholeDesk } from "../../app/features/piloting/rules.ts";
import { saveAnswer } from "../../app/features/saved-answers/commands.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { Forbidden, NotFound } from "../../app/platform/errors.ts";
import { newId } from "../../app/platform/ids.ts";
import { actorNow, contextFor, freshDatabase, member, people, person, type Rig, space } from "../support/database.ts";

const day = 86_400_000;
/** A Monday, 10:00 in the space's zone: three working days end on Thursday. */
const monday = Date.parse("2026-03-02T10:00+01:00");

let rig: Rig;
let where: string;
let who: Awaited<ReturnType<typeof people>>;

beforeEach(async () => {
  rig = await freshDatabase();
  where = (await space(rig)).id;
  who = await people(rig, where);
});

const at = (actor: SignedIn, now: number) => contextFor(rig, actor, { now });

async function proposed(author: SignedIn, title: string, now: number, there = where): Promise<string> {
  const id = newId(now);
  await submitIdea(at(author, now), there, { id, title, problem: "Flat.", forWhom: "Riders.", solution: "A pump." });
  return id;
}

async function move(idea: string, from: string, to: string, now: number, change: Partial<MoveInput> = {}) {
  const input = { id: newId(now), from, to, message: "Because.", reasonKind: null, reviewOn: null, ...change };
  await moveIdea(at(who.pia, now), idea, input);
}

async function listed(now: number, actor = who.pia) {
  const { owed } = await deskOf(at(actor, now), null);
  return owed.map(nameOf);
}

function nameOf(owed: Owed): string {
  return owed.kind === "judge" ? `judge ${owed.what} ${owed.name}` : `${owed.kind} ${owed.idea.title}`;
}

describe("the desk", () => {
  it("lists what is owed over all spaces one pilots, what is due first at the top", async () => {
    const other = await space(rig, { name: "Cargo" });
    const pia = await member(rig, who.pia, other.id, { pilot: true });
    const answered = await proposed(who.ann, "A", monday);
    await proposed(who.ann, "B", monday + 1);
    const weighed = await proposed(who.bob, "C", monday);
    await proposed(await member(rig, who.bob, other.id), "D", monday + 2, other.id);
    await move(answered, "new", "open", monday + day);
    await move(weighed, "new", "evaluating", monday + day);
    const desk = await deskOf(at(pia, monday + 2 * day), null);
    expect(desk.owed.map(nameOf)).toEqual(["acknowledge B", "acknowledge D", "decide C"]);
    expect(desk).toMatchObject({ all: 3, late: 0, next: null });
    expect(await deskCount(at(pia, monday + 4 * day))).toEqual({ all: 3, late: 2 });
  });

  it("leaves to others what one wrote, and is closed to whoever pilots nothing", async () => {
    await proposed(who.pia, "Mine", monday);
    expect(await listed(monday)).toEqual([]);
    await expect(deskOf(at(who.bob, monday), null)).rejects.toThrow(Forbidden);
    expect(await deskCount(at(who.bob, monday))).toBeNull();
  });

  it("brings back what was put off shortly before its day", async () => {
    const idea = await proposed(who.ann, "Later", monday);
    await move(idea, "new", "later", monday + 1, { reviewOn: "2026-05-01" });
    expect(await listed(monday + 2)).toEqual([]);
    expect(await listed(Date.parse("2026-04-20T00:00Z"))).toEqual(["review Later"]);
  });

  it("goes on where a page ends", async () => {
    for (let each = 0; each < 51; each++) await proposed(who.ann, `Idea ${each}`, monday + each * 60_000);
    const first = await deskOf(at(who.pia, monday + day), null);
    expect(first.owed).toHaveLength(50);
    const rest = await deskOf(at(who.pia, monday + day), first.next);
    expect(rest.owed.map(nameOf)).toEqual(["acknowledge Idea 50"]);
    expect(rest.next).toBeNull();
  });

  it("opens an idea with what one may do, and none that one may not see", async () => {
    const idea = await proposed(who.ann, "A", monday);
    expect(await openOnDesk(at(who.pia, monday), idea)).toMatchObject({
      title: "A",
      owed: [{ kind: "acknowledge" }],
      steering: { stages: ["open", "developing", "evaluating", "later", "declined"] },
    });
    // Of another space a pilot sees the idea, not the words that are kept ready there.
    const elsewhere = await member(rig, who.eve, (await space(rig, { name: "Cargo" })).id, { pilot: true });
    const words = { name: "Thanks", en: "Thank you, {name}.", fr: "Merci." };
    await saveAnswer(at(who.pia, monday), where, { id: newId(monday), ...words });
    expect((await openOnDesk(at(who.pia, monday), idea)).answers).toHaveLength(1);
    expect((await openOnDesk(at(elsewhere, monday), idea)).answers).toEqual([]);
    const secret = await space(rig, { name: "Secret", visibility: "private" });
    const insider = await member(rig, await person(rig, "ida"), secret.id);
    const hidden = await proposed(insider, "Hidden", monday, secret.id);
    await expect(openOnDesk(at(await actorNow(rig, who.pia.id), monday), hidden)).rejects.toThrow(NotFound);
  });
});

describe("the answer rate", () => {
  it("counts what was due, whether or not it was answered, and what was answered early once it is due", async () => {
    const early = await proposed(who.ann, "Early", monday);
    const late = await proposed(who.ann, "Late", monday);
    await proposed(who.ann, "Never", monday);
    await move(early, "new", "open", monday + 1);
    expect(await answerRate(rig.db.read, [where], monday + day)).toMatchObject({ met: 0, due: 0 });
    await move(late, "new", "open", monday + 4 * day);
    const rate = await answerRate(rig.db.read, [where], monday + 5 * day);
    expect(rate).toMatchObject({ met: 1, due: 3, share: null, acknowledge: { met: 1, due: 3 } });
    expect(await answerRate(rig.db.read, [where], monday + 120 * day)).toMatchObject({ due: 0 });
  });

  it("is told from five on, and never rounded up", () => {
    expect(rateOf([{ kind: "decide", met: 4, due: 4 }]).share).toBeNull();
    expect(
      rateOf([
        { kind: "decide", met: 2, due: 3 },
        { kind: "acknowledge", met: 197, due: 197 },
      ]),
    ).toEqual({ met: 199, due: 200, share: 99, acknowledge: { met: 197, due: 197 }, decide: { met: 2, due: 3 } });
  });
});

describe("what of the desk is shown", () => {
  it("is read from the address, and what is unknown there is left out", () => {
    const query = "whose=all&group=decide&space=bikes&language=fr&idea=x&after=1.a";
    const view = deskViewIn(new URLSearchParams(query));
    expect(view).toEqual({ whose: "all", group: "decide", space: "bikes", language: "fr", after: "1.a" });
    expect(deskViewIn(new URL(deskPath("x", view), "http://here").searchParams)).toEqual(view);
    expect(deskViewIn(new URLSearchParams("whose=theirs&group=none&language=de"))).toEqual(wholeDesk);
    expect(deskPath(null, wholeDesk)).toBe("/pilot");
  });

  it("is a group, a space or a language, and each group counts what is behind the page too", async () => {
    const other = await space(rig, { name: "Cargo" });
    const pia = await member(rig, who.pia, other.id, { pilot: true });
    await proposed(who.ann, "Late", monday - 14 * day);
    const weighed = await proposed(who.ann, "Weighed", monday);
    await move(weighed, "new", "evaluating", monday + 1);
    await proposed(await member(rig, who.bob, other.id), "There", monday, other.id);
    const shown = async (view: Partial<DeskView>) => {
      const desk = await deskOf(at(pia, monday + 2), null, { ...wholeDesk, whose: "all", ...view });
      return { titles: desk.owed.map((each) => each.kind !== "judge" && each.idea.title), groups: desk.groups };
    };
    const all = await shown({});
    expect(all.titles).toEqual(["Late", "There", "Weighed"]);
    expect(all.groups).toEqual({ overdue: 1, acknowledge: 1, decide: 1, promise: 0, judge: 0, paused: 0, stale: 0 });
    expect((await shown({ group: "overdue" })).titles).toEqual(["Late"]);
    expect((await shown({ group: "decide" })).titles).toEqual(["Weighed"]);
    expect((await shown({ space: other.slug })).titles).toEqual(["There"]);
    expect((await shown({ space: "nowhere" })).titles).toEqual([]);
    expect((await shown({ language: "fr" })).titles).toEqual([]);
    expect((await shown({ language: "en" })).titles).toHaveLength(3);
  });

  it("counts what is due day by day, what ends with a day for that day", async () => {
    const idea = await proposed(who.ann, "Weighed", monday);
    await move(idea, "new", "evaluating", monday + 1);
    await proposed(who.ann, "New", monday + 2);
    const [, ...starts] = dayStarts(monday + 3, 25, "Europe/Paris");
    const { days } = await deskOf(at(who.pia, monday + 3), null, wholeDesk, [monday + 3, ...starts]);
    // A first word by Thursday, the answer by the end of the day three weeks later.
    expect(days.flatMap((due, ahead) => (due > 0 ? [[ahead, due]] : []))).toEqual([
      [3, 1],
      [21, 1],
    ]);
  });
});
