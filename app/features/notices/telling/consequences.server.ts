/** What follows from an event, in the words of the notices. */
import type { Reads } from "../../../../db/database.ts";
import type { NoticeKind } from "../../../../db/schema/notices.ts";
import type { LoggedEvent } from "../../../platform/events.server.ts";

/** One sentence and those who hear it, as far as they may see what it is about. */
export type Telling = {
  kind: NoticeKind;
  /** `followers`: of the idea that it is about. */
  to: readonly string[] | "followers";
  about: string;
  /** Null: it is about the account of whoever is told. */
  space: string | null;
  idea: string | null;
  item: string;
  code?: string | null;
  named?: string | null;
  /** The line is not of this idea alone: what is told of others joins it. */
  isOfMany?: boolean;
};

/** What an event takes back: notices of these kinds about this item. */
export type Withdrawal = { item: string; kinds: readonly NoticeKind[] };

/** What follows from an event. Of several tellings each person hears the first that is for him or her. */
export type Consequence = { tell?: readonly Telling[]; withdraw?: readonly Withdrawal[] };

/** What follows from events of one kind. Looks up names and rows, and writes nothing. */
export type Consequences = (read: Reads, event: LoggedEvent) => Promise<Consequence>;
