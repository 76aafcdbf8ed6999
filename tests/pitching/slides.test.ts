import { and, eq, isNull } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { fileBytes, files } from "../../db/schema/files.ts";
import { roomSlides } from "../../db/schema/pitching.ts";
import { fileSeenBy } from "../../app/features/files/queries.server.ts";
import { preparationOf, slidesIn } from "../../app/features/pitching/queries.server.ts";
import {
  addPicture,
  addTexts,
  changeAlt,
  changeText,
  moveSlide,
  namePresenter,
  removeSlide,
} from "../../app/features/pitching/slides.server.ts";
import { eraseMember } from "../../app/features/privacy/erasing.server.ts";
import { usualPhase } from "../../app/features/planning/rules.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { newId } from "../../app/platform/ids.ts";
import { picture } from "../files/support.ts";
import { roomOn } from "../rooms/support.ts";
import { actorNow, freshDatabase, people, type Rig, space, start } from "../support/database.ts";
import { pitchOn, shortPitch } from "./support.ts";

let rig: Rig;
let where: string;
let who: Awaited<ReturnType<typeof people>>;

beforeEach(async () => {
  rig = await freshDatabase();
  where = (await space(rig)).id;
  who = await people(rig, where);
});

const refusal = (code: string) => expect.objectContaining({ code });

async function prepared(host: SignedIn) {
  const room = await pitchOn(rig, where, host);
  const ctx = room.at(await actorNow(rig, host.id));
  return {
    room,
    ctx,
    id: room.id,
    titles: async () => (await slidesIn(rig.db.read, room.id)).map(({ title }) => title),
    slide: async (at: number) => {
      const slide = (await slidesIn(rig.db.read, room.id))[at];
      if (!slide) throw new Error(`There is no slide ${at}.`);
      return slide;
    },
    async picture(alt = "A foot on a slope"): Promise<string> {
      const slide = newId(start);
      await addPicture(ctx, room.id, { slide, alt, sent: { name: "foot.png", bytes: await picture(1) } });
      return slide;
    },
  };
}

describe("slides", () => {
  it("are written several at once, moved, changed and removed", async () => {
    const { ctx, id, titles, slide } = await prepared(who.pia);
    expect(await titles()).toEqual(["One", "Two", "Three"]);
    const [one, two] = [await slide(0), await slide(1)];
    await moveSlide(ctx, id, two.id, -1);
    await moveSlide(ctx, id, two.id, -1);
    expect(await titles()).toEqual(["Two", "One", "Three"]);
    await removeSlide(ctx, id, one.id);
    await removeSlide(ctx, id, one.id);
    await moveSlide(ctx, id, two.id, 1);
    await changeText(ctx, id, { slide: two.id, was: two.at, text: "# Second" });
    expect(await titles()).toEqual(["Three", "Second"]);
    await expect(changeText(ctx, id, { slide: one.id, was: one.at, text: "Back" })).rejects.toEqual(
      refusal("slide_gone"),
    );
  });

  it("sent twice are there once, and a stale form loses", async () => {
    const { ctx, id, titles, slide } = await prepared(who.pia);
    const again = { slide: newId(start), texts: "Four\n---\nFive" };
    await addTexts(ctx, id, again);
    await addTexts(ctx, id, again);
    expect(await titles()).toEqual(["One", "Two", "Three", "Four", "Five"]);
    const one = await slide(0);
    await changeText(ctx, id, { slide: one.id, was: one.at, text: "# First" });
    await expect(changeText(ctx, id, { slide: one.id, was: one.at, text: "# Uno" })).rejects.toEqual(
      refusal("changed_meanwhile"),
    );
    expect((await titles())[0]).toBe("First");
  });

  it("are twenty at most, of 600 characters at most", async () => {
    const { ctx, id } = await prepared(who.pia);
    const texts = (count: number) => Array.from({ length: count }, (_, at) => `${at}`).join("\n---\n");
    await expect(addTexts(ctx, id, { slide: newId(start), texts: texts(18) })).rejects.toEqual(refusal("slides_full"));
    await expect(addTexts(ctx, id, { slide: newId(start), texts: "x".repeat(601) })).rejects.toEqual(
      refusal("invalid"),
    );
    await addTexts(ctx, id, { slide: newId(start), texts: texts(17) });
    const { room } = await (await pitchOn(rig, where, who.pia)).whole();
    expect(await preparationOf(rig.db.read, room, [usualPhase("slides")])).toMatchObject({ ready: 3, of: 20 });
  });

  it("show what they say as safe HTML", async () => {
    const { ctx, id, slide } = await prepared(who.pia);
    await addTexts(ctx, id, { slide: newId(start), texts: "# Hi\n<script>alert(1)</script>" });
    expect((await slide(3)).html).toContain("&lt;script&gt;");
  });

  it("are read and changed by whoever presents alone, until they are shown, then by nobody", async () => {
    const { ctx, room, id, slide, picture: add } = await prepared(who.pia);
    const shown = await slide(await add().then(() => 3));
    const file = shown.picture ?? "";
    const bob = room.at(await actorNow(rig, who.bob.id));
    await room.enter(who.pia, who.bob);
    await expect(moveSlide(bob, id, shown.id, -1)).rejects.toEqual(refusal("presenter_only"));
    await expect(fileSeenBy(bob, file, "full")).rejects.toEqual(refusal("not_found"));
    expect(await fileSeenBy(ctx, file, "full")).toMatchObject({ kind: "picture" });
    expect(JSON.stringify(await room.seenBy(who.bob))).not.toContain("Three");
    await room.plan(shortPitch.map((phase) => (phase.kind === "slides" ? { ...phase, votes: 4 } : phase)));
    await room.next();
    expect(await fileSeenBy(bob, file, "full")).toMatchObject({ kind: "picture" });
    const seen = await room.seenBy(who.bob);
    expect(seen.board.deck?.slides[3]).toEqual({ id: shown.id, picture: file });
    expect(seen.words[shown.id]).toBe("A foot on a slope");
    await expect(removeSlide(ctx, id, shown.id)).rejects.toEqual(refusal("room_begun"));
  });

  it("take their picture along when they go, and change its words", async () => {
    const { ctx, id, slide, picture: add } = await prepared(who.pia);
    const added = await add();
    const { at, picture: file } = await slide(3);
    await changeAlt(ctx, id, { slide: added, was: at, alt: "A wide foot" });
    expect((await slide(3)).title).toBe("A wide foot");
    await expect(changeAlt(ctx, id, { slide: added, was: at, alt: "A foot" })).rejects.toEqual(
      refusal("changed_meanwhile"),
    );
    await removeSlide(ctx, id, added);
    const left = await rig.db.read.$count(fileBytes, eq(fileBytes.file, file ?? ""));
    const named = await rig.db.read.$count(files, and(eq(files.id, file ?? ""), isNull(files.removedAt)));
    expect({ left, named }).toEqual({ left: 0, named: 0 });
  });

  it("go on with somebody else who was invited, whom the host names", async () => {
    const { ctx, room, id, titles } = await prepared(who.pia);
    const bob = room.at(await actorNow(rig, who.bob.id));
    await expect(namePresenter(ctx, id, who.bob.id)).rejects.toEqual(refusal("invalid"));
    await room.enter(who.bob);
    await expect(namePresenter(bob, id, who.bob.id)).rejects.toEqual(refusal("host_only"));
    await namePresenter(ctx, id, who.bob.id);
    await addTexts(bob, id, { slide: newId(start), texts: "# Four" });
    await expect(addTexts(ctx, id, { slide: newId(start), texts: "# Five" })).rejects.toEqual(
      refusal("presenter_only"),
    );
    expect(await titles()).toEqual(["One", "Two", "Three", "Four"]);
  });

  it("that nobody saw go with their author's account, with their pictures; those that were shown stay", async () => {
    const { room, picture: add } = await prepared(who.pia);
    await add();
    const other = await pitchOn(rig, where, who.pia);
    await other.enter(who.pia);
    await other.next();
    await other.act(who.pia, { do: "room.close" });
    await eraseMember(rig.db, rig.dir, who.pia.id, start + 1);
    const left = await rig.db.read.select({ room: roomSlides.room }).from(roomSlides);
    expect(left.map(({ room: of }) => of)).toEqual([other.id, other.id, other.id]);
    expect(await rig.db.read.$count(fileBytes)).toBe(0);
    expect(room.id).not.toBe(other.id);
  });
});

it("a room has one pitch", async () => {
  const room = await roomOn(rig, where, who.pia);
  await expect(room.plan([usualPhase("slides"), usualPhase("slides")])).rejects.toEqual(refusal("invalid"));
});
