/** What other sites and junk may not do to this one. Numbers in brackets are those of the attack catalogue. */
import http from "node:http";
import net from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signals } from "../../db/schema/signals.ts";
import { newId } from "../../app/platform/ids.ts";
import { type Answer, clientOf } from "../support/http.ts";
import { startServer } from "../support/server.ts";
import { propose, setUp, settledSite, type Site } from "../support/site.ts";

let site: Site;
let idea: { id: string; path: string };

beforeAll(async () => {
  site = await settledSite();
  idea = await propose(site.cara, site.open, "A pump at each stop");
});

afterAll(() => site.stop());

const evil = "https://evil.example";

/** Headers by which a post shows that it does not come from a page of ours. */
const forged: Record<string, Record<string, string | undefined>> = {
  "another site": { Origin: evil },
  "another site, by fetch metadata": { Origin: undefined, "Sec-Fetch-Site": "cross-site" },
  "a neighbour of the same site": { Origin: undefined, "Sec-Fetch-Site": "same-site" },
  "an own Origin and foreign fetch metadata": { "Sec-Fetch-Site": "cross-site" },
  "a sandboxed frame": { Origin: "null" },
  "nobody knows where": { Origin: undefined },
  "a name that begins like ours": { Origin: "http://localhost.evil.example" },
  "another port": { Origin: "http://localhost:1" },
  "another scheme": { Origin: "https://localhost" },
  "another site behind a forged proxy": { Origin: evil, "X-Forwarded-Host": "evil.example" },
};

const forms = (): [string, string, Record<string, string>][] => [
  ["a page's form", `/s/${site.open.slug}/ideas/new`, { id: newId(Date.now()), ...texts, title: "Forged" }],
  ["a form's data", `/s/${site.open.slug}/ideas/new.data`, { id: newId(Date.now()), ...texts, title: "Forged" }],
  ["a signal", `${idea.path}/signal`, { kind: "support" }],
  ["a signal's data", `${idea.path}/signal.data`, { kind: "support" }],
  ["a comment", `${idea.path}/comments`, { id: newId(Date.now()), parent: "", kind: "remark", body: "Forged" }],
  ["a draft (no page)", `/s/${site.open.slug}/drafts`, { id: newId(Date.now()), ...texts, title: "Forged" }],
  ["the language (no page)", "/preferences", { locale: "fr", next: "/" }],
  ["a sign-out (no page)", "/signout", {}],
  ["a sign-in", "/signin", { email: "bob@example.org", password: "correct horse battery" }],
  ["an address that is not there", "/nowhere", {}],
];

const texts = { problem: "It is dark.", forWhom: "Everybody.", solution: "Lights." };

describe.each(Object.entries(forged))("a form sent from %s (A14, A15)", (_from, headers) => {
  it("is refused everywhere and changes nothing", async () => {
    for (const [what, path, fields] of forms()) {
      const answer = await site.bob.post(path, fields, headers);
      expect(answer.status, what).toBe(403);
      expect(answer.headers["set-cookie"], what).toBeUndefined();
    }
    expect((await site.bob.get("/me")).status).toBe(200);
    expect((await site.bob.get(`/s/${site.open.slug}`)).text).not.toContain("Forged");
    expect((await site.bob.data(idea.path)).text).not.toContain("Forged");
    expect(await site.db.read.select().from(signals)).toEqual([]);
  });
});

it("the same forms from our own pages are taken: the refusals above are not the forms' fault", async () => {
  const { path } = await propose(site.bob, site.open, "Not forged");
  expect((await site.bob.post(`${path}/signal`, { kind: "pass" }, { "Sec-Fetch-Site": "same-origin" })).status).toBe(
    303,
  );
  const withoutOrigin = { Origin: undefined, "Sec-Fetch-Site": "same-origin" };
  expect((await site.bob.post(`${path}/signal`, { kind: "none" }, withoutOrigin)).status).toBe(303);
});

describe("junk at the door", () => {
  it("of other methods is refused (405)", async () => {
    for (const method of ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"]) {
      const answer = await site.bob.send(idea.path, { method, headers: { Origin: site.server.origin } });
      expect(answer.status, method).toBe(405);
      expect(answer.headers.allow).toBe("GET, HEAD, POST");
    }
  });

  it("of other content than forms is refused (415, A16)", async () => {
    for (const type of ["application/json", "text/plain", "text/plain; application/x-www-form-urlencoded", undefined]) {
      const answer = await site.bob.send(`${idea.path}/signal`, {
        method: "POST",
        headers: { Origin: site.server.origin, "Content-Type": type },
        body: JSON.stringify({ kind: "support" }),
      });
      expect(answer.status, type).toBe(415);
    }
  });

  it("of more than a form is refused (413, A48)", async () => {
    const fields = { id: newId(Date.now()), parent: "", kind: "remark", body: "x".repeat(300 * 1024) };
    for (const answer of [
      await site.bob.post(`${idea.path}/comments`, fields),
      await site.bob.post("/preferences", fields),
    ]) {
      expect(answer.status).toBe(413);
    }
    expect((await chunked(300)).status).toBe(413);
    const words = await site.bob.post("/preferences", fields, { "Accept-Language": "fr" });
    expect(words.headers["content-type"]).toContain("text/plain");
    expect(words.text.trim()).toMatch(/^\S+ \S+ .*\.$/);
    expect((await site.visitor().get("/healthz")).status).toBe(200);
  });

  it("of long addresses is refused (414)", async () => {
    expect((await site.bob.get(`/?q=${"x".repeat(5_000)}`)).status).toBe(414);
  });

  it("in the name of the host is refused (400, A53)", async () => {
    for (const host of [
      "evil.example",
      "localhost.evil.example",
      "localhost:1@evil.example",
      "a b",
      "127.0.0.1.evil.example",
    ]) {
      expect((await site.visitor().get("/healthz", { Host: host })).status, host).toBe(400);
    }
    const forwarded = await site.visitor().get("/", { "X-Forwarded-Host": "evil.example" });
    expect(forwarded.status).toBe(200);
    expect(forwarded.text).not.toContain("evil.example");
  });

  it("instead of a path is refused (400)", async () => {
    for (const line of ["GET //evil.example/ HTTP/1.1", "GET http://evil.example/ HTTP/1.1", "GET * HTTP/1.1"]) {
      expect(await raw(`${line}\r\nHost: localhost:${port()}\r\nConnection: close\r\n\r\n`), line).toMatch(
        /^HTTP\/1.1 400/,
      );
    }
  });

  it("in the escapes of an address is no fault of ours", async () => {
    for (const path of [
      "/%",
      "/%00",
      "/s/%ff",
      "/ideas/%2e%2e%2f",
      "/s/..%2f..%2fetc",
      "/assets/..%2f..%2fserver.js",
      "/%c0%ae",
    ]) {
      const { status } = await site.bob.get(path);
      expect([400, 404], `${path} ${status}`).toContain(status);
    }
  });

  it("in a form is an answer of 4xx, and nothing of it stays", async () => {
    const comment = { id: newId(Date.now()), parent: "", kind: "remark", body: "Fine." };
    const junk: [string, Record<string, string>, number][] = [
      [`${idea.path}/comments`, { ...comment, kind: "shout" }, 422],
      [`${idea.path}/comments`, { ...comment, id: "../../etc" }, 422],
      [`${idea.path}/comments`, { ...comment, body: "   " }, 422],
      [`${idea.path}/comments`, { ...comment, body: "x".repeat(6_000) }, 422],
      [`${idea.path}/comments`, { ...comment, parent: newId(Date.now()) }, 422],
      [`${idea.path}/comments`, { ...comment, author: "somebody" }, 400],
      [`${idea.path}/signal`, { kind: "twice" }, 422],
      [`${idea.path}/signal`, { kind: "support", member: "somebody" }, 400],
      ["/preferences", { locale: "xx" }, 422],
      ["/preferences", { theme: "blink" }, 422],
      ["/me/sessions", { session: "all" }, 422],
    ];
    for (const [path, fields, status] of junk) {
      expect((await site.bob.post(path, fields)).status, `${path} ${JSON.stringify(fields).slice(0, 80)}`).toBe(status);
    }
    expect((await site.bob.get(idea.path)).text).not.toContain("Fine.");
  });

  it("of the same field twice, or a file where words belong, is refused (400)", async () => {
    const headers = { Origin: site.server.origin, "Content-Type": "application/x-www-form-urlencoded" };
    const twice = await site.bob.send(`${idea.path}/signal`, {
      method: "POST",
      headers,
      body: "kind=support&kind=pass",
    });
    expect(twice.status).toBe(400);
    const part = '--x\r\nContent-Disposition: form-data; name="kind"; filename="a"\r\n\r\nsupport\r\n--x--\r\n';
    const file = await site.bob.send(`${idea.path}/signal`, {
      method: "POST",
      headers: { ...headers, "Content-Type": "multipart/form-data; boundary=x" },
      body: part,
    });
    expect(file.status).toBe(400);
    const broken = await site.bob.send(`${idea.path}/signal`, {
      method: "POST",
      headers: { ...headers, "Content-Type": "multipart/form-data; boundary=x" },
      body: "no part at all",
    });
    expect(broken.status).toBe(400);
  });
});

describe("every answer", () => {
  const answers = async (): Promise<[string, Answer][]> => [
    ["a page", await site.bob.get(idea.path)],
    ["data", await site.bob.data(idea.path)],
    ["a page that is not there", await site.bob.get("/nowhere")],
    ["a refusal at the door", await site.bob.post("/signout", {}, { Origin: evil })],
    ["an answer to programs", await site.bob.get("/healthz")],
    ["a redirect", await site.visitor().get("/me")],
    ["a file", await site.visitor().get("/icon.svg")],
  ];

  it("forbids foreign scripts, frames and guesses about its type (A19)", async () => {
    const nonces = new Set<string>();
    for (const [what, { headers }] of await answers()) {
      const policy = String(headers["content-security-policy"]);
      const nonce = /script-src 'nonce-([^']+)' 'strict-dynamic'(;|$)/.exec(policy)?.[1] ?? "";
      expect(nonce.length, what).toBeGreaterThan(20);
      nonces.add(nonce);
      for (const rule of ["object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"]) {
        expect(policy, what).toContain(rule);
      }
      expect(policy, what).not.toContain("unsafe-eval");
      expect(policy.replace("style-src-attr 'unsafe-inline'", ""), what).not.toContain("unsafe-inline");
      expect(headers["x-content-type-options"], what).toBe("nosniff");
      expect(headers["x-frame-options"], what).toBe("DENY");
      expect(headers["referrer-policy"], what).toBe("same-origin");
      expect(headers["x-powered-by"], what).toBeUndefined();
      expect(headers["x-request-id"], what).toMatch(/^[0-9a-f-]{36}$/);
    }
    expect(nonces.size).toBe(7);
  });

  it("lets no other origin read it (A20)", async () => {
    const probe = await site.bob.get(idea.path, { Origin: evil });
    const polling = await site.bob.get("/socket.io/?EIO=4&transport=polling", { Origin: evil });
    for (const [, { headers }] of [...(await answers()), ["a probe", probe], ["a poll", polling]] as [
      string,
      Answer,
    ][]) {
      expect(Object.keys(headers).filter((name) => name.startsWith("access-control-"))).toEqual([]);
    }
  });

  it("with a page in it carries the nonce on each script and is kept by no cache", async () => {
    const { text, headers } = await site.bob.get(idea.path);
    const nonce = /'nonce-([^']+)'/.exec(String(headers["content-security-policy"]))?.[1] ?? "";
    const scripts = [...text.matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag);
    expect(scripts.length).toBeGreaterThan(0);
    for (const tag of scripts) expect(tag).toContain(`nonce="${nonce}"`);
    expect(text).not.toMatch(/<style\b(?![^>]*nonce)/);
    expect(text).not.toMatch(/\son[a-z]+=/i);
    expect(headers["cache-control"]).toContain("no-store");
  });

  it("that carries data of a person is kept by no cache", async () => {
    expect((await site.bob.data("/me")).headers["cache-control"]).toMatch(/no-store|private|no-cache/);
  });
});

describe("the framework's own addresses", () => {
  it("tell nothing of the routes (A52)", async () => {
    const paths = Array.from({ length: 360 }, (_, n) => `p=%2F${n}`).join("&");
    for (const query of ["", "?p=%2Fs%2Fsecret", `?${paths}`]) {
      expect((await site.visitor().get(`/__manifest${query}`)).status).toBe(404);
    }
  });

  it("serve no source and no map of it", async () => {
    for (const path of [
      "/server.js",
      "/app/server.ts",
      "/package.json",
      "/.env",
      "/data/caco.db",
      "/build/server/index.js",
    ]) {
      expect((await site.visitor().get(path)).status, path).toBe(404);
    }
    const page = await site.visitor().get("/");
    const script = /"(\/assets\/entry\.client[^"]+\.js)"/.exec(page.text)?.[1] ?? "";
    expect((await site.visitor().get(script)).status).toBe(200);
    expect((await site.visitor().get(`${script}.map`)).status).toBe(404);
  });
});

describe("where one is sent after signing in (A18)", () => {
  it.each([
    "//evil.example",
    "/\\evil.example",
    "/%09/evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "/..//evil.example",
  ])("is a place of ours, whatever %s says", async (next) => {
    const client = site.visitor();
    const signedIn = await client.post("/signin", { email: site.eve.email, password: "correct horse battery", next });
    expect(signedIn.status).toBe(303);
    expect(signedIn.location).toBe("/");
    const again = await client.get(`/signin?next=${encodeURIComponent(next)}`);
    expect(again.location).toBe("/");
    const language = await client.post("/preferences", { locale: "en", next });
    expect(language.location).toBe("/");
    const signal = await client.post(`${idea.path}/signal`, { kind: "pass", back: next });
    expect(signal.location).toMatch(/^\/ideas\//);
    await client.post(`${idea.path}/signal`, { kind: "none" });
    expect((await site.visitor().get(`/signin?next=${encodeURIComponent(next)}`)).text).not.toMatch(
      /(href|action)="[^"?]*evil/,
    );
  });

  it("is the place one asked for", async () => {
    const client = site.visitor();
    const answer = await client.post("/signin", {
      email: site.eve.email,
      password: "correct horse battery",
      next: idea.path,
    });
    expect(answer.location).toBe(idea.path);
  });
});

describe("cookies (A13)", () => {
  const flags = (answer: Answer) => (answer.headers["set-cookie"] ?? []).map((line) => line.toLowerCase());

  it("are out of reach of scripts and of other sites", async () => {
    const client = site.visitor();
    const cookies = [
      ...flags(await client.post("/signin", { email: site.eve.email, password: "correct horse battery" })),
      ...flags(await client.post("/preferences", { locale: "fr", theme: "dark" })),
      ...flags(await site.visitor().post(`${idea.path}/signal`, { kind: "support" })),
    ];
    expect(cookies.map((line) => line.split("=")[0]).toSorted()).toEqual(["locale", "parked", "session", "theme"]);
    for (const line of cookies) {
      expect(line).toContain("; httponly");
      expect(line).toContain("; samesite=lax");
      expect(line).toContain("; path=/");
      expect(line).not.toContain("domain=");
    }
  });

  it("carry the host prefix and travel encrypted where the site does", async () => {
    const origin = "https://ideas.example.org";
    const port = await freePort();
    const server = await startServer({ env: { ORIGIN: origin, HOST: "127.0.0.1", PORT: String(port) } });
    const client = clientOf(`http://127.0.0.1:${port}`, { Origin: origin });
    const answer = await setUp(client, await server.setupCode());
    expect(answer.status).toBe(303);
    expect(flags(answer)[0]).toMatch(/^__host-session=/);
    expect(flags(answer)[0]).toContain("; secure");
    expect(answer.headers["strict-transport-security"]).toContain("max-age=31536000");
    expect((await client.get("/me")).status).toBe(200);
    const plain = clientOf(`http://127.0.0.1:${port}`);
    plain.cookies.set("session", client.cookies.get("__Host-session") ?? "");
    expect((await plain.get("/me")).status).toBe(302);
    await server.stop();
  });
});

it("a session from before signing in is worthless afterwards (A6)", async () => {
  const client = site.visitor();
  client.cookies.set("session", "a".repeat(40));
  await client.post("/signin", { email: site.eve.email, password: "correct horse battery" });
  const first = client.cookies.get("session");
  expect(first).not.toBe("a".repeat(40));
  await client.post("/signin", { email: site.eve.email, password: "correct horse battery" });
  expect(client.cookies.get("session")).not.toBe(first);
  const old = site.visitor();
  old.cookies.set("session", String(first));
  expect((await old.get("/me")).status).toBe(302);
});

it("an act by a link changes nothing (A17)", async () => {
  for (const path of [
    "/signout",
    `${idea.path}/signal?kind=support`,
    "/preferences?locale=fr",
    `/signout?_method=POST`,
  ]) {
    await site.bob.get(path);
  }
  const page = await site.bob.get("/me");
  expect(page.status).toBe(200);
  expect(page.text).toContain('lang="en"');
});

it("nothing of this ended the process or is a fault in its log", () => {
  expect(site.server.isAlive()).toBe(true);
  expect(site.server.faults()).toEqual([]);
});

function port(): number {
  return Number(new URL(site.server.origin).port);
}

/** What is answered to bytes that no client library would send. */
function raw(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const socket = net.connect(port(), "localhost", () => socket.write(bytes));
    socket.setEncoding("utf8").on("data", (part: string) => (said += part));
    socket.on("close", () => resolve(said)).on("error", reject);
  });
}

/** A form of so many KB whose length nobody knows beforehand. */
function chunked(kilobytes: number): Promise<{ status: number }> {
  return new Promise((resolve) => {
    const request = http.request(`${site.server.origin}/preferences`, {
      method: "POST",
      headers: {
        ...site.bob.ownHeaders(),
        Origin: site.server.origin,
        "Content-Type": "application/x-www-form-urlencoded",
      },
    });
    request.on("response", (response) => resolve({ status: response.statusCode ?? 0 }));
    request.on("error", () => resolve({ status: 413 }));
    request.write("next=");
    for (let n = 0; n < kilobytes; n++) request.write("x".repeat(1024));
    request.end();
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = net.createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
