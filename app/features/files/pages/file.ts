import { contextOf } from "../../../platform/context.server.ts";
import { NotFound } from "../../../platform/errors.ts";
import { randomIdPattern } from "../../../platform/ids.ts";
import { headersOf, isKnown } from "../delivery.server.ts";
import { bytesOf, fileSeenBy } from "../queries.server.ts";
import type { Route } from "./+types/file.ts";

/** A file, for those who may see what it belongs to. Asked at each read, also when the browser has a copy. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const { file: id } = args.params;
  if (!randomIdPattern.test(id)) throw new NotFound();
  const size = args.url.searchParams.has("small") ? "small" : "full";
  const file = await fileSeenBy(ctx, id, size);
  const headers = headersOf(file);
  if (isKnown(args.request, file)) return new Response(null, { status: 304, headers });
  const bytes = await bytesOf(ctx.db.read, id, size);
  headers.set("Content-Length", String(bytes.length));
  // The whole of it, also where a part was asked for: that is allowed, and files are short.
  return new Response(args.request.method === "HEAD" ? null : new Uint8Array(bytes), { headers });
}
