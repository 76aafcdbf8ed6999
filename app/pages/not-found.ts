import { NotFound } from "../platform/errors.ts";

/** Any other address: with a loader of its own, so that it passes the same doors as every page. */
export function loader(): never {
  throw new NotFound();
}

export const action = loader;
