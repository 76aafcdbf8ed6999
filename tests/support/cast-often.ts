import { eq } from "drizzle-orm";
import { openDatabase } from "../../db/database.ts";
import { members } from "../../db/schema/members.ts";
import { actorFrom } from "../../app/features/accounts/session.server.ts";
import { castSignal } from "../../app/features/signals/commands.server.ts";
import { readConfig } from "../../app/platform/config.server.ts";
import { useExactReaders } from "../../app/platform/events.server.ts";
import { logger } from "../../app/platform/log.server.ts";
import { exactReaders } from "../../app/readers.ts";

/** Casts by turns each kind and none, all at once, and gives how many came through and why others failed. */
export async function castOften(url: string, memberId: string, idea: string, times: number) {
  const db = await openDatabase(url);
  useExactReaders(exactReaders);
  const [member] = await db.read.select().from(members).where(eq(members.id, memberId));
  if (!member) throw new Error(`There is no member ${memberId}.`);
  const ctx = {
    actor: actorFrom(member),
    locale: "en" as const,
    db,
    config: readConfig({}),
    log: logger("silent"),
    request: "second process",
    address: "second process",
  };
  const kinds = ["support", "none", "not_for_me", "pass"] as const;
  const casts = Array.from({ length: times }, (_, n) =>
    castSignal({ ...ctx, now: Date.now() }, { idea, kind: kinds[n % kinds.length] ?? "none" }),
  );
  const outcomes = await Promise.allSettled(casts);
  await db.close();
  return {
    done: outcomes.filter(({ status }) => status === "fulfilled").length,
    failures: outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [String(outcome.reason)] : [])),
  };
}
