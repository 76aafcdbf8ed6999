import { contextOf } from "../../../platform/context.server.ts";
import { headAt, sealIn } from "../queries.server.ts";
import { headAsJson } from "../rules.ts";
import type { Route } from "./+types/head-json.ts";

/** The newest signed head, or with `?n=` an earlier one, to save: what `caco log check` takes. Throws `NotFound`. */
export async function loader(args: Route.LoaderArgs): Promise<Response> {
  const head = await headAt(contextOf(args), sealIn(args.url.searchParams, "n"));
  return new Response(headAsJson(head), {
    headers: {
      "Content-Type": "application/json; charset=utf-8",
      "Content-Disposition": `attachment; filename="caco-head-${head.n}.json"`,
    },
  });
}
