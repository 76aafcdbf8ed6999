import type { Happening } from "../../platform/events.server.ts";

export type AccountChanged = Happening<"member.leaving" | "member.kept" | "member.erased", { member: string }>;
export type DataReady = Happening<"member.data_ready", { member: string; export: string }>;

/** Somebody asked for the account to be erased, took that back, or is a former member from now on. */
export function accountChanged(kind: AccountChanged["kind"], member: string): AccountChanged {
  return { kind, space: null, subject: `member:${member}`, payload: { member } };
}

/** The file with somebody's data can be fetched. */
export function dataReady(payload: DataReady["payload"]): DataReady {
  return { kind: "member.data_ready", space: null, subject: `member:${payload.member}`, payload };
}
