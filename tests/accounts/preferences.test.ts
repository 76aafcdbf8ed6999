import { expect, it } from "vitest";
import { choosePreferences } from "../../app/features/accounts/commands.server.ts";
import { lookInput } from "../../app/features/accounts/inputs.ts";
import { preferenceCookies } from "../../app/features/accounts/preferences.server.ts";
import { actorNow, contextFor, freshDatabase, person, visiting } from "../support/database.ts";

it("what is chosen holds with the account, and what is left out stays", async () => {
  const rig = await freshDatabase();
  const ann = await person(rig, "ann");
  expect(ann).toMatchObject({ theme: null, timeZone: null });
  const ctx = contextFor(rig, ann);
  await choosePreferences(ctx, { locale: "fr", theme: "dark", timeZone: "Europe/Paris" });
  await choosePreferences(ctx, { theme: "light" });
  await choosePreferences(ctx, {});
  expect(await actorNow(rig, ann.id)).toMatchObject({ locale: "fr", theme: "light", timeZone: "Europe/Paris" });
  await choosePreferences(ctx, { timeZone: null });
  expect((await actorNow(rig, ann.id)).timeZone).toBeNull();
});

it("the browser remembers language and theme, for when nobody is signed in", async () => {
  const rig = await freshDatabase();
  const cookies = preferenceCookies(visiting(rig), { locale: "fr", theme: "dark" }).getSetCookie();
  expect(cookies.map((line) => line.split(";")[0])).toEqual(["locale=fr", "theme=dark"]);
  const [forgotten] = preferenceCookies(visiting(rig), { theme: "system" }).getSetCookie();
  expect(forgotten).toMatch(/^theme=system; Max-Age=0/);
});

it.each([
  ["Europe/Paris", "Europe/Paris"],
  ["America/New York", "America/New_York"],
  ["", ""],
  ["Paris", null],
  ["Europe/Nowhere", null],
  ["<script>", null],
])("a time zone typed as %j is %j", (typed, zone) => {
  const parsed = lookInput.safeParse({ locale: "en", theme: "system", timeZone: typed });
  expect(parsed.success ? parsed.data.timeZone : null).toBe(zone);
});
