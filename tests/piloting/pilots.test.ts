import { and, asc, eq, isNull } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { ideas, tags } from "../../db/schema/ideas.ts";
import { duties, ideaPilots } from "../../db/schema/piloting.ts";
import { events } from "../../db/schema/log.ts";
import { members } from "../../db/schema/members.ts";
import { postComment } from "../../app/features/discussion/commands.server.ts";
import { submitIdea } from "../../app/features/ideas/commands.server.ts";
import { banMember } from "../../app/features/moderation/bans.server.ts";
import { noticesPage, targetOf } from "../../app/features/notices/queries.server.ts";
import { moveIdea } from "../../app/features/piloting/commands.server.ts";
import { assignedTo } from "../../app/features/piloting/assigning.server.ts";
import { openOnDesk } from "../../app/features/piloting/desk-item.server.ts";
import { deskCount, deskOf } from "../../app/features/piloting/desk.server.ts";
import { handOver } from "../../app/features/piloting/handing-over.server.ts";
import { addAbsence, pilotsPage, removeAbsence, setPilot } from "../../app/features/piloting/pilots.server.ts";
import { rotaOf, wholeDesk } from "../../app/features/piloting/rules.ts";
import { giveRole, leaveSpace, takeRole } from "../../app/features/spaces/membership.server.ts";
import { tagIdea } from "../../app/features/tags/commands.server.ts";
import { acceptInvitation, inviteAuthor } from "../../app/features/writing/authors.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { Forbidden, Invalid } from "../../app/platform/errors.ts";
import { newId } from "../../app/platform/ids.ts";
import { tellAll } from "../notices/support.ts";
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

const day = 86_400_000;

let rig: Rig;
let where: { id: string; slug: string };
/** `pia` leads; `lea` and `max` pilot as well; `ada` is the admin and no member. */
let who: Awaited<ReturnType<typeof people>> & { lea: SignedIn; max: SignedIn; ada: SignedIn };

beforeEach(async () => {
  rig = await freshDatabase();
  where = await space(rig);
  const known = await people(rig, where.id);
  const pilot = async (name: string) =>
    member(rig, await person(rig, name, { affiliation: "employee" }), where.id, { pilot: true });
  who = { ...known, lea: await pilot("lea"), max: await pilot("max"), ada: await person(rig, "ada", { admin: true }) };
});

const at = (actor: SignedIn, now = start) => contextFor(rig, actor, { now });

const french = {
  title: "Une pompe",
  problem: "Le pneu est plat, et il n’y a pas de pompe.",
  forWhom: "Les cyclistes.",
  solution: "Une pompe à chaque arrêt.",
};
const english = {
  title: "A pump",
  problem: "The tyre is flat and there is no pump.",
  forWhom: "Riders.",
  solution: "A pump at each stop.",
};

async function proposed(author: SignedIn, texts = english, now = start): Promise<string> {
  const id = newId(now);
  await submitIdea(at(author, now), where.id, { id, ...texts });
  return id;
}

async function given(idea: string, now = start) {
  const assigned = await assignedTo(rig.db.read, idea, now);
  return assigned && { pilot: assigned.pilot?.name ?? null, standIn: assigned.standIn?.name ?? null };
}

async function listed(actor: SignedIn, now = start, whose: "mine" | "all" = "mine") {
  const { owed } = await deskOf(at(actor, now), null, { ...wholeDesk, whose });
  return owed.map((each) => (each.kind === "judge" ? "judge" : each.idea.id));
}

/** The pilot of this id or name. */
function pilotCalled(called: string | null | undefined): SignedIn {
  const pilot = [who.pia, who.lea, who.max].find(({ id, name }) => id === called || name === called);
  if (!pilot) throw new Error(`${called} pilots nothing.`);
  return pilot;
}

/** A pilot who is none of these. */
function pilotBeside(...not: (string | null | undefined)[]): SignedIn {
  return pilotCalled(["Lea", "Max", "Pia"].find((name) => !not.includes(name)));
}

const clocks = (idea: string) =>
  rig.db.read
    .select({ kind: duties.kind, startedAt: duties.startedAt, dueAt: duties.dueAt, owner: duties.owner })
    .from(duties)
    .where(eq(duties.idea, idea))
    .orderBy(asc(duties.startedAt));

const away = (pilot: SignedIn, firstDay: string, lastDay: string, by = pilot, now = start) =>
  addAbsence(at(by, now), where.id, { id: newId(now), member: pilot.id, firstDay, lastDay });

const handTo = (by: SignedIn, idea: string, to: SignedIn, note = "She knows the shop.") =>
  handOver(at(by, start + day), idea, { id: newId(start + day), to: to.id, note });

describe("the rota", () => {
  const of = (id: string, change: Partial<Parameters<typeof rotaOf>[0][number]> = {}) => ({
    id,
    languages: ["en" as const],
    topics: [],
    open: 0,
    isAway: false,
    mandate: null,
    ...change,
  });

  it("asks who is there, then who reads the language, then who covers a tag, then who has the least open", () => {
    const idea = { language: "fr" as const, tags: ["mobile"] };
    const fr = { languages: ["fr" as const] };
    const order = rotaOf(
      [
        of("away", { ...fr, topics: ["mobile"], isAway: true }),
        of("busy", { ...fr, open: 5 }),
        of("english", { topics: ["mobile"] }),
        of("idle", { ...fr }),
        of("expert", { ...fr, topics: ["mobile"], open: 9 }),
      ],
      idea,
    );
    expect(order.map(({ id }) => id)).toEqual(["expert", "idle", "busy", "english", "away"]);
  });

  it("gives ideas out evenly, each with somebody who stands in", async () => {
    const all: Awaited<ReturnType<typeof given>>[] = [];
    for (let each = 0; each < 6; each++) all.push(await given(await proposed(who.ann, english, start + each)));
    const counts = ["Pia", "Lea", "Max"].map((name) => all.filter((each) => each?.pilot === name).length);
    expect(counts).toEqual([2, 2, 2]);
    expect(all.every((each) => each?.standIn !== null && each?.standIn !== each?.pilot)).toBe(true);
  });

  it("gives an idea to who reads its language, and says why", async () => {
    await setPilot(at(who.lea), where.id, { member: who.lea.id, languages: ["fr"], topics: [] });
    for (const texts of [french, french]) {
      expect((await given(await proposed(who.ann, texts)))?.pilot).toBe("Lea");
    }
    const idea = await proposed(who.ann, french);
    const { assigned } = await openOnDesk(at(who.lea), idea);
    expect(assigned?.reason).toEqual({ language: "fr", topics: [], open: 2 });
    // How much somebody has open is for that person and the lead.
    expect((await openOnDesk(at(who.max), idea)).assigned?.reason?.open).toBeNull();
    expect((await openOnDesk(at(who.pia), idea)).assigned?.reason?.open).toBe(2);
  });

  it("asks again when tags come that somebody else covers, as long as nobody handed it over", async () => {
    const idea = await proposed(who.ann);
    await tagIdea(at(who.ann), idea, ["mobile"]);
    const [tag] = await rig.db.read.select({ id: tags.id }).from(tags);
    const before = (await given(idea))?.pilot;
    const other = pilotBeside(before);
    await setPilot(at(other), where.id, { member: other.id, languages: ["en"], topics: [tag?.id ?? ""] });
    await tagIdea(at(who.ann), idea, []);
    await tagIdea(at(who.ann), idea, ["mobile"]);
    expect((await given(idea))?.pilot).toBe(other.name);
    expect((await assignedTo(rig.db.read, idea, start))?.reason?.topics).toEqual(["mobile"]);
    const third = pilotBeside(before, other.name);
    await handTo(other, idea, third);
    await tagIdea(at(who.ann), idea, []);
    await tagIdea(at(who.ann), idea, ["mobile"]);
    expect((await given(idea))?.pilot).toBe(third.name);
  });

  it("never asks an author, a co-author, somebody banned, leaving or unverified", async () => {
    const own = await proposed(who.lea);
    expect((await given(own))?.pilot).not.toBe("Lea");
    expect((await given(own))?.standIn).not.toBe("Lea");
    await rig.db.transaction(async (tx) => {
      await tx.update(members).set({ emailVerifiedAt: null }).where(eq(members.id, who.max.id));
    });
    await banMember(at(who.ada), "lea", "Spam.");
    expect(await given(await proposed(who.ann))).toEqual({ pilot: "Pia", standIn: null });
  });

  it("names nobody who is gone, at stages either at which nothing is owed", async () => {
    const idea = await proposed(who.ann);
    const [first, second] = [pilotCalled((await given(idea))?.pilot), pilotCalled((await given(idea))?.standIn)];
    await moveIdea(at(who.pia), idea, {
      id: newId(start),
      from: "new",
      to: "declined",
      message: "No.",
      reasonKind: "out_of_scope",
      reviewOn: null,
    });
    expect(await rig.db.read.$count(duties, and(eq(duties.idea, idea), isNull(duties.end)))).toBe(0);
    const gone = [first, second].find(({ id }) => id !== who.pia.id) ?? first;
    await leaveSpace(at(await actorNow(rig, gone.id)), where.id);
    expect(Object.values((await given(idea)) ?? {})).not.toContain(gone.name);
    expect(Object.values((await given(idea)) ?? {})).not.toContain(null);
  });

  it("gives what somebody had to others once he or she writes it, lays the role down or leaves", async () => {
    const idea = await proposed(who.ann);
    const clock = await clocks(idea);
    const first = pilotCalled(clock[0]?.owner);
    await inviteAuthor(at(who.ann), idea, { who: first.handle }, "http://localhost");
    await acceptInvitation(at(first), idea);
    expect((await given(idea))?.pilot).not.toBe(first.name);
    // Its clock runs on.
    expect((await clocks(idea)).map(({ dueAt }) => dueAt)).toEqual(clock.map(({ dueAt }) => dueAt));
    const other = await proposed(who.ann);
    await leaveSpace(at(who.lea), where.id);
    await takeRole(at(who.pia), where.id, { member: who.max.id, role: "pilot" });
    for (const each of [idea, other]) {
      expect(["Lea", "Max"]).not.toContain((await given(each))?.pilot);
    }
  });
});

describe("an idea that nobody can answer", () => {
  let idea: string;

  beforeEach(async () => {
    for (const pilot of [who.lea, who.max]) await takeRole(at(who.pia), where.id, { member: pilot.id, role: "pilot" });
    idea = await proposed(await actorNow(rig, who.pia.id));
  });

  it("is unassigned; the admins are told and have it on a desk, and their word acknowledges it", async () => {
    expect(await given(idea)).toEqual({ pilot: null, standIn: null });
    await tellAll(rig);
    const { notices } = await noticesPage(at(who.ada), null);
    expect(notices.map(({ kind }) => kind)).toEqual(["unassigned"]);
    expect(await listed(who.ada)).toEqual([idea]);
    expect(await deskCount(at(who.ada))).toEqual({ late: 0, all: 1 });
    await postComment(at(who.ada), idea, { id: newId(start), kind: "remark", body: "Thank you." });
    expect(await deskCount(at(await actorNow(rig, who.ada.id)))).toBeNull();
  });

  it("is given to the next who becomes pilot", async () => {
    await giveRole(at(who.pia), where.id, { member: who.max.id, role: "pilot" });
    expect(await given(idea)).toEqual({ pilot: "Max", standIn: null });
    expect(await listed(await actorNow(rig, who.max.id))).toEqual([idea]);
    expect(await listed(who.ada)).toEqual([]);
  });
});

describe("days away", () => {
  it("bring what somebody has to the stand-in from the first moment of the first day to the end of the last", async () => {
    const idea = await proposed(who.ann);
    const [row] = await rig.db.read.select().from(ideaPilots).where(eq(ideaPilots.idea, idea));
    const [pilot, standIn] = [pilotCalled(row?.pilot), pilotCalled(row?.standIn)];
    const first = Date.parse("2026-03-03T00:00+01:00");
    const over = Date.parse("2026-03-05T00:00+01:00");
    await away(pilot, "2026-03-03", "2026-03-04");
    const seenBy = async (now: number) => (await listed(standIn, now)).includes(idea);
    expect([await seenBy(first - 1), await seenBy(first), await seenBy(over - 1), await seenBy(over)]).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect((await assignedTo(rig.db.read, idea, first))?.isAway).toBe(true);
    expect(await listed(pilot, first)).toContain(idea);
    // Whatever comes meanwhile goes to others.
    for (let each = 1; each <= 4; each++) {
      expect((await given(await proposed(who.ann, english, first + each)))?.pilot).not.toBe(pilot.name);
    }
  });

  it("are the pilot's own to say and the lead's, and seen by members only", async () => {
    await away(who.lea, "2026-03-03", "2026-03-04", who.pia);
    await expect(away(who.lea, "2026-03-03", "2026-03-04", who.max)).rejects.toThrow(Forbidden);
    await expect(away(who.lea, "2026-02-03", "2026-02-04")).rejects.toThrow(Invalid);
    const seen = async (actor: SignedIn) => {
      const { pilots } = await pilotsPage(at(actor), where.slug);
      return pilots.find(({ id }) => id === who.lea.id);
    };
    expect(await seen(who.bob)).toMatchObject({ away: [{ firstDay: "2026-03-03" }], open: null, mayArrange: false });
    expect(await seen(who.eve)).toMatchObject({ away: [], open: null });
    const mine = await seen(who.lea);
    expect(mine).toMatchObject({ open: 0, mayArrange: true });
    await removeAbsence(at(who.lea), where.id, { member: who.lea.id, id: mine?.away[0]?.id ?? "" });
    expect(await seen(who.bob)).toMatchObject({ away: [] });
  });
});

it("how many answers of a pilot came in time is for that pilot and the lead alone", async () => {
  const idea = await proposed(who.ann);
  const whose = pilotCalled((await given(idea))?.pilot);
  const rates = async (actor: SignedIn) => {
    const { pilots } = await pilotsPage(at(actor, start + 10 * day), where.slug);
    return pilots.flatMap(({ id, rate }) => (rate === null ? [] : [[id, rate.met, rate.due]]));
  };
  // Nobody answered, and its time is over.
  expect(await rates(who.bob)).toEqual([]);
  for (const pilot of [who.lea, who.max, who.pia]) {
    const isLead = pilot.memberships.get(where.id)?.lead ?? false;
    const own = pilot.id === whose.id ? [whose.id, 0, 1] : [pilot.id, 0, 0];
    if (isLead) expect(await rates(pilot)).toHaveLength(3);
    else expect(await rates(pilot)).toEqual([own]);
  }
});

describe("handing over", () => {
  it("gives the idea to a colleague with a note that pilots alone read, tells him or her, and resets no clock", async () => {
    const idea = await proposed(who.ann);
    const before = await clocks(idea);
    const pilot = pilotCalled(before[0]?.owner);
    const to = pilotBeside("Pia", pilot.name);
    await handTo(pilot, idea, to, "Ann called twice.");
    expect(await given(idea)).toEqual({ pilot: to.name, standIn: pilot.name });
    expect(await clocks(idea)).toEqual(before.map((row) => ({ ...row, owner: to.id })));
    expect((await openOnDesk(at(to), idea)).handover?.note).toMatchObject({
      words: "Ann called twice.",
      by: pilot.name,
    });
    // How much the others have open is for themselves and the lead.
    const { colleagues } = (await openOnDesk(at(to), idea)).handover ?? {};
    expect(colleagues?.map((each) => Object.keys(each))).toContainEqual(["id", "name", "isAway"]);
    expect((await openOnDesk(at(who.ann), idea)).handover).toBeNull();
    await tellAll(rig);
    const { notices } = await noticesPage(at(to), null);
    const line = notices.find(({ kind }) => kind === "handed_over");
    expect(line?.by?.name).toBe(pilot.name);
    expect(await targetOf(at(to), line?.id ?? "")).toBe(`/pilot?idea=${idea}`);
    // The log has no words.
    const log = await rig.db.read.select({ payload: events.payload }).from(events);
    expect(JSON.stringify(log)).not.toContain("Ann called");
  });

  it("takes what a move begins at the same moment along", async () => {
    const idea = await proposed(who.ann);
    const pilot = pilotCalled((await clocks(idea))[0]?.owner);
    const to = pilotBeside("Pia", pilot.name);
    const [id, now] = [newId(start), start + day];
    const move = { id, from: "new", to: "evaluating", message: "Soon.", reasonKind: null, reviewOn: null };
    await Promise.all([moveIdea(at(who.pia, now), idea, move), handTo(pilot, idea, to)]);
    expect((await clocks(idea)).at(-1)).toMatchObject({ kind: "decide", owner: to.id });
  });

  it("is refused to whoever is no pilot here or wrote it, and to somebody who cannot answer it", async () => {
    const idea = await proposed(who.lea);
    await expect(handTo(who.bob, idea, who.max)).rejects.toThrow(Forbidden);
    await expect(handTo(who.lea, idea, who.max)).rejects.toThrow(Forbidden);
    for (const to of [who.lea, who.bob]) await expect(handTo(who.pia, idea, to)).rejects.toThrow(Invalid);
  });
});

it("an idea that an import brought is given to somebody with the first move", async () => {
  const idea = newId(start);
  await rig.db.transaction((tx) =>
    tx.insert(ideas).values({
      id: idea,
      space: where.id,
      author: who.ann.id,
      affiliation: "customer",
      titleKey: "a pump",
      ...english,
      problemHtml: "",
      forWhomHtml: "",
      solutionHtml: "",
      excerpt: "",
      language: "en",
      stage: "open",
      facts: [],
      stageSince: start,
      createdAt: start,
      updatedAt: start,
      submittedAt: start,
    }),
  );
  expect(await given(idea)).toBeNull();
  await moveIdea(at(who.pia), idea, {
    id: newId(start),
    from: "open",
    to: "developing",
    message: "Let us see.",
    reasonKind: null,
    reviewOn: null,
  });
  expect((await given(idea))?.pilot).not.toBeNull();
});

it("the desk shows one's own, or all of one's spaces, and whose each is", async () => {
  for (let each = 0; each < 3; each++) await proposed(who.ann, english, start + each);
  const { owed } = await deskOf(at(who.pia, start + day), null, { ...wholeDesk, whose: "all" });
  expect(owed).toHaveLength(3);
  expect(owed.map(({ whose }) => whose).toSorted()).toEqual(["Lea", "Max", null]);
  expect(await listed(who.pia, start + day)).toHaveLength(1);
});
