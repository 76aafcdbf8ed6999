import { useClock } from "../../../ui/clock.tsx";
import { exact, longDay, shortDay } from "../../../ui/dates.ts";
import { useTranslation } from "../../../ui/words.ts";
import type { ShownPause } from "../pauses.server.ts";
import styles from "./paused.module.css";

/** That a clock stands still, and until when at the latest (ms since 1970 UTC). */
export function Paused({ until }: { until: number }) {
  const { t, i18n } = useTranslation("piloting");
  const { now, timeZone } = useClock();
  const locale = i18n.language;
  return (
    <time
      className="due"
      dateTime={new Date(until).toISOString()}
      title={exact(until, { locale, timeZone })}
      suppressHydrationWarning
    >
      {t("paused.until", { day: shortDay(until, { now, locale, timeZone }) })}
    </time>
  );
}

/** In the place of an answer that is awaited: its clock stands still, since when, who says so and why. */
export function StandsStill({ pause: { at, until, by, reason } }: { pause: ShownPause }) {
  const { t, i18n } = useTranslation("piloting");
  const { timeZone } = useClock();
  const day = (moment: number) => longDay(moment, { locale: i18n.language, timeZone });
  return (
    <div className="answer kept-place">
      <Paused until={until} />
      <p suppressHydrationWarning>{t("paused.since", { day: day(at), name: by })}</p>
      <p className={styles.reason}>{reason}</p>
      <p className="small quiet" suppressHydrationWarning>
        {t("paused.goes_on", { day: day(until) })}
      </p>
    </div>
  );
}
