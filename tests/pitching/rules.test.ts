import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { emptyBoard, type Question } from "../../app/features/rooms/board.ts";
import { templates } from "../../app/features/rooms/templates.ts";
import { templateCodes } from "../../app/features/rooms/rules.ts";
import { fitting, usualPhase } from "../../app/features/planning/rules.ts";
import {
  answersQuestions,
  lengthOf,
  mayGoOn,
  nextQuestion,
  pitchSlides,
  ranked,
  rehearsalIn,
  rehearsed,
  slideAt,
  slidesBetween,
  slidesIn,
  slideSeconds,
} from "../../app/features/pitching/rules.ts";

const each = slideSeconds * 1_000;
const began = 1_000_000;
const deck = {
  presenter: "a",
  slides: Array.from({ length: pitchSlides }, (_, at) => ({ id: `${at}`, picture: null })),
};
const running = { deck, deadline: began + pitchSlides * each, pausedLeft: null };

describe("the slide that shows", () => {
  it.each([
    [0, 0],
    [14_999, 0],
    [15_000, 1],
    [29_999, 1],
    [150_000, 10],
    [299_999, 19],
    [300_000, 19],
    [302_000, 19],
  ])("%i ms after the beginning is number %i", (passed, slide) => {
    expect(slideAt(running, began + passed)?.slide).toBe(slide);
  });

  it("follows from the board and the time alone, never goes back, and leaves none out", () => {
    const second = fc.integer({ min: 0, max: 320 });
    fc.assert(
      fc.property(second, second, (one, other) => {
        const [sooner, later] = [Math.min(one, other), Math.max(one, other)];
        const [first, last] = [sooner, later].map((passed) => slideAt(running, began + passed * 1_000)?.slide ?? -1);
        expect(first).toBeLessThanOrEqual(last ?? -1);
      }),
    );
    const all = Array.from({ length: 300 }, (_, passed) => slideAt(running, began + passed * 1_000)?.slide);
    expect(new Set(all).size).toBe(pitchSlides);
  });

  it("stays while the clock stands, and goes on where it stood", () => {
    const stopped = { deck, deadline: null, pausedLeft: 300_000 - 47_000 };
    expect(slideAt(stopped, began + 47_000)).toEqual({ slide: 3, left: 13_000 });
    expect(slideAt(stopped, began + 900_000)).toEqual({ slide: 3, left: 13_000 });
    const on = { deck, deadline: began + 900_000 + stopped.pausedLeft, pausedLeft: null };
    expect(slideAt(on, began + 900_000)).toEqual({ slide: 3, left: 13_000 });
    expect(slideAt(on, began + 913_000)?.slide).toBe(4);
  });

  it("is none before a pitch", () => {
    expect(slideAt(emptyBoard("a"), began)).toBeNull();
  });

  it("is known for a stretch of a log", () => {
    expect(slidesBetween(running, { from: began + 16_000, to: began + 61_000 })).toEqual({ first: 1, last: 4 });
  });
});

it("a pitch is twenty slides of fifteen seconds, whatever a plan says", () => {
  expect(fitting({ ...usualPhase("slides"), seconds: 60, votes: 3, advance: "host" })).toMatchObject({
    seconds: 300,
    votes: 20,
    advance: "timer",
  });
  expect(templates.ignite[0]).toEqual(usualPhase("slides"));
  expect(lengthOf({ kind: "slides", seconds: 1, votes: 20 })).toBe(300_000);
  expect(lengthOf({ kind: "write", seconds: 60, votes: 0 })).toBe(60_000);
  expect(templateCodes).toContain("ignite");
});

it("questions are answered in the talk after the slides", () => {
  const plan = (["discuss", "slides", "discuss", "decide"] as const).map((kind) => ({ kind }));
  expect(plan.map((_, at) => answersQuestions(plan, at))).toEqual([false, false, true, false]);
});

it("those questions come first that most people want, then the earlier ones", () => {
  const question = (id: string, votes: number, at: number, answeredAt: number | null = null): Question => ({
    id,
    votes,
    at,
    answeredAt,
    words: id,
    by: "b",
    isAnonymous: false,
    isSealed: false,
  });
  const all = [question("a", 1, 1), question("b", 3, 9), question("c", 3, 2, 50), question("d", 0, 0)];
  const questions = Object.fromEntries(all.map((each) => [each.id, each]));
  expect(ranked(questions).map(({ id }) => id)).toEqual(["c", "b", "a", "d"]);
  expect(nextQuestion(questions)?.id).toBe("b");
  expect(nextQuestion({})).toBeNull();
});

it("whoever presents is waited for, until he or she is back or the time is over", () => {
  expect(mayGoOn({ hold: null }, began, false)).toBe(true);
  expect(mayGoOn({ hold: began + 30_000 }, began + 29_999, false)).toBe(false);
  expect(mayGoOn({ hold: began + 30_000 }, began + 1, true)).toBe(true);
  expect(mayGoOn({ hold: began + 30_000 }, began + 30_000, false)).toBe(true);
});

it("a rehearsal tells for each slide and in all how far one is from the clock", () => {
  expect(rehearsed([])).toEqual({ slides: [], drift: 0 });
  expect(rehearsed([12_000, 19_000, 15_000])).toEqual({
    slides: [
      { took: 12_000, over: -3_000 },
      { took: 19_000, over: 4_000 },
      { took: 15_000, over: 0 },
    ],
    drift: 1_000,
  });
});

it("a rehearsal without script is told by its address", () => {
  const at = (query: string) => rehearsalIn(new URLSearchParams(query), 50_000, 3);
  expect(at("")).toEqual({ took: [], since: null });
  expect(at("took=&since=")).toEqual({ took: [], since: 50_000 });
  expect(at("took=&since=38000")).toEqual({ took: [12_000], since: 50_000 });
  expect(at("took=12000,16000&since=35000")).toEqual({ took: [12_000, 16_000, 15_000], since: 50_000 });
  // Nonsense, and a page that is sent again after the end, begin anew.
  expect(at("took=x&since=60000")).toEqual({ took: [], since: null });
  expect(at("took=1,2,3&since=1")).toEqual({ took: [], since: null });
});

it("lines of hyphens part slides, and empty ones are none", () => {
  expect(slidesIn("# One\n---\nTwo\n- a\n\n-----\n\n---\n Three ")).toEqual(["# One", "Two\n- a", "Three"]);
  expect(slidesIn("---")).toEqual([]);
});
