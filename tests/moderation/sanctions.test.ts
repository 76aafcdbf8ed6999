import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { events } from "../../db/schema/log.ts";
import { moderationActs } from "../../db/schema/moderation.ts";
import { editComment, postComment } from "../../app/features/discussion/commands.server.ts";
import { saveDraft, submitIdea } from "../../app/features/ideas/commands.server.ts";
import { dismissReports, hideItem, reportItem, restoreItem } from "../../app/features/moderation/commands.server.ts";
import { decisionsAboutMe } from "../../app/features/moderation/concerning.server.ts";
import { logPage } from "../../app/features/moderation/log.server.ts";
import { muteOf } from "../../app/features/moderation/muting.server.ts";
import { mutedUntil, nextStep } from "../../app/features/moderation/rules.ts";
import {
  cardPage,
  muteMember,
  readWarning,
  unmuteMember,
  warnMember,
} from "../../app/features/moderation/sanctions.server.ts";
import { castSignal } from "../../app/features/signals/commands.server.ts";
import { removeMember } from "../../app/features/spaces/membership.server.ts";
import { tagIdea } from "../../app/features/tags/commands.server.ts";
import { inviteAuthor } from "../../app/features/writing/authors.server.ts";
import { editIdea } from "../../app/features/writing/commands.server.ts";
import type { Actor } from "../../app/platform/actor.ts";
import { Forbidden, NotFound, Refused } from "../../app/platform/errors.ts";
import { newId } from "../../app/platform/ids.ts";
import { kindsToldTo, tellAll } from "../notices/support.ts";
import {
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
let where: { id: string; slug: string };
let who: Awaited<ReturnType<typeof people>>;
let idea: string;

const day = 86_400_000;
const texts = { title: "A pump at each stop", problem: "Flat.", forWhom: "Riders.", solution: "A pump." };

beforeEach(async () => {
  rig = await freshDatabase();
  where = await space(rig);
  who = await people(rig, where.id);
  ({ id: idea } = await submitIdea(contextFor(rig, who.ann), where.id, { id: newId(start), ...texts }));
});

const as = (actor: Actor, now = start) => ({ ...visiting(rig), actor, now });
const warning = (words = "No names, please.") => ({ id: newId(start), reason: "insulting" as const, words });
const mute = (days: 1 | 7 | 30 = 1) => ({ ...warning(), days });
const say = (actor: Actor, now = start, body = "Hello.") =>
  postComment(as(actor, now), idea, { id: newId(now), kind: "remark", body });
const kindsOf = async (kind: string) => rig.db.read.select().from(events).where(eq(events.kind, kind));

describe("a warning", () => {
  it("is told to the person alone, counts once, and says when it was read", async () => {
    const input = warning();
    await warnMember(as(who.pia), where.id, "bob", input);
    await warnMember(as(who.pia), where.id, "bob", input);
    expect(await kindsOf("member.warned")).toHaveLength(1);
    await tellAll(rig);
    expect(await kindsToldTo(rig, who.bob)).toEqual(["warned"]);
    expect(await kindsToldTo(rig, who.ann)).not.toContain("warned");

    expect((await decisionsAboutMe(as(who.bob)))[0]).toMatchObject({ act: "warned", words: input.words, readAt: null });
    expect(await decisionsAboutMe(as(who.ann))).toEqual([]);
    await expect(readWarning(as(who.ann), input.id)).rejects.toThrow(NotFound);
    await readWarning(as(who.bob, start + 5), input.id);
    await readWarning(as(who.bob, start + 9), input.id);
    expect((await cardPage(as(who.pia), where.slug, "bob")).acts[0]).toMatchObject({ readAt: start + 5 });
  });

  it("is given by who stands higher, never to oneself, and to nobody who is not of the space", async () => {
    const pat = await member(rig, await person(rig, "pat"), where.id, { pilot: true });
    for (const [actor, handle] of [
      [pat, "pat"],
      [pat, "pia"],
    ] as const) {
      await expect(warnMember(as(actor), where.id, handle, warning())).rejects.toThrow(Forbidden);
    }
    await warnMember(as(who.pia), where.id, "pat", warning());
    await expect(warnMember(as(who.pia), where.id, "eve", warning())).rejects.toThrow(NotFound);
    for (const actor of [who.bob, who.eve]) {
      await expect(cardPage(as(actor), where.slug, "ann")).rejects.toThrow(NotFound);
      await expect(warnMember(as(actor), where.id, "ann", warning())).rejects.toThrow(NotFound);
    }
  });
});

describe("a time without writing", () => {
  it("shuts every way of writing, and leaves reading, signals and drafts", async () => {
    const mine = (await submitIdea(as(who.bob), where.id, { id: newId(start), ...texts })).id;
    const said = await say(who.bob);
    await muteMember(as(who.pia), where.id, "bob", mute(7));
    const ways = [
      () => submitIdea(as(who.bob), where.id, { id: newId(start), ...texts }),
      () => say(who.bob),
      () => editComment(as(who.bob), said, { body: "Other.", kind: "remark", editedAt: null }),
      () => editIdea(as(who.bob), mine, { ...texts, title: "Other", language: "en", version: 1 }),
      () => reportItem(as(who.bob), { idea, comment: null }, { reason: "spam", words: "" }),
      () => tagIdea(as(who.bob), mine, ["pumps"]),
      () => inviteAuthor(as(who.bob), mine, { who: "ann" }, "http://localhost"),
    ];
    for (const way of ways) await expect(way()).rejects.toThrow(new Refused("muted"));
    await castSignal(as(who.bob), { idea, kind: "support" });
    await saveDraft(as(who.bob), where.id, { id: newId(start), ...texts });
    await say(who.ann);
  });

  it("ends by itself, by the clock, and holds in its space alone", async () => {
    const other = await space(rig, { name: "Lamps" });
    await muteMember(as(who.pia), where.id, "bob", mute(1));
    await submitIdea(as(who.bob), other.id, { id: newId(start), ...texts });
    await expect(say(who.bob, start + day - 1)).rejects.toThrow(Refused);
    await say(who.bob, start + day);
    expect(await muteOf(rig.db.read, where.id, who.bob.id, start + day - 1)).toMatchObject({ until: start + day });
    expect(await muteOf(rig.db.read, where.id, who.bob.id, start + day)).toBeNull();
  });

  it("is ended before by a pilot who says why, and two do not run at once", async () => {
    const input = mute(7);
    await muteMember(as(who.pia), where.id, "bob", input);
    await muteMember(as(who.pia), where.id, "bob", input);
    await expect(muteMember(as(who.pia), where.id, "bob", mute())).rejects.toThrow(new Refused("muted_already"));
    await unmuteMember(as(who.pia, start + 1), where.id, "bob", "We talked.");
    await unmuteMember(as(who.pia, start + 1), where.id, "bob", "We talked.");
    await say(who.bob, start + 2);
    expect(await kindsOf("member.unmuted")).toHaveLength(1);
    await tellAll(rig);
    expect((await kindsToldTo(rig, who.bob)).toSorted()).toEqual(["muted", "unmuted"]);
  });
});

describe("the ladder", () => {
  const past = (act: "warned" | "muted", days = 0, liftedAt: number | null = null) => ({
    act,
    at: start,
    until: days > 0 ? start + days * day : null,
    liftedAt,
  });

  it.each([
    [[], { act: "warn" }],
    [[past("warned")], { act: "mute", days: 1 }],
    [[past("warned", 0, start)], { act: "warn" }],
    [[past("muted", 1)], { act: "mute", days: 7 }],
    [[past("muted", 7), past("muted", 1)], { act: "mute", days: 30 }],
    [[past("muted", 30)], { act: "remove" }],
    [[past("muted", 30, start), past("warned")], { act: "mute", days: 1 }],
  ] as const)("after %j", (acts, step) => {
    expect(nextStep(acts)).toEqual(step);
  });

  it("gives whole days", () => {
    expect(mutedUntil(start, 7) - start).toBe(7 * day);
  });
});

describe("the public log", () => {
  it("says what was done, why, when and in which quality; never by whom or about whom", async () => {
    const said = await say(who.bob, start, "You fool.");
    const subject = { idea, comment: said };
    await reportItem(as(who.ann, start + 1), subject, { reason: "insulting", words: "He calls me names." });
    await hideItem(as(who.pia, start + 2), subject, { act: "hide", reason: "insulting", words: "Say it without." });
    await restoreItem(as(who.pia, start + 3), subject, "He changed it.");
    await reportItem(as(who.bob, start + 4), { idea, comment: null }, { reason: "spam", words: "" });
    await dismissReports(as(who.pia, start + 5), { idea, comment: null }, "Not so.");
    await warnMember(as(who.pia, start + 6), where.id, "bob", warning());
    await muteMember(as(who.pia, start + 7), where.id, "bob", mute(7));
    await unmuteMember(as(who.pia, start + 8), where.id, "bob", "Enough.");
    await removeMember(as(who.pia, start + 9), where.id, { member: who.bob.id, reason: "He asked." });
    const log = await logPage(visiting(rig, { now: start + 10 }), where.slug, null);
    expect(log.acts.map(({ act, on, reason, as, days }) => [act, on, reason, as, days])).toEqual([
      ["removed", "member", null, "pilot", null],
      ["unmuted", "member", null, "pilot", null],
      ["muted", "member", "insulting", "pilot", 7],
      ["warned", "member", "insulting", "pilot", null],
      ["dismissed", "idea", null, "pilot", null],
      ["restored", "comment", null, "pilot", null],
      ["hidden", "comment", "insulting", "pilot", null],
    ]);
    const said_ = JSON.stringify(log).toLowerCase();
    for (const word of ["pia", "bob", "ann", who.pia.id, who.bob.id, who.ann.id, "names", "enough", "asked"]) {
      expect(said_).not.toContain(`"${word.toLowerCase()}`);
    }
    // What came back may be seen; what was reported and left says nothing of whose it is.
    expect(log.acts.filter(({ to }) => to !== null).map(({ act }) => act)).toEqual(["restored"]);
    expect(log.figures.reported).toBe(2);
  });

  it("leads to nothing that cannot be seen any more, and is not there for those outside a private space", async () => {
    const said = await say(who.bob);
    const subject = { idea, comment: said };
    const hiding = { act: "hide" as const, reason: "insulting" as const, words: "No." };
    await hideItem(as(who.pia, start + 1), subject, hiding);
    await restoreItem(as(who.pia, start + 2), subject, "Yes.");
    await hideItem(as(who.pia, start + 3), subject, hiding);
    expect((await logPage(visiting(rig), where.slug, null)).acts.map(({ to }) => to)).toEqual([null, null, null]);
    const secret = await space(rig, { name: "Lab", slug: "lab", visibility: "private" });
    await expect(logPage(visiting(rig), secret.slug, null)).rejects.toThrow(NotFound);
  });

  it("comes in pages that miss nothing", async () => {
    const rows = Array.from({ length: 120 }, (_, at) => ({
      id: newId(start + at),
      subject: `member:${who.bob.id}`,
      space: where.id,
      member: who.bob.id,
      act: "warned" as const,
      words: "",
      by: who.pia.id,
      signsAs: "pilot" as const,
      at: start + Math.floor(at / 7),
    }));
    await rig.db.transaction((tx) => tx.insert(moderationActs).values(rows));
    const seen: string[] = [];
    for (let after: { at: number; id: string } | null = null; ;) {
      const { acts, next } = await logPage(visiting(rig), where.slug, after);
      seen.push(...acts.map(({ id }) => id));
      if (!next) break;
      after = next;
    }
    expect(new Set(seen)).toEqual(new Set(rows.map(({ id }) => id)));
    expect(seen).toHaveLength(rows.length);
  });
});

it("what is decided about somebody says nothing of what was reported and left, nor what an idea is called that is out of sight", async () => {
  const secret = await space(rig, { name: "Lab", slug: "lab", visibility: "private" });
  const pia = await member(rig, who.pia, secret.id, { pilot: true, lead: true });
  const bob = await member(rig, who.bob, secret.id);
  const { id } = await submitIdea(as(bob), secret.id, { id: newId(start), ...texts });
  await hideItem(as(pia), { idea: id, comment: null }, { act: "hide", reason: "spam", words: "Spam." });
  await reportItem(as(who.bob), { idea, comment: null }, { reason: "spam", words: "" });
  await dismissReports(as(who.pia), { idea, comment: null }, "Fine.");
  expect(await decisionsAboutMe(as(who.ann))).toEqual([]);
  expect((await decisionsAboutMe(as(bob)))[0]).toMatchObject({ idea: { title: texts.title }, space: "Lab" });
  await removeMember(as(pia), secret.id, { member: bob.id, reason: "He asked." });
  const outside = await decisionsAboutMe(as(who.bob));
  expect(outside.map(({ idea, space }) => [idea, space])).toEqual([
    [null, null],
    [null, null],
  ]);
});
