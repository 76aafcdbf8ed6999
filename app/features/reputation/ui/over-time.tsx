import chartStyles from "../../../ui/chart.module.css";
import { useClock } from "../../../ui/clock.tsx";
import { shortDay } from "../../../ui/dates.ts";
import { useTranslation } from "../../../ui/words.ts";
import styles from "./over-time.module.css";
import { usePoints } from "./use-points.ts";

const width = 560;
const height = 180;
const left = 44;
const bottom = 26;

/** A figure over half a year as a drawing, with the same figures as a table. */
export function OverTime({ weeks }: { weeks: readonly { week: number; figure: number }[] }) {
  const { t, i18n } = useTranslation("reputation");
  const { now } = useClock();
  const { exact, round, difference } = usePoints();
  const dayOf = (at: number) => shortDay(at, { now, timeZone: "UTC", locale: i18n.language });
  const most = Math.max(1_000, ...weeks.map(({ figure }) => figure));
  const x = (at: number) => left + 6 + (at * (width - left - 12)) / Math.max(1, weeks.length - 1);
  const y = (figure: number) => 10 + (1 - figure / most) * (height - bottom - 10);
  const steps = weeks.map(({ figure }, at) => `${at === 0 ? `M${x(0)} ` : `H${x(at)}V`}${y(figure).toFixed(1)}`);
  const moved = weeks.map(({ week, figure }, at) => ({
    week,
    figure,
    at,
    by: figure - (weeks[at - 1]?.figure ?? figure),
  }));
  const last = weeks.at(-1)?.figure ?? 0;
  return (
    <figure className={chartStyles.figure}>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={t("over_time.told", { first: round(weeks[0]?.figure ?? 0), last: round(last) })}
      >
        {[0, most].map((level) => (
          <g key={level} className={chartStyles.level}>
            <line x1={left} x2={width} y1={y(level)} y2={y(level)} />
            <text x={left - 6} y={y(level)} textAnchor="end" dominantBaseline="middle">
              {round(level)}
            </text>
          </g>
        ))}
        <path className={chartStyles.line} d={steps.join("")} />
        {moved
          .filter(({ by }) => by !== 0)
          .map(({ week, figure, at, by }) => (
            <circle key={week} className={by < 0 ? styles.fell : styles.rose} cx={x(at)} cy={y(figure)} r={4} />
          ))}
        {[0, weeks.length - 1].map((at) => (
          <text key={at} x={x(at)} y={height - 6} textAnchor={at === 0 ? "start" : "end"} suppressHydrationWarning>
            {dayOf(weeks[at]?.week ?? now)}
          </text>
        ))}
      </svg>
      <figcaption className="small quiet">{t("over_time.legend")}</figcaption>
      <details className="small">
        <summary>{t("over_time.table")}</summary>
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">{t("over_time.week")}</th>
              <th scope="col">{t("over_time.points")}</th>
              <th scope="col">{t("over_time.moved")}</th>
            </tr>
          </thead>
          <tbody>
            {moved.toReversed().map(({ week, figure, by }) => (
              <tr key={week}>
                <th scope="row" suppressHydrationWarning>
                  {dayOf(week)}
                </th>
                <td>{exact(figure)}</td>
                <td>{difference(by)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
