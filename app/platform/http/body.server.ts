import type { IncomingMessage } from "node:http";
import { Malformed, TooLarge } from "../errors.ts";

/** Longest body of a form, in bytes: the longest idea four times over. */
const longestBody = 256 * 1024;

/**
 * How much of a body that is too long is still taken in, in bytes, and thrown away: a browser that
 * is cut off while it sends shows its own error instead of ours.
 */
const longestDiscarded = 8 * 1024 * 1024;

/** Ends the connection of a request that is not all there after so many milliseconds. */
export function mustArriveWithin(req: IncomingMessage, milliseconds: number): void {
  if (req.complete) return;
  const timer = setTimeout(() => req.destroy(), milliseconds);
  req.once("end", () => clearTimeout(timer)).once("close", () => clearTimeout(timer));
}

/**
 * The same request with its body read, at most 256 KB of it: the framework's own form reader has
 * no limit. Throws `TooLarge`, and `Malformed` for a form in parts that cannot be taken apart.
 */
export async function withReadBody(request: Request): Promise<Request> {
  if (request.body === null) return request;
  return withBody(request, await wholeOf(request.body));
}

/** The same request with this body. Throws `Malformed` for a form in parts that cannot be taken apart. */
export async function withBody(request: Request, body: Buffer<ArrayBuffer>): Promise<Request> {
  const { method, headers, signal } = request;
  const read = new Request(request.url, { method, headers, body, signal });
  if (/^multipart\//i.test(headers.get("content-type") ?? "")) await mustBeParts(read.clone());
  return read;
}

async function wholeOf(stream: AsyncIterable<Uint8Array>): Promise<Buffer<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of stream) {
    length += part.byteLength;
    if (length > longestDiscarded) throw new TooLarge();
    if (length <= longestBody) parts.push(part);
  }
  if (length > longestBody) throw new TooLarge();
  return Buffer.concat(parts);
}

/** Actions read the form without expecting that this can fail. */
async function mustBeParts(request: Request): Promise<void> {
  await request.formData().catch(() => {
    throw new Malformed();
  });
}
