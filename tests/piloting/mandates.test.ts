import { and, eq, isNull } from "drizzle-orm";
import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { postComment } from "../../app/features/discussion/commands.server.ts";
import { submitIdea } from "../../app/features/ideas/commands.server.ts";
import { hideItem, reportItem } from "../../app/features/moderation/commands.server.ts";
import { muteMember } from "../../app/features/moderation/sanctions.server.ts";
import { writeNote } from "../../app/features/notes/commands.server.ts";
import { assignedTo } from "../../app/features/piloting/assigning.server.ts";
import { moveIdea, undoMove } from "../../app/features/piloting/commands.server.ts";
import { deskCount, deskOf } from "../../app/features/piloting/desk.server.ts";
import { handOver } from "../../app/features/piloting/handing-over.server.ts";
import type { MandateInput } from "../../app/features/piloting/inputs.ts";
import { mandatesShown, myMandates } from "../../app/features/piloting/mandates.server.ts";
import { giveMandate, noteMandate, takeMandate } from "../../app/features/piloting/mandating.server.ts";
import { pauseClock } from "../../app/features/piloting/pausing.server.ts";
import { makePromise } from "../../app/features/piloting/promising.server.ts";
import { wholeDesk } from "../../app/features/piloting/rules.ts";
import { giveRole, leaveSpace, takeRole } from "../../app/features/spaces/membership.server.ts";
import { tagIdea } from "../../app/features/tags/commands.server.ts";
import { openTalk, speak } from "../../app/features/talks/commands.server.ts";
import { talksAwaiting } from "../../app/features/talks/queries.server.ts";
import { tellingOf } from "../../app/live/telling.server.ts";
import { type SignedIn, visitor } from "../../app/platform/actor.ts";
import type { Context } from "../../app/platform/context.server.ts";
import { Forbidden, Invalid, NotFound } from "../../app/platform/errors.ts";
import { newId } from "../../app/platform/ids.ts";
import { tags } from "../../db/schema/ideas.ts";
import { events } from "../../db/schema/log.ts";
import { duties, mandates } from "../../db/schema/piloting.ts";
import { ideaAuthors } from "../../db/schema/writing.ts";
import { kindsToldTo, tellAll, toldTo } from "../notices/support.ts";
import { actorNow, contextFor, freshDatabase, member, people, person, type Rig, space } from "../support/database.ts";

const minute = 60_000;
const day = 86_400_000;
/** A Monday, 10:00 in the space's zone. */
const monday = Date.parse("2026-03-02T10:00+01:00");
/** The end of 31 March there, after summer time began. */
const lastDay = "2026-03-31";
const end = Date.parse("2026-04-01T00:00+02:00");

let rig: Rig;
let where: string;
let who: Awaited<ReturnType<typeof people>>;
let lamps: string;

beforeEach(async () => {
  rig = await freshDatabase();
  where = (await space(rig)).id;
  who = await people(rig, where);
  await proposed("A lamp", ["lamps"]);
  const [tag] = await rig.db.read.select().from(tags).where(eq(tags.key, "lamps"));
  lamps = tag?.id ?? "";
});

const at = (actor: SignedIn, now = monday) => contextFor(rig, actor, { now });
/** `bob` as he is read at a moment. */
const bobAt = async (now: number) => at(await actorNow(rig, who.bob.id, now), now);

async function proposed(title: string, of: string[] = [], author = who.ann, now = monday): Promise<string> {
  const id = newId(now);
  await submitIdea(at(author, now), where, { id, title, problem: "Dark.", forWhom: "Riders.", solution: "A lamp." });
  if (of.length > 0) await tagIdea(at(author, now), id, of);
  return id;
}

const given = (change: Partial<MandateInput> = {}): MandateInput => ({
  id: newId(monday),
  handle: "bob",
  lastDay,
  tags: [lamps],
  ...change,
});

async function give(change: Partial<MandateInput> = {}): Promise<string> {
  const input = given(change);
  await giveMandate(at(who.pia), where, input);
  return input.id;
}

/** What a pilot does, as somebody tries it. */
const acts: Record<string, (ctx: Context, idea: string) => Promise<unknown>> = {
  move: (ctx, idea) =>
    moveIdea(ctx, idea, {
      id: newId(ctx.now),
      from: "new",
      to: "open",
      message: "Yes.",
      reasonKind: null,
      reviewOn: null,
    }),
  decline: (ctx, idea) =>
    moveIdea(ctx, idea, {
      id: newId(ctx.now),
      from: "new",
      to: "declined",
      message: "No.",
      reasonKind: "too_costly",
      reviewOn: null,
    }),
  promise: (ctx, idea) => makePromise(ctx, idea, { id: newId(ctx.now), message: "Soon.", day: "2026-06-01" }),
  pause: (ctx, idea) => pauseClock(ctx, idea, { id: newId(ctx.now), reason: "Holidays.", goesOn: null }),
  "hand over": (ctx, idea) => handOver(ctx, idea, { id: newId(ctx.now), to: who.pia.id, note: "Yours." }),
  ask: (ctx, idea) => openTalk(ctx, idea, { id: newId(ctx.now), asks: "detail", body: "Where?", answerBy: null }),
  note: (ctx, idea) => writeNote(ctx, idea, { id: newId(ctx.now), body: "Costly." }),
  tag: (ctx, idea) => tagIdea(ctx, idea, ["lamps", "night"]),
};

async function isAllowed(act: Promise<unknown>): Promise<boolean> {
  try {
    await act;
    return true;
  } catch (error) {
    if (error instanceof Forbidden || error instanceof NotFound) return false;
    // Refused by a rule, after the rights.
    if (error instanceof Invalid) return true;
    throw error;
  }
}

describe("a mandate", () => {
  it("lets its holder do what a pilot does, with the ideas it is for, to the end of its last day and no longer", async () => {
    await give();
    const moment = fc.oneof(
      fc.constantFrom(end - 1, end, end + 1),
      fc.integer({ min: monday + minute, max: end + 300 * day }),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...Object.keys(acts)), moment, fc.boolean(), async (name, now, isFor) => {
        const idea = await proposed("Another", isFor ? ["lamps"] : ["seats"], who.ann, Math.min(now, end) - minute);
        expect(await isAllowed(acts[name]?.(await bobAt(now), idea) ?? Promise.reject(new Error(name)))).toBe(
          now < end && isFor,
        );
      }),
      { numRuns: 30, seed: 7 },
    );
  });

  it.each(Object.keys(acts))("lets nobody %s an own idea", async (name) => {
    await give({ tags: null });
    const own = await proposed("My lamp", ["lamps"], who.bob);
    const ctx = await bobAt(monday + minute);
    // Who wrote an idea tags it anyway.
    expect(await isAllowed(acts[name]?.(ctx, own) ?? Promise.resolve())).toBe(name === "tag");
  });

  it("lets its holder take a move back while it runs, and not after", async () => {
    await give();
    const [early, late] = [await proposed("Early", ["lamps"]), await proposed("Late", ["lamps"])];
    const [first, second] = [newId(monday), newId(monday)];
    const input = { from: "new", to: "open", message: "Yes.", reasonKind: null, reviewOn: null };
    await moveIdea(await bobAt(end - 2 * minute), early, { id: first, ...input });
    await undoMove(await bobAt(end - minute), early, first);
    await moveIdea(await bobAt(end - minute), late, { id: second, ...input });
    await expect(undoMove(await bobAt(end), late, second)).rejects.toThrow(Forbidden);
  });

  it("lets a move be taken back by nobody who wrote the idea by then, pilot or not", async () => {
    await give({ tags: null });
    for (const mover of [who.bob, who.pia]) {
      const idea = await proposed(`Moved by ${mover.name}`);
      const move = newId(monday);
      const input = { from: "new", to: "open", message: "Yes.", reasonKind: null, reviewOn: null };
      const later = async () => at(await actorNow(rig, mover.id, monday), monday + minute);
      await moveIdea(await later(), idea, { id: move, ...input });
      const { id } = who.ann;
      await rig.db.transaction((tx) =>
        tx
          .insert(ideaAuthors)
          .values({ idea, member: mover.id, invitedBy: id, state: "accepted", affiliation: "customer", at: monday }),
      );
      await expect(undoMove(await later(), idea, move)).rejects.toThrow(Forbidden);
    }
  });

  it("says nothing in a space where its holder may not write for a while", async () => {
    await give({ tags: null });
    const idea = await proposed("A lamp that hums");
    const mute = { id: newId(monday), reason: "insulting" as const, words: "Wait.", days: 7 as const };
    await muteMember(at(who.pia), where, "bob", mute);
    for (const act of ["move", "pause", "promise", "ask"]) {
      const acting = acts[act]?.(await bobAt(monday + minute), idea);
      await expect(acting, act).rejects.toMatchObject({ code: "muted" });
    }
  });

  it("calls its holder to internal notes on what it is for, and to no others", async () => {
    await give();
    const [lamp, seat] = [await proposed("Lamp", ["lamps"]), await proposed("Seat", ["seats"])];
    for (const idea of [lamp, seat]) await writeNote(at(who.pia), idea, { id: newId(monday), body: "Look, @bob." });
    await tellAll(rig);
    expect((await kindsToldTo(rig, who.bob)).filter((kind) => kind === "note_mention")).toEqual(["note_mention"]);
    const heard = async (idea: string, now: number) => {
      const [written] = await rig.db.read.select().from(events).where(eq(events.kind, "note.written"));
      if (!written) throw new Error("No note was written.");
      const event = { ...written, payload: { ...written.payload, idea }, at: now };
      const told = (await tellingOf["note.written"]?.(rig.db.read, event)) ?? [];
      return told.flatMap((out) => ("to" in out ? out.to : []));
    };
    expect(await heard(lamp, monday)).toContain(`member:${who.bob.id}`);
    expect(await heard(seat, monday)).toEqual([`member:${who.pia.id}`]);
    expect(await heard(lamp, end)).toEqual([`member:${who.pia.id}`]);
  });

  it("reads what an author answers the holder in a talk, and leaves it to the idea's pilot at its end", async () => {
    await give();
    const idea = await proposed("Lamp", ["lamps"]);
    const talk = newId(monday);
    await openTalk(await bobAt(monday), idea, { id: talk, asks: "detail", body: "Where?", answerBy: null });
    await speak(at(who.ann), idea, { talk, id: newId(monday), act: "answered", body: "There." });
    const waits = async (ctx: Context) => (await talksAwaiting(ctx)).map((each) => each.talk);
    expect(await waits(await bobAt(monday))).toEqual([talk]);
    expect(await waits(at(who.pia))).toEqual([]);
    expect(await waits(await bobAt(end))).toEqual([]);
    expect(await waits(at(who.pia, end))).toEqual([talk]);
  });

  it("shows its holder nothing of what pilots are told who judge", async () => {
    const pam = await member(rig, await person(rig, "pam"), where, { pilot: true });
    await reportItem(
      at(who.ann),
      { idea: await proposed("Spam", [], who.bob), comment: null },
      { reason: "spam", words: "" },
    );
    await tellAll(rig);
    expect(await kindsToldTo(rig, pam)).toContain("reported");
    const ada = await person(rig, "ada", { admin: true });
    await takeRole(at(ada), where, { member: pam.id, role: "pilot" });
    const idea = await proposed("Lamp");
    await giveMandate(at(ada), where, given({ handle: "pam", tags: null }));
    await handOver(at(who.pia), idea, { id: newId(monday), to: pam.id, note: "Yours." });
    await tellAll(rig);
    expect(await kindsToldTo(rig, pam)).toContain("handed_over");
    expect(await kindsToldTo(rig, pam)).not.toContain("reported");
  });

  it("judges nobody", async () => {
    await give({ tags: null });
    const idea = await proposed("Spam");
    const hiding = hideItem(
      await bobAt(monday + minute),
      { idea, comment: null },
      { act: "hide", reason: "spam", words: "" },
    );
    await expect(hiding).rejects.toThrow(Forbidden);
  });

  it("opens the desk with what it is for, and closes it at its end", async () => {
    await give();
    await proposed("A seat", ["seats"]);
    const all = { ...wholeDesk, whose: "all" as const };
    const { owed } = await deskOf(await bobAt(monday + minute), null, all);
    expect(owed.map((each) => each.kind !== "judge" && each.idea.title)).toEqual(["A lamp"]);
    expect(await deskCount(await bobAt(end - 1))).not.toBeNull();
    expect(await deskCount(await bobAt(end))).toBeNull();
    await expect(deskOf(await bobAt(end), null)).rejects.toThrow(Forbidden);
  });

  it("makes the holder's word a first word, while it runs and for what it is for", async () => {
    await give();
    const acknowledged = async (idea: string, now: number) => {
      await postComment(await bobAt(now), idea, { id: newId(now), kind: "remark", body: "Thank you." });
      return (await rig.db.read.$count(duties, and(eq(duties.idea, idea), isNull(duties.end)))) === 0;
    };
    expect(await acknowledged(await proposed("One", ["lamps"]), monday + day)).toBe(true);
    expect(await acknowledged(await proposed("Two", ["seats"]), monday + day)).toBe(false);
    expect(await acknowledged(await proposed("Three", ["lamps"]), end)).toBe(false);
  });

  it("is given by the lead and admins alone, to members who pilot nothing, and to nobody by himself", async () => {
    const pam = await member(rig, await person(rig, "pam"), where, { pilot: true });
    const ada = await member(rig, await person(rig, "ada", { admin: true }), where);
    for (const actor of [who.bob, pam]) {
      await expect(giveMandate(at(actor), where, given())).rejects.toThrow(Forbidden);
    }
    for (const [handle, why] of [
      ["pam", "mandate_pilot"],
      ["eve", "mandate_nobody"],
      ["nobody", "mandate_nobody"],
      ["ada", "mandate_own"],
    ]) {
      const giving = giveMandate(at(ada), where, given({ handle: handle ?? "" }));
      await expect(giving).rejects.toMatchObject({ fields: { handle: why } });
    }
    for (const [change, fields] of [
      [{ lastDay: "2026-03-01" }, { lastDay: "review_passed" }],
      [{ lastDay: "2027-03-04" }, { lastDay: "mandate_too_long" }],
      [{ tags: [newId(monday)] }, { scope: "mandate_no_tag" }],
    ] as const) {
      await expect(
        giveMandate(at(ada), where, given({ ...change, tags: "tags" in change ? [...change.tags] : null })),
      ).rejects.toMatchObject({ fields });
    }
    await giveMandate(at(ada), where, given());
    await expect(giveMandate(at(ada), where, given())).rejects.toMatchObject({ fields: { handle: "mandate_running" } });
  });

  it("is public while it runs, and its holder's to see", async () => {
    await give();
    const read = contextFor(rig, visitor, { now: monday });
    expect(await mandatesShown(read, where)).toMatchObject([{ person: { handle: "bob" }, tags: ["lamps"], lastDay }]);
    expect(await myMandates(await bobAt(monday))).toMatchObject([{ isMine: true, space: { id: where } }]);
    expect(await mandatesShown({ ...read, now: end }, where)).toEqual([]);
    expect(await myMandates(await bobAt(end))).toEqual([]);
  });

  it("sent twice is given once, and can be given again when it is over, noted or not", async () => {
    const input = given();
    await giveMandate(at(who.pia), where, input);
    await giveMandate(at(who.pia), where, input);
    expect(await rig.db.read.$count(mandates)).toBe(1);
    await giveMandate(at(who.pia, end), where, given({ lastDay: "2026-05-01" }));
    expect(await myMandates(await bobAt(end))).toHaveLength(1);
    // What was not noted by then is, so that it is told and the rota takes back what it was for.
    expect(await rig.db.read.$count(events, eq(events.kind, "mandate.ended"))).toBe(1);
  });
});

describe("the end of a mandate", () => {
  it("is told a week before and when it comes, as its beginning is", async () => {
    const id = await give();
    await noteMandate(rig.db, id, end - 7 * day);
    await noteMandate(rig.db, id, end - 7 * day);
    await tellAll(rig);
    expect(await kindsToldTo(rig, who.bob)).toEqual(["role_ending", "role_given"]);
    await noteMandate(rig.db, id, end);
    await noteMandate(rig.db, id, end + day);
    await tellAll(rig);
    expect(await kindsToldTo(rig, who.bob)).toEqual(["role_taken", "role_ending", "role_given"]);
    // Who gave it and leads the space learns the same, in one line.
    expect(await kindsToldTo(rig, who.pia)).toEqual(["mandate"]);
  });

  it("is told to its holder and to who gave it, unless it was that person's own act", async () => {
    const { db } = rig;
    const said = async (to: SignedIn) =>
      (await toldTo(rig, to)).flatMap(({ kind, by }) => (kind === "mandate" ? [by] : []));
    await takeMandate(await bobAt(monday), where, await give());
    await tellAll(rig);
    expect(await said(who.pia)).toEqual(["Bob"]);
    expect(await kindsToldTo(rig, who.bob)).toEqual(["role_given"]);
    const ada = await person(rig, "ada", { admin: true });
    await takeMandate(at(ada), where, await give());
    await tellAll(rig);
    expect((await said(who.pia)).sort()).toEqual(["Ada", "Bob"]);
    expect(await kindsToldTo(rig, who.bob)).toContain("role_taken");
    const taken = await db.read.select().from(events).where(eq(events.kind, "mandate.taken"));
    const cuts = [];
    for (const event of taken) cuts.push(await tellingOf[event.kind]?.(db.read, event));
    expect(cuts.flat()).toEqual([{ cut: `member:${who.bob.id}` }, { cut: `member:${who.bob.id}` }]);
  });

  it("comes when its holder becomes a pilot of the space, so that it does not outlive that role", async () => {
    await give();
    const ada = await person(rig, "ada", { admin: true });
    await giveRole(at(ada), where, { member: who.bob.id, role: "pilot" });
    await takeRole(at(ada), where, { member: who.bob.id, role: "pilot" });
    expect(
      await isAllowed(
        acts.move?.(await bobAt(monday + minute), await proposed("Lamp", ["lamps"])) ?? Promise.resolve(),
      ),
    ).toBe(false);
  });

  it("gives what the holder had to others, also when it is taken, laid down, or left behind", async () => {
    const ends: Record<string, (id: string) => Promise<unknown>> = {
      clock: (id) => noteMandate(rig.db, id, end),
      taken: (id) => takeMandate(at(who.pia, monday + day), where, id),
      "laid down": async (id) => takeMandate(await bobAt(monday + day), where, id),
      "left behind": async () => leaveSpace(await bobAt(monday + day), where),
    };
    for (const [how, comesToItsEnd] of Object.entries(ends)) {
      const id = await give();
      const idea = await proposed(`Lamp, ${how}`, ["lamps"]);
      await handOver(at(who.pia), idea, { id: newId(monday), to: who.bob.id, note: "Yours." });
      expect((await assignedTo(rig.db.read, idea, monday))?.pilot?.handle).toBe("bob");
      await comesToItsEnd(id);
      expect([how, (await assignedTo(rig.db.read, idea, monday))?.pilot?.handle]).toEqual([how, "pia"]);
      expect(await isAllowed(acts.move?.(await bobAt(monday + 2 * day), idea) ?? Promise.resolve())).toBe(false);
    }
  });

  it("is brought about by the lead and the holder, and by nobody else", async () => {
    const id = await give();
    await expect(takeMandate(at(who.ann), where, id)).rejects.toThrow(Forbidden);
    await takeMandate(await bobAt(monday), where, id);
    expect(await myMandates(await bobAt(monday))).toEqual([]);
  });
});

describe("the rota", () => {
  it("gives a holder ideas that the mandate is for, and takes them back when they are tagged otherwise", async () => {
    await give();
    // The one who pilots the space has more open.
    const idea = await proposed("A lamp to fold", ["lamps"]);
    expect((await assignedTo(rig.db.read, idea, monday))?.standIn?.handle).toBe("bob");
    const own = await proposed("Of the pilot", ["lamps"], who.pia);
    expect((await assignedTo(rig.db.read, own, monday))?.pilot?.handle).toBe("bob");
    await tagIdea(at(who.pia), own, ["seats"]);
    expect((await assignedTo(rig.db.read, own, monday))?.pilot).toBeNull();
  });

  it("hands nothing over to a holder whose mandate is for something else", async () => {
    await give();
    const idea = await proposed("A seat", ["seats"]);
    const handing = handOver(at(who.pia), idea, { id: newId(monday), to: who.bob.id, note: "Yours." });
    await expect(handing).rejects.toThrow(Invalid);
  });
});
