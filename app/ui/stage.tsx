import { createContext, useContext } from "react";
import { useTranslation } from "./words.ts";

export type Stage =
  | "draft"
  | "new"
  | "open"
  | "developing"
  | "evaluating"
  | "adopted"
  | "building"
  | "shipped"
  | "later"
  | "declined"
  | "merged"
  | "withdrawn"
  | "discarded";

/** What a stage looks like: one that left the path without an answer of its own keeps the quiet look of a draft. */
export function stageLook(stage: Stage): Exclude<Stage, "withdrawn" | "discarded"> {
  return stage === "withdrawn" || stage === "discarded" ? "draft" : stage;
}

/** Words of spaces for their stages: by the space's id, and below it by `<stage>` or `<stage>/<id of a step>`. */
export type StageWords = Readonly<Record<string, Readonly<Record<string, string>>>>;

export const StageWordsContext = createContext<StageWords>({});

/** What a space calls a stage, or a step within it, in the reader's language; the usual word where it has none of its own. */
export function useStageWord(): (space: string | null, stage: Stage, extra?: string | null) => string {
  const { t } = useTranslation("ui");
  const words = useContext(StageWordsContext);
  return (space, stage, extra = null) => {
    const own = space === null ? undefined : words[space];
    return own?.[`${stage}/${extra}`] ?? own?.[stage] ?? t(`stage.${stage}`);
  };
}

/** Where an idea of a space stands: colour, icon and word. `extra` is the id of a step of the space's own. */
export function StageChip({ stage, space, extra }: { stage: Stage; space: string; extra?: string | null }) {
  const word = useStageWord();
  return (
    <span className="stage" data-stage={stageLook(stage)}>
      {word(space, stage, extra)}
    </span>
  );
}
