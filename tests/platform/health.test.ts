import { expect, it } from "vitest";
import { beNotReady, isReady } from "../../app/platform/health.server.ts";
import { settings } from "../../db/schema/log.ts";
import { freshDatabase, start } from "../support/database.ts";

it("whether a server is ready is found out once a second, and no more once it stops", async () => {
  const { db } = await freshDatabase();
  const written = async () => (await db.read.select().from(settings))[0]?.value;
  expect(await isReady(db, start)).toBe(true);
  expect(await isReady(db, start + 999)).toBe(true);
  expect(await written()).toBe(String(start));
  expect(await isReady(db, start + 1_000)).toBe(true);
  expect(await written()).toBe(String(start + 1_000));
  beNotReady();
  expect(await isReady(db, start + 1_001)).toBe(false);
});
