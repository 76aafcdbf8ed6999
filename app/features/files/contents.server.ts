/**
 * What a file is, and what we make of it.
 *
 * Threats: a file that says it is something else (by its name, by the browser's word, or by being
 * two things at once); a small file that is a huge picture; places in photos; damaged files made
 * to crash a decoder. So the content alone says what it is, the header is asked for the size before
 * anything is decoded, and every picture is drawn anew, one at a time. What we did not draw
 * ourselves is never delivered but a PDF, which is never opened in a page of ours.
 */
import { createHash } from "node:crypto";
import { fileTypeFromBuffer } from "file-type";
import sharp, { type Metadata, type Sharp } from "sharp";
import type { FileKind, FileSize } from "../../../db/schema/files.ts";
import { Invalid } from "../../platform/errors.ts";
import { once } from "../../platform/once.server.ts";
import { limits } from "./rules.ts";

// Of what is drawn once there is nothing to keep, and one thread is enough beside the server's own.
sharp.cache(false);
sharp.concurrency(1);

/** The types that are drawn anew, and what the decoder calls them. */
const pictures: Readonly<Record<string, Metadata["format"]>> = {
  "image/png": "png",
  "image/apng": "png",
  "image/jpeg": "jpeg",
  "image/webp": "webp",
  "image/gif": "gif",
  "image/avif": "heif",
};

export type Content = { size: FileSize; type: string; bytes: Buffer; hash: string };

export type Prepared = {
  kind: FileKind;
  /** In pixels; 0 for documents. */
  width: number;
  height: number;
  /** SHA-256 of what was sent. */
  hash: string;
  /** The full one first. */
  contents: Content[];
};

/** How a picture is drawn: whole within a square, or cut to one. */
export type Cut = { full: number; small: number; fit: "inside" | "cover"; isOpaque?: boolean };

/**
 * What is stored of a file: its content decides what it is. `documents` says whether a PDF is taken.
 * Throws `Invalid` on `file`.
 */
export async function prepared(bytes: Buffer, { cut, documents }: { cut: Cut; documents: boolean }): Promise<Prepared> {
  if (bytes.length === 0) throw refusal("file_empty");
  if (bytes.length > limits.file) throw refusal("file_too_large");
  const mime = (await fileTypeFromBuffer(bytes).catch(() => undefined))?.mime ?? "";
  const hash = hashOf(bytes);
  if (mime === "application/pdf" && documents) {
    const content = { size: "full", type: mime, bytes, hash } as const;
    return { kind: "document", width: 0, height: 0, hash, contents: [content] };
  }
  const format = Object.hasOwn(pictures, mime) ? pictures[mime] : undefined;
  if (format === undefined) throw refusal(documents ? "file_type" : "picture_type");
  return drawing(async () => ({ kind: "picture", hash, ...(await drawn(bytes, format, cut)) }));
}

async function drawn(bytes: Buffer, format: Metadata["format"], cut: Cut) {
  try {
    // The header alone: here the decoder need not know the limits, and the reason can be told.
    const header = await sharp(bytes, { pages: 1, limitInputPixels: false }).metadata();
    if (header.format !== format) throw refusal("picture_damaged");
    if (isTooBig(header)) throw refusal("picture_too_many_pixels");
    const picture = opened(bytes).autoOrient().resize(bounds(cut.full, cut.fit));
    if (cut.isOpaque) picture.flatten({ background: "#ffffff" });
    // Without being asked for, no metadata is written: neither places nor devices.
    const full = await picture.webp({ quality: 82 }).timeout({ seconds: 30 }).toBuffer({ resolveWithObject: true });
    const small = await sharp(full.data).resize(bounds(cut.small, cut.fit)).webp({ quality: 78 }).toBuffer();
    const { width, height } = full.info;
    return { width, height, contents: [content("full", full.data), content("small", small)] };
  } catch (error) {
    if (error instanceof Invalid) throw error;
    throw refusal("picture_damaged");
  }
}

/** A decoder of the first picture in it; nothing is read yet. */
function opened(bytes: Buffer): Sharp {
  return sharp(bytes, { pages: 1, failOn: "error", limitInputPixels: limits.pixels, sequentialRead: true });
}

function isTooBig({ width, height }: Metadata): boolean {
  return width > limits.side || height > limits.side || width * height > limits.pixels;
}

function bounds(side: number, fit: Cut["fit"]) {
  return { width: side, height: side, fit, withoutEnlargement: fit === "inside" };
}

function content(size: FileSize, bytes: Buffer): Content {
  return { size, type: "image/webp", bytes, hash: hashOf(bytes) };
}

function hashOf(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function refusal(code: string): Invalid {
  return new Invalid({ file: code });
}

/** One picture at a time, in the order of asking: each may need a hundred megabytes while it is drawn. */
function drawing<Result>(draw: () => Promise<Result>): Promise<Result> {
  const queue = once("drawing", () => ({ last: Promise.resolve() as Promise<unknown> }));
  const mine = queue.last.then(draw);
  queue.last = mine.catch(() => undefined);
  return mine;
}
