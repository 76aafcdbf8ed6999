import fc from "fast-check";
import { expect, it } from "vitest";
import { piecesOf } from "../../app/features/cowriting/pieces.server.ts";

const text = fc.stringMatching(/^[ab]{0,40}$/);

it("finds every place of every piece, and no other", () => {
  fc.assert(
    fc.property(fc.array(text, { maxLength: 3 }), fc.array(text, { maxLength: 5 }), (wanted, long) => {
      const pieces = piecesOf<string>(wanted, 4, { most: 1_000, rank: () => 0 });
      for (const [index, each] of long.entries()) pieces.look(each, (from) => `${index} ${from}`);
      for (const each of wanted) {
        for (let at = 0; at + 4 <= each.length; at++) {
          const piece = each.slice(at, at + 4);
          const places = long.flatMap((other, index) =>
            Array.from(other, (_, from) => (other.startsWith(piece, from) ? [`${index} ${from}`] : [])).flat(),
          );
          expect(pieces.places(piece)).toEqual(places);
        }
      }
    }),
  );
});

it("keeps the best places where there are too many", () => {
  const pieces = piecesOf<number>(["aaaa"], 4, { most: 2, rank: (place) => place });
  for (const place of [5, 3, 9, 1, 4]) pieces.look("aaaa", () => place);
  expect([...pieces.places("aaaa")].toSorted()).toEqual([1, 3]);
});
