import { eq, sql } from "drizzle-orm";
import type { Tx } from "../../../db/database.ts";
import { memberships, spacePeople } from "../../../db/schema/spaces.ts";
import type { Affiliation } from "../../platform/actor.ts";
import type { ExactReader } from "../../platform/events.server.ts";
import type { MemberAffiliated } from "../accounts/events.ts";
import type { MemberJoined } from "./events.ts";

/** Keeps the count of people by affiliation equal to the membership rows. */
export const countPeople: ExactReader = {
  name: "spaces: people",
  kinds: ["membership.joined", "membership.left", "membership.removed", "member.affiliated"],
  async read(tx, events) {
    for (const event of events) {
      if (event.kind === "member.affiliated") {
        await move(tx, event.payload as MemberAffiliated["payload"]);
      } else if (event.space !== null) {
        const { affiliation } = event.payload as MemberJoined["payload"];
        await count(tx, event.space, affiliation, event.kind === "membership.joined" ? 1 : -1);
      }
    }
  },
};

async function count(tx: Tx, space: string, affiliation: Affiliation, change: 1 | -1): Promise<void> {
  await tx
    .insert(spacePeople)
    .values({ space, affiliation, people: change })
    .onConflictDoUpdate({
      target: [spacePeople.space, spacePeople.affiliation],
      set: { people: sql`${spacePeople.people} + ${change}` },
    });
}

async function move(tx: Tx, { member, from, to }: MemberAffiliated["payload"]): Promise<void> {
  const rows = await tx.select({ space: memberships.space }).from(memberships).where(eq(memberships.member, member));
  for (const { space } of rows) {
    await count(tx, space, from, -1);
    await count(tx, space, to, 1);
  }
}
