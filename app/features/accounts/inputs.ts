import { z } from "zod";
import { idPattern } from "../../platform/ids.ts";
import { limits as spaceLimits } from "../spaces/rules.ts";
import { limits, mailAddress, personName } from "./rules.ts";

const email = z
  .string()
  .max(limits.email * 2, "email_unusable")
  .transform((typed, at) => {
    const address = mailAddress(typed);
    if (address === null)
      at.addIssue({ code: "custom", message: typed.trim() === "" ? "email_missing" : "email_unusable" });
    return address ?? z.NEVER;
  });

const name = z
  .string()
  .max(limits.name, "field_too_long")
  .transform((typed, at) => {
    const read = personName(typed);
    if (read === null) at.addIssue({ code: "custom", message: typed.trim() === "" ? "name_missing" : "name_unusable" });
    return read ?? z.NEVER;
  });

const newPassword = z
  .string()
  .min(limits.passwordShortest, "password_short")
  .max(limits.passwordLongest, "password_long");

/** A password to compare: any length that can be one, so that old rules lock nobody out. */
const givenPassword = z.string().min(1, "password_missing").max(limits.passwordLongest, "password_long");

/** Where to go afterwards; whether it is a path of ours is checked when it is used. */
const next = z.string().max(2_000).optional();

/** The versions of the legal pages that were ticked; they are compared with those in force. */
const consent = z.string().max(40).optional();

const zone = z
  .string()
  .max(80)
  .refine((name) => isTimeZone(name));

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

export const setupInput = z.strictObject({
  code: z.string().trim().min(1, "setup_code_missing").max(100, "setup_code_wrong"),
  name,
  email,
  password: newPassword,
  spaceName: z.string().trim().min(1, "space_name_missing").max(spaceLimits.name, "field_too_long"),
  purpose: z.string().trim().min(1, "purpose_missing").max(spaceLimits.purpose, "field_too_long"),
  visibility: z.enum(["public", "private"]),
  language: z.enum(["en", "fr"]),
  timeZone: zone,
  consent,
});

export const joinInput = z.strictObject({
  name,
  email,
  password: newPassword,
  /** Invisible to people: who fills it in is a program. */
  website: z.string().max(500).default(""),
  /** The signed moment at which the form was shown. */
  started: z.string().max(200).default(""),
  consent,
  next,
});

export const signInInput = z.strictObject({ email, password: givenPassword, next });

/** Asks for a mail to an address: a new password, or the confirmation once more. */
export const mailInput = z.strictObject({ email, next });

export const resetInput = z.strictObject({ password: newPassword });

/** Confirming an address; the password is asked for in another browser than the one that joined. */
export const verifyInput = z.strictObject({ password: givenPassword.optional() });

export const passwordInput = z.strictObject({ currentPassword: givenPassword, password: newPassword });

/** Another address, asked for by password. */
export const emailInput = z.strictObject({ email, password: givenPassword });

/** The answer to a mailed link that is about another address; the new one's yes may need the password. */
export const emailAnswer = z.strictObject({
  act: z.enum(["confirm", "cancel"]),
  password: givenPassword.optional(),
});

export const endSessionInput = z.strictObject({
  /** One session by its public id, or all but the one that asks. */
  session: z.union([z.string().regex(idPattern), z.literal("others")]),
});

export const preferencesInput = z.strictObject({
  locale: z.enum(["en", "fr"]).optional(),
  theme: z.enum(["light", "dark", "system"]).optional(),
  next,
});

/** The same with the time zone, on the page of an account; an empty one is the browser's. */
export const lookInput = z.strictObject({
  locale: z.enum(["en", "fr"]),
  theme: z.enum(["light", "dark", "system"]),
  timeZone: z
    .string()
    .trim()
    .max(80, "time_zone_unknown")
    .transform((typed) => typed.replaceAll(" ", "_"))
    .refine((name) => name === "" || isTimeZone(name), "time_zone_unknown"),
});

export type EmailInput = z.infer<typeof emailInput>;
export type EmailAnswer = z.infer<typeof emailAnswer>;
export type SetupInput = z.infer<typeof setupInput>;
export type JoinInput = z.infer<typeof joinInput>;
export type SignInInput = z.infer<typeof signInInput>;
export type MailInput = z.infer<typeof mailInput>;
export type ResetInput = z.infer<typeof resetInput>;
export type VerifyInput = z.infer<typeof verifyInput>;
export type PasswordInput = z.infer<typeof passwordInput>;
