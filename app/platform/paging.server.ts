import { and, type Column, eq, gt, lt, or } from "drizzle-orm";
import type { PageKey } from "./paging.ts";

/** The condition that a row stands after a key, in a list by `at` and then `id`; the greatest first unless said otherwise. */
export function comesAfter(
  at: Column,
  id: Column,
  key: PageKey | null,
  order: "ascending" | "descending" = "descending",
) {
  const beyond = order === "ascending" ? gt : lt;
  return key === null ? undefined : or(beyond(at, key.at), and(eq(at, key.at), beyond(id, key.id)));
}
