import { Link } from "react-router";
import chartStyles from "../../../ui/chart.module.css";
import { useClock } from "../../../ui/clock.tsx";
import { shortDay } from "../../../ui/dates.ts";
import { useTranslation } from "../../../ui/words.ts";
import type { AnswerWeek } from "../figures.server.ts";
import type { RateChart } from "../rate-chart.server.ts";
import styles from "./rate-over-time.module.css";

/** The answer rate over half a year as a drawing, with the same figures as a table and as a file. */
export function RateOverTime({
  chart,
  weeks,
  timeZone,
  csv,
}: {
  chart: RateChart;
  weeks: readonly AnswerWeek[];
  /** By whose clock the weeks begin. */
  timeZone: string;
  csv: string;
}) {
  const { t, i18n } = useTranslation("piloting");
  const { now } = useClock();
  const dayOf = (at: number) => shortDay(at, { now, timeZone, locale: i18n.language });
  const percent = (share: number) => new Intl.NumberFormat(i18n.language, { style: "percent" }).format(share / 100);
  const due = weeks.reduce((sum, week) => sum + week.due, 0);
  const met = weeks.reduce((sum, week) => sum + week.met, 0);
  if (due === 0) return <p className="soft">{t("over_time.none")}</p>;
  return (
    <figure className={chartStyles.figure}>
      <svg
        viewBox={`0 0 ${chart.width} ${chart.height}`}
        role="img"
        aria-label={t("over_time.told", { met, count: due, share: chart.end ? percent(chart.end.share) : "–" })}
      >
        {chart.levels.map(({ y, share }) => (
          <g key={share} className={chartStyles.level}>
            <line x1={36} x2={chart.width} y1={y} y2={y} />
            <text x={32} y={y} textAnchor="end" dominantBaseline="middle">
              {percent(share)}
            </text>
          </g>
        ))}
        <path className={chartStyles.line} d={chart.line} />
        {chart.end && <circle className={styles.end} cx={chart.end.x} cy={chart.end.y} r={4} />}
        {chart.bars.map(({ x, width, met: inTime, late }) => (
          <g key={x}>
            <rect className={styles.met} x={x} width={width} {...inTime} />
            <rect className={styles.late} x={x} width={width} {...late} />
          </g>
        ))}
        {chart.dates.map(({ x, at }) => (
          <text key={at} className={styles.date} x={x} y={chart.height - 4} textAnchor="middle">
            {dayOf(at)}
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
              <th scope="col">{t("over_time.due")}</th>
              <th scope="col">{t("over_time.met")}</th>
              <th scope="col">{t("over_time.rate")}</th>
            </tr>
          </thead>
          <tbody>
            {weeks.toReversed().map((week) => (
              <tr key={week.from}>
                <th scope="row">{dayOf(week.from)}</th>
                <td>{week.due}</td>
                <td>{week.met}</td>
                <td>{week.rate.share === null ? t("over_time.few") : percent(week.rate.share)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
      <p className="small">
        <Link to={csv} reloadDocument>
          {t("over_time.csv")}
        </Link>
      </p>
    </figure>
  );
}
