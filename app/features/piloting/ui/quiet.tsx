import { useClock } from "../../../ui/clock.tsx";
import { exact, shortDay } from "../../../ui/dates.ts";
import { useTranslation } from "../../../ui/words.ts";

/** Since when nobody who steers has said or done anything about an idea, in words. Time in ms since 1970 UTC. */
export function Quiet({ since }: { since: number }) {
  const { t, i18n } = useTranslation("piloting");
  const { now, timeZone } = useClock();
  const locale = i18n.language;
  return (
    <time
      className="small quiet"
      dateTime={new Date(since).toISOString()}
      title={exact(since, { locale, timeZone })}
      suppressHydrationWarning
    >
      {t("due.quiet", { day: shortDay(since, { now, locale, timeZone }) })}
    </time>
  );
}
