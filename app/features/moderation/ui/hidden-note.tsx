import { useTranslation } from "../../../ui/words.ts";
import type { Hiding } from "../queries.server.ts";

/** Why something is hidden, for its author and the pilots. */
export function HiddenNote({ hiding, what }: { hiding: Hiding; what: "idea" | "comment" }) {
  const { t } = useTranslation("moderation");
  return (
    <div className="strip">
      <p>
        <b>{t(`hidden.${what}`, { name: hiding.by.name, reason: t(`reason.${hiding.reason}`) })}</b>{" "}
        {hiding.words && <q>{hiding.words}</q>}
        <span className="small quiet"> {t("hidden.who_sees")}</span>
      </p>
    </div>
  );
}
