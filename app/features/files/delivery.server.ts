/**
 * How a file leaves: as what it is and nothing else, never as a page of ours, and never out of a
 * cache without asking whether it may still be read.
 */
import type { FileKind } from "../../../db/schema/files.ts";
import { stemOf } from "./rules.ts";

type Delivered = { kind: FileKind; name: string; type: string; hash: string };

/** The headers of a file's answer. */
export function headersOf({ kind, name, type, hash }: Delivered): Headers {
  const isPicture = kind === "picture";
  const called = isPicture ? `${stemOf(name) || "picture"}.webp` : name || "document.pdf";
  return new Headers({
    "Content-Type": type,
    "Content-Disposition": disposition(isPicture ? "inline" : "attachment", called),
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-cache",
    "Accept-Ranges": "none",
    ETag: `"${hash}"`,
    Vary: "Cookie",
  });
}

/** Whether the browser says that it has this very content already. */
export function isKnown(request: Request, { hash }: Delivered): boolean {
  const known = request.headers.get("If-None-Match") ?? "";
  return known.split(",").some((tag) => tag.trim().replace(/^W\//, "") === `"${hash}"`);
}

/** RFC 6266: the name for old programs in ASCII, and as it is. */
function disposition(how: "inline" | "attachment", name: string): string {
  const plain = name
    .normalize("NFKD")
    .replace(/[^\x20-\x7e]/g, "")
    .replace(/["\\%]/g, "_");
  const whole = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${how}; filename="${plain}"; filename*=UTF-8''${whole}`;
}
