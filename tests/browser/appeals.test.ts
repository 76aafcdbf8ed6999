/** Somebody objects to shares that stand, without script; two who were drawn and a pilot decide, for all to read. */
import { and, eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { creditJudges } from "../../db/schema/confirming.ts";
import { members } from "../../db/schema/members.ts";
import { firstLevels } from "../../db/schema/reputation.ts";
import { memberships } from "../../db/schema/spaces.ts";
import { newId } from "../../app/platform/ids.ts";
import { expectSound, picture, visit } from "../support/browser.ts";
import { propose, say, settledSite, type Site } from "../support/site.ts";
import { windowsOn } from "../support/windows.ts";

let site: Site;
const windowOf = windowsOn(async () => (site = await settledSite()));

/** An adopted idea of bob's, with a comment of cara's in it. */
async function built(title: string): Promise<string> {
  const idea = await propose(site.bob, site.open, title);
  const comment = await say(site.cara, idea, "Let it fold to the width of a hand.");
  expect((await site.bob.post(`/comments/${comment}/adoption`, { act: "adopt" })).status).toBe(303);
  for (const [from, to] of [
    ["new", "evaluating"],
    ["evaluating", "adopted"],
  ] as const) {
    const answer = { act: "move", id: newId(Date.now()), from, to, message: "Yes.", reasonKind: "", reviewOn: "" };
    expect((await site.pia.post(`${idea.path}/stage`, answer)).status).toBe(303);
  }
  return idea.path;
}

it("somebody objects, and a drawn member and a pilot let other shares stand", { timeout: 90_000 }, async () => {
  const [found] = await site.db.read.select({ id: members.id }).from(members).where(eq(members.email, site.eve.email));
  const drawable = found?.id ?? "";
  await site.db.transaction(async (tx) => {
    await tx.insert(memberships).values({ space: site.open.id, member: drawable, joinedAt: Date.now() });
    await tx.insert(firstLevels).values({ member: drawable, at: Date.now() });
  });
  const path = await built("A rack that folds");
  const { page: cara, ...caras } = await windowOf(site.cara, `${path}/credits`, { javaScript: false, width: 360 });
  await cara.getByText("Object to the shares").click();
  await picture(cara, "object-360");
  await cara.getByRole("button", { name: "Object" }).click();
  await cara.getByText("Write why: everybody reads it.").first().waitFor();
  await cara.getByLabel("What is wrong with them").fill("The folding took me a month.");
  await expectSound({ page: cara, ...caras });
  await cara.getByRole("button", { name: "Object" }).click();
  await cara.getByText("Contested.").waitFor();
  await cara.getByText("The folding took me a month.").waitFor();
  await expectSound({ page: cara, ...caras });
  await picture(cara, "contested-360");

  const [drawn] = await site.db.read
    .select()
    .from(creditJudges)
    .where(and(eq(creditJudges.part, "drawn"), eq(creditJudges.member, drawable)));
  expect(drawn).toBeDefined();
  const { page: eve, ...eves } = await windowOf(site.eve, `${path}/credits`, { theme: "dark" });
  await eve.getByRole("link", { name: "Decide on the objection" }).click();
  await eve.getByLabel("Other shares should stand").check();
  await eve.getByLabel("Bob").first().fill("50");
  await eve.getByLabel("Why").fill("I saw her build it.");
  await expectSound({ page: eve, ...eves });
  await picture(eve, "verdict-dark");
  await eve.getByRole("button", { name: "Say so" }).click();
  await eve.getByText("The shares must sum to").first().waitFor();
  expect(await eve.getByLabel("Bob").first().inputValue()).toBe("50");
  await eve.getByLabel("Cara").first().fill("50,00");
  await eve.getByRole("button", { name: "Say so" }).click();
  await eve.getByText("Contested.").waitFor();
  expect(await eve.getByText("I saw her build it.").count()).toBe(0);

  const { page: pilot, ...pilots } = await windowOf(site.pia, "/pilot");
  await pilot.getByText("Somebody objects to the shares").first().waitFor();
  await visit({ page: pilot, ...pilots }, `${path}/credits/appeal`);
  await pilot.getByLabel("Other shares should stand").check();
  await pilot.getByLabel("Bob").first().fill("60.5");
  await pilot.getByLabel("Cara").first().fill("39.5");
  await pilot.getByLabel("Why").fill("The drawings are hers.");
  await picture(pilot, "verdict-1280");
  await pilot.getByRole("button", { name: "Say so" }).click();
  await pilot.getByText("Other shares stand now.").waitFor();

  const { page: after, ...rest } = await windowOf(null, `${path}/credits`);
  await after.getByRole("cell", { name: "60.50" }).waitFor();
  await after.getByText("I saw her build it.").waitFor();
  await after.getByText("A drawn member").first().waitFor();
  await after.getByText("What happened to the shares").click();
  await after.getByText("2 people decided on the objection").waitFor();
  await expectSound({ page: after, ...rest });
  await picture(after, "appealed-1280");
  const french = await windowOf(null, `${path}/credits`, { locale: "fr", width: 360, javaScript: false });
  await french.page.getByText("Un membre tiré au sort").first().waitFor();
  await expectSound(french);
  await picture(french.page, "appealed-360-fr");
});
