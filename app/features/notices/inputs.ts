import { z } from "zod";
import type { NoticeGroup, NoticeWay, Ways } from "../../../db/schema/notices.ts";
import { idPattern } from "../../platform/ids.ts";
import { hours, mailRhythms, noticeGroups, waysOpenTo } from "./rules.ts";

/** All that stands there is read. */
export const allReadInput = z.strictObject({ act: z.literal("read_all") });

/** Everything about an idea is read: its page was opened. */
export const visitInput = z.strictObject({ idea: z.string().regex(idPattern) });

function byGroup<Field extends z.ZodType>(field: (ways: readonly NoticeWay[]) => Field): Record<NoticeGroup, Field> {
  return Object.fromEntries(noticeGroups.map((group) => [group, field(waysOpenTo(group))])) as Record<
    NoticeGroup,
    Field
  >;
}

const fullHour = z.coerce.number().refine((hour) => hours.includes(hour));
const quietHour = z.union([z.literal("").transform(() => null), fullHour]);
const ticked = z
  .literal("yes")
  .optional()
  .transform((value) => value === "yes");

/** How somebody wants to be told: one field for each group, and when mails come. */
export const settingsInput = z
  .strictObject({
    ...byGroup((ways) => z.enum(ways)),
    rhythm: z.enum(mailRhythms),
    dailyHour: fullHour,
    quietFrom: quietHour,
    quietUntil: quietHour,
    digest: ticked,
    reminder: ticked,
  })
  .transform(({ rhythm, dailyHour, quietFrom, quietUntil, digest, reminder, ...ways }, at) => {
    if ((quietFrom === null) !== (quietUntil === null)) {
      const path = [quietFrom === null ? "quietFrom" : "quietUntil"];
      at.addIssue({ code: "custom", path, message: "quiet_half" });
    }
    const quiet = quietFrom === null || quietUntil === null ? null : { from: quietFrom, until: quietUntil };
    return { ways, rhythm, dailyHour, quiet, digest, reminder };
  });

/** What is told otherwise in one space; empty: as everywhere. `digest`: whether the weekly mail tells of it. */
export const choicesInput = z
  .strictObject({ ...byGroup((ways) => z.union([z.literal(""), z.enum(ways)])), digest: ticked })
  .transform(({ digest, ...chosen }) => {
    const ways: Ways = Object.fromEntries(
      noticeGroups.flatMap((group): [NoticeGroup, NoticeWay][] => {
        const way = chosen[group];
        return way === "" ? [] : [[group, way]];
      }),
    );
    return { ways, digest };
  });

/** A press of a button, or what a mail program posts by itself (RFC 8058, section 3.2). */
export const unsubscribeInput = z.union([
  z.strictObject({ act: z.enum(["this", "all"]) }),
  z.strictObject({ "List-Unsubscribe": z.literal("One-Click") }).transform(() => ({ act: "this" as const })),
]);

/** Mails go again to an address that was refused. */
export const tryAgainInput = z.strictObject({ act: z.literal("try_again") });
