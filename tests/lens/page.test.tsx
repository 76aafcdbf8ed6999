import { renderToStaticMarkup } from "react-dom/server";
import type { ReactNode } from "react";
import { createMemoryRouter, RouterProvider } from "react-router";
import { describe, expect, it } from "vitest";
import type { Decision } from "../../app/features/lens/deciding.server.ts";
import { resultOf } from "../../app/features/lens/rice.ts";
import { Decided } from "../../app/features/lens/ui/decided.tsx";
import { DecisionForm } from "../../app/features/lens/ui/decision-form.tsx";
import { EstimateForm } from "../../app/features/lens/ui/estimate-form.tsx";
import { Round } from "../../app/features/lens/ui/round.tsx";
import { messagesIn } from "../../app/i18n.server.ts";
import { ClockProvider } from "../../app/ui/clock.tsx";
import { WordsContext } from "../../app/ui/words.ts";
import { textOf } from "../rooms/rendering.tsx";

const noon = Date.UTC(2026, 2, 2, 12);

function htmlOf(shown: ReactNode, locale: "en" | "fr" = "en"): string {
  const element = (
    <WordsContext value={messagesIn(locale)}>
      <ClockProvider now={noon} timeZone="UTC">
        {shown}
      </ClockProvider>
    </WordsContext>
  );
  const router = createMemoryRouter([{ path: "*", element }]);
  return renderToStaticMarkup(<RouterProvider router={router} />);
}

const said = { reach: 2_000, impact: 100, confidence: 80, effort: 40, kano: "attractive" as const };
const given = [
  { member: "a", name: "Pro", ...said },
  { member: "b", name: "", ...said, reach: 500, effort: 5, kano: "reverse" as const },
  { member: "c", name: "Kim", ...said },
];
const round = { n: 2, revealedAt: noon, by: "Kim", given, result: resultOf(given) };

describe("a revealed round", () => {
  it("says RICE, the medians, and who lies far apart, of former members without a name", () => {
    const text = textOf(htmlOf(<Round round={round} />));
    for (const words of [
      "Round 2",
      "RICE 400",
      "Reach 2,000 × impact 1 × confidence 80% ÷ effort 4 person-months",
      "500 and 2,000",
      "Discuss it",
      "Least: a former member. Most: Pro and Kim.",
      "All said the same.",
      "Better 1, worse 0.",
      "Reverse: 1 (counts nowhere in better and worse)",
      "Effort: 0.5 person-months",
    ]) {
      expect(text).toContain(words);
    }
  });

  it("says it in French", () => {
    const text = textOf(htmlOf(<Round round={round} />, "fr"));
    expect(text).toContain("À discuter");
    expect(text).toMatch(/Le moins\s?: un ancien membre\. Le plus\s?: Pro et Kim\./);
    expect(text).toContain("0,5 mois-personne et 4 mois-personne");
  });
});

it("the form of an estimate shows what was typed again, and what is wrong with it", () => {
  const typed = { act: "estimate", round: "1", reach: "many", impact: "200", effort: "0,5", kano: "must_be" };
  const reply = { problem: "invalid", fields: { reach: "reach_unusable" }, values: typed };
  const html = htmlOf(<EstimateForm round={2} values={{}} isChange={false} reply={reply} />);
  expect(html).toContain('value="many"');
  expect(html).toContain('name="round" value="2"');
  expect(html).toMatch(/name="impact" checked="" value="200"/);
  expect(textOf(html)).toContain("whole number of people a quarter");
});

describe("a decision", () => {
  const decision: Decision = {
    id: "d",
    words: "We build it.",
    stage: "adopted",
    extra: null,
    by: "Kim",
    at: noon,
    criteria: [{ words: "It is safe", state: "not_met" }],
    from: null,
    evidence: {
      participants: 4,
      lean: { shown: "total", total: { support: 3, not_for_me: 1, pass: 0 } },
      quotes: 1,
      weight: 3,
      wishes: 2,
      estimated: { n: 2, people: 3, rice: 400, kano: round.result.kano },
    },
  };

  it("stands with its criteria and the numbers of its moment", () => {
    const text = textOf(htmlOf(<Decided decision={decision} space="s" />));
    for (const words of [
      "We build it.",
      "It is safe · not met",
      "4 people gave a signal",
      "3 support, 1 not for me, 0 without opinion.",
      "1 quote (weight 3)",
      "2 wishes confirmed",
      "RICE 400 (round 2, 3 people)",
    ]) {
      expect(text).toContain(words);
    }
  });

  it("tells how each affiliation leaned only where that was told", () => {
    const none = { support: 0, not_for_me: 0, pass: 0 };
    const leaning = (lean: Decision["evidence"]["lean"]) =>
      textOf(htmlOf(<Decided decision={{ ...decision, evidence: { ...decision.evidence, lean } }} space="s" />));
    const counts = { customer: { ...none, support: 7 }, employee: none, partner: none };
    expect(leaning({ shown: "by affiliation", counts })).toContain("customers: 7 support, 0 not for me");
    expect(leaning({ shown: "nothing" })).toContain("So few people");
    expect(leaning({ shown: "nothing" })).not.toContain("without opinion");
  });

  it("is written with the criteria of the space to begin with, and what was typed again", () => {
    const criteria = ["Many ride it", "It is safe"];
    const form = (values: Record<string, string> | null) =>
      htmlOf(<DecisionForm id="new" space="bikes" criteria={criteria} values={values} reply={undefined} />);
    expect(form(null)).toContain('value="It is safe"');
    expect(form({ id: "old", words: "So be it.", criterion1: "Other" })).toMatch(
      /value="old".*So be it\..*value="Other"/s,
    );
    expect(form({ criterion1: "" })).not.toContain('value="It is safe"');
  });
});
