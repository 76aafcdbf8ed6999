import { z } from "zod";
import { idPattern } from "../../platform/ids.ts";
import { isOneLine } from "../../platform/one-line.ts";
import { mailAddress } from "../accounts/rules.ts";
import { isTimeZone } from "../spaces/rules.ts";
import { isPublicDomain, limits, typedDomains } from "./rules.ts";

const id = z.string().regex(idPattern);

/** What is to become of a failed job. */
export const jobInput = z.strictObject({ job: id });

const domains = z
  .string()
  .max(limits.domainsText, "field_too_long")
  .transform((text, at) => {
    const typed = typedDomains(text);
    if (typed.length > limits.domains) at.addIssue({ code: "custom", message: "too_many_domains" });
    for (const domain of typed) {
      if (mailAddress(`a@${domain}`) !== `a@${domain}`) at.addIssue({ code: "custom", message: "domain_unusable" });
      else if (isPublicDomain(domain)) at.addIssue({ code: "custom", message: "domain_public" });
    }
    return typed;
  });

export const settingsInput = z.strictObject({
  siteName: z
    .string()
    .trim()
    .min(1, "site_name_missing")
    .max(limits.siteName, "field_too_long")
    .refine(isOneLine, "name_unusable"),
  joining: z.enum(["open", "invitation"]),
  locale: z.enum(["en", "fr"]),
  timeZone: z.string().max(80).refine(isTimeZone),
  employeeDomains: domains,
  /** The version that the form was filled from. */
  version: z.coerce.number().int().min(0),
});

export type SettingsInput = z.infer<typeof settingsInput>;

/** Counts those by their address as employees; `people` is how many the page said there are. */
export const applyInput = z.strictObject({ people: z.coerce.number().int().min(1) });

const reason = z.string().trim().max(limits.reason, "field_too_long");

/** A correction of whom somebody belongs to, with the reason that others read later. */
export const affiliationInput = z.strictObject({
  affiliation: z.enum(["customer", "employee", "partner"]),
  reason: reason.min(1, "admin_reason_missing"),
});

/** Whether somebody governs the place; `sure` is a tick. */
export const adminInput = z.strictObject({
  reason,
  sure: z.literal("yes", "tick_missing"),
});

/** An act that needs no more words. */
export const plainInput = z.strictObject({});

export const invitationInput = z.strictObject({ invitation: id });
