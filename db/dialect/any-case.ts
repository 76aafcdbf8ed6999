import { ilike, like, type Column, type SQL } from "drizzle-orm";
import { dialect } from "../columns.ts";

/** The condition that a text has this part in it, in capitals or not; `%` and `_` in it stand for any signs. */
export function hasInAnyCase(text: Column, part: string): SQL {
  return dialect === "postgres" ? ilike(text, `%${part}%`) : like(text, `%${part}%`);
}
