import { NotFound } from "../platform/errors.ts";

/** Any other address: with a loader of its own, so that it passes the same doors as every page. */
export function loader(): never {
  throw new NotFound();
}

export const action = loader;

/** Never shown, but makes this a page: what the loader throws is told to people, not to programs. */
export default function NothingHere() {
  return null;
}
