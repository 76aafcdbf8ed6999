/** Files over the network: what comes in, what is refused, and who gets what under which headers. */
import { randomBytes } from "node:crypto";
import http from "node:http";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fileBytes, files } from "../../db/schema/files.ts";
import { ideas } from "../../db/schema/ideas.ts";
import { members } from "../../db/schema/members.ts";
import { newId } from "../../app/platform/ids.ts";
import { limits } from "../../app/features/files/rules.ts";
import { bomb, drawingWithScript, gifAndScript, page, pdf, picture } from "../files/support.ts";
import type { Answer, Client } from "../support/http.ts";
import { admit, attach, propose, settledSite, type Site, verified } from "../support/site.ts";
import { until } from "../support/until.ts";

const mebibyte = 1024 * 1024;

let site: Site;
beforeAll(async () => {
  site = await settledSite();
});
afterAll(async () => {
  expect(site.server.faults()).toEqual([]);
  await site.stop();
});

function formOf(...sent: { name?: string; bytes: Buffer }[]): FormData {
  const form = new FormData();
  for (const { name = "lamp.png", bytes } of sent) form.append("file", new File([new Uint8Array(bytes)], name));
  return form;
}

const byScript = (who: Client, idea: { path: string }, bytes: Buffer, name?: string) =>
  who.upload(`${idea.path}/files/new`, formOf(name === undefined ? { bytes } : { bytes, name }), {
    Accept: "application/json",
  });

function byPlainForm(who: Client, idea: { path: string }, ...sent: { name?: string; bytes: Buffer }[]) {
  const form = formOf(...sent);
  form.append("act", "attach");
  return who.upload(`${idea.path}/files`, form);
}

async function storedOf(idea: { id: string }) {
  return site.db.read.select().from(files).where(eq(files.idea, idea.id));
}

describe("a delivered picture", () => {
  it("is ours, sealed off, and asked about each time", async () => {
    const idea = await propose(site.cara, site.open, "A lamp");
    const address = await attach(site.cara, idea, gifAndScript(), "lamp.gif");
    const answer = await site.visitor().get(address);
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      "content-type": "image/webp",
      "content-security-policy": "sandbox; default-src 'none'",
      "x-content-type-options": "nosniff",
      "cross-origin-resource-policy": "same-origin",
      "cache-control": "private, no-cache",
      "content-disposition": "inline; filename=\"lamp.webp\"; filename*=UTF-8''lamp.webp",
      "accept-ranges": "none",
      "content-length": String(answer.bytes.length),
    });
    expect(answer.headers["content-encoding"]).toBeUndefined();
    expect(answer.bytes.subarray(8, 12).toString()).toBe("WEBP");
    expect(answer.bytes.includes("alert")).toBe(false);
    const etag = String(answer.headers.etag);
    const again = await site.visitor().get(address, { "If-None-Match": `"other", W/${etag}` });
    expect([again.status, again.bytes.length, again.headers.etag]).toEqual([304, 0, etag]);
    const small = await site.visitor().get(`${address}?small`);
    expect(small.headers.etag).not.toBe(etag);
  });

  it("answers HEAD with its headers, and a wish for a part with the whole", async () => {
    const idea = await propose(site.cara, site.open, "A lamp in parts");
    const address = await attach(site.cara, idea, await picture(2));
    const whole = await site.visitor().get(address);
    const head = await site.visitor().send(address, { method: "HEAD" });
    expect([head.status, head.bytes.length]).toEqual([200, 0]);
    expect(head.headers["content-length"]).toBe(String(whole.bytes.length));
    const part = await site.visitor().get(address, { Range: "bytes=0-9" });
    expect([part.status, part.bytes.length]).toEqual([200, whole.bytes.length]);
  });

  it("stands on the idea's page with its words", async () => {
    const idea = await propose(site.cara, site.open, "A lamp with words");
    const address = await attach(site.cara, idea, await picture(3));
    const answer = await site.cara.post(`${idea.path}/files`, {
      act: "describe",
      file: address.slice("/files/".length),
      alt: 'A "lamp" & <b>dusk</b>',
    });
    expect(answer.status).toBe(303);
    const html = (await site.visitor().get(idea.path)).text;
    expect(html).toContain(`src="${address}?small"`);
    expect(html).toContain('alt="A &quot;lamp&quot; &amp; &lt;b&gt;dusk&lt;/b&gt;"');
  });
});

it("a delivered document is for saving, under its own name", async () => {
  const idea = await propose(site.cara, site.open, "A plan");
  const content = pdf("A plan for lamps");
  const address = await attach(site.cara, idea, content, 'C:\\plans\\"Éclairage" 图\u202Efdp.pdf');
  const answer = await site.visitor().get(address);
  expect(answer.bytes.equals(content)).toBe(true);
  expect(answer.headers).toMatchObject({
    "content-type": "application/pdf",
    "content-security-policy": "sandbox; default-src 'none'",
    "x-content-type-options": "nosniff",
    "content-disposition":
      "attachment; filename=\"Eclairage fdp.pdf\"; filename*=UTF-8''%C3%89clairage%20%E5%9B%BEfdp.pdf",
  });
});

describe("what is refused leaves nothing behind", () => {
  const cases: [string, () => Promise<Buffer> | Buffer, number, string][] = [
    ["a drawing with a script", () => drawingWithScript, 422, "file_type"],
    ["a page called a picture", () => page, 422, "file_type"],
    ["50,000 × 50,000 pixels", () => bomb(), 422, "picture_too_many_pixels"],
    [
      "half a photo",
      async () => (await picture(4, { width: 600, height: 600, format: "jpeg" })).subarray(0, 900),
      422,
      "picture_damaged",
    ],
    ["nothing", () => Buffer.alloc(0), 422, "file_empty"],
    ["eleven megabytes", () => pdf("long", limits.file + mebibyte), 422, "file_too_large"],
    ["thirty megabytes", () => randomBytes(30 * mebibyte), 413, "upload_too_large"],
  ];
  it.each(cases)("%s", async (name, content, status, code) => {
    const idea = await propose(site.cara, site.open, `Refusing ${name}`);
    const bytes = await content();
    const answer = await byScript(site.cara, idea, bytes);
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(`"${code}"`);
    const plain = await byPlainForm(site.cara, idea, { bytes });
    expect(plain.status).toBe(status);
    expect(plain.text).toContain("<h1>Pictures and documents</h1>");
    expect(plain.text).toMatch(/role="alert"/);
    expect(await storedOf(idea)).toEqual([]);
    expect(await readdir(path.join(site.server.dataDir, "uploads"))).toEqual([]);
  });

  it("is said in the reader's language, as a page", async () => {
    const idea = await propose(site.cara, site.open, "In French");
    await site.cara.post("/preferences", { locale: "fr", next: "/" });
    const answer = await byPlainForm(site.cara, idea, { bytes: randomBytes(30 * mebibyte) });
    await site.cara.post("/preferences", { locale: "en", next: "/" });
    expect(answer.status).toBe(413);
    expect(answer.text).toContain("C’est trop à la fois.");
  });

  it("is each its own: the good ones among several stay", async () => {
    const idea = await propose(site.cara, site.open, "Several at once");
    const answer = await byPlainForm(
      site.cara,
      idea,
      { name: "one.png", bytes: await picture(5) },
      { name: "evil.svg", bytes: drawingWithScript },
      { name: "plan.pdf", bytes: pdf() },
    );
    expect(answer.status).toBe(422);
    expect(answer.text).toContain("evil.svg");
    expect((await storedOf(idea)).map(({ name }) => name).toSorted()).toEqual(["one.png", "plan.pdf"]);
    expect((await byPlainForm(site.cara, idea, { bytes: await picture(6) })).status).toBe(303);
  });

  it("is a body of endless parts, of no parts, and of parts that are none (A48)", async () => {
    const idea = await propose(site.cara, site.open, "Odd bodies");
    const send = (body: string | Buffer, type = "multipart/form-data; boundary=x") =>
      site.cara.send(`${idea.path}/files/new`, {
        method: "POST",
        headers: { Origin: site.server.origin, "Content-Type": type },
        body,
      });
    expect((await send("")).status).toBe(400);
    expect((await send(Buffer.alloc(3 * mebibyte, "--x\r\n"))).status).toBe(400);
    expect((await send("file=hello", "application/x-www-form-urlencoded")).status).toBe(422);
    const parts = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\nx\r\n'.repeat(5_000);
    expect((await send(`${parts}--x--\r\n`)).status).toBeOneOf([400, 409]);
    expect(await storedOf(idea)).toEqual([]);
  });
});

it("whoever may not add a file cannot make the server take in a long body", async () => {
  const idea = await propose(site.cara, site.open, "Not yours");
  const long = pdf("long", 2 * mebibyte);
  expect((await byScript(site.visitor(), idea, long)).status).toBe(413);
  expect((await byScript(site.bob, idea, long)).status).toBe(403);
  const elsewhere = formOf({ bytes: long });
  expect((await site.cara.upload(`${idea.path}/comments`, elsewhere)).status).toBe(413);
  const foreign = await site.cara.upload(`${idea.path}/files/new`, elsewhere, { Origin: "https://evil.example" });
  expect(foreign.status).toBe(403);
});

describe("a file of a private idea", () => {
  it("is 404 for everybody else, also by its address, and at once after removal from the space", async () => {
    const idea = await propose(site.cara, site.secret, "Between us");
    const address = await attach(site.cara, idea, await picture(7));
    const missing = await site.eve.get(`/files/${"z".repeat(26)}`);
    const statuses = async (who: Client) => {
      const answers = await Promise.all([address, `${address}?small`].map((each) => who.get(each)));
      for (const answer of answers) if (answer.status === 404) expect(sameAs(answer)).toEqual(sameAs(missing));
      return answers.map(({ status }) => status);
    };
    for (const who of [site.visitor(), site.eve, site.ann]) expect(await statuses(who)).toEqual([404, 404]);
    expect(await statuses(site.bob)).toEqual([200, 200]);
    const { etag } = (await site.bob.get(address)).headers;
    const [bob] = await site.db.read.select().from(members).where(eq(members.email, site.bob.email));
    const removal = { act: "remove", member: bob?.id ?? "", reason: "No longer with us." };
    expect((await site.pia.post(`/s/${site.secret.slug}/members`, removal)).status).toBe(303);
    expect(await statuses(site.bob)).toEqual([404, 404]);
    expect((await site.bob.get(address, { "If-None-Match": String(etag) })).status).toBe(404);
    expect(await statuses(site.cara)).toEqual([200, 200]);
  });

  it("is 404 for other readers while the idea is hidden, and for all but the author while it is a draft", async () => {
    const idea = await propose(site.cara, site.open, "To be hidden");
    const address = await attach(site.cara, idea, await picture(8));
    await site.db.transaction((tx) => tx.update(ideas).set({ moderation: "hidden" }).where(eq(ideas.id, idea.id)));
    expect((await site.visitor().get(address)).status).toBe(404);
    expect((await site.cara.get(address)).status).toBe(200);
    const draft = newId(Date.now());
    const words = { title: "", problem: "", forWhom: "", solution: "" };
    await site.cara.post(`/s/${site.open.slug}/drafts`, { ...words, id: draft, title: "Draft" });
    const own = await attach(site.cara, { path: `/ideas/${draft}` }, await picture(9));
    expect(await Promise.all([site.cara, site.pia, site.ann].map(async (who) => (await who.get(own)).status))).toEqual([
      200, 404, 404,
    ]);
    expect((await site.cara.get(`/s/${site.open.slug}/ideas/new?draft=${draft}`)).text).toContain(own);
    expect((await site.cara.get(`/ideas/${draft}/files`)).text).toContain(own);
  });

  it("is gone for all once it is taken away", async () => {
    const idea = await propose(site.cara, site.open, "Taken away");
    const address = await attach(site.cara, idea, await picture(10));
    const file = address.slice("/files/".length);
    expect((await site.cara.post(`${idea.path}/files`, { act: "remove", file })).status).toBe(303);
    expect((await site.cara.get(address)).status).toBe(404);
    const left = await site.db.read.select().from(fileBytes).where(eq(fileBytes.file, file));
    expect(left).toEqual([]);
  });
});

describe("a face and a logo", () => {
  const portrait = (who: Client, address: string, bytes: Buffer, act = "set") => {
    const form = formOf({ bytes });
    form.append("act", act);
    return who.upload(address, form);
  };
  const shown = async (who: Client, address: string) =>
    /\/files\/[0-9a-z]{26}/.exec((await who.get(address)).text)?.[0] ?? "";

  it("stand where the name stands, and are gone when they are replaced", async () => {
    const idea = await propose(site.cara, site.open, "With a face");
    expect((await portrait(site.cara, "/me/avatar", await picture(20))).status).toBe(303);
    const face = await shown(site.visitor(), idea.path);
    expect((await site.visitor().get(`${face}?small`)).status).toBe(200);
    expect((await portrait(site.cara, "/me/avatar", await picture(21))).status).toBe(303);
    expect((await site.visitor().get(face)).status).toBe(404);
    expect((await portrait(site.cara, "/me/avatar", drawingWithScript)).status).toBe(422);
    expect((await portrait(site.cara, "/me/avatar", randomBytes(30 * mebibyte))).status).toBe(413);
    expect(await shown(site.visitor(), idea.path)).not.toBe("");
    expect((await site.cara.post("/me/avatar", { act: "remove" })).status).toBe(303);
    expect(await shown(site.visitor(), idea.path)).toBe("");
  });

  it("of a private space are 404 outside it", async () => {
    const lead = { pilot: true, lead: true };
    const zoe = await verified(site.server, "Zoe Lead");
    await admit(site.db, site.secret.id, zoe, lead);
    const address = `/s/${site.secret.slug}`;
    expect((await portrait(zoe, `${address}/logo`, await picture(22))).status).toBe(303);
    const logo = await shown(zoe, `${address}/about`);
    expect((await zoe.get(logo)).status).toBe(200);
    for (const who of [site.eve, site.visitor()]) expect((await who.get(logo)).status).toBe(404);
  });
});

describe("many at once", () => {
  it("more than an idea holds: exactly as many as it holds are kept", async () => {
    const idea = await propose(site.pia, site.open, "Crowded");
    const contents = await Promise.all(Array.from({ length: limits.files + 8 }, (_, shade) => picture(shade)));
    const answers = await Promise.all(contents.map((bytes, at) => byScript(at % 2 ? site.pia : site.ann, idea, bytes)));
    const taken = answers.filter(({ status }) => status === 200);
    // Of one sender few may be on their way: the others are told to wait.
    expect(answers.every(({ status }) => [200, 409, 429].includes(status))).toBe(true);
    expect(taken.length).toBeLessThanOrEqual(limits.files);
    for (const [at, bytes] of contents.entries()) {
      if (answers[at]?.status === 429) await byScript(site.pia, idea, bytes);
    }
    const kept = await site.db.read
      .select()
      .from(files)
      .where(and(eq(files.idea, idea.id)));
    expect(kept).toHaveLength(limits.files);
  });

  it("ten of ten megabytes: memory stays bounded, and others are answered meanwhile", async () => {
    const idea = await propose(site.ann, site.open, "Heavy");
    const contents = Array.from({ length: 10 }, (_, at) => pdf(`heavy ${at}`, limits.file));
    const memory = watchMemory();
    const began = performance.now();
    const slowest = watchAnswers();
    const who = [site.ann, site.pia];
    const answers = await Promise.all(contents.map((bytes, at) => byScript(who[at % 2] ?? site.ann, idea, bytes)));
    expect(performance.now() - began).toBeLessThan(25_000);
    const taken = answers.filter(({ status }) => status === 200);
    expect(taken).toHaveLength(limits.idea / limits.file);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(10 - taken.length);
    const { before, most } = await memory.stop();
    // Seen: 215 MB on a server that has just started. All ten at once, each in several copies, would be far more.
    expect(most - before).toBeLessThan(300 * mebibyte);
    // Seen: 1 to 2.3 s on a machine with five times more to do than it has processors.
    expect(await slowest.stop()).toBeLessThan(5_000);
  });
});

it("a sender who goes away in the middle leaves nothing, and blocks nobody", async () => {
  const idea = await propose(site.cara, site.open, "Cut off");
  for (let times = 0; times < 12; times++) await cutOff(site.cara, `${idea.path}/files/new`);
  await until(
    async () => ((await byScript(site.cara, idea, await picture(11))).status === 200 ? true : undefined),
    5_000,
  );
  expect(await storedOf(idea)).toHaveLength(1);
});

function sameAs({ status, text, headers }: Answer) {
  return { status, text: text.replace(/[0-9a-f-]{36}/g, ""), type: headers["content-type"] };
}

/** Begins to send ten megabytes and goes away. */
function cutOff(who: Client, address: string): Promise<void> {
  return new Promise((resolve) => {
    const request = http.request(site.server.origin + address, {
      method: "POST",
      headers: {
        ...who.ownHeaders(),
        Origin: site.server.origin,
        "Content-Type": "multipart/form-data; boundary=x",
        "Content-Length": String(10 * mebibyte),
      },
    });
    request.on("error", () => undefined);
    request.on("close", () => resolve());
    request.write(Buffer.alloc(mebibyte), () => request.destroy());
  });
}

/** How much memory the server holds, looked at often, in bytes. */
function watchMemory() {
  const read = async () => {
    const status = await readFile(`/proc/${site.server.pid}/status`, "utf8").catch(() => "");
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
  };
  return watching(read, (seen) => ({ before: seen[0] ?? 0, most: Math.max(...seen) }));
}

/** How long a page takes at worst, in milliseconds. */
function watchAnswers() {
  const visitor = site.visitor();
  const ask = async () => {
    const began = performance.now();
    await visitor.get("/healthz");
    return performance.now() - began;
  };
  return watching(ask, (seen) => Math.max(...seen));
}

function watching<Result>(look: () => Promise<number>, result: (seen: number[]) => Result) {
  const seen: number[] = [];
  let isOver = false;
  const done = (async () => {
    while (!isOver) {
      seen.push(await look());
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })();
  return {
    async stop() {
      isOver = true;
      await done;
      return result(seen);
    },
  };
}
