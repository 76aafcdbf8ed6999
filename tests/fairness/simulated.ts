/** A space as people make it who have tastes, and rings in it that give to one author: all by throws of one seed. */
import type { Given } from "../../app/features/fairness/rules.ts";
import { diceOf } from "../support/dice.ts";

const day = 86_400_000;

export type Simulated = { signals: Given[]; rings: string[][]; honest: string[] };

/**
 * Ideas belong to tastes, and some are liked much more than others. Each member has a taste, gives 3 to 40 signals, most
 * of them to ideas of that taste; `friends` (0 to 1) of them like most of what one author writes. Members of a ring give `shared` to
 * the same ideas of one author, and `noise` others as people do.
 */
export function simulated(
  seed: number,
  size: { members: number; ideas: number; rings: number; friends: number },
  ring = { of: 8, shared: 6, noise: 6 },
): Simulated {
  const chance = diceOf(seed);
  const upTo = (n: number) => Math.floor(chance() * n);
  const tastes = 12;
  const authors = Math.floor(size.ideas / 3);
  const ideas = Array.from({ length: size.ideas }, (_, at) => ({
    id: `idea${at}`,
    author: `member${upTo(authors)}`,
    taste: upTo(tastes),
    // A few are liked by many, most by some.
    likes: 1 / (1 + upTo(40)),
    since: upTo(60) * day,
  }));
  const ofTaste = Array.from({ length: tastes }, (_, taste) => pool(ideas.filter((idea) => idea.taste === taste)));
  const all = pool(ideas);
  const signals: Given[] = [];
  const give = (giver: string, picked: ReadonlySet<number>) => {
    for (const at of picked) {
      const idea = ideas[at];
      if (!idea || idea.author === giver) continue;
      const when = idea.since + upTo(30 * day);
      signals.push({
        idea: idea.id,
        giver,
        giverSince: -30 * day,
        authors: [idea.author],
        ideaSince: idea.since,
        at: when,
      });
    }
  };
  const chosen = (many: number, taste: number, into = new Set<number>()) => {
    for (let tries = 0; into.size < many && tries < many * 20; tries++) {
      const from = chance() < 0.7 ? ofTaste[taste] : all;
      const at = from?.(chance());
      if (at !== undefined) into.add(at);
    }
    return into;
  };
  const honest: string[] = [];
  const inRings = size.rings * ring.of;
  for (let at = 0; at < size.members - inRings; at++) {
    const giver = `member${at}`;
    honest.push(giver);
    const liked = new Set<number>();
    if (chance() < size.friends) {
      const friend = `member${upTo(authors)}`;
      for (const [place, idea] of ideas.entries()) if (idea.author === friend && chance() < 0.7) liked.add(place);
    }
    give(giver, chosen(3 + upTo(38), upTo(tastes), liked));
  }
  const rings: string[][] = [];
  const busy = [...new Set(ideas.map(({ author }) => author))]
    .map((author) => [...ideas.keys()].filter((at) => ideas[at]?.author === author))
    .filter((own) => own.length >= ring.shared);
  for (let number = 0; number < size.rings; number++) {
    const own = busy[number % busy.length] ?? [];
    const shared = own.slice(0, ring.shared);
    const members = Array.from({ length: ring.of }, (_, at) => `ring${number}-${at}`);
    for (const giver of members) {
      give(giver, new Set(shared));
      const noise = chosen(ring.noise, upTo(tastes));
      for (const at of shared) noise.delete(at);
      give(giver, noise);
    }
    rings.push(members);
  }
  return { signals, rings, honest };

  /** Picks by how much each is liked. */
  function pool(of: readonly (typeof ideas)[number][]): (throwOf: number) => number | undefined {
    const ends: number[] = [];
    let sum = 0;
    for (const { likes } of of) ends.push((sum += likes));
    const places = of.map((idea) => ideas.indexOf(idea));
    return (throwOf) => {
      const wanted = throwOf * sum;
      let [low, high] = [0, ends.length - 1];
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((ends[middle] ?? 0) > wanted) high = middle;
        else low = middle + 1;
      }
      return places[low];
    };
  }
}
