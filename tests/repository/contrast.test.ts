/** Every pair of colours that carries words, computed from the tokens, in both themes (WCAG 2.2, 1.4.3 and 1.4.11). */
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { accents } from "../../app/features/spaces/rules.ts";
import { projectRoot } from "../../app/platform/root.server.ts";

type Oklch = readonly [lightness: number, chroma: number, hue: number];

const css = readFileSync(path.join(projectRoot(), "app/ui/tokens.css"), "utf8");

/** The hue of each colour that a space may have: its own, or the one that stands first. */
const hues = accents.map((accent) => {
  const own = new RegExp(`\\[data-accent="${accent}"\\] \\{\\s*--accent-hue: (\\d+)`).exec(css);
  return { accent, hue: own?.[1] ?? /--accent-hue: (\d+)/.exec(css)?.[1] ?? "" };
});

type Tokens = Map<string, { light: Oklch; dark: Oklch }>;

/** Every token as it is in a space with this hue. */
function tokensWith(hue: string): Tokens {
  const written = css.replaceAll("var(--accent-hue)", hue);
  return new Map(
    [...written.matchAll(/--([\w-]+):\s*light-dark\(\s*oklch\(([^)]+)\),\s*oklch\(([^)]+)\)\s*\)/g)].map(
      ([, name = "", light = "", dark = ""]) => [name, { light: oklch(light), dark: oklch(dark) }],
    ),
  );
}

function oklch(text: string): Oklch {
  const [lightness = "0", chroma = "0", hue = "0"] = text.trim().split(/[\s/]+/);
  const share = lightness.endsWith("%") ? Number.parseFloat(lightness) / 100 : Number(lightness);
  return [share, Number(chroma), Number.parseFloat(hue)];
}

/** Relative luminance of an OKLCH colour, 0 to 1 (OKLab to linear sRGB: B. Ottosson, 2020). */
function luminance([lightness, chroma, hue]: Oklch): number {
  const angle = (hue * Math.PI) / 180;
  const a = chroma * Math.cos(angle);
  const b = chroma * Math.sin(angle);
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const inside = (value: number) => Math.min(1, Math.max(0, value));
  const red = inside(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short);
  const green = inside(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short);
  const blue = inside(-0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(tokens: Tokens, one: string, other: string, theme: "light" | "dark"): number {
  const [first, second] = [one, other].map((name) => {
    const token = tokens.get(name);
    if (!token) throw new Error(`There is no colour --${name} in both themes.`);
    return luminance(token[theme]);
  });
  const [darker = 0, lighter = 0] = [first ?? 0, second ?? 0].toSorted((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

const papers = ["paper", "paper-sunk", "paper-raised"];
const people = ["customer", "employee", "partner"];
const stages = [
  "draft",
  "new",
  "open",
  "developing",
  "evaluating",
  "adopted",
  "building",
  "shipped",
  "later",
  "declined",
  "merged",
];

/** Words, and what they stand on. */
const words: [inks: string[], grounds: string[]][] = [
  [["ink"], [...papers, "paper-note"]],
  [["ink-soft"], [...papers, "paper-note", "accent-tint", "await-tint"]],
  [["ink-quiet"], [...papers, "paper-note", "accent-tint"]],
  [["paper"], ["ink"]],
  [
    ["accent", "accent-strong"],
    [...papers, "accent-tint"],
  ],
  [["on-accent"], ["accent", "accent-strong"]],
  [["await-ink"], [...papers, "await-tint", "accent-tint"]],
  [["on-await"], ["await-fill"]],
  [["loss-ink"], [...papers, "loss-tint"]],
  [["saved-ink"], [...papers, "saved-tint", "accent-tint"]],
  ...people.map((who): [string[], string[]] => [[`${who}-ink`], [...papers, `${who}-tint`, "accent-tint"]]),
  ...stages.map((stage): [string[], string[]] => [
    [`stage-${stage}-ink`],
    [...papers, `stage-${stage}-tint`, "accent-tint"],
  ]),
];

/** Edges and marks that tell something without words. */
const marks: typeof words = [
  [["line-strong"], papers],
  [["await-edge"], [...papers, "await-tint"]],
  [["accent"], ["paper-note", "await-tint", "accent-tint"]],
];

const pairs = (list: typeof words) =>
  list.flatMap(([inks, grounds]) => inks.flatMap((ink) => grounds.map((ground) => [ink, ground] as const)));

it("the formula gives 21 for black on white", () => {
  const [white, black] = [luminance([1, 0, 0]), luminance([0, 0, 0])];
  expect((white + 0.05) / (black + 0.05)).toBeCloseTo(21, 1);
});

it("each colour of a space has a hue of its own", () => {
  expect(new Set(hues.map(({ hue }) => hue)).size).toBe(accents.length);
});

const looks = hues.flatMap((one) => (["light", "dark"] as const).map((theme) => ({ ...one, theme })));

describe.each(looks)("in a $accent space in the $theme theme", ({ hue, theme }) => {
  const tokens = tokensWith(hue);

  it.each(pairs(words))("words in --%s can be read on --%s", (ink, ground) => {
    expect(contrast(tokens, ink, ground, theme)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(pairs(marks))("--%s can be made out on --%s", (mark, ground) => {
    expect(contrast(tokens, mark, ground, theme)).toBeGreaterThanOrEqual(3);
  });
});
