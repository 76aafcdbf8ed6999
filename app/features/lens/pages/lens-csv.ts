import { stringify } from "csv-stringify/sync";
import { contextOf } from "../../../platform/context.server.ts";
import { ideaPath } from "../../ideas/rules.ts";
import { gatheredOn, lensOf, lensSpace, titlesOf } from "../queries.server.ts";
import { heardIn, lensIn } from "../rules.ts";
import type { Route } from "./+types/lens-csv.ts";

const columns = [
  "place",
  "public_place",
  "title",
  "stage",
  "people",
  "support",
  "not_for_me",
  "pass",
  "public_people",
  "quotes",
  "quotes_weight",
  "confirmed_wishes",
  "rice",
  "address",
];

/** What the lens shows as CSV (RFC 4180, UTF-8), all pages of it; without lines where too few people are looked at. */
export async function loader(args: Route.LoaderArgs): Promise<Response> {
  const ctx = contextOf(args);
  const space = await lensSpace(ctx, args.params.space);
  const view = lensIn(args.url.searchParams);
  const { ideas } = await lensOf(ctx.db.read, space.id, view);
  const gathered = await gatheredOn(ctx.db.read, space.id, view);
  const titles = new Map(
    (
      await titlesOf(
        ctx.db.read,
        ideas.map(({ id }) => id),
      )
    ).map((row) => [row.id, row]),
  );
  const rows = ideas.flatMap(({ id, place, publicPlace, heard, isTold, participants, rice }) => {
    const row = titles.get(id);
    if (!row) return [];
    const kinds = isTold ? [heard.support, heard.not_for_me, heard.pass] : ["", "", ""];
    const figures = [heardIn(heard), ...kinds, participants];
    const { quotes, weight, wishes } = gathered.get(id) ?? { quotes: 0, weight: 0, wishes: 0 };
    const gatheredHere = [quotes, weight, wishes, rice === null ? "" : rice.toFixed(1)];
    return [[place, publicPlace, row.title, row.stage, ...figures, ...gatheredHere, args.url.origin + ideaPath(row)]];
  });
  return new Response(stringify(rows, { header: true, columns, bom: true, escape_formulas: true }), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${space.slug}-lens.csv"`,
      "Cache-Control": "private, no-store",
    },
  });
}
