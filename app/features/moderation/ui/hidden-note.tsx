import { Link } from "react-router";
import { useTranslation } from "../../../ui/words.ts";
import type { Hiding } from "../queries.server.ts";

/** Why something is hidden, for its author and the pilots. */
export function HiddenNote({
  hiding,
  what,
  isMine,
}: {
  hiding: Hiding;
  what: "idea" | "comment";
  /** Whether the reader wrote it, and so may appeal. */
  isMine: boolean;
}) {
  const { t } = useTranslation("moderation");
  return (
    <div className="strip">
      <p>
        <b>{t(`hidden.${what}`, { name: hiding.by.name, reason: t(`reason.${hiding.reason}`) })}</b>{" "}
        {hiding.words && <q>{hiding.words}</q>}
        <span className="small quiet"> {t("hidden.who_sees")}</span>{" "}
        {isMine && <Link to={`/me/decisions#act-${hiding.id}`}>{t("hidden.appeal")}</Link>}
      </p>
    </div>
  );
}
