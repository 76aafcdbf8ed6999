/** The shape of the answer rate over weeks: numbers for a drawing, made where the libraries for it are. */
import { scaleBand, scaleLinear } from "d3-scale";
import { curveMonotoneX, line } from "d3-shape";
import type { AnswerWeek } from "./figures.server.ts";

/** A drawing in its own units: the rate as a line above, the answers of each week as bars below. */
export type RateChart = {
  width: number;
  height: number;
  /** The path of the line; it has gaps where there is too little to tell. */
  line: string;
  /** The newest point of the line. */
  end: { x: number; y: number; share: number } | null;
  /** Heights of 0, 50 and 100 per cent. */
  levels: { y: number; share: number }[];
  bars: { x: number; width: number; met: { y: number; height: number }; late: { y: number; height: number } }[];
  /** The weeks under which their date stands. */
  dates: { x: number; at: number }[];
};

const width = 640;
const top = { from: 10, to: 150 };
const bottom = { from: 170, to: 220 };
const left = 40;
/** Weeks from one date below the drawing to the next. */
const dateEvery = 5;

/** Draws weeks of answers, oldest first. */
export function rateChart(weeks: readonly AnswerWeek[]): RateChart {
  const across = scaleBand<number>()
    .domain(weeks.map(({ from }) => from))
    .range([left, width])
    .padding(0.3);
  const middle = ({ from }: AnswerWeek) => (across(from) ?? 0) + across.bandwidth() / 2;
  const share = scaleLinear([0, 100], [top.to, top.from]);
  const most = Math.max(1, ...weeks.map(({ due }) => due));
  const tall = scaleLinear([0, most], [0, bottom.to - bottom.from]);
  const path = line<AnswerWeek>()
    .defined(({ rate }) => rate.share !== null)
    .x(middle)
    .y(({ rate }) => share(rate.share ?? 0))
    .curve(curveMonotoneX);
  const last = weeks.at(-1);
  return {
    width,
    height: bottom.to + 24,
    line: path(weeks) ?? "",
    end:
      last && last.rate.share !== null ? { x: middle(last), y: share(last.rate.share), share: last.rate.share } : null,
    levels: [0, 50, 100].map((level) => ({ y: share(level), share: level })),
    bars: weeks.map((week) => {
      const [met, late] = [tall(week.met), tall(week.due - week.met)];
      return {
        x: across(week.from) ?? 0,
        width: across.bandwidth(),
        met: { y: bottom.to - met, height: met },
        late: { y: bottom.to - met - late, height: late },
      };
    }),
    dates: weeks.filter((_, at) => at % dateEvery === 0).map((week) => ({ x: middle(week), at: week.from })),
  };
}
