/** Files as people and attackers send them, made here so that none has to be kept. */
import { createDeflate, crc32 } from "node:zlib";
import sharp from "sharp";

/** A picture whose colour follows from `shade`: each number is another file. */
export function picture(
  shade = 0,
  {
    width = 64,
    height = 48,
    format = "png",
  }: { width?: number; height?: number; format?: "png" | "jpeg" | "webp" | "gif" | "avif" } = {},
): Promise<Buffer> {
  const background = { r: shade % 256, g: Math.floor(shade / 256) % 256, b: 90 };
  return sharp({ create: { width, height, channels: 3, background } })
    .toFormat(format)
    .toBuffer();
}

/** A photo that lies on its side, says so, and says where it was taken. */
export function photo(): Promise<Buffer> {
  return sharp({ create: { width: 80, height: 40, channels: 3, background: "#446688" } })
    .jpeg()
    .withExif({
      IFD0: { Make: "Spymaker", Orientation: "6" },
      IFD3: { GPSLatitudeRef: "N", GPSLatitude: "48/1 51/1 30/1", GPSLongitudeRef: "E", GPSLongitude: "2/1 17/1 40/1" },
    })
    .withMetadata({ orientation: 6 })
    .toBuffer();
}

/** A few hundred kilobytes that are a picture of so many pixels, whole and correct. */
export async function bomb(side = 50_000): Promise<Buffer> {
  const row = Buffer.alloc(1 + Math.ceil(side / 8));
  const deflate = createDeflate({ level: 9 });
  const parts: Buffer[] = [];
  deflate.on("data", (part: Buffer) => parts.push(part));
  const done = new Promise((resolve) => deflate.on("end", resolve));
  const many = Buffer.concat(Array.from({ length: 500 }, () => row));
  for (let rows = 0; rows < side; rows += 500) {
    if (!deflate.write(many)) await new Promise((resolve) => deflate.once("drain", resolve));
  }
  deflate.end();
  await done;
  return png(side, side, Buffer.concat(parts));
}

/** The frame of a PNG of one bit for each pixel around compressed rows. */
export function png(width: number, height: number, rows: Buffer): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([1, 0, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", head), chunk("IDAT", rows), chunk("IEND", Buffer.alloc(0))]);
}

function chunk(name: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name), content]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(content.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** A GIF that is also a script: its size reads as the start of a comment. */
export function gifAndScript(): Buffer {
  const gif = Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64");
  return Buffer.concat([gif, Buffer.from("*/=1;alert('polyglot');//")]);
}

/** A document; `words` make it another one. */
export function pdf(words = "A plan", length = 0): Buffer {
  const start = `%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n% ${words}\n`;
  const end = "trailer<</Root 1 0 R>>\n%%EOF\n";
  return Buffer.concat([
    Buffer.from(start),
    Buffer.alloc(Math.max(0, length - start.length - end.length), "%"),
    Buffer.from(end),
  ]);
}

export const drawingWithScript = Buffer.from(
  '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>',
);

export const page = Buffer.from("<!doctype html><html><body><script>alert(1)</script></body></html>");
