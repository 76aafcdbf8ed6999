import { useTranslation } from "./words.ts";
import { useClock } from "./clock.tsx";
import { exact, relative, shortDay } from "./dates.ts";

/** How long ago, or in how long, with the exact time on hover. `at` is milliseconds since 1970 UTC. */
export function Moment({ at }: { at: number }) {
  const { t, i18n } = useTranslation("ui");
  const { now } = useClock();
  return <Time at={at}>{relative(at, { now, locale: i18n.language }) ?? t("moment.now")}</Time>;
}

/** A day, with the exact time on hover. `at` is milliseconds since 1970 UTC. */
export function Day({ at }: { at: number }) {
  const { i18n } = useTranslation("ui");
  return <Time at={at}>{shortDay(at, { ...useClock(), locale: i18n.language })}</Time>;
}

/** Node and browsers may write a date with other spaces; the server's words then stay until the next minute. */
function Time({ at, children }: { at: number; children: string }) {
  const { i18n } = useTranslation("ui");
  const { timeZone } = useClock();
  return (
    <time
      dateTime={new Date(at).toISOString()}
      title={exact(at, { locale: i18n.language, timeZone })}
      suppressHydrationWarning
    >
      {children}
    </time>
  );
}
