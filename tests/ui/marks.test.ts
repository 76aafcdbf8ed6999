import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { affiliations, type ByAffiliation } from "../../app/ui/affiliation.tsx";
import { marksFor } from "../../app/ui/marks-for.ts";

const crowds = fc.record<ByAffiliation>({
  customer: fc.nat(200_000),
  employee: fc.nat(200_000),
  partner: fc.nat(200_000),
});

describe("marks", () => {
  it("draws each person up to fifty, in the order of the affiliations", () => {
    expect(marksFor({ customer: 31, employee: 9, partner: 10 })).toEqual({
      each: 1,
      groups: [
        { affiliation: "customer", marks: 31 },
        { affiliation: "employee", marks: 9 },
        { affiliation: "partner", marks: 10 },
      ],
      yours: undefined,
    });
  });

  it.each([
    [51, 5],
    [250, 5],
    [260, 50],
    [2_500, 50],
    [2_600, 500],
    [25_000, 500],
    [30_000, 5_000],
  ])("for %i people lets one mark stand for %i", (people, each) => {
    expect(marksFor({ customer: people, employee: 0, partner: 0 }).each).toBe(each);
  });

  it("sets the reader's own mark apart from the marks of the others", () => {
    expect(marksFor({ customer: 3, employee: 1, partner: 0 }, { yours: "employee" })).toEqual({
      each: 1,
      groups: [{ affiliation: "customer", marks: 3 }],
      yours: "employee",
    });
  });

  it("draws no mark for a reader who is not counted", () => {
    expect(marksFor({ customer: 3, employee: 0, partner: 0 }, { yours: "partner" }).yours).toBeUndefined();
  });

  it("never draws more than fifty marks, and one at least for each group that has people", () => {
    fc.assert(
      fc.property(crowds, fc.option(fc.constantFrom(...affiliations), { nil: undefined }), (counts, yours) => {
        const drawn = marksFor(counts, { yours });
        const marks = drawn.groups.reduce((sum, group) => sum + group.marks, drawn.yours ? 1 : 0);
        const shown = affiliations.filter(
          (affiliation) =>
            drawn.yours === affiliation || drawn.groups.some((group) => group.affiliation === affiliation),
        );
        expect(marks).toBeLessThanOrEqual(50);
        expect(shown).toEqual(affiliations.filter((affiliation) => counts[affiliation] > 0));
      }),
    );
  });
});
