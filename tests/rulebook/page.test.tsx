import { renderToStaticMarkup } from "react-dom/server";
import { createMemoryRouter, RouterProvider } from "react-router";
import { describe, expect, it } from "vitest";
import { messagesIn } from "../../app/i18n.server.ts";
import type { Announced } from "../../app/features/reputation/queries.server.ts";
import { type InForce, r1, ruleSets } from "../../app/features/reputation/rules.ts";
import { rulebookPage } from "../../app/features/rulebook/queries.server.ts";
import { published, type Published } from "../../app/features/rulebook/rules.ts";
import { Rulebook } from "../../app/features/rulebook/ui/rulebook.tsx";
import { ClockProvider } from "../../app/ui/clock.tsx";
import { WordsContext } from "../../app/ui/words.ts";
import { textOf } from "../rooms/rendering.tsx";

const noon = Date.UTC(2026, 2, 2, 12);

/** The page as HTML, without script. */
function htmlOf(
  query = "",
  {
    sets = ruleSets,
    at = published,
    locale = "en",
    own = null,
  }: { sets?: readonly InForce[]; at?: Published; locale?: "en" | "fr"; own?: Announced | null } = {},
): string {
  const page = rulebookPage(sets, at, new URLSearchParams(query), noon);
  const element = (
    <WordsContext value={messagesIn(locale)}>
      <ClockProvider now={noon} timeZone="UTC">
        <Rulebook page={page} own={own} />
      </ClockProvider>
    </WordsContext>
  );
  const router = createMemoryRouter([{ path: "*", element }], { initialEntries: [`/reputation/rules?${query}`] });
  return renderToStaticMarkup(<RouterProvider router={router} />);
}

const answers = (query: string, locale: "en" | "fr" = "en") =>
  textOf(/<div role="status".*?<\/div>/s.exec(htmlOf(query, { locale }))?.[0] ?? "");

describe("the page of the rules", () => {
  it("says every rule with its worth, and every constant, from the rule set itself", () => {
    const text = textOf(htmlOf());
    for (const words of [
      "Somebody supports your idea",
      "Your idea ships",
      "within 90 days count less and less",
      "at most 20 points count",
      "after every 180 days",
      "3 days here and 10 ideas read",
      "30 points in lifetime, from 5 people and on 3 days",
      "150 points at present, from 10 people. It is kept down to 135 points",
      "At most from one person in that time 3.75",
      "at least 4 people",
      "at least 50%",
      "at least 30 days before",
    ]) {
      expect(text).toContain(words);
    }
    const worths = [...htmlOf().matchAll(/<b class="num">([\d.]+)<\/b>/g)].map(([, worth]) => Number(worth));
    expect(worths).toEqual([2, 20, 20, 50, 100, 5, 5, 5, 30, 10, 2, 2, 3, 10, 10]);
  });

  it("follows the rule set: another number in the data is another number on the page, and the old one is gone", () => {
    const other = {
      ...r1,
      dailyCap: 77_000,
      halfLife: 41 * 86_400_000,
      rules: { ...r1.rules, shipped: { ...r1.rules.shipped, points: 123_000 } },
      damping: { within: 33 * 86_400_000, factors: [1_000, 900] },
      levels: {
        first: { days: 21, ideasRead: 22 },
        second: { lifetime: 23_000, people: 24, days: 25 },
        third: { current: 260_000, kept: 270_000, people: 28 },
      },
    };
    const html = htmlOf("", { sets: [{ from: 0, rules: other }] });
    const text = textOf(html);
    for (const number of [
      "77 points",
      "41 days",
      "123",
      "33 days",
      "× 0.9",
      "21 days",
      "22 ideas",
      "23 points",
      "24 people",
      "25 days",
      "260 points",
      "270 points",
      "28 people",
      "3.8",
    ]) {
      expect(text, number).toContain(number);
    }
    for (const old of ["90 days", "180 days", "135 points", "150 points", "3.75"]) expect(text, old).not.toContain(old);
  });

  it("works out what was asked, with its arithmetic, in both languages", () => {
    const signals = "what=signals&people=1&days=0,89,90,200&share=100";
    expect(answers(signals)).toMatch(
      /^ 6 points by rule set R1 Day 0 · signal no\. 1 2 × 100% × 1 = 2 2 Day 89 · signal no\. 2 2 × 100% × 0\.5 = 1 1 /,
    );
    expect(answers("what=signals&people=20&days=0&share=100")).toContain(
      "2 × 100% × 1 = 2 · 20 × 2 = 40 20 No more than 20 points count of one day.",
    );
    expect(answers("what=signals&people=20&days=0&share=42.63")).toContain(
      "2 × 42.63% × 1 ≈ 0.852 · 20 × 0.852 = 17.04 17.04",
    );
    expect(answers("what=step&rule=adopted&share=42.63")).toContain(
      "21.315 points by rule set R1 50 × 42.63% = 21.315",
    );
    expect(answers("what=step&rule=adopted&share=42,63", "fr").replaceAll(/[\u00a0\u202f]/g, " ")).toContain(
      "21,315 points selon les règles R1 50 × 42,63 % = 21,315",
    );
    expect(answers("what=forecast&probability=80&happened=yes")).toContain("8 points by rule set R1 10 × 0.8 = 8");
    expect(answers("what=later&points=20&age=180&points2=10&age2=90")).toMatch(
      /17\.071 points .* 20 × ½ 1 10 10 × ½ 0\.5 7\.071/,
    );
  });

  it("says at the field what it takes, and keeps what was typed", () => {
    const html = htmlOf("what=signals&people=3&days=0,x&share=50");
    expect(textOf(html)).toContain("Use up to 20 whole numbers from 0 to 3,650, divided by commas.");
    expect(html).toMatch(/name="days"[^>]*value="0,x"|value="0,x"[^>]*name="days"/);
    expect(html).toMatch(/aria-invalid="true"/);
    expect(answers("what=signals&people=3&days=0,x&share=50")).toContain("cannot be computed yet");
  });

  it("shows a rule set that is announced with its date and what it changes, while the one in force goes on", () => {
    const from = Date.UTC(2026, 4, 1);
    const r2 = {
      ...r1,
      name: "R2",
      dailyCap: 10_000,
      rules: { ...r1.rules, adopted: { ...r1.rules.adopted, points: 60_000 } },
    };
    const sets = [...ruleSets, { from, rules: r2 }];
    const html = htmlOf("", { sets, at: { ...published, R2: Date.UTC(2026, 2, 1) } });
    expect(textOf(html)).toMatch(
      /R2 announced Holds from 1 May · published 1 Mar Your idea is adopted: 50 points · × your share of the idea · Ideas → 60 points · × your share of the idea · Ideas Most that signals bring in a day: 20 points → 10 points Sign in to see what it would have made of your own figures\. R1 in force The first rules/,
    );
    expect(html).toContain(`dateTime="2026-05-01T00:00:00.000Z"`);
    expect(textOf(html)).toContain("at most 20 points count");
  });

  it("shows each reader what rules that are announced would make of his or her own figures", () => {
    const sets = [...ruleSets, { from: Date.UTC(2026, 4, 1), rules: { ...r1, name: "R2" } }];
    const at = { ...published, R2: Date.UTC(2026, 2, 1) };
    const facets = [{ facet: "ideas" as const, before: 20_000, after: 12_500 }];
    const own = { name: "R2", from: Date.UTC(2026, 4, 1), spaces: [{ slug: "bikes", name: "Bikes", facets }] };
    expect(textOf(htmlOf("", { sets, at, own }))).toContain("Ideas in Bikes 20 12.5 -7.5");
    expect(textOf(htmlOf("", { sets, at, own: { ...own, spaces: [] } }))).toContain("Nothing counts for you yet");
    expect(textOf(htmlOf("", { sets, at }))).toContain("Sign in to see what it would have made");
    expect(textOf(htmlOf())).not.toContain("Sign in to see what it would have made");
  });

  it("has all its forms lead to itself by GET, so that an answer is a link", () => {
    const forms = [...htmlOf().matchAll(/<form[^>]*>/g)].map(([form]) => form);
    expect(forms).toHaveLength(4);
    for (const form of forms) expect(form).toMatch(/action="\/reputation\/rules#what-if-\w+" method="get"/);
  });
});
