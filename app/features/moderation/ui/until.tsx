import { useClock } from "../../../ui/clock.tsx";
import { exact } from "../../../ui/dates.ts";
import { useTranslation } from "../../../ui/words.ts";

/** "until Tuesday 12 May, 14:00", in the reader's zone. `at` is milliseconds since 1970 UTC. */
export function Until({ at }: { at: number }) {
  const { t, i18n } = useTranslation("moderation");
  const { timeZone } = useClock();
  return (
    <time dateTime={new Date(at).toISOString()} suppressHydrationWarning>
      {t("until", { moment: exact(at, { locale: i18n.language, timeZone }) })}
    </time>
  );
}
