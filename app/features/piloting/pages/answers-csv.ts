import { stringify } from "csv-stringify/sync";
import { contextOf } from "../../../platform/context.server.ts";
import { spaceBySlug } from "../../spaces/queries.server.ts";
import { weeksOfAnswers } from "../figures.server.ts";
import { dayIn } from "../rules.ts";
import type { Route } from "./+types/answers-csv.ts";

const columns = ["week_from", "due", "in_time", "rate_90_days_percent", "rate_90_days_in_time", "rate_90_days_due"];

/** The answers of each week as CSV (RFC 4180, UTF-8); a rate is empty where there are too few to tell. */
export async function loader(args: Route.LoaderArgs): Promise<Response> {
  const ctx = contextOf(args);
  const space = await spaceBySlug(ctx, args.params.space);
  const weeks = await weeksOfAnswers(ctx.db.read, space, ctx.now);
  const rows = weeks.map(({ from, due, met, rate }) => [
    dayIn(space.timeZone, from),
    due,
    met,
    rate.share,
    rate.met,
    rate.due,
  ]);
  return new Response(stringify(rows, { header: true, columns, bom: true }), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${space.slug}-answers.csv"`,
      "Cache-Control": "private, no-store",
    },
  });
}
