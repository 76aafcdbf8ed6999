import { eq } from "drizzle-orm";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { fileBytes } from "../../db/schema/files.ts";
import { members } from "../../db/schema/members.ts";
import { spaces } from "../../db/schema/spaces.ts";
import { setAvatar, setLogo } from "../../app/features/files/portraits.server.ts";
import { bytesOf, fileSeenBy } from "../../app/features/files/queries.server.ts";
import { banMember, liftBan } from "../../app/features/moderation/bans.server.ts";
import { actorNow, contextFor, person, visiting } from "../support/database.ts";
import { writtenIdea } from "../writing/support.ts";
import { pdf, picture } from "./support.ts";

const sent = async (shade = 1) => ({ name: "me.png", bytes: await picture(shade, { width: 300, height: 120 }) });

describe("the picture of a member", () => {
  it("is a small square, in place of the one before, for everybody who has its address", async () => {
    const { rig, ann, happened } = await writtenIdea();
    await setAvatar(contextFor(rig, ann), await sent(1));
    const first = (await actorNow(rig, ann.id)).avatar ?? "";
    const made = await Promise.all(
      (["full", "small"] as const).map(async (size) => sharp(await bytesOf(rig.db.read, first, size)).metadata()),
    );
    expect(made.map(({ width, height, hasAlpha }) => [width, height, hasAlpha])).toEqual([
      [256, 256, false],
      [64, 64, false],
    ]);
    await fileSeenBy(visiting(rig), first, "small");
    await setAvatar(contextFor(rig, ann), await sent(200));
    const second = (await actorNow(rig, ann.id)).avatar;
    expect(second).not.toBe(first);
    await expect(fileSeenBy(contextFor(rig, ann), first, "small")).rejects.toMatchObject({ code: "not_found" });
    await setAvatar(contextFor(rig, ann), null);
    await setAvatar(contextFor(rig, ann), null);
    expect((await actorNow(rig, ann.id)).avatar).toBeNull();
    expect(await rig.db.read.select().from(fileBytes)).toEqual([]);
    expect(await happened("member.avatar_changed")).toEqual([
      { member: ann.id, file: first },
      { member: ann.id, file: second },
      { member: ann.id, file: null },
    ]);
  });

  it("is not shown while its owner is kept out", async () => {
    const { rig, ann } = await writtenIdea();
    const ada = contextFor(rig, await person(rig, "ada", { admin: true }));
    await setAvatar(contextFor(rig, ann), await sent());
    const face = (await actorNow(rig, ann.id)).avatar ?? "";
    await banMember(ada, "ann", "An insult for a picture.");
    await expect(fileSeenBy(visiting(rig), face, "full")).rejects.toMatchObject({ code: "not_found" });
    await liftBan(ada, "ann", "Another picture was promised.");
    await fileSeenBy(visiting(rig), face, "full");
  });

  it("is no document, and takes a confirmed address", async () => {
    const { rig, ann } = await writtenIdea();
    const dan = await person(rig, "dan", { verified: false });
    const document = setAvatar(contextFor(rig, ann), { name: "me.png", bytes: pdf() });
    await expect(document).rejects.toMatchObject({ fields: { file: "picture_type" } });
    await expect(setAvatar(contextFor(rig, dan), await sent())).rejects.toMatchObject({ code: "verify_first" });
  });

  it("stands once, however many are sent at once", async () => {
    const { rig, ann } = await writtenIdea();
    const many = await Promise.all([10, 60, 110, 160, 210].map(sent));
    await Promise.all(many.map((one) => setAvatar(contextFor(rig, ann), one)));
    const [row] = await rig.db.read.select({ avatar: members.avatar }).from(members).where(eq(members.id, ann.id));
    const left = await rig.db.read.select({ file: fileBytes.file }).from(fileBytes);
    expect(new Set(left.map(({ file }) => file))).toEqual(new Set([row?.avatar]));
  });
});

describe("the logo of a space", () => {
  it("is the lead's to set, keeps its shape, and is for those who see the space", async () => {
    const { rig, place, bob, eve, pia, happened } = await writtenIdea({ visibility: "private" });
    await expect(setLogo(contextFor(rig, bob), place.id, await sent())).rejects.toMatchObject({ code: "forbidden" });
    await expect(setLogo(contextFor(rig, eve), place.id, await sent())).rejects.toMatchObject({ code: "not_found" });
    await setLogo(contextFor(rig, pia), place.id, await sent());
    const [space] = await rig.db.read.select().from(spaces).where(eq(spaces.id, place.id));
    const logo = space?.logo ?? "";
    expect(await sharp(await bytesOf(rig.db.read, logo, "full")).metadata()).toMatchObject({ width: 300, height: 120 });
    await fileSeenBy(contextFor(rig, bob), logo, "full");
    await expect(fileSeenBy(contextFor(rig, eve), logo, "full")).rejects.toMatchObject({ code: "not_found" });
    await expect(fileSeenBy(visiting(rig), logo, "full")).rejects.toMatchObject({ code: "not_found" });
    await setLogo(contextFor(rig, pia), place.id, null);
    await expect(fileSeenBy(contextFor(rig, bob), logo, "full")).rejects.toMatchObject({ code: "not_found" });
    expect(await happened("space.logo_changed")).toEqual([{ file: logo }, { file: null }]);
  });
});
