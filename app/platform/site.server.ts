/**
 * What holds for the whole place, as its admins set it. Every page needs it, so each process keeps
 * it in memory; the event log tells every process when it has changed.
 */
import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { settings } from "../../db/schema/log.ts";
import type { Database, Reads, Tx } from "../../db/database.ts";
import { Conflict } from "./errors.ts";
import type { CatchingUpReader } from "./events.server.ts";
import { once } from "./once.server.ts";

const shape = z.object({
  /** Goes up with each change; 0 while nobody has set anything. */
  version: z.number().int().min(0),
  name: z.string().min(1),
  /** Who may make an account: anybody, or whoever holds an invitation. */
  joining: z.enum(["open", "invitation"]),
  /** For visitors whose browser asks for none of our languages. */
  locale: z.enum(["en", "fr"]),
  /** Where a new space begins to count its days. */
  timeZone: z.string().min(1),
  /** Whoever confirms an address at one of these is an employee; a subdomain is another domain. */
  employeeDomains: z.array(z.string()),
});

export type Site = z.infer<typeof shape>;

export const firstSite: Site = {
  version: 0,
  name: "Caco",
  joining: "open",
  locale: "en",
  timeZone: "UTC",
  employeeDomains: [],
};

/** The name of the one row in `settings`. */
const row = "site";

/** For how long a copy is believed without being told of a change, in milliseconds. */
const believed = 60_000;

const copies = once("site", () => new WeakMap<Database, { at: number; site: Promise<Site> }>());

/** The settings, from this process's memory or the database. */
export function siteOf(db: Database): Promise<Site> {
  const now = Date.now();
  const copy = copies.get(db);
  if (copy && now - copy.at < believed) return copy.site;
  const site = storedSite(db.read).then((stored) => stored.site);
  copies.set(db, { at: now, site });
  site.catch(() => forgetSite(db));
  return site;
}

/** Makes the next question go to the database. */
function forgetSite(db: Database): void {
  copies.delete(db);
}

/** Forgets this process's copy whenever any process changes the settings. */
export function siteReader(db: Database): CatchingUpReader {
  return {
    name: "site",
    place: "from now",
    kinds: ["settings.changed"],
    async read() {
      forgetSite(db);
    },
  };
}

async function storedSite(read: Reads): Promise<{ site: Site; text: string | null }> {
  const [found] = await read.select().from(settings).where(eq(settings.name, row));
  if (!found) return { site: firstSite, text: null };
  return { site: shape.parse(JSON.parse(found.value)), text: found.value };
}

/**
 * Writes the settings in place of those of `version` and gives both. Of two who write at once the
 * second fails. Throws `Conflict("settings_changed")`.
 */
export async function writeSite(
  db: Database,
  tx: Tx,
  version: number,
  change: Omit<Site, "version">,
): Promise<{ before: Site; after: Site }> {
  const { site: before, text } = await storedSite(tx);
  if (before.version !== version) throw new Conflict("settings_changed");
  const after = { ...change, version: version + 1 };
  const value = JSON.stringify(after);
  const written =
    text === null
      ? await tx.insert(settings).values({ name: row, value }).onConflictDoNothing().returning({ name: settings.name })
      : await tx
          .update(settings)
          .set({ value })
          .where(and(eq(settings.name, row), eq(settings.value, text)))
          .returning({ name: settings.name });
  if (written.length === 0) throw new Conflict("settings_changed");
  tx.afterCommit(() => forgetSite(db));
  return { before, after };
}
