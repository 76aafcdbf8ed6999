import { countComments } from "./features/discussion/readers.server.ts";
import { followAlong } from "./features/following/readers.server.ts";
import { countSignals } from "./features/signals/readers.server.ts";
import { countPeople } from "./features/spaces/readers.server.ts";
import { countTagged } from "./features/tags/readers.server.ts";
import type { ExactReader } from "./platform/events.server.ts";

/** Every reader of the event log that runs inside the transaction recording the event. */
export const exactReaders: readonly ExactReader[] = [
  countPeople,
  countSignals,
  countComments,
  countTagged,
  followAlong,
];
