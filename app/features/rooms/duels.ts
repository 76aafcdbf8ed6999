/** Pairwise duels: Bradley–Terry strengths, independent of the order in which they were fought. */

/** One duel; `winner` null: could not decide, which is stored and not scored. */
export type Duel = { one: string; other: string; winner: string | null };

/** Virtual wins and losses of each against strength 1: one lucky win does not lead. */
const virtual = 2;
const rounds = 200;

/**
 * The score of each note: the share, in basis points, of duels it may expect to win against another one; and how many
 * duels it fought. The mean over all is 5,000. MAP estimate by `s_i ← (W_i + r) / (Σ_j n_ij / (s_i + s_j) + 2r / (s_i + 1))`.
 */
export function scoresOf(
  notes: readonly string[],
  duels: readonly Duel[],
): Record<string, { score: number; duels: number }> {
  const strengths = strengthsOf(notes, duels);
  const fought = new Map<string, number>();
  for (const { one, other } of duels.filter(({ winner }) => winner !== null)) {
    for (const each of [one, other]) fought.set(each, (fought.get(each) ?? 0) + 1);
  }
  return Object.fromEntries(
    notes.map((id) => {
      const own = strengths.get(id) ?? 1;
      const others = notes.filter((other) => other !== id);
      const share = others.reduce((sum, other) => sum + own / (own + (strengths.get(other) ?? 1)), 0);
      const score = others.length > 0 ? Math.round((10_000 * share) / others.length) : 5_000;
      return [id, { score, duels: fought.get(id) ?? 0 }];
    }),
  );
}

/** The strength of each note, 1 for one that neither won nor lost. */
export function strengthsOf(notes: readonly string[], duels: readonly Duel[]): Map<string, number> {
  const here = new Set(notes);
  const wins = new Map<string, number>();
  const met = new Map<string, Map<string, number>>();
  for (const { one, other, winner } of duels) {
    if (winner === null || !here.has(one) || !here.has(other)) continue;
    wins.set(winner, (wins.get(winner) ?? 0) + 1);
    for (const [a, b] of [
      [one, other],
      [other, one],
    ] as const) {
      const row = met.get(a) ?? new Map<string, number>();
      met.set(a, row.set(b, (row.get(b) ?? 0) + 1));
    }
  }
  let strengths = new Map(notes.map((id) => [id, 1]));
  for (let round = 0; round < rounds; round++) {
    const before = strengths;
    strengths = new Map(
      notes.map((id) => {
        const own = before.get(id) ?? 1;
        let load = (2 * virtual) / (own + 1);
        for (const [other, times] of met.get(id) ?? []) load += times / (own + (before.get(other) ?? 1));
        return [id, ((wins.get(id) ?? 0) + virtual) / load];
      }),
    );
  }
  return strengths;
}

/** Duels after which a rank means something. */
export const duelsForRank = 8;

/** How near to the least-met note its opponent is drawn. */
const nearest = 10;

/**
 * The next pair for somebody: the note that was in the fewest duels, against one of those nearest to it in strength,
 * not judged before; null when nothing is left. `chance` from 0 to below 1 draws the opponent and the sides.
 */
export function nextPair(
  notes: readonly string[],
  duels: readonly Duel[],
  judged: ReadonlySet<string>,
  chance: () => number,
): [string, string] | null {
  const strengths = strengthsOf(notes, duels);
  const fought = (id: string) => duels.filter(({ one, other }) => one === id || other === id).length;
  for (const first of notes.toSorted((a, b) => fought(a) - fought(b))) {
    const own = strengths.get(first) ?? 1;
    const distance = (id: string) => Math.abs(Math.log((strengths.get(id) ?? 1) / own));
    const open = notes
      .filter((id) => id !== first && !judged.has(first < id ? `${first} ${id}` : `${id} ${first}`))
      .toSorted((a, b) => distance(a) - distance(b))
      .slice(0, nearest);
    const second = open[Math.floor(chance() * open.length)];
    if (second !== undefined) return chance() < 0.5 ? [first, second] : [second, first];
  }
  return null;
}
