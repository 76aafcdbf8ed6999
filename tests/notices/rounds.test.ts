import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { members } from "../../db/schema/members.ts";
import { mailRounds } from "../../db/schema/notices.ts";
import { spaces } from "../../db/schema/spaces.ts";
import { postComment } from "../../app/features/discussion/commands.server.ts";
import { followIdea } from "../../app/features/following/commands.server.ts";
import { submitIdea } from "../../app/features/ideas/commands.server.ts";
import { chooseNotices, chooseNoticesIn } from "../../app/features/notices/choosing.server.ts";
import { readAllNotices } from "../../app/features/notices/commands.server.ts";
import { roundsOn } from "../../app/features/notices/rounds.server.ts";
import { defaultSettings } from "../../app/features/notices/rules.ts";
import { myNoticeChoices } from "../../app/features/notices/settings.server.ts";
import { unsubscribe, unsubscribePath } from "../../app/features/notices/unsubscribing.server.ts";
import { moveIdea } from "../../app/features/piloting/commands.server.ts";
import { removeMember } from "../../app/features/spaces/membership.server.ts";
import { inviteAuthor } from "../../app/features/writing/authors.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { newId } from "../../app/platform/ids.ts";
import { contextFor, member, person, type Rig, space, start } from "../support/database.ts";
import { type MailServer, startMailServer } from "../support/smtp.ts";
import { texts, writtenIdea } from "../writing/support.ts";
import { header, origin, readMails, sendAt } from "./mails.ts";
import { tellAll } from "./support.ts";

const minute = 60_000;
const day = 24 * 60 * minute;
/** Monday 9 March 2026, 08:00 in Paris, a week after tests begin. */
const monday = Date.UTC(2026, 2, 9, 7);

let server: MailServer;

beforeEach(async () => {
  server = await startMailServer();
  onTestFinished(() => server.stop());
});

async function mailing(change: Parameters<typeof writtenIdea>[0] = {}) {
  const made = await writtenIdea(change);
  Object.assign(made.rig.config, { smtpUrl: server.url, origin });
  return made;
}

const as = (rig: Rig, who: SignedIn, now = start) => contextFor(rig, who, { now });

const move = () => ({
  id: newId(start),
  from: "new",
  to: "open",
  message: "We look into it.",
  reasonKind: null,
  reviewOn: null,
});

/** Gives the turns of this moment and sends what they made. Gives the mails that came, by the reader's name. */
async function mailsAt(rig: Rig, now: number) {
  server.taken.length = 0;
  await roundsOn(rig.db).goOn(now);
  await sendAt(rig, now);
  const mails = await readMails(server);
  return new Map(mails.map((mail) => [`${mail.to?.[0]?.name} ${mail.subject}`, mail]));
}

const weekly = "Your week: Caco";

describe("the weekly mail", () => {
  it("comes on Monday at eight with what moved, what is new and what awaits, once and to those it concerns", async () => {
    const { rig, place, id, ann, bob, pia } = await mailing();
    const cara = await member(rig, await person(rig, "cara"), place.id);
    await followIdea(as(rig, bob), id);
    const then = monday - 3 * day;
    await moveIdea(as(rig, pia, then), id, move());
    await inviteAuthor(as(rig, ann, then), id, { who: "@cara" }, origin);
    await submitIdea(as(rig, bob, then), place.id, { ...texts, id: newId(then), title: "A pump at each stop" });
    await tellAll(rig);
    expect((await mailsAt(rig, monday - 1)).size).toBe(0);
    const mails = await mailsAt(rig, monday);
    const to = (who: SignedIn) => mails.get(`${who.name} ${weekly}`);
    expect(to(bob)?.text).toContain("Pia moved “Lend me a bike”");
    // His own idea is not new to him; she hears of it as of something that waits for eyes.
    expect(to(bob)?.text).not.toContain("A pump at each stop");
    expect(to(cara)?.text).toContain("A pump at each stop");
    expect(to(cara)?.text).toContain("You are asked to write “Lend me a bike” together");
    expect(to(cara)?.html).toContain("A pump at each stop");
    expect(header(to(cara), "list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
    // What ann gets by mail of its own stands in no second one.
    expect(to(ann)?.text).not.toContain("Pia moved");
    for (const later of [monday + minute, monday + 2 * day]) {
      expect([...(await mailsAt(rig, later)).keys()].filter((name) => name.endsWith(weekly))).toEqual([]);
    }
  });

  it("passes over whoever is gone by the time of the turn", async () => {
    const { rig } = await mailing();
    const zoe = await person(rig, "zoe");
    const transaction: Rig["db"]["transaction"] = async (work) => {
      await rig.db.transaction((tx) => tx.delete(members).where(eq(members.id, zoe.id)));
      return rig.db.transaction(work);
    };
    await roundsOn({ ...rig.db, transaction }).goOn(monday);
    const given = await rig.db.read.select({ member: mailRounds.member }).from(mailRounds);
    expect(given.length).toBeGreaterThan(0);
    expect(given.map(({ member }) => member)).not.toContain(zoe.id);
  });

  it("does not come when there is nothing to say, to whoever asked for none, and says nothing that was read", async () => {
    const { rig, id, bob, ann, pia } = await mailing();
    for (const who of [bob, pia]) await chooseNotices(as(rig, who), { ...defaultSettings, digest: who !== pia });
    await followIdea(as(rig, bob), id);
    await moveIdea(as(rig, pia), id, move());
    await tellAll(rig);
    await readAllNotices(as(rig, bob));
    await rig.db.transaction((tx) => tx.update(members).set({ emailVerifiedAt: null }).where(eq(members.id, ann.id)));
    expect((await mailsAt(rig, monday)).size).toBe(0);
  });

  it("says nothing more of a space whose mails somebody has ended, and ends where nothing else is left", async () => {
    const { rig, place, id, ann, bob, pia } = await mailing();
    const other = await space(rig, { name: "Boats" });
    const then = monday - 3 * day;
    await followIdea(as(rig, bob), id);
    await moveIdea(as(rig, pia, then), id, move());
    await inviteAuthor(as(rig, ann, then), id, { who: "@bob" }, origin);
    await submitIdea(as(rig, ann, then), place.id, { ...texts, id: newId(then), title: "A pump at each stop" });
    await submitIdea(as(rig, pia, then), other.id, { ...texts, id: newId(then), title: "A pier for all" });
    const cara = await member(rig, await person(rig, "cara"), place.id);
    const dora = await member(rig, await person(rig, "dora"), place.id);
    for (const who of [bob, dora, pia]) await member(rig, who, other.id);
    for (const who of [bob, cara, pia]) {
      const path = unsubscribePath(rig.config, who.id, `space:${place.id}`);
      await unsubscribe(as(rig, who), path.slice("/unsubscribe/".length), "this");
    }
    await tellAll(rig);
    const mails = await mailsAt(rig, monday);
    const to = (who: SignedIn) => mails.get(`${who.name} ${weekly}`);
    // To others it comes as before.
    for (const of of ["A pump at each stop", "A pier for all"]) expect(to(dora)?.text).toContain(of);
    expect(to(bob)?.text).toContain("A pier for all");
    for (const of of ["Lend me a bike", "A pump at each stop", place.slug]) expect(to(bob)?.text).not.toContain(of);
    expect(to(cara)).toBeUndefined();
    // What a pilot owes there stands on the desk.
    expect(to(pia)?.text ?? "").not.toContain("A pump at each stop");
    await chooseNoticesIn(as(rig, cara), place.slug, { ways: {}, digest: true });
    expect((await mailsAt(rig, monday + 7 * day)).has(`Cara ${weekly}`)).toBe(false);
    expect((await myNoticeChoices(as(rig, bob), place.slug)).digest).toBe(false);
    expect((await myNoticeChoices(as(rig, cara), place.slug)).digest).toBe(true);
  });

  it("comes by everybody's own clock, and has what was chosen for it", async () => {
    const { rig, id, bob, pia } = await mailing();
    await followIdea(as(rig, bob), id);
    await chooseNotices(as(rig, bob), { ...defaultSettings, ways: { talk: "weekly", followed: "nothing" } });
    await rig.db.transaction((tx) =>
      tx.update(members).set({ timeZone: "America/New_York" }).where(eq(members.id, bob.id)),
    );
    const remark = { id: newId(start), kind: "remark" as const, body: "Who lends it?" };
    await postComment(as(rig, pia, monday - day), id, remark);
    await tellAll(rig);
    expect([...(await mailsAt(rig, monday)).keys()]).not.toContain(`Bob ${weekly}`);
    // New York has its summer time three weeks before Paris.
    const his = Date.UTC(2026, 2, 9, 12);
    expect((await mailsAt(rig, his - 1)).size).toBe(0);
    expect((await mailsAt(rig, his)).get(`Bob ${weekly}`)?.text).toContain("Who lends it?");
  });

  it("never says a word of a private space to whoever is not in it any more", async () => {
    const { rig, place, bob, eve, pia } = await mailing({ visibility: "private", name: "Quokka lab" });
    const then = monday - day;
    await submitIdea(as(rig, pia, then), place.id, { ...texts, id: newId(then), title: "Quokka lights" });
    await tellAll(rig);
    await roundsOn(rig.db).goOn(monday);
    await removeMember(as(rig, pia, monday), place.id, { member: bob.id, reason: "Bye." });
    await sendAt(rig, monday);
    const mails = await readMails(server);
    const readers = mails.filter(({ text }) => text?.includes("Quokka lights")).map(({ to }) => to?.[0]?.name);
    expect(readers).toEqual(["Ann"]);
    expect(mails.filter(({ to }) => [bob.name, eve.name].includes(to?.[0]?.name ?? ""))).toEqual([]);
  });
});

describe("the reminder of pilots", () => {
  /** Wednesday 4 March 2026, 08:00 in Paris; what came on Monday at eleven is due on Thursday. */
  const wednesday = Date.UTC(2026, 2, 4, 7);

  it("comes in the morning of a working day when something is due, overdue first", async () => {
    const { rig, place, ann } = await mailing();
    expect((await mailsAt(rig, wednesday)).size).toBe(0);
    const due = (await mailsAt(rig, wednesday + day)).get("Pia One idea awaits you today");
    expect(due?.text).toContain("A first word: “Lend me a bike”");
    expect(due?.text).toMatch(/Thursday,? 5 March at 11:00/);
    expect(due?.text).toContain(`${origin}/pilot?idea=`);
    expect((await mailsAt(rig, wednesday + day + 30 * minute)).size).toBe(0);
    await submitIdea(as(rig, ann, start + day), place.id, { ...texts, id: newId(start), title: "A pump" });
    const friday = (await mailsAt(rig, wednesday + 2 * day)).get("Pia One idea has waited too long");
    expect(friday?.text?.indexOf("Lend me a bike")).toBeLessThan(friday?.text?.indexOf("A pump") ?? 0);
    // Nobody works at the weekend.
    expect((await mailsAt(rig, wednesday + 3 * day)).size).toBe(0);
  });

  it("comes on no holiday, and to no pilot who asked for none", async () => {
    const { rig, place, pia } = await mailing();
    const holidays = ["2026-03-05"];
    await rig.db.transaction((tx) => tx.update(spaces).set({ holidays }).where(eq(spaces.id, place.id)));
    expect((await mailsAt(rig, wednesday + day)).size).toBe(0);
    await chooseNotices(as(rig, pia), { ...defaultSettings, reminder: false });
    expect((await mailsAt(rig, wednesday + 2 * day)).size).toBe(0);
  });
});
