import { useTranslation } from "../../../ui/words.ts";
import { subjectsByVotes } from "../board.ts";
import { useRoomView } from "./view.tsx";

/** What happened so far, for whoever came late. */
export function SoFar() {
  const { t } = useTranslation("rooms");
  const { board, plan, words } = useRoomView();
  if (board.phase < 1) return null;
  const notes = Object.keys(board.notes).length;
  const clusters = Object.keys(board.clusters).length;
  const named = (id: string) => words[board.clusters[id]?.words ?? board.notes[id]?.words ?? ""] ?? "";
  const top = board.counts.length > 0 ? subjectsByVotes(board).slice(0, 3) : [];
  return (
    <details>
      <summary className="btn slim">{t("so_far.title")}</summary>
      <ul>
        <li>
          {t("so_far.phases", {
            list: plan
              .slice(0, board.phase)
              .map(({ kind }) => t(`kind.${kind}`))
              .join(", "),
          })}
        </li>
        {notes > 0 && <li>{t("so_far.notes", { count: notes })}</li>}
        {clusters > 0 && <li>{t("so_far.clusters", { count: clusters })}</li>}
        {top.map(({ id, votes }) => (
          <li key={id}>{t("so_far.top", { what: named(id), count: votes })}</li>
        ))}
        {board.text?.kept && <li>{t("so_far.text", { version: board.text.kept })}</li>}
        {Object.values(board.proposals).map(({ id, words: said }) => (
          <li key={id}>{t("so_far.proposal", { what: words[said] ?? "" })}</li>
        ))}
      </ul>
    </details>
  );
}
