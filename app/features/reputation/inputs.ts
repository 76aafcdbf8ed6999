import { z } from "zod";
import { day, facets } from "./rules.ts";

/** Of what is shown page by page, the newest first. */
const page = z.coerce.number().int().min(1).max(100_000).optional().catch(undefined);

/**
 * Between which days somebody asks why a figure moved; `facet` and `space` (its address) say which figure, `page` and
 * `changes` which page of what it is made of, and of what changed it.
 */
export const askedInput = z.object({
  space: z.string().max(100).optional().catch(undefined),
  facet: z.enum(facets).optional().catch(undefined),
  from: z.iso.date().optional().catch(undefined),
  to: z.iso.date().optional().catch(undefined),
  page,
  changes: page,
});

export type Asked = z.infer<typeof askedInput>;

/** The days of a question that says none: the last thirty, to today. */
export function spanOf({ from, to }: Asked, now: number): { from: string; to: string } {
  const dayText = (at: number) => new Date(at).toISOString().slice(0, 10);
  const last = to ?? dayText(now);
  const first = from ?? dayText(Math.min(now, Date.parse(last)) - 30 * day);
  return first <= last ? { from: first, to: last } : { from: last, to: first };
}
