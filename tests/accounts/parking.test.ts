import { describe, expect, it } from "vitest";
import { parkedForms } from "../../db/schema/log.ts";
import { forgetParked, park, unpark } from "../../app/features/accounts/parking.server.ts";
import { parkedAge } from "../../app/features/accounts/rules.ts";
import { Malformed, TooLarge, TooMany } from "../../app/platform/errors.ts";
import { freshDatabase, start, visiting } from "../support/database.ts";

const path = "/s/bikes/ideas/new";
const fields = { title: "A lock for the charger", problem: "Chargers get stolen." };

function browser(setCookie: string): Request {
  return new Request("http://localhost:3000", { headers: { Cookie: setCookie.split(";")[0] ?? "" } });
}

describe("what was typed before signing in", () => {
  it("comes back on its page, in the browser it was typed in", async () => {
    const rig = await freshDatabase();
    const cookie = await park(visiting(rig), path, fields);
    expect(await unpark(browser(cookie), visiting(rig), path)).toEqual(fields);
    expect(await unpark(browser(cookie), visiting(rig), path)).toEqual(fields);
    expect(await unpark(browser(cookie), visiting(rig), "/s/other/ideas/new")).toBeNull();
    expect(await unpark(new Request("http://localhost:3000"), visiting(rig), path)).toBeNull();
    expect(await unpark(browser("parked=a-guess"), visiting(rig), path)).toBeNull();
  });

  it("is gone after a day, and once its browser forgot it", async () => {
    const rig = await freshDatabase();
    const cookie = await park(visiting(rig), path, fields);
    expect(await unpark(browser(cookie), visiting(rig, { now: start + parkedAge }), path)).toBeNull();
    expect(forgetParked(rig)).toContain("Max-Age=0");
    await park(visiting(rig, { now: start + parkedAge + 1 }), path, fields);
    expect(await rig.db.read.select().from(parkedForms)).toHaveLength(1);
  });

  it("is kept under a hash", async () => {
    const rig = await freshDatabase();
    const secret = (await park(visiting(rig), path, fields)).split(";")[0]?.split("=")[1] ?? "none";
    expect(JSON.stringify(await rig.db.read.select().from(parkedForms))).not.toContain(secret);
  });

  it("is deleted once it was posted for good", async () => {
    const rig = await freshDatabase();
    const cookie = await park(visiting(rig), path, fields);
    forgetParked({ ...rig, parked: cookie.split(";")[0]?.split("=")[1] ?? null });
    await expect.poll(() => rig.db.read.select().from(parkedForms)).toEqual([]);
  });

  it("is kept ten times in ten minutes for one address, and with characters that a database takes", async () => {
    const rig = await freshDatabase();
    await expect(park(visiting(rig), path, { title: "a\0b" })).rejects.toThrow(Malformed);
    for (let n = 0; n < 10; n++) await park(visiting(rig), path, fields);
    await expect(park(visiting(rig), path, fields)).rejects.toThrow(TooMany);
    await park(visiting(rig, { address: "elsewhere" }), path, fields);
  });

  it("is refused when it is longer than any form of ours", async () => {
    const rig = await freshDatabase();
    await expect(park(visiting(rig), path, { title: "é".repeat(33_000) })).rejects.toThrow(TooLarge);
  });
});
