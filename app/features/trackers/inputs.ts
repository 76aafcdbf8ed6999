import { z } from "zod";
import { idPattern } from "../../platform/ids.ts";
import { isOneLine } from "../../platform/one-line.ts";
import { ideaInAddress } from "../merging/rules.ts";
import { limits, referenceIn, reportedStages } from "./rules.ts";

const id = z.string().regex(idPattern);

const address = z
  .string()
  .trim()
  .transform((text, at) => {
    const found = referenceIn(text);
    if (found === null) at.addIssue({ code: "custom", message: "link_address" });
    return found?.url ?? "";
  });

/** An issue elsewhere. `id` is made by the page: sent twice, it is one link. */
export const issueInput = z.strictObject({
  id,
  url: address,
  title: z.string().trim().max(limits.title, "field_too_long").refine(isOneLine, "field_unusable"),
});

export const unlinkInput = z.strictObject({ link: id });

/**
 * What a tracker reports: of one idea, by its id, the address of its page or an issue that is linked to it, how far it is
 * or which stage it has reached. A stage comes with the words that people read.
 */
export const reportInput = z
  .strictObject({
    delivery: z.string("report_delivery").regex(/^[\w.:-]{8,100}$/, "report_delivery"),
    idea: z.string("report_about").max(limits.url, "report_about").optional(),
    link: z.string("report_about").max(limits.url, "report_about").optional(),
    percent: z
      .number("report_percent")
      .int("report_percent")
      .min(0, "report_percent")
      .max(100, "report_percent")
      .optional(),
    status: z.enum(reportedStages, "report_status").optional(),
    note: z.string("field_unusable").trim().max(limits.note, "field_too_long").optional(),
  })
  .transform(({ idea, link, note, ...report }, at) => {
    const wrong = (path: string, message: string) => at.addIssue({ code: "custom", path: [path], message });
    if ((idea === undefined) === (link === undefined)) wrong("idea", "report_about");
    if (report.percent === undefined && report.status === undefined) wrong("percent", "report_empty");
    if (report.status !== undefined && !note) wrong("note", "message_missing");
    const named = idea === undefined || idPattern.test(idea) ? (idea ?? null) : ideaInAddress(idea);
    if (idea !== undefined && named === null) wrong("idea", "report_about");
    const issue = link === undefined ? null : referenceIn(link.trim());
    if (link !== undefined && issue === null) wrong("link", "link_address");
    // PostgreSQL takes no such character.
    if (note?.includes("\0")) wrong("note", "field_unusable");
    return { ...report, idea: named, link: issue?.url ?? null, note: note || null };
  });

export type IssueInput = z.infer<typeof issueInput>;
export type Report = z.infer<typeof reportInput>;
