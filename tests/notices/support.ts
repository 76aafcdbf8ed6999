import { asc, gt } from "drizzle-orm";
import { events } from "../../db/schema/log.ts";
import { noticesPage, unreadNotices } from "../../app/features/notices/queries.server.ts";
import { tellPeople } from "../../app/features/notices/readers.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { actorNow, contextFor, type Rig, start } from "../support/database.ts";

/** Lets the reader of the log that tells people catch up, from `after` on. */
export async function tellAll(rig: Rig, after = 0): Promise<void> {
  const reader = tellPeople(rig.db, () => start);
  if (!("read" in reader)) throw new Error("It reads one event at a time.");
  const logged = await rig.db.read.select().from(events).where(gt(events.seq, after)).orderBy(asc(events.seq));
  for (const event of logged) if (reader.kinds.includes(event.kind)) await reader.read(event);
}

/** What somebody is told now, newest first: kind, who, how many others, and whether it is unread. */
export async function toldTo(rig: Rig, who: SignedIn) {
  const ctx = contextFor(rig, await actorNow(rig, who.id));
  const { notices } = await noticesPage(ctx, null);
  return notices.map(({ kind, by, others, isUnread }) => ({ kind, by: by?.name ?? null, others, isUnread }));
}

export async function kindsToldTo(rig: Rig, who: SignedIn): Promise<string[]> {
  return (await toldTo(rig, who)).map(({ kind }) => kind);
}

/** The number on somebody's bell now. */
export async function bellOf(rig: Rig, who: SignedIn): Promise<number> {
  return unreadNotices(contextFor(rig, await actorNow(rig, who.id)));
}
