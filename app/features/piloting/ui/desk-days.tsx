import { useClock } from "../../../ui/clock.tsx";
import { weekDay } from "../../../ui/dates.ts";
import { dayIn } from "../rules.ts";
import { useTranslation } from "../../../ui/words.ts";
import styles from "./desk-days.module.css";

const day = 86_400_000;
/** As many working days as fit in a row, of the days that are counted. */
const mostShown = 10;
export const shownDays = 14;

/** The next working days with a mark for each thing due: the shape of the week. */
export function DeskDays({
  days: counts,
  weekdays,
  late,
}: {
  /** How many are due today and on each of the days after it. */
  days: readonly number[];
  /** The days of the week on which somebody works: 1 is Monday. */
  weekdays: readonly number[];
  late: number;
}) {
  const { t, i18n } = useTranslation("piloting");
  const { now, timeZone } = useClock();
  // Days of the calendar, which no time zone moves.
  const nameOf = (at: number) => weekDay(at, { locale: i18n.language, timeZone: "UTC" });
  const today = Date.parse(dayIn(timeZone, now));
  const days = counts
    .map((count, ahead) => ({ count, ahead, at: today + ahead * day }))
    .filter(({ count, ahead, at }) => ahead === 0 || count > 0 || weekdays.includes(new Date(at).getUTCDay() || 7))
    .slice(0, mostShown);
  return (
    <ol className={styles.days} aria-label={t("desk.days")} suppressHydrationWarning>
      <li className={styles.late}>
        <Marks count={late} />
        <span>{t("desk.days_late", { count: late })}</span>
      </li>
      {days.map(({ at, ahead, count }) => (
        <li key={at} className={ahead === 0 ? styles.today : undefined}>
          <Marks count={count} />
          <span suppressHydrationWarning>
            {nameOf(at)}
            {count > 0 && <span className="away">{t("desk.days_due", { count })}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}

const mostMarks = 12;

function Marks({ count }: { count: number }) {
  return (
    <span className={styles.put} aria-hidden="true">
      {Array.from({ length: Math.min(count, mostMarks) }, (_, mark) => (
        <i key={mark} />
      ))}
      {count > mostMarks && <b>{`+${count - mostMarks}`}</b>}
    </span>
  );
}
