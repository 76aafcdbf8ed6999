import { stringify } from "csv-stringify/sync";
import { contextOf } from "../../../platform/context.server.ts";
import { NotFound } from "../../../platform/errors.ts";
import { must } from "../../../platform/policy.ts";
import { mayTakeFigures } from "../../feed/policy.ts";
import { productIn } from "../../products/queries.server.ts";
import { spaceBySlug } from "../../spaces/queries.server.ts";
import { type Figures, figuresOf } from "../queries.server.ts";
import { type FigureName, figureNames, figuresViewIn } from "../rules.ts";
import type { Route } from "./+types/figures-csv.ts";

const day = 86_400_000;
const days = (ms: number | undefined) => (ms === undefined ? null : Math.round((100 * ms) / day) / 100);

/** The columns of each file, and its rows. Times are in days. */
const files: { [Name in FigureName]: { columns: string[]; rows: (figures: Figures) => unknown[][] } } = {
  funnel: {
    columns: ["stage", "ideas", "of"],
    rows: ({ funnel, ends, counted }) => [
      ...funnel.map(({ stage, reached }) => [stage, reached, counted]),
      ...ends.map(({ end, ideas }) => [end, ideas, counted]),
    ],
  },
  times: {
    columns: ["stage", "stays", "median_days", "quarter_days", "three_quarters_days", "standing_now"],
    rows: ({ times }) =>
      times.map(({ stage, stays, standing }) => [
        stage,
        stays?.count ?? 0,
        days(stays?.median),
        days(stays?.quarter),
        days(stays?.threeQuarters),
        standing,
      ]),
  },
  adopted: {
    columns: ["affiliation", "submitted", "adopted"],
    rows: ({ adopted }) => adopted.map((row) => [row.affiliation, row.submitted, row.adopted]),
  },
  contributors: {
    columns: ["people_from", "people_to", "shipped_ideas"],
    rows: ({ contributors }) => contributors.rows.map(({ from, to, ideas }) => [from, to, ideas]),
  },
  releases: {
    columns: ["release", "published_at", "shipped_ideas", "people"],
    rows: ({ releases }) =>
      releases.map(({ title, publishedAt, ideas, people }) => [
        title,
        new Date(publishedAt).toISOString(),
        ideas,
        people,
      ]),
  },
};

/** One of the figures as CSV (RFC 4180, UTF-8), for those who steer the space. Throws `NotFound`, `Forbidden`. */
export async function loader(args: Route.LoaderArgs): Promise<Response> {
  const ctx = contextOf(args);
  const space = await spaceBySlug(ctx, args.params.space);
  must(mayTakeFigures(ctx.actor, space.id));
  const name = figureNames.find((each) => each === args.url.searchParams.get("figure"));
  if (!name) throw new NotFound();
  const view = figuresViewIn(args.url.searchParams);
  if (view.product !== null) await productIn(ctx.db.read, space.id, view.product);
  const { columns, rows } = files[name];
  const figures = await figuresOf(ctx.db.read, space.id, view, ctx.now);
  return new Response(stringify(rows(figures), { header: true, columns, bom: true, escape_formulas: true }), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${space.slug}-${name}.csv"`,
      "Cache-Control": "private, no-store",
    },
  });
}
