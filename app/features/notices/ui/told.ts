import { useClock } from "../../../ui/clock.tsx";
import { exact } from "../../../ui/dates.ts";
import { useTranslation } from "../../../ui/words.ts";
import { sentenceOf, type Told } from "../rules.ts";

/** The sentence of a notice, in the reader's language. */
export function useTold(): (notice: Told) => string {
  const { t, i18n } = useTranslation("notices");
  const { t: ui } = useTranslation("ui");
  const { timeZone } = useClock();
  return (notice) => sentenceOf(notice, t, ui, (at) => exact(at, { locale: i18n.language, timeZone }));
}
