import { useClock } from "../../../ui/clock.tsx";
import { longDay } from "../../../ui/dates.ts";
import { useTranslation } from "../../../ui/words.ts";
import type { OwedClock } from "../desk.server.ts";
import { Due } from "./due.tsx";

/** The place of an answer before it exists: who owes it and until when, and that it is late when it is. */
export function Awaited({ owed, pilots }: { owed: { kind: OwedClock; dueAt: number }; pilots: readonly string[] }) {
  const { t, i18n } = useTranslation("piloting");
  const { now, timeZone } = useClock();
  // What ends at midnight is due on the day that ends.
  const day = longDay(owed.dueAt - 1, { locale: i18n.language, timeZone });
  const [only] = pilots.length === 1 ? pilots : [];
  return (
    <div className="answer kept-place">
      <Due at={owed.dueAt} />
      <p suppressHydrationWarning>
        {pilots.length === 0
          ? t("awaited.nobody")
          : owed.dueAt < now
            ? t("awaited.late", { day })
            : only === undefined
              ? t(`awaited.${owed.kind}`, { day })
              : t(`awaited.named.${owed.kind}`, { day, name: only })}
      </p>
    </div>
  );
}
