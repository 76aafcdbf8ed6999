import { Forbidden } from "./errors.ts";

/** Turns a "no" of a policy into `Forbidden`: `must(mayMerge(actor, idea))`. */
export function must(allowed: boolean, code?: string): void {
  if (!allowed) throw new Forbidden(code);
}
