/**
 * Bodies that carry files. A form is read into memory at once; a file of megabytes, and ten of them
 * at the same time, would not leave room for anything else. So each is written to disk as it comes,
 * however slowly, and then they are read and answered one after another: at any time one of them is
 * in memory.
 *
 * Threats: more than is taken (nothing beyond the limit is kept); many slow senders (few may wait,
 * and of one member fewer); a crash in between (the file on disk has no name, so nothing is left).
 */
import { mkdir, open, rm, type FileHandle } from "node:fs/promises";
import path from "node:path";
import { DiskFull, type Problem, TooLarge, TooMany, Unavailable } from "../errors.ts";
import { newId } from "../ids.ts";
import { once } from "../once.server.ts";
import { problemOf } from "../problem-of.server.ts";
import { withBody } from "./body.server.ts";

/** Longest body with files, in bytes: two of the longest files, and the form around them. */
export const longestUpload = 21 * 1024 * 1024;

/**
 * How much of a longer body is still taken in, in bytes, and thrown away: a browser that is cut off
 * while it sends shows its own error instead of ours.
 */
const longestDiscarded = 64 * 1024 * 1024;

/** How many bodies may be on their way at once, and of one sender. */
const mostAtOnce = 40;
const mostOfOne = 8;

/** The field that says to an action why nothing else of the form is there. */
export const lostField = "lost";

/** What a body was not kept for, by the code that stands in `lostField`. */
const reasons: Readonly<Record<string, () => Problem>> = {
  too_large: () => new TooLarge("upload_too_large"),
  disk_full: () => new DiskFull(),
  unavailable: () => new Unavailable(),
};

/** Why the files of this form were not kept, or null. */
export function lossOf(form: FormData): Problem | null {
  const code = form.get(lostField);
  return typeof code === "string" ? (reasons[code]?.() ?? null) : null;
}

/**
 * Answers a request that carries files: `answer` gets it with its body read. When the body is longer
 * than `longestUpload`, or there is no room for it, it gets a form with `lostField` instead, so that
 * the page says why. `sender` is whose it is. Throws `TooMany`, and `Malformed` for a form that cannot
 * be taken apart.
 */
export async function withUpload(
  request: Request,
  { sender, folder }: { sender: string; folder: string },
  answer: (request: Request) => Promise<Response>,
): Promise<Response> {
  const { body } = request;
  if (body === null) return answer(request);
  return counted(sender, async () => {
    const spool = openSpool(folder);
    try {
      const length = await written(body, spool);
      return await oneAfterAnother(async () => answer(await readAgain(request, spool, length)));
    } finally {
      await spool.then((handle) => handle.close()).catch(() => undefined);
    }
  });
}

/** The same request with what was written: so many bytes, or the reason why it was not. */
async function readAgain(request: Request, spool: Promise<FileHandle>, length: number | string): Promise<Request> {
  if (typeof length === "string") {
    const headers = new Headers(request.headers);
    headers.set("content-type", "application/x-www-form-urlencoded");
    const { method, signal } = request;
    return new Request(request.url, { method, headers, signal, body: `${lostField}=${length}` });
  }
  const bytes = Buffer.allocUnsafe(length);
  await (await spool).read(bytes, 0, length, 0);
  return withBody(request, bytes);
}

/** Writes a body, and gives its length in bytes, or why it was not kept: it is read to its end all the same. */
async function written(body: AsyncIterable<Uint8Array>, spool: Promise<FileHandle>): Promise<number | string> {
  let length = 0;
  let loss = await lossIn(async () => void (await spool));
  for await (const part of body) {
    length += part.byteLength;
    if (length > longestDiscarded) return "too_large";
    if (length > longestUpload) loss = "too_large";
    loss ??= await lossIn(async () => (await spool).writeFile(part));
    if (loss !== null) await spool.then((handle) => handle.truncate()).catch(() => undefined);
  }
  return loss ?? length;
}

/** Does something to the disk; gives the code of what is wrong with it, or null. Bugs go on. */
async function lossIn(act: () => Promise<void>): Promise<string | null> {
  try {
    await act();
    return null;
  } catch (error) {
    const code = problemOf(error)?.code;
    if (code !== undefined && code in reasons) return code;
    throw error;
  }
}

/** A file for writing and reading that is in no folder any more, so that it goes with the process. */
async function openSpool(folder: string): Promise<FileHandle> {
  await mkdir(folder, { recursive: true });
  const name = path.join(folder, `upload-${newId(Date.now())}`);
  const handle = await open(name, "wx+", 0o600);
  await rm(name);
  return handle;
}

/** Runs a task unless too many are under way. Throws `TooMany`. */
async function counted<Result>(sender: string, task: () => Promise<Result>): Promise<Result> {
  const senders = once("uploads", () => [] as string[]);
  const own = senders.filter((other) => other === sender).length;
  if (senders.length >= mostAtOnce || own >= mostOfOne) throw new TooMany(10);
  senders.push(sender);
  try {
    return await task();
  } finally {
    senders.splice(senders.indexOf(sender), 1);
  }
}

function oneAfterAnother<Result>(task: () => Promise<Result>): Promise<Result> {
  const queue = once("upload in memory", () => ({ last: Promise.resolve() as Promise<unknown> }));
  const mine = queue.last.then(task);
  queue.last = mine.catch(() => undefined);
  return mine;
}
