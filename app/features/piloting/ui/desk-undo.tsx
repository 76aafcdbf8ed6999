import { Form } from "react-router";
import { useClock } from "../../../ui/clock.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { ProblemBox, type Reply } from "../../../ui/problem.tsx";
import { useTranslation } from "../../../ui/words.ts";
import type { Stage } from "../../../ui/stage.tsx";
import { useMovedWords } from "./moved-words.ts";

type Undo = {
  move: string;
  to: Stage;
  toExtra: string | null;
  idea: string;
  /** The id of the idea's space. */
  space: string;
  title: string;
  author: string;
  until: number;
};

/** What the pilot has just done, and the way back while there is one. */
export function DeskUndo({ undo, reply }: { undo: Undo; reply: Reply | undefined }) {
  const { t } = useTranslation("piloting");
  const said = useMovedWords();
  const { now } = useClock();
  const minutes = Math.ceil((undo.until - now) / 60_000);
  if (minutes <= 0) return <ProblemBox reply={reply} />;
  return (
    <div role="status">
      <ProblemBox reply={reply} />
      <Form method="post" className="strip live">
        <input type="hidden" name="idea" value={undo.idea} />
        <input type="hidden" name="move" value={undo.move} />
        <span>
          <b>{undo.title}</b> · {said(undo)}
        </span>
        <button className="btn slim" name="act" value="undo">
          <Icon name="undo" />
          {t("undo", { count: minutes })}
        </button>
      </Form>
    </div>
  );
}
