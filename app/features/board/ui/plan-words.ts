import type { Confidence } from "../../../../db/schema/boards.ts";
import { useClock } from "../../../ui/clock.tsx";
import { plainDay } from "../../../ui/dates.ts";
import { useTranslation } from "../../../ui/words.ts";

type Plan = { percent: number; targetOn: string | null; confidence: Confidence | null };

/** The words for how far an idea is, by when it is to be there and how sure that is. */
export function usePlanWords() {
  const { t, i18n } = useTranslation("board");
  const { now } = useClock();
  const day = (on: string) => plainDay(on, { now, locale: i18n.language });
  return {
    day,
    done: ({ percent }: Pick<Plan, "percent">) => t("done", { percent }),
    due: ({ targetOn }: Pick<Plan, "targetOn">) =>
      targetOn === null ? t("no_day") : t("by_day", { day: day(targetOn) }),
    sure: ({ confidence }: Pick<Plan, "confidence">) => (confidence === null ? null : t(`confidence.${confidence}`)),
  };
}
