import { Link } from "react-router";
import { useTranslation } from "./words.ts";

const documents = ["terms", "privacy", "notice"] as const;

/** The ways to what holds for the whole place, at the foot of every page. */
export function LegalLinks() {
  const { t } = useTranslation("ui");
  return (
    <nav className="legal-links" aria-label={t("legal.label")}>
      {documents.map((document) => (
        <Link key={document} to={`/legal/${document}`}>
          {t(`legal.${document}`)}
        </Link>
      ))}
      <Link to="/reputation/rules">{t("legal.rules")}</Link>
    </nav>
  );
}
