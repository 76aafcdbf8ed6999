import { appendFile, readFile, stat, truncate, writeFile } from "node:fs/promises";
import { and, count, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { comments } from "../../db/schema/discussion.ts";
import { ideas } from "../../db/schema/ideas.ts";
import { events, jobs } from "../../db/schema/log.ts";
import { members, sessions } from "../../db/schema/members.ts";
import { memberships, spacePeople } from "../../db/schema/spaces.ts";
import { eraseMember, replayErasures } from "../../app/features/privacy/erasing.server.ts";
import { erasuresFile, noteErasure } from "../../app/features/privacy/erasures.server.ts";
import { NotFound, Refused } from "../../app/platform/errors.ts";
import { enqueueMail, type Mail } from "../../app/platform/mail.server.ts";
import { outboxOf } from "../../app/platform/outbox.server.ts";
import { freshDatabase, person, type Rig, start } from "../support/database.ts";
import {
  foundInFiles,
  foundInTables,
  identity,
  othersOwn,
  published,
  totals,
  tracedWorld,
  unpublished,
} from "./support.ts";

const later = start + 3_600_000;
const gone = [...Object.values(identity), ...Object.values(unpublished)];

async function rowOf(rig: Rig, id: string) {
  const [row] = await rig.db.read.select().from(members).where(eq(members.id, id));
  return row;
}

describe("somebody who is erased", () => {
  it("is named nowhere, neither in the database nor in a file, and what was published stays with all totals", async () => {
    const { rig, zyx, idea, bobs, comment } = await tracedWorld();
    // The search finds what is there.
    expect(new Set((await foundInTables(rig, gone)).map((found) => found.split(": ")[1]))).toEqual(new Set(gone));
    expect(await foundInFiles(rig, [identity.email])).not.toEqual([]);
    const before = await totals(rig);
    const othersBefore = await foundInTables(rig, Object.values(othersOwn));

    expect(await eraseMember(rig.db, rig.dir, zyx.id, later)).toBe(true);

    expect(await foundInTables(rig, gone)).toEqual([]);
    expect(await foundInFiles(rig, gone)).toEqual([]);
    expect(await totals(rig)).toEqual(before);
    expect(await foundInTables(rig, Object.values(othersOwn))).toEqual(othersBefore);
    expect(await rowOf(rig, zyx.id)).toMatchObject({
      name: "",
      handle: `former-${zyx.id}`,
      email: null,
      passwordHash: null,
      avatar: null,
      admin: false,
      erasedAt: later,
    });
    expect((await foundInTables(rig, Object.values(published))).length).toBeGreaterThan(5);
    const [kept] = await rig.db.read.select().from(ideas).where(eq(ideas.id, idea.id));
    expect(kept).toMatchObject({ author: zyx.id, title: published.title, participants: 1, commentCount: 1 });
    const [said] = await rig.db.read.select().from(comments).where(eq(comments.id, comment));
    expect(said).toMatchObject({ author: zyx.id, source: published.comment });
    // Others called the person: their words lead to what is left.
    const [called] = await rig.db.read.select().from(ideas).where(eq(ideas.id, bobs.id));
    expect(called?.problemHtml).toContain(`<a href="/people/former-${zyx.id}"`);
  });

  it("belongs to no space any more, is signed in nowhere, and the counts are those of the rows", async () => {
    const { rig, zyx, open } = await tracedWorld();
    await eraseMember(rig.db, rig.dir, zyx.id, later);
    expect(await rig.db.read.select().from(sessions).where(eq(sessions.member, zyx.id))).toEqual([]);
    const [customers] = await rig.db.read
      .select({ rows: count() })
      .from(memberships)
      .innerJoin(members, eq(members.id, memberships.member))
      .where(and(eq(memberships.space, open.id), eq(members.affiliation, "customer")));
    const [shown] = await rig.db.read
      .select()
      .from(spacePeople)
      .where(and(eq(spacePeople.space, open.id), eq(spacePeople.affiliation, "customer")));
    expect(shown?.people).toBe(customers?.rows);
    const kinds = (await rig.db.read.select().from(events)).filter(({ at }) => at === later).map(({ kind }) => kind);
    expect(kinds.toSorted()).toEqual(["member.erased", "membership.left", "session.ended", "session.ended"]);
  });

  it("is erased once, and the list outside has an id and a time and is for nobody else's eyes", async () => {
    const { rig, zyx } = await tracedWorld();
    await eraseMember(rig.db, rig.dir, zyx.id, later);
    expect(await eraseMember(rig.db, rig.dir, zyx.id, later + 1)).toBe(false);
    expect(await readFile(erasuresFile(rig.dir), "utf8")).toBe(`{"member":"${zyx.id}","at":${later}}\n`);
    expect((await stat(erasuresFile(rig.dir))).mode & 0o777).toBe(0o600);
  });

  it("is told nothing more by mail, and others are told without the name", async () => {
    const { rig, zyx } = await tracedWorld();
    const url = "http://localhost/";
    const mail = { locale: "fr", template: "co_author" } as const;
    const values = { by: identity.name, idea: "Racks", url };
    await rig.db.transaction(async (tx) => {
      await tx.delete(jobs);
      await enqueueMail(tx, { now: start }, { ...mail, to: { name: "Z", address: identity.email }, values });
      await enqueueMail(tx, { now: start }, { ...mail, to: { name: "Bob", address: "bob@example.org" }, values });
    });
    await eraseMember(rig.db, rig.dir, zyx.id, later);
    const left = (await rig.db.read.select().from(jobs)).map(({ payload }) => payload as Mail);
    expect(left).toMatchObject([{ to: { name: "Bob" }, values: { by: "un ancien membre", idea: "Racks" } }]);
    // The mail that names nobody is still there.
    expect(await foundInFiles(rig, ["For Bob"])).toHaveLength(1);
    expect(outboxOf({ dataDir: rig.dir })).toContain(rig.dir);
  });
});

describe("an erasure that was written down", () => {
  it("is done at the next start when a crash kept it from being done", async () => {
    const { rig, zyx } = await tracedWorld();
    await noteErasure(rig.dir, zyx.id, later);
    expect(await replayErasures(rig.db, rig.dir, later + 1)).toBe(1);
    expect(await foundInTables(rig, gone)).toEqual([]);
    expect(await replayErasures(rig.db, rig.dir, later + 2)).toBe(0);
  });

  it("leaves nothing half done when it fails in the middle, and is done when it is repeated", async () => {
    const { rig, zyx } = await tracedWorld();
    const before = await foundInTables(rig, gone);
    const { transaction } = rig.db;
    const failing = {
      ...rig.db,
      transaction: (work: Parameters<typeof transaction>[0], isolation: Parameters<typeof transaction>[1]) =>
        transaction.call(
          rig.db,
          async (tx) => {
            await work(tx);
            throw new Error("the power is gone");
          },
          isolation,
        ),
    } as typeof rig.db;
    await expect(eraseMember(failing, rig.dir, zyx.id, later)).rejects.toThrow("the power is gone");
    expect(await foundInTables(rig, gone)).toEqual(before);
    expect(await replayErasures(rig.db, rig.dir, later)).toBe(1);
    expect(await foundInTables(rig, gone)).toEqual([]);
  });

  it("is found again after a line that a crash cut, and a list that is not there is empty", async () => {
    const rig = await freshDatabase();
    expect(await replayErasures(rig.db, rig.dir, start)).toBe(0);
    const [ann, bob] = [await person(rig, "ann"), await person(rig, "bob")];
    await noteErasure(rig.dir, ann.id, start);
    await appendFile(erasuresFile(rig.dir), `{"member":"${bob.id}`);
    await noteErasure(rig.dir, bob.id, start);
    await writeFile(erasuresFile(rig.dir), `{"member":"0123456789abcdef","at":1}\n`, { flag: "a" });
    expect(await replayErasures(rig.db, rig.dir, start)).toBe(2);
    await truncate(erasuresFile(rig.dir));
    expect(await replayErasures(rig.db, rig.dir, start)).toBe(0);
  });
});

describe("nobody is erased", () => {
  it("who is the last to govern the place, and who is not there", async () => {
    const { rig, ada, bob } = await tracedWorld();
    await expect(eraseMember(rig.db, rig.dir, ada.id, later)).rejects.toThrow(Refused);
    await rig.db.transaction((tx) =>
      tx.update(members).set({ admin: true, erasesAt: later }).where(eq(members.id, bob.id)),
    );
    await expect(eraseMember(rig.db, rig.dir, ada.id, later)).rejects.toMatchObject({ code: "last_admin" });
    await rig.db.transaction((tx) => tx.update(members).set({ erasesAt: null }).where(eq(members.id, bob.id)));
    expect(await eraseMember(rig.db, rig.dir, ada.id, later)).toBe(true);
    await expect(eraseMember(rig.db, rig.dir, "0123456789abcdef", later)).rejects.toThrow(NotFound);
  });
});
