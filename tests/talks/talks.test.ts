import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { duties } from "../../db/schema/piloting.ts";
import { talkMessages, talks } from "../../db/schema/talks.ts";
import { eraseMember } from "../../app/features/privacy/erasing.server.ts";
import { noticesPage, targetOf } from "../../app/features/notices/queries.server.ts";
import { muteMember } from "../../app/features/moderation/sanctions.server.ts";
import { takeRole } from "../../app/features/spaces/membership.server.ts";
import { openTalk, speak } from "../../app/features/talks/commands.server.ts";
import type { AskInput, SpeakInput } from "../../app/features/talks/inputs.ts";
import { type ShownTalk, talksAwaiting, talksOn } from "../../app/features/talks/queries.server.ts";
import { hourWhere, messagesAtOnce } from "../../app/features/talks/rules.ts";
import { acceptInvitation, inviteAuthor } from "../../app/features/writing/authors.server.ts";
import { ideaSeenBy } from "../../app/features/ideas/queries.server.ts";
import { submitIdea } from "../../app/features/ideas/commands.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { newId } from "../../app/platform/ids.ts";
import type { PageKey } from "../../app/platform/paging.ts";
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

const minute = 60_000;
const day = 86_400_000;

let rig: Rig;
let where: string;
let who: Awaited<ReturnType<typeof people>>;
let idea: string;

beforeEach(async () => {
  rig = await freshDatabase();
  where = (await space(rig)).id;
  who = await people(rig, where);
  idea = await proposed(who.ann, "A pump at each stop");
});

/** Later with each act: what is said stands in the order in which it was said. */
let clock = start + minute;
const at = (actor: SignedIn, now = clock++) => contextFor(rig, actor, { now });

async function proposed(author: SignedIn, title: string): Promise<string> {
  const id = newId(start);
  await submitIdea(at(author, start), where, { id, title, problem: "Flat.", forWhom: "Riders.", solution: "A pump." });
  return id;
}

async function ask(by: SignedIn = who.pia, change: Partial<AskInput> = {}, now?: number): Promise<string> {
  const input = { id: newId(start), asks: "detail" as const, body: "Where was it?", answerBy: null, ...change };
  return openTalk(at(by, now), idea, input);
}

async function say(by: SignedIn, talk: string, act: SpeakInput["act"], body = "Words.", now?: number) {
  await speak(at(by, now), idea, { id: newId(start), talk, act, body });
}

async function shownTo(actor: SignedIn, now?: number) {
  const ctx = at(actor, now);
  return talksOn(ctx, (await ideaSeenBy(rig.db.read, actor, idea)).idea);
}

const secretly = { private: "yes" } as const;

describe("a talk with the authors of an idea", () => {
  it("is opened by those who steer, about ideas of others, and sent twice it is one", async () => {
    await expect(ask(who.bob)).rejects.toMatchObject({ code: "forbidden" });
    const id = newId(start);
    await ask(who.pia, { id });
    await ask(who.pia, { id });
    expect(await rig.db.read.$count(talks)).toBe(1);
    const own = await proposed(who.pia, "Lamps");
    const input = { id: newId(start), asks: "other" as const, body: "Me?", answerBy: null };
    await expect(openTalk(at(who.pia), own, input)).rejects.toMatchObject({ code: "own_idea" });
  });

  it("goes back and forth, and says whose word is awaited", async () => {
    const talk = await ask();
    expect(await shownTo(who.ann)).toMatchObject([{ turn: "authors", side: "authors", by: { name: "Pia" } }]);
    await say(who.ann, talk, "answered", "At the river.");
    expect((await shownTo(who.pia))[0]).toMatchObject({ turn: "pilots", side: "pilots" });
    await say(who.pia, talk, "said", "Which one?");
    await say(who.ann, talk, "not_now", "");
    const [shown] = await shownTo(who.bob);
    expect(shown).toMatchObject({ turn: "nobody", side: null, acts: [] });
    expect(shown?.messages.map(({ act, side }) => `${side} ${act}`)).toEqual([
      "pilots said",
      "authors answered",
      "pilots said",
      "authors not_now",
    ]);
    await expect(say(who.bob, talk, "answered")).rejects.toMatchObject({ code: "forbidden" });
    await expect(say(who.ann, talk, "closed")).rejects.toMatchObject({ code: "forbidden" });
  });

  it("is closed by a pilot with a word, and opened again by an author within 14 days", async () => {
    const talk = await ask();
    await say(who.pia, talk, "closed", "Thank you.");
    await expect(say(who.ann, talk, "answered")).rejects.toMatchObject({ code: "talk_closed" });
    await expect(say(who.pia, talk, "said")).rejects.toMatchObject({ code: "talk_closed" });
    expect((await shownTo(who.ann, start + 13 * day))[0]?.acts).toEqual(["reopened"]);
    await expect(say(who.ann, talk, "reopened", "Wait.", start + 15 * day)).rejects.toMatchObject({
      code: "talk_closed",
    });
    await say(who.ann, talk, "reopened", "Wait.", start + 13 * day);
    await say(who.ann, talk, "answered", "At the lake.", start + 13 * day);
    expect((await shownTo(who.pia))[0]).toMatchObject({ closedAt: null, turn: "pilots" });
  });

  it("waits while an author may not write in the space", async () => {
    const talk = await ask();
    const mute = { id: newId(start), reason: "insulting" as const, words: "No names.", days: 1 as const };
    await muteMember(at(who.pia), where, who.ann.handle, mute);
    await expect(say(who.ann, talk, "answered")).rejects.toMatchObject({ code: "muted" });
    await say(who.ann, talk, "answered", "At the river.", start + 2 * day);
  });

  it("three at once are enough, and nobody is asked who cannot read it", async () => {
    for (let turn = 0; turn < 3; turn++) await ask();
    await expect(ask()).rejects.toMatchObject({ code: "talks_enough" });
    const other = await proposed(who.bob, "Bells");
    await eraseMember(rig.db, rig.dir, who.bob.id, start);
    const input = { id: newId(start), asks: "other" as const, body: "Hello?", answerBy: null };
    await expect(openTalk(at(who.pia), other, input)).rejects.toMatchObject({ code: "talk_nobody" });
  });

  it("wishes for an answer by a day that is still to come", async () => {
    await expect(ask(who.pia, { answerBy: "2026-03-02" })).rejects.toMatchObject({
      fields: { answerBy: "review_passed" },
    });
    await ask(who.pia, { answerBy: "2026-03-09" });
    expect((await shownTo(who.ann))[0]?.answerBy).toBe("2026-03-09");
  });

  it("waits on the start page of the one whose word is awaited", async () => {
    const talk = await ask();
    expect(await talksAwaiting(at(who.ann))).toMatchObject([
      { kind: "asked", by: "Pia", title: "A pump at each stop" },
    ]);
    expect(await talksAwaiting(at(who.pia))).toEqual([]);
    await say(who.ann, talk, "answered");
    expect(await talksAwaiting(at(who.ann))).toEqual([]);
    expect(await talksAwaiting(at(who.pia))).toMatchObject([{ kind: "answered", talk }]);
  });
});

describe("a long talk", () => {
  it("shows its last words, and before them all others page by page, each once", async () => {
    const talk = await ask(who.pia, { body: "Word 0" });
    const words = messagesAtOnce * 2 + 5;
    for (let count = 1; count < words; count++) {
      const [by, act] = count % 2 ? ([who.ann, "answered"] as const) : ([who.pia, "said"] as const);
      // Some in the same moment.
      await say(by, talk, act, `Word ${count}`, start + day + Math.floor(count / 3));
    }
    const read: string[] = [];
    const { idea: seen } = await ideaSeenBy(rig.db.read, who.bob, idea);
    let before: PageKey | null = null;
    const sizes: number[] = [];
    do {
      const [shown]: ShownTalk[] = await talksOn(at(who.bob), seen, before && { talk, before });
      if (!shown) throw new Error("The talk is gone.");
      expect(shown.isPart).toBe(before !== null);
      read.unshift(...shown.messages.map(({ html }) => html));
      sizes.push(shown.messages.length);
      before = shown.earlier;
    } while (before);
    expect(sizes).toEqual([messagesAtOnce, messagesAtOnce, 5]);
    expect([...read].sort()).toEqual(Array.from({ length: words }, (_, count) => `<p>Word ${count}</p>`).sort());
    expect(read[0]).toBe("<p>Word 0</p>");
  });

  it("is read on in one talk alone, and elsewhere from the end", async () => {
    const [one, other] = [await ask(), await ask()];
    const { idea: seen } = await ideaSeenBy(rig.db.read, who.bob, idea);
    const before = { at: start, id: newId(start) };
    const shown = await talksOn(at(who.bob), seen, { talk: one, before });
    expect(shown.map(({ id, messages }) => [id, messages.length]).sort()).toEqual(
      [
        [one, 0],
        [other, 1],
      ].sort(),
    );
  });
});

describe("a private talk", () => {
  it("is read by the authors and those who steer, and by nobody else", async () => {
    const talk = await ask(who.pia, secretly);
    const max = await member(rig, await person(rig, "max"), where, { product: true });
    const ada = await person(rig, "ada", { admin: true });
    for (const insider of [who.ann, who.pia, max]) expect(await shownTo(insider)).toHaveLength(1);
    for (const outsider of [who.bob, who.eve, ada]) {
      expect(await shownTo(outsider)).toEqual([]);
      await expect(say(outsider, talk, "answered")).rejects.toMatchObject({ code: "not_found" });
    }
    await takeRole(at(max), where, { member: max.id, role: "product" });
    expect(await shownTo(await actorNow(rig, max.id))).toEqual([]);
  });

  it("is not for those who join in writing later: what was said before was said to others", async () => {
    const before = await ask(who.pia, secretly);
    await say(who.ann, before, "answered", "Only for you.");
    await inviteAuthor(at(who.ann), idea, { who: "bob" }, "https://caco.test");
    await acceptInvitation(at(who.bob), idea);
    expect(await shownTo(who.bob)).toEqual([]);
    await expect(say(who.bob, before, "answered")).rejects.toMatchObject({ code: "not_found" });
    await say(who.pia, before, "said", "Thank you.");
    await tellAll(rig);
    const noticesOf = async (actor: SignedIn) => (await noticesPage(at(actor), null)).notices.map(({ kind }) => kind);
    expect(await noticesOf(who.bob)).not.toContain("talk_said");
    expect(await noticesOf(who.ann)).toContain("talk_said");
    expect((await talksAwaiting(at(who.bob))).map(({ id }) => id)).toEqual([]);
    // From now on both are asked, and what was public is public.
    await ask(who.pia, secretly);
    await ask();
    expect(await shownTo(who.bob)).toHaveLength(2);
    expect(await shownTo(who.ann)).toHaveLength(3);
  });

  it("is no first word, a public one is", async () => {
    const open = async () => (await rig.db.read.select().from(duties).where(eq(duties.idea, idea)))[0]?.end;
    const talk = await ask(who.pia, secretly);
    await say(who.pia, talk, "said");
    expect(await open()).toBe(null);
    await ask();
    expect(await open()).toBe("done");
  });

  it("goes with the account of the idea's author, a public one stays", async () => {
    const secret = await ask(who.pia, secretly);
    await say(who.ann, secret, "answered", "Only for you.");
    const open = await ask();
    await say(who.ann, open, "answered", "For everybody.");
    await eraseMember(rig.db, rig.dir, who.ann.id, start + day);
    const left = await rig.db.read.select({ source: talkMessages.source, talk: talkMessages.talk }).from(talkMessages);
    expect(left.map(({ source }) => source)).toEqual(["Where was it?", "For everybody."]);
    expect(await rig.db.read.$count(talks)).toBe(1);
  });

  it("loses only the words of a pilot who leaves", async () => {
    const talk = await ask(who.pia, secretly);
    await say(who.ann, talk, "answered", "Only for you.");
    await eraseMember(rig.db, rig.dir, who.pia.id, start + day);
    expect((await shownTo(who.ann))[0]?.messages.map(({ html }) => html)).toEqual(["<p>Only for you.</p>"]);
  });
});

describe("asking another pilot to look", () => {
  it("asks the one who was asked least, then the admin, and says so when there is nobody", async () => {
    const talk = await ask(who.pia, secretly);
    await expect(say(who.ann, talk, "second_look", "")).rejects.toMatchObject({ code: "talk_nobody_else" });
    const max = await member(rig, await person(rig, "max"), where, { pilot: true });
    const ada = await person(rig, "ada", { admin: true });
    await say(who.ann, talk, "second_look", "I am not heard.");
    expect((await shownTo(max))[0]).toMatchObject({ helpers: ["Max"], turn: "pilots" });
    expect(await talksAwaiting(at(max))).toMatchObject([{ kind: "answered", talk }]);
    expect(await shownTo(ada)).toEqual([]);
    await say(who.ann, talk, "second_look", "");
    expect((await shownTo(ada))[0]).toMatchObject({ helpers: ["Max", "Ada"], side: "pilots" });
    expect(await talksAwaiting(at(ada))).toMatchObject([{ kind: "answered", talk }]);
  });
});

describe("what people are told of a talk", () => {
  const kinds = async (actor: SignedIn) =>
    (await noticesPage(at(actor), null)).notices.map(({ kind, code }) => `${kind} ${code}`);

  it("reaches the other side, without a word of it, and leads there", async () => {
    const talk = await ask(who.pia, secretly);
    await tellAll(rig);
    expect(await kinds(who.ann)).toEqual(["talk_asked detail"]);
    const [notice] = (await noticesPage(at(who.ann), null)).notices;
    expect(JSON.stringify(notice)).not.toContain("Where was it?");
    expect(await targetOf(at(who.ann), notice?.id ?? "")).toMatch(new RegExp(`/talk#talk-${talk}$`));
    await say(who.ann, talk, "differs");
    await tellAll(rig);
    expect(await kinds(who.pia)).toEqual(["talk_answered differs"]);
    for (const other of [who.bob, who.eve]) expect(await kinds(other)).toEqual([]);
    await say(who.pia, talk, "closed");
    await tellAll(rig);
    expect(await kinds(who.ann)).toContain("talk_closed null");
  });

  it("is read by no pilot who is none any more", async () => {
    const max = await member(rig, await person(rig, "max"), where, { pilot: true });
    const talk = await ask(max, secretly);
    await say(who.ann, talk, "answered");
    await tellAll(rig);
    expect(await kinds(max)).toEqual(["talk_answered answered"]);
    await takeRole(at(max), where, { member: max.id, role: "pilot" });
    expect(await kinds(await actorNow(rig, max.id))).not.toContain("talk_answered answered");
  });
});

it("the clock of the one who is asked tells whether he or she sleeps", () => {
  const evening = Date.parse("2026-03-02T22:10:00Z");
  expect(hourWhere("Europe/Paris", evening)).toEqual({ time: "23:10", isQuiet: true, isEvening: true });
  expect(hourWhere("Asia/Tokyo", evening)).toEqual({ time: "07:10", isQuiet: true, isEvening: false });
  expect(hourWhere("America/New_York", evening)).toEqual({ time: "17:10", isQuiet: false, isEvening: false });
});
