import { countComments } from "./features/discussion/readers.server.ts";
import { followAlong } from "./features/following/readers.server.ts";
import { tellPeople } from "./features/notices/readers.server.ts";
import { keepDuties } from "./features/piloting/readers.server.ts";
import { countSignals } from "./features/signals/readers.server.ts";
import { countPeople } from "./features/spaces/readers.server.ts";
import { countTagged } from "./features/tags/readers.server.ts";
import type { Database } from "../db/database.ts";
import type { CatchingUpReader, ExactReader } from "./platform/events.server.ts";

/** Every reader of the event log that runs inside the transaction recording the event. */
export const exactReaders: readonly ExactReader[] = [
  countPeople,
  countSignals,
  countComments,
  countTagged,
  followAlong,
  keepDuties,
];

/** Every reader that follows the log after the commit, but the one that speaks to sockets. */
export function catchingUpReaders(db: Database): CatchingUpReader[] {
  return [tellPeople(db, Date.now)];
}
