/**
 * Pictures of pages, for other places where a link to them is shown (OpenGraph): 1200 × 630 pixels, as PNG.
 *
 * `renderCard(<Card/>)` draws an element. It is laid out with flex boxes alone, so each one that holds several things
 * says `display: "flex"`; colours, fonts and the frame are in `ui/card.tsx`. `cardAnswer(request, facts, draw)` answers a
 * request with it: `facts` is everything that is seen on it, so that whoever has it already is told so, and nothing is
 * drawn twice for the same facts. The caller decides who may see it, before.
 *
 * Threats: words that would be read as markup (they are drawn as outlines, nothing of them remains as text); endless
 * words (`drawable` cuts them); letters that no font has; many who ask at once, as a drawing takes a tenth of a second
 * of one core (one is drawn at a time, and the last ones are kept). Nothing is fetched: a picture in it is a data address.
 */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { ReactElement } from "react";
import satori, { type SatoriOptions } from "satori";
import sharp from "sharp";
import { once } from "./once.server.ts";
import { projectRoot } from "./root.server.ts";

/** In pixels. */
export const cardSize = { width: 1200, height: 630 };

/** How many pictures are kept, of some 40 kB each. */
const mostKept = 50;

/** Inter has Greek and Cyrillic besides, for names; what the first font of a text lacks is taken from the others. */
const faces = [
  { family: "Inter", from: "inter", weight: 500, subsets: ["latin", "latin-ext", "greek", "cyrillic"] },
  { family: "Bricolage Grotesque", from: "bricolage-grotesque", weight: 700, subsets: ["latin", "latin-ext"] },
] as const;

async function fontsRead(): Promise<SatoriOptions["fonts"]> {
  const folder = path.join(projectRoot(), "node_modules", "@fontsource");
  const files = faces.flatMap(({ family, from, weight, subsets }) =>
    subsets.map(async (subset) => ({
      name: subset === "latin" ? family : `${family} ${subset}`,
      weight,
      style: "normal" as const,
      data: await readFile(path.join(folder, from, "files", `${from}-${subset}-${weight}-normal.woff`)),
    })),
  );
  return Promise.all(files);
}

/** Draws an element as a PNG of `cardSize`. Rejects where it cannot be laid out. */
export function renderCard(element: ReactElement): Promise<Buffer> {
  const drawing = once("cards", () => ({ last: Promise.resolve() as Promise<unknown>, fonts: fontsRead() }));
  const mine = drawing.last.then(async () => {
    const svg = await satori(element, { ...cardSize, fonts: await drawing.fonts });
    return sharp(Buffer.from(svg)).png({ compressionLevel: 9 }).toBuffer();
  });
  drawing.last = mine.catch(() => undefined);
  return mine;
}

/**
 * The words of somebody as they can be drawn: without what no font of a card has (pictograms, most scripts of Asia),
 * cut to `longest` characters. Empty where nothing is left.
 */
export function drawable(words: string, longest: number): string {
  const left = words
    .normalize("NFC")
    .replace(
      /[^\u0020-\u007e\u00a0-\u017f\u0192\u0218-\u021b\u0386-\u03ce\u0401-\u045f\u2010-\u2026\u202f\u2030\u2039\u203a\u20ac\u2122]/gu,
      "",
    )
    .replace(/\s+/gu, " ")
    .trim();
  const letters = Array.from(left);
  return letters.length <= longest
    ? left
    : `${letters
        .slice(0, longest - 1)
        .join("")
        .trimEnd()}…`;
}

/**
 * The answer to somebody who may see a card. `facts`: everything that it shows, and the language. Others may keep it,
 * but ask each time: it can be taken away at any moment.
 */
export async function cardAnswer(request: Request, facts: unknown, draw: () => ReactElement): Promise<Response> {
  const hash = createHash("sha256").update(JSON.stringify(facts)).digest("hex");
  const tag = `"${hash}"`;
  const headers = { ETag: tag, "Cache-Control": "public, no-cache", "X-Content-Type-Options": "nosniff" };
  const known = (request.headers.get("If-None-Match") ?? "").split(",");
  if (known.some((each) => each.trim().replace(/^W\//, "") === tag))
    return new Response(null, { status: 304, headers });
  const kept = once("cards kept", () => new Map<string, Promise<Buffer>>());
  const picture = kept.get(hash) ?? renderCard(draw());
  // The one asked for last is the last to go.
  kept.delete(hash);
  kept.set(hash, picture);
  for (const oldest of kept.keys()) {
    if (kept.size <= mostKept) break;
    kept.delete(oldest);
  }
  try {
    const bytes = await picture;
    return new Response(new Uint8Array(bytes), {
      headers: { ...headers, "Content-Type": "image/png", "Content-Length": String(bytes.length) },
    });
  } catch (error) {
    kept.delete(hash);
    throw error;
  }
}
