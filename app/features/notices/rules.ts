import type { NoticeKind } from "../../../db/schema/notices.ts";

/** Notices on one page. */
export const noticesOnAPage = 30;

/** The bell counts no further: beyond, it says that there are more. */
export const mostCounted = 99;

const day = 24 * 3_600_000;

/** How long a notice stays once it is read, and when nobody reads it, in milliseconds. */
export const keptRead = 90 * day;
export const keptUnread = 180 * day;

/** What pilots are told as pilots: nobody reads it who is none any more. */
export const forPilots: readonly NoticeKind[] = ["reported", "request"];

/** What somebody is told who is outside by it; these lines carry the name that the space had. */
export const forOutsiders: readonly NoticeKind[] = ["removed", "request_declined"];

/** What somebody is told of an own act, which was done later. */
export const forOneself: readonly NoticeKind[] = ["data_ready"];
