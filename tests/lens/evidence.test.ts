import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { addQuote, editQuote, removeQuote } from "../../app/features/lens/commands.server.ts";
import { newQuoteInput } from "../../app/features/lens/inputs.ts";
import { evidenceOn, gatheredFor, gatheredOn } from "../../app/features/lens/queries.server.ts";
import { lensIn, takesAnswer, wishOpen, wishState } from "../../app/features/lens/rules.ts";
import {
  answerWish,
  logWish,
  tidyWishes,
  wishBy,
  wishesOn,
  wishToken,
} from "../../app/features/lens/wishing.server.ts";
import { mergeIdea } from "../../app/features/merging/commands.server.ts";
import { eraseMember } from "../../app/features/privacy/erasing.server.ts";
import { Conflict, Invalid, NotFound, Refused } from "../../app/platform/errors.ts";
import { newId } from "../../app/platform/ids.ts";
import { ideas } from "../../db/schema/ideas.ts";
import { customerWishes, evidenceQuotes } from "../../db/schema/lens.ts";
import { events, jobs } from "../../db/schema/log.ts";
import { notices } from "../../db/schema/notices.ts";
import { signalCounts, signals } from "../../db/schema/signals.ts";
import { spaces } from "../../db/schema/spaces.ts";
import { member, person, space, start, visiting } from "../support/database.ts";
import { lookedAt } from "./support.ts";

let made: Awaited<ReturnType<typeof lookedAt>>;
let idea: string;

beforeEach(async () => {
  made = await lookedAt();
  idea = await made.open("A bell");
});

const said = { words: "We ring all day.", source: "Call", importance: 3, customer: "" };

async function quote(change: Partial<typeof said> = {}, by = made.pro) {
  const ctx = made.as(by);
  const id = newId(ctx.now);
  await addQuote(ctx, idea, { id, ...said, ...change });
  return id;
}

const gathered = async (query = "") => {
  const { read } = made.rig.db;
  const found = (await gatheredOn(read, made.place.id, lensIn(new URLSearchParams(query)))).get(idea) ?? null;
  // What is told of one idea alone is the same.
  const alone = await gatheredFor(read, { id: idea, space: made.place.id });
  if (query === "") expect(alone).toEqual(found ?? { quotes: 0, weight: 0, wishes: 0 });
  return found;
};

describe("a quote", () => {
  it("is kept once, read by product people alone, edited and removed by any of them", async () => {
    const ctx = made.as(made.pro);
    const id = newId(ctx.now);
    await addQuote(ctx, idea, { id, ...said });
    await addQuote(ctx, idea, { id, ...said });
    for (const who of [made.bob, made.pia, made.ann]) {
      await expect(evidenceOn(made.as(who), idea)).rejects.toThrow(NotFound);
      await expect(quote({}, who)).rejects.toThrow(NotFound);
      await expect(removeQuote(made.as(who), idea, id)).rejects.toThrow(NotFound);
    }
    await editQuote(made.as(made.kim), idea, { quote: id, version: 1, ...said, importance: 1 });
    const { quotes } = await evidenceOn(made.as(made.pro), idea);
    expect(quotes).toMatchObject([{ id, words: "We ring all day.", importance: 1, version: 2, by: "Pro" }]);
    await removeQuote(made.as(made.kim), idea, id);
    await removeQuote(made.as(made.kim), idea, id);
    expect(await made.rig.db.read.$count(evidenceQuotes)).toBe(0);
    const logged = await made.rig.db.read
      .select()
      .from(events)
      .where(eq(events.subject, `quote:${id}`));
    expect(logged.map(({ kind }) => kind)).toEqual([
      "customer.quote_added",
      "customer.quote_edited",
      "customer.quote_removed",
    ]);
    expect(JSON.stringify(logged)).not.toContain("ring");
  });

  it("that two edit at once tells the second", async () => {
    const id = await quote();
    await editQuote(made.as(made.kim), idea, { quote: id, version: 1, ...said, words: "Kim's." });
    const late = editQuote(made.as(made.pro), idea, { quote: id, version: 1, ...said, words: "Pro's." });
    await expect(late).rejects.toThrow(Conflict);
    expect((await evidenceOn(made.as(made.pro), idea)).quotes[0]?.words).toBe("Kim's.");
  });

  it("counts for the group of the customer who is named, of whom something must be known", async () => {
    const uma = await made.customer("uma", { plan: "Pro" });
    await quote({ customer: "UMA@example.org" });
    await quote({ importance: 2 });
    expect(await gathered()).toEqual({ quotes: 2, weight: 5, wishes: 0 });
    expect(await gathered("segment=plan=Pro")).toEqual({ quotes: 1, weight: 3, wishes: 0 });
    expect(await gathered("by=customer&segment=plan=Pro")).toMatchObject({ quotes: 1 });
    expect(await gathered("by=employee")).toBeNull();
    await expect(quote({ customer: "bob@example.org" })).rejects.toThrow(Invalid);
    await expect(quote({ customer: "nobody" })).rejects.toThrow(Invalid);
    await eraseMember(made.rig.db, made.rig.dir, uma.id, start);
    expect(await gathered()).toEqual({ quotes: 1, weight: 2, wishes: 0 });
  });

  it("stays with those who gathered it, and is needed in full", async () => {
    await quote();
    const other = await space(made.rig, { name: "Lab" });
    await made.rig.db.transaction((tx) => tx.update(evidenceQuotes).set({ space: other.id }));
    expect((await evidenceOn(made.as(made.pro), idea)).quotes).toEqual([]);
    expect(await gathered()).toBeNull();
    const typed = { id: newId(start), words: " ", source: "", importance: "4", customer: "" };
    expect(newQuoteInput.safeParse(typed).error?.issues.map(({ message }) => message)).toEqual([
      "quote_missing",
      "quote_source_missing",
      "importance_missing",
    ]);
  });
});

async function wish(email = "cust@example.com", by = made.pro, words = "A louder bell.") {
  const ctx = made.as(by);
  const id = newId(ctx.now);
  await logWish(ctx, idea, { id, email, words }, "https://caco.test");
  return id;
}

const rows = () => made.rig.db.read.select().from(customerWishes);

describe("the evidence on an idea that was merged", () => {
  it("stands with the idea that it became part of, where it can be edited, and each customer's wish counts once", async () => {
    const other = idea;
    const kept = await quote();
    await answerWish(made.as(made.pro), wishToken(made.as(made.pro), await wish()), "confirmed");
    idea = await made.open("A gong");
    await quote({ importance: 1 });
    await answerWish(made.as(made.pro), wishToken(made.as(made.pro), await wish()), "confirmed");
    const ctx = made.as(made.pia);
    const merge = { id: newId(ctx.now), into: idea, message: "One thing.", sourceElements: "", targetElements: "" };
    await mergeIdea(ctx, other, merge);
    expect(await gathered()).toEqual({ quotes: 2, weight: 4, wishes: 1 });
    const { quotes } = await evidenceOn(made.as(made.pro), idea);
    expect(quotes.map(({ id }) => id)).toContain(kept);
    await editQuote(made.as(made.kim), idea, { quote: kept, version: 1, ...said, importance: 2 });
    expect(await gathered()).toEqual({ quotes: 2, weight: 3, wishes: 1 });
    await removeQuote(made.as(made.kim), idea, kept);
    expect(await gathered()).toEqual({ quotes: 1, weight: 1, wishes: 1 });
  });
});

describe("a wish noted for a customer", () => {
  it("names the idea to whoever has the link only while it stands in that space", async () => {
    const token = wishToken(made.as(made.pro), await wish());
    await made.rig.db.transaction((tx) => tx.update(spaces).set({ visibility: "public" }));
    expect((await wishBy(visiting(made.rig), token)).idea).toMatchObject({ title: "A bell" });
    const lab = await space(made.rig, { name: "Lab" });
    await made.rig.db.transaction((tx) => tx.update(ideas).set({ space: lab.id }).where(eq(ideas.id, idea)));
    expect((await wishBy(visiting(made.rig), token)).idea).toBeNull();
  });

  it("counts once the customer confirms it by the link, without an account, and until it is taken back", async () => {
    const id = await wish();
    const [mail] = (await made.rig.db.read.select().from(jobs).where(eq(jobs.kind, "mail"))).map(
      ({ payload }) => payload,
    );
    const token = wishToken(made.as(made.pro), id);
    expect(mail).toMatchObject({
      to: { address: "cust@example.com" },
      template: "wish_asked",
      values: { by: "Pro", space: "Bikes", url: `https://caco.test/wish/${token}` },
    });
    expect(await gathered()).toBeNull();
    expect(await wishBy(visiting(made.rig), token)).toMatchObject({
      by: "Pro",
      words: "A louder bell.",
      state: "waiting",
      idea: { title: "A bell" },
    });
    await answerWish(visiting(made.rig), token, "confirmed");
    await answerWish(visiting(made.rig), token, "confirmed");
    expect(await gathered()).toEqual({ quotes: 0, weight: 0, wishes: 1 });
    expect(await gathered("by=customer")).toBeNull();
    const after = { now: start + 2 * wishOpen };
    await answerWish(visiting(made.rig, after), token, "refused");
    expect(await gathered()).toBeNull();
    expect(await rows()).toMatchObject([{ words: "", answer: "refused" }]);
    await expect(answerWish(visiting(made.rig, after), token, "confirmed")).rejects.toThrow(Refused);
    const kinds = (
      await made.rig.db.read
        .select()
        .from(events)
        .where(eq(events.subject, `wish:${id}`))
    ).map(({ kind, actor }) => [kind, actor === "system"]);
    expect(kinds).toEqual([
      ["customer.wish_logged", false],
      ["customer.wish_confirmed", true],
      ["customer.wish_refused", true],
    ]);
  });

  it("changes no signal, no count and tells nobody", async () => {
    const before = await made.rig.db.read.select().from(signalCounts);
    const told = await made.rig.db.read.$count(notices);
    const id = await wish("bob@example.org");
    await answerWish(visiting(made.rig), wishToken(made.as(made.pro), id), "confirmed");
    expect(await made.rig.db.read.select().from(signalCounts)).toEqual(before);
    expect(await made.rig.db.read.$count(signals)).toBe(0);
    expect(await made.rig.db.read.$count(notices)).toBe(told);
  });

  it("counts for the group of the member whose address it is", async () => {
    const uma = await made.customer("uma", { plan: "Pro" });
    const id = await wish("uma@example.org");
    await answerWish(visiting(made.rig), wishToken(made.as(made.pro), id), "confirmed");
    expect(await gathered("segment=plan=Pro&by=customer")).toMatchObject({ wishes: 1 });
    expect(await gathered("segment=plan=Free")).toBeNull();
    await eraseMember(made.rig.db, made.rig.dir, uma.id, start);
    expect(await rows()).toEqual([]);
  });

  it("is asked once of an address, never again after a no, and not of oneself", async () => {
    const id = await wish();
    await expect(wish("CUST@example.com", made.kim)).rejects.toThrow(Invalid);
    await answerWish(visiting(made.rig), wishToken(made.as(made.pro), id), "refused");
    await expect(wish()).rejects.toThrow(Invalid);
    await expect(wish("pro@example.org")).rejects.toThrow(Invalid);
    await expect(wish("nobody")).rejects.toThrow(Invalid);
    expect(await rows()).toHaveLength(1);
  });

  it("is noted by product people and by employees of the space, who read their own alone", async () => {
    const emil = await member(made.rig, await person(made.rig, "emil", { affiliation: "employee" }), made.place.id);
    await wish("one@example.com");
    await wish("two@example.com", emil);
    const seen = async (who: typeof emil) => (await wishesOn(made.as(who), idea)).wishes.map(({ email }) => email);
    expect(await seen(emil)).toEqual(["two@example.com"]);
    expect(await seen(made.kim)).toEqual(["two@example.com", "one@example.com"]);
    await expect(wish("three@example.com", made.bob)).rejects.toThrow(NotFound);
    await expect(seen(made.bob)).rejects.toThrow(NotFound);
    const far = await person(made.rig, "far", { affiliation: "employee" });
    await expect(wish("three@example.com", far)).rejects.toThrow(NotFound);
    await expect(evidenceOn(made.as(emil), idea)).rejects.toThrow(NotFound);
  });

  it("by a forged link, or one for another purpose, is not there; of a private space it does not name the idea", async () => {
    const id = await wish();
    await expect(wishBy(visiting(made.rig), `${id}.forged`)).rejects.toThrow(NotFound);
    await expect(answerWish(visiting(made.rig), id, "confirmed")).rejects.toThrow(NotFound);
    await made.rig.db.transaction((tx) => tx.update(spaces).set({ visibility: "private" }));
    expect(await wishBy(visiting(made.rig), wishToken(made.as(made.pro), id))).toMatchObject({ idea: null });
  });

  it("runs out, and is forgotten a month later; answered ones stay", async () => {
    const id = await wish();
    const kept = await wish("kept@example.com");
    const token = wishToken(made.as(made.pro), id);
    await answerWish(visiting(made.rig), wishToken(made.as(made.pro), kept), "confirmed");
    const late = { now: start + wishOpen + 60 * 60_000 };
    expect((await wishBy(visiting(made.rig, late), token)).state).toBe("expired");
    await expect(answerWish(visiting(made.rig, late), token, "confirmed")).rejects.toThrow(Refused);
    await tidyWishes(made.rig.db, late.now);
    expect(await rows()).toHaveLength(2);
    await tidyWishes(made.rig.db, late.now + wishOpen);
    expect((await rows()).map((row) => row.id)).toEqual([kept]);
  });

  it.each([
    ["waiting", null, 1, true, true],
    ["expired", null, -1, false, false],
    ["confirmed", "confirmed", -1, true, true],
    ["refused", "refused", 1, false, true],
  ] as const)("that is %s takes what it should", (state, answer, left, confirms, refuses) => {
    const of = { answer, expiresAt: start + left };
    expect(wishState(of, start)).toBe(state);
    expect([takesAnswer(of, "confirmed", start), takesAnswer(of, "refused", start)]).toEqual([confirms, refuses]);
  });
});
