/** What became of what somebody brought in, on the profile and on its picture. */
import { eq, inArray } from "drizzle-orm";
import { expect, it } from "vitest";
import sharp from "sharp";
import { ideas } from "../../db/schema/ideas.ts";
import { members } from "../../db/schema/members.ts";
import { adoptComment } from "../../app/features/adopting/commands.server.ts";
import { banMember } from "../../app/features/moderation/bans.server.ts";
import { cardOf } from "../../app/features/people/card.server.ts";
import { chooseFound } from "../../app/features/people/commands.server.ts";
import { profileOf } from "../../app/features/people/queries.server.ts";
import { PersonCard } from "../../app/features/people/ui/person-card.tsx";
import { visitor } from "../../app/platform/actor.ts";
import { renderCard } from "../../app/platform/cards.server.ts";
import { spokenOf } from "../adopting/support.ts";
import { proposed } from "../merging/support.ts";
import { contextFor, member, person, space } from "../support/database.ts";

it("counts what the reader may see, each with its list; and its picture what everybody may see, once it is wanted", async () => {
  const made = await spokenOf();
  const { rig, place, ann, bob, pia, as, say } = made;
  const lab = await space(rig, { name: "Lab", visibility: "private" });
  const inside = await member(rig, bob, lab.id);
  const ids = [];
  for (const where of [place.id, place.id, place.id, lab.id]) {
    ids.push(await proposed(rig, where, where === lab.id ? inside : bob, `Idea ${ids.length}`));
  }
  const put = (stage: "shipped" | "building", some: (string | undefined)[]) =>
    rig.db.transaction((tx) =>
      tx
        .update(ideas)
        .set({ stage })
        .where(
          inArray(
            ideas.id,
            some.filter((id) => id !== undefined),
          ),
        ),
    );
  await put("shipped", [ids[0], ids[1], ids[3]]);
  await put("building", [ids[2]]);
  await adoptComment(await as(ann), await say(bob, "A hinge with a spring."));

  const read = (part: "ideas" | "shipped" | "building" | "adopted", who = pia) =>
    profileOf(contextFor(rig, who), "bob", part, null);
  expect((await read("ideas")).outcomes).toEqual({ shipped: 2, building: 1, adopted: 1 });
  expect((await read("ideas", inside)).outcomes).toEqual({ shipped: 3, building: 1, adopted: 1 });
  expect((await read("shipped")).listed.ideas.map(({ title }) => title).toSorted()).toEqual(["Idea 0", "Idea 1"]);
  expect((await read("building")).listed.ideas.map(({ title }) => title)).toEqual(["Idea 2"]);
  expect((await read("adopted")).listed.comments).toHaveLength(1);

  // Whoever asks, also somebody who sees more.
  const card = () => cardOf(contextFor(rig, inside), "bob");
  await expect(card()).rejects.toMatchObject({ status: 404 });
  await chooseFound(await as(bob), { mayBeFound: true, showsCard: true });
  expect(await card()).toMatchObject({ name: "Bob", outcomes: { shipped: 2, building: 1, adopted: 1 } });
  expect((await profileOf(contextFor(rig, visitor), "bob", "ideas", null)).hasCard).toBe(true);
  await expect(cardOf(contextFor(rig, visitor), "nobody")).rejects.toMatchObject({ status: 404 });
  const root = await person(rig, "root", { admin: true });
  await banMember(await as(root), "bob", "Advertising.");
  await expect(card()).rejects.toMatchObject({ status: 404 });
  const [row] = await rig.db.read.select().from(members).where(eq(members.id, bob.id));
  expect(row).toMatchObject({ mayBeFound: true, showsCard: true });
});

it.each(["customer", "employee", "partner"] as const)("draws a %s, with any name", async (kind) => {
  const card = (name: string, picture: string | null) =>
    renderCard(
      <PersonCard
        site="Workshop"
        name={name}
        handle="@someone"
        affiliation={{ kind, word: kind }}
        picture={picture}
        lines={["3 ideas shipped"]}
      />,
    );
  const red = await sharp({ create: { width: 50, height: 50, channels: 3, background: "#ff0000" } })
    .png()
    .toBuffer();
  const [plain, pictured] = [
    await card("<i>&\u0301 A very long name indeed, of many a word", null),
    await card("Zoë", `data:image/png;base64,${red.toString("base64")}`),
  ];
  const at = async (png: Buffer) => [
    ...(await sharp(png).extract({ left: 150, top: 140, width: 1, height: 1 }).removeAlpha().raw().toBuffer()),
  ];
  expect(await sharp(plain).metadata()).toMatchObject({ width: 1200, height: 630 });
  expect(await at(pictured)).toEqual([255, 0, 0]);
  expect(await at(plain)).not.toEqual([255, 0, 0]);
});
