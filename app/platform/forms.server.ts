import { data } from "react-router";
import type { z } from "zod";
import { Banned, type FieldErrors, Invalid, Malformed, type Problem, TooMany } from "./errors.ts";
import { problemOf } from "./problem-of.server.ts";

/** What a form shows after a refusal: the code of the sentence, the wrong fields, what was typed. */
export type FormReply = {
  problem: string;
  fields: FieldErrors;
  values: Record<string, string>;
  /** What a person wrote about the refusal. */
  words?: string;
};

/** Fields that are never sent back to a page. */
export const secretField = /password|token|code/i;

/**
 * Reads a form by its schema. Throws `Invalid` with the code of each wrong field (the message of
 * the schema's issue when it is a code of ours, else `field_<issue>`), and `Malformed` for
 * fields nobody asked for or sent twice, and text with NUL characters.
 */
export function parseForm<Schema extends z.ZodType>(schema: Schema, form: FormData): z.infer<Schema> {
  const values: Record<string, string> = {};
  for (const [name, value] of form) {
    // No form field has a NUL character, and PostgreSQL takes none.
    if (typeof value !== "string" || name in values || value.includes("\0")) throw new Malformed();
    // Browsers send two signs for the end of a line, our script one: a text is the same either way, and as long as
    // its field said.
    values[name] = value.replaceAll("\r\n", "\n");
  }
  const parsed = schema.safeParse(values);
  if (parsed.success) return parsed.data;
  const fields: FieldErrors = {};
  for (const issue of parsed.error.issues) {
    if (issue.code === "unrecognized_keys") throw new Malformed();
    fields[String(issue.path[0])] ??= codeOf(issue);
  }
  throw new Invalid(fields);
}

function codeOf(issue: z.core.$ZodIssue): string {
  if (/^[a-z][a-z_]*$/.test(issue.message)) return issue.message;
  if (issue.code === "too_small") return "field_missing";
  if (issue.code === "too_big") return "field_too_long";
  return "field_unusable";
}

/**
 * Runs an action and turns its refusal into an answer that keeps what was typed: the page shows
 * the same form again, with the status of the problem. Bugs and `NotFound` go on.
 */
export async function answering<Result>(form: FormData, act: () => Promise<Result>) {
  try {
    return await act();
  } catch (error) {
    const problem = problemOf(error);
    if (!problem || problem.status === 404 || problem.status === 401) throw error;
    return refusing(problem, form);
  }
}

/** A refusal as an answer to a form: the page shows it again, with everything typed but secrets. */
export function refusing(problem: Problem, form: FormData) {
  const values: Record<string, string> = {};
  for (const [name, value] of form) {
    if (typeof value === "string" && !secretField.test(name)) values[name] = value;
  }
  const fields = problem instanceof Invalid ? problem.fields : {};
  const headers = problem instanceof TooMany ? { "Retry-After": String(problem.retryAfterSeconds) } : undefined;
  const words = problem instanceof Banned ? { words: problem.reason } : {};
  return data<FormReply>({ problem: problem.code, fields, values, ...words }, { status: problem.status, headers });
}

/** One string field of a form, or an empty string. */
export function fieldOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}

/**
 * Which button of a form was pressed (its `act`, or an empty string), and the other fields to be parsed. The form keeps
 * its `act`, so that an answer to it says which of a page's forms was refused.
 */
export function actOf(form: FormData): { act: string; fields: FormData } {
  const fields = new FormData();
  for (const [name, value] of form) if (name !== "act") fields.append(name, value);
  return { act: fieldOf(form, "act"), fields };
}
