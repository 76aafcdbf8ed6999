import { useClock } from "../../../ui/clock.tsx";
import { exact, shortDay } from "../../../ui/dates.ts";
import { useTranslation } from "../../../ui/words.ts";
import { dayIn } from "../rules.ts";

/** Until when something is owed, in words; filled once it is late. Times in ms since 1970 UTC. */
export function Due({ at }: { at: number }) {
  const { t, i18n } = useTranslation("piloting");
  const { now, timeZone } = useClock();
  const locale = i18n.language;
  // What ends at midnight is due on the day that ends.
  const last = at - 1;
  const dayOf = (moment: number) => shortDay(moment, { now, locale, timeZone });
  // By the calendar: a day may have 23 or 25 hours.
  const away = (Date.parse(dayIn(timeZone, last)) - Date.parse(dayIn(timeZone, now))) / 86_400_000;
  const when = away === 0 ? t("due.today") : away === 1 ? t("due.tomorrow") : t("due.by", { day: dayOf(last) });
  return (
    <time
      className={at < now ? "due over" : "due"}
      dateTime={new Date(at).toISOString()}
      title={exact(at, { locale, timeZone })}
      suppressHydrationWarning
    >
      {at < now ? t("due.since", { day: dayOf(last) }) : when}
    </time>
  );
}
