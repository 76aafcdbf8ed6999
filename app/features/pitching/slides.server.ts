/** Preparing the slides of a pitch: by whoever presents it, until it begins. */
import { and, eq } from "drizzle-orm";
import { files } from "../../../db/schema/files.ts";
import { members } from "../../../db/schema/members.ts";
import { roomSlides } from "../../../db/schema/pitching.ts";
import { roomPeople, rooms } from "../../../db/schema/rooms.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { Conflict, Invalid, NotFound, Refused } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { newId } from "../../platform/ids.ts";
import { limit } from "../../platform/limits.server.ts";
import { renderMarkdown } from "../../platform/markdown.server.ts";
import { must } from "../../platform/policy.ts";
import { type Sent, store, wipe } from "../files/commands.server.ts";
import { type Cut, prepared } from "../files/contents.server.ts";
import { cleanName, sides } from "../files/rules.ts";
import { mustNotBeMuted } from "../moderation/muting.server.ts";
import { mayLead } from "../rooms/policy.ts";
import { proceed, type Proceeding } from "../rooms/proceeding.server.ts";
import { roomSeenBy } from "../rooms/queries.server.ts";
import { presenterNamed } from "./events.ts";
import { mayPrepare, presenterOf } from "./policy.ts";
import { longestSlide, pitchSlides, slidesIn as textsIn } from "./rules.ts";

const cut: Cut = { ...sides.attached, fit: "inside" };

type Row = typeof roomSlides.$inferSelect;

/**
 * Adds slides of text behind the others: one for each part between lines of hyphens. Sent twice, they are added once.
 * Throws what `preparing` throws, `Invalid` on `texts`, and `Refused("slides_full")`.
 */
export async function addTexts(ctx: Context, room: string, input: { slide: string; texts: string }): Promise<void> {
  await mustPrepare(ctx, room);
  const { actor } = signedIn(ctx);
  const sources = textsIn(input.texts);
  if (sources.length === 0) throw new Invalid({ texts: "field_missing" });
  if (sources.some((source) => source.length > longestSlide)) throw new Invalid({ texts: "slide_too_long" });
  if (sources.length > pitchSlides) throw new Refused("slides_full");
  const texts: { source: string; html: string }[] = [];
  for (const source of sources) texts.push({ source, html: await renderMarkdown(source, actor.id) });
  await preparing(ctx, room, async ({ tx }, slides) => {
    if (await isThere(tx, room, input.slide)) return;
    mustHavePlace(slides, texts.length);
    await tx.insert(roomSlides).values(
      texts.map((text, at) => ({
        ...text,
        id: at === 0 ? input.slide : newId(ctx.now),
        room,
        author: actor.id,
        position: placeAfter(slides) + at,
        kind: "text" as const,
        at: ctx.now,
      })),
    );
  });
}

/** Adds a slide that shows a picture. Throws what `preparing` throws, `TooMany`, `Invalid` on `file`, `Refused("slides_full")`. */
export async function addPicture(
  ctx: Context,
  room: string,
  { slide, alt, sent }: { slide: string; alt: string; sent: Sent },
): Promise<void> {
  // Before anything is decoded: what may not be added costs nothing.
  await mustPrepare(ctx, room);
  const { actor } = signedIn(ctx);
  await limit("upload_member", actor.id);
  const file = await prepared(sent.bytes, { cut, documents: false });
  await preparing(ctx, room, async ({ tx }, slides) => {
    if (await isThere(tx, room, slide)) return;
    mustHavePlace(slides, 1);
    const picture = await store(tx, ctx, file, { ofRoom: room, name: cleanName(sent.name), alt });
    await tx.insert(roomSlides).values({
      id: slide,
      room,
      author: actor.id,
      position: placeAfter(slides),
      kind: "picture",
      source: "",
      html: "",
      picture,
      at: ctx.now,
    });
  });
}

/** Changes the text of a slide. Throws what `preparing` throws, `Refused("slide_gone")`, and `Conflict` for a stale form. */
export async function changeText(
  ctx: Context,
  room: string,
  { slide: id, was, text }: { slide: string; was: number; text: string },
): Promise<void> {
  await mustPrepare(ctx, room);
  const html = await renderMarkdown(text, signedIn(ctx).actor.id);
  await preparing(ctx, room, async ({ tx }, slides) => {
    const slide = slideIn(slides, id, "text");
    if (slide.source === text) return;
    if (slide.at !== was) throw new Conflict("changed_meanwhile");
    await tx
      .update(roomSlides)
      .set({ source: text, html, at: laterThan(slide, ctx) })
      .where(eq(roomSlides.id, id));
  });
}

/** Changes the words of a picture for those who do not see it. Throws as `changeText`. */
export async function changeAlt(
  ctx: Context,
  room: string,
  { slide: id, was, alt }: { slide: string; was: number; alt: string },
): Promise<void> {
  await preparing(ctx, room, async ({ tx }, slides) => {
    const slide = slideIn(slides, id, "picture");
    const ofPicture = eq(files.id, slide.picture ?? "");
    const [file] = await tx.select({ alt: files.alt }).from(files).where(ofPicture);
    if (file?.alt === alt) return;
    if (slide.at !== was) throw new Conflict("changed_meanwhile");
    await tx.update(files).set({ alt }).where(ofPicture);
    await tx
      .update(roomSlides)
      .set({ at: laterThan(slide, ctx) })
      .where(eq(roomSlides.id, id));
  });
}

/** Moves a slide by one place; beyond the ends nothing moves. Throws what `preparing` throws, `Refused("slide_gone")`. */
export async function moveSlide(ctx: Context, room: string, id: string, by: -1 | 1): Promise<void> {
  await preparing(ctx, room, async ({ tx }, slides) => {
    const slide = slideIn(slides, id);
    const other = slides[slides.indexOf(slide) + by];
    if (!other) return;
    await tx.update(roomSlides).set({ position: other.position }).where(eq(roomSlides.id, slide.id));
    await tx.update(roomSlides).set({ position: slide.position }).where(eq(roomSlides.id, other.id));
  });
}

/** Takes a slide away, with its picture. One that is gone is no mistake. Throws what `preparing` throws. */
export async function removeSlide(ctx: Context, room: string, id: string): Promise<void> {
  await preparing(ctx, room, async ({ tx }, slides) => {
    const slide = slides.find((each) => each.id === id);
    if (!slide) return;
    await tx.delete(roomSlides).where(eq(roomSlides.id, id));
    if (slide.picture !== null) await wipe(tx, ctx, slide.picture);
  });
}

/**
 * Lets somebody else present who was invited or is there; the slides become his or hers to go on with. Throws
 * `NotFound`, `Forbidden`, `Refused("room_begun")`, and `Invalid` on `presenter`.
 */
export async function namePresenter(ctx: Context, id: string, presenter: string): Promise<void> {
  const { own } = await roomSeenBy(ctx.db.read, ctx.actor, id);
  must(mayLead(own), "host_only");
  await proceed(ctx.db, id, ctx.now, async ({ tx, room, board }) => {
    if (board.deck !== null || board.state === "closed") throw new Refused("room_begun");
    if (presenterOf(room) === presenter) return;
    const [person] = await tx
      .select({ id: members.id })
      .from(roomPeople)
      .innerJoin(members, eq(members.id, roomPeople.member))
      .where(and(eq(roomPeople.room, id), eq(roomPeople.member, presenter), eq(roomPeople.isBlocked, false)));
    if (!person) throw new Invalid({ presenter: "presenter_not_invited" });
    await tx.update(rooms).set({ presenter }).where(eq(rooms.id, id));
    await record(tx, ctx, [presenterNamed(room, { presenter, before: presenterOf(room) })]);
  });
}

/** Whether this actor may prepare the slides of a room now. Throws `NotFound`, `Forbidden`, `Refused`. */
async function mustPrepare(ctx: Context, id: string): Promise<void> {
  const { room, space } = await roomSeenBy(ctx.db.read, ctx.actor, id);
  must(mayPrepare(ctx.actor, room), "presenter_only");
  await mustNotBeMuted(ctx.db.read, ctx, space.id);
}

/**
 * Changes the slides of a room, under its lock. Throws `NotFound`, `Forbidden`, `Refused` (`muted`, `room_begun` once
 * they are shown).
 */
async function preparing(
  ctx: Context,
  id: string,
  change: (room: Proceeding, slides: Row[]) => Promise<void>,
): Promise<void> {
  await mustPrepare(ctx, id);
  await proceed(ctx.db, id, ctx.now, async (room) => {
    must(mayPrepare(ctx.actor, room.room), "presenter_only");
    if (room.board.deck !== null || room.board.state === "closed") throw new Refused("room_begun");
    const slides = await room.tx.select().from(roomSlides).where(eq(roomSlides.room, id)).orderBy(roomSlides.position);
    await change(room, slides);
  });
}

async function isThere(tx: Proceeding["tx"], room: string, id: string): Promise<boolean> {
  const [slide] = await tx.select({ room: roomSlides.room }).from(roomSlides).where(eq(roomSlides.id, id));
  // An id of another room's slide: no page of ours makes that.
  if (slide && slide.room !== room) throw new NotFound();
  return slide !== undefined;
}

function mustHavePlace(slides: readonly Row[], more: number): void {
  if (slides.length + more > pitchSlides) throw new Refused("slides_full");
}

function slideIn(slides: readonly Row[], id: string, kind?: Row["kind"]): Row {
  const slide = slides.find((each) => each.id === id);
  if (!slide || (kind && slide.kind !== kind)) throw new Refused("slide_gone");
  return slide;
}

function placeAfter(slides: readonly Row[]): number {
  return (slides.at(-1)?.position ?? -1) + 1;
}

/** Two changes within one millisecond are two all the same. */
function laterThan(slide: Row, { now }: { now: number }): number {
  return Math.max(now, slide.at + 1);
}
