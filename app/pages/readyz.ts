import { contextOf } from "../platform/context.server.ts";
import { isReady } from "../platform/health.server.ts";
import type { Route } from "./+types/readyz.ts";

/** 200 when the database takes a write, else 503. */
export async function loader(args: Route.LoaderArgs): Promise<Response> {
  const { db, now } = contextOf(args);
  const ready = await isReady(db, now);
  return new Response(ready ? "ready\n" : "not ready\n", { status: ready ? 200 : 503 });
}
