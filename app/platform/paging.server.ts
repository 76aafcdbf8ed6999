import { and, type Column, eq, lt, or } from "drizzle-orm";
import type { PageKey } from "./paging.ts";

/** The condition that a row stands after a key, in a list by `at` and then `id`, the greatest first. */
export function comesAfter(at: Column, id: Column, key: PageKey | null) {
  return key === null ? undefined : or(lt(at, key.at), and(eq(at, key.at), lt(id, key.id)));
}
