import { contextOf } from "../../../platform/context.server.ts";
import { NotFound, Refused } from "../../../platform/errors.ts";
import { timeZoneOf } from "../../../platform/time-zone.server.ts";
import { fromOf } from "../../accounts/from.server.ts";
import { awaitedTranscript } from "../../pitching/transcript.server.ts";
import { hasMinutes } from "../../planning/rules.ts";
import { markdownOf } from "../markdown.server.ts";
import { minutesOf, minutesSeenBy } from "../queries.server.ts";
import type { Route } from "./+types/minutes-md.ts";

/** The minutes of a room as Markdown, to keep. Throws `NotFound`, also where there are none. */
export async function loader(args: Route.LoaderArgs): Promise<Response> {
  const ctx = contextOf(args);
  const seen = await minutesSeenBy(ctx, args.params.room);
  if (!hasMinutes(seen.room)) throw new NotFound();
  if (await awaitedTranscript(ctx, seen)) throw new Refused("transcript_awaited");
  const { origin } = fromOf(ctx, args.request);
  const timeZone = timeZoneOf(args.request.headers.get("cookie"));
  const text = markdownOf(await minutesOf(ctx, seen), { locale: ctx.locale, origin, timeZone });
  return new Response(text, {
    headers: {
      "Content-Type": "text/markdown; charset=utf-8",
      "Content-Disposition": `attachment; filename="minutes-${seen.room.id}.md"`,
      "Cache-Control": "private, no-store",
    },
  });
}
