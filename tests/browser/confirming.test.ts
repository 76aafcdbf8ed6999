/** Three people who built an idea say what each of the others did; two of them contradict each other, and a pilot decides. */
import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { creditConfirmations } from "../../db/schema/confirming.ts";
import { jobs } from "../../db/schema/log.ts";
import { confirmJob } from "../../app/features/confirming/commands.server.ts";
import { newId } from "../../app/platform/ids.ts";
import { expectSound, picture, visit } from "../support/browser.ts";
import { type Person, propose, say, settledSite, type Site } from "../support/site.ts";
import { windowsOn } from "../support/windows.ts";
import { until } from "../support/until.ts";

let site: Site;
const windowOf = windowsOn(async () => (site = await settledSite()));

/** An adopted idea of bob's, with comments of cara's and eve's in it. */
async function built(title: string): Promise<{ path: string; id: string }> {
  const idea = await propose(site.bob, site.open, title);
  for (const [who, words] of [
    [site.cara, "Let it fold to the width of a hand."],
    [site.eve, "And let it lock."],
  ] as const) {
    const comment = await say(who, idea, words);
    expect((await site.bob.post(`/comments/${comment}/adoption`, { act: "adopt" })).status).toBe(303);
  }
  for (const [from, to] of [
    ["new", "evaluating"],
    ["evaluating", "adopted"],
  ] as const) {
    const answer = { act: "move", id: newId(Date.now()), from, to, message: "Yes.", reasonKind: "", reviewOn: "" };
    expect((await site.pia.post(`${idea.path}/stage`, answer)).status).toBe(303);
  }
  return { path: idea.path, id: idea.path.slice("/ideas/".length, "/ideas/".length + 16) };
}

/** Two weeks go by: what waits for that is done by the server. */
async function letTimePass(id: string): Promise<void> {
  const of = eq(creditConfirmations.idea, id);
  const stateOf = async () => (await site.db.read.select().from(creditConfirmations).where(of))[0]?.state;
  await site.db.transaction(async (tx) => {
    await tx
      .update(creditConfirmations)
      .set({ until: Date.now() - 1_000 })
      .where(of);
    await tx
      .update(jobs)
      .set({ runAt: Date.now() - 1_000 })
      .where(eq(jobs.kind, confirmJob));
  });
  await until(async () => (await stateOf()) !== "open");
}

it("three people confirm each other's shares, by keyboard and on a phone", { timeout: 90_000 }, async () => {
  const idea = await built("A rack that folds");
  const { page: bob, ...bobs } = await windowOf(site.bob, `${idea.path}/credits`);
  await bob.getByRole("link", { name: "Say what you think" }).focus();
  await bob.keyboard.press("Enter");
  const cara = bob.getByLabel("Cara Customer");
  await cara.waitFor();
  expect(await cara.inputValue()).toBe("50");
  await bob.getByText("You are few").waitFor();
  await cara.fill("60");
  await bob.getByText("110 of 100").waitFor();
  await expectSound({ page: bob, ...bobs });
  await picture(bob, "confirm-1280");
  await cara.press("Enter");
  await bob.getByText("The points must sum to 100.").first().waitFor();
  expect(await cara.inputValue()).toBe("60");
  await bob.getByLabel("Eve").first().fill("40");
  await bob.getByText("100 of 100").waitFor();
  await bob.getByLabel("Eve").first().press("Enter");
  await bob.getByText("You have answered.").waitFor();

  // Eve finds so too, on a phone and without script.
  const { page: eve, ...eves } = await windowOf(site.eve, `${idea.path}/credits/confirm`, {
    javaScript: false,
    width: 360,
    theme: "dark",
  });
  await eve.getByLabel("Bob").first().fill("84");
  await eve.getByLabel("Cara").first().fill("16");
  await expectSound({ page: eve, ...eves });
  await picture(eve, "confirm-360");
  await eve.getByRole("button", { name: "Send" }).click();
  await eve.getByText("You have answered.").waitFor();
  await eve
    .getByText("What they say is shown together")
    .waitFor()
    .catch(() => undefined);

  // Cara writes while the time runs out: what she typed stands there still.
  const { page: late } = await windowOf(site.cara, `${idea.path}/credits/confirm`);
  await late.getByLabel("Bob").first().fill("90");
  await late.getByLabel("Eve").first().fill("10");
  await letTimePass(idea.id);
  await late.getByRole("button", { name: "Send" }).click();
  await late.getByText("The time to answer has passed meanwhile").waitFor();
  expect(await late.getByLabel("Bob").first().inputValue()).toBe("90");

  const { page: after, ...rest } = await windowOf(null, `${idea.path}/credits`, { width: 360 });
  await after.getByText("2 of 3 people answered.").waitFor();
  await picture(after, "confirmed-360");
  const table = after.getByRole("table");
  await table.getByRole("row").filter({ hasText: "Cara" }).getByText("did more: × 1.20").waitFor();
  await after.getByText("What happened to the shares").click();
  await after.getByText("2 of 3 answered, and the shares changed").waitFor();
  await expectSound({ page: after, ...rest });
  await picture(after, "confirmed-360");

  const french = await windowOf(null, `${idea.path}/credits`, { javaScript: false, locale: "fr" });
  await french.page.getByText("2 personnes sur 3 ont répondu.").waitFor();
  await french.page.getByText("a fait davantage").first().waitFor();
  await expectSound(french);
  await picture(french.page, "confirmed-fr");
  const rules = await windowOf(null, "/reputation/rules", { width: 360, locale: "fr" });
  await rules.page.getByText("× 1,0667").waitFor();
  await expectSound(rules);
  await picture(rules.page, "rules-confirming-fr");
});

it("what few people contradict is a pilot's to decide, with a reason for all", { timeout: 60_000 }, async () => {
  const idea = await built("A stand for two");
  const answer = async (who: Person, points: Record<string, string>) => {
    const { page } = await windowOf(who, `${idea.path}/credits/confirm`, { javaScript: false });
    for (const [name, number] of Object.entries(points)) await page.getByLabel(name).first().fill(number);
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByText("You have answered.").waitFor();
  };
  await answer(site.bob, { Cara: "95", Eve: "5" });
  await answer(site.eve, { Bob: "84", Cara: "16" });
  await letTimePass(idea.id);
  const { page: pilot, ...pilots } = await windowOf(site.pia, "/pilot");
  await pilot.getByText("contradict each other on its shares").first().waitFor();
  await visit({ page: pilot, ...pilots }, `${idea.path}/credits/judge`);
  await pilot.getByLabel("What they say, as it stands").check();
  await pilot.getByRole("button", { name: "Decide" }).click();
  await pilot.getByText("Write why: everybody reads it.").waitFor();
  await pilot.getByLabel("Why").fill("I asked all three: the lock took a week.");
  await expectSound({ page: pilot, ...pilots });
  await picture(pilot, "judge-1280");
  await pilot.getByRole("button", { name: "Decide" }).click();
  await pilot.getByText("I asked all three: the lock took a week.").waitFor();
  const { page: anybody } = await windowOf(null, `${idea.path}/credits`);
  await anybody.getByText("The right-hand shares stand.").waitFor();
  await anybody.getByText("I asked all three").waitFor();
});
