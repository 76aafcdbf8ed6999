import path from "node:path";
import { parseArgs } from "node:util";
import type { Database } from "../../../db/database.ts";
import { isSpaceSlug } from "../../features/spaces/rules.ts";
import { type Locale, locales } from "../../platform/actor.ts";
import { readConfig } from "../../platform/config.server.ts";
import { importWhole, importWholeHelp } from "../keeping/move.ts";
import { progressOn } from "../progress.ts";
import { type Streams, Unusable } from "../streams.ts";
import { databaseFor } from "./database-for.ts";
import { importMembers, importMembersHelp } from "./members.ts";
import { readPabulib } from "./read-pabulib.ts";
import { readPolis } from "./read-polis.ts";
import { complaintsOf, openReport, type Report } from "./report.ts";
import type { Reading, Source } from "./source.ts";
import { type Tally, writeSource } from "./write.ts";

export const importHelp = `${importWholeHelp}
  import polis DIR --space SLUG      a Polis export: comments.csv, votes.csv, summary.csv
  import pabulib FILE --space SLUG   a Pabulib file with approval votes
      --dry-run                      read everything, say what would happen, write nothing
      --eligible                     the signals may move reputation (for trials)
      --language en|fr               the language of the ideas
${importMembersHelp}
  help                               this text`;

const formats: ReadonlyMap<string, (from: string, reading: Reading) => Promise<Source>> = new Map([
  ["polis", readPolis],
  ["pabulib", readPabulib],
]);

type Order = {
  read: (from: string, reading: Reading) => Promise<Source>;
  from: string;
  slug: string;
  language: Locale | null;
  isEligible: boolean;
  isDryRun: boolean;
};

/**
 * `import FORMAT PATH --space SLUG`: brings other people's data in. Throws `Unusable` before
 * anything is written when the order or the file is not usable.
 */
export async function importCommand(args: string[], streams: Streams): Promise<void> {
  const [format, ...rest] = args;
  if (format === "caco") return importWhole(rest, streams);
  if (format === "members") return importMembers(rest, streams);
  const order = orderOf(args);
  const config = readConfig(process.env);
  const now = Date.now();
  const progress = progressOn(streams.stderr);
  const report = openReport(order.isDryRun ? null : path.join(config.dataDir, "reports"), now);
  let db: Database | null = null;
  try {
    const source = await order.read(order.from, { space: order.slug, now, remark: report.add, progress });
    db = await databaseFor(order, config, streams.stderr);
    const tally = await writeSource(db, source, { ...order, now, progress, remark: report.add });
    streams.stdout.write(summaryOf(order, source, tally, report));
    streams.stderr.write(complaintsOf(report));
  } finally {
    progress.stop();
    report.close();
    await db?.close();
  }
}

function orderOf(args: string[]): Order {
  const { values, positionals } = parsed(args);
  const [format = "", from, ...rest] = positionals;
  const read = formats.get(format);
  if (!read)
    throw new Unusable(
      `"${format}" is no format that can be imported: use ${["caco", "members", ...formats.keys()].join(" or ")}.`,
    );
  if (from === undefined) throw new Unusable(`Say which ${format === "polis" ? "folder" : "file"} to import.`);
  if (rest.length > 0) throw new Unusable(`"${rest.join(" ")}" is too much: import one source at a time.`);
  const slug = values.space;
  if (slug === undefined) throw new Unusable("Say which space to import into: --space SLUG.");
  if (!isSpaceSlug(slug)) throw new Unusable(`"${slug}" cannot be a space's address: use a-z, 0-9 and hyphens.`);
  const language = locales.find((locale) => locale === values.language) ?? null;
  if (values.language !== undefined && !language) {
    throw new Unusable(`"${values.language}" is no language of this program: use ${locales.join(" or ")}.`);
  }
  return {
    read,
    from: path.resolve(from),
    slug,
    language,
    isEligible: values.eligible === true,
    isDryRun: values["dry-run"] === true,
  };
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        space: { type: "string" },
        language: { type: "string" },
        eligible: { type: "boolean" },
        "dry-run": { type: "boolean" },
      },
    });
  } catch (error) {
    const [sentence = ""] = (error instanceof Error ? error.message : String(error)).split(". ");
    throw new Unusable(`${sentence.replace(/\.$/, "")}.`);
  }
}

function summaryOf(order: Order, source: Source, tally: Tally, report: Report): string {
  const { ideas, members, signals } = tally;
  const would = order.isDryRun ? "Dry run, nothing was written. It would import" : "Imported";
  const lines = [
    `${would} "${source.name}" into ${tally.space === "created" ? "the new space " : ""}/s/${order.slug}:`,
    `  ideas      ${ideas.added} new, ${ideas.unchanged} unchanged (${ideas.hidden} hidden)`,
    `  members    ${members.added} new, ${members.unchanged} unchanged`,
    `  signals    ${signals.added} new, ${signals.changed} changed, ${signals.unchanged} unchanged (${signals.own} by authors on their own ideas)`,
    ...(source.replaced > 0 ? [`  replaced   ${source.replaced} votes by a later one of the same person`] : []),
    `  bad rows   ${report.leftOut()}`,
    ...(report.notes() > 0 ? [`  notes      ${report.notes()} (where the source disagrees with itself)`] : []),
  ];
  const file = report.close();
  return `${[...lines, ...(file === null ? [] : [`  report     ${file}`])].join("\n")}\n`;
}
