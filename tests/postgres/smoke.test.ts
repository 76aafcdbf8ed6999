import { count, eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { comments } from "../../db/schema/discussion.ts";
import { ideas } from "../../db/schema/ideas.ts";
import { events, settings } from "../../db/schema/log.ts";
import { signalCounts, signals } from "../../db/schema/signals.ts";
import { spacePeople, spaces } from "../../db/schema/spaces.ts";
import { postComment } from "../../app/features/discussion/commands.server.ts";
import { submitIdea } from "../../app/features/ideas/commands.server.ts";
import { castSignal } from "../../app/features/signals/commands.server.ts";
import { createSpace } from "../../app/features/spaces/commands.server.ts";
import { follow } from "../../app/platform/events.server.ts";
import { newId } from "../../app/platform/ids.ts";
import { logger } from "../../app/platform/log.server.ts";
import { contextFor, freshDatabase, people, space, start } from "../support/database.ts";

it("runs the same schema, commands and readers on PostgreSQL", async () => {
  const rig = await freshDatabase();
  expect(rig.db.dialect).toBe("postgres");
  const { id } = await space(rig);
  const { ann, bob, pia } = await people(rig, id);

  const heard: string[] = [];
  const reader = follow(
    rig.db,
    {
      name: "test: heard",
      place: "stored",
      kinds: ["idea.submitted", "signal.cast", "signal.undone", "comment.posted"],
      read: async (event) => void heard.push(event.kind),
    },
    logger("silent"),
  );

  const idea = newId(start);
  await submitIdea(contextFor(rig, ann), id, {
    id: idea,
    title: "A pump at each stop",
    problem: "Tyres go *flat*.",
    forWhom: "Everybody who rides.",
    solution: "A pump.",
  });
  await Promise.all([
    castSignal(contextFor(rig, bob), { idea, kind: "support" }),
    castSignal(contextFor(rig, pia), { idea, kind: "not_for_me" }),
    castSignal(contextFor(rig, ann), { idea, kind: "support" }),
  ]);
  await castSignal(contextFor(rig, pia), { idea, kind: "none" });
  await postComment(contextFor(rig, bob), idea, { id: newId(start), kind: "question", body: "Who fills it?" });

  const [shown] = await rig.db.read.select().from(ideas).where(eq(ideas.id, idea));
  const [counted] = await rig.db.read.select({ people: count() }).from(signals).where(eq(signals.byAuthor, false));
  const [said] = await rig.db.read.select({ comments: count() }).from(comments);
  expect(shown?.participants).toBe(counted?.people);
  expect(shown?.commentCount).toBe(said?.comments);
  expect(shown?.problemHtml).toContain("<em>flat</em>");
  expect(await rig.db.read.select().from(signalCounts)).toEqual([
    { idea, affiliation: "customer", kind: "support", people: 1 },
  ]);
  expect((await rig.db.read.select().from(spacePeople)).map((row) => [row.affiliation, row.people]).sort()).toEqual([
    ["customer", 2],
    ["employee", 1],
  ]);

  await expect
    .poll(() => heard.toSorted(), { timeout: 10_000 })
    .toEqual(["comment.posted", "idea.submitted", "signal.cast", "signal.cast", "signal.cast", "signal.undone"]);
  await reader.stop();
  const [logged] = await rig.db.read
    .select({ events: count() })
    .from(events)
    .where(eq(events.subject, `idea:${idea}`));
  expect(logged?.events).toBe(5);
});

it("orders text by its bytes, as SQLite does, whatever the order of the database is", async () => {
  const { db } = await freshDatabase();
  const [own] = await db.raw.all<{ first: boolean }>("select 'a' < 'B' as first");
  expect(own?.first).toBe(true);
  const names = ["a", "B", "ab", "É", "Z", "e"];
  await db.transaction((tx) => tx.insert(settings).values(names.map((name) => ({ name, value: "x" }))));
  const rows = await db.read.select({ name: settings.name }).from(settings).orderBy(settings.name);
  expect(rows.map(({ name }) => name)).toEqual(["B", "Z", "a", "ab", "e", "É"]);
});

it("keeps nothing of a command that fails on PostgreSQL", async () => {
  const rig = await freshDatabase();
  const before = await rig.db.read.select({ slug: spaces.slug }).from(spaces);
  const failing = rig.db.transaction(async (tx) => {
    await createSpace(tx, { actor: "system", now: start }, { ...newSpace, name: "Never" });
    await tx.insert(spaces).values({ ...newSpace, id: "twice", slug: "never", createdAt: start });
  }, "serializable");
  await expect(failing).rejects.toThrow();
  expect(await rig.db.read.select({ slug: spaces.slug }).from(spaces)).toEqual(before);
});

const newSpace = {
  name: "Never",
  purpose: "Never seen.",
  visibility: "public",
  language: "en",
  timeZone: "Europe/Paris",
} as const;
