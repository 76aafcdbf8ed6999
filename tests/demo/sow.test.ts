import { createHash } from "node:crypto";
import { and, count, eq, inArray, isNull, ne } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { comments, evidenceAcceptances, welcomes } from "../../db/schema/discussion.ts";
import { ideas, ideaTags, type Stage, tags } from "../../db/schema/ideas.ts";
import { events } from "../../db/schema/log.ts";
import { members } from "../../db/schema/members.ts";
import { moderationActs, reports } from "../../db/schema/moderation.ts";
import { notices } from "../../db/schema/notices.ts";
import { stageMoves } from "../../db/schema/piloting.ts";
import { roomSlides } from "../../db/schema/pitching.ts";
import { customerWishes, decisionRecords, estimateRounds, evidenceQuotes } from "../../db/schema/lens.ts";
import { rooms } from "../../db/schema/rooms.ts";
import { signals } from "../../db/schema/signals.ts";
import { joinRequests, memberships, spacePeople, spaces } from "../../db/schema/spaces.ts";
import { trials, trialVolunteers } from "../../db/schema/trials.ts";
import { commentAdoptions, ideaAuthors, ideaVersions, ideaVersionWriters } from "../../db/schema/writing.ts";
import { authorsOf } from "../../app/features/ideas/queries.server.ts";
import { lastResults } from "../../app/features/lens/estimating.server.ts";
import { factors } from "../../app/features/lens/rice.ts";
import { sourcesOf } from "../../app/features/merging/lineage.server.ts";
import { boardOf } from "../../app/features/rooms/queries.server.ts";
import { boardSeen } from "../../app/features/rooms/rules.ts";
import { unitedSignals } from "../../app/features/signals/united.server.ts";
import { sow } from "../../app/features/demo/sow.server.ts";
import { logger } from "../../app/platform/log.server.ts";
import { catchingUpReaders } from "../../app/readers.ts";
import { freshDatabase, type Rig } from "../support/database.ts";

/** A Wednesday at noon. */
const now = Date.UTC(2026, 9, 14, 12);

let rig: Rig;

async function sown(seed: string, at = now): Promise<Rig> {
  const made = await freshDatabase();
  await sow({ db: made.db, config: made.config, log: logger("silent") }, { now: at, seed });
  return made;
}

beforeAll(async () => {
  rig = await sown("caco");
}, 60_000);

/** Everything that people see, without ids that are drawn anew each time. */
async function fingerprint({ db }: Rig): Promise<string> {
  const who = await db.read.select().from(members).orderBy(members.handle);
  const names = new Map(who.map(({ id, handle }) => [id, handle]));
  const rows = [
    who.map(({ name, handle, affiliation, createdAt }) => [name, handle, affiliation, createdAt]),
    (await db.read.select().from(ideas).where(ne(ideas.stage, "draft")).orderBy(ideas.id)).map((idea) => {
      const { id, title, problem, solution, stage, stageSince, participants, commentCount, version, author } = idea;
      return [id, title, problem, solution, stage, stageSince, participants, commentCount, version, names.get(author)];
    }),
    (await db.read.select().from(comments).orderBy(comments.id)).map(({ id, html, kind, createdAt, author }) => {
      return [id, html, kind, createdAt, names.get(author)];
    }),
    (await db.read.select().from(signals))
      .map(({ idea, member, kind, castAt }) => `${idea} ${names.get(member)} ${kind} ${castAt}`)
      .toSorted(),
    (await db.read.select().from(stageMoves).orderBy(stageMoves.id)).map(({ id, to, at, by }) => {
      return [id, to, at, names.get(by)];
    }),
    (await db.read.select().from(events).orderBy(events.seq)).map(({ kind, at }) => [kind, at]),
  ];
  return createHash("sha256").update(JSON.stringify(rows)).digest("hex");
}

describe("the example content", () => {
  it("is the same for the same seed and moment, and another for another seed", async () => {
    const [again, other] = [await sown("caco"), await sown("another")];
    expect(await fingerprint(again)).toBe(await fingerprint(rig));
    expect(await fingerprint(other)).not.toBe(await fingerprint(rig));
  }, 60_000);

  it("has about sixty ideas in three spaces, at every stage that people can bring them to", async () => {
    const rows = await rig.db.read.select({ stage: ideas.stage, n: count() }).from(ideas).groupBy(ideas.stage);
    const stages: Stage[] = [
      "draft",
      "new",
      "open",
      "developing",
      "evaluating",
      "adopted",
      "building",
      "shipped",
      "later",
      "merged",
      "declined",
      "withdrawn",
    ];
    expect(rows.map(({ stage }) => stage).toSorted()).toEqual(stages.toSorted());
    const published = rows.filter(({ stage }) => stage !== "draft").reduce((sum, { n }) => sum + n, 0);
    expect(published).toBeGreaterThanOrEqual(58);
    expect(await rig.db.read.$count(spaces)).toBe(3);
  });

  it("speaks both languages, and is taken for what it is written in", async () => {
    const rows = await rig.db.read
      .select({ space: spaces.name, language: ideas.language, n: count() })
      .from(ideas)
      .innerJoin(spaces, eq(spaces.id, ideas.space))
      .where(ne(ideas.stage, "draft"))
      .groupBy(spaces.name, ideas.language)
      .orderBy(spaces.name, ideas.language);
    expect(rows.map(({ space, language }) => `${space}: ${language}`)).toEqual([
      "Cargo prototype riders: en",
      "Cargo prototype riders: fr",
      "Everyday bikes: en",
      "Vélos partagés de Montvallier: fr",
    ]);
  });

  it("keeps every count equal to its rows", async () => {
    const { read } = rig.db;
    for (const idea of await read.select().from(ideas)) {
      // Of a merged idea, signals and comments count where it is part of as well.
      const parts = [idea.id, ...(await sourcesOf(read, idea.id))];
      const given = await unitedSignals(read, { ...idea, ...(await authorsOf(read, idea)) });
      expect(
        given.filter(({ byAuthor }) => !byAuthor),
        idea.title,
      ).toHaveLength(idea.participants);
      const said = and(inArray(comments.idea, parts), isNull(comments.deletedAt), isNull(comments.hiddenAt));
      expect(await read.$count(comments, said), idea.title).toBe(idea.commentCount);
      expect(await read.$count(ideaVersions, eq(ideaVersions.idea, idea.id)), idea.title).toBe(idea.version);
    }
    for (const tag of await read.select().from(tags)) {
      expect(await read.$count(ideaTags, eq(ideaTags.tag, tag.id)), tag.name).toBe(tag.ideas);
    }
    for (const { space, affiliation, people } of await read.select().from(spacePeople)) {
      const inside = await read
        .select({ member: memberships.member })
        .from(memberships)
        .innerJoin(members, eq(members.id, memberships.member))
        .where(and(eq(memberships.space, space), eq(members.affiliation, affiliation)));
      expect(inside).toHaveLength(people);
    }
  });

  it("lies in the past, and reaches back about nine months", async () => {
    const times = (await rig.db.read.select({ at: events.at }).from(events)).map(({ at }) => at);
    expect(Math.max(...times)).toBeLessThanOrEqual(now);
    expect((now - Math.min(...times)) / 86_400_000).toBeGreaterThan(260);
  });

  it("leaves something to do: reports, requests, invitations to write, a move that can be undone", async () => {
    const { read } = rig.db;
    expect(await read.$count(reports, eq(reports.state, "open"))).toBeGreaterThanOrEqual(2);
    expect(await read.$count(joinRequests, eq(joinRequests.state, "waiting"))).toBe(2);
    expect(await read.$count(ideaAuthors, eq(ideaAuthors.state, "invited"))).toBeGreaterThanOrEqual(1);
    expect(await read.$count(commentAdoptions)).toBeGreaterThanOrEqual(5);
    expect(await read.$count(evidenceAcceptances)).toBeGreaterThanOrEqual(2);
    // Somebody came today and was answered; somebody else is not yet.
    expect(await read.$count(welcomes)).toBe(1);
    const moves = await read.select({ at: stageMoves.at }).from(stageMoves);
    expect(moves.filter(({ at }) => now - at < 600_000)).toHaveLength(1);
  });

  it("shows how moderation decides: something hidden, and somebody warned", async () => {
    const acts = await rig.db.read.select({ act: moderationActs.act }).from(moderationActs).orderBy(moderationActs.at);
    expect(acts.map(({ act }) => act)).toEqual(["hidden", "warned"]);
  });

  it("has nobody who could sign in by a password", async () => {
    const rows = await rig.db.read.select({ password: members.passwordHash }).from(members);
    expect(rows.length).toBeGreaterThanOrEqual(40);
    expect(rows.every(({ password }) => password === null)).toBe(true);
  });

  it("can be sown at any hour of any day", async () => {
    const night = Date.UTC(2026, 1, 1, 3, 20);
    const sownAtNight = await sown("caco", night);
    const times = (await sownAtNight.db.read.select({ at: events.at }).from(events)).map(({ at }) => at);
    expect(Math.max(...times)).toBeLessThanOrEqual(night);
  }, 60_000);
});

it("has a text that four people wrote in a room, each of whom the version names", async () => {
  const [version] = await rig.db.read.select().from(ideaVersions).where(eq(ideaVersions.together, true));
  expect(version?.solution).toContain("survives the clamp");
  const others = await rig.db.read
    .select()
    .from(ideaVersionWriters)
    .where(and(eq(ideaVersionWriters.idea, version?.idea ?? ""), eq(ideaVersionWriters.number, version?.number ?? 0)));
  expect(others).toHaveLength(3);
});

it("has rooms that are planned, and one with minutes, in which somebody's name stays sealed", async () => {
  const rows = await rig.db.read.select().from(rooms);
  expect(rows.filter(({ state, startsAt }) => state === "lobby" && (startsAt ?? 0) > now)).toHaveLength(4);
  const pitch = rows.find(({ template }) => template === "ignite");
  expect(await rig.db.read.$count(roomSlides, eq(roomSlides.room, pitch?.id ?? ""))).toBe(20);
  const [over] = rows.filter(({ state }) => state === "closed");
  if (!over) throw new Error("No room is over.");
  const board = boardSeen(await boardOf(rig.db.read, over));
  expect(over).toMatchObject({ end: "host", phase: 6 });
  expect(Object.values(board.notes).filter(({ by }) => by === null)).toHaveLength(1);
  expect(board.counts).toHaveLength(1);
  const [become] = Object.keys(board.becoming);
  expect(await rig.db.read.$count(comments, eq(comments.id, become ?? ""))).toBe(1);
});

it("has what product people gather: quotes of each weight, wishes, rounds that lie apart or are open, decisions", async () => {
  const { read } = rig.db;
  const quotes = await read.select().from(evidenceQuotes);
  expect(new Set(quotes.map(({ importance }) => importance))).toEqual(new Set([1, 2, 3]));
  expect(quotes.filter(({ customer }) => customer !== null).length).toBeGreaterThanOrEqual(5);
  const wishes = await read.select().from(customerWishes);
  expect(wishes.map(({ answer }) => answer).toSorted()).toEqual(["confirmed", "confirmed", null, null]);
  expect(wishes.every(({ answer, expiresAt }) => answer !== null || expiresAt > now)).toBe(true);
  const rounds = await read.select().from(estimateRounds);
  expect(rounds.filter(({ revealedAt }) => revealedAt === null).map(({ n }) => n)).toEqual([2, 2]);
  const [space] = await read.select().from(spaces).where(eq(spaces.name, "Everyday bikes"));
  const results = [...(await lastResults(read, space?.id ?? "")).values()];
  expect(results.map(({ people }) => people)).toEqual([3, 3, 3, 3]);
  const apart = results.map(({ spreads }) => factors.filter((factor) => spreads[factor].discuss));
  expect(apart.filter(({ length }) => length > 0)).toEqual([["reach", "effort"]]);
  expect(await read.$count(decisionRecords)).toBe(2);
});

it("has a test for which people volunteer, and two that are over: who was drawn lately waited for others", async () => {
  const { read } = rig.db;
  const rows = await read.select().from(trials);
  expect(rows.map(({ state }) => state).toSorted()).toEqual(["drawn", "drawn", "open"]);
  expect(rows.every(({ state, closesAt }) => (state === "open") === closesAt > now)).toBe(true);
  const fair = rows.find(({ state, seats, gets }) => state === "drawn" && seats === 3 && gets === "The set is yours.");
  const volunteers = await read
    .select({ handle: members.handle, drawn: trialVolunteers.drawn })
    .from(trialVolunteers)
    .innerJoin(members, eq(members.id, trialVolunteers.member))
    .where(eq(trialVolunteers.trial, fair?.id ?? ""))
    .orderBy(members.handle);
  expect(volunteers.filter(({ drawn }) => !drawn).map(({ handle }) => handle)).toEqual([
    "antoine-girardot",
    "camille-rochat",
  ]);
  expect(volunteers.filter(({ drawn }) => drawn)).toHaveLength(3);
  expect(await read.$count(evidenceAcceptances)).toBeGreaterThanOrEqual(5);
});

it("tells people what happened as it happened: what is older than some days they have read", async () => {
  const made = await freshDatabase();
  const means = { db: made.db, config: made.config, log: logger("silent") };
  await sow(means, { now, seed: "caco", readersOn: catchingUpReaders });
  const lines = await made.db.read.select({ at: notices.at, readAt: notices.readAt }).from(notices);
  const unread = lines.filter(({ readAt }) => readAt === null);
  expect(unread.length).toBeGreaterThan(0);
  expect(Math.min(...unread.map(({ at }) => at))).toBeGreaterThan(now - 4 * 86_400_000);
  expect(lines.length - unread.length).toBeGreaterThan(unread.length);
}, 60_000);
