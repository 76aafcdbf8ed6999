/** A product person finds who knows something, and asks; the person says yes, and later is not to be found any more. */
import { expect, it } from "vitest";
import { newId } from "../../app/platform/ids.ts";
import { expectSound, picture, visit } from "../support/browser.ts";
import { admit, propose, say, settledSite, type Site } from "../support/site.ts";
import { windowsOn } from "../support/windows.ts";

let site: Site;
const windowOf = windowsOn(async () => (site = await settledSite()));

it(
  "somebody is found by what he or she said, asked to a room, says yes, and is found no more once it is unwanted",
  { timeout: 90_000 },
  async () => {
    await admit(site.db, site.open.id, site.eve, { product: true });
    const idea = await propose(site.bob, site.open, "Batteries that last the winter");
    const comment = await say(site.cara, idea, "Batteries lose half in the cold: keep them under the saddle.");
    expect((await site.bob.post(`/comments/${comment}/adoption`, { act: "adopt" })).status).toBe(303);
    const room = {
      id: newId(Date.now()),
      idea: "",
      title: "Winter batteries",
      question: "What lasts?",
      template: "core",
      when: "now",
      day: "",
      time: "",
      zone: "UTC",
      audience: "invited",
      invited: "bob-customer",
      most: "12",
    };
    expect((await site.eve.post(`/s/${site.open.slug}/rooms/new`, room)).status).toBe(303);

    const eve = await windowOf(site.eve, `/s/${site.open.slug}/pioneers`);
    await eve.page.getByText("Nobody is listed before").waitFor();
    await eve.page.getByLabel("What about?").fill("batteries");
    await eve.page.getByRole("button", { name: "Find people" }).click();
    await eve.page.getByRole("link", { name: "Batteries lose half in the cold" }).waitFor();
    await expectSound(eve);
    await picture(eve.page, "pioneers");
    await eve.page.getByRole("link", { name: "Invite Cara Customer" }).click();
    await eve.page.getByRole("button", { name: "Invite" }).click();
    // Nothing was chosen or written: it says so and keeps what there is.
    await eve.page.getByText("Choose a room or an idea.").first().waitFor();
    await eve.page.getByLabel("To what?").selectOption({ label: "Room: Winter batteries" });
    await eve.page.getByLabel("Your words").fill("You know the cold. Come and tell us.");
    await expectSound(eve);
    await eve.page.getByRole("button", { name: "Invite" }).click();
    await eve.page.getByText("Cara Customer is told.").waitFor();
    await eve.page.getByText("not answered yet").waitFor();

    // On a phone, without script.
    const cara = await windowOf(site.cara, "/me/calls", { width: 360, javaScript: false });
    await cara.page.getByText("You know the cold. Come and tell us.").waitFor();
    await expectSound(cara);
    await picture(cara.page, "calls-360");
    await cara.page.getByRole("button", { name: "Yes, I join in" }).click();
    await cara.page.getByText("You said yes.").waitFor();
    await cara.page.getByRole("link", { name: "Winter batteries" }).click();
    await cara.page.getByRole("heading", { name: "Winter batteries" }).first().waitFor();

    expect(await visit(eve, `/s/${site.open.slug}/pioneers`)).toBe(200);
    await eve.page.getByText("said yes").waitFor();

    expect(await visit(cara, "/me/found")).toBe(200);
    await cara.page.getByLabel("Teams may find me by what I contributed").uncheck();
    await cara.page.getByRole("button", { name: "Save" }).click();
    await cara.page.getByText("It holds from now on.").waitFor();
    expect(await visit(eve, `/s/${site.open.slug}/pioneers?q=batteries`)).toBe(200);
    await eve.page.getByText("Bob Customer").first().waitFor();
    expect(await eve.page.getByText("Cara Customer").count()).toBe(0);
  },
);
