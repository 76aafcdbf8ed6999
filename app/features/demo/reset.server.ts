/** A demo from its start on: what is done in it lasts until the night, or until somebody begins again. */
import type { Database } from "../../../db/database.ts";
import { sessions } from "../../../db/schema/members.ts";
import type { Config } from "../../platform/config.server.ts";
import type { Context } from "../../platform/context.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { limit } from "../../platform/limits.server.ts";
import type { Log } from "../../platform/log.server.ts";
import { once } from "../../platform/once.server.ts";
import { outboxOf, tidyOutbox } from "../../platform/outbox.server.ts";
import { sessionEnded } from "../accounts/events.ts";
import { prepareLegal } from "../legal/commands.server.ts";
import { untilTheNight } from "./rules.ts";
import type { ReadersOn } from "./tell.server.ts";
import { sow } from "./sow.server.ts";

type Means = { db: Database; config: Config; log: Log };

const noReaders: ReadersOn = () => [];

/** The seed of every demo: all of them tell the same story. */
export const demoSeed = "caco";

const state = once("demo", () => ({ resetting: null as Promise<void> | null, readersOn: noReaders }));

/** Sows the demo of a server that starts, and again each night. Gives the function that ends the nights. */
export async function openDemo(means: Means, readersOn: ReadersOn): Promise<() => void> {
  state.readersOn = readersOn;
  await sow(means, { now: Date.now(), seed: demoSeed, readersOn });
  let timer: NodeJS.Timeout;
  const wait = () => {
    timer = setTimeout(() => {
      void reset(means)
        .catch((error: unknown) => means.log.error({ err: error }, "the demo could not be begun again"))
        .finally(wait);
    }, untilTheNight(Date.now()));
    timer.unref();
  };
  wait();
  return () => clearTimeout(timer);
}

/** Whether the demo is being begun again at this moment: nothing is there to be shown. */
export function isResetting(): boolean {
  return state.resetting !== null;
}

/**
 * Begins the demo again, as somebody asked; asked twice at once, it is done once. Throws `NotFound`
 * where there is no demo, `TooMany`.
 */
export async function beginAgain(ctx: Context): Promise<void> {
  if (!ctx.config.demo) throw new NotFound();
  await limit("demo_reset", ctx.address);
  await reset(ctx);
}

function reset(means: Means): Promise<void> {
  state.resetting ??= wipeAndSow(means).finally(() => {
    state.resetting = null;
  });
  return state.resetting;
}

async function wipeAndSow({ db, config, log }: Means): Promise<void> {
  const now = Date.now();
  const open = await db.read.select({ id: sessions.id, member: sessions.member }).from(sessions);
  const tables = await db.raw.all<{ name: string }>(
    "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like 'caco_%'",
  );
  // The numbers of events go on from where they were: who reads the log by them misses nothing.
  await db.raw.change(async (on) => {
    for (const { name } of tables) await on.run(`delete from "${name}"`);
  });
  await sow({ db, config, log }, { now, seed: demoSeed, readersOn: state.readersOn });
  await prepareLegal(db, now);
  // The mails to whoever joined with an address of his or her own: the next visitor may be the admin who reads them.
  await tidyOutbox(outboxOf(config), now);
  // Said afterwards, as the log of before is gone: live connections end with their sessions.
  const ended = open.map(({ id, member }) => sessionEnded(id, member));
  await db.transaction((tx) => record(tx, { actor: "system", now }, ended));
}
