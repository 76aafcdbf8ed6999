import type { Database } from "../../../db/database.ts";
import { type CatchingUpReader, record } from "../../platform/events.server.ts";
import { noticesChanged } from "./events.ts";
import { makeNotices, withdrawNotices } from "./making.server.ts";
import { keptUnread } from "./rules.ts";
import { byNobody, consequencesOf } from "./telling.server.ts";

/**
 * Tells people of what happened, after it happened. `clock` gives milliseconds since 1970 UTC. Seen
 * twice, an event is told once. What an import brings, and what nobody would keep any more, is not told.
 */
export function tellPeople(db: Database, clock: () => number): CatchingUpReader {
  return {
    name: "notices",
    place: "stored",
    kinds: Object.keys(consequencesOf),
    async read(event) {
      if ((event.actor === "system" && !byNobody.includes(event.kind)) || event.at < clock() - keptUnread) return;
      const { tell = [], withdraw = [] } = (await consequencesOf[event.kind]?.(db.read, event)) ?? {};
      let changes = 0;
      for (const telling of tell) changes += await makeNotices(db, event, telling, clock());
      for (const withdrawal of withdraw) changes += await withdrawNotices(db, event, withdrawal);
      if (changes === 0) return;
      await db.transaction((tx) => record(tx, { actor: "system", now: clock() }, [noticesChanged(event.id)]));
    },
  };
}
