import type { ReleaseState } from "../../../db/schema/releases.ts";
import type { Actor } from "../../platform/actor.ts";
import { mayKeepProducts } from "../products/policy.ts";
import { isOpen } from "./rules.ts";

/** What ships is said by those who keep the products of a space; each idea is shipped by who may decide on it. */
export function mayKeepReleases(actor: Actor, space: string): boolean {
  return mayKeepProducts(actor, space);
}

/** What is published everybody reads who sees the space; before, it is for those who keep it. */
export function maySeeRelease(actor: Actor, release: { space: string; state: ReleaseState }): boolean {
  return release.state === "published" || (isOpen(release.state) && mayKeepReleases(actor, release.space));
}
