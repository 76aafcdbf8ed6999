import { useTranslation } from "./words.ts";
import type { Affiliation } from "./affiliation.tsx";
import { useClock } from "./clock.tsx";
import { longDay } from "./dates.ts";
import { Face } from "./face.tsx";

/**
 * The place of an answer that does not exist yet: who gives it, and by which day (milliseconds since 1970 UTC) when
 * that is promised.
 */
export function KeptPlace({ who, by }: { who?: { name: string; affiliation: Affiliation }; by?: number }) {
  const { t, i18n } = useTranslation("ui");
  const { timeZone } = useClock();
  const day = by === undefined ? undefined : longDay(by, { locale: i18n.language, timeZone });
  return (
    <div className="answer kept-place">
      {who && <Face {...who} />}
      <p>
        <b>{promise(who?.name, day)}</b>
        <span className="sub">{t("answer.place")}</span>
      </p>
    </div>
  );

  function promise(name: string | undefined, day: string | undefined): string {
    if (name && day) return t("answer.by_somebody_until", { name, day });
    if (name) return t("answer.by_somebody", { name });
    return day ? t("answer.until", { day }) : t("answer.awaited");
  }
}
