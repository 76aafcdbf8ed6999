import type { ShouldRevalidateFunctionArgs } from "react-router";

/**
 * For the `shouldRevalidate` of a page with forms. React Router asks no loader anew after a refused form; after a 409
 * the page must take what somebody else changed meanwhile, or the next try would be refused like this one.
 */
export function alsoAfterConflict({ actionStatus, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs): boolean {
  return actionStatus === 409 || defaultShouldRevalidate;
}
