import { lookForWords } from "./features/adopting/proposing.server.ts";
import { askContributors } from "./features/confirming/readers.server.ts";
import { keepCards } from "./features/board/readers.server.ts";
import { freezeCredits } from "./features/crediting/readers.server.ts";
import { countComments, keepWelcomes } from "./features/discussion/readers.server.ts";
import { lookOnShortlist } from "./features/fairness/readers.server.ts";
import { keepDuplicates } from "./features/duplicates/readers.server.ts";
import { followAlong } from "./features/following/readers.server.ts";
import { tellPeople } from "./features/notices/readers.server.ts";
import { keepDuties, keepPilots } from "./features/piloting/readers.server.ts";
import { unlinkTransferred } from "./features/products/readers.server.ts";
import { keepReputation } from "./features/reputation/readers.server.ts";
import { keepHosts } from "./features/rooms/rota.server.ts";
import { waitAgain } from "./features/reviving/readers.server.ts";
import { countSignals } from "./features/signals/readers.server.ts";
import { countPeople } from "./features/spaces/readers.server.ts";
import { countTagged } from "./features/tags/readers.server.ts";
import { fallAway } from "./features/transferring/readers.server.ts";
import type { Database } from "../db/database.ts";
import type { CatchingUpReader, ExactReader } from "./platform/events.server.ts";

/** Every reader of the event log that runs inside the transaction recording the event. */
export const exactReaders: readonly ExactReader[] = [
  countPeople,
  countSignals,
  countComments,
  keepWelcomes,
  countTagged,
  followAlong,
  keepPilots,
  keepDuties,
  waitAgain,
  fallAway,
  keepDuplicates,
  keepCards,
  unlinkTransferred,
  keepHosts,
  lookForWords,
  freezeCredits,
  askContributors,
  keepReputation,
  lookOnShortlist,
];

/** Every reader that follows the log after the commit, but the one that speaks to sockets. */
export function catchingUpReaders(db: Database): CatchingUpReader[] {
  return [tellPeople(db, Date.now)];
}
