import { describe, expect, it } from "vitest";
import { cleanName, inText, limits, stemOf } from "../../app/features/files/rules.ts";

describe("the name of a file", () => {
  it.each([
    ["plan.pdf", "plan.pdf"],
    ["../../etc/passwd", "passwd"],
    ["C:\\Users\\ann\\plan.pdf", "plan.pdf"],
    ["a\0b\r\nSet-Cookie: x.png", "abSet-Cookie x.png"],
    ["invoice\u202Efdp.exe", "invoicefdp.exe"],
    ["\u2066\u200Bplan\u2069.png", "plan.png"],
    ['<img src=x onerror="alert(1)">.png', "img src=x onerror=alert(1).png"],
    ["..", ""],
    [".htaccess", "htaccess"],
    ["  a   b .png ", "a b .png"],
    ["\uD800half.png", "half.png"],
    ["vélo e\u0301té.png", "vélo été.png"],
    ["图片 🚲.png", "图片 🚲.png"],
    ["", ""],
  ])("%j is kept as %j", (given, kept) => {
    expect(cleanName(given)).toBe(kept);
  });

  it("is cut where it is too long, never within a character, and keeps its ending", () => {
    const long = cleanName(`${"🚲".repeat(500)}.png`);
    expect(Array.from(long)).toHaveLength(limits.name);
    expect(long).toMatch(/^(🚲)+….png$/u);
  });

  it("has a stem", () => {
    expect(stemOf("a.b.png")).toBe("a.b");
    expect(stemOf("plan")).toBe("plan");
  });
});

it("a picture in a text cannot be left by its words", () => {
  expect(inText({ id: "x", alt: "a](javascript:alert(1)) ![b\nc" })).toBe("![a(javascript:alert(1)) b c](/files/x)");
});
