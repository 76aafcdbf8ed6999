/** Administration as an operator meets it: the command line beside the running server. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, beforeAll, expect, it } from "vitest";
import { projectRoot } from "../../app/platform/root.server.ts";
import { clientOf } from "../support/http.ts";
import { startServer } from "../support/server.ts";
import { settledSite, signedIn, type Site } from "../support/site.ts";
import { startMailServer } from "../support/smtp.ts";

let site: Site;

beforeAll(async () => {
  site = await settledSite();
});

afterAll(() => site.stop());

/** Runs the tool as an operator would, and gives how it ended and what it said. */
async function caco(args: string[], dataDir = site.server.dataDir) {
  const child = spawn(process.execPath, ["server.js", "caco", ...args], {
    cwd: projectRoot(),
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH: process.env.PATH, PORT: new URL(site.server.origin).port, DATA_DIR: dataDir, LOG_LEVEL: "warn" },
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (said += text));
  }
  const [code] = (await once(child, "close")) as [number | null];
  return { code, said };
}

it("gives the way back in to whoever lost the password, and shuts the others out", async () => {
  expect((await site.bob.get("/me")).status).toBe(200);
  const { code, said } = await caco(["admin", "reset", "bob@example.org"]);
  expect(code).toBe(0);
  const url = /http:\S+\/reset\/\S+/.exec(said)?.[0] ?? "";
  expect(url.startsWith(site.server.origin)).toBe(true);
  expect((await site.bob.get("/me")).status).toBe(302);
  const there = site.visitor();
  expect((await there.post(new URL(url).pathname, { password: "a new long password" })).status).toBe(303);
  expect((await there.get("/me")).status).toBe(200);
});

it("makes an admin, who is one at the next click", async () => {
  expect((await site.pia.get("/admin")).status).toBe(403);
  expect(await caco(["admin", "grant", "PIA@example.org "])).toMatchObject({ code: 0 });
  expect((await site.pia.get("/admin")).status).toBe(200);
});

it("says in one line what cannot be done, with exit code 2", async () => {
  for (const [args, word] of [
    [["admin"], "Say what to do"],
    [["admin", "reset"], "Say whose account"],
    [["admin", "reset", "nobody@example.org"], "Nobody has an account"],
    [["admin", "grant", "not an address"], "no e-mail address"],
  ] as const) {
    const { code, said } = await caco([...args]);
    expect(code, said).toBe(2);
    expect(said.trim().split("\n")).toEqual([expect.stringContaining(word)]);
  }
  expect(await caco(["admin", "reset", "ann@example.org"], "/nowhere/at/all")).toMatchObject({ code: 2 });
});

it("opens the mails of the outbox to admins, by their names alone", async () => {
  const list = await site.ann.get("/admin/mail");
  const [, way = ""] = /href="(\/admin\/mail\/[0-9a-z]{16})"/.exec(list.text) ?? [];
  const opened = await site.ann.get(way);
  expect(opened.status).toBe(200);
  expect(opened.text).toMatch(/<pre[^>]*>Hello [^<]*http:/);
  expect(opened.headers["cache-control"]).toContain("no-store");
  for (const person of [site.eve, site.bob, site.dan]) expect((await person.get(way)).status).toBe(403);
  expect((await site.visitor().get(way)).status).toBe(403);
  for (const name of ["..%2Fsecret", "%2e%2e%2fcaco.db", "..%5C..%5Csecret", `${way.slice(12)}.eml`, "%00"]) {
    expect((await site.ann.get(`/admin/mail/${name}`)).status, name).toBeOneOf([400, 404]);
  }
});

it("tells how a test mail went, also without script, and shows no mail once there is a mail server", async () => {
  const written = await site.ann.post("/admin/mail", { act: "test" });
  expect(written.status).toBe(200);
  expect(written.text).toContain("was written to the outbox");
  expect((await site.server.mailTo("ann@example.org", /test mail/)).text).toContain("you asked for this one");
  const [, way = ""] = /href="(\/admin\/mail\/[0-9a-z]{16})"/.exec(written.text) ?? [];
  expect((await site.bob.post("/admin/mail", { act: "test" })).status).toBe(403);

  const mailServer = await startMailServer({ refusing: "550 5.7.1 <i>Not</i> from there" });
  await site.server.stop({ keepData: true });
  const other = await startServer({ dataDir: site.server.dataDir, env: { SMTP_URL: mailServer.url } });
  const ann = await signedIn(other, "ann@example.org");
  const refused = await ann.post("/admin/mail", { act: "test" });
  expect(refused.status).toBe(200);
  expect(refused.text).toContain("550 5.7.1 &lt;i&gt;Not&lt;/i&gt; from there");
  expect((await ann.get("/admin/mail")).text).not.toContain("/admin/mail/");
  expect((await ann.get(way)).status).toBe(404);
  expect((await clientOf(other.origin).post("/admin/mail", { act: "test" })).status).toBe(403);
  await other.stop({ keepData: true });
  await mailServer.stop();
});
