import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import PostalMime from "postal-mime";
import { describe, expect, it, vi } from "vitest";
import { jobs } from "../../db/schema/log.ts";
import { accountMails } from "../../app/features/accounts/mails.server.ts";
import en from "../../app/features/accounts/mails/en.json";
import fr from "../../app/features/accounts/mails/fr.json";
import { runJobs } from "../../app/platform/jobs.server.ts";
import { logger } from "../../app/platform/log.server.ts";
import { addressOf, enqueueMail, type Mail, mailHandler } from "../../app/platform/mail.server.ts";
import { freshDatabase, type Rig, start } from "../support/database.ts";

const url = "http://localhost:3000/verify/Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4";
const mail: Mail = {
  to: { name: "Zoé, “the lock” Müller", address: "zoe@example.org" },
  locale: "fr",
  template: "verify",
  values: { name: "Zoé", url },
};

const site = async () => "Ideenwerk";

async function deliver(rig: Rig, given: Mail) {
  await rig.db.transaction((tx) => enqueueMail(tx, { now: start }, given));
  const [job] = await rig.db.read.select().from(jobs);
  if (!job) throw new Error("No job was written.");
  await mailHandler(rig.config, accountMails, site)(job);
  const file = path.join(rig.dir, "outbox", `${job.id}.eml`);
  return { job, file, raw: await readFile(file) };
}

describe("a mail without SMTP_URL", () => {
  it("lies whole in the outbox, with its link alone on a line of the text", async () => {
    const rig = await freshDatabase();
    const { job, file, raw } = await deliver(rig, mail);
    const read = await PostalMime.parse(raw);
    expect(read.subject).toBe("Confirmez votre adresse");
    expect(read.to).toEqual([expect.objectContaining(mail.to)]);
    expect(read.from).toMatchObject({ name: "Ideenwerk", address: "caco@localhost" });
    expect(read.messageId).toBe(`<${job.id}@localhost>`);
    expect(read.text?.split(/\r?\n/)).toContain(url);
    expect(read.html).toContain(`href="${url}"`);
    expect(read.html).toContain('lang="fr"');
    expect(raw.toString().split(/\r?\n/)).toContain(url);
    expect(await readdir(path.dirname(file))).toEqual([`${job.id}.eml`]);
    expect((await stat(file)).mode & 0o077).toBe(0);
  });

  it.each(["en", "fr"] as const)("has its link unbroken in the file itself (%s)", async (locale) => {
    const rig = await freshDatabase();
    for (const template of Object.keys(accountMails)) {
      await rig.db.transaction((tx) => tx.delete(jobs));
      const { raw } = await deliver(rig, { ...mail, locale, template });
      expect(raw.toString().split(/\r?\n/)).toContain(url);
    }
  });

  it("stays one mail when its job runs twice", async () => {
    const rig = await freshDatabase();
    const { job, raw } = await deliver(rig, mail);
    await mailHandler(rig.config, accountMails, site)(job);
    const files = await readdir(path.join(rig.dir, "outbox"));
    expect(files).toHaveLength(1);
    const again = await PostalMime.parse(await readFile(path.join(rig.dir, "outbox", files[0] ?? "")));
    expect(again.messageId).toBe((await PostalMime.parse(raw)).messageId);
  });

  it("takes markup in a name as words, and a forged header as part of the name", async () => {
    const rig = await freshDatabase();
    const { raw } = await deliver(rig, {
      ...mail,
      to: { name: "Eve\r\nBcc: all@evil.example", address: "eve@example.org" },
      values: { name: "<img src=x onerror=alert(1)>", url },
    });
    const read = await PostalMime.parse(raw);
    expect(read.html).not.toContain("<img");
    expect(read.bcc ?? []).toEqual([]);
    expect(read.to?.map((to) => to.address)).toEqual(["eve@example.org"]);
  });

  it("leaves no link behind in its job", async () => {
    const rig = await freshDatabase();
    await rig.db.transaction((tx) => enqueueMail(tx, { now: start }, mail));
    const worker = runJobs(
      rig.db,
      { mail: mailHandler(rig.config, accountMails, site) },
      logger("silent"),
      () => start,
    );
    await vi.waitFor(async () => expect((await rig.db.read.select().from(jobs))[0]?.state).toBe("done"));
    await worker.stop();
    expect(JSON.stringify(await rig.db.read.select().from(jobs))).not.toContain("Zm9v");
  });

  it("is never written for what was rolled back", async () => {
    const rig = await freshDatabase();
    const failing = rig.db.transaction(async (tx) => {
      await enqueueMail(tx, { now: start }, mail);
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect(await rig.db.read.select().from(jobs)).toEqual([]);
  });
});

describe("the words of mails", () => {
  it("exist in both languages under the same keys", () => {
    const keys = (tree: object): string[] =>
      Object.entries(tree).flatMap(([key, value]) =>
        typeof value === "string" ? [key] : keys(value as object).map((rest) => `${key}.${rest}`),
      );
    expect(keys(fr).sort()).toEqual(keys(en).sort());
  });

  it("leave no placeholder open", () => {
    for (const template of Object.values(accountMails)) {
      for (const locale of ["en", "fr"] as const) {
        expect(JSON.stringify(template(locale, { name: "Ann", url }))).not.toMatch(/[{}]{2}(?!$)/);
      }
    }
  });
});

it.each([
  ["Caco <caco@example.org>", { name: "Caco", address: "caco@example.org" }],
  ["caco@example.org", { name: "", address: "caco@example.org" }],
])("the sender %j is taken apart", (written, address) => {
  expect(addressOf(written)).toEqual(address);
});
