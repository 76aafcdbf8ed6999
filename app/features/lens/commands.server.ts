import { and, eq, inArray, sql } from "drizzle-orm";
import type { Reads, Tx } from "../../../db/database.ts";
import { customerFacts, evidenceQuotes } from "../../../db/schema/lens.ts";
import { members } from "../../../db/schema/members.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { Conflict, Invalid, NotFound, Refused } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { mailAddress } from "../accounts/rules.ts";
import { quoteChanged } from "./events.ts";
import type { NewQuoteInput, QuoteInput } from "./inputs.ts";
import { partsOf } from "./queries.server.ts";
import { mostEvidence } from "./rules.ts";
import { weighed } from "./weighing.server.ts";

/**
 * Keeps a quote of a customer on an idea, for the product people of its space. Sent twice, it is one. Throws `NotFound` for
 * everybody else, `Invalid` for an address of whom nothing is known here, `Refused("quotes_enough")`,
 * `Conflict` for an id of something else.
 */
export async function addQuote(ctx: Context, ideaId: string, input: NewQuoteInput): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    const idea = await weighed(tx, ctx, ideaId);
    const [existing] = await tx.select().from(evidenceQuotes).where(eq(evidenceQuotes.id, input.id));
    if (existing?.idea === idea.id && existing.by === actor.id) return;
    if (existing) throw new Conflict("changed_meanwhile");
    const customer = await customerOf(tx, idea.space, input.customer);
    if ((await tx.$count(evidenceQuotes, eq(evidenceQuotes.idea, idea.id))) >= mostEvidence) {
      throw new Refused("quotes_enough");
    }
    const row = { ...input, customer, space: idea.space, idea: idea.id, by: actor.id, createdAt: ctx.now };
    await tx.insert(evidenceQuotes).values(row);
    await record(tx, ctx, [quoteChanged("customer.quote_added", row)]);
  });
}

/**
 * Changes a quote, whoever of the product people wrote it. Throws `NotFound`, `Invalid`, and `Conflict("quote_changed")`
 * when somebody saved since the form was shown.
 */
export async function editQuote(ctx: Context, ideaId: string, input: QuoteInput): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const idea = await weighed(tx, ctx, ideaId);
    const before = await quoteOn(tx, idea, input.quote);
    const { quote: id, version, ...said } = input;
    const customer = await customerOf(tx, idea.space, said.customer);
    const { words, source, importance } = said;
    const isSame = before.words === words && before.source === source && before.importance === importance;
    if (before.version === version && isSame && before.customer === customer) return;
    const written = await tx
      .update(evidenceQuotes)
      .set({ words, source, importance, customer, version: sql`${evidenceQuotes.version} + 1` })
      .where(and(eq(evidenceQuotes.id, id), eq(evidenceQuotes.version, version)))
      .returning({ id: evidenceQuotes.id });
    if (written.length === 0) throw new Conflict("quote_changed");
    await record(tx, ctx, [quoteChanged("customer.quote_edited", before)]);
  });
}

/** Removes a quote for good. Removed twice, it is removed once. Throws `NotFound`. */
export async function removeQuote(ctx: Context, ideaId: string, id: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const idea = await weighed(tx, ctx, ideaId);
    const removed = await tx
      .delete(evidenceQuotes)
      .where(and(eq(evidenceQuotes.id, id), await isOn(tx, idea)))
      .returning();
    const [quote] = removed;
    if (quote) await record(tx, ctx, [quoteChanged("customer.quote_removed", quote)]);
  });
}

/** The condition that a quote was kept on an idea, or on one that is part of it. */
async function isOn(tx: Tx, idea: { id: string; space: string }) {
  return and(inArray(evidenceQuotes.idea, await partsOf(tx, idea.id)), eq(evidenceQuotes.space, idea.space));
}

async function quoteOn(tx: Tx, idea: { id: string; space: string }, id: string) {
  const [quote] = await tx
    .select()
    .from(evidenceQuotes)
    .where(and(eq(evidenceQuotes.id, id), await isOn(tx, idea)));
  if (!quote) throw new NotFound();
  return quote;
}

/** The member of that address, of whom something is known in this space. Of others nobody learns here whether they are members. */
async function customerOf(read: Reads, space: string, typed: string): Promise<string | null> {
  if (typed === "") return null;
  const email = mailAddress(typed);
  if (email === null) throw new Invalid({ customer: "email_unusable" });
  const [row] = await read
    .select({ id: members.id })
    .from(members)
    .innerJoin(customerFacts, and(eq(customerFacts.member, members.id), eq(customerFacts.space, space)))
    .where(eq(members.email, email))
    .limit(1);
  if (!row) throw new Invalid({ customer: "quote_customer_unknown" });
  return row.id;
}
