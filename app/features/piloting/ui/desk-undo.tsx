import { Form } from "react-router";
import { useClock } from "../../../ui/clock.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { ProblemBox, type Reply } from "../../../ui/problem.tsx";
import { useTranslation } from "../../../ui/words.ts";
import type { Stage } from "../../../ui/stage.tsx";

type Undo = { move: string; to: Stage; idea: string; title: string; author: string; until: number };

/** What the pilot has just done, and the way back while there is one. */
export function DeskUndo({ undo, reply }: { undo: Undo; reply: Reply | undefined }) {
  const { t } = useTranslation("piloting");
  const { now } = useClock();
  const minutes = Math.ceil((undo.until - now) / 60_000);
  if (minutes <= 0) return null;
  return (
    <div role="status">
      <ProblemBox reply={reply} />
      <Form method="post" className="strip live">
        <input type="hidden" name="idea" value={undo.idea} />
        <input type="hidden" name="move" value={undo.move} />
        <span>
          <b>{undo.title}</b> · {t(`moved.${undo.to as "open"}`, { name: undo.author })}
        </span>
        <button className="btn slim" name="act" value="undo">
          <Icon name="undo" />
          {t("undo", { count: minutes })}
        </button>
      </Form>
    </div>
  );
}
