/** Who may write in the living texts of the bench: two co-authors for each idea that is left to it. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { withDatabase } from "../../db/database.ts";
import { members } from "../../db/schema/members.ts";
import { noticeSettings } from "../../db/schema/notices.ts";
import { ideaAuthors } from "../../db/schema/writing.ts";
import { pairOf } from "./asking.js";
import type { Site } from "./data.ts";

/**
 * Lets two co-authors write in each idea that no signed-in member has a signal on, and switches the mails of the week off
 * for everybody: on some days they would be written while the bench measures. Gives the number of these ideas.
 */
export async function letWrite(folder: string): Promise<number> {
  const site = JSON.parse(await readFile(path.join(folder, "site.json"), "utf8")) as Site;
  await withDatabase(`file:${path.join(folder, "caco.db")}`, async (db) => {
    const everybody = await db.read.select({ id: members.id, affiliation: members.affiliation }).from(members);
    const affiliationOf = new Map(everybody.map(({ id, affiliation }) => [id, affiliation]));
    const now = Date.now();
    await db.transaction(async (tx) => {
      for (const { id } of everybody) {
        const usual = { ways: {}, rhythm: "hourly", dailyHour: 8 } as const;
        await tx.insert(noticeSettings).values({ member: id, ...usual, digest: false, reminder: false });
      }
      for (const [place, idea] of site.untouched.entries()) {
        for (const { id } of pairOf(site.members, place)) {
          const affiliation = affiliationOf.get(id);
          if (!affiliation) throw new Error("A member of the site is not in its database.");
          const asked = { idea: idea.id, member: id, invitedBy: id, affiliation, at: now };
          await tx.insert(ideaAuthors).values({ ...asked, state: "accepted" });
        }
      }
    });
  });
  return site.untouched.length;
}
