/** Many at once on PostgreSQL, which lets commands run side by side: each effect happens once. */
import { and, count, eq, isNull } from "drizzle-orm";
import pg from "pg";
import { beforeAll, describe, expect, it } from "vitest";
import { comments } from "../../db/schema/discussion.ts";
import { ideas, savedFilters } from "../../db/schema/ideas.ts";
import { events, settings } from "../../db/schema/log.ts";
import { emailChanges, members } from "../../db/schema/members.ts";
import { signals } from "../../db/schema/signals.ts";
import { writeSource } from "../../app/cli/import/write.ts";
import type { Source } from "../../app/cli/import/source.ts";
import { answerEmailChange } from "../../app/features/accounts/email-change.server.ts";
import { deleteComment, postComment, restoreComment } from "../../app/features/discussion/commands.server.ts";
import { saveDraft, submitIdea } from "../../app/features/ideas/commands.server.ts";
import { keepView } from "../../app/features/feed/commands.server.ts";
import { changeProfile } from "../../app/features/people/commands.server.ts";
import { castSignal } from "../../app/features/signals/commands.server.ts";
import { acceptCharter, publishCharter } from "../../app/features/spaces/charter.server.ts";
import { tagIdea } from "../../app/features/tags/commands.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { Unavailable } from "../../app/platform/errors.ts";
import { newId } from "../../app/platform/ids.ts";
import { problemOf } from "../../app/platform/problem-of.server.ts";
import { hashOf } from "../../app/platform/secrets.server.ts";
import { contextFor, freshDatabase, member, person, type Rig, space, start } from "../support/database.ts";

let rig: Rig;
let place: string;
let ann: SignedIn;
let bob: SignedIn;

beforeAll(async () => {
  rig = await freshDatabase();
  ({ id: place } = await space(rig, { slug: "clashes" }));
  ann = await member(rig, await person(rig, "clash-ann"), place);
  bob = await member(rig, await person(rig, "clash-bob"), place);
});

const words = { title: "A pump", problem: "Flat tyres.", forWhom: "Riders.", solution: "A pump." };

async function proposed(): Promise<string> {
  const id = newId(start);
  await submitIdea(contextFor(rig, ann), place, { id, ...words });
  return id;
}

async function ideaNow(id: string) {
  const [idea] = await rig.db.read.select().from(ideas).where(eq(ideas.id, id));
  if (!idea) throw new Error("There is no such idea.");
  return idea;
}

async function happened(kind: string, subject: string): Promise<number> {
  const [row] = await rig.db.read
    .select({ times: count() })
    .from(events)
    .where(and(eq(events.kind, kind), eq(events.subject, subject)));
  return row?.times ?? 0;
}

function times<Result>(many: number, act: (number: number) => Promise<Result>): Promise<Result[]> {
  return Promise.all(Array.from({ length: many }, (_, number) => act(number)));
}

describe("at once on one idea", () => {
  it("60 people each count once", async () => {
    const idea = await proposed();
    const crowd = await times(60, (number) => person(rig, `crowd${number}`));
    await Promise.all(crowd.map((who) => castSignal(contextFor(rig, who), { idea, kind: "support" })));
    expect((await ideaNow(idea)).participants).toBe(60);
    const leaving = crowd.slice(0, 10);
    await Promise.all(
      leaving.flatMap((who) => times(3, () => castSignal(contextFor(rig, who), { idea, kind: "none" }))),
    );
    expect((await ideaNow(idea)).participants).toBe(50);
    expect(await rig.db.read.select().from(signals).where(eq(signals.idea, idea))).toHaveLength(50);
  });

  it("a comment posted, deleted and brought back three times at once is posted, deleted and brought back once", async () => {
    const idea = await proposed();
    const ctx = contextFor(rig, bob);
    const id = newId(start);
    const comment = { id, kind: "remark", body: "Who fills it?" } as const;
    expect(await times(3, () => postComment(ctx, idea, comment))).toEqual([id, id, id]);
    expect((await ideaNow(idea)).commentCount).toBe(1);
    await times(3, () => deleteComment(ctx, id));
    expect((await ideaNow(idea)).commentCount).toBe(0);
    await times(3, () => restoreComment(ctx, id));
    expect((await ideaNow(idea)).commentCount).toBe(1);
    const standing = and(eq(comments.idea, idea), isNull(comments.deletedAt));
    expect(await rig.db.read.select({ id: comments.id }).from(comments).where(standing)).toHaveLength(1);
    for (const kind of ["comment.posted", "comment.deleted", "comment.restored"]) {
      expect(await happened(kind, `comment:${id}`), kind).toBe(1);
    }
  });

  it("an idea submitted three times at once is one idea, with a draft and without", async () => {
    for (const hasDraft of [true, false]) {
      const id = newId(start);
      if (hasDraft) await saveDraft(contextFor(rig, ann), place, { id, ...words });
      const shown = await times(3, () => submitIdea(contextFor(rig, ann), place, { id, ...words }));
      expect(shown.map((idea) => idea.id)).toEqual([id, id, id]);
      expect(await happened("idea.submitted", `idea:${id}`)).toBe(1);
    }
  });

  it("a charter that three acts accept at the same moment is accepted once", async () => {
    const pia = await member(rig, await person(rig, "clash-pia"), place, { pilot: true, lead: true });
    await publishCharter(contextFor(rig, pia), place, { charter: "Be kind.", version: 0 });
    const space = { id: place, charterVersion: 1 };
    await times(3, () => rig.db.transaction((tx) => acceptCharter(tx, contextFor(rig, bob), space, 1)));
    expect(await happened("charter.accepted", `member:${bob.id}`)).toBe(1);
    await publishCharter(contextFor(rig, pia), place, { charter: "", version: 1 });
  });

  it("views kept at the same moment are no more than somebody may keep", async () => {
    const most = 20;
    const outcomes = await Promise.allSettled(
      Array.from({ length: most + 5 }, (_, number) =>
        keepView(contextFor(rig, bob), place, { name: `View ${number}`, query: "" }),
      ),
    );
    const kept = outcomes.filter(({ status }) => status === "fulfilled").length;
    expect(await rig.db.read.$count(savedFilters, eq(savedFilters.member, bob.id))).toBe(kept);
    expect(kept).toBeLessThanOrEqual(most);
    expect(kept).toBeGreaterThan(0);
  });

  it("tags given three times at once are given once", async () => {
    const idea = await proposed();
    await times(3, () => tagIdea(contextFor(rig, ann), idea, ["tyres", "pumps"]));
    expect(await happened("idea.tagged", `idea:${idea}`)).toBe(1);
  });
});

it("two imports of one source at once bring each person, idea and vote once", async () => {
  const source: Source = {
    format: "polis",
    key: "twice",
    name: "Twice",
    purpose: { en: "To be there once.", fr: "Être là une fois." },
    language: "en",
    ideas: Array.from({ length: 20 }, (_, number) => ({
      key: `i${number}`,
      author: `p${number}`,
      title: `Idea ${number}`,
      problem: "A nuisance.",
      tags: ["one"],
      facts: [],
      isRejected: false,
      at: start + number,
      place: { file: "test", line: number },
    })),
    signals: Array.from({ length: 100 }, (_, number) => ({
      idea: `i${number % 20}`,
      person: `p${(number * 7) % 30}`,
      kind: "support",
      at: start + number,
    })),
    replaced: 0,
    nameOf: (who) => `Person ${who}`,
  };
  const before = (await rig.db.read.select({ id: members.id }).from(members)).length;
  const silent = { start: () => undefined, reach: () => undefined, stop: () => undefined };
  const writing = { slug: "twice", language: null, isEligible: false, isDryRun: false, now: start };
  await times(2, () => writeSource(rig.db, source, { ...writing, progress: silent, remark: () => undefined }));
  expect((await rig.db.read.select({ id: members.id }).from(members)).length - before).toBe(30);
  const brought = await rig.db.read.select().from(ideas).where(eq(ideas.problem, "A nuisance."));
  expect(brought).toHaveLength(20);
  for (const idea of brought) {
    const rows = await rig.db.read
      .select()
      .from(signals)
      .where(and(eq(signals.idea, idea.id), eq(signals.byAuthor, false)));
    expect(idea.participants).toBe(rows.length);
  }
});

describe("a connection that is lost inside a transaction", () => {
  it("fails that transaction alone, as a moment's trouble, and the next one works", async () => {
    const other = new pg.Client(rig.config.databaseUrl);
    await other.connect();
    const lost = rig.db.transaction(async (tx) => {
      await tx.insert(settings).values({ name: "lost", value: "x" });
      const own = await tx.select({ name: settings.name }).from(settings).where(eq(settings.name, "lost"));
      expect(own).toHaveLength(1);
      await other.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and state = 'idle in transaction' and pid <> pg_backend_pid()",
      );
      // The loss is heard while nothing is asked of the connection.
      await new Promise((resolve) => setTimeout(resolve, 100));
      await tx.insert(settings).values({ name: "lost too", value: "x" });
    });
    const error: unknown = await lost.catch((reason: unknown) => reason);
    await other.end();
    expect(problemOf(error)).toBeInstanceOf(Unavailable);
    await rig.db.transaction((tx) => tx.insert(settings).values({ name: "kept", value: "x" }));
    const rows = await rig.db.read.select({ name: settings.name }).from(settings);
    expect(rows.map((row) => row.name)).not.toContain("lost");
    expect(rows.map((row) => row.name)).toContain("kept");
  });
});

describe("at once for one name or address", () => {
  it("a handle that two want goes to one of them", async () => {
    const [one, other] = [await person(rig, "handle-one"), await person(rig, "handle-other")];
    const outcomes = await Promise.allSettled(
      [one, other].map((who) => changeProfile(contextFor(rig, who), { name: who.name, handle: "wanted", bio: "" })),
    );
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { fields: { handle: "handle_taken" } },
    });
  });

  it("an address that two accounts have both answers for goes to one of them", async () => {
    const crowd = [await person(rig, "address-one"), await person(rig, "address-other")];
    const rows = crowd.map((who) => ({
      member: who.id,
      email: "wanted@example.org",
      session: "",
      oldHash: hashOf(`old ${who.id}`),
      newHash: hashOf(`new ${who.id}`),
      newConfirmedAt: start,
      createdAt: start,
      expiresAt: start + 1_000,
    }));
    await rig.db.transaction((tx) => tx.insert(emailChanges).values(rows));
    const outcomes = await Promise.all(
      crowd.map((who) => answerEmailChange(contextFor(rig, who), `old ${who.id}`, { act: "confirm" }, { origin: "" })),
    );
    expect(outcomes.toSorted()).toEqual(["changed", "taken"]);
    const left = await rig.db.read.select().from(emailChanges).where(eq(emailChanges.email, "wanted@example.org"));
    expect(left).toEqual([]);
  });
});
