/** What names somebody for a while without being his or hers: mails on their way, forms that wait, words that call. */
import { and, eq, like, ne, sql } from "drizzle-orm";
import type { Tx } from "../../../db/database.ts";
import { jobs, parkedForms } from "../../../db/schema/log.ts";
import type { Mail } from "../../platform/mail.server.ts";
import en from "./mails/en.json";
import fr from "./mails/fr.json";
import type { Identity } from "./identity.server.ts";

const words = { en, fr };

/** Mails to somebody who is erased are not sent any more; others go out without the name. */
export async function forgetMails(tx: Tx, { name, emails }: Identity): Promise<void> {
  const rows = await tx
    .select({ id: jobs.id, payload: jobs.payload })
    .from(jobs)
    .where(and(eq(jobs.kind, "mail"), ne(jobs.state, "done")));
  for (const { id, payload } of rows) {
    const mail = payload as Partial<Mail>;
    if (mail.to === undefined || mail.values === undefined) continue;
    if (emails.includes(mail.to.address)) {
      await tx.delete(jobs).where(eq(jobs.id, id));
    } else if (Object.values(mail.values).includes(name)) {
      const former = words[mail.locale ?? "en"].former_member;
      const values = Object.fromEntries(
        Object.entries(mail.values).map(([key, value]) => [key, value === name ? former : value]),
      );
      await tx
        .update(jobs)
        .set({ payload: { ...mail, values } })
        .where(eq(jobs.id, id));
    }
  }
}

/** Forms that wait for somebody to sign in, and hold the address. All others are gone within a day. */
export async function forgetParkedForms(tx: Tx, { emails }: Identity): Promise<void> {
  for (const email of emails) {
    await tx.delete(parkedForms).where(like(sql`cast(${parkedForms.fields} as text)`, `%${email}%`));
  }
}

/**
 * Gives a text in which nobody is called by these handles any more. Other handles that only begin alike stay. In HTML of
 * ours, the ways to the person lead on to what is left of the account.
 */
export function uncalled(text: string, { handles, pseudonym }: Pick<Identity, "handles" | "pseudonym">): string {
  return handles.reduce(
    (left, handle) =>
      left.replace(
        new RegExp(`((?<![\\p{L}\\p{N}_@/.-])@|/people/)${handle}(?!-*[a-z0-9])`, "giu"),
        (_, sign: string) => sign + pseudonym,
      ),
    text,
  );
}
