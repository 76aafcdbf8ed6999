import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { type Cut, prepared } from "../../app/features/files/contents.server.ts";
import { limits } from "../../app/features/files/rules.ts";
import { bomb, drawingWithScript, gifAndScript, page, pdf, photo, picture, png } from "./support.ts";

const cut: Cut = { full: 2400, small: 480, fit: "inside" };
const take = (bytes: Buffer) => prepared(bytes, { cut, documents: true });
const refusalOf = (bytes: Buffer) =>
  take(bytes).then(
    () => "taken",
    (error: { fields?: Record<string, string> }) => error.fields?.file,
  );

describe("a picture", () => {
  it.each(["png", "jpeg", "webp", "gif", "avif"] as const)(
    "of type %s is drawn anew as WebP, whole and small",
    async (format) => {
      const { kind, width, height, contents } = await take(await picture(1, { width: 3000, height: 1500, format }));
      expect({ kind, width, height }).toEqual({ kind: "picture", width: 2400, height: 1200 });
      const made = await Promise.all(contents.map(({ bytes }) => sharp(bytes).metadata()));
      expect(made.map(({ format: type, width: w, height: h }) => [type, w, h])).toEqual([
        ["webp", 2400, 1200],
        ["webp", 480, 240],
      ]);
    },
  );

  it("stands upright and says neither where nor with what it was taken", async () => {
    const original = await photo();
    expect((await sharp(original).metadata()).exif?.includes("Spymaker")).toBe(true);
    const { width, height, contents } = await take(original);
    expect([width, height]).toEqual([40, 80]);
    for (const { bytes } of contents) {
      const { exif, xmp, iptc, orientation } = await sharp(bytes).metadata();
      expect([exif, xmp, iptc, orientation]).toEqual([undefined, undefined, undefined, undefined]);
      expect(bytes.includes("Spymaker")).toBe(false);
    }
  });

  it("of several frames becomes its first one", async () => {
    const frames = await Promise.all([picture(10), picture(120), picture(250)]);
    const moving = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer();
    expect((await sharp(moving).metadata()).pages).toBe(3);
    const { contents } = await take(moving);
    expect((await sharp(contents[0]?.bytes).metadata()).pages ?? 1).toBe(1);
  });

  it("is not made larger than it was", async () => {
    const { width, height } = await take(await picture(1, { width: 10, height: 5 }));
    expect([width, height]).toEqual([10, 5]);
  });

  it("that is also a script leaves the script behind", async () => {
    const { contents } = await take(gifAndScript());
    for (const { bytes } of contents) expect(bytes.includes("alert")).toBe(false);
  });
});

describe("a document", () => {
  it("stays as it came", async () => {
    const original = pdf();
    const { kind, contents } = await take(original);
    expect(kind).toBe("document");
    expect(contents).toMatchObject([{ type: "application/pdf", bytes: original }]);
  });

  it("is refused where only pictures are taken", async () => {
    const outcome = prepared(pdf(), { cut, documents: false });
    await expect(outcome).rejects.toMatchObject({ fields: { file: "picture_type" } });
  });
});

describe("what is refused", () => {
  it("nothing at all", async () => {
    expect(await refusalOf(Buffer.alloc(0))).toBe("file_empty");
  });

  it("a file a byte too long, whatever it is", async () => {
    expect(await refusalOf(pdf("long", limits.file))).toBe("taken");
    expect(await refusalOf(pdf("longer", limits.file + 1))).toBe("file_too_large");
  });

  it("a drawing with a script, a page, text, an archive, and a PDF that does not begin as one", async () => {
    const archive = Buffer.from("504b0304140000000000", "hex");
    const late = Buffer.concat([page, pdf()]);
    for (const bytes of [drawingWithScript, page, Buffer.from("hello"), archive, late, Buffer.alloc(200)]) {
      expect(await refusalOf(bytes)).toBe("file_type");
    }
  });

  it("the signature of a picture before a page", async () => {
    expect(await refusalOf(Buffer.concat([Buffer.from("GIF89a"), page]))).toBe("picture_damaged");
    expect(await refusalOf(Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), page]))).toBe("picture_damaged");
  });

  it("a photo that ends in the middle", async () => {
    const whole = await picture(3, { width: 800, height: 800, format: "jpeg" });
    expect(await refusalOf(whole.subarray(0, whole.length / 2))).toBe("picture_damaged");
  });

  it("50,000 × 50,000 pixels in some hundred kilobytes, from the header, without drawing them", async () => {
    const whole = await bomb();
    expect(whole.length).toBeLessThan(limits.file);
    const before = process.memoryUsage().rss;
    const began = performance.now();
    expect(await refusalOf(whole)).toBe("picture_too_many_pixels");
    expect(performance.now() - began).toBeLessThan(2_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
  });

  it("few pixels in a line that is too long, and a header that lies", async () => {
    expect(await refusalOf(png(limits.side + 1, 1, Buffer.alloc(8)))).toBe("picture_too_many_pixels");
    expect(await refusalOf(png(2_000_000_000, 2_000_000_000, Buffer.alloc(8)))).toMatch(/^picture_/);
    expect(await refusalOf(png(4_000, 4_000, Buffer.alloc(8)))).toBe("picture_damaged");
  });
});
