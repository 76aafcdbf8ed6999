import { mkdir, readdir, symlink, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import PostalMime from "postal-mime";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { events, type JobState, jobs } from "../../db/schema/log.ts";
import { retryJob } from "../../app/features/administration/jobs.server.ts";
import { mailPage, outboxMail, sendTestMail } from "../../app/features/administration/mail.server.ts";
import type { MailFilter } from "../../app/features/administration/rules.ts";
import { jobHandlers } from "../../app/jobs.ts";
import { tidyJob } from "../../app/features/accounts/tidy.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { newId } from "../../app/platform/ids.ts";
import { enqueueMail, type Mail, postOffice } from "../../app/platform/mail.server.ts";
import { contextFor, freshDatabase, person, type Rig, start, visiting } from "../support/database.ts";
import { type MailServer, startMailServer } from "../support/smtp.ts";

const day = 24 * 3_600_000;
const top: { after: string | null; file: string | null } = { after: null, file: null };
const secret = "Zm9vYmFyYmF6cXV4";
const mail: Mail = {
  to: { name: "Bob", address: "bob@example.org" },
  locale: "en",
  template: "reset",
  values: { name: "Bob", url: `http://localhost/reset/${secret}` },
};

let rig: Rig;
let ada: SignedIn;
let pia: SignedIn;

async function begin(env: NodeJS.ProcessEnv = {}) {
  rig = await freshDatabase(env);
  ada = await person(rig, "ada", { admin: true });
  pia = await person(rig, "pia");
}

beforeEach(() => begin());

const seen = (filter: MailFilter = "all", from = top) => mailPage(contextFor(rig, ada), filter, from);
const outbox = () => path.join(rig.dir, "outbox");
const letter = { subject: "Welcome", paragraphs: ["<b>Hello</b> there."] };

/** Writes a mail into the outbox as a job does, and gives its id. */
async function lay(at: number, subject = letter.subject): Promise<string> {
  const id = newId(at);
  const { to, locale } = mail;
  await postOffice(rig.config)({ id, at, to, locale, site: "Caco", letter: { ...letter, subject } });
  return id;
}

async function add(state: JobState, at: number, change: Partial<typeof jobs.$inferInsert> = {}): Promise<string> {
  const row = { id: newId(at), kind: "mail", payload: mail, state, runAt: at, createdAt: at, ...change };
  await rig.db.transaction((tx) => tx.insert(jobs).values(row));
  return row.id;
}

describe("the list of mails", () => {
  it("says what is known of each, and never the words or the link", async () => {
    await rig.db.transaction((tx) => enqueueMail(tx, { now: start }, mail));
    await add("waiting", start - 3_600_000, { attempts: 2, runAt: start + 60_000, lastError: "Error EENVELOPE" });
    await add("dead", start - 2 * day, { attempts: 8, lastError: "connect ECONNREFUSED" });
    await add("done", start - 3 * day, { attempts: 1, payload: {}, doneAt: start - 3 * day + 10 });
    await add("dead", start, { kind: "accounts.tidy" });
    const page = await seen();
    expect(page.mails).toMatchObject([
      { state: "waiting", template: "reset", to: "bob@example.org", isLate: false, nextAt: null },
      { state: "waiting", isLate: true, attempts: 2, nextAt: start + 60_000, lastError: "Error EENVELOPE" },
      { state: "failed", isLate: false, attempts: 8, lastError: "connect ECONNREFUSED" },
      { state: "sent", template: null, to: null, doneAt: start - 3 * day + 10 },
    ]);
    expect(JSON.stringify(page)).not.toContain(secret);
    expect((await seen("waiting")).mails).toHaveLength(2);
    expect((await seen("failed")).mails).toMatchObject([{ state: "failed" }]);
    expect((await seen("sent")).mails).toMatchObject([{ state: "sent" }]);
  });

  it("goes on where the page before ended", async () => {
    const ids = [];
    for (let n = 0; n < 30; n++) ids.unshift(await add("waiting", start + n));
    const first = await seen();
    const second = await seen("all", { ...top, after: first.next });
    expect([...first.mails, ...second.mails].map(({ id }) => id)).toEqual(ids);
    expect(second.next).toBeNull();
  });

  it("lets a failed mail begin anew", async () => {
    const id = await add("dead", start, { attempts: 8 });
    await retryJob(contextFor(rig, ada), id);
    expect((await seen()).mails).toMatchObject([{ id, state: "waiting", attempts: 0 }]);
  });

  it("is an admin's alone", async () => {
    const id = await lay(start);
    await expect(mailPage(contextFor(rig, pia), "all", top)).rejects.toMatchObject({ status: 403 });
    await expect(outboxMail(contextFor(rig, pia), id)).rejects.toMatchObject({ status: 403 });
    await expect(outboxMail(visiting(rig), id)).rejects.toMatchObject({ status: 403 });
    await expect(sendTestMail(contextFor(rig, pia))).rejects.toMatchObject({ status: 403 });
    expect(await rig.db.read.select().from(events)).toEqual([]);
  });
});

describe("the outbox", () => {
  it("lists its mails, the newest first, and opens each as plain text", async () => {
    expect((await seen()).outbox).toEqual({ mails: [], next: null, isCut: false });
    const ids: string[] = [];
    for (let n = 0; n < 26; n++) ids.unshift(await lay(start + n, `Mail ${n}`));
    const { outbox: page } = await seen();
    expect(page?.mails.map(({ id }) => id)).toEqual(ids.slice(0, 25));
    expect(page?.mails[0]).toMatchObject({ to: "bob@example.org", subject: "Mail 25" });
    const rest = await seen("all", { ...top, file: page?.next ?? null });
    expect(rest.outbox).toMatchObject({ mails: [{ id: ids[25] }], next: null });
    const opened = await outboxMail(contextFor(rig, ada), ids[0] ?? "");
    expect(opened).toMatchObject({
      to: "bob@example.org",
      subject: "Mail 25",
      text: expect.stringContaining("<b>Hello"),
    });
    expect(opened).not.toHaveProperty("html");
  });

  it("opens nothing but its own files", async () => {
    const id = await lay(start);
    const [linked, huge, half] = [newId(start), newId(start), newId(start)];
    await writeFile(path.join(rig.dir, "other.eml"), "Subject: Other\r\n\r\nSecret.");
    await symlink(path.join(rig.dir, "other.eml"), path.join(outbox(), `${linked}.eml`));
    await writeFile(path.join(outbox(), `${huge}.eml`), Buffer.alloc(1_000_001, 97));
    await writeFile(path.join(outbox(), `${half}.eml.part`), "Subject: Half");
    await writeFile(path.join(outbox(), "notes.eml"), "Subject: Notes");
    const names = [
      "../other",
      "..%2fother",
      `../outbox/${id}`,
      `${id}.eml`,
      `${id}\0`,
      "notes",
      linked,
      huge,
      half,
      "",
    ];
    for (const name of names) {
      await expect(outboxMail(contextFor(rig, ada), name), name).rejects.toMatchObject({ status: 404 });
    }
    expect((await seen()).outbox?.mails.map((each) => each.id)).toEqual([id]);
  });

  it("is shut as soon as there is a mail server", async () => {
    const id = await lay(start);
    const served = contextFor(rig, ada, { config: { ...rig.config, smtpUrl: "smtp://127.0.0.1:1" } });
    expect((await mailPage(served, "all", top)).outbox).toBeNull();
    await expect(outboxMail(served, id)).rejects.toMatchObject({ status: 404 });
  });

  it("loses what is older than 30 days with the daily tidying, and nothing that is not a mail", async () => {
    const [old, recent] = [await lay(start), await lay(start)];
    const part = `${newId(start)}.eml.part`;
    for (const name of [part, "notes.txt"]) await writeFile(path.join(outbox(), name), "x");
    const age = async (name: string, days: number) => {
      const at = new Date(Date.now() - days * day);
      await utimes(path.join(outbox(), name), at, at);
    };
    for (const name of [`${old}.eml`, part, "notes.txt"]) await age(name, 31);
    await age(`${recent}.eml`, 29);
    await mkdir(path.join(outbox(), `${newId(start)}.eml`));
    const id = await add("running", start, { kind: tidyJob, payload: {} });
    const job = (await rig.db.read.select().from(jobs)).find((each) => each.id === id);
    if (!job) throw new Error("There is no job.");
    await jobHandlers(rig)[tidyJob]?.(job);
    const left = await readdir(outbox());
    expect(left).toHaveLength(3);
    expect(left).toEqual(expect.arrayContaining([`${recent}.eml`, "notes.txt"]));
  });
});

describe("a test mail", () => {
  let server: MailServer | undefined;

  afterEach(async () => {
    await server?.stop();
    server = undefined;
  });

  const told = async () => (await rig.db.read.select().from(events)).map(({ kind, payload }) => ({ kind, payload }));

  it("goes to the admin's own address at once, with what the mail server said", async () => {
    server = await startMailServer();
    await begin({ SMTP_URL: server.url });
    const result = await sendTestMail(contextFor(rig, ada));
    expect(result).toEqual({ outcome: "delivered", words: "250 Taken as <b>42</b>" });
    const [taken = ""] = server.taken;
    const read = await PostalMime.parse(taken);
    expect(read).toMatchObject({ subject: "A test mail from Caco", to: [{ name: "Ada", address: "ada@example.org" }] });
    expect(await rig.db.read.select().from(jobs)).toEqual([]);
    expect(await told()).toEqual([{ kind: "mail.tested", payload: { outcome: "delivered" } }]);
  });

  it("that is refused says so in the mail server's own words, which the log does not repeat", async () => {
    server = await startMailServer({ refusing: "550 5.1.1 <ada@example.org> is nobody here" });
    await begin({ SMTP_URL: server.url });
    const result = await sendTestMail(contextFor(rig, ada));
    expect(result).toMatchObject({
      outcome: "refused",
      words: expect.stringContaining("550 5.1.1 <ada@example.org> is nobody here"),
    });
    expect(await told()).toEqual([{ kind: "mail.tested", payload: { outcome: "refused" } }]);
  });

  it("that finds no mail server says why", async () => {
    server = await startMailServer();
    await server.stop();
    await begin({ SMTP_URL: server.url });
    const result = await sendTestMail(contextFor(rig, ada));
    expect(result).toMatchObject({ outcome: "refused", words: expect.stringContaining("ECONNREFUSED") });
  });

  it("lies in the outbox when there is no mail server", async () => {
    const result = await sendTestMail(contextFor(rig, ada));
    if (result.outcome !== "outbox") throw new Error(`It was ${result.outcome}.`);
    expect(await outboxMail(contextFor(rig, ada), result.mail)).toMatchObject({ to: "ada@example.org" });
    expect(await told()).toEqual([{ kind: "mail.tested", payload: { outcome: "outbox" } }]);
  });

  it("is not sent again and again", async () => {
    for (let n = 0; n < 10; n++) await sendTestMail(contextFor(rig, ada));
    await expect(sendTestMail(contextFor(rig, ada))).rejects.toMatchObject({ status: 429 });
    expect(await readdir(outbox())).toHaveLength(10);
  });
});
