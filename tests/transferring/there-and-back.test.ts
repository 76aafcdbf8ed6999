import { eq } from "drizzle-orm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tables } from "../../db/tables.ts";
import { duties } from "../../db/schema/piloting.ts";
import { talks } from "../../db/schema/talks.ts";
import { prepareLegal } from "../../app/features/legal/commands.server.ts";
import { postComment } from "../../app/features/discussion/commands.server.ts";
import { hideItem, reportItem } from "../../app/features/moderation/commands.server.ts";
import { writeNote } from "../../app/features/notes/commands.server.ts";
import { moveIdea } from "../../app/features/piloting/commands.server.ts";
import { pauseClock } from "../../app/features/piloting/pausing.server.ts";
import { makePromise } from "../../app/features/piloting/promising.server.ts";
import { castSignal } from "../../app/features/signals/commands.server.ts";
import { tagIdea } from "../../app/features/tags/commands.server.ts";
import { openTalk } from "../../app/features/talks/commands.server.ts";
import { inviteAuthor } from "../../app/features/writing/authors.server.ts";
import { proposeTransfer, withdrawTransfer } from "../../app/features/transferring/commands.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { newId } from "../../app/platform/ids.ts";
import { caco } from "../import/sources.ts";
import { proposed } from "../merging/support.ts";
import { tellAll } from "../notices/support.ts";
import {
  contextFor,
  freshDatabase,
  member,
  people,
  person,
  type Rig,
  space,
  start,
  sealAll,
} from "../support/database.ts";
import { decide, propose } from "./support.ts";

/** How many random courses are run; each has a database of its own. */
const courses = 8;

const acts = [
  "comment",
  "hide",
  "signal",
  "tag",
  "note",
  "talk",
  "stage",
  "pause",
  "promise",
  "report",
  "invite",
  "withdrawn",
  "declined",
] as const;

/** What says that it happened, is told of it, or says who answers: there is more of it, or it is chosen anew. */
const grows = ["events", "seals", "jobs", "notices", "notice_events", "reader_cursors", "transfers", "idea_pilots"];

describe("an idea that went to another space and came back", () => {
  it("is as it was, and nothing is wrong with the database at any time", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...acts), { maxLength: 8 }), async (course) => {
        const rig = await freshDatabase();
        await prepareLegal(rig.db, start);
        const bikes = (await space(rig)).id;
        // Other days, another zone: clocks that run must not ask for them.
        const trains = (await space(rig, { name: "Trains", timeZone: "America/New_York" })).id;
        const who = await people(rig, bikes);
        const tim = await member(rig, await person(rig, "tim"), trains, { pilot: true });
        const shared = await proposed(rig, trains, who.bob, "A train");
        await tagIdea(contextFor(rig, who.bob), shared, ["pumps", "rails"]);
        const idea = await proposed(rig, bikes, who.ann, "A pump in each train");
        for (const act of course) await perform(rig, act, { idea, trains, who, tim });

        await tellAll(rig);
        const before = await whole(rig);
        await propose(rig, who.pia, idea, trains, start + 10);
        await decide(rig, tim, idea, "accepted", start + 20);
        await tellAll(rig);
        await allIsWell(rig);
        const running = await rig.db.read.select().from(duties).where(eq(duties.idea, idea));
        expect(running.filter(({ end, space: where }) => end === null && where !== trains)).toEqual([]);
        expect((await rig.db.read.select().from(talks)).every((talk) => talk.space === trains)).toBe(true);

        await propose(rig, tim, idea, bikes, start + 30);
        await decide(rig, who.pia, idea, "accepted", start + 40);
        await tellAll(rig);
        await allIsWell(rig);
        expect(await whole(rig)).toEqual(before);
      }),
      // The same courses each time.
      { numRuns: courses, seed: 5 },
    );
  });
});

type Place = { idea: string; trains: string; who: Awaited<ReturnType<typeof people>>; tim: SignedIn };

/** Does something with the idea; what cannot be done at this point is left. */
async function perform(rig: Rig, act: (typeof acts)[number], { idea, trains, who, tim }: Place): Promise<void> {
  const { ann, bob, pia, eve } = who;
  const at = (actor: SignedIn) => contextFor(rig, actor);
  const id = newId(start);
  const say = () => postComment(at(bob), idea, { id, kind: "remark", body: "Good." });
  const said: Promise<unknown> = {
    comment: say,
    hide: async () =>
      hideItem(at(pia), { idea, comment: await say() }, { act: "hide", reason: "insulting", words: "Rude." }),
    signal: () => castSignal(at(bob), { idea, kind: "support" }),
    // Both spaces have it: what only one has would not come back.
    tag: () => tagIdea(at(ann), idea, ["pumps"]),
    note: () => writeNote(at(pia), idea, { id, body: "For trains?" }),
    talk: () => openTalk(at(pia), idea, { id, asks: "detail", body: "Where?", answerBy: null }),
    stage: () =>
      moveIdea(at(pia), idea, {
        id,
        from: "new",
        to: "evaluating",
        message: "We look.",
        reasonKind: null,
        reviewOn: null,
      }),
    pause: () => pauseClock(at(pia), idea, { id, reason: "A week off.", goesOn: "2026-03-09" }),
    promise: () => makePromise(at(pia), idea, { id, message: "By Friday.", day: "2026-03-06" }),
    report: () => reportItem(at(eve), { idea, comment: null }, { reason: "spam", words: "" }),
    invite: () => inviteAuthor(at(ann), idea, { who: "bob" }, "http://localhost"),
    withdrawn: async () => {
      await proposeTransfer(at(pia), idea, { id, to: trains, message: "Trains." });
      await withdrawTransfer(at(pia), idea, id);
    },
    declined: async () => {
      await propose(rig, pia, idea, trains);
      await decide(rig, tim, idea, "declined");
    },
  }[act]();
  await said.catch((error: unknown) => {
    if (!(error instanceof Error) || error.name === "TypeError") throw error;
  });
}

/** Every row of every table but of those that only grow, without the duties of proposals. */
async function whole(rig: Rig): Promise<Record<string, unknown[]>> {
  const rows: Record<string, unknown[]> = {};
  for (const { name, table } of tables) {
    if (grows.includes(name)) continue;
    const all = (await rig.db.read.select().from(table)) as Record<string, unknown>[];
    const kept = all.filter(({ subject }) => !String(subject).startsWith("transfer:"));
    rows[name] = kept.map((row) => JSON.stringify(row, Object.keys(row).toSorted())).toSorted();
  }
  return rows;
}

async function allIsWell(rig: Rig): Promise<void> {
  await sealAll(rig);
  const { code, stdout } = await caco(rig.dir, "doctor");
  expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining("Everything is as it must be") });
}
