/** What a folder that holds a whole instance says of itself. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { Unusable } from "../streams.ts";

/** Goes up when a folder of before can no longer be read the same way. */
export const formatVersion = 1;

const common = {
  formatVersion: z.number().int(),
  /** The version of the program that wrote it. */
  program: z.string(),
  dialect: z.enum(["sqlite", "postgres"]),
  migrations: z.array(z.object({ tag: z.string(), hash: z.string() })),
  /** ISO 8601, UTC. */
  createdAt: z.string(),
};

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const name = z.string().regex(/^[a-z_]+$/);

/** A whole instance as text: one file of JSON lines for each table, and the bytes of files beside them. */
export const dumpShape = z.object({
  kind: z.literal("caco export"),
  ...common,
  /** In the order in which they are written: a row refers to rows of tables before its own. */
  tables: z.array(
    z.object({
      name,
      columns: z.array(z.object({ name, type: z.enum(["text", "number", "boolean", "json", "bytes"]) })).min(1),
      rows: z.number().int().min(0),
      sha256: hash,
    }),
  ),
});
export type DumpManifest = z.infer<typeof dumpShape>;

/** A copy of an instance to go back to: SQLite's file, or what an export of PostgreSQL holds in `dump/`. */
export const backupShape = z.object({
  kind: z.literal("caco backup"),
  ...common,
  tables: z.array(z.object({ name: z.string(), rows: z.number().int().min(0) })),
  /** The last link of the chain of seals. */
  lastSeal: z.object({ n: z.number().int(), hash }).nullable(),
  /** SQLite's file; null of PostgreSQL. */
  database: z.object({ size: z.number().int(), sha256: hash }).nullable(),
  /** How many lines the list of erasures had. */
  erasures: z.number().int(),
});
export type BackupManifest = z.infer<typeof backupShape>;

/** The name of the manifest in its folder. It is written last. */
export const manifestName = "manifest.json";

/**
 * Reads the manifest of a folder. Throws `Unusable` when there is none, when it is no manifest of this
 * `kind`, or when a newer program wrote it.
 */
export async function readManifest<Shape extends z.ZodType>(folder: string, shape: Shape): Promise<z.infer<Shape>> {
  const file = path.join(folder, manifestName);
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new Unusable(`${folder} holds no whole export or backup: there is no ${manifestName} (${error.code}).`);
  });
  const content = parsed(text);
  if (typeof content === "object" && content !== null && "formatVersion" in content) {
    if (Number(content.formatVersion) > formatVersion) {
      throw new Unusable(`${folder} was written by a newer program: its format is ${String(content.formatVersion)}.`);
    }
  }
  const result = shape.safeParse(content);
  if (result.success) return result.data;
  const place = result.error.issues[0]?.path.join(".") ?? "";
  throw new Unusable(`${file} is damaged, or of another kind${place === "" ? "" : ` (at "${place}")`}.`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** SHA-256 of a file's content, in hexadecimal; `reach` hears how many bytes more were read. */
export async function hashOfFile(file: string, reach: (bytes: number) => void = () => undefined): Promise<string> {
  const sum = createHash("sha256");
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    sum.update(chunk);
    reach(chunk.length);
  }
  return sum.digest("hex");
}

/** Waits until a file, or the names in a folder, are on the disk. */
export async function flush(file: string): Promise<void> {
  const handle = await open(file, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
