import { z } from "zod";
import { ruleNames, wholeShare } from "../reputation/rules.ts";
import { most, type Question } from "./what-if.ts";

/** A number as people of both languages write it, with up to two decimals. */
const decimal = z
  .string()
  .trim()
  .regex(/^\d{1,6}([.,]\d{1,2})?( ?%)?$/)
  .transform((text) => Number(text.replace(",", ".").replace(/ ?%$/, "")));

/** Percent, kept as basis points. */
const percent = decimal.refine((value) => value <= 100).transform((value) => Math.round((value * wholeShare) / 100));
const count = (least: number, greatest: number) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,6}$/)
    .transform(Number)
    .refine((value) => value >= least && value <= greatest);
const points = decimal.refine((value) => value <= most.points).transform((value) => Math.round(value * 1_000));

const days = z
  .string()
  .trim()
  .regex(/^\d{1,4}([\s,;]+\d{1,4})*$/)
  .transform((text) => text.split(/[\s,;]+/).map(Number))
  .refine((all) => all.length <= most.days && all.every((each) => each <= most.far));

const forms = {
  signals: z.object({ people: count(1, most.people), days, share: percent }),
  step: z.object({ rule: z.enum(ruleNames), share: percent }),
  forecast: z.object({ probability: percent, happened: z.enum(["yes", "no"]).transform((text) => text === "yes") }),
  later: z.object({
    points,
    age: count(0, most.far),
    points2: z.union([z.literal("").transform(() => null), points]),
    age2: z.union([z.literal("").transform(() => 0), count(0, most.far)]),
  }),
};

const questions: Record<Question["what"], z.ZodType<Question>> = {
  signals: forms.signals.transform((read) => ({ what: "signals" as const, ...read })),
  step: forms.step.transform((read) => ({ what: "step" as const, ...read })),
  forecast: forms.forecast.transform((read) => ({ what: "forecast" as const, ...read })),
  later: forms.later.transform((read) => ({
    what: "later" as const,
    lines: [
      { points: read.points, days: read.age },
      ...(read.points2 === null ? [] : [{ points: read.points2, days: read.age2 }]),
    ],
  })),
};

/** What somebody asked in the address: the question, or the fields that cannot be read; what was typed in any case. */
export type Asked = {
  what: Question["what"];
  typed: Readonly<Record<string, string>>;
  wrong: readonly string[];
  question: Question | null;
};

/** The question of "what if…" in a query; null where none is asked. */
export function askedIn(query: URLSearchParams): Asked | null {
  const what = query.get("what");
  if (what === null || !Object.hasOwn(questions, what)) return null;
  const kind = what as Question["what"];
  const names = Object.keys(forms[kind].shape);
  const typed = Object.fromEntries(names.map((name) => [name, (query.get(name) ?? "").slice(0, 200)]));
  const read = questions[kind].safeParse(typed);
  const wrong = read.success ? [] : [...new Set(read.error.issues.map(({ path }) => String(path[0])))];
  return { what: kind, typed, wrong, question: read.data ?? null };
}
