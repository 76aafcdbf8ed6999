import { Link } from "react-router";
import { Tabs } from "../../../ui/tabs.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { spaceForecastsPath } from "../../forecasts/rules.ts";
import type { TeamPages } from "../policy.ts";
import { productsPath } from "../rules.ts";

/** From what a space builds to where that stands. `product`: the id of the one that is looked at alone. */
export function DeliveryTabs({
  slug,
  here,
  product,
  team,
}: {
  slug: string;
  here: "board" | "roadmap" | "products" | "releases" | "forecasts" | "lens" | "figures";
  product?: string | null;
  team: TeamPages;
}) {
  const { t } = useTranslation("products");
  const current = (place: typeof here) => (place === here ? ("page" as const) : undefined);
  const only = product ? `?product=${product}` : "";
  return (
    <Tabs label={t("tabs.label")} here={here}>
      <Link to={`/s/${slug}/roadmap${only}`} aria-current={current("roadmap")}>
        {t("tabs.roadmap")}
      </Link>
      <Link to={`/s/${slug}/board${only}`} aria-current={current("board")}>
        {t("tabs.board")}
      </Link>
      <Link to={`/s/${slug}/releases${only}`} aria-current={current("releases")}>
        {t("tabs.releases")}
      </Link>
      <Link to={productsPath(slug)} aria-current={current("products")}>
        {t("tabs.products")}
      </Link>
      <Link to={spaceForecastsPath(slug)} aria-current={current("forecasts")}>
        {t("tabs.forecasts")}
      </Link>
      {team.lens && (
        <Link to={`/s/${slug}/lens`} aria-current={current("lens")}>
          {t("tabs.lens")}
        </Link>
      )}
      {team.figures && (
        <Link to={`/s/${slug}/figures${only}`} aria-current={current("figures")}>
          {t("tabs.figures")}
        </Link>
      )}
    </Tabs>
  );
}
