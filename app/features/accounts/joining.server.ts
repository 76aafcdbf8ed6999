import { visitor } from "../../platform/actor.ts";
import type { Context } from "../../platform/context.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { safePath } from "../../platform/paths.ts";
import { siteOf } from "../../platform/site.server.ts";
import { invitationBy } from "../spaces/invitations.server.ts";

/**
 * Whether somebody may make an account: anybody may, or, where admins say so, whoever comes with an
 * open invitation. `next` is where the form leads to afterwards: the invitation's own address.
 * Without `email` it is asked before the address is known.
 */
export async function mayJoinBy(ctx: Context, next: string | null | undefined, email?: string): Promise<boolean> {
  const { joining } = await siteOf(ctx.db);
  if (joining === "open") return true;
  const token = /^\/invite\/([^/?#]+)$/.exec(safePath(next))?.[1];
  if (token === undefined) return false;
  try {
    const { invitation, state } = await invitationBy({ ...ctx, actor: visitor }, token);
    return state === "ready" && (invitation.email === null || email === undefined || invitation.email === email);
  } catch (error) {
    if (error instanceof NotFound) return false;
    throw error;
  }
}
