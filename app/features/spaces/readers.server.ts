import { sql } from "drizzle-orm";
import { spacePeople } from "../../../db/schema/spaces.ts";
import type { ExactReader } from "../../platform/events.server.ts";
import type { MemberJoined } from "./events.ts";

/** Keeps the count of people by affiliation equal to the membership rows. */
export const countPeople: ExactReader = {
  name: "spaces: people",
  kinds: ["membership.joined", "membership.left", "membership.removed"],
  async read(tx, events) {
    for (const event of events) {
      if (event.space === null) continue;
      const { affiliation } = event.payload as MemberJoined["payload"];
      const change = event.kind === "membership.joined" ? 1 : -1;
      await tx
        .insert(spacePeople)
        .values({ space: event.space, affiliation, people: change })
        .onConflictDoUpdate({
          target: [spacePeople.space, spacePeople.affiliation],
          set: { people: sql`${spacePeople.people} + ${change}` },
        });
    }
  },
};
