import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { jobs, parkedForms } from "../../db/schema/log.ts";
import { mailTokens } from "../../db/schema/members.ts";
import { planTidying, tidy, tidyJob } from "../../app/features/accounts/tidy.server.ts";
import { freshDatabase, person, start } from "../support/database.ts";

const day = 24 * 3_600_000;

it("what is over is deleted once a day", async () => {
  const rig = await freshDatabase();
  const ann = await person(rig, "ann");
  await planTidying(rig.db, start);
  await planTidying(rig.db, start);
  expect(await rig.db.read.select().from(jobs)).toMatchObject([{ kind: tidyJob, runAt: start }]);
  await rig.db.transaction(async (tx) => {
    const form = { path: "/", fields: {} };
    await tx.insert(parkedForms).values([
      { ...form, hash: "over", expiresAt: start },
      { ...form, hash: "waits", expiresAt: start + 1 },
    ]);
    const link = { kind: "verify" as const, member: ann.id, email: ann.email, next: "/", createdAt: start - 50 * day };
    await tx.insert(mailTokens).values([
      { ...link, hash: "over", expiresAt: start - 31 * day },
      { ...link, hash: "waits", expiresAt: start - day },
    ]);
    await tx.delete(jobs);
    const job = { kind: "mail", payload: {}, runAt: start, createdAt: start };
    await tx.insert(jobs).values([
      { ...job, id: "over", state: "done", doneAt: start - 31 * day },
      { ...job, id: "done", state: "done", doneAt: start - day },
      { ...job, id: "dead", state: "dead" },
    ]);
  });
  await tidy(rig.db, start);
  expect(await rig.db.read.select({ hash: parkedForms.hash }).from(parkedForms)).toEqual([{ hash: "waits" }]);
  expect(await rig.db.read.select({ hash: mailTokens.hash }).from(mailTokens)).toEqual([{ hash: "waits" }]);
  const left = await rig.db.read.select({ id: jobs.id, kind: jobs.kind, runAt: jobs.runAt }).from(jobs);
  expect(
    left
      .filter((job) => job.kind === "mail")
      .map((job) => job.id)
      .toSorted(),
  ).toEqual(["dead", "done"]);
  expect(left.filter((job) => job.kind === tidyJob)).toMatchObject([{ runAt: start + day }]);
});

it("a day that was tidied twice plans one next day", async () => {
  const rig = await freshDatabase();
  await planTidying(rig.db, start);
  await rig.db.transaction((tx) => tx.update(jobs).set({ state: "running" }));
  await tidy(rig.db, start);
  await tidy(rig.db, start + 1);
  const waiting = await rig.db.read.select({ runAt: jobs.runAt }).from(jobs).where(eq(jobs.state, "waiting"));
  expect(waiting).toEqual([{ runAt: start + day }]);
});
