import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { differences } from "../../app/features/writing/differences.server.ts";
import { languageOf } from "../../app/platform/language.server.ts";

const without = (kind: "removed" | "added", pieces: ReturnType<typeof differences>) =>
  pieces
    .filter((piece) => piece.kind !== kind)
    .map((piece) => piece.text)
    .join("");

describe("differences", () => {
  it("hold both texts, whatever they are", () => {
    const words = fc.array(fc.constantFrom("a", "vélo", " ", "\n", "l’atelier", "- ", ".", "bike"), { maxLength: 40 });
    fc.assert(
      fc.property(words, words, (before, after) => {
        const pieces = differences(before.join(""), after.join(""));
        expect(without("added", pieces)).toBe(before.join(""));
        expect(without("removed", pieces)).toBe(after.join(""));
      }),
    );
  });

  it("take changed words that follow each other as one change", () => {
    expect(differences("It takes nine long days.", "It takes two short days.")).toEqual([
      { kind: "same", text: "It takes " },
      { kind: "removed", text: "nine long" },
      { kind: "added", text: "two short" },
      { kind: "same", text: " days." },
    ]);
  });

  it("of two long texts that have nothing in common come soon", () => {
    const long = (letter: string) => Array.from({ length: 2_500 }, (_, n) => letter + n.toString(36)).join(" ");
    const began = performance.now();
    const pieces = differences(long("a"), long("b"));
    expect(performance.now() - began).toBeLessThan(2_000);
    expect(without("added", pieces)).toBe(long("a"));
    expect(without("removed", pieces)).toBe(long("b"));
  });
});

describe("the language of a text", () => {
  it.each([
    ["Prêtez-moi un vélo pendant la réparation", "fr"],
    ["Lend me a bike while mine is being repaired", "en"],
    ["D’accord, mais qui va le chercher ?", "fr"],
  ] as const)("%s: %s", async (text, language) => {
    expect(await languageOf(text, language === "fr" ? "en" : "fr")).toBe(language);
  });

  it("is that of its author where the words say too little", async () => {
    expect(await languageOf("+1", "fr")).toBe("fr");
    expect(await languageOf("+1", "en")).toBe("en");
  });
});
