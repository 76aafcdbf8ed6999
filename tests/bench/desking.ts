/** How long what the desk shows takes to find, without page or socket, with little and with much behind it. */
import path from "node:path";
import { eq } from "drizzle-orm";
import pino from "pino";
import { actorFrom } from "../../app/features/accounts/session.server.ts";
import { dayStarts } from "../../app/features/piloting/calendar.server.ts";
import { deskCount, deskOf } from "../../app/features/piloting/desk.server.ts";
import { longestWaiting, medianTimes, weeksOfAnswers } from "../../app/features/piloting/figures.server.ts";
import { wholeDesk } from "../../app/features/piloting/rules.ts";
import type { Config } from "../../app/platform/config.server.ts";
import type { Context } from "../../app/platform/context.server.ts";
import { newId } from "../../app/platform/ids.ts";
import { type Database, openDatabase } from "../../db/database.ts";
import { journal } from "../../db/journal.ts";
import { migrate } from "../../db/migrate.ts";
import { ideas } from "../../db/schema/ideas.ts";
import { members } from "../../db/schema/members.ts";
import { duties, ideaPilots, noDeadline } from "../../db/schema/piloting.ts";
import { memberships, spaces } from "../../db/schema/spaces.ts";

/** Ideas that wait for a first word, on each of the two desks. */
const open = 10_000;
/** Open ones beside them; of every other one nobody who steers has said anything for long. */
const quiet = 10_000;
const sizes = { few: 20_000, many: 100_000 } as const;
const pilots = 3;
const rounds = 10;
const times = 30;

const day = 86_400_000;
const timeZone = "Europe/Paris";

/** Times in milliseconds of one question, with 10,000 ideas behind it and with 100,000. */
export type DeskTimes = { name: string; few: number[]; many: number[] };

/** Fills two databases in `folder` and asks them in turns, so that a machine that slows down slows both. */
export async function measureDesk(folder: string): Promise<DeskTimes[]> {
  const few = await placeWith(sizes.few, path.join(folder, "few.db"));
  const many = await placeWith(sizes.many, path.join(folder, "many.db"));
  const asked: { name: string; ask: (place: Place) => Promise<unknown> }[] = [
    { name: "desk, one's own third", ask: ({ ctx, starts }) => deskOf(ctx, null, wholeDesk, starts) },
    { name: "desk, everybody's", ask: ({ ctx, starts }) => deskOf(ctx, null, { ...wholeDesk, whose: "all" }, starts) },
    {
      name: "desk, what is quiet",
      ask: ({ ctx, starts }) => deskOf(ctx, null, { ...wholeDesk, group: "stale" }, starts),
    },
    { name: "count in the shell", ask: ({ ctx }) => deskCount(ctx) },
    {
      name: "public figures",
      ask: ({ ctx, space }) =>
        Promise.all([
          weeksOfAnswers(ctx.db.read, { id: space, timeZone }, ctx.now),
          medianTimes(ctx.db.read, space, ctx.now),
          longestWaiting(ctx.db.read, space),
        ]),
    },
  ];
  const measured = asked.map(({ name }): DeskTimes => ({ name, few: [], many: [] }));
  for (let round = -1; round < rounds; round++) {
    for (const [at, { ask }] of asked.entries()) {
      const [less, more] = [await timesOf(() => ask(few)), await timesOf(() => ask(many))];
      // The first round warms both.
      if (round < 0) continue;
      measured[at]?.few.push(...less);
      measured[at]?.many.push(...more);
    }
  }
  await few.ctx.db.close();
  await many.ctx.db.close();
  return measured;
}

async function timesOf(ask: () => Promise<unknown>): Promise<number[]> {
  const taken: number[] = [];
  for (let each = 0; each < times; each++) {
    const began = performance.now();
    await ask();
    taken.push(performance.now() - began);
  }
  return taken;
}

type Place = { ctx: Context; space: string; starts: number[] };

/**
 * A space with this many ideas of three years, each acknowledged in its time but the last ones; a tenth of
 * the open ones is late. As rows: by the commands it would take hours, and what is measured is reading.
 */
async function placeWith(count: number, file: string): Promise<Place> {
  const db = await openDatabase(`file:${file}`);
  await migrate(db, journal);
  const now = Date.now();
  const space = newId(now);
  const ids = Array.from({ length: pilots + 1 }, () => newId(now));
  const [author = "", ...team] = ids;
  await people(db, { space, ids, now });
  const [first = ""] = team;
  const span = 3 * 365 * day;
  const batch = 500;
  for (let from = 0; from < count; from += batch) {
    const rows = Array.from({ length: Math.min(batch, count - from) }, (_, each) => {
      const number = from + each;
      const at = now - span + Math.floor((span * number) / count);
      const isOpen = number >= count - open;
      const isQuiet = !isOpen && number >= count - open - quiet;
      const pilot = team[number % pilots] ?? first;
      return { id: newId(at), number, at, isOpen, isQuiet, pilot };
    });
    await db.transaction(async (tx) => {
      await tx.insert(ideas).values(
        rows.map(({ id, number, at, isOpen }) => ({
          id,
          space,
          author,
          affiliation: "customer" as const,
          title: `A lamp for bicycle ${number}`,
          titleKey: `a lamp for bicycle ${number}`,
          problem: "It is dark on the way home.",
          forWhom: "Whoever rides at night.",
          solution: "A lamp that stays on.",
          problemHtml: "<p>It is dark on the way home.</p>",
          forWhomHtml: "<p>Whoever rides at night.</p>",
          solutionHtml: "<p>A lamp that stays on.</p>",
          excerpt: "It is dark on the way home.",
          language: "en" as const,
          stage: isOpen ? ("new" as const) : ("open" as const),
          stageSince: at,
          facts: [],
          createdAt: at,
          updatedAt: at,
          submittedAt: at,
          version: 1,
        })),
      );
      await tx
        .insert(ideaPilots)
        .values(rows.map(({ id, pilot, at }) => ({ idea: id, pilot, standIn: null, reason: null, at })));
      await tx.insert(duties).values(
        rows.map(({ id, number, at, isOpen, pilot }) => {
          const dueAt = isOpen ? now + ((number % 100) - 10) * (day / 6) : at + 3 * day;
          return {
            id: newId(at),
            space,
            subject: `idea:${id}`,
            idea: id,
            kind: "acknowledge" as const,
            startedAt: dueAt - 3 * day,
            dueAt,
            shownFrom: dueAt - 3 * day,
            owner: pilot,
            startedBy: id,
            ...(isOpen ? {} : { end: "done" as const, endedAt: at + (number % 4) * day, endedBy: id }),
          };
        }),
      );
      const silences = rows.flatMap(({ id, number, at, isQuiet, pilot }) => {
        const startedAt = now - (number % 2 === 0 ? 90 : 30) * day - number;
        const shownFrom = startedAt + 60 * day;
        const clock = { startedAt, shownFrom, dueAt: noDeadline + shownFrom };
        const about = { id: newId(at), space, subject: `idea:${id}`, idea: id, kind: "stale" as const };
        return isQuiet ? [{ ...about, ...clock, owner: pilot, startedBy: id }] : [];
      });
      if (silences.length > 0) await tx.insert(duties).values(silences);
    });
  }
  const [row] = await db.read.select().from(members).where(eq(members.id, first));
  if (!row) throw new Error("A member is missing.");
  const actor = actorFrom(row, "", new Map([[space, { pilot: true, product: false, lead: false }]]));
  const log = pino({ level: "silent" });
  const ctx = { actor, now, locale: "en", db, config: {} as Config, log, request: "", address: "" } as const;
  return { ctx, space, starts: dayStarts(now, 14, timeZone) };
}

async function people(db: Database, { space, ids, now }: { space: string; ids: readonly string[]; now: number }) {
  await db.transaction(async (tx) => {
    await tx.insert(spaces).values({
      id: space,
      slug: "bikes",
      name: "Bikes",
      purpose: "To ride.",
      visibility: "public",
      language: "en",
      timeZone,
      createdAt: now,
    });
    await tx.insert(members).values(
      ids.map((id, at) => ({
        id,
        name: `Person ${at}`,
        handle: `person-${at}`,
        email: `person-${at}@example.org`,
        emailVerifiedAt: now,
        affiliation: "customer" as const,
        locale: "en" as const,
        securityStamp: "",
        createdAt: now,
      })),
    );
    await tx.insert(memberships).values(ids.map((member, at) => ({ space, member, pilot: at > 0, joinedAt: now })));
  });
}
