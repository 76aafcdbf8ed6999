/**
 * Mail. A command enqueues it in its own transaction, so a mail is neither forgotten nor sent
 * for something that was rolled back. A job may run twice: its Message-ID is the job's id, so
 * that a second copy is recognised. Threat: header injection, so addresses are objects, never
 * text that a mail library takes apart.
 */
import { mkdir, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { createTransport } from "nodemailer";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import type { Tx } from "../../db/database.ts";
import type { Locale } from "./actor.ts";
import type { Config } from "./config.server.ts";
import { Away, enqueue, type JobHandler } from "./jobs.server.ts";
import { type Letter, MailFrame, mailText } from "./mail-frame.tsx";
import { outboxOf } from "./outbox.server.ts";

export type Address = { name: string; address: string };
export type MailValues = Record<string, string>;

/** What a job of kind `mail` holds until it is done; then it is emptied, links and all. */
export type Mail = { to: Address; locale: Locale; template: string; values: MailValues };

/** Writes the words of one kind of mail. */
export type MailTemplate = (locale: Locale, values: MailValues) => Letter;

/** Adds a mail to the transaction; it is sent after the commit. */
export function enqueueMail(tx: Tx, at: { now: number }, mail: Mail): Promise<void> {
  return enqueue(tx, at, { kind: "mail", payload: mail });
}

type Outgoing = Pick<Config, "smtpUrl" | "mailFrom" | "dataDir">;

/** A letter on its way: `id` names its file and its Message-ID, `at` is its date in milliseconds since 1970 UTC. */
type Posted = {
  id: string;
  at: number;
  to: Address;
  locale: Locale;
  site: string;
  letter: Letter;
  /** Who speaks, if that is not the place itself; the address stays that of the place. */
  sender?: string | undefined;
  /** What it belongs to: letters of one name stand together in mail programs. */
  thread?: string | undefined;
  /** The address at which one POST ends such letters (RFC 8058). */
  unsubscribe?: string | undefined;
};

/** Sends a letter now. Gives what the mail server answered, or null for one that was laid into the outbox. */
type Post = (posted: Posted) => Promise<string | null>;

/** The way out for letters: by `SMTP_URL`, or without it into `DATA_DIR/outbox/<id>.eml`. */
export function postOffice(config: Outgoing): Post {
  const written = addressOf(config.mailFrom);
  const deliver = config.smtpUrl === null ? toOutbox(outboxOf(config)) : toServer(config.smtpUrl);
  const host = written.address.split("@")[1];
  return ({ id, at, to, locale, site, letter, sender, thread, unsubscribe }) => {
    const root = thread && `<${thread}@${host}>`;
    return deliver(id, {
      from: { ...written, name: sender ?? (written.name || site) },
      to,
      subject: letter.subject,
      messageId: `<${id}@${host}>`,
      ...(root && { inReplyTo: root, references: root }),
      date: new Date(at),
      headers: {
        "Auto-Submitted": "auto-generated",
        "Content-Language": locale,
        ...(unsubscribe && { "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" }),
      },
      ...(unsubscribe && { list: { unsubscribe } }),
      text: mailText(letter, locale),
      html: `<!doctype html>${renderToStaticMarkup(createElement(MailFrame, { letter, locale, site }))}`,
    });
  };
}

/** The handler of `mail` jobs. Each template also gets the name of the place, as the value `site`. */
export function mailHandler(
  config: Outgoing,
  templates: Readonly<Record<string, MailTemplate>>,
  siteName: () => Promise<string>,
): JobHandler {
  const post = postOffice(config);
  return async (job) => {
    const { template: name, to, locale, values } = job.payload as Mail;
    const template = templates[name];
    if (!template) throw new Error(`No mail is called "${name}".`);
    const site = await siteName();
    await post({ id: job.id, at: job.createdAt, to, locale, site, letter: template(locale, { ...values, site }) });
  };
}

/** `Caco <caco@example.org>` or a bare address, taken apart. */
export function addressOf(written: string): Address {
  const [, name = "", address = written] = /^(.*)<([^<>]+)>\s*$/.exec(written) ?? [];
  return { name: name.trim(), address: address.trim() };
}

type Message = {
  from: Address;
  to: Address;
  subject: string;
  messageId: string;
  date: Date;
  headers: Record<string, string>;
  inReplyTo?: string;
  references?: string;
  list?: { unsubscribe: string };
  text: string;
  html: string;
};

type Deliver = (id: string, message: Message) => Promise<string | null>;

/** How long a mail server may take to be found, to let us in, to greet, and to say the next word, in milliseconds. */
const patience = 10_000;

function toServer(smtpUrl: string): Deliver {
  const transport = createTransport({
    url: smtpUrl,
    dnsTimeout: patience,
    disableFileAccess: true,
    disableUrlAccess: true,
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience,
  });
  return async (_id, message) => {
    try {
      return (await transport.sendMail(message)).response;
    } catch (error) {
      throw asKnown(error);
    }
  };
}

/** Thrown when a mail server will never take a mail to this reader; `code` is its answer, such as 550. */
export class Undeliverable extends Error {
  override name = "Undeliverable";
  readonly code: number;
  constructor(code: number, options?: ErrorOptions) {
    super("The mail server refuses the reader.", options);
    this.code = code;
  }
}

/** The failure in the words of this program: nobody there or too busy, or the reader refused for good. */
function asKnown(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { code, responseCode, command } = error as { code?: string; responseCode?: number; command?: string };
  if (command === "RCPT TO" && responseCode !== undefined && responseCode >= 500) {
    return new Undeliverable(responseCode, { cause: error });
  }
  const isBusy = responseCode !== undefined && responseCode >= 400 && responseCode < 500;
  if (!isBusy && !notReached.has(code ?? "")) return error;
  return new Away(`The mail server takes nothing (${responseCode ?? code}).`, { cause: error });
}

/** How nodemailer says that no mail server let it in. */
const notReached = new Set(["ECONNECTION", "ETIMEDOUT", "ESOCKET", "EDNS", "ETLS", "EAUTH"]);

/** Written beside its place and moved there, so that whoever watches the folder reads whole mails only. */
function toOutbox(folder: string): Deliver {
  const transport = createTransport({ streamTransport: true, buffer: true });
  return async (id, message) => {
    const { message: written } = await transport.sendMail(message);
    await mkdir(folder, { recursive: true });
    const file = path.join(folder, `${id}.eml`);
    await writeFile(`${file}.part`, written as Buffer, { mode: 0o600 });
    await rename(`${file}.part`, file);
    return null;
  };
}
