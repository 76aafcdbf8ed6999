import { Link } from "react-router";
import { useTranslation } from "../../../ui/words.ts";
import { estimatesPath } from "../rice.ts";
import { evidencePath, wishesPath } from "../rules.ts";

/** The ways from an idea to its evidence and to the wishes of customers, for those to whom they are there. */
export function EvidenceWays({ path, can }: { path: string; can: { lens: boolean; wish: boolean } }) {
  const { t } = useTranslation("lens");
  if (!can.lens && !can.wish) return null;
  return (
    <section aria-labelledby="evidence-heading">
      <h2 id="evidence-heading">{t("evidence.heading")}</h2>
      <ul className="stack">
        {can.lens && (
          <li>
            <Link to={evidencePath(path)}>{t("evidence.title")}</Link>
          </li>
        )}
        {can.lens && (
          <li>
            <Link to={estimatesPath(path)}>{t("estimates.title")}</Link>
          </li>
        )}
        {can.wish && (
          <li>
            <Link to={wishesPath(path)}>{t("wish.title")}</Link>
          </li>
        )}
      </ul>
    </section>
  );
}
