import { it, expect } from "vitest";
import { propose, say, settledSite, signedIn } from "../support/site.ts";
it("works", async () => {
  const site = await settledSite();
  const dan = await signedIn(site.server, "dan@example.org");
  const idea = await propose(site.bob, site.open, "A pump");
  const sec = await propose(site.bob, site.secret, "Secret pump");
  await say(site.bob, idea, "hello");
  const a = await site.bob.get(idea.path);
  console.log(a.status, idea.path, sec.path);
  for (const p of ["/", idea.path, "/s/secret", "/me", "/me/sessions", "/nowhere"]) {
    const r = await site.bob.get(p); const d = await site.bob.data(p); const v = await site.visitor().get(p); const vd = await site.visitor().data(p);
    console.log(p, r.status, d.status, v.status, v.location, vd.status, vd.headers.location, vd.text.slice(0,200));
  }
  console.log((await dan.get("/me")).status);
  console.log(site.server.said());
  expect(site.server.faults()).toEqual([]);
  await site.stop();
});
