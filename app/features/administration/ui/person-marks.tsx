import { useTranslation } from "../../../ui/words.ts";

/** What is special about somebody's account. */
export function PersonMarks({
  admin,
  isVerified,
  isBanned,
}: {
  admin: boolean;
  isVerified: boolean;
  isBanned: boolean;
}) {
  const { t } = useTranslation("administration");
  return (
    <>
      {admin && <span className="chip">{t("people.admin")}</span>}
      {!isVerified && <span className="chip">{t("people.unverified")}</span>}
      {isBanned && <span className="due over">{t("people.banned")}</span>}
    </>
  );
}
