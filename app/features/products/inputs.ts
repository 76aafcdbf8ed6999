import { z } from "zod";
import { idPattern } from "../../platform/ids.ts";
import { isOneLine } from "../../platform/one-line.ts";
import { ideaInAddress } from "../merging/rules.ts";
import { limits } from "./rules.ts";

const id = z.string().regex(idPattern);
const words = (longest: number) => z.string().trim().max(longest, "field_too_long");

const said = {
  name: words(limits.name).min(1, "product_name_missing").refine(isOneLine, "field_unusable"),
  purposeEn: words(limits.purpose),
  purposeFr: words(limits.purpose),
};

/** A new product. `id` is made by the page: sent twice, it is one. */
export const newProductInput = z.strictObject({ id, ...said });

/** Other words for a product; `version` is the one that the form showed. */
export const productInput = z.strictObject({ version: z.coerce.number().int().min(1), ...said });

/** Somebody who answers for a product. */
export const ownerInput = z.strictObject({ member: id });

/** A product to which an idea belongs. */
export const linkInput = z.strictObject({ product: z.string().regex(idPattern, "product_missing") });

/** An idea that belongs to a product: its id, or the address of its page. */
export const linkedInput = z.strictObject({
  idea: words(limits.address).transform((text, at) => {
    const found = idPattern.test(text) ? text : ideaInAddress(text);
    if (found === null) at.addIssue({ code: "custom", message: "idea_address_missing" });
    return found ?? "";
  }),
});

export type NewProductInput = z.infer<typeof newProductInput>;
export type ProductInput = z.infer<typeof productInput>;
