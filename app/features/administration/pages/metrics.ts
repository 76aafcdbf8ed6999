import { contextOf } from "../../../platform/context.server.ts";
import { Unauthorized } from "../../../platform/errors.ts";
import { metricsFor } from "../metrics.server.ts";
import type { Route } from "./+types/metrics.ts";

/** Figures for a program that watches this one; 401 for whoever does not send the token. Throws `NotFound` without one. */
export async function loader(args: Route.LoaderArgs): Promise<Response> {
  try {
    const { type, text } = await metricsFor(contextOf(args), args.request.headers.get("Authorization"));
    return new Response(text, { headers: { "Content-Type": type } });
  } catch (error) {
    if (!(error instanceof Unauthorized)) throw error;
    return new Response("Send METRICS_TOKEN as a bearer token.\n", {
      status: 401,
      headers: { "Content-Type": "text/plain; charset=utf-8", "WWW-Authenticate": "Bearer" },
    });
  }
}
