import { and, eq, isNotNull } from "drizzle-orm";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { jobs } from "../../db/schema/log.ts";
import { members } from "../../db/schema/members.ts";
import { bans } from "../../db/schema/moderation.ts";
import { mailBounces, noticeEvents, type Ways } from "../../db/schema/notices.ts";
import { memberships } from "../../db/schema/spaces.ts";
import { deleteComment, postComment } from "../../app/features/discussion/commands.server.ts";
import { followIdea } from "../../app/features/following/commands.server.ts";
import { hideItem } from "../../app/features/moderation/commands.server.ts";
import { tryAddressAgain } from "../../app/features/notices/bounces.server.ts";
import { bundleDue } from "../../app/features/notices/bundling.server.ts";
import { chooseNotices } from "../../app/features/notices/choosing.server.ts";
import { noticeMailJob, sendNoticeMail } from "../../app/features/notices/mailing.server.ts";
import { readAllNotices } from "../../app/features/notices/commands.server.ts";
import { targetOf } from "../../app/features/notices/queries.server.ts";
import { defaultSettings, type NoticeSettings } from "../../app/features/notices/rules.ts";
import { linkIn, unsubscribe } from "../../app/features/notices/unsubscribing.server.ts";
import { submitIdea } from "../../app/features/ideas/commands.server.ts";
import { moveIdea, undoMove } from "../../app/features/piloting/commands.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { newId } from "../../app/platform/ids.ts";
import { actorNow, contextFor, type Rig, start, visiting } from "../support/database.ts";
import { type MailServer, startMailServer } from "../support/smtp.ts";
import { texts, writtenIdea } from "../writing/support.ts";
import { header, mailAt, origin, readMails, sendAt } from "./mails.ts";
import { kindsToldTo, tellAll } from "./support.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

let server: MailServer;

beforeEach(async () => {
  server = await startMailServer();
  onTestFinished(() => server.stop());
});

/** An idea of ann's in a place whose mails go to the server of the test. */
async function mailing(change: Parameters<typeof writtenIdea>[0] = {}) {
  const made = await writtenIdea({ timeZone: "UTC", ...change });
  Object.assign(made.rig.config, { smtpUrl: server.url, origin, mailFrom: "Caco <ideas@example.org>" });
  return made;
}

const as = (rig: Rig, who: SignedIn, now = start) => contextFor(rig, who, { now });

const remark = (body: string, parent?: string) => ({
  id: newId(start),
  kind: "remark" as const,
  body,
  ...(parent ? { parent } : {}),
});

const move = (message = "We **look** into it.") => ({
  id: newId(start),
  from: "new",
  to: "open",
  message,
  reasonKind: null,
  reviewOn: null,
});

const choose = (rig: Rig, who: SignedIn, ways: Ways, change: Partial<NoticeSettings> = {}) =>
  chooseNotices(as(rig, who), { ...defaultSettings, quiet: null, ...change, ways });

const mailJobs = (rig: Rig) => rig.db.read.select().from(jobs).where(eq(jobs.kind, noticeMailJob));

const set = (rig: Rig, who: SignedIn, change: Partial<typeof members.$inferInsert>) =>
  rig.db.transaction((tx) => tx.update(members).set(change).where(eq(members.id, who.id)));

describe("what happened within the hour", () => {
  it("is one mail with both parts, by idea, signed by who acted, in the reader's language", async () => {
    const { rig, place, id, ann, bob, pia } = await mailing();
    await set(rig, ann, { locale: "fr" });
    await choose(rig, ann, { talk: "mail" });
    const other = await submitIdea(as(rig, ann), place.id, {
      ...texts,
      id: newId(start),
      title: "A pump at each stop",
    });
    await moveIdea(as(rig, pia), id, move());
    for (const body of ["Why nine days?", "And <b>who</b> pays?"]) {
      await postComment(as(rig, bob, start + 1), id, remark(body));
    }
    await postComment(as(rig, bob, start + 2), other.id, remark("Yes!"));
    await tellAll(rig);
    expect(await bundleDue(rig.db, start + hour - 1)).toBe(0);
    await mailAt(rig, start + hour);
    await mailAt(rig, start + 2 * hour);
    const [mail, ...more] = await readMails(server);
    expect(more).toEqual([]);
    expect(mail).toMatchObject({
      subject: "Il s’est passé 4 choses sur 2 idées",
      from: { name: "Pia et une autre personne (via Caco)", address: "ideas@example.org" },
      to: [{ name: "Ann", address: "ann@example.org" }],
    });
    expect(header(mail, "content-language")).toBe("fr");
    for (const part of [mail?.text, mail?.html]) {
      expect(part).toContain("Pia a fait passer");
      expect(part).toContain("We look into it.");
      expect(part).toContain("A pump at each stop");
      expect(part).toContain("Répondre à Bob");
      expect(part?.indexOf("Lend me a bike")).toBeLessThan(part?.indexOf("A pump at each stop") ?? 0);
    }
    expect(mail?.html).toContain('lang="fr"');
    expect(mail?.html).not.toContain("<b>who</b>");
    expect(mail?.html).not.toMatch(/<img|<script|https?:\/\/(?!ideas\.example\.org)/);
  });

  it("stands in the thread of its idea, with an own name that stays", async () => {
    const { rig, id, ann, bob } = await mailing();
    await choose(rig, ann, { talk: "mail" });
    for (const [n, at] of [start, start + 3 * hour].entries()) {
      await postComment(as(rig, bob, at), id, remark(`Word ${n}`));
      await tellAll(rig);
      await mailAt(rig, at + 2 * hour);
    }
    const mails = await readMails(server);
    expect(mails.map(({ subject }) => subject)).toEqual(["Lend me a bike · Bikes", "Lend me a bike · Bikes"]);
    expect(new Set(mails.map(({ inReplyTo }) => inReplyTo)).size).toBe(1);
    expect(mails[0]?.references).toBe(mails[0]?.inReplyTo);
    expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(2);
    expect(mails[0]?.from?.name).toBe("Bob (via Caco)");
    // Each says only what the one before did not.
    expect(mails[1]?.text).toContain("Word 1");
    expect(mails[1]?.text).not.toContain("Word 0");
  });

  it("leads to the very comment, with its answer open", async () => {
    const { rig, id, ann, bob } = await mailing();
    await choose(rig, ann, { talk: "mail" });
    await postComment(as(rig, bob), id, remark("The first one"));
    const second = await postComment(as(rig, bob, start + 1), id, remark("The second one"));
    await tellAll(rig);
    await mailAt(rig, start + hour);
    const [mail] = await readMails(server);
    const [, notice = "", query] = /notices\/(\w+)\?(event=[\w-]+&answer=1)/.exec(mail?.text ?? "") ?? [];
    const event = new URLSearchParams(query).get("event");
    const path = await targetOf(as(rig, ann), notice, { event, isAnswering: true });
    expect(path).toMatch(new RegExp(`comment=${second}&reply=${second}#comment-${second}$`));
  });
});

describe("nothing is mailed", () => {
  /** Ann hears of a comment by bob, which is told before `happens` does; then it is mailed. */
  async function mailedAfter(
    happens: (made: Awaited<ReturnType<typeof mailing>>, comment: string) => Promise<unknown>,
  ) {
    const made = await mailing();
    const { rig, id, ann, bob, pia } = made;
    await choose(rig, ann, { talk: "mail" });
    // The negative proven: pia, to whom nothing happens, gets the same mail.
    await choose(rig, pia, { talk: "mail" });
    await followIdea(as(rig, pia), id);
    const comment = await postComment(as(rig, bob), id, remark("Is it so?"));
    await tellAll(rig);
    await happens(made, comment);
    await mailAt(rig, start + hour);
    return (await readMails(server)).map(({ to }) => to?.[0]?.address);
  }

  it.each([
    ["once it was read", ({ rig, ann }) => readAllNotices(as(rig, ann))],
    ["to whoever asked for no mails", ({ rig, ann }) => choose(rig, ann, { talk: "app" })],
    ["to whoever has not confirmed the address", ({ rig, ann }) => set(rig, ann, { emailVerifiedAt: null })],
    ["to whoever is leaving", ({ rig, ann }) => set(rig, ann, { erasesAt: start + day })],
    [
      "to whoever is banned",
      ({ rig, ann, pia }) =>
        rig.db.transaction((tx) =>
          tx.insert(bans).values({ id: newId(start), member: ann.id, reason: "Spam.", by: pia.id, at: start }),
        ),
    ],
  ] satisfies [string, (made: Awaited<ReturnType<typeof mailing>>) => Promise<unknown>][])("%s", async (_, happens) => {
    expect(await mailedAfter(happens)).toEqual(["pia@example.org"]);
  });

  it.each([
    ["deleted", ({ rig, bob }, comment) => deleteComment(as(rig, bob, start + minute), comment)],
    [
      "hidden",
      ({ rig, id, pia }, comment) =>
        hideItem(as(rig, pia, start + minute), { idea: id, comment }, { act: "hide", reason: "spam", words: "No." }),
    ],
  ] satisfies [string, (made: Awaited<ReturnType<typeof mailing>>, comment: string) => Promise<unknown>][])(
    "of a comment that is %s, also when the log was not read that far",
    async (_, happens) => {
      expect(await mailedAfter(happens)).toEqual([]);
    },
  );

  it("of a move that was taken back within its ten minutes", async () => {
    const { rig, id, ann, pia } = await mailing();
    await choose(rig, ann, {}, { rhythm: "at_once" });
    const made = await moveIdea(as(rig, pia), id, move());
    await tellAll(rig);
    await mailAt(rig, start + 9 * minute);
    await undoMove(as(rig, pia, start + 9 * minute), id, made);
    await tellAll(rig);
    await mailAt(rig, start + day);
    expect(server.taken).toEqual([]);
  });

  it("to whoever lost sight of a private space, even when the mail was made before", async () => {
    const { rig, id, place, bob, pia } = await mailing({ visibility: "private" });
    await followIdea(as(rig, bob), id);
    await choose(rig, bob, { followed: "mail" });
    await moveIdea(as(rig, pia), id, move("The canary sings."));
    await tellAll(rig);
    expect(await bundleDue(rig.db, start + hour)).toBe(2);
    const his = and(eq(memberships.member, bob.id), eq(memberships.space, place.id));
    await rig.db.transaction((tx) => tx.delete(memberships).where(his));
    await sendAt(rig, start + hour);
    const mails = await readMails(server);
    expect(mails.map(({ to }) => to?.[0]?.address)).toEqual(["ann@example.org"]);
    expect(mails[0]?.text).toContain("canary");
  });

  it("in the quiet hours: it waits for their end", async () => {
    const { rig, id, ann, pia } = await mailing();
    await choose(rig, ann, {}, { quiet: { from: 10, until: 18 } });
    await moveIdea(as(rig, pia), id, move());
    await tellAll(rig);
    await mailAt(rig, start + 8 * hour - 1);
    expect(server.taken).toEqual([]);
    await mailAt(rig, start + 8 * hour);
    expect(server.taken).toHaveLength(1);
  });

  it("in quiet hours of what is late because no server was there", async () => {
    const { rig, id, ann, pia } = await mailing();
    await choose(rig, ann, {}, { quiet: { from: 20, until: 8 } });
    await moveIdea(as(rig, pia), id, move());
    await tellAll(rig);
    await mailAt(rig, start + 12 * hour);
    expect(server.taken).toEqual([]);
    await mailAt(rig, start + 22 * hour);
    expect(server.taken).toHaveLength(1);
  });
});

describe("a mail server that is away for a while", () => {
  it("gets each mail exactly once when it is back", async () => {
    const { rig, id, bob, pia } = await mailing();
    await followIdea(as(rig, bob), id);
    await choose(rig, bob, { followed: "mail" });
    await moveIdea(as(rig, pia), id, move());
    await tellAll(rig);
    const port = Number(new URL(server.url).port);
    await server.stop();
    let now = start + hour;
    await bundleDue(rig.db, now);
    for (let tries = 0; tries < 12; tries++) {
      await sendAt(rig, now);
      now += 2 * hour;
    }
    // For a whole day: more often than a job is tried that fails by itself.
    expect((await mailJobs(rig)).map(({ state }) => state)).toEqual(["waiting", "waiting"]);
    server = await startMailServer({ port });
    onTestFinished(() => server.stop());
    await mailAt(rig, now);
    await mailAt(rig, now + hour);
    const mails = await readMails(server);
    expect(mails.map(({ to }) => to?.[0]?.address).toSorted()).toEqual(["ann@example.org", "bob@example.org"]);
    expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(2);
  });

  it("gives up after three days", async () => {
    const { rig, id, pia } = await mailing();
    await moveIdea(as(rig, pia), id, move());
    await tellAll(rig);
    await server.stop();
    await bundleDue(rig.db, start + hour);
    for (let tries = 0; tries < 8; tries++) await sendAt(rig, start + hour + tries * 2 * hour);
    const [job] = await sendAt(rig, start + 4 * day);
    expect(job?.state).toBe("dead");
  });
});

describe("two servers of one database", () => {
  it("make one mail together, and a mail that was marked is sent after a kill", async () => {
    const { rig, id, pia } = await mailing();
    await moveIdea(as(rig, pia), id, move());
    await tellAll(rig);
    // Both look at the same moment; the process that marked it is gone before it sends.
    await Promise.all([bundleDue(rig.db, start + hour), bundleDue(rig.db, start + hour)]);
    expect(await mailJobs(rig)).toHaveLength(1);
    expect(await rig.db.read.select().from(noticeEvents).where(isNotNull(noticeEvents.mail))).toHaveLength(1);
    await sendAt(rig, start + hour);
    await mailAt(rig, start + day);
    expect(server.taken).toHaveLength(1);
  });

  it("send the same Message-ID when one dies between sending and noting it", async () => {
    const { rig, id, pia } = await mailing();
    await moveIdea(as(rig, pia), id, move());
    await tellAll(rig);
    await bundleDue(rig.db, start + hour);
    const [job] = await mailJobs(rig);
    if (!job) throw new Error("There is no job.");
    for (const at of [start + hour, start + 2 * hour]) await sendNoticeMail(rig, job, at);
    const mails = await readMails(server);
    expect(mails).toHaveLength(2);
    expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(1);
  });
});

describe("an address that is refused for good", () => {
  it("gets no more mails after three days of it, and its owner is told here", async () => {
    const { rig, id, ann, bob } = await mailing();
    await server.stop();
    server = await startMailServer({ refusing: "550 no such person" });
    onTestFinished(() => server.stop());
    rig.config.smtpUrl = server.url;
    await choose(rig, ann, { talk: "mail" }, { rhythm: "at_once" });
    const refused = async (at: number) => {
      await postComment(as(rig, await actorNow(rig, bob.id), at), id, remark(`Word ${at}`));
      await tellAll(rig);
      const [job] = await mailAt(rig, at + 20 * minute);
      return job?.state;
    };
    expect([await refused(start), await refused(start + hour)]).toEqual(["done", "done"]);
    expect(await rig.db.read.select().from(mailBounces)).toMatchObject([{ days: 1, code: 550, stoppedAt: null }]);
    await refused(start + day);
    expect(await kindsToldTo(rig, ann)).not.toContain("mail_stopped");
    await refused(start + 2 * day);
    await tellAll(rig);
    expect(await kindsToldTo(rig, ann)).toContain("mail_stopped");
    expect(await refused(start + 3 * day)).toBeUndefined();
    // As the owner asks, or with another address, they go again.
    await tryAddressAgain(as(rig, ann));
    expect(await refused(start + 4 * day)).toBe("done");
  });

  it("counts from nothing again once a mail was taken", async () => {
    const { rig, id, ann, pia } = await mailing();
    const row = { member: ann.id, email: "ann@example.org", days: 2, code: 550, at: start - day, stoppedAt: null };
    await rig.db.transaction((tx) => tx.insert(mailBounces).values(row));
    await moveIdea(as(rig, pia), id, move());
    await tellAll(rig);
    await mailAt(rig, start + hour);
    expect(server.taken).toHaveLength(1);
    expect(await rig.db.read.select().from(mailBounces)).toEqual([]);
  });
});

describe("a mail is ended", () => {
  /** The tokens of the links in ann's mail, by what they end. */
  async function mailed() {
    const made = await mailing();
    const { rig, id, ann, bob, pia } = made;
    await choose(rig, ann, { talk: "mail" });
    await moveIdea(as(rig, pia), id, move());
    await postComment(as(rig, bob), id, remark("Why?"));
    await tellAll(rig);
    await mailAt(rig, start + hour);
    const [mail] = await readMails(server);
    const tokens = [...(mail?.text ?? "").matchAll(/\/unsubscribe\/(\S+)/g)].map(([, token = ""]) => token);
    const again = async (at = start + 3 * hour) => {
      server.taken.length = 0;
      await postComment(as(rig, await actorNow(rig, bob.id), at), id, remark(`And ${at}?`));
      await tellAll(rig);
      await mailAt(rig, at + 2 * hour);
      return server.taken.length;
    };
    return { ...made, mail, tokens, again };
  }

  it("by the header, with one press for a group, a space, or all", async () => {
    const { rig, place, mail, tokens, again } = await mailed();
    expect(header(mail, "list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
    const url = /^<(https:\/\/[^>]+)>$/.exec(header(mail, "list-unsubscribe") ?? "")?.[1] ?? "";
    expect(url.startsWith(`${origin}/unsubscribe/`)).toBe(true);
    expect(tokens.map((token) => linkIn(rig.config, token).scope)).toEqual([
      "group:answers",
      "group:talk",
      `space:${place.id}`,
      "mail",
    ]);
    expect(await again()).toBe(1);
    const visitor = visiting(rig, { now: start });
    expect(await unsubscribe(visitor, url.slice(`${origin}/unsubscribe/`.length), "this")).toBe("mail");
    expect(await again(start + 6 * hour)).toBe(0);
  });

  it.each([0, 1, 2, 3])("by link %i of its foot, once or twice", async (at) => {
    const { rig, tokens, again, ann } = await mailed();
    for (let n = 0; n < 2; n++) await unsubscribe(visiting(rig, { now: start }), tokens[at] ?? "", "this");
    expect(await again()).toBe(at === 0 ? 1 : 0);
    // It still stands here.
    expect(await kindsToldTo(rig, ann)).toContain("comment");
  });

  it("by no link that was not made here, or for another", async () => {
    const { rig, tokens } = await mailed();
    const [token = ""] = tokens;
    for (const wrong of ["", "x", token.slice(1), `${token.split(".")[0]}.all.${token.split(".").at(-1)}`]) {
      await expect(unsubscribe(visiting(rig), wrong, "all")).rejects.toMatchObject({ status: 404 });
    }
  });
});
