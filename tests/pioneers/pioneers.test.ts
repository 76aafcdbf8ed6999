/** Who knows about something: found by what was contributed, asked, and answering. */
import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { comments } from "../../db/schema/discussion.ts";
import { follows } from "../../db/schema/following.ts";
import { ideas } from "../../db/schema/ideas.ts";
import { calls } from "../../db/schema/pioneers.ts";
import { roomPeople } from "../../db/schema/rooms.ts";
import { memberships, spaces } from "../../db/schema/spaces.ts";
import { adoptComment } from "../../app/features/adopting/commands.server.ts";
import { banMember } from "../../app/features/moderation/bans.server.ts";
import { muteMember } from "../../app/features/moderation/sanctions.server.ts";
import { noticesPage, targetOf } from "../../app/features/notices/queries.server.ts";
import { chooseFound } from "../../app/features/people/commands.server.ts";
import { answerCall, callPioneer } from "../../app/features/pioneers/commands.server.ts";
import { callsBy, myCalls, pioneerBy, pioneersIn, searchedSpace } from "../../app/features/pioneers/queries.server.ts";
import { callsPath, searchIn } from "../../app/features/pioneers/rules.ts";
import { eraseMember } from "../../app/features/privacy/erasing.server.ts";
import { cancelRoom } from "../../app/features/planning/commands.server.ts";
import { openRoom } from "../../app/features/rooms/commands.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { newId } from "../../app/platform/ids.ts";
import { spokenOf } from "../adopting/support.ts";
import { proposed } from "../merging/support.ts";
import { kindsToldTo, tellAll } from "../notices/support.ts";
import { member, person } from "../support/database.ts";

let made: Awaited<ReturnType<typeof spokenOf>>;
let pro: SignedIn;

beforeEach(async () => {
  made = await spokenOf();
  pro = await member(made.rig, await person(made.rig, "pro", { affiliation: "employee" }), made.place.id, {
    product: true,
  });
});

async function slugged() {
  const [space] = await made.rig.db.read.select().from(spaces).where(eq(spaces.id, made.place.id));
  if (!space) throw new Error("no space");
  return space;
}

/** The names that somebody finds by a query, with how many pieces of each. */
async function found(by: SignedIn, query: string): Promise<[string, number][]> {
  const ctx = await made.as(by);
  const { people } = await pioneersIn(ctx, await slugged(), searchIn(new URLSearchParams(query)));
  return people.map(({ handle, found: pieces }) => [handle, pieces]);
}

const ask = async (who: SignedIn, handle: string, target: { kind: "room" | "idea"; id: string }, id = newId(1)) =>
  callPioneer(await made.as(who), made.place.id, handle, { id, target, message: "You know hinges. Come and show us." });

describe("finding", () => {
  it("lists who wrote of it or said something of it that others took up, most first, and nobody without a question", async () => {
    const { rig, place, ann, bob, eve, say, as } = made;
    await proposed(rig, place.id, bob, "Solid-state batteries");
    await proposed(rig, place.id, bob, "A place for Batteries");
    const said = await say(eve, "Batteries swell in the sun: I measured three.");
    expect(await found(pro, "q=batter")).toEqual([["bob", 2]]);
    await adoptComment(await as(ann), said);
    expect(await found(pro, "q=batter")).toEqual([
      ["bob", 2],
      ["eve", 1],
    ]);
    expect(await found(pro, "q=batteries+swell")).toEqual([["eve", 1]]);
    expect([await found(pro, ""), await found(pro, "level=1"), await found(pro, "q=%25")]).toEqual([[], [], []]);
    const { people } = await pioneersIn(await as(pro), await slugged(), searchIn(new URLSearchParams("q=swell")));
    expect(people).toMatchObject([
      { level: 0, pieces: [{ kind: "comment", id: said }], outcomes: { adopted: 1, shipped: 0, building: 0 } },
    ]);
    // By what they are known for, and never the one who looks.
    expect(await found(pro, "facet=building")).toEqual([["eve", expect.anything()]]);
    expect(await found(pro, "facet=building&level=2")).toEqual([]);
    const pia = made.pia;
    expect((await found(pia, "q=batter")).map(([handle]) => handle)).toEqual(["bob", "eve"]);
  });

  it("pays no heed to accents and capitals of a title, nor to those of other words that are typed as they stand", async () => {
    const { rig, place, bob, ann, say, as } = made;
    await proposed(rig, place.id, bob, "Éclairage du garage");
    expect(await found(pro, "q=eclairage")).toEqual([["bob", 1]]);
    await adoptComment(await as(ann), await say(made.eve, "L’éclairage ÉBLOUIT."));
    expect((await found(pro, "q=éclairage")).map(([handle]) => handle).toSorted()).toEqual(["bob", "eve"]);
    expect(await found(pro, "q=éblouit")).toEqual([["eve", 1]]);
  });

  it("comes in pages", async () => {
    const { rig, place, as } = made;
    for (let at = 0; at < 12; at++) {
      await proposed(rig, place.id, await member(rig, await person(rig, `maker${at}`), place.id), `Gadget ${at}`);
    }
    const page = async (number: number) =>
      pioneersIn(await as(pro), await slugged(), searchIn(new URLSearchParams(`q=gadget&page=${number}`)));
    const [one, two] = [await page(1), await page(2)];
    expect([one.people.length, one.hasMore, two.people.length, two.hasMore]).toEqual([10, true, 2, false]);
    expect(new Set([...one.people, ...two.people].map(({ id }) => id)).size).toBe(12);
  });

  it("is for those who steer the space alone", async () => {
    const { bob, as, place } = made;
    await expect(searchedSpace(await as(bob), (await slugged()).slug)).rejects.toMatchObject({
      code: "pioneers_by_pilots",
    });
    await expect(found(bob, "q=batter")).rejects.toMatchObject({ code: "pioneers_by_pilots" });
    await expect(ask(bob, "eve", { kind: "idea", id: made.id })).rejects.toMatchObject({ code: "pioneers_by_pilots" });
    expect((await searchedSpace(await as(pro), (await slugged()).slug)).id).toBe(place.id);
  });

  it("finds nothing that is hidden, deleted or a draft, and nobody who is kept out, gone, or does not want it", async () => {
    const { rig, place, ann, bob, say, as } = made;
    const idea = await proposed(rig, place.id, bob, "Solid-state batteries");
    const said = await say(made.eve, "Batteries swell.");
    await adoptComment(await as(ann), said);
    const both = [
      ["eve", 1],
      ["bob", 1],
    ];
    expect(await found(pro, "q=batter")).toEqual(both);
    const change = (work: Parameters<typeof rig.db.transaction>[0]) => rig.db.transaction(work);
    await change((tx) => tx.update(ideas).set({ moderation: "hidden" }).where(eq(ideas.id, idea)));
    await change((tx) => tx.update(comments).set({ hiddenAt: 1 }).where(eq(comments.id, said)));
    expect(await found(pro, "q=batter")).toEqual([]);
    await change((tx) => tx.update(ideas).set({ moderation: "visible" }).where(eq(ideas.id, idea)));
    await change((tx) => tx.update(comments).set({ hiddenAt: null }).where(eq(comments.id, said)));

    await chooseFound(await as(bob), { mayBeFound: false, showsCard: false });
    expect(await found(pro, "q=batter")).toEqual([["eve", 1]]);
    await expect(pioneerBy(await as(pro), await slugged(), "bob")).rejects.toMatchObject({ status: 404 });
    await expect(ask(pro, "bob", { kind: "idea", id: idea })).rejects.toMatchObject({ status: 404 });
    await chooseFound(await as(bob), { mayBeFound: true, showsCard: false });
    expect(await found(pro, "q=batter")).toEqual(both);

    await change((tx) => tx.update(spaces).set({ visibility: "private" }).where(eq(spaces.id, place.id)));
    await change((tx) => tx.delete(memberships).where(eq(memberships.member, bob.id)));
    expect(await found(pro, "q=batter")).toEqual([["eve", 1]]);
    const root = await person(rig, "root", { admin: true });
    await banMember(await as(root), made.eve.handle, "Advertising.");
    expect(await found(pro, "q=batter")).toEqual([]);
  });
});

describe("asking", () => {
  it("invites into a room that one leads, once it is said yes to, and tells both", async () => {
    const { rig, place, bob, as } = made;
    await proposed(rig, place.id, bob, "Hinges that hold");
    const ctx = await as(pro);
    const room = await openRoom(ctx, place.id, {
      id: newId(ctx.now),
      idea: null,
      title: "Hinges",
      question: "Which?",
      template: "core",
      audience: "invited",
      most: 8,
      invited: [],
      startsAt: ctx.now + 86_400_000,
      byRota: false,
    });
    const id = newId(ctx.now + 1);
    await expect(ask(made.pia, "bob", { kind: "room", id: room })).rejects.toMatchObject({ status: 404 });
    await ask(pro, "bob", { kind: "room", id: room }, id);
    await ask(pro, "bob", { kind: "room", id: room }, id);
    expect(await rig.db.read.select().from(calls)).toHaveLength(1);
    await expect(ask(pro, "bob", { kind: "room", id: room }, newId(ctx.now + 2))).rejects.toMatchObject({
      code: "called_before",
    });

    const told = async (who: SignedIn) => {
      await tellAll(rig);
      return kindsToldTo(rig, who);
    };
    expect(await told(bob)).toContain("called");
    const { notices } = await noticesPage(await as(bob), null);
    const notice = notices.find(({ kind }) => kind === "called");
    expect(await targetOf(await as(bob), notice?.id ?? "")).toBe(callsPath);
    const [mine] = await myCalls(await as(bob));
    expect(mine).toMatchObject({ id, state: "open", by: { name: "Pro" }, to: { title: "Hinges", path: null } });

    const invited = () =>
      rig.db.read
        .select({ invitedAt: roomPeople.invitedAt })
        .from(roomPeople)
        .where(and(eq(roomPeople.room, room), eq(roomPeople.member, bob.id)));
    expect(await invited()).toEqual([]);
    await expect(answerCall(await as(made.eve), id, "accepted")).rejects.toMatchObject({ status: 404 });
    await answerCall(await as(bob), id, "accepted");
    await answerCall(await as(bob), id, "accepted");
    expect(await invited()).toHaveLength(1);
    await expect(answerCall(await as(bob), id, "declined")).rejects.toMatchObject({ code: "call_answered" });
    expect(await told(pro)).toContain("call_accepted");
    expect((await noticesPage(await as(bob), null)).notices.map(({ kind }) => kind)).not.toContain("called");
    expect(await callsBy(await as(pro), await slugged())).toMatchObject([
      { state: "accepted", who: { handle: "bob" } },
    ]);
  });

  it("takes no yes to a room that is over, and a no at any time", async () => {
    const { place, bob, as, rig } = made;
    await proposed(rig, place.id, bob, "Hinges that hold");
    const ctx = await as(pro);
    const room = await openRoom(ctx, place.id, {
      id: newId(ctx.now),
      idea: null,
      title: "Hinges",
      question: "Which?",
      template: "core",
      audience: "space",
      most: 8,
      invited: [],
      startsAt: ctx.now + 86_400_000,
      byRota: false,
    });
    const id = newId(ctx.now + 1);
    await ask(pro, "bob", { kind: "room", id: room }, id);
    await cancelRoom(await as(pro), room);
    await expect(answerCall(await as(bob), id, "accepted")).rejects.toMatchObject({ code: "room_closed" });
    expect(await myCalls(await as(bob))).toMatchObject([{ state: "open", to: { isOver: true } }]);
    await answerCall(await as(bob), id, "declined");
    await expect(ask(pro, "bob", { kind: "room", id: room }, newId(ctx.now + 2))).rejects.toMatchObject({
      code: "room_closed",
    });
  });

  it("to an idea makes who says yes follow it, and who says no hear nothing more", async () => {
    const { rig, place, bob, eve, id: idea, as, say, ann } = made;
    await proposed(rig, place.id, bob, "Hinges that hold");
    await adoptComment(await as(ann), await say(eve, "A hinge with a spring."));
    const other = await proposed(rig, place.id, made.pia, "A door");
    const following = async (who: SignedIn, on: string) =>
      (
        await rig.db.read
          .select()
          .from(follows)
          .where(and(eq(follows.idea, on), eq(follows.member, who.id)))
      ).length;
    const [one, two] = [newId(10), newId(11)];
    await ask(pro, "bob", { kind: "idea", id: idea }, one);
    await ask(pro, "eve", { kind: "idea", id: other }, two);
    expect(await following(bob, idea)).toBe(0);
    await answerCall(await as(bob), one, "accepted");
    await answerCall(await as(eve), two, "declined");
    expect([await following(bob, idea), await following(eve, other)]).toEqual([1, 0]);
    await rig.db.transaction((tx) => tx.update(ideas).set({ moderation: "hidden" }).where(eq(ideas.id, idea)));
    expect(await myCalls(await as(bob))).toEqual([]);
  });

  it("is not for who is muted, nor for what stands elsewhere; and who leaves for good takes it along", async () => {
    const { rig, place, bob, as, id: idea } = made;
    await proposed(rig, place.id, bob, "Hinges that hold");
    await muteMember(await as(made.pia), place.id, "pro", {
      id: newId(7),
      days: 1,
      reason: "spam",
      words: "Calm down.",
    });
    await expect(ask(pro, "bob", { kind: "idea", id: idea })).rejects.toMatchObject({ code: "muted" });
    made.clock.now += 2 * 86_400_000;
    await expect(ask(pro, "bob", { kind: "idea", id: newId(5) })).rejects.toMatchObject({ status: 404 });
    await expect(ask(pro, "pro", { kind: "idea", id: idea })).rejects.toMatchObject({ status: 404 });
    await ask(pro, "bob", { kind: "idea", id: idea }, newId(6));
    await eraseMember(rig.db, rig.dir, pro.id, made.clock.now);
    expect(await myCalls(await as(bob))).toMatchObject([{ message: "", by: { name: "" } }]);
    await eraseMember(rig.db, rig.dir, bob.id, made.clock.now);
    expect(await rig.db.read.select().from(calls)).toEqual([]);
  });
});
