import { z } from "zod";
import { type Head, headKind } from "./rules.ts";

const savedHead = z.strictObject({
  kind: z.literal(headKind),
  site: z.string().min(1).max(300),
  n: z.coerce.number().int().min(1),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.iso.datetime({ precision: 3 }).transform((text) => Date.parse(text)),
  key: z.string().regex(/^[\w-]{43}$/),
  signature: z.string().regex(/^[\w-]{86}$/),
});

/** The head that was saved as JSON or as lines of text; null when the text is none, or only a part of one. */
export function readHead(text: string): Head | null {
  const { success, data } = savedHead.safeParse(parsed(text.trim()));
  if (!success) return null;
  const { kind: _, ...head } = data;
  return head;
}

function parsed(text: string): unknown {
  if (!text.startsWith("{")) {
    const lines = text.split(/\r?\n/).map((line) => /^([a-z]+): (.*)$/.exec(line));
    return Object.fromEntries(lines.map((line) => [line?.[1] ?? "", line?.[2]?.trim() ?? ""]));
  }
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
