import { eq } from "drizzle-orm";
import { jobs } from "../../db/schema/log.ts";
import { members } from "../../db/schema/members.ts";
import { join, verifyAddress } from "../../app/features/accounts/commands.server.ts";
import type { JoinInput, SetupInput } from "../../app/features/accounts/inputs.ts";
import { actorOf } from "../../app/features/accounts/session.server.ts";
import type { Mail } from "../../app/platform/mail.server.ts";
import { sign } from "../../app/platform/signing.server.ts";
import { type Rig, start, visiting } from "../support/database.ts";

export const from = {
  userAgent: "Firefox/140.0 on Linux",
  origin: "http://localhost:3000",
  browser: "joining browser",
};
export const password = "correct horse battery";

/** The form of somebody who took a minute to fill it in. */
export function joining(rig: Rig, change: Partial<JoinInput> = {}): JoinInput {
  return {
    name: "Ann Lee",
    email: "ann@example.org",
    password,
    website: "",
    started: sign(rig.config, "join", String(start - 60_000)),
    next: "/s/bikes",
    ...change,
  };
}

export const settingUp: Omit<SetupInput, "code"> = {
  name: "Sofia Ferrand",
  email: "sofia@example.org",
  password,
  spaceName: "Everyday bikes",
  purpose: "Better bikes for everyday use.",
  visibility: "public",
  language: "en",
  timeZone: "Europe/Paris",
};

/** The mails that wait; of those written in one millisecond, in any order. */
export async function waitingMails(rig: Rig): Promise<Mail[]> {
  const rows = await rig.db.read.select().from(jobs).where(eq(jobs.kind, "mail")).orderBy(jobs.id);
  return rows.map((row) => row.payload as Mail);
}

/** The secret at the end of the link of the newest mail of a kind to somebody. */
export async function newestToken(rig: Rig, template: string, to = "ann@example.org"): Promise<string> {
  const fits = (sent: Mail) => sent.template === template && sent.to.address === to;
  const mail = (await waitingMails(rig)).filter(fits).at(-1);
  if (!mail) throw new Error(`No mail "${template}" waits.`);
  return mail.values.url?.split("/").at(-1) ?? "";
}

export async function memberRow(rig: Rig, email: string) {
  const [row] = await rig.db.read.select().from(members).where(eq(members.email, email));
  if (!row) throw new Error(`Nobody has ${email}.`);
  return row;
}

/** Joins and confirms the address; gives the cookie of the session that starts. */
export async function joined(rig: Rig, change: Partial<JoinInput> = {}): Promise<string> {
  await join(visiting(rig), joining(rig, change), from);
  const { cookie } = await verifyAddress(visiting(rig), await newestToken(rig, "verify", change.email), {}, from);
  return cookie;
}

/** Who a browser is that sends back what a `Set-Cookie` header gave it. */
export async function bearing(rig: Rig, setCookie: string, now = start) {
  const { actor } = await actorOf(rig.db, setCookie.split(";")[0], now, rig.config);
  return actor;
}

/** A context for the one whose session a `Set-Cookie` header carries. */
export async function contextBearing(rig: Rig, setCookie: string, now = start) {
  const actor = await bearing(rig, setCookie, now);
  if (actor.kind !== "member") throw new Error("This cookie signs nobody in.");
  return { ...visiting(rig, { now }), actor };
}
