import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { events, settings } from "../../db/schema/log.ts";
import { members } from "../../db/schema/members.ts";
import { spaces } from "../../db/schema/spaces.ts";
import { isSetUp } from "../../app/features/accounts/queries.server.ts";
import { prepareSetup, setUp } from "../../app/features/accounts/setup.server.ts";
import { Invalid, NotFound } from "../../app/platform/errors.ts";
import { freshDatabase, visiting } from "../support/database.ts";
import { bearing, settingUp } from "./support.ts";

describe("the first start", () => {
  it("makes the admin and the first space with the code from the console", async () => {
    const rig = await freshDatabase();
    expect(await isSetUp(rig.db)).toBe(false);
    const code = (await prepareSetup(rig.db)) ?? "";
    const made = await setUp(visiting(rig), { ...settingUp, code }, "Firefox/140.0");

    expect(made.slug).toBe("everyday-bikes");
    expect(await isSetUp(rig.db)).toBe(true);
    const actor = await bearing(rig, made.cookie);
    expect(actor).toMatchObject({ admin: true, verified: true, affiliation: "employee", locale: "en" });
    const [space] = await rig.db.read.select().from(spaces);
    expect(actor.kind === "member" && actor.memberships.get(space?.id ?? "")).toEqual({
      pilot: true,
      product: true,
      lead: true,
    });
    expect(await prepareSetup(rig.db)).toBeNull();
  });

  it("writes no word of a person and no secret into the log", async () => {
    const rig = await freshDatabase();
    const code = (await prepareSetup(rig.db)) ?? "";
    await setUp(visiting(rig), { ...settingUp, code }, "Firefox/140.0");
    const log = JSON.stringify(await rig.db.read.select().from(events));
    for (const secret of [code, settingUp.email, settingUp.name, settingUp.spaceName, settingUp.password]) {
      expect(log).not.toContain(secret);
    }
  });

  it("keeps only the hash of the code, and each start makes the last one worthless", async () => {
    const rig = await freshDatabase();
    const first = (await prepareSetup(rig.db)) ?? "";
    const second = (await prepareSetup(rig.db)) ?? "";
    const stored = JSON.stringify(await rig.db.read.select().from(settings));
    expect(stored).not.toContain(first);
    expect(stored).not.toContain(second);
    await expect(setUp(visiting(rig), { ...settingUp, code: first }, "")).rejects.toThrow(Invalid);
    await expect(setUp(visiting(rig), { ...settingUp, code: second }, "")).resolves.toBeDefined();
  });

  it("refuses a wrong code and makes nobody", async () => {
    const rig = await freshDatabase();
    await prepareSetup(rig.db);
    await expect(setUp(visiting(rig), { ...settingUp, code: "a guess" }, "")).rejects.toMatchObject({
      fields: { code: "setup_code_wrong" },
    });
    expect(await rig.db.read.select().from(members)).toEqual([]);
  });

  it("does not exist any more once there is an admin", async () => {
    const rig = await freshDatabase();
    const code = (await prepareSetup(rig.db)) ?? "";
    await setUp(visiting(rig), { ...settingUp, code }, "");
    await expect(setUp(visiting(rig), { ...settingUp, code, email: "eve@example.org" }, "")).rejects.toThrow(NotFound);
  });

  it("lets one of many at once win", async () => {
    const rig = await freshDatabase();
    const code = (await prepareSetup(rig.db)) ?? "";
    const tries = Array.from({ length: 8 }, (_, n) =>
      setUp(visiting(rig), { ...settingUp, code, email: `admin${n}@example.org`, spaceName: `Space ${n}` }, ""),
    );
    const outcomes = await Promise.allSettled(tries);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await rig.db.read.select().from(members).where(eq(members.admin, true))).toHaveLength(1);
    expect(await rig.db.read.select().from(spaces)).toHaveLength(1);
  });

  it("keeps nothing when the space cannot be named so, and the code still works", async () => {
    const rig = await freshDatabase();
    const code = (await prepareSetup(rig.db)) ?? "";
    await expect(setUp(visiting(rig), { ...settingUp, code, spaceName: "!!!" }, "")).rejects.toMatchObject({
      fields: { spaceName: "space_slug_unusable" },
    });
    expect(await rig.db.read.select().from(members)).toEqual([]);
    await expect(setUp(visiting(rig), { ...settingUp, code }, "")).resolves.toBeDefined();
  });
});
