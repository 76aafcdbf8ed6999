/**
 * Wishes that somebody of the house notes for a customer. Threats: a wish nobody has (it counts only once the customer has
 * said so by a link that only that mailbox got), a mailbox that is flooded (once for an idea, and never again after a no),
 * a link that tells of an idea that is not public (it says what was noted, and of the idea only what everybody sees).
 */
import { and, desc, eq, isNull, lt } from "drizzle-orm";
import type { Database, Reads } from "../../../db/database.ts";
import { lockIdea } from "../../../db/dialect/locks.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { customerWishes, type WishAnswer } from "../../../db/schema/lens.ts";
import { members } from "../../../db/schema/members.ts";
import { spaces } from "../../../db/schema/spaces.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { Conflict, Invalid, NotFound, Refused } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { limit } from "../../platform/limits.server.ts";
import { enqueueMail } from "../../platform/mail.server.ts";
import { sign, unsign } from "../../platform/signing.server.ts";
import { mailAddress } from "../accounts/rules.ts";
import { ideaSeenBy } from "../ideas/queries.server.ts";
import { ideaPath, unlistedStages } from "../ideas/rules.ts";
import { mustNotBeMuted } from "../moderation/muting.server.ts";
import { wishChanged } from "./events.ts";
import type { WishInput } from "./inputs.ts";
import { mayLogWishes, mayUseLens } from "./policy.ts";
import { mostEvidence, takesAnswer, type WishState, wishOpen, wishState } from "./rules.ts";

/** The last part of the address by which a customer answers. */
export function wishToken(ctx: Pick<Context, "config">, id: string): string {
  return sign(ctx.config, "wish", id);
}

/**
 * Notes what a customer needs of an idea and asks that customer by mail. Sent twice, it is one. Throws `NotFound` for whoever
 * may not note wishes, `Invalid` (an address that is none, or that was asked for this idea before), `TooMany`,
 * `Refused("idea_not_listed")`, `Refused("wishes_enough")`, `Conflict` for an id of something else.
 */
export async function logWish(ctx: Context, ideaId: string, input: WishInput, origin: string): Promise<void> {
  const { actor } = signedIn(ctx);
  const seen = await ideaSeenBy(ctx.db.read, actor, ideaId);
  if (!mayLogWishes(actor, seen.space.id)) throw new NotFound();
  const email = mailAddress(input.email);
  if (email === null) throw new Invalid({ email: "email_unusable" });
  if (email === actor.email) throw new Invalid({ email: "wish_own" });
  await limit("mail_account", email);
  await ctx.db.transaction(async (tx) => {
    await lockIdea(tx, ideaId);
    const { idea, space } = await ideaSeenBy(tx, actor, ideaId);
    if (!mayLogWishes(actor, space.id)) throw new NotFound();
    await mustNotBeMuted(tx, ctx, space.id);
    const [existing] = await tx.select().from(customerWishes).where(eq(customerWishes.id, input.id));
    if (existing?.idea === idea.id && existing.by === actor.id) return;
    if (existing) throw new Conflict("changed_meanwhile");
    if (idea.moderation !== "visible" || unlistedStages.includes(idea.stage)) throw new Refused("idea_not_listed");
    const ofIdea = eq(customerWishes.idea, idea.id);
    if ((await tx.$count(customerWishes, ofIdea)) >= mostEvidence) throw new Refused("wishes_enough");
    if ((await tx.$count(customerWishes, and(ofIdea, eq(customerWishes.email, email)))) > 0) {
      throw new Invalid({ email: "wish_asked_before" });
    }
    const row = {
      id: input.id,
      space: space.id,
      idea: idea.id,
      email,
      words: input.words,
      by: actor.id,
      createdAt: ctx.now,
      expiresAt: ctx.now + wishOpen,
    };
    await tx.insert(customerWishes).values(row);
    await record(tx, ctx, [wishChanged("customer.wish_logged", row)]);
    const [reader] = await tx.select({ locale: members.locale }).from(members).where(eq(members.email, email));
    await enqueueMail(tx, ctx, {
      to: { name: "", address: email },
      locale: reader?.locale ?? space.language,
      template: "wish_asked",
      values: { by: actor.name, space: space.name, url: `${origin}/wish/${wishToken(ctx, row.id)}` },
    });
  });
}

/** A wish as the customer reads it who holds its link. */
export type AskedWish = {
  id: string;
  by: string;
  space: { name: string; language: "en" | "fr" };
  words: string;
  state: WishState;
  /** The idea, where everybody may read it. */
  idea: { title: string; path: string; language: string } | null;
};

/** What a link asks. Throws `NotFound` when it is forged, or when what it asked is gone. */
export async function wishBy(ctx: Context, token: string): Promise<AskedWish> {
  const { wish, by, space, idea } = await load(ctx.db.read, unsign(ctx.config, "wish", token));
  // It may have moved to another space since.
  const isHere = idea.space === space.id && space.visibility === "public";
  const isPublic = isHere && idea.moderation === "visible" && !unlistedStages.includes(idea.stage);
  return {
    id: wish.id,
    by,
    space: { name: space.name, language: space.language },
    words: wish.words,
    state: wishState(wish, ctx.now),
    idea: isPublic ? { title: idea.title, path: ideaPath(idea), language: idea.language } : null,
  };
}

async function load(read: Reads, id: string | null) {
  if (id === null) throw new NotFound();
  const [found] = await read
    .select({ wish: customerWishes, by: members.name, space: spaces, idea: ideas })
    .from(customerWishes)
    .innerJoin(members, eq(members.id, customerWishes.by))
    .innerJoin(spaces, eq(spaces.id, customerWishes.space))
    .innerJoin(ideas, eq(ideas.id, customerWishes.idea))
    .where(eq(customerWishes.id, id));
  if (!found) throw new NotFound();
  return found;
}

/**
 * The customer confirms or refuses, signed in or not: the link is what proves it. A confirmation can be taken back at any
 * time; what is refused is forgotten but for the address, so that nobody asks again. Said twice, it is said once. Throws
 * `NotFound`, `Refused("wish_over")`.
 */
export async function answerWish(ctx: Context, token: string, answer: WishAnswer): Promise<void> {
  const { wish: asked } = await load(ctx.db.read, unsign(ctx.config, "wish", token));
  await ctx.db.transaction(async (tx) => {
    await lockIdea(tx, asked.idea);
    const { wish } = await load(tx, asked.id);
    if (wish.answer === answer) return;
    if (!takesAnswer(wish, answer, ctx.now)) throw new Refused("wish_over");
    const [customer] = await tx.select().from(members).where(eq(members.email, wish.email));
    const isMember = customer !== undefined && customer.emailVerifiedAt !== null;
    await tx
      .update(customerWishes)
      .set({
        answer,
        answeredAt: ctx.now,
        customer: isMember ? customer.id : null,
        ...(answer === "refused" && { words: "" }),
      })
      .where(eq(customerWishes.id, wish.id));
    // Who holds the link may be signed in as somebody else: the log names nobody.
    const by = { actor: "system" as const, now: ctx.now };
    const kind = answer === "confirmed" ? "customer.wish_confirmed" : "customer.wish_refused";
    await record(tx, by, [wishChanged(kind, wish)]);
  });
}

/** Wishes on an idea, the newest first: all of them for product people, for other employees those they noted themselves. Throws `NotFound`. */
export async function wishesOn(ctx: Context, ideaId: string) {
  const { actor } = signedIn(ctx);
  const { idea, space } = await ideaSeenBy(ctx.db.read, actor, ideaId);
  if (!mayLogWishes(actor, space.id)) throw new NotFound();
  const all = mayUseLens(actor, space.id);
  const rows = await ctx.db.read
    .select({ wish: customerWishes, by: members.name })
    .from(customerWishes)
    .innerJoin(members, eq(members.id, customerWishes.by))
    .where(
      and(
        eq(customerWishes.idea, idea.id),
        eq(customerWishes.space, space.id),
        all ? undefined : eq(customerWishes.by, actor.id),
      ),
    )
    .orderBy(desc(customerWishes.createdAt), desc(customerWishes.id))
    .limit(mostEvidence);
  return {
    idea,
    space,
    wishes: rows.map(({ wish: { id, email, words, createdAt, ...wish }, by }) => {
      return { id, email, words, createdAt, by, state: wishState(wish, ctx.now) };
    }),
  };
}

/** How long it is said that nobody answered, in milliseconds; then the address is forgotten. */
const keptUnanswered = 30 * 86_400_000;

/** Forgets wishes that nobody answered in time. `now` in milliseconds since 1970 UTC. */
export async function tidyWishes(db: Database, now: number): Promise<void> {
  await db.transaction(async (tx) => {
    await tx
      .delete(customerWishes)
      .where(and(isNull(customerWishes.answeredAt), lt(customerWishes.expiresAt, now - keptUnanswered)));
  });
}
