import { contextOf, signedIn } from "../../../platform/context.server.ts";
import { limit } from "../../../platform/limits.server.ts";
import { must } from "../../../platform/policy.ts";
import { spaceBySlug } from "../../spaces/queries.server.ts";
import { mayLookUp } from "../policy.ts";
import { offeredFor } from "../queries.server.ts";
import type { Route } from "./+types/people.ts";

/** The people of a space whose handle begins with `?q=`: for whom a handle is being typed. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = signedIn(contextOf(args));
  const space = await spaceBySlug(ctx, args.params.space);
  must(mayLookUp(ctx.actor, space.id));
  await limit("people_member", ctx.actor.id);
  const typed = (args.url.searchParams.get("q") ?? "").slice(0, 60);
  return Response.json({ people: await offeredFor(ctx.db.read, space.id, typed) });
}
