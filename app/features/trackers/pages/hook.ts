import { contextOf } from "../../../platform/context.server.ts";
import { Invalid, TooMany } from "../../../platform/errors.ts";
import { problemOf } from "../../../platform/problem-of.server.ts";
import { takeReport } from "../reporting.server.ts";
import type { Route } from "./+types/hook.ts";

/** What a tracker reports, answered in JSON: what was changed, or the code of what is wrong. */
export async function action(args: Route.ActionArgs): Promise<Response> {
  const { headers } = args.request;
  try {
    const taken = await takeReport(contextOf(args), args.params.product, {
      timestamp: headers.get("x-caco-timestamp") ?? "",
      signature: headers.get("x-caco-signature") ?? "",
      body: new Uint8Array(await args.request.arrayBuffer()),
    });
    return Response.json(taken);
  } catch (error) {
    const problem = problemOf(error);
    if (!problem) throw error;
    const wait = problem instanceof TooMany ? { "Retry-After": String(problem.retryAfterSeconds) } : undefined;
    const fields = problem instanceof Invalid ? { fields: problem.fields } : {};
    return Response.json({ error: problem.code, ...fields }, { status: problem.status, headers: wait });
  }
}
