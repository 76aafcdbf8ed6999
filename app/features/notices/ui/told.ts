import { useTranslation } from "../../../ui/words.ts";
import type { ShownNotice } from "../queries.server.ts";

/** The sentence of a notice, in the reader's language. */
export function useTold(): (notice: ShownNotice) => string {
  const { t } = useTranslation("notices");
  const { t: ui } = useTranslation("ui");
  return ({ kind, by, others, times, idea, space, code }) => {
    const name = by?.name ?? "";
    const title = idea?.title ?? "";
    switch (kind) {
      case "moved":
      case "move_undone":
        return t(`told.${kind}`, { name, title, stage: ui(`stage.${(code ?? "new") as "new"}`) });
      case "role_given":
      case "role_taken":
        return t(`told.${kind}.${(code ?? "pilot") as "pilot"}`, { name, space });
      case "reported":
        return t("told.reported", { count: times, space });
      case "request":
        return t("told.request", { name, count: others, space });
      case "request_approved":
      case "request_declined":
      case "removed":
        return t(`told.${kind}`, { name, space });
      case "comment":
      case "reply":
      case "mention":
      case "edited":
      case "author_accepted":
        return t(`told.${kind}`, { name, count: others, title });
      default:
        return t(`told.${kind}`, { name, title });
    }
  };
}
