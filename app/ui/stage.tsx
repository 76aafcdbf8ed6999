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

/** Where an idea stands: colour, icon and word. */
export function StageChip({ stage }: { stage: Stage }) {
  const { t } = useTranslation("ui");
  return (
    <span className="stage" data-stage={stageLook(stage)}>
      {t(`stage.${stage}`)}
    </span>
  );
}
