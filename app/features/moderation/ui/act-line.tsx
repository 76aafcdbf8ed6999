import type { ModerationAct, ReportReason } from "../../../../db/schema/moderation.ts";
import { useTranslation } from "../../../ui/words.ts";
import { Until } from "./until.tsx";

/** What was decided, why, and whether it was taken back. */
export function ActLine({
  act,
}: {
  act: { act: ModerationAct | "declined"; reason: ReportReason | null; until: number | null; liftedAt: number | null };
}) {
  const { t } = useTranslation("moderation");
  return (
    <p>
      <b>{t(`act.${act.act}`)}</b>
      {act.until !== null && (
        <>
          {" "}
          <Until at={act.until} />
        </>
      )}
      {act.reason && <span className="soft"> · {t(`reason.${act.reason}`)}</span>}
      {act.liftedAt !== null && <span className="soft"> · {t("act_lifted")}</span>}
    </p>
  );
}
