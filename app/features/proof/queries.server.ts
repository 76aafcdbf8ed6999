import { asc, desc, eq, lt, max, min } from "drizzle-orm";
import { signedHeads } from "../../../db/schema/proof.ts";
import type { Context } from "../../platform/context.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { pageOf } from "../../platform/paging.ts";
import type { Head } from "./rules.ts";

const pageSize = 30;

/** The newest head, those before it page by page, and the keys they were signed with. `before`: a number of a seal. */
export async function headsPage({ db: { read } }: Context, before: number | null) {
  const [newest] = await read.select().from(signedHeads).orderBy(desc(signedHeads.n)).limit(1);
  if (!newest) return { newest: null, earlier: [], next: null, keys: [] };
  const earlier = await read
    .select({ n: signedHeads.n, at: signedHeads.at, hash: signedHeads.hash })
    .from(signedHeads)
    .where(lt(signedHeads.n, before ?? newest.n))
    .orderBy(desc(signedHeads.n))
    .limit(pageSize + 1);
  const { page, last } = pageOf(earlier, pageSize);
  const keys = await read
    .select({ key: signedHeads.key, from: min(signedHeads.at), to: max(signedHeads.at) })
    .from(signedHeads)
    .groupBy(signedHeads.key)
    .orderBy(asc(min(signedHeads.at)));
  return { newest, earlier: page, next: last?.n ?? null, keys };
}

/** The head of a seal, or with null the newest one. Throws `NotFound`. */
export async function headAt({ db: { read } }: Context, n: number | null): Promise<Head> {
  const all = read.select().from(signedHeads);
  const [head] = await (n === null ? all.orderBy(desc(signedHeads.n)) : all.where(eq(signedHeads.n, n))).limit(1);
  if (!head) throw new NotFound();
  return head;
}

/** A number of a seal in the address; null where none is named. Throws `NotFound` for anything else. */
export function sealIn(query: URLSearchParams, name: string): number | null {
  const text = query.get(name);
  if (text === null) return null;
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new NotFound();
  return Number(text);
}
