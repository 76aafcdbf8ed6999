import { TooLarge } from "../errors.ts";

/** Longest body of a form, in bytes: the longest idea four times over. */
const longestBody = 256 * 1024;

/**
 * The same request with its body read, at most 256 KB of it. Throws `TooLarge` as soon as more
 * arrives; the framework's own form reader has no limit.
 */
export async function withReadBody(request: Request): Promise<Request> {
  if (request.body === null) return request;
  if (Number(request.headers.get("content-length") ?? 0) > longestBody) throw new TooLarge();
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of request.body as unknown as AsyncIterable<Uint8Array>) {
    length += part.byteLength;
    if (length > longestBody) throw new TooLarge();
    parts.push(part);
  }
  return new Request(request.url, {
    method: request.method,
    headers: request.headers,
    body: Buffer.concat(parts),
    signal: request.signal,
  });
}
