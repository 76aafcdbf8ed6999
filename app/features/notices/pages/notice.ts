import { redirect } from "react-router";
import { contextOf, signedIn } from "../../../platform/context.server.ts";
import { readNotice } from "../commands.server.ts";
import { targetOf } from "../queries.server.ts";
import type { Route } from "./+types/notice.ts";

/** Opens what a notice is about, which is reading it. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = signedIn(contextOf(args));
  const { searchParams } = args.url;
  const about = { event: searchParams.get("event"), isAnswering: searchParams.has("answer") };
  const path = await targetOf(ctx, args.params.notice, about);
  // A browser that fetches ahead has shown nothing yet.
  const isAhead = /prefetch/.test(args.request.headers.get("sec-purpose") ?? "");
  if (!isAhead) await readNotice(ctx, args.params.notice);
  return redirect(path);
}
