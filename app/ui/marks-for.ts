import { type Affiliation, affiliations, type ByAffiliation } from "./affiliation.tsx";

export type Marks = {
  /** How many people one mark stands for: 1, or else 5, 50, 500 and so on. */
  each: number;
  /** Marks by affiliation, in their order; groups without people are left out. */
  groups: { affiliation: Affiliation; marks: number }[];
  /** The reader's own mark, which is not among those of the groups and always stands for one person. */
  yours?: Affiliation;
};

/**
 * How to draw a number of people as marks: one each while they all fit, above that one mark for the smallest of 5, 50,
 * 500… with which at most `most` marks are drawn. A group that has anybody keeps at least one mark.
 */
export function marksFor(
  counts: ByAffiliation,
  { yours, most = 50 }: { yours?: Affiliation; most?: number } = {},
): Marks {
  const own = yours && counts[yours] > 0 ? yours : undefined;
  const others = affiliations
    .map((affiliation) => ({ affiliation, people: counts[affiliation] - (affiliation === own ? 1 : 0) }))
    .filter(({ people }) => people > 0);
  const room = Math.max(own ? most - 1 : most, affiliations.length);
  for (let each = 1; ; each = each === 1 ? 5 : each * 10) {
    const groups = others.map(({ affiliation, people }) => ({
      affiliation,
      marks: Math.max(1, Math.round(people / each)),
    }));
    if (sum(groups) <= room) return { each, groups, yours: own };
  }
}

function sum(groups: { marks: number }[]): number {
  return groups.reduce((total, { marks }) => total + marks, 0);
}
