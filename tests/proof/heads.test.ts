import { verify, createPublicKey } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { jobs, seals } from "../../db/schema/log.ts";
import { isSigned } from "../../app/features/proof/signatures.server.ts";
import { headAsJson, nextDay } from "../../app/features/proof/rules.ts";
import { headAt, headsPage, sealIn } from "../../app/features/proof/queries.server.ts";
import { headJob, planHeads, signHead } from "../../app/features/proof/signing.server.ts";
import { freshDatabase, start, visiting } from "../support/database.ts";
import { happen, heads, signedAt } from "./support.ts";

const day = 86_400_000;

it("signs the last seal once a day, and nothing on a day without news", async () => {
  const rig = await freshDatabase({ ORIGIN: "https://ideas.example.org" });
  await signHead(rig, start);
  expect(await heads(rig)).toEqual([]);
  await happen(rig, 3);
  await signHead(rig, start);
  await happen(rig, 2);
  await signHead(rig, start + 3_600_000);
  expect((await heads(rig)).map(({ n }) => n)).toEqual([3]);
  await signHead(rig, start + day);
  await signHead(rig, start + 2 * day);
  const [first, second, ...none] = await heads(rig);
  expect(none).toEqual([]);
  const [seal] = await rig.db.read.select().from(seals).where(eq(seals.n, 5));
  expect(second).toMatchObject({ n: 5, hash: seal?.hash, at: start + day, site: "https://ideas.example.org" });
  expect(second?.key).toBe(first?.key);
});

it("can be checked by anybody with the published key alone, and not after any change", async () => {
  const rig = await freshDatabase();
  await happen(rig, 1);
  const head = await signedAt(rig, start);
  // As the documentation says it, without a line of the program's own.
  const { signature, ...rest } = JSON.parse(headAsJson(head)) as Record<string, string>;
  const pairs = Object.keys(rest)
    .toSorted()
    .map((name) => `${JSON.stringify(name)}:${JSON.stringify(rest[name])}`);
  const key = createPublicKey({ format: "jwk", key: { kty: "OKP", crv: "Ed25519", x: rest["key"] ?? "" } });
  expect(verify(null, Buffer.from(`{${pairs.join()}}`), key, Buffer.from(signature ?? "", "base64url"))).toBe(true);
  expect(isSigned(head)).toBe(true);
  const other = head.hash.startsWith("0") ? "1" : "0";
  for (const change of [
    { n: 2 },
    { at: start + 1 },
    { site: "http://elsewhere" },
    { hash: other + head.hash.slice(1) },
    { key: head.signature.slice(0, 43) },
    { signature: head.signature.slice(0, -4) + (head.signature.endsWith("AAAA") ? "BBBA" : "AAAA") },
  ]) {
    expect(isSigned({ ...head, ...change }), JSON.stringify(change)).toBe(false);
  }
});

it("plans itself once, and of several servers one signs", async () => {
  const rig = await freshDatabase();
  await happen(rig, 4);
  const waiting = and(eq(jobs.kind, headJob), eq(jobs.state, "waiting"));
  await Promise.all([planHeads(rig.db, start), planHeads(rig.db, start)]);
  expect(await rig.db.read.$count(jobs, waiting)).toBe(1);
  await rig.db.transaction((tx) => tx.delete(jobs));
  await Promise.all([signHead(rig, start), signHead(rig, start + 1), signHead(rig, start + 2)]);
  expect((await heads(rig)).map(({ n }) => n)).toEqual([4]);
  const planned = await rig.db.read.select({ runAt: jobs.runAt }).from(jobs).where(waiting);
  expect(planned).toEqual([{ runAt: nextDay(start) }]);
  await planHeads(rig.db, start + 5);
  expect(await rig.db.read.$count(jobs, waiting)).toBe(1);
});

it("keeps all earlier heads to be read, page by page", async () => {
  const rig = await freshDatabase();
  for (let count = 1; count <= 33; count++) {
    await happen(rig, 1);
    await signHead(rig, start + count * day);
  }
  const ctx = visiting(rig);
  const first = await headsPage(ctx, null);
  expect(first.newest?.n).toBe(33);
  expect(first.earlier.map(({ n }) => n)).toEqual(Array.from({ length: 30 }, (_, index) => 32 - index));
  const second = await headsPage(ctx, first.next);
  expect(second).toMatchObject({ earlier: [{ n: 2 }, { n: 1 }], next: null });
  expect(first.keys).toEqual([{ key: first.newest?.key, from: start + day, to: start + 33 * day }]);
  expect((await headAt(ctx, 7)).at).toBe(start + 7 * day);
  expect((await headAt(ctx, null)).n).toBe(33);
  await expect(headAt(ctx, 34)).rejects.toMatchObject({ name: "NotFound" });
});

it("takes no number for a seal that is none", () => {
  expect(sealIn(new URLSearchParams("n=12"), "n")).toBe(12);
  expect(sealIn(new URLSearchParams(""), "n")).toBeNull();
  for (const text of ["0", "-1", "1.5", "x", "", "9".repeat(16)]) {
    expect(() => sealIn(new URLSearchParams({ n: text }), "n"), text).toThrow();
  }
});
