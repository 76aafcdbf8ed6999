/** Who built an idea, from its page to the very comment, once it is adopted. */
import { expect, it } from "vitest";
import { newId } from "../../app/platform/ids.ts";
import { expectSound, picture } from "../support/browser.ts";
import { propose, say, settledSite, type Site } from "../support/site.ts";
import { windowsOn } from "../support/windows.ts";

let site: Site;
const windowOf = windowsOn(async () => (site = await settledSite()));

async function move(path: string, from: string, to: string): Promise<void> {
  const answer = { act: "move", id: newId(Date.now()), from, to, message: "Yes.", reasonKind: "", reviewOn: "" };
  expect((await site.pia.post(`${path}/stage`, answer)).status).toBe(303);
}

it(
  "an adopted idea says who built it, and each figure opens to lines that lead there",
  { timeout: 60_000 },
  async () => {
    const idea = await propose(site.bob, site.open, "A rack that folds");
    const comment = await say(site.cara, idea, "Let it fold to the width of a hand.");
    expect((await site.bob.post(`/comments/${comment}/adoption`, { act: "adopt" })).status).toBe(303);

    const { page: before } = await windowOf(site.cara, idea.path);
    await before.getByRole("link", { name: "Who built this" }).click();
    await before.getByText("As it stands now").waitFor();

    await move(idea.path, "new", "evaluating");
    await move(idea.path, "evaluating", "adopted");
    const { page: cara, ...caras } = await windowOf(site.cara, idea.path, { width: 360, theme: "dark" });
    await cara.getByText("24% of it comes from you.").waitFor();
    await cara.getByRole("link", { name: "2 people built this." }).click();
    await cara.getByText("Set down on").waitFor();
    const mine = cara.getByRole("listitem").filter({ hasText: "Cara Customer" }).first();
    await mine.getByText("Adopted words lead").waitFor();
    expect(await mine.getByText("23.53%").first().isVisible()).toBe(false);
    await mine.getByText("The figure, and what it is made of").click();
    await mine.getByText("1 of 1 × 20/85").waitFor();
    expect(await mine.getByText("23.53%").count()).toBe(2);
    await expectSound({ page: cara, ...caras });
    await picture(cara, "credits-360");
    await mine.getByRole("link", { name: "Comment of" }).click();
    await cara.waitForURL((url) => url.hash === `#comment-${comment}`);

    const french = await windowOf(null, `${idea.path}/credits`, { javaScript: false, locale: "fr" });
    await french.page.getByText("Le chiffre, et de quoi il est fait").first().click();
    await french.page.getByRole("link", { name: "Premier texte de l’idée" }).waitFor();
    await expectSound(french);
  },
);
