/** Live rooms for tests: opened in the database, entered over real sockets by the very line that pages use. */
import { eq } from "drizzle-orm";
import { roomLine, type RoomLine } from "../../app/features/rooms/ui/line.ts";
import type { Act } from "../../app/features/rooms/inputs.ts";
import { changePlan, openRoom } from "../../app/features/rooms/commands.server.ts";
import type { RoomInput } from "../../app/features/rooms/inputs.ts";
import type { Phase } from "../../app/features/rooms/board.ts";
import { planOf, roomSeenBy, type Snapshot, snapshotOf } from "../../app/features/rooms/queries.server.ts";
import { actorById } from "../../app/features/accounts/session.server.ts";
import { members } from "../../db/schema/members.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import type { Context } from "../../app/platform/context.server.ts";
import { readConfig } from "../../app/platform/config.server.ts";
import { newId, timelessId } from "../../app/platform/ids.ts";
import { logger } from "../../app/platform/log.server.ts";
import type { Site } from "./site.ts";
import { connected, type Live } from "./sockets.ts";
import type { Client } from "./http.ts";
import { until } from "./until.ts";

/** Somebody of the site as an actor. */
async function actorOf({ db }: Pick<Site, "db">, { email }: { email: string }): Promise<SignedIn> {
  const [row] = await db.read.select({ id: members.id }).from(members).where(eq(members.email, email));
  const actor = row && (await actorById(db.read, row.id));
  if (!actor) throw new Error(`Nobody has ${email}.`);
  return actor;
}

/** Opens a room of the site's public space, hosted by one of its pilots, and gives its id. */
export async function openedRoom(
  site: Site,
  host: { email: string },
  { plan, ...change }: Partial<RoomInput> & { plan?: (phases: Phase[]) => Phase[] } = {},
): Promise<string> {
  const actor = await actorOf(site, host);
  const now = Date.now();
  const { db } = site;
  const config = readConfig({}, { demo: false });
  const ctx: Context = {
    actor,
    now,
    locale: "en",
    db,
    config,
    log: logger("silent"),
    request: "test",
    address: "test",
  };
  const id = await openRoom(ctx, site.open.id, {
    id: newId(now),
    idea: null,
    title: "A stand that holds",
    question: "How does a stand hold on a slope?",
    template: "core",
    audience: "space",
    most: 50,
    startsAt: null,
    invited: [],
    ...change,
  });
  if (plan) await changePlan(ctx, id, plan(await planOf(db.read, id)));
  return id;
}

/** How a room stands to somebody of the site, read anew from the database. */
export async function fresh(site: Site, room: string, who: { email: string }): Promise<Snapshot> {
  const actor = await actorOf(site, who);
  const { room: row } = await roomSeenBy(site.db.read, actor, room);
  return snapshotOf(site.db.read, row, actor.id, Date.now());
}

export type InRoom = RoomLine & {
  id: string;
  live: Live;
  /** Waits until what is seen fits. */
  sees(fits: (seen: ReturnType<RoomLine["seen"]>) => boolean, patience?: number): Promise<void>;
  /** Does something and waits until the server has answered. */
  does(what: Act): Promise<void>;
  /** Writes a note and gives its id. */
  note(body: string): Promise<string>;
};

/** Comes into a room as a page of the member's browser does, by way of `origin`. */
export async function inRoom(
  site: Site,
  room: string,
  who: Client & { email: string },
  { origin = site.server.origin, reconnects = false }: { origin?: string; reconnects?: boolean } = {},
): Promise<InRoom> {
  const { id } = await actorOf(site, who);
  const live = await connected(origin, who, {}, { reconnects });
  const line = roomLine(room, id, await fresh(site, room, who), { read: () => [], write: () => undefined });
  line.open(live.socket);
  const sees: InRoom["sees"] = async (fits, patience) => void (await until(() => fits(line.seen()), patience));
  await sees(({ state }) => state === "live");
  const does: InRoom["does"] = async (what) => {
    line.act(what);
    await sees(({ unsaved }) => unsaved === 0);
  };
  return {
    ...line,
    id,
    live,
    sees,
    does,
    async note(body) {
      const note = timelessId();
      await does({ do: "note.write", note, body, isSealed: false, cluster: null });
      return note;
    },
  };
}
