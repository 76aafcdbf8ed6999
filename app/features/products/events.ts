import type { Happening } from "../../platform/events.server.ts";

type Placed = { id: string; space: string };

export type ProductChanged = Happening<
  "product.created" | "product.edited" | "product.archived" | "product.reopened",
  { version: number }
>;

/** Somebody answers for a product from now on, or no more. */
export type ProductOwnerChanged = Happening<"product.owner_added" | "product.owner_removed", { member: string }>;

/** An idea belongs to a product from now on, or no more. */
export type IdeaLinked = Happening<"idea.linked" | "idea.unlinked", { product: string }>;

export function productChanged(kind: ProductChanged["kind"], { id, space }: Placed, version: number): ProductChanged {
  return { kind, space, subject: `product:${id}`, payload: { version } };
}

export function productOwnerChanged(
  kind: ProductOwnerChanged["kind"],
  { id, space }: Placed,
  member: string,
): ProductOwnerChanged {
  return { kind, space, subject: `product:${id}`, payload: { member } };
}

export function ideaLinked(kind: IdeaLinked["kind"], { id, space }: Placed, product: string): IdeaLinked {
  return { kind, space, subject: `idea:${id}`, payload: { product } };
}
