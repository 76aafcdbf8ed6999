import { and, asc, eq, inArray } from "drizzle-orm";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { events, jobs } from "../../db/schema/log.ts";
import { noticeEvents, notices } from "../../db/schema/notices.ts";
import { ideas, ideaStages } from "../../db/schema/ideas.ts";
import { productIdeas } from "../../db/schema/products.ts";
import { releaseIdeas, releases } from "../../db/schema/releases.ts";
import { partsOf } from "../../app/features/crediting/queries.server.ts";
import { postComment } from "../../app/features/discussion/commands.server.ts";
import { hideItem, restoreItem } from "../../app/features/moderation/commands.server.ts";
import { chooseNotices } from "../../app/features/notices/choosing.server.ts";
import { readAllNotices } from "../../app/features/notices/commands.server.ts";
import { noticesPage, targetOf } from "../../app/features/notices/queries.server.ts";
import { defaultSettings } from "../../app/features/notices/rules.ts";
import { answerTogether } from "../../app/features/piloting/batch.server.ts";
import { moveIdea, undoMove } from "../../app/features/piloting/commands.server.ts";
import { archiveProduct, createProduct, linkIdea } from "../../app/features/products/commands.server.ts";
import { eraseMember } from "../../app/features/privacy/erasing.server.ts";
import {
  discardRelease,
  editRelease,
  publishJob,
  publishRelease,
  scheduleRelease,
  setReleaseIdea,
  takeReleaseBack,
  unscheduleRelease,
} from "../../app/features/releases/commands.server.ts";
import { publishWhenDue } from "../../app/features/releases/due.server.ts";
import {
  creditsOfRelease,
  isForAnybody,
  offeredFor,
  releaseSeenBy,
  releasesIn,
  releasesOfIdeas,
  releasesToldTo,
} from "../../app/features/releases/queries.server.ts";
import { overallOf } from "../../app/features/releases/rules.ts";
import { castSignal } from "../../app/features/signals/commands.server.ts";
import { takeRole } from "../../app/features/spaces/membership.server.ts";
import { type SignedIn, visitor } from "../../app/platform/actor.ts";
import { Conflict, Forbidden, NotFound, Refused } from "../../app/platform/errors.ts";
import { newId } from "../../app/platform/ids.ts";
import { mailAt, origin, readMails } from "../notices/mails.ts";
import { tellAll } from "../notices/support.ts";
import { actorNow, contextFor, member, person, space } from "../support/database.ts";
import { startMailServer } from "../support/smtp.ts";
import { shippingSpace } from "./support.ts";

let made: Awaited<ReturnType<typeof shippingSpace>>;

beforeEach(async () => {
  made = await shippingSpace();
});

const read = () => made.rig.db.read;
const place = () => made.place.id;

async function stagesOf(...ids: string[]): Promise<string[]> {
  const rows = await read().select().from(ideas).where(inArray(ideas.id, ids));
  return ids.map((id) => rows.find((row) => row.id === id)?.stage ?? "");
}

async function row(id: string) {
  const [found] = await read().select().from(releases).where(eq(releases.id, id));
  if (!found) throw new Error("There is no such release.");
  return found;
}

const ofKind = (kind: string) => read().select().from(events).where(eq(events.kind, kind)).orderBy(asc(events.seq));

/** What somebody is told, without what was told before the release. */
async function shippedTo(who: SignedIn) {
  const ctx = contextFor(made.rig, await actorNow(made.rig, who.id));
  const { notices: all } = await noticesPage(ctx, null);
  return all.filter(({ kind }) => ["shipped", "shipped_followed", "release_undone"].includes(kind));
}

describe("a release", () => {
  it("is a draft for those who keep products, once however often the form is sent, and for nobody else", async () => {
    const idea = await made.idea("A pump", "building");
    const id = await made.draft("Autumn", [idea]);
    await setReleaseIdea(made.as(made.pro), place(), id, { idea, isIn: true });
    for (const who of [made.pro, made.kim, made.pia]) {
      expect((await releaseSeenBy(read(), who, place(), id)).title).toBe("Autumn");
    }
    for (const who of [made.ann, made.bob, made.eve, visitor]) {
      await expect(releaseSeenBy(read(), who, place(), id)).rejects.toThrow(NotFound);
      expect((await releasesIn({ db: made.rig.db, actor: who }, place(), { product: null, after: null })).open).toEqual(
        [],
      );
    }
    await expect(made.publish(id, made.ann)).rejects.toThrow(NotFound);
    await expect(made.draft("Mine", [], made.ann)).rejects.toThrow(Forbidden);
    expect((await releasesIn(made.as(made.kim), place(), { product: null, after: null })).open).toMatchObject([
      { id, ideas: 1, state: "draft" },
    ]);
    expect((await ofKind("release.idea_added")).length).toBe(1);
    expect(JSON.stringify(await ofKind("release.created"))).not.toContain("Autumn");
  });

  it("is saved by the first of two who edit at once, and published only as it was shown", async () => {
    const id = await made.draft("Autumn", [await made.idea("A pump", "building")]);
    const words = { product: made.bike.id, title: "Autumn", notesEn: "More.", notesFr: "Plus." };
    await editRelease(made.as(made.kim), place(), id, { ...words, version: 2 });
    const late = editRelease(made.as(made.pro), place(), id, { ...words, title: "Winter", version: 2 });
    await expect(late).rejects.toThrow(new Conflict("release_changed"));
    const blind = publishRelease(made.as(made.pro), place(), id, { version: 2 });
    await expect(blind).rejects.toThrow(new Conflict("release_changed"));
    await publishRelease(made.as(made.pro), place(), id, { version: 3 });
    expect((await row(id)).state).toBe("published");
  });

  it("is published only with the ideas that the page showed", async () => {
    const [one, two] = [await made.idea("A pump", "building"), await made.idea("A bell", "building")];
    const id = await made.draft("Autumn", [one]);
    const { version } = await row(id);
    const publish = (shown: number) => publishRelease(made.as(made.pro), place(), id, { version: shown });
    await setReleaseIdea(made.as(made.kim), place(), id, { idea: two, isIn: true });
    await setReleaseIdea(made.as(made.kim), place(), id, { idea: two, isIn: true });
    await expect(publish(version)).rejects.toThrow(new Conflict("release_changed"));
    await setReleaseIdea(made.as(made.kim), place(), id, { idea: two, isIn: false });
    await expect(publish(version + 1)).rejects.toThrow(new Conflict("release_changed"));
    await publish(version + 2);
    expect(await stagesOf(one, two)).toEqual(["shipped", "building"]);
  });

  it("takes its ideas with it to another product, what is hidden as soon as it ships", async () => {
    const [pump, lamp] = [await made.idea("A pump", "building"), await made.idea("A lamp", "building")];
    const id = await made.draft("Autumn", [pump, lamp]);
    const ctx = made.as(made.pro);
    const words = { purposeEn: "", purposeFr: "" };
    const tram = await createProduct(ctx, place(), { id: newId(ctx.now), name: "Tram", ...words });
    const old = await createProduct(ctx, place(), { id: newId(ctx.now), name: "Horse", ...words });
    await archiveProduct(ctx, place(), old.id, true);
    const hidden = { idea: lamp, comment: null };
    await hideItem(made.as(made.pia), hidden, { act: "hide", reason: "spam", words: "Spam." });
    const edit = (product: string, version: number) =>
      editRelease(made.as(made.pro), place(), id, { product, title: "Autumn", notesEn: "", notesFr: "", version });
    const ideasOf = async (product: string) => {
      const links = await read().select().from(productIdeas).where(eq(productIdeas.product, product));
      return links.map(({ idea }) => idea).toSorted();
    };
    await expect(edit(old.id, 3)).rejects.toThrow(new Refused("product_archived"));
    expect((await row(id)).product).toBe(made.bike.id);
    await edit(tram.id, 3);
    expect(await ideasOf(tram.id)).toEqual([pump]);
    await restoreItem(made.as(made.pia), hidden, "Fine.");
    await made.publish(id);
    expect(await ideasOf(tram.id)).toEqual([pump, lamp].toSorted());
    // What is published already goes too.
    await edit(made.bike.id, 5);
    await linkIdea(made.as(made.pro), { idea: pump, product: tram.id, isLinked: false });
    await edit(tram.id, 6);
    expect(await ideasOf(tram.id)).toEqual([pump, lamp].toSorted());
  });

  it("takes what is adopted, built, or shipped with no release, and belongs to its product from then on", async () => {
    const [adopted, built, shipped, early] = [
      await made.idea("A pump"),
      await made.idea("A bell", "building"),
      await made.idea("A lamp", "shipped"),
      await made.idea("A lock", "evaluating"),
    ];
    const id = await made.draft("Autumn", [adopted, built, shipped]);
    const add = (idea: string) => setReleaseIdea(made.as(made.pro), place(), id, { idea, isIn: true });
    await expect(add(early)).rejects.toThrow(new Refused("release_stage"));
    const elsewhere = await space(made.rig, { name: "Trains" });
    await member(made.rig, made.ann, elsewhere.id);
    await made.publish(id);
    expect(await stagesOf(adopted, built, shipped)).toEqual(["shipped", "shipped", "shipped"]);
    const next = await made.draft("Winter", []);
    const again = setReleaseIdea(made.as(made.pro), place(), next, { idea: built, isIn: true });
    await expect(again).rejects.toThrow(new Refused("release_already"));
    await expect(add(early)).rejects.toThrow(new Refused("release_is_published"));
    // What is corrected and built again ships a second time, and the later release tells of it.
    await made.move(made.pro, built, "shipped", "building");
    await setReleaseIdea(made.as(made.pro), place(), next, { idea: built, isIn: true });
    await made.publish(next);
    const of = await releasesOfIdeas(read(), [adopted, built]);
    expect([of.get(adopted)?.title, of.get(built)?.title]).toEqual(["Autumn", "Winter"]);
  });

  it("ships all of its ideas with one cause, an event for each and one for itself", async () => {
    const [one, two] = [await made.idea("A pump", "building"), await made.idea("A bell", "building")];
    const adopted = await made.idea("A lamp");
    const id = await made.draft("Autumn", [one, two, adopted]);
    await made.publish(id);
    await made.publish(id);
    const [published, ...others] = await ofKind("release.published");
    expect(others).toEqual([]);
    const caused = await read()
      .select()
      .from(events)
      .where(eq(events.cause, published?.cause ?? ""))
      .orderBy(asc(events.seq));
    const moved = caused
      .filter(({ kind }) => kind === "idea.moved")
      .map(({ subject, payload }) => [subject, payload.to]);
    expect(moved.toSorted()).toEqual(
      [
        [`idea:${one}`, "shipped"],
        [`idea:${two}`, "shipped"],
        [`idea:${adopted}`, "building"],
        [`idea:${adopted}`, "shipped"],
      ].toSorted(),
    );
    const path = await read()
      .select()
      .from(ideaStages)
      .where(eq(ideaStages.idea, adopted))
      .orderBy(asc(ideaStages.position));
    expect(path.map(({ stage }) => stage).slice(-3)).toEqual(["adopted", "building", "shipped"]);
    expect(JSON.stringify(caused)).not.toContain("Autumn");
  });

  it("ships nothing where one idea is kept from it, and says which and why", async () => {
    const [fine, own] = [await made.idea("A pump", "building"), await made.idea("A bell", "building")];
    const hidden = await made.idea("A lamp", "building");
    const id = await made.draft("Autumn", [fine, own, hidden]);
    const mine = await made.idea("Mine", "evaluating", made.kim);
    await made.move(made.pro, mine, "evaluating", "adopted");
    await setReleaseIdea(made.as(made.pro), place(), id, { idea: mine, isIn: true });
    const act = { act: "hide", reason: "spam", words: "Spam." } as const;
    await hideItem(made.as(made.pia), { idea: hidden, comment: null }, act);
    await expect(made.publish(id, made.kim)).rejects.toMatchObject({
      fields: { [`idea.${mine}`]: "own_idea", [`idea.${hidden}`]: expect.stringMatching(/idea_not_visible|not_found/) },
    });
    expect(await stagesOf(fine, own, mine)).toEqual(["building", "building", "adopted"]);
    expect((await row(id)).state).toBe("draft");
    expect(await ofKind("release.published")).toEqual([]);
    await setReleaseIdea(made.as(made.pro), place(), id, { idea: hidden, isIn: false });
    await made.publish(id);
    expect(await stagesOf(fine, own, mine)).toEqual(["shipped", "shipped", "shipped"]);
  });

  it("is empty for nobody to publish, and thrown away as a draft alone", async () => {
    const id = await made.draft("Autumn", []);
    await expect(made.publish(id)).rejects.toThrow(new Refused("release_empty"));
    await discardRelease(made.as(made.pro), place(), id);
    await expect(releaseSeenBy(read(), made.pro, place(), id)).rejects.toThrow(NotFound);
    const next = await made.draft("Winter", [await made.idea("A pump", "building")]);
    await made.publish(next);
    await expect(discardRelease(made.as(made.pro), place(), next)).rejects.toThrow(new Refused("release_is_published"));
  });

  it("offers the ideas of its product that can ship", async () => {
    const [adopted, early] = [await made.idea("A pump"), await made.idea("A bell", "evaluating")];
    const first = await made.draft("Autumn", [adopted]);
    await setReleaseIdea(made.as(made.pro), place(), first, { idea: adopted, isIn: false });
    const offered = await offeredFor(made.as(made.pro), await row(first));
    expect(offered.map(({ id }) => id)).toEqual([adopted]);
    expect(offered.map(({ id }) => id)).not.toContain(early);
  });
});

describe("a scheduled release", () => {
  /** Tomorrow at ten on the clocks of the space, in Paris. */
  const due = Date.UTC(2026, 2, 3, 9);
  const schedule = (id: string, version: number, time = "10:00") =>
    scheduleRelease(made.as(made.pro), place(), id, { version, day: "2026-03-03", time });
  const run = (release: string, at: number) => publishWhenDue(made.rig, { release, at }, at);

  it("is published once at its moment, in the name of who scheduled it, however many servers try", async () => {
    const idea = await made.idea("A pump", "building");
    const id = await made.draft("Autumn", [idea]);
    await schedule(id, 2);
    const [job] = await read().select().from(jobs).where(eq(jobs.kind, publishJob));
    expect(job).toMatchObject({ runAt: due, payload: { release: id, at: due } });
    await run(id, due - 1);
    expect((await row(id)).state).toBe("scheduled");
    await Promise.all([run(id, due), run(id, due)]);
    expect(await row(id)).toMatchObject({ state: "published", publishedAt: due, publishedBy: made.pro.id });
    expect((await ofKind("release.published")).map(({ actor }) => actor)).toEqual([made.pro.id]);
    expect((await ofKind("idea.moved")).filter(({ payload }) => payload.to === "shipped")).toHaveLength(1);
  });

  it("waits for the moment that was set last, and for none once it is a draft again", async () => {
    const id = await made.draft("Autumn", [await made.idea("A pump", "building")]);
    await schedule(id, 2);
    await schedule(id, 3, "12:00");
    await run(id, due);
    expect((await row(id)).state).toBe("scheduled");
    await unscheduleRelease(made.as(made.pro), place(), id);
    await run(id, due + 2 * 3_600_000);
    expect(await row(id)).toMatchObject({ state: "draft", publishAt: null });
    await expect(schedule(id, 5, "25:00")).rejects.toThrow();
    const past = scheduleRelease(made.as(made.pro), place(), id, { version: 5, day: "2026-03-01", time: "10:00" });
    await expect(past).rejects.toMatchObject({ fields: { day: "release_day_passed" } });
  });

  it("is a draft again where it cannot be published, says why, and its team is told", async () => {
    const idea = await made.idea("A pump", "building");
    const id = await made.draft("Autumn", [idea]);
    await schedule(id, 2);
    const ctx = made.as(made.pro);
    await moveIdea(ctx, idea, {
      id: newId(ctx.now),
      from: "building",
      to: "later",
      message: "Not now.",
      reasonKind: null,
      reviewOn: "2026-05-01",
    });
    await run(id, due);
    await run(id, due);
    expect(await row(id)).toMatchObject({ state: "draft", hindered: [{ idea, code: "release_stage" }] });
    expect(await ofKind("release.hindered")).toHaveLength(1);
    await tellAll(made.rig);
    const told = await read().select().from(notices).where(eq(notices.kind, "release_hindered"));
    expect(told.map(({ member: who }) => who).toSorted()).toEqual([made.pro.id, made.kim.id].toSorted());
    // Taken out, it hinders nothing any more.
    await setReleaseIdea(made.as(made.kim), place(), id, { idea, isIn: false });
    expect((await row(id)).hindered).toBeNull();
  });

  it("ships nobody's own idea in the name of somebody else: whoever adds to it or changes it signs it", async () => {
    const pump = await made.idea("A pump", "building");
    const mine = await made.idea("Mine", "evaluating", made.kim);
    await made.build(mine);
    const id = await made.draft("Autumn", [pump]);
    await schedule(id, 2);
    await setReleaseIdea(made.as(made.kim), place(), id, { idea: mine, isIn: true });
    expect(await row(id)).toMatchObject({ publishedBy: made.kim.id, version: 4 });
    await run(id, due);
    expect(await row(id)).toMatchObject({ state: "draft", hindered: [{ idea: mine, code: "own_idea" }] });
    expect(await stagesOf(pump, mine)).toEqual(["building", "building"]);
    // Somebody else, who has seen it there, may say so.
    await schedule(id, 5);
    const words = { product: made.bike.id, title: "Winter", notesEn: "", notesFr: "" };
    await editRelease(made.as(made.kim), place(), id, { ...words, version: 6 });
    expect(await row(id)).toMatchObject({ state: "scheduled", publishedBy: made.kim.id });
    // Also for the same moment.
    await schedule(id, 7);
    expect((await row(id)).publishedBy).toBe(made.pro.id);
    await run(id, due);
    expect(await row(id)).toMatchObject({ state: "published", publishedBy: made.pro.id });
    expect(await stagesOf(pump, mine)).toEqual(["shipped", "shipped"]);
  });

  it("is not published in the name of somebody who may not any more", async () => {
    const id = await made.draft("Autumn", [await made.idea("A pump", "building")]);
    await schedule(id, 2);
    await takeRole(made.as(made.pia), place(), { member: made.pro.id, role: "product" });
    await run(id, due);
    expect(await row(id)).toMatchObject({ state: "draft", hindered: [{ idea: "", code: "not_found" }] });
  });
});

describe("taking a release back", () => {
  it("undoes all of its moves within ten minutes, and what people were told", async () => {
    const [built, adopted] = [await made.idea("A pump", "building"), await made.idea("A bell")];
    const id = await made.draft("Autumn", [built, adopted]);
    await made.publish(id);
    await tellAll(made.rig);
    expect(await shippedTo(made.ann)).toMatchObject([{ kind: "shipped", release: { title: "Autumn" } }]);
    await expect(takeReleaseBack(made.as(made.kim), place(), id)).rejects.toThrow(new Forbidden("release_not_yours"));
    await takeReleaseBack(made.as(made.pro), place(), id);
    await takeReleaseBack(made.as(made.pro), place(), id);
    expect(await stagesOf(built, adopted)).toEqual(["building", "adopted"]);
    expect(await row(id)).toMatchObject({ state: "draft", publishedAt: null, publishedBy: null });
    await tellAll(made.rig);
    expect(await shippedTo(made.ann)).toEqual([]);
    // Published again, it is told again.
    await made.publish(id);
    await tellAll(made.rig);
    expect(await shippedTo(made.ann)).toHaveLength(1);
  });

  it("is told to who had read of it, who learns nothing of the draft but its name and is led to the releases", async () => {
    const pump = await made.idea("A pump", "building");
    const id = await made.draft("Autumn", [pump]);
    await made.publish(id);
    await tellAll(made.rig);
    expect((await shippedTo(made.ann))[0]?.release?.parts).toMatchObject([{ id: pump }]);
    await readAllNotices(made.as(made.ann));
    await takeReleaseBack(made.as(made.pro), place(), id);
    await tellAll(made.rig);
    const [line, ...others] = await shippedTo(made.ann);
    expect(others).toEqual([]);
    expect(line).toMatchObject({ kind: "release_undone", release: { title: "Autumn", parts: [], followed: 0 } });
    const ctx = contextFor(made.rig, await actorNow(made.rig, made.ann.id));
    expect(await targetOf(ctx, line?.id ?? "")).toBe(`/s/${made.place.slug}/releases`);
    const asked = { parts: [id], followed: [id] };
    expect((await releasesToldTo(ctx, [id], asked)).get(id)).toMatchObject({ parts: [], followed: 0 });
  });

  it("is refused where somebody else has acted on one of them, and says on which", async () => {
    const [one, two] = [await made.idea("A pump", "building"), await made.idea("A bell", "building")];
    const id = await made.draft("Autumn", [one, two]);
    await made.publish(id);
    const ctx = made.as(made.bob);
    await postComment(ctx, two, { id: newId(ctx.now), kind: "remark", body: "At last." });
    await expect(takeReleaseBack(made.as(made.pro), place(), id)).rejects.toMatchObject({
      fields: { [`idea.${two}`]: "move_overtaken" },
    });
    expect(await stagesOf(one, two)).toEqual(["shipped", "shipped"]);
    const later = contextFor(made.rig, made.pro, { now: made.as(made.pro).now + 600_000 });
    await expect(takeReleaseBack(later, place(), id)).rejects.toThrow(new Refused("move_undo_too_late"));
  });
});

describe("those who are behind a release", () => {
  /** Three ideas by three people, and eleven others who helped with one, two or three of them. */
  async function fourteen() {
    const cleo = await member(made.rig, await person(made.rig, "cleo"), place());
    const [pump, bell, lamp] = [
      await made.idea("A pump", "evaluating", made.ann),
      await made.idea("A bell", "evaluating", made.bob),
      await made.idea("A lamp", "evaluating", cleo),
    ];
    const parts = new Map<SignedIn, string[]>([
      [made.ann, [pump]],
      [made.bob, [bell]],
      [cleo, [lamp]],
    ]);
    const all = [[pump], [bell], [lamp], [pump, bell], [bell, lamp], [pump, lamp], [pump, bell, lamp]];
    for (let each = 0; each < 11; each++) {
      const of = all[each % all.length] ?? [];
      parts.set(await made.helper(`helper${each}`, of), of);
    }
    const fay = await member(made.rig, await person(made.rig, "fay"), place());
    for (const idea of [pump, bell]) {
      await castSignal(made.as(fay), { idea, kind: "support" });
    }
    for (const idea of [pump, bell, lamp]) await made.build(idea);
    const release = await made.draft("Autumn", [pump, bell, lamp]);
    return { pump, bell, lamp, parts, release, fay };
  }

  it("get one message each, which names exactly what is theirs; followers get one of their own", async () => {
    const { pump, bell, lamp, parts, release, fay } = await fourteen();
    const before = (await ofKind("release.published")).length;
    expect(before).toBe(0);
    const [last] = await read()
      .select()
      .from(events)
      .orderBy(asc(events.seq))
      .limit(1)
      .offset((await read().$count(events)) - 1);
    await made.publish(release);
    await tellAll(made.rig, last?.seq);
    await tellAll(made.rig, last?.seq);
    expect(parts.size).toBe(14);
    const told = await read()
      .select({ member: notices.member, kind: notices.kind })
      .from(noticeEvents)
      .innerJoin(notices, eq(notices.id, noticeEvents.notice))
      .innerJoin(events, and(eq(events.id, noticeEvents.event)));
    expect(
      told
        .filter(({ kind }) => kind === "shipped")
        .map(({ member: who }) => who)
        .toSorted(),
    ).toEqual([...parts.keys()].map(({ id }) => id).toSorted());
    // Nobody hears of the single moves beside it.
    expect(told.filter(({ kind }) => kind === "moved")).toEqual([]);
    for (const [who, theirs] of parts) {
      const [line, ...others] = await shippedTo(who);
      expect(others).toEqual([]);
      expect(line?.release?.parts.map(({ id }) => id).toSorted()).toEqual(theirs.toSorted());
      const credits = await partsOf({ db: made.rig.db, actor: who }, theirs);
      for (const part of line?.release?.parts ?? []) {
        const mine = credits.get(part.id)?.people.find(({ id }) => id === who.id);
        expect(part).toMatchObject({ share: mine?.share, roles: mine?.roles });
        expect(part.share).toBeGreaterThan(0);
      }
      const ctx = contextFor(made.rig, await actorNow(made.rig, who.id));
      expect(await targetOf(ctx, line?.id ?? "")).toContain(`/releases/${release}`);
    }
    // And one mail each, with the same.
    const server = await startMailServer();
    onTestFinished(() => server.stop());
    Object.assign(made.rig.config, { smtpUrl: server.url, origin, mailFrom: "Caco <ideas@example.org>" });
    await mailAt(made.rig, made.as(made.pro).now + 2 * 3_600_000);
    const mails = await readMails(server);
    expect(mails.map(({ to }) => to?.[0]?.address).toSorted()).toEqual(
      [...parts.keys()].map(({ email }) => email).toSorted(),
    );
    for (const [who, theirs] of parts) {
      const mail = mails.find(({ to }) => to?.[0]?.address === who.email);
      const shown = Object.entries({ "A pump": pump, "A bell": bell, "A lamp": lamp });
      const named = shown.flatMap(([title, id]) => (mail?.text?.includes(`“${title}”: `) ? id : []));
      expect(named.toSorted()).toEqual(theirs.toSorted());
      expect(mail?.text).toContain("“Autumn” has shipped");
    }
    expect(await shippedTo(fay)).toMatchObject([{ kind: "shipped_followed", release: { followed: 2, parts: [] } }]);
    expect(await shippedTo(made.eve)).toEqual([]);
  });

  it("are all credited: the shares of each idea and of the release are a whole, erased or not", async () => {
    const { parts, release } = await fourteen();
    await made.publish(release);
    const reader = { db: made.rig.db, actor: visitor };
    const before = await creditsOfRelease(reader, release);
    expect(new Set(before.overall.people.map(({ person: { id } }) => id))).toEqual(
      new Set([...parts.keys()].map(({ id }) => id)),
    );
    const sums = ({ ideas: of, overall }: typeof before) => [
      ...of.map(({ people, unnamed }) => people.reduce((sum, { share }) => sum + share, unnamed)),
      overall.people.reduce((sum, { share }) => sum + share, overall.unnamed),
    ];
    expect(sums(before)).toEqual([10_000, 10_000, 10_000, 10_000]);
    const [gone] = [...parts.keys()].slice(-1);
    await eraseMember(made.rig.db, made.rig.dir, gone?.id ?? "", made.as(made.pro).now);
    const after = await creditsOfRelease(reader, release);
    expect(sums(after)).toEqual([10_000, 10_000, 10_000, 10_000]);
    const shares = ({ overall }: typeof before) => overall.people.map(({ person: { id }, share }) => [id, share]);
    expect(shares(after)).toEqual(shares(before));
    expect(after.overall.people.find(({ person: { id } }) => id === gone?.id)?.person.name).toBe("");
  });

  it("are told of as a whole only where anybody may see it", async () => {
    const { release, lamp } = await fourteen();
    const ctx = made.as(made.pro);
    expect(await isForAnybody(ctx, await row(release))).toBe(false);
    await made.publish(release);
    expect(await isForAnybody(ctx, await row(release))).toBe(true);
    const act = { act: "hide", reason: "spam", words: "Spam." } as const;
    await hideItem(made.as(made.pia), { idea: lamp, comment: null }, act);
    expect(await isForAnybody(ctx, await row(release))).toBe(false);
    expect((await creditsOfRelease({ db: made.rig.db, actor: visitor }, release)).hidden).toBe(1);
  });

  it("have shares of a release that are the means of those of its ideas", () => {
    const person = (id: string, share: number) => ({ id, share });
    const { people, unnamed } = overallOf([
      { id: "a", people: [person("x", 7_000), person("y", 2_000)], unnamed: 1_000 },
      { id: "b", people: [person("y", 10_000)], unnamed: 0 },
      { id: "c", people: [person("z", 10_000)], unnamed: 0 },
    ]);
    expect(people.map(({ person: { id }, share }) => [id, share])).toEqual([
      ["y", 4_000],
      ["z", 3_333],
      ["x", 2_334],
    ]);
    expect(people.reduce((sum, { share }) => sum + share, unnamed)).toBe(10_000);
    expect(overallOf([])).toEqual({ people: [], unnamed: 0 });
  });
});

describe("one answer to several ideas", () => {
  it("is told once to each person, with how many ideas it moved and which; what was taken back is not told", async () => {
    const [one, two, three] = [
      await made.idea("A pump", "new"),
      await made.idea("A bell", "new"),
      await made.idea("A lamp", "new", made.bob),
    ];
    const fay = await member(made.rig, await person(made.rig, "fay"), place());
    const castAll = [one, two, three];
    for (const idea of castAll) {
      await castSignal(made.as(fay), { idea, kind: "support" });
    }
    const ctx = made.as(made.pia);
    const ids = new Map(castAll.map((idea) => [idea, newId(ctx.now)]));
    await answerTogether(ctx, {
      ideas: castAll.map((idea) => ({ idea, id: ids.get(idea) ?? "", from: "new" })),
      to: "evaluating",
      message: "We look at {title}.",
      reasonKind: null,
      reviewOn: null,
    });
    const moved = await ofKind("idea.moved");
    expect(new Set(moved.map(({ cause }) => cause)).size).toBe(1);
    await tellAll(made.rig);
    const lines = async (who: SignedIn) => {
      const at = contextFor(made.rig, await actorNow(made.rig, who.id));
      const { notices: all } = await noticesPage(at, null);
      return all
        .filter(({ kind }) => kind === "moved")
        .map(({ times, ideas: of, words }) => ({ times, titles: of.map(({ title }) => title), words }));
    };
    expect(await lines(fay)).toEqual([{ times: 3, titles: ["A bell", "A lamp", "A pump"], words: null }]);
    expect(await lines(made.ann)).toEqual([{ times: 2, titles: ["A bell", "A pump"], words: null }]);
    expect(await lines(made.bob)).toEqual([{ times: 1, titles: ["A lamp"], words: "We look at A lamp." }]);
    await undoMove(made.as(made.pia), two, ids.get(two) ?? "");
    await tellAll(made.rig);
    expect(await lines(fay)).toEqual([{ times: 2, titles: ["A lamp", "A pump"], words: null }]);
    expect(await lines(made.ann)).toMatchObject([{ times: 1, titles: ["A pump"] }]);
  });
});

describe("the words of an answer to several ideas", () => {
  it("are told while the idea is seen, and go with it from the list and from the mail", async () => {
    const [one, two] = [await made.idea("A pump", "new"), await made.idea("A bell", "new", made.bob)];
    const fay = await member(made.rig, await person(made.rig, "fay"), place());
    await castSignal(made.as(fay), { idea: one, kind: "support" });
    const gus = await member(made.rig, await person(made.rig, "gus"), place());
    await castSignal(made.as(gus), { idea: two, kind: "support" });
    for (const who of [fay, gus]) await chooseNotices(made.as(who), { ...defaultSettings, ways: { followed: "mail" } });
    const ctx = made.as(made.pia);
    await answerTogether(ctx, {
      ideas: [one, two].map((idea) => ({ idea, id: newId(ctx.now), from: "new" })),
      to: "evaluating",
      message: "We look at {title}.",
      reasonKind: null,
      reviewOn: null,
    });
    await tellAll(made.rig);
    const lineOf = async (who: SignedIn) => {
      const at = contextFor(made.rig, await actorNow(made.rig, who.id));
      const { notices: all } = await noticesPage(at, null);
      return all.filter(({ kind }) => kind === "moved").map(({ times, words }) => ({ times, words }));
    };
    expect(await lineOf(fay)).toEqual([{ times: 1, words: "We look at A pump." }]);
    const act = { act: "hide", reason: "spam", words: "Spam." } as const;
    await hideItem(made.as(made.pia), { idea: one, comment: null }, act);
    expect(await lineOf(fay)).toEqual([{ times: 1, words: null }]);
    expect(await lineOf(gus)).toEqual([{ times: 1, words: "We look at A bell." }]);
    const server = await startMailServer();
    onTestFinished(() => server.stop());
    Object.assign(made.rig.config, { smtpUrl: server.url, origin, mailFrom: "Caco <ideas@example.org>" });
    await mailAt(made.rig, ctx.now + 14 * 86_400_000);
    const mails = await readMails(server);
    const textTo = (who: SignedIn) =>
      mails.flatMap(({ to, text }) => (to?.[0]?.address === who.email ? [text] : [])).join("\n");
    expect(textTo(gus)).toContain("We look at A bell.");
    expect(textTo(fay)).not.toBe("");
    expect(textTo(fay)).not.toContain("A pump");
  });
});

describe("the ideas of a release", () => {
  it("are in it once, and gone from it when they are taken out", async () => {
    const idea = await made.idea("A pump", "building");
    const id = await made.draft("Autumn", [idea]);
    for (let twice = 0; twice < 2; twice++) {
      await setReleaseIdea(made.as(made.pro), place(), id, { idea, isIn: false });
    }
    expect(await read().$count(releaseIdeas)).toBe(0);
    expect(await ofKind("release.idea_removed")).toHaveLength(1);
  });
});
