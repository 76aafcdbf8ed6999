import { z } from "zod";
import { idPattern } from "../../platform/ids.ts";
import { Invalid } from "../../platform/errors.ts";
import { basisPoints, shareField } from "./appeals.ts";
import { allPoints, longestWords, pointsField } from "./rules.ts";

const id = z.string().regex(idPattern);

const points = z
  .string()
  .trim()
  .regex(/^\d{0,3}$/, "points_wrong")
  .transform(Number)
  .refine((number) => number <= allPoints, "points_wrong");

const words = z.string().trim().min(1, "shares_reason_missing").max(longestWords, "field_too_long");

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
  words,
});

export type SettlingInput = z.infer<typeof settlingInput>;

/** What a contributor objects. */
export const objectionInput = z.strictObject({ freeze: id, words });

export type ObjectionInput = z.infer<typeof objectionInput>;

/** That somebody who was drawn stays out of it. */
export const declineInput = z.strictObject({ act: z.literal("decline"), appeal: id });

/** What somebody says who decides on an appeal; the other fields are percent, one for each contributor. */
export const verdictInput = z
  .object({
    act: z.literal("judge"),
    appeal: id,
    decision: z.enum(["keep", "change"], "shares_decision_missing"),
    words,
  })
  .catchall(z.string().max(20));

export type VerdictInput = z.infer<typeof verdictInput>;

/** The shares of a form that was read, in basis points; none where they are to stay. Throws `Invalid` for what is no percent. */
export function sharesIn(
  { decision, ...input }: Readonly<Record<string, unknown>>,
  people: readonly string[],
): Map<string, number> {
  if (decision === "keep") return new Map();
  const read = people.map((each) => [each, basisPoints(String(input[shareField(each)]))] as const);
  const wrong = read.filter(([, share]) => share === null).map(([each]) => [shareField(each), "percent_wrong"]);
  if (wrong.length > 0) throw new Invalid(Object.fromEntries(wrong));
  return new Map(read.map(([each, share]) => [each, share ?? 0]));
}

/** Those for whom a form has a field of points, or of a share. */
export function othersIn(form: FormData): string[] {
  const found = [...form.keys()].flatMap((name) => /^(?:points|share)-(.+)$/.exec(name)?.[1] ?? []);
  return [...new Set(found)].filter((other) => idPattern.test(other));
}

/** The points of a form that was read, by the ids of the others. */
export function pointsIn(input: Readonly<Record<string, unknown>>, others: readonly string[]): Map<string, number> {
  return new Map(others.map((other) => [other, Number(input[pointsField(other)])]));
}
