import { type Stage, useStageWord } from "../../../ui/stage.tsx";
import { useTranslation } from "../../../ui/words.ts";

type Moved = { space: string; to: Stage; toExtra: string | null; author: string };

/** Says where somebody has just moved an idea, in the words that its space has for its stages. */
export function useMovedWords(): (moved: Moved) => string {
  const { t } = useTranslation("piloting");
  const { t: tUi } = useTranslation("ui");
  const word = useStageWord();
  return ({ space, to, toExtra, author }) => {
    const stage = word(space, to, toExtra);
    const isUsual = stage === tUi(`stage.${to}`);
    return isUsual ? t(`moved.${to as "open"}`, { name: author }) : t("moved_to", { stage, name: author });
  };
}
