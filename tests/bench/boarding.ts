/** A space whose product people have adopted a lot: as rows, since by the commands it would take long, and what is measured is reading. */
import path from "node:path";
import { and, eq, isNull } from "drizzle-orm";
import { headPosition } from "../../app/features/board/rules.ts";
import { fold } from "../../app/platform/fold.ts";
import { newId } from "../../app/platform/ids.ts";
import { openDatabase } from "../../db/database.ts";
import { ideaCards, planChanges } from "../../db/schema/boards.ts";
import { ideas, ideaStages, type Stage } from "../../db/schema/ideas.ts";
import { members } from "../../db/schema/members.ts";
import { productIdeas, products } from "../../db/schema/products.ts";
import { memberships, spaces } from "../../db/schema/spaces.ts";

const adopted = 5_000;
const day = 86_400_000;

/** What the part of the bench asks for. */
export type Boarded = { slug: string; product: string };

/**
 * Adds 5,000 adopted ideas to the first space of a data folder: a third is being built, a third has no date, every tenth
 * slipped once; all belong to one product, every fifth to another one too. Gives what to ask for.
 */
export async function fillBoard(folder: string): Promise<Boarded> {
  const db = await openDatabase(`file:${path.join(folder, "caco.db")}`);
  const now = Date.now();
  const [space] = await db.read.select({ id: spaces.id, slug: spaces.slug }).from(spaces);
  if (!space) throw new Error("The data has no space.");
  const team = await db.read
    .select({ id: members.id })
    .from(memberships)
    .innerJoin(members, eq(members.id, memberships.member))
    .where(and(eq(memberships.space, space.id), isNull(members.erasesAt)))
    .limit(5);
  const [owner] = team;
  if (!owner) throw new Error("The space has nobody.");
  const product = (name: string) => ({
    id: newId(now),
    space: space.id,
    name,
    key: fold(name),
    purposeEn: "",
    purposeFr: "",
    purposeEnHtml: "",
    purposeFrHtml: "",
    createdBy: owner.id,
    createdAt: now,
  });
  const [all, some] = [product("City bike"), product("Bell")];
  await db.transaction(async (tx) => {
    for (const { id } of team) {
      await tx.update(memberships).set({ product: true }).where(eq(memberships.member, id));
    }
    await tx.insert(products).values([all, some]);
  });
  const batch = 500;
  for (let from = 0; from < adopted; from += batch) {
    const rows = Array.from({ length: batch }, (_, each) => {
      const number = from + each;
      const at = now - (adopted - number) * 60_000;
      const stage: Stage = number % 3 === 0 ? "building" : "adopted";
      const targetOn = number % 3 === 1 ? null : new Date(now + (number % 300) * day).toISOString().slice(0, 10);
      return { id: newId(at), number, at, stage, targetOn };
    });
    await db.transaction(async (tx) => {
      await tx.insert(ideas).values(
        rows.map(({ id, number, at, stage }) => ({
          id,
          space: space.id,
          author: owner.id,
          affiliation: "customer" as const,
          title: `A lamp for bicycle ${number} that stays on at every light`,
          titleKey: `a lamp for bicycle ${number} that stays on at every light`,
          problem: "It is dark on the way home.",
          forWhom: "Whoever rides at night.",
          solution: "A lamp that stays on.",
          problemHtml: "<p>It is dark on the way home.</p>",
          forWhomHtml: "<p>Whoever rides at night.</p>",
          solutionHtml: "<p>A lamp that stays on.</p>",
          excerpt: "It is dark on the way home.",
          language: "en" as const,
          stage,
          stageSince: at,
          facts: [],
          createdAt: at,
          updatedAt: at,
          submittedAt: at,
          version: 1,
        })),
      );
      await tx
        .insert(ideaStages)
        .values(rows.map(({ id, at, stage }) => ({ idea: id, position: 0, stage, enteredAt: at })));
      await tx.insert(ideaCards).values(
        rows.map(({ id, number, at, stage, targetOn }) => ({
          idea: id,
          space: space.id,
          stage,
          place: stage,
          shown: true,
          position: headPosition(at),
          owner: team[number % team.length]?.id ?? null,
          percent: number % 100,
          targetOn,
          confidence: "likely" as const,
          touchedAt: at,
        })),
      );
      const links = rows.flatMap(({ id, number }) => [
        { product: all.id, idea: id },
        ...(number % 5 === 0 ? [{ product: some.id, idea: id }] : []),
      ]);
      await tx.insert(productIdeas).values(links.map((link) => ({ ...link, linkedBy: owner.id, at: now })));
      const slipped = rows.filter(({ number, targetOn }) => number % 10 === 0 && targetOn !== null);
      await tx.insert(planChanges).values(
        slipped.map(({ id, at, targetOn }) => ({
          id: newId(at),
          idea: id,
          percentFrom: 0,
          percentTo: 0,
          targetFrom: "2026-01-01",
          targetTo: targetOn,
          reason: "The mould is late.",
          by: owner.id,
          affiliation: "employee" as const,
          at,
        })),
      );
    });
  }
  await db.close();
  return { slug: space.slug, product: some.id };
}
