import { appealDays, verdictDays } from "../confirming/appeals.ts";
import { allPoints, confirmDays, corrected, example, fewestRaters, fewPeople } from "../confirming/rules.ts";
import { fewestInSession, leastUseful, weights } from "../crediting/rules.ts";
import { forecastScore, type InForce, rulesAt, wholeShare } from "../reputation/rules.ts";
import { askedIn } from "./inputs.ts";
import { byFacet, changelog, constantsOf, notice, type Published } from "./rules.ts";
import { answer, stepsOf } from "./what-if.ts";

/** Probabilities of the table of forecasts, in tenths. */
const tenths = Array.from({ length: 11 }, (_, tenth) => tenth);

/** All that the page of the rules shows, from the rule sets, and the answer to what was asked. Times in ms since 1970 UTC. */
export function rulebookPage(sets: readonly InForce[], publishedAt: Published, query: URLSearchParams, now: number) {
  const set = rulesAt(sets, now);
  const asked = askedIn(query);
  return {
    name: set.name,
    facets: byFacet(set),
    constants: constantsOf(set),
    steps: stepsOf(set),
    forecasts: tenths.map((tenth) => ({
      probability: (tenth * wholeShare) / 10,
      ifSo: (forecastScore(tenth / 10, true) * set.rules.forecast.points) / 1_000,
      ifNot: (forecastScore(tenth / 10, false) * set.rules.forecast.points) / 1_000,
    })),
    shares: weights,
    confirming: {
      days: confirmDays,
      points: allPoints,
      raters: fewestRaters,
      few: fewPeople,
      appeal: { days: appealDays, within: verdictDays },
      example: corrected(example.people, example.answers).people.map((person) => ({
        ...person,
        given: [...(example.answers.get(person.id) ?? [])].map(([id, points]) => ({ id, points })),
      })),
    },
    session: { people: fewestInSession, useful: leastUseful * wholeShare },
    notice,
    log: changelog(sets, publishedAt, now),
    asked: asked && { what: asked.what, typed: asked.typed, wrong: asked.wrong },
    answer: asked?.question ? answer(sets, asked.question, now) : null,
  };
}

export type RulebookPage = ReturnType<typeof rulebookPage>;
