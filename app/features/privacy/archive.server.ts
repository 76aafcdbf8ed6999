/** The file that somebody downloads: a zip with the data for programs, the same for reading, and the files. */
import { Readable } from "node:stream";
import { and, eq } from "drizzle-orm";
import { ZipFile } from "yazl";
import type { Reads } from "../../../db/database.ts";
import { fileBytes, files } from "../../../db/schema/files.ts";
import type { Locale } from "../../platform/actor.ts";
import { siteOf } from "../../platform/site.server.ts";
import type { Database } from "../../../db/database.ts";
import { type GivenRow, type GivenTable, dataOf } from "./giving.server.ts";
import en from "./mails/en.json";
import fr from "./mails/fr.json";
import { topics } from "./rules.ts";

const words = { en, fr };

/** The archive of a member's data as a stream of bytes. Throws `NotFound`. */
export async function archiveOf(db: Database, member: string, now: number): Promise<Readable> {
  const { locale, given } = await dataOf(db.read, member, now);
  const site = (await siteOf(db)).name;
  const zip = new ZipFile();
  const mtime = new Date(now);
  const tables = Object.fromEntries(given.map(({ table, by, rows }) => [nameOf(given, table, by), rows]));
  const data = { site, madeAt: mtime.toISOString(), tables };
  zip.addBuffer(Buffer.from(JSON.stringify(data, null, 2)), "data.json", { mtime });
  zip.addBuffer(Buffer.from(readable(locale, site, given)), words[locale].data.file, { mtime });
  for (const { id, name } of await filesOf(db.read, member)) {
    // Fetched when their turn comes, so that one at a time is in memory. Pictures and documents are packed already.
    zip.addReadStreamLazy(name, { mtime, compress: false }, (give) => {
      bytesOf(db.read, id).then(
        (bytes) => give(null, Readable.from([bytes])),
        (error: unknown) => give(error, Readable.from([])),
      );
    });
  }
  const out = zip.outputStream as Readable;
  zip.on("error", (error: Error) => out.destroy(error));
  zip.end();
  return out;
}

/** `comments`; where a table is given by several columns, `ideas by author`. */
function nameOf(given: readonly GivenTable[], table: string, by: string): string {
  return given.filter((each) => each.table === table).length > 1 ? `${table} by ${by}` : table;
}

async function filesOf(read: Reads, member: string): Promise<{ id: string; name: string }[]> {
  const rows = await read
    .select({ id: files.id, name: files.name, type: fileBytes.type })
    .from(files)
    .innerJoin(fileBytes, and(eq(fileBytes.file, files.id), eq(fileBytes.size, "full")))
    .where(eq(files.addedBy, member));
  // The name is cleaned already; the id keeps two of the same name apart, and what a name may do to a path away.
  return rows.map(({ id, name, type }) => {
    const stem = name.replace(/\.[^.]*$/, "").replace(/[^\p{L}\p{N} _-]/gu, "_");
    return { id, name: `files/${id}${stem && `-${stem}`}.${type.split("/").at(-1)}` };
  });
}

async function bytesOf(read: Reads, file: string): Promise<Buffer> {
  const [row] = await read
    .select({ bytes: fileBytes.bytes })
    .from(fileBytes)
    .where(and(eq(fileBytes.file, file), eq(fileBytes.size, "full")));
  // Taken away while the archive is made.
  return row?.bytes ?? Buffer.alloc(0);
}

/** The data as Markdown, part by part, with every word that the person wrote. */
function readable(locale: Locale, site: string, given: readonly GivenTable[]): string {
  const { data } = words[locale];
  const parts = topics.flatMap((topic) => {
    const tables = given.filter((each) => each.topic === topic);
    const rows = tables.flatMap((each) => each.rows.map((row) => paragraph(locale, each.by, row)));
    return rows.length === 0 ? [] : [`## ${data.topics[topic]}`, ...rows];
  });
  return `${[`# ${data.title.replace("{{site}}", () => site)}`, data.what, ...parts].join("\n\n")}\n`;
}

/** What is said better by something else of the row, and numbers that only programs compare. */
export const unsaid: ReadonlySet<string> = new Set(
  `id idea space parent thread comment file ideaTitle spaceName about latest invitation subject avatar session
   importKey ofSpace ofRoom picture position export duty freeze release`.split(/\s+/),
);

function paragraph(locale: Locale, by: string, row: GivenRow): string {
  const { data } = words[locale];
  const lines = Object.entries(row)
    .filter(([key, value]) => key !== by && !unsaid.has(key) && !isEmpty(value))
    .map(([key, value]) => {
      const label = (data.columns as Record<string, string>)[key] ?? key;
      const text = inWords(value);
      return text.includes("\n") || text.length > 100
        ? `- ${label}${data.colon}\n\n${text.replace(/^/gm, "  > ")}\n`
        : `- ${label}${data.colon} ${text}`;
    });
  const about = [row.ideaTitle, row.spaceName].filter((name) => typeof name === "string").join(" · ");
  return [...(about ? [`**${about}**`, ""] : []), ...lines].join("\n");
}

function isEmpty(value: unknown): boolean {
  return value === null || value === "" || value === false || (Array.isArray(value) && value.length === 0);
}

function inWords(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d):\d\d\.\d{3}Z$/, "$1 $2");
}
