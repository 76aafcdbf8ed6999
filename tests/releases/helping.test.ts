import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { events, jobs } from "../../db/schema/log.ts";
import { notices } from "../../db/schema/notices.ts";
import { members } from "../../db/schema/members.ts";
import { releaseAnswers, releases } from "../../db/schema/releases.ts";
import { signals } from "../../db/schema/signals.ts";
import { memberships } from "../../db/schema/spaces.ts";
import { askJob, publishRelease, takeReleaseBack } from "../../app/features/releases/commands.server.ts";
import { hideItem } from "../../app/features/moderation/commands.server.ts";
import { targetOf } from "../../app/features/notices/queries.server.ts";
import { eraseMember } from "../../app/features/privacy/erasing.server.ts";
import { answerHelp, askedAbout, askWhenDue, helpOn, helpPage } from "../../app/features/releases/helping.server.ts";
import { askedAfter } from "../../app/features/releases/rules.ts";
import { castSignal } from "../../app/features/signals/commands.server.ts";
import { leaveSpace } from "../../app/features/spaces/membership.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { Forbidden, Refused } from "../../app/platform/errors.ts";
import { newId } from "../../app/platform/ids.ts";
import { tellAll } from "../notices/support.ts";
import { actorNow, contextFor, member, person, visiting } from "../support/database.ts";
import { shippingSpace } from "./support.ts";

let made: Awaited<ReturnType<typeof shippingSpace>>;
let pump: string;
let bell: string;
let release: string;
let fay: SignedIn;

const read = () => made.rig.db.read;
const place = () => made.place.id;

/** Ann wrote the pump, Bob the bell; Fay supports the pump. Both have shipped. */
beforeEach(async () => {
  made = await shippingSpace();
  pump = await made.idea("A pump", "evaluating");
  bell = await made.idea("A bell", "evaluating", made.bob);
  fay = await member(made.rig, await person(made.rig, "fay"), place());
  await castSignal(made.as(fay), { idea: pump, kind: "support" });
  const gus = await member(made.rig, await person(made.rig, "gus"), place());
  await castSignal(made.as(gus), { idea: pump, kind: "not_for_me" });
  for (const idea of [pump, bell]) await made.build(idea);
  release = await made.draft("Autumn", [pump, bell]);
  await publishRelease(made.as(made.pro), place(), release, {});
});

/** Asks, a month later; gives the context of somebody then. */
async function ask() {
  const [job] = await read().select().from(jobs).where(eq(jobs.kind, askJob));
  const due = job?.payload as { release: string; at: number };
  await Promise.all([askWhenDue(made.rig.db, due, job?.runAt ?? 0), askWhenDue(made.rig.db, due, job?.runAt ?? 0)]);
  return (who: SignedIn) => contextFor(made.rig, who, { now: (job?.runAt ?? 0) + 60_000 });
}

const say = (idea: string, answer: "yes" | "partly" | "no", words = "") => ({
  idea,
  answer,
  words,
  comment: newId(made.as(made.pro).now),
});

const ofPump = (who?: SignedIn) =>
  helpOn(who ? contextFor(made.rig, who) : visiting(made.rig), { id: pump, title: "A pump" });

describe("whether a release helped", () => {
  it("is asked once, a month after it was published, of those with a part in it and of its supporters", async () => {
    const [row] = await read().select().from(releases).where(eq(releases.id, release));
    const [job, ...others] = await read().select().from(jobs).where(eq(jobs.kind, askJob));
    expect(others).toEqual([]);
    expect(job?.runAt).toBe((row?.publishedAt ?? 0) + askedAfter);
    expect(await ofPump()).toBeNull();
    await ask();
    await tellAll(made.rig);
    await tellAll(made.rig);
    const asked = await read().select().from(events).where(eq(events.kind, "release.asked"));
    expect(asked).toHaveLength(1);
    const told = await read().select().from(notices).where(eq(notices.kind, "help_asked"));
    expect(told.map(({ member: who }) => who).toSorted()).toEqual([made.ann.id, made.bob.id, fay.id].toSorted());
    const line = told.find(({ member: who }) => who === fay.id);
    const ctx = contextFor(made.rig, await actorNow(made.rig, fay.id));
    expect(await targetOf(ctx, line?.id ?? "")).toMatch(/\/releases\/\w+-autumn\/help$/);
  });

  it("is asked of nobody who left or is gone, nor where the release was taken back", async () => {
    await leaveSpace(made.as(fay), place());
    await eraseMember(made.rig.db, made.rig.dir, made.bob.id, made.as(made.pro).now);
    await ask();
    await tellAll(made.rig);
    const told = await read().select().from(notices).where(eq(notices.kind, "help_asked"));
    expect(told.map(({ member: who }) => who)).toEqual([made.ann.id]);
    const next = await made.draft("Winter", [await made.idea("A lamp", "building")]);
    await made.publish(next);
    await takeReleaseBack(made.as(made.pro), place(), next);
    const later = await read().select().from(jobs).where(eq(jobs.kind, askJob));
    const due = later.map(({ payload }) => payload as { release: string; at: number });
    for (const each of due.filter(({ release: of }) => of === next)) await askWhenDue(made.rig.db, each, each.at);
    const [row] = await read().select().from(releases).where(eq(releases.id, next));
    expect(row?.askedAt).toBeNull();
  });

  it("is asked of more supporters than one statement takes values, and looked up for one of them alone", async () => {
    const [model] = await read().select().from(members).where(eq(members.id, fay.id));
    const [belonging] = await read().select().from(memberships).where(eq(memberships.member, fay.id));
    const [signal] = await read().select().from(signals).where(eq(signals.member, fay.id));
    if (!model || !belonging || !signal) throw new Error("Fay does not support the pump.");
    // SQLite takes 32,766 of them; PostgreSQL 65,535, which would take too long here.
    const length = made.rig.db.dialect === "postgres" ? 1_000 : 33_000;
    // Each of another moment: of so many of one, two might be the same.
    const crowd = Array.from({ length }, (_, at) => newId(signal.castAt + at));
    await made.rig.db.transaction(async (tx) => {
      for (let from = 0; from < crowd.length; from += 500) {
        const ids = crowd.slice(from, from + 500);
        await tx.insert(members).values(ids.map((id) => ({ ...model, id, handle: id, email: `${id}@example.org` })));
        await tx.insert(memberships).values(ids.map((id) => ({ ...belonging, member: id })));
        await tx.insert(signals).values(ids.map((id) => ({ ...signal, member: id })));
      }
    });
    expect(await askedAbout(read(), release)).toHaveLength(crowd.length + 3);
    expect(await askedAbout(read(), release, { member: fay.id })).toEqual([{ idea: pump, member: fay.id }]);
    expect(await askedAbout(read(), release, { idea: bell })).toEqual([{ idea: bell, member: made.bob.id }]);
    expect(await askedAbout(read(), release, { idea: bell, member: fay.id })).toEqual([]);
  });

  it("is said of one's own ideas, changed at any time, and counted once", async () => {
    const early = answerHelp(made.as(made.ann), place(), release, say(pump, "yes"));
    await expect(early).rejects.toThrow(new Refused("help_not_asked"));
    const then = await ask();
    expect((await helpPage(then(fay), place(), release)).ideas.map(({ id, answer }) => [id, answer])).toEqual([
      [pump, null],
    ]);
    await expect(helpPage(then(made.kim), place(), release)).rejects.toThrow(new Forbidden("help_not_yours"));
    await expect(answerHelp(then(fay), place(), release, say(bell, "yes"))).rejects.toThrow(Forbidden);
    await answerHelp(then(made.ann), place(), release, say(pump, "yes"));
    await answerHelp(then(fay), place(), release, say(pump, "no"));
    await answerHelp(then(fay), place(), release, say(pump, "partly"));
    expect((await ofPump())?.counts).toEqual([
      { answer: "yes", people: 1 },
      { answer: "partly", people: 1 },
      { answer: "no", people: 0 },
    ]);
    expect((await ofPump(fay))?.ask).toContain("/help");
    expect((await ofPump())?.ask).toBeNull();
    const logged = await read().select().from(events).where(eq(events.kind, "release.answered"));
    expect(JSON.stringify(logged.map(({ payload }) => payload))).not.toMatch(/yes|partly/);
  });

  it("has words in the talk of the idea, which go where they are hidden; the counts stay when somebody goes", async () => {
    const then = await ask();
    const input = say(pump, "partly", "It holds, but it **squeaks**.");
    await answerHelp(then(fay), place(), release, input);
    await answerHelp(then(fay), place(), release, input);
    expect((await ofPump())?.words.map(({ head }) => head)).toEqual(["It holds, but it squeaks."]);
    await answerHelp(then(fay), place(), release, say(pump, "yes"));
    const [row] = await read()
      .select()
      .from(releaseAnswers)
      .where(and(eq(releaseAnswers.idea, pump), eq(releaseAnswers.member, fay.id)));
    expect(row).toMatchObject({ answer: "yes", comment: input.comment });
    const act = { act: "hide", reason: "spam", words: "Spam." } as const;
    await hideItem(then(made.pia), { idea: pump, comment: input.comment }, act);
    expect((await ofPump())?.words).toEqual([]);
    await eraseMember(made.rig.db, made.rig.dir, fay.id, then(made.pro).now);
    expect((await ofPump())?.counts[0]).toEqual({ answer: "yes", people: 1 });
  });
});
