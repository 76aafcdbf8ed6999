import { useClock } from "../../../ui/clock.tsx";
import { weekDay } from "../../../ui/dates.ts";
import { useTranslation } from "../../../ui/words.ts";
import styles from "./desk-days.module.css";

const day = 86_400_000;
const shownDays = 10;

/** The next working days with a mark for each thing due: the shape of the week. Times in ms since 1970 UTC. */
export function DeskDays({ dues, late }: { dues: readonly number[]; late: number }) {
  const { t, i18n } = useTranslation("piloting");
  const { now, timeZone } = useClock();
  const nameOf = (at: number) => weekDay(at, { locale: i18n.language, timeZone });
  const due = new Map<string, number>();
  for (const at of dues) due.set(nameOf(at - 1), (due.get(nameOf(at - 1)) ?? 0) + 1);
  const days = Array.from({ length: 14 }, (_, ahead) => now + ahead * day)
    .filter((at, ahead) => ahead === 0 || due.has(nameOf(at)) || !isWeekend(at, timeZone))
    .slice(0, shownDays);
  return (
    <ol className={styles.days} aria-label={t("desk.days")} suppressHydrationWarning>
      <li className={styles.late}>
        <Marks count={late} />
        <span>{t("desk.days_late", { count: late })}</span>
      </li>
      {days.map((at, ahead) => {
        const count = due.get(nameOf(at)) ?? 0;
        return (
          <li key={nameOf(at)} className={ahead === 0 ? styles.today : undefined}>
            <Marks count={count} />
            <span suppressHydrationWarning>
              {nameOf(at)}
              {count > 0 && <span className="away">{t("desk.days_due", { count })}</span>}
            </span>
          </li>
        );
      })}
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

function isWeekend(at: number, timeZone: string): boolean {
  return ["Sat", "Sun"].includes(new Intl.DateTimeFormat("en", { weekday: "short", timeZone }).format(at));
}
