import { Link } from "react-router";
import { Tabs } from "../../../ui/tabs.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { estimatesPath } from "../rice.ts";
import { evidencePath, lensPath, wishesPath } from "../rules.ts";

/** From one page of what product people know of an idea to the others, and back to the lens of the space, a slug. */
export function EvidenceTabs({
  idea,
  space,
  here,
}: {
  idea: { path: string };
  space: string;
  here: "evidence" | "estimates" | "wishes";
}) {
  const { t } = useTranslation("lens");
  const current = (place: typeof here) => (place === here ? ("page" as const) : undefined);
  return (
    <Tabs label={t("evidence.heading")} here={here}>
      <Link to={evidencePath(idea.path)} aria-current={current("evidence")}>
        {t("evidence.title")}
      </Link>
      <Link to={estimatesPath(idea.path)} aria-current={current("estimates")}>
        {t("estimates.title")}
      </Link>
      <Link to={wishesPath(idea.path)} aria-current={current("wishes")}>
        {t("wish.title")}
      </Link>
      <Link to={lensPath(space)}>{t("title")}</Link>
    </Tabs>
  );
}
