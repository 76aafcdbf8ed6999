import { useClock } from "../../../ui/clock.tsx";
import { exact } from "../../../ui/dates.ts";
import { useTranslation } from "../../../ui/words.ts";

/** That a pilot looks at a first contribution before others see it, and by when (ms since 1970 UTC), where that is known. */
export function HeldNote({ until = null }: { until?: number | null }) {
  const { t, i18n } = useTranslation("moderation");
  const { timeZone } = useClock();
  return (
    <p className="strip await" suppressHydrationWarning>
      {until === null ? t("held.note") : t("held.until", { moment: exact(until, { locale: i18n.language, timeZone }) })}
    </p>
  );
}
