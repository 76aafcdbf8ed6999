import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { desc, eq, lt } from "drizzle-orm";
import { describe, expect, it, vi } from "vitest";
import { dialect } from "../../db/columns.ts";
import { events, seals } from "../../db/schema/log.ts";
import { signedHeads } from "../../db/schema/proof.ts";
import { headAsText } from "../../app/features/proof/rules.ts";
import { signedBy } from "../../app/features/proof/signatures.server.ts";
import { signHead } from "../../app/features/proof/signing.server.ts";
import { caco } from "../import/sources.ts";
import { happen, heads, saved, sealAnew, signedAt } from "../proof/support.ts";
import { freshDatabase, type Rig, start } from "../support/database.ts";

const day = 86_400_000;

/** A log of nine events, of which a head was signed after five of them. */
async function logged() {
  const rig = await freshDatabase({ ORIGIN: "https://ideas.example.org" });
  await happen(rig, 5);
  const head = await signedAt(rig, start);
  await happen(rig, 4);
  await signHead(rig, start + day);
  const file = saved(rig, head);
  return { rig, head, file, check: (which = file) => caco(rig.dir, "log", "check", which) };
}

/** The number in the log of the event of a seal. */
async function eventOf({ db }: Rig, n: number): Promise<string> {
  const [seal] = await db.read.select().from(seals).where(eq(seals.n, n));
  return seal?.eventId ?? "";
}

/** Makes room for one event after the second one, and puts it there, as it might have been written then. */
async function putIn({ db }: Rig, id: string): Promise<void> {
  await db.raw.run("update events set seq = -seq where seq > 2");
  await db.raw.run("update events set seq = 1 - seq where seq < 0");
  const beside =
    dialect === "postgres" ? ', "transaction" from events where seq = 2' : ", null from events where seq = 2";
  await db.raw.run(
    `insert into events (seq, id, at, actor, kind, subject, cause, payload, rules, "transaction")
     select 3, '${id}', at, actor, kind, subject, 'x', '{}', rules${beside}`,
  );
}

const failure = (words: RegExp) => ({ code: 1, stdout: "", stderr: expect.stringMatching(words) as string });

describe("log check", () => {
  it("says that the log is what a saved head says, as JSON and as text, and changes nothing", async () => {
    const { rig, head, check } = await logged();
    const before = await heads(rig);
    const well = {
      code: 0,
      stdout:
        "The log is what it was: all 5 events up to this head of https://ideas.example.org (2026-03-02T10:00:00.000Z) are there and unchanged.\nSince then 4 more were sealed.\n",
      stderr: "",
    };
    expect(await check()).toEqual(well);
    expect(await check(saved(rig, headAsText(head), "head.txt"))).toEqual(well);
    expect(await heads(rig)).toEqual(before);
  });

  it("finds an event that was changed", async () => {
    const { rig, check } = await logged();
    const id = await eventOf(rig, 3);
    await rig.db.transaction((tx) => tx.update(events).set({ actor: "somebody" }).where(eq(events.id, id)));
    expect(await check()).toEqual(
      failure(
        /^caco: The log was changed: of the 5 events up to this head, 1 is not what was sealed \(the first: 3: event [\w-]+\)\.\n$/,
      ),
    );
  });

  it("finds an event that was left out", async () => {
    const { rig, check } = await logged();
    const id = await eventOf(rig, 2);
    await rig.db.transaction((tx) => tx.delete(events).where(eq(events.id, id)));
    expect(await check()).toEqual(failure(/1 is not what was sealed \(the first: 2: there is no event [\w-]+\)/));
    await rig.db.transaction((tx) => tx.delete(seals).where(eq(seals.n, 2)));
    expect(await check()).toEqual(failure(/are not what was sealed \(the first: 2 is missing\)/));
  });

  it("finds that the very seal is gone", async () => {
    const { rig, check } = await logged();
    await rig.db.transaction((tx) => tx.delete(seals).where(eq(seals.n, 5)));
    expect(await check()).toEqual(failure(/1 is not what was sealed \(the first: 5 is missing\)/));
  });

  it("finds an event that was put in, and one that was put in and sealed at the end", async () => {
    const { rig, check } = await logged();
    await putIn(rig, "intruder");
    expect(await check()).toEqual(
      failure(/^caco: The log was changed: 1 event was put in among those up to this head, the first is intruder\.\n$/),
    );
    await rig.db.transaction((tx) => tx.insert(seals).values({ n: 10, eventId: "intruder", hash: "0".repeat(64) }));
    expect(await check()).toEqual(failure(/1 event was put in/));
  });

  it.each<[string, (rig: Rig) => Promise<void>]>([
    [
      "changed",
      async (rig) => {
        const id = await eventOf(rig, 3);
        await rig.db.transaction((tx) =>
          tx
            .update(events)
            .set({ payload: { number: 99 } })
            .where(eq(events.id, id)),
        );
      },
    ],
    [
      "left out",
      async (rig) => {
        const id = await eventOf(rig, 3);
        await rig.db.transaction((tx) => tx.delete(events).where(eq(events.id, id)));
      },
    ],
    ["put in", (rig) => putIn(rig, "intruder")],
  ])(
    "finds a log that was sealed anew after an event was %s, although everything in the database fits",
    async (_, rewrite) => {
      const { rig, check } = await logged();
      await rewrite(rig);
      await sealAnew(rig.db);
      // Whoever did that signs the heads anew as well: the site's secret lies on the same machine.
      await rig.db.transaction((tx) => tx.delete(signedHeads));
      await signHead(rig, start + day);
      const said = await check();
      expect(said).toEqual(
        failure(/^caco: The log was rewritten and sealed anew: seal 5 is [0-9a-f]{64}, and was [0-9a-f]{64} when/),
      );
      // Only the head that somebody kept tells it: the new ones fit.
      expect(await check(saved(rig, await signedAt(rig, start + day), "new.json"))).toMatchObject({ code: 0 });
    },
  );

  it("finds a log of which the end was cut off, or that is older than the head", async () => {
    const { rig, check } = await logged();
    await rig.db.transaction((tx) => tx.delete(seals).where(lt(seals.n, 10)));
    expect(await check()).toEqual(
      failure(/head is of event 5, and the log here ends with event 0: its end was cut off, or/),
    );
  });

  it("takes no forged head: changed, or signed by somebody else", async () => {
    const { rig, head, check } = await logged();
    const changed = saved(rig, { ...head, hash: "0".repeat(64) }, "changed.json");
    expect(await check(changed)).toEqual(
      failure(/^caco: The head was changed after it was signed, or forged: its signature is wrong\.\n$/),
    );
    const { privateKey } = generateKeyPairSync("ed25519");
    const { key: _, signature: __, ...fields } = head;
    const forged = signedBy(privateKey, { ...fields, hash: "0".repeat(64) });
    expect(await check(saved(rig, forged, "forged.json"))).toEqual(
      failure(/^caco: No head in this database was signed by that key/),
    );
    const withOurName = saved(rig, { ...forged, key: head.key }, "named.json");
    expect(await check(withOurName)).toEqual(failure(/its signature is wrong/));
  });

  it("takes no head of another site, also not of one that has the same secret", async () => {
    const { rig, check } = await logged();
    const other = await freshDatabase({ ORIGIN: "https://other.example.org" });
    await happen(other, 5);
    expect(await check(saved(rig, await signedAt(other, start), "other.json"))).toEqual(
      failure(
        /No head in this database was signed by that key: the head, which says it is of https:\/\/other\.example\.org, is another/,
      ),
    );
    const twin = { ...other, config: { ...other.config, dataDir: rig.dir } };
    await happen(other, 1);
    expect(await check(saved(rig, await signedAt(twin, start + day), "twin.json"))).toEqual(
      failure(
        /is of https:\/\/other\.example\.org, and the heads in this database are of https:\/\/ideas\.example\.org/,
      ),
    );
  });

  it("takes no head from the future", async () => {
    const { rig, check } = await logged();
    await happen(rig, 1);
    const ahead = await signedAt(rig, Date.now() + 10 * 60_000);
    expect(await check(saved(rig, ahead, "ahead.json"))).toEqual(
      failure(/is still to come: a clock was wrong, or it is forged/),
    );
  });

  it("goes on checking heads that were signed before the secret was changed", async () => {
    const { rig, head, check } = await logged();
    vi.stubEnv("SECRET", "");
    expect(await caco(rig.dir, "rotate-secret")).toMatchObject({ code: 0 });
    // A server that starts afterwards reads the new secret; this process holds the old one for the folder.
    const folder = path.join(rig.dir, "later");
    mkdirSync(folder);
    writeFileSync(path.join(folder, "secret"), "another secret of more than thirty-two characters");
    await happen(rig, 1);
    const later = await signedAt({ ...rig, config: { ...rig.config, dataDir: folder } }, start + 2 * day);
    expect(later.key).not.toBe(head.key);
    expect(await check()).toMatchObject({ code: 0 });
    expect(await check(saved(rig, later, "later.json"))).toMatchObject({ code: 0 });
  });

  it.each([
    ["no file", "nowhere.json", null, /cannot be read \(ENOENT\)/],
    ["something else", "notes.txt", "Hello", /holds no whole head of a log/],
    ["something long", "long.txt", "x".repeat(20_000), /holds no whole head of a log/],
  ])("ends with 2 for %s", async (_, name, text, words) => {
    const rig = await freshDatabase();
    const file = text === null ? path.join(rig.dir, name) : saved(rig, text, name);
    const { code, stderr } = await caco(rig.dir, "log", "check", file);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(words) as string });
  });

  it.each([[[]], [["check"]], [["show", "x"]], [["check", "a", "b"]]])("ends with 2 as typed: log %s", async (args) => {
    const rig = await freshDatabase();
    expect(await caco(rig.dir, "log", ...args)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('"log check FILE"') as string,
    });
  });
});

it("the doctor finds heads that were changed, and those of which the seal is another", async () => {
  const { rig } = await logged();
  const [newest] = await rig.db.read.select().from(signedHeads).orderBy(desc(signedHeads.n)).limit(1);
  expect(newest?.n).toBe(9);
  await sealAnew(rig.db);
  expect((await caco(rig.dir, "doctor")).stdout).not.toContain("heads");
  await rig.db.transaction((tx) =>
    tx.update(events).set({ actor: "somebody" }).where(eq(events.kind, "test.happened")),
  );
  await sealAnew(rig.db);
  expect((await caco(rig.dir, "doctor")).stdout).toMatch(/^BROKEN heads: seals: 2 \(5, 9\)$/m);
});
