/** A demo over the network, and a real place where nothing of it is there. */
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clientOf } from "../support/http.ts";
import { type RunningServer, startServer } from "../support/server.ts";
import { settledSite, type Site } from "../support/site.ts";
import { until } from "../support/until.ts";

const parts = ["customer", "employee", "pilot", "product", "admin"];

describe("a demo", () => {
  let server: RunningServer;

  beforeAll(async () => {
    server = await startServer({ words: ["demo"] });
  });

  afterAll(async () => {
    expect(server.faults()).toEqual([]);
    await server.stop();
  });

  it("offers five people on its sign-in page, and a password where it is asked for", async () => {
    const { text } = await clientOf(server.origin).get("/signin");
    for (const part of parts) expect(text).toContain(`value="${part}"`);
    expect(text).not.toContain('type="password"');
    expect((await clientOf(server.origin).get("/signin?own")).text).toContain('type="password"');
  });

  it("makes a visitor each of them by one plain form, one after the other", async () => {
    const visitor = clientOf(server.origin);
    const names = new Set<string>();
    for (const part of parts) {
      const answer = await visitor.post("/demo/signin", { part });
      expect([answer.status, answer.location]).toEqual([303, "/"]);
      const home = await visitor.get("/");
      expect(home.status).toBe(200);
      names.add(/<h1[^>]*>([^<]*)/.exec(home.text)?.[1] ?? "");
    }
    expect(names.size).toBe(parts.length);
    expect((await visitor.get("/s/new")).status).toBe(200);
  });

  it("leads back to where one was going, and never to another site", async () => {
    const visitor = clientOf(server.origin);
    const next = "/s/everyday-bikes/members";
    expect((await visitor.get(next)).location).toContain("/signin?next=");
    expect((await visitor.post("/demo/signin", { part: "pilot", next })).location).toBe(next);
    expect((await visitor.post("/demo/signin", { part: "pilot", next: "//evil.example" })).location).toBe("/");
  });

  it("takes nobody whom it does not offer", async () => {
    const visitor = clientOf(server.origin);
    expect((await visitor.post("/demo/signin", { part: "ruth" })).status).toBe(422);
    expect((await visitor.post("/demo/signin", { part: "admin" }, { Origin: "https://evil.example" })).status).toBe(
      403,
    );
    expect(visitor.cookies.has("session")).toBe(false);
  });

  it("speaks the visitor's language on", async () => {
    const visitor = clientOf(server.origin, { "Accept-Language": "fr" });
    await visitor.post("/demo/signin", { part: "admin" });
    expect((await visitor.get("/")).text).toContain('<html lang="fr"');
  });

  it("says on each page that it is one", async () => {
    const visitor = clientOf(server.origin);
    for (const page of ["/", "/s/everyday-bikes", "/s/everyday-bikes/about", "/nowhere"]) {
      expect((await visitor.get(page)).text, page).toContain('href="/demo/reset"');
    }
  });

  it("begins again for everybody when somebody asks: sessions are over, and meanwhile a calm page answers", async () => {
    const [one, other] = [clientOf(server.origin), clientOf(server.origin)];
    await one.post("/demo/signin", { part: "customer" });
    await other.post("/demo/signin", { part: "pilot" });
    await one.post("/s/everyday-bikes/drafts", {
      id: "1kh13jn5f43z6n0p",
      title: "Words of a visitor",
      problem: "",
      forWhom: "",
      solution: "",
    });
    expect((await one.get("/")).text).toContain("Words of a visitor");
    const outbox = path.join(server.dataDir, "demo", "outbox");
    await mkdir(outbox, { recursive: true });
    await writeFile(path.join(outbox, "1kh13jn5f43z6n0p.eml"), "To: visitor@example.org\r\n\r\nA link.");

    const beginning = one.post("/demo/reset");
    const paused = await until(async () => {
      const answer = await other.get("/");
      return answer.status === 503 ? answer : undefined;
    }, 10_000);
    expect(paused.headers["retry-after"]).toBeDefined();
    expect(paused.text).toContain("The demo is being begun again");
    expect((await other.get("/healthz")).status).toBe(200);
    expect([(await beginning).status, (await beginning).location]).toEqual([303, "/signin"]);

    expect(await readdir(outbox)).not.toContain("1kh13jn5f43z6n0p.eml");
    expect((await other.get("/me")).location).toContain("/signin");
    await one.post("/demo/signin", { part: "customer" });
    expect((await one.get("/")).text).not.toContain("Words of a visitor");
    expect((await one.get("/s/everyday-bikes")).status).toBe(200);
  });

  it("is begun again once when several ask at once", async () => {
    const ask = async () => (await clientOf(server.origin).post("/demo/reset")).status;
    const statuses = await Promise.all([ask(), ask(), ask(), ask()]);
    expect(statuses).toContain(303);
    expect(statuses.every((status) => status === 303 || status === 503)).toBe(true);
    expect((await clientOf(server.origin).get("/s/everyday-bikes")).status).toBe(200);
  });
});

describe("a real place", () => {
  let site: Site;

  beforeAll(async () => {
    site = await settledSite({ DEMO: "1", DEMO_PUBLIC: "1" });
  });

  afterAll(() => site.stop());

  it("has none of it, whatever a request brings", async () => {
    for (const who of [site.visitor(), site.bob, site.ann]) {
      const before = who.cookies.get("session");
      who.cookies.set("demo", "1");
      for (const address of ["/demo/signin", "/demo/reset", "/demo/reset?demo=1"]) {
        expect((await who.get(address, { "X-Demo": "1" })).status, address).toBe(404);
        expect((await who.post(address, { part: "admin", demo: "1" })).status, address).toBe(404);
        expect((await who.postData(address, { part: "admin" })).status, address).toBe(404);
      }
      expect(who.cookies.get("session")).toBe(before);
    }
    const signIn = await site.visitor().get("/signin?demo=1");
    expect(signIn.text).not.toContain("/demo/");
    expect((await site.bob.get("/")).text).not.toContain("/demo/");
    expect((await site.bob.get("/me")).status).toBe(200);
  });

  it("cannot be started as a demo on its database, and loses nothing by the attempt", async () => {
    const real = await settledSite();
    await real.server.stop({ keepData: true });
    await real.db.close();
    const file = `file:${path.join(real.server.dataDir, "caco.db")}`;
    const demo = startServer({ words: ["demo"], env: { DATABASE_URL: file } });
    await expect(demo).rejects.toThrow(/is not a demo's database/);
    const again = await startServer({ dataDir: real.server.dataDir });
    expect((await clientOf(again.origin).get(`/s/${real.open.slug}`)).status).toBe(200);
    await again.stop();
    await rm(real.server.dataDir, { recursive: true, force: true });
  });

  it("cannot be a demo under a public name by mistake", async () => {
    const demo = startServer({ words: ["demo"], env: { ORIGIN: "https://ideas.example.org" } });
    await expect(demo).rejects.toThrow(/DEMO_PUBLIC=1/);
  });
});
