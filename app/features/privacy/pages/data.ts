import { contextOf } from "../../../platform/context.server.ts";
import { NotFound } from "../../../platform/errors.ts";
import { idPattern } from "../../../platform/ids.ts";
import { exportBytes, exportSeenBy } from "../exporting.server.ts";
import type { Route } from "./+types/data.ts";

/** The file with the data of the one who asks, piece by piece; for everybody else there is nothing here. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const { export: id } = args.params;
  if (!idPattern.test(id)) throw new NotFound();
  const { size, readyAt } = await exportSeenBy(ctx, id);
  const headers = {
    "Content-Type": "application/zip",
    "Content-Disposition": `attachment; filename="caco-data-${new Date(readyAt).toISOString().slice(0, 10)}.zip"`,
    "Content-Length": String(size),
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
  };
  return new Response(args.request.method === "HEAD" ? null : exportBytes(ctx.db.read, id), { headers });
}
