/** A disk that takes no more writes: nothing is confirmed that is not kept, and all of it goes on by itself. */
import { randomBytes } from "node:crypto";
import path from "node:path";
import SqliteDriver from "better-sqlite3";
import { eq } from "drizzle-orm";
import sharp from "sharp";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { newId } from "../../app/platform/ids.ts";
import { comments } from "../../db/schema/discussion.ts";
import { ideas } from "../../db/schema/ideas.ts";
import { signals } from "../../db/schema/signals.ts";
import { complaintsOfDoctor } from "../support/doctor.ts";
import { type SmallDisk, smallDisk, stiffDisk } from "../support/full-disk.ts";
import { type Client, clientOf } from "../support/http.ts";
import { password, propose, settledSite, type Site } from "../support/site.ts";
import { closeSockets, connected } from "../support/sockets.ts";
import { until } from "../support/until.ts";

const inMemory = await smallDisk();

const disks: { disk: SmallDisk; name: string; status: number; code: string; says: string; saysInFrench: string }[] = [];
if (inMemory) {
  disks.push({
    disk: inMemory,
    name: "is full",
    status: 507,
    code: "disk_full",
    says: "The disk of this server is full",
    saysInFrench: "Le disque de ce serveur est plein",
  });
}
if (process.platform === "linux") {
  disks.push({
    disk: await stiffDisk(),
    name: "fails at each write",
    status: 503,
    code: "unavailable",
    says: "The database cannot be reached right now",
    saysInFrench: "La base de données ne répond pas",
  });
}

let site: Site | null = null;

afterEach(async () => {
  closeSockets();
  await site?.db.close();
  await site?.server.stop({ keepData: true });
  site = null;
});

afterAll(async () => {
  for (const { disk } of disks) await disk.remove();
});

it("a disk in need is tried in at least one way, and a full one wherever this account may mount one in memory", () => {
  expect(disks.map(({ code }) => code)).toContain(inMemory ? "disk_full" : "unavailable");
});

describe.each(disks)("a disk that $name", ({ disk, status, code, says, saysInFrench }) => {
  it("refuses writes calmly, shows everything, confirms nothing it does not keep, and heals", async () => {
    site = await settledSite({}, disk.folder);
    const { server, open, ann, pia, bob, cara } = site;
    const idea = await propose(bob, open, "A pump at each stop");
    const writers = [ann, pia, bob, cara];
    const kept: string[] = [];
    const sockets = await Promise.all(writers.map((writer) => connected(server.origin, writer)));
    const confirmed = new Map<number, string>();

    const comment = async (writer: Client) => {
      const id = newId(Date.now());
      const body = `Round ${kept.length}. ${randomBytes(600).toString("hex")}`;
      const answer = await writer.post(`${idea.path}/comments`, { id, parent: "", kind: "remark", body });
      if (answer.status === 303) kept.push(id);
      return answer;
    };
    const cast = async (index: number, kind: string) => {
      const reply = await sockets[index]?.ask("signal.cast", { idea: idea.id, kind });
      if (reply?.ok) confirmed.set(index, kind);
      return reply;
    };
    const everybody = <Result>(act: (writer: Client, index: number) => Promise<Result>) =>
      Promise.all(writers.map((writer, index) => act(writer, index)));

    expect((await everybody(comment)).map((answer) => answer.status)).toEqual([303, 303, 303, 303]);
    await everybody((_, index) => cast(index, index < 2 ? "support" : "not_for_me"));
    expect(confirmed.size).toBe(4);

    // Who reads for long keeps the log from being used again, so that each write needs room.
    const reader = new SqliteDriver(path.join(disk.folder, "caco.db"), { readonly: true });
    reader.exec("begin");
    reader.prepare("select count(*) from ideas").get();
    await disk.fill(server.pid);

    // What still finds room is confirmed and kept; from then on nothing is.
    const refused = await until(async () => {
      const answers = await everybody(comment);
      return answers.every((answer) => answer.status !== 303) ? answers : undefined;
    }, 10_000);
    for (const answer of refused) {
      expect(answer.status).toBe(status);
      expect(answer.text).toContain(says);
    }
    for (const reply of await everybody((_, index) => cast(index, "none"))) expect(reply).toEqual({ ok: false, code });

    const french = clientOf(server.origin, { "Accept-Language": "fr" });
    const signIn = await french.post("/signin", { email: "bob@example.org", password });
    expect(signIn.status).toBe(status);
    expect(signIn.text).toContain(saysInFrench);

    const noise = { type: "gaussian", mean: 128, sigma: 60 } as const;
    const picture = await sharp({ create: { width: 400, height: 400, channels: 3, background: "black", noise } })
      .png()
      .toBuffer();
    const form = new FormData();
    form.append("act", "attach");
    form.append("file", new File([new Uint8Array(picture)], "lamp.png"));
    const upload = await bob.upload(`${idea.path}/files`, form);
    expect(upload.status).toBe(status);
    expect(upload.text).toContain(says);

    for (const address of ["/", `/s/${open.slug}`, idea.path, "/notices", "/me", `${idea.path}/files`, "/healthz"]) {
      expect((await bob.get(address)).status, address).toBe(200);
    }
    expect((await clientOf(server.origin).get(idea.path)).status).toBe(200);
    expect((await clientOf(server.origin).get("/readyz")).status).toBe(503);

    reader.close();
    await disk.free(server.pid);
    await until(async () => (await comment(ann)).status === 303, 10_000);
    await until(async () => (await clientOf(server.origin).get("/readyz")).status === 200, 10_000);
    expect((await everybody(comment)).map((answer) => answer.status)).toEqual([303, 303, 303, 303]);
    expect(await cast(3, "support")).toMatchObject({ ok: true });

    const rows = await site.db.read.select({ id: comments.id }).from(comments).where(eq(comments.idea, idea.id));
    expect(rows.map(({ id }) => id).toSorted()).toEqual(kept.toSorted());
    const stand = await site.db.read.select({ kind: signals.kind }).from(signals).where(eq(signals.idea, idea.id));
    expect(stand.map(({ kind }) => kind).toSorted()).toEqual([...confirmed.values()].toSorted());
    const [counted] = await site.db.read.select().from(ideas).where(eq(ideas.id, idea.id));
    expect(counted?.commentCount).toBe(kept.length);
    expect(await site.db.raw.all("pragma integrity_check")).toEqual([{ integrity_check: "ok" }]);
    expect(await site.db.raw.all("pragma foreign_key_check")).toEqual([]);
    expect(server.said()).not.toContain("a request failed");
    await server.stop({ keepData: true });
    expect(await complaintsOfDoctor(disk.folder)).toEqual([]);
  }, 60_000);
});
