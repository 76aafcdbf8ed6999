import { describe, expect, it } from "vitest";
import { safePath } from "../../app/platform/paths.ts";

describe("where somebody asks to be sent", () => {
  it.each(["/", "/s/bikes", "/s/bikes?sort=people", "/ideas/01h#talk", "/s/caf%C3%A9", "/a//b"])(
    "%s is a place of ours",
    (path) => {
      expect(safePath(path)).toBe(path);
    },
  );

  it.each([
    "//e.example",
    "///e.example",
    "/\\e.example",
    "\\\\e.example",
    "/%09/e.example",
    "/%0d%0aSet-Cookie:x",
    "/%5ce.example",
    "/%2fe.example",
    "/\t/e.example",
    "/\n/e.example",
    " /s/bikes",
    "https://e.example",
    "https:e.example",
    "http:/e.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "e.example",
    "@e.example",
    "",
    null,
    undefined,
  ])("%j is not", (path) => {
    expect(safePath(path)).toBe("/");
    expect(safePath(path, "/me")).toBe("/me");
  });

  it("dots lead nowhere else", () => {
    expect(safePath("/s/../me")).toBe("/me");
    expect(safePath("/..//e.example")).not.toMatch(/^\/\//);
    expect(safePath("/.//e.example")).not.toMatch(/^\/\//);
    expect(safePath("/%2e//e.example")).not.toMatch(/^\/\//);
  });
});
