import { useTranslation } from "../../../ui/words.ts";
import { useFetcher } from "react-router";
import { useClock } from "../../../ui/clock.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { ProblemBox, type Reply } from "../../../ui/problem.tsx";
import type { Steering } from "../queries.server.ts";
import { useMovedWords } from "./moved-words.ts";
import styles from "./move-undo.module.css";

/** What the mover has just done, and the way back while there is one. */
export function MoveUndo({
  path,
  space,
  undo,
  author,
}: {
  path: string;
  /** The id of the idea's space. */
  space: string;
  undo: NonNullable<Steering["undo"]>;
  /** Whom the move concerns first. */
  author: string;
}) {
  const { t } = useTranslation("piloting");
  const said = useMovedWords();
  const { now } = useClock();
  const fetcher = useFetcher<Reply | { undone: string }>();
  const minutes = Math.ceil((undo.until - now) / 60_000);
  return (
    <div role="status" className={styles.undo}>
      <ProblemBox reply={fetcher.data && "problem" in fetcher.data ? fetcher.data : undefined} />
      {minutes > 0 && (
        <fetcher.Form method="post" action={`${path}/stage`} className="strip live">
          <input type="hidden" name="move" value={undo.move} />
          <span>{said({ ...undo, space, author })}</span>
          <button className="btn slim" name="act" value="undo">
            <Icon name="undo" />
            {t("undo", { count: minutes })}
          </button>
        </fetcher.Form>
      )}
    </div>
  );
}
