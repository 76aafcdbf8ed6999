import type { Tx } from "../../../db/database.ts";
import { mailTokens, type MailTokenKind } from "../../../db/schema/members.ts";
import { enqueueMail } from "../../platform/mail.server.ts";
import { safePath } from "../../platform/paths.ts";
import { hashOf, newSecret } from "../../platform/secrets.server.ts";
import type { Member } from "./members.server.ts";
import { linkAge } from "./rules.ts";

type Leading = {
  origin: string;
  /** SHA-256 of the secret of the browser in which no password is asked for. */
  boundTo?: string | null;
  next?: string | undefined;
};

/**
 * Makes a link that works once and gives its address. Only the hash of its secret is kept: nobody
 * can read it again.
 */
export async function newLink(
  tx: Tx,
  at: { now: number },
  kind: MailTokenKind,
  member: Pick<Member, "id"> & { email: string },
  { origin, boundTo = null, next }: Leading,
): Promise<string> {
  const secret = newSecret();
  await tx.insert(mailTokens).values({
    hash: hashOf(secret),
    kind,
    member: member.id,
    email: member.email,
    browser: boundTo,
    next: safePath(next),
    createdAt: at.now,
    expiresAt: at.now + linkAge[kind],
  });
  return `${origin}/${kind}/${secret}`;
}

/** Makes such a link and mails it to its owner; the mail's job forgets it once it is sent. */
export async function mailLink(
  tx: Tx,
  at: { now: number },
  kind: MailTokenKind,
  member: Member,
  leading: Leading,
): Promise<void> {
  const { name, email, locale } = member;
  if (email === null) return;
  const url = await newLink(tx, at, kind, { id: member.id, email }, leading);
  await enqueueMail(tx, at, { to: { name, address: email }, locale, template: kind, values: { name, url } });
}
