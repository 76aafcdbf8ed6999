import { pipeline, Readable } from "node:stream";
import { stringify } from "csv-stringify";
import { affiliations } from "../../../platform/actor.ts";
import { type Context, contextOf } from "../../../platform/context.server.ts";
import { must } from "../../../platform/policy.ts";
import en from "../../../ui/messages/en.json";
import fr from "../../../ui/messages/fr.json";
import { ideaPath } from "../../ideas/rules.ts";
import { stageWordsFor, wordOf } from "../../stages/queries.server.ts";
import { standText } from "../../stages/rules.ts";
import { signalKinds } from "../../signals/rules.ts";
import { spaceBySlug } from "../../spaces/queries.server.ts";
import { mayTakeFigures } from "../policy.ts";
import { type FiguresRow, figuresOf } from "../queries.server.ts";
import { viewIn } from "../rules.ts";
import type { Route } from "./+types/ideas-csv.ts";

const usual = { en, fr };

const columns = [
  "id",
  "title",
  "stage",
  "stage_name",
  "language",
  "author",
  "affiliation",
  "submitted",
  "participants",
  ...affiliations.flatMap((affiliation) => signalKinds.map((kind) => `${affiliation}_${kind}`)),
  "comments",
  "tags",
  "address",
];

/** The ideas of a view as CSV (RFC 4180, UTF-8), streamed; for those who steer the space. */
export async function loader(args: Route.LoaderArgs): Promise<Response> {
  const ctx = contextOf(args);
  const space = await spaceBySlug(ctx, args.params.space);
  must(mayTakeFigures(ctx.actor, space.id));
  const csv = stringify({ header: true, columns, bom: true, escape_formulas: true });
  // When reading fails half-way the answer breaks off: a plain pipe would leave the error to end the process.
  pipeline(Readable.from(lines(ctx, space.id, args.url)), csv, (error) => {
    if (error && error.code !== "ERR_STREAM_PREMATURE_CLOSE") ctx.log.warn({ err: error }, "a CSV broke off");
  });
  return new Response(Readable.toWeb(csv) as ReadableStream, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${space.slug}-ideas.csv"`,
      "Cache-Control": "private, no-store",
    },
  });
}

async function* lines(ctx: Context, space: string, url: URL) {
  const words = await stageWordsFor(ctx.db.read, ctx.actor, ctx.locale);
  const word = ({ stage, extra }: FiguresRow) =>
    wordOf(words, space, standText(stage, extra)) ?? usual[ctx.locale].stage[stage];
  for await (const rows of figuresOf(ctx, space, viewIn(url.searchParams))) {
    for (const row of rows) yield lineOf(row, url.origin, word);
  }
}

function lineOf(row: FiguresRow, origin: string, word: (row: FiguresRow) => string): (string | number)[] {
  return [
    row.id,
    row.title,
    row.stage,
    word(row),
    row.language,
    row.author || "former member",
    row.affiliation,
    new Date(row.submittedAt).toISOString(),
    row.participants,
    ...affiliations.flatMap((affiliation) => signalKinds.map((kind) => row.counts[affiliation][kind])),
    row.commentCount,
    row.tags.join(", "),
    origin + ideaPath(row),
  ];
}
