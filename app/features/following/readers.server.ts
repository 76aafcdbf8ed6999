import { sql } from "drizzle-orm";
import { prepared } from "../../../db/prepared.ts";
import { follows } from "../../../db/schema/following.ts";
import type { ExactReader, LoggedEvent } from "../../platform/events.server.ts";

/** By the kind of event: who follows the idea from then on. */
const followerOf: Readonly<Record<string, (event: LoggedEvent) => unknown>> = {
  "idea.submitted": ({ payload }) => payload.author,
  "comment.posted": ({ payload }) => payload.author,
  "suggestion.made": ({ payload }) => payload.author,
  "signal.cast": ({ payload }) => payload.member,
  // Who says yes to being asked to an idea; asked to a room, there is none.
  "call.accepted": ({ payload }) => (payload.idea === null ? undefined : payload.member),
  "author.invited": ({ payload }) => payload.member,
};

/**
 * Makes people follow what they wrote, commented on, signalled or were invited to, unless they
 * once stopped by hand. What an import brings makes nobody follow.
 */
export const followAlong: ExactReader = {
  name: "following: by acting",
  kinds: Object.keys(followerOf),
  async read(tx, events) {
    const rows = events
      .filter((event) => event.actor !== "system" && followerOf[event.kind]?.(event) !== undefined)
      .map((event) => ({
        idea: ideaOf(event),
        member: String(followerOf[event.kind]?.(event)),
        state: "following" as const,
        at: event.at,
      }));
    for (const row of rows) await followUnlessStopped(tx, row);
  },
};

const followUnlessStopped = prepared((on) =>
  on
    .insert(follows)
    .values({
      idea: sql.placeholder("idea"),
      member: sql.placeholder("member"),
      state: sql.placeholder("state"),
      at: sql.placeholder("at"),
    })
    .onConflictDoNothing(),
);

function ideaOf({ subject, payload }: LoggedEvent): string {
  return typeof payload.idea === "string" ? payload.idea : subject.slice("idea:".length);
}
