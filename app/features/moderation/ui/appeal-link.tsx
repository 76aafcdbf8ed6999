import { Link } from "react-router";
import { useTranslation } from "../../../ui/words.ts";

/** For the authors of a declined idea: that another pilot can be asked, and where. */
export function AppealLink() {
  const { t } = useTranslation("moderation");
  return (
    <p className="strip">
      {t("appeal.declined")} <Link to="/me/decisions">{t("appeal.open")}</Link>
    </p>
  );
}
