import { z } from "zod";
import { idPattern } from "../../platform/ids.ts";
import { allPoints, longestWords, pointsField } from "./rules.ts";

const id = z.string().regex(idPattern);

const points = z
  .string()
  .trim()
  .regex(/^\d{0,3}$/, "points_wrong")
  .transform(Number)
  .refine((number) => number <= allPoints, "points_wrong");

/** What somebody gives to the others, who are called by these ids; an empty field is 0. */
export function answerInput(others: readonly string[]) {
  return z.strictObject({
    freeze: id,
    ...Object.fromEntries(others.map((other) => [pointsField(other), points])),
  });
}

/** What a pilot decides where few contradict each other. */
export const settlingInput = z.strictObject({
  freeze: id,
  decision: z.enum(["apply", "keep"], "shares_decision_missing"),
  words: z.string().trim().min(1, "shares_reason_missing").max(longestWords, "field_too_long"),
});

export type SettlingInput = z.infer<typeof settlingInput>;

/** Those for whom a form has a field. */
export function othersIn(form: FormData): string[] {
  const found = [...form.keys()].flatMap((name) => /^points-(.+)$/.exec(name)?.[1] ?? []);
  return [...new Set(found)].filter((other) => idPattern.test(other));
}

/** The points of a form that was read, by the ids of the others. */
export function pointsIn(input: Readonly<Record<string, unknown>>, others: readonly string[]): Map<string, number> {
  return new Map(others.map((other) => [other, Number(input[pointsField(other)])]));
}
