import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lookIn } from "../../app/features/adopting/matching.ts";

type Said = { id: string | null; text: string };

/** The words that were found, by the ids of what was said; `earlier` texts stood before. */
function found(text: string, said: readonly Said[], earlier: readonly string[] = []): Record<string, string[]> {
  const looking = lookIn([text]);
  for (const before of earlier) looking.hear(before, null);
  for (const each of said) looking.hear(each.text, each.id);
  return Object.fromEntries(
    [...looking.found()].map(([id, places]) => [id, places.map(({ at, length }) => text.slice(at, at + length))]),
  );
}

const saidBy = (said: Record<string, string>) => Object.entries(said).map(([id, text]) => ({ id, text }));

describe("words that a text takes up", () => {
  it.each<[string, string, Record<string, string>, string[], Record<string, string[]>]>([
    [
      "are found whatever stands between them",
      "Each workshop keeps a **cargo bike**,\nwith a child seat.",
      { dee: "How about a Cargo  Bike with a child seat?" },
      [],
      { dee: ["a **cargo bike**,\nwith a child seat"] },
    ],
    [
      "are found where the apostrophe is another one",
      "On loue l’atelier mobile.",
      { dee: "l'atelier mobile !" },
      [],
      { dee: ["l’atelier mobile"] },
    ],
    ["count from twelve characters on", "We fold tents.", { dee: "fold tents" }, [], {}],
    ["count as twelve", "They fold bikes1.", { dee: "fold bikes1 now" }, [], {}],
    ["count with twelve", "They fold bikes12.", { dee: "fold bikes12 now" }, [], { dee: ["fold bikes12"] }],
    ["are two at least", "Incomprehensibility!", { dee: "incomprehensibility" }, [], {}],
    [
      "are more than what everybody says",
      "I think that they should do this.",
      { dee: "I think that they should do this" },
      [],
      {},
    ],
    ["are whole words in both", "Blending bikes to allowances.", { dee: "lending bikes to all" }, [], {}],
    [
      "are not those that stood there before",
      "Each workshop lends a bike, free of charge for members.",
      { dee: "Each workshop lends a bike, and why not free of charge?" },
      ["Each workshop lends a bike."],
      { dee: ["free of charge"] },
    ],
    [
      "are not those that stood there once and were taken away",
      "Each workshop lends a bike.",
      { dee: "Each workshop lends a bike" },
      ["Each workshop lends a bike.", "Nothing."],
      {},
    ],
    [
      "belong to whoever said them first",
      "Rental stations beside the tramway stops.",
      { bob: "rental stations beside", dee: "rental stations beside the tramway stops" },
      [],
      { bob: ["Rental stations beside"], dee: ["the tramway stops"] },
    ],
    [
      "are found in pieces",
      "Solar panels upon the roof. Battery swapping in the cellar.",
      { dee: "battery swapping in the cellar! And solar panels upon the roof?" },
      [],
      { dee: ["Solar panels upon the roof", "Battery swapping in the cellar"] },
    ],
    ["are none in nothing", "", { dee: "" }, [""], {}],
  ])("%s", (_name, text, said, earlier, expected) => {
    expect(found(text, saidBy(said), earlier)).toEqual(expected);
  });

  it("belong to nobody where what nobody can adopt had them first", () => {
    const words = "rental stations beside the tramway";
    expect(
      found(words, [
        { id: null, text: words },
        { id: "dee", text: words },
      ]),
    ).toEqual({});
    expect(
      found(words, [
        { id: "dee", text: words },
        { id: null, text: words },
      ]),
    ).toEqual({ dee: [words] });
  });

  it("are told by the part in which they stand", () => {
    const looking = lookIn(["Title", "", "Rental stations beside"]);
    looking.hear("rental stations beside", "dee");
    expect(looking.found().get("dee")).toEqual([{ part: 2, at: 0, length: 22 }]);
  });
});

const word = fc.constantFrom(
  "cargo",
  "bike",
  "tram",
  "solar",
  "roof",
  "lend",
  "a",
  "of",
  "workshop",
  "Éclair",
  "l’eau",
);
const phrase = fc.array(word, { maxLength: 25 }).map((words) => words.join(" "));
const fold = (text: string) => ` ${(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(" ")} `;

describe("whatever is said", () => {
  it("what is found stands in what was said and in the text, is new, and nobody said it earlier", () => {
    fc.assert(
      fc.property(
        phrase,
        fc.array(phrase, { maxLength: 3 }),
        fc.array(phrase, { maxLength: 6 }),
        (text, earlier, all) => {
          const said = all.map((each, at) => ({ id: String(at), text: each }));
          for (const [id, runs] of Object.entries(found(text, said, earlier))) {
            for (const run of runs) {
              expect(text).toContain(run);
              expect(fold(run).length).toBeGreaterThanOrEqual(14);
              for (const before of [...earlier, ...all.slice(0, Number(id))])
                expect(fold(before)).not.toContain(fold(run));
            }
          }
        },
      ),
    );
  });

  it("a sentence of its own that is taken over whole is found", () => {
    fc.assert(
      fc.property(phrase, phrase, phrase, (before, after, other) => {
        const own = "Rental stations beside the tramway stops";
        const text = `${before}. ${own}! ${after}`;
        const said = [
          { id: "other", text: other },
          { id: "dee", text: `Yes: ${own}` },
        ];
        expect(found(text, said)).toMatchObject({ dee: [own] });
      }),
    );
  });

  it("nothing is found a second time", () => {
    fc.assert(
      fc.property(phrase, fc.array(phrase, { maxLength: 6 }), (text, said) => {
        expect(
          found(
            text,
            said.map((each, at) => ({ id: String(at), text: each })),
            [text],
          ),
        ).toEqual({});
      }),
    );
  });
});
