import { slugOf } from "../../platform/slug.ts";

/** Longest texts taken, in characters. */
export const limits = { name: 80, purpose: 4_000, address: 500 } as const;

/** Products of a space, those that are archived among them. */
export const mostProducts = 100;

/** People who answer for one product. */
export const mostOwners = 10;

/** Products that one idea belongs to. */
export const mostOfIdea = 10;

/** Ideas on one page of a product. */
export const ideasPage = 30;

/** The list of a space's products. */
export function productsPath(space: string): string {
  return `/s/${space}/products`;
}

/** The address of a product: `/s/<space>/products/<id>-<words of its name>`. `space` is a slug. */
export function productPath(space: string, product: { id: string; name: string }): string {
  const words = slugOf(product.name);
  return `${productsPath(space)}/${product.id}${words ? `-${words}` : ""}`;
}

/** What a product says it is for, in one of its two languages. */
export type Purpose = { html: string; language: "en" | "fr" };

type Purposes = { purposeEn: string; purposeFr: string; purposeEnHtml: string; purposeFrHtml: string };

/** The purpose for a reader: in his or her language, or else in the other one; null where nothing was written. */
export function purposeFor(product: Purposes, locale: "en" | "fr"): Purpose | null {
  const inEnglish: Purpose | null = product.purposeEn === "" ? null : { html: product.purposeEnHtml, language: "en" };
  const inFrench: Purpose | null = product.purposeFr === "" ? null : { html: product.purposeFrHtml, language: "fr" };
  return locale === "fr" ? (inFrench ?? inEnglish) : (inEnglish ?? inFrench);
}
