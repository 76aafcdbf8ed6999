import { contextOf } from "../../../platform/context.server.ts";
import { headAt, sealIn } from "../queries.server.ts";
import { headAsText } from "../rules.ts";
import type { Route } from "./+types/head-txt.ts";

/** The same as `head.json` in lines that can be printed or sent; `caco log check` takes it too. Throws `NotFound`. */
export async function loader(args: Route.LoaderArgs): Promise<Response> {
  const head = await headAt(contextOf(args), sealIn(args.url.searchParams, "n"));
  return new Response(headAsText(head), {
    headers: {
      "Content-Type": "text/plain; charset=utf-8",
      "Content-Disposition": `inline; filename="caco-head-${head.n}.txt"`,
    },
  });
}
