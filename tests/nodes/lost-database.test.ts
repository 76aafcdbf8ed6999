/** A server whose PostgreSQL goes away and comes back: calm answers meanwhile, and nobody restarts anything. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { newId } from "../../app/platform/ids.ts";
import { postgresDatabase, type PostgresDatabase } from "../support/own-postgres.ts";
import { type Proxy, proxyTo } from "../support/proxy.ts";
import { propose, settledSite, type Site } from "../support/site.ts";
import { closeSockets, connected } from "../support/sockets.ts";
import { until } from "../support/until.ts";

let own: PostgresDatabase;
let proxy: Proxy;
let site: Site;

beforeAll(async () => {
  own = await postgresDatabase();
  proxy = await proxyTo(own.url);
  site = await settledSite({ DATABASE_URL: proxy.url });
});

afterAll(async () => {
  closeSockets();
  await site.stop();
  await proxy.shut();
  await own.drop();
});

it("answers calmly while its database is away, and all is well when it is back", { timeout: 60_000 }, async () => {
  const idea = await propose(site.cara, site.open, "A pump at each stop");
  const bob = await connected(site.server.origin, site.bob);
  const french = { "Accept-Language": "fr" };
  const visitor = site.visitor();
  expect((await visitor.get(idea.path, french)).status).toBe(200);

  await proxy.shut();
  for (const [who, language, words] of [
    [site.bob, { "Accept-Language": "en" }, "Back in a moment"],
    [visitor, french, "De retour dans un instant"],
  ] as const) {
    for (const path of ["/", idea.path, `/s/${site.open.slug}`]) {
      const page = await who.get(path, language);
      expect(page.status, path).toBe(503);
      expect(page.text).toContain(words);
      expect(page.headers["content-type"]).toContain("text/html");
    }
  }
  expect((await site.bob.post(`${idea.path}/signal`, { kind: "support" })).status).toBe(503);
  // What somebody wrote comes back, to be sent again; a secret does not.
  const comment = { id: newId(Date.now()), kind: "remark", body: 'Ours leaks <b>"daily"</b> & badly.' };
  const lost = await site.bob.post(`${idea.path}/comments`, comment);
  expect(lost.status).toBe(503);
  expect(lost.text).toMatch(
    /<textarea name="body"[^>]*>\nOurs leaks &#60;b&#62;&#34;daily&#34;&#60;\/b&#62; &#38; badly.</,
  );
  expect(lost.text).toContain(`name="id" value="${comment.id}"`);
  const signIn = { email: "bob builder", password: "a secret of mine" };
  expect((await visitor.post("/signin", signIn)).text).not.toContain(signIn.password);
  expect((await site.bob.postData(`${idea.path}/signal`, { kind: "support" })).status).toBe(503);
  expect(await bob.ask("signal.cast", { idea: idea.id, kind: "support" })).toEqual({ ok: false, code: "unavailable" });
  await expect(connected(site.server.origin, site.cara)).rejects.toThrow("unavailable");
  expect((await visitor.get("/healthz")).status).toBe(200);
  await until(async () => (await visitor.get("/readyz")).status === 503);

  await proxy.open();
  await until(async () => (await visitor.get("/readyz")).status === 200);
  expect((await site.bob.get(idea.path)).status).toBe(200);
  expect((await site.bob.post(`${idea.path}/comments`, comment)).status).toBe(303);
  // The same socket acts and hears again, and what runs after a commit goes on.
  expect(await bob.ask("watch", { type: "idea", id: idea.id })).toMatchObject({
    standing: { participants: 0 },
  });
  expect(await bob.ask("signal.cast", { idea: idea.id, kind: "support" })).toEqual({ ok: true });
  await bob.hears((message) => message.kind === "participants" && message.participants === 1);
  expect((await site.visitor().post("/forgot", { email: site.bob.email })).status).toBeLessThan(400);
  await site.server.mailTo(site.bob.email, /password/i);
  expect(site.server.isAlive()).toBe(true);
  expect(site.server.faults()).toEqual([]);
});
