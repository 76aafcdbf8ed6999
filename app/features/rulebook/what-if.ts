/** "What if…": what the rules would make of something, with every step. By the very functions that make the ledger. */
import {
  type Counted,
  currentOf,
  day,
  dayOf,
  forecastScore,
  type InForce,
  isDamped,
  type RuleName,
  ruleNames,
  rulesAt,
  type RuleSet,
  valued,
  wholeShare,
  worth,
} from "../reputation/rules.ts";

/** So many people give signals on the same days, counted from today, to somebody whose share of the idea is `share` basis points. */
export type Signals = { what: "signals"; people: number; days: readonly number[]; share: number };
/** Something happens to an idea or a text of which somebody has `share` basis points. */
export type Step = { what: "step"; rule: RuleName; share: number };
/** `probability` in hundredths of percent, that is in basis points. */
export type Forecast = { what: "forecast"; probability: number; happened: boolean };
/** Milli-points, and how many days ago they came. */
export type Later = { what: "later"; lines: readonly { points: number; days: number }[] };

/** The most that may be asked at once, so that an answer is short: people, signals of each, days away, points. */
export const most = { people: 200, days: 20, far: 3_650, points: 10_000 } as const;

export type Question = Signals | Step | Forecast | Later;

/** One day of signals. `nth`: which signal in the time it is, from 1, for each of the people; figures are milli-points. */
export type SignalRow = {
  day: number;
  nth: number;
  /** In thousandths. */
  factor: number;
  each: number;
  people: number;
  together: number;
  counted: number;
};

export type Answer =
  | { what: "signals"; worth: number; share: number; rows: SignalRow[]; total: number; cap: number; rules: string }
  | { what: "step"; rule: RuleName; points: number; share: number; total: number; rules: string }
  | { what: "forecast"; points: number; score: number; total: number; rules: string }
  | {
      what: "later";
      lines: { points: number; days: number; now: number }[];
      total: number;
      halfLife: number;
      rules: string;
    };

/** The rules that are multiplied by a share, and are not damped: what can be asked as a step. */
export function stepsOf({ rules }: RuleSet): RuleName[] {
  return ruleNames.filter((name) => ["share", "text_share"].includes(String(rules[name].times)) && !isDamped(name));
}

/** Answers with the rule sets as they hold today and, for signals, on each of the days. Pure; `now` in milliseconds since 1970 UTC. */
export function answer(sets: readonly InForce[], question: Question, now: number): Answer {
  const set = rulesAt(sets, now);
  const rules = set.name;
  switch (question.what) {
    case "signals":
      return { ...signalsOf(sets, question, now), cap: set.dailyCap, rules };
    case "step": {
      const { rule, share } = question;
      const total = worth(sets, { rule, at: now, part: share });
      return { what: "step", rule, points: set.rules[rule].points, share, total, rules };
    }
    case "forecast": {
      const score = forecastScore(question.probability / wholeShare, question.happened);
      const total = worth(sets, { rule: "forecast", at: now, part: score });
      return { what: "forecast", points: set.rules.forecast.points, score, total, rules };
    }
    case "later": {
      const lines = question.lines.map(({ points, days }) => ({
        points,
        days,
        now: currentOf(points, now - days * day, now, set),
      }));
      return {
        what: "later",
        lines,
        total: lines.reduce((sum, line) => sum + line.now, 0),
        halfLife: set.halfLife,
        rules,
      };
    }
  }
}

function signalsOf(sets: readonly InForce[], { people, days, share }: Signals, now: number) {
  const ordered = days.toSorted((one, other) => one - other);
  const midnight = dayOf(now) * day;
  const things = ordered.flatMap((on, place) =>
    Array.from({ length: people }, (_, person): Counted & { place: number } => ({
      id: `${String(place).padStart(6, "0")} ${String(person).padStart(6, "0")}`,
      rule: "signal_received",
      at: midnight + on * day,
      giver: String(person),
      part: share,
      place,
    })),
  );
  const values = valued(sets, things);
  const rows = ordered.map((on, place): SignalRow => {
    const at = midnight + on * day;
    const { within, factors } = rulesAt(sets, at).damping;
    const before = ordered.slice(0, place).filter((other) => (on - other) * day < within).length;
    const own = things.filter((thing) => thing.place === place).flatMap((thing) => values.get(thing) ?? []);
    return {
      day: on,
      nth: before + 1,
      factor: factors[before] ?? 0,
      each: own[0]?.damped ?? 0,
      people,
      together: own.reduce((sum, { damped }) => sum + damped, 0),
      counted: own.reduce((sum, { points }) => sum + points, 0),
    };
  });
  const one = worth(sets, { rule: "signal_received", at: now, part: wholeShare });
  return { what: "signals" as const, worth: one, share, rows, total: rows.reduce((sum, row) => sum + row.counted, 0) };
}
