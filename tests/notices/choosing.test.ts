import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { members } from "../../db/schema/members.ts";
import { noticeEvents, type Ways } from "../../db/schema/notices.ts";
import { postComment } from "../../app/features/discussion/commands.server.ts";
import { followIdea } from "../../app/features/following/commands.server.ts";
import { hideItem } from "../../app/features/moderation/commands.server.ts";
import { chooseNotices, chooseNoticesIn } from "../../app/features/notices/choosing.server.ts";
import { choicesInput, settingsInput } from "../../app/features/notices/inputs.ts";
import en from "../../app/features/notices/messages/en.json";
import {
  defaultSettings,
  defaultWays,
  groupOfKind,
  noticeGroups,
  waysOpenTo,
} from "../../app/features/notices/rules.ts";
import { chosenBy, myNoticeChoices, myNoticeSettings } from "../../app/features/notices/settings.server.ts";
import { moveIdea } from "../../app/features/piloting/commands.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { newId } from "../../app/platform/ids.ts";
import { contextFor, freshDatabase, person, type Rig, start } from "../support/database.ts";
import { writtenIdea } from "../writing/support.ts";
import { kindsToldTo, tellAll } from "./support.ts";

const minute = 60_000;

const move = () => ({
  id: newId(start),
  from: "new",
  to: "open",
  message: "We look into it.",
  reasonKind: null,
  reviewOn: null,
});

const remark = () => ({ id: newId(start), kind: "remark" as const, body: "Why not?" });

const choose = (rig: Rig, who: SignedIn, ways: Ways) =>
  chooseNotices(contextFor(rig, who), { ...defaultSettings, ways });

/** When what somebody was told may be mailed. */
async function mailedAt(rig: Rig, who: SignedIn) {
  const rows = await rig.db.read.select().from(noticeEvents).where(eq(noticeEvents.member, who.id));
  return rows.map(({ mailAt }) => mailAt);
}

describe("the groups that people choose by", () => {
  it("hold every kind that there is a sentence for, and each has words of its own", () => {
    const kinds = Object.keys(en.told).map((key) => key.replace(/_(zero|one|many|other)$/, ""));
    expect(Object.keys(groupOfKind).toSorted()).toEqual([...new Set(kinds)].toSorted());
    const worded = Object.keys(en.choose.groups).filter((key) => !key.endsWith("_what"));
    expect(worded.toSorted()).toEqual([...noticeGroups].toSorted());
    expect(Object.keys(defaultWays).toSorted()).toEqual([...noticeGroups].toSorted());
  });

  it("leave nobody without word of the own account", () => {
    expect(waysOpenTo("account")).not.toContain("nothing");
    expect(choicesInput.safeParse({ ...asEverywhere(), account: "nothing" }).success).toBe(false);
    expect(choicesInput.parse({ ...asEverywhere(), talk: "nothing", digest: "yes" })).toEqual({
      ways: { talk: "nothing" },
      digest: true,
    });
  });
});

const asEverywhere = () => Object.fromEntries(noticeGroups.map((group) => [group, ""]));

describe("who has not chosen", () => {
  it("gets answers to own ideas, replies and mentions by mail within the hour, and the rest here", async () => {
    const { rig, id, ann, bob, pia } = await writtenIdea();
    await followIdea(contextFor(rig, bob), id);
    await moveIdea(contextFor(rig, pia), id, move());
    await tellAll(rig);
    expect(await mailedAt(rig, ann)).toEqual([start + 60 * minute]);
    expect(await mailedAt(rig, bob)).toEqual([null]);
    await postComment(contextFor(rig, bob), id, remark());
    await tellAll(rig);
    expect(await mailedAt(rig, ann)).toEqual([start + 60 * minute, null]);
  });

  it("lives by the clocks of the space joined first, and by the own ones once they are named", async () => {
    const { rig, ann, eve } = await writtenIdea({ timeZone: "Asia/Tokyo" });
    const zones = async () => {
      const chosen = await chosenBy(rig.db.read, [ann.id, eve.id], null);
      return [ann, eve].map(({ id }) => chosen.get(id)?.timeZone);
    };
    expect(await zones()).toEqual(["Asia/Tokyo", "UTC"]);
    await rig.db.transaction((tx) => tx.update(members).set({ timeZone: "America/Lima" }));
    expect(await zones()).toEqual(["America/Lima", "America/Lima"]);
  });
});

describe("who chose", () => {
  it("is not told at all of what he or she does not want to hear, and of the rest as before", async () => {
    const { rig, id, ann, bob, pia } = await writtenIdea();
    await choose(rig, ann, { talk: "nothing", answers: "app" });
    await postComment(contextFor(rig, bob), id, remark());
    await moveIdea(contextFor(rig, pia), id, move());
    await tellAll(rig);
    expect(await kindsToldTo(rig, ann)).toEqual(["moved"]);
    expect(await mailedAt(rig, ann)).toEqual([null]);
  });

  it("is told otherwise in one space than everywhere", async () => {
    const { rig, place, id, ann, bob, pia } = await writtenIdea();
    await choose(rig, ann, { talk: "mail", account: "weekly" });
    await chooseNoticesIn(contextFor(rig, ann), place.slug, { ways: { talk: "nothing" }, digest: true });
    const said = await postComment(contextFor(rig, bob), id, remark());
    const hide = { act: "hide" as const, reason: "spam" as const, words: "No." };
    await hideItem(contextFor(rig, pia), { idea: id, comment: null }, hide);
    await tellAll(rig);
    expect(await kindsToldTo(rig, ann)).toEqual(["idea_hidden"]);
    expect(said).toBeTruthy();
    const mine = await myNoticeSettings(contextFor(rig, ann));
    expect(mine.spaces).toEqual([{ slug: place.slug, name: "Bikes", differs: 1 }]);
    expect(await myNoticeChoices(contextFor(rig, ann), place.slug)).toMatchObject({
      inSpace: { talk: "nothing" },
      everywhere: { talk: "mail" },
    });
  });

  it("chooses only for the own spaces", async () => {
    const { rig, place, eve } = await writtenIdea();
    await expect(chooseNoticesIn(contextFor(rig, eve), place.slug, { ways: {}, digest: true })).rejects.toMatchObject({
      status: 404,
    });
  });

  it("has what waits looked at again, by what was chosen now", async () => {
    const { rig, id, ann, pia } = await writtenIdea();
    await moveIdea(contextFor(rig, pia), id, move());
    await tellAll(rig);
    await chooseNotices(contextFor(rig, ann, { now: start + minute }), { ...defaultSettings, rhythm: "daily" });
    expect(await mailedAt(rig, ann)).toEqual([start + minute]);
  });

  it("gives both quiet hours or none", async () => {
    const rig = await freshDatabase();
    const ann = await person(rig, "ann");
    const typed = {
      ...Object.fromEntries(noticeGroups.map((group) => [group, "app"])),
      rhythm: "daily",
      dailyHour: "7",
      quietFrom: "22",
      quietUntil: "",
    };
    expect(settingsInput.safeParse(typed).error?.issues).toMatchObject([
      { path: ["quietUntil"], message: "quiet_half" },
    ]);
    expect(settingsInput.safeParse({ ...typed, dailyHour: "24" }).success).toBe(false);
    const chosen = settingsInput.parse({ ...typed, quietUntil: "6", digest: "yes" });
    await chooseNotices(contextFor(rig, ann), chosen);
    const { settings } = await myNoticeSettings(contextFor(rig, ann));
    expect(settings).toMatchObject({ quiet: { from: 22, until: 6 }, dailyHour: 7, digest: true, reminder: false });
  });
});
