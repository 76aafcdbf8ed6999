import { Link } from "react-router";
import { useTranslation } from "../../../ui/words.ts";
import { spaceForecastsPath } from "../../forecasts/rules.ts";
import { productsPath } from "../rules.ts";

/** From what a space builds to where that stands. `product`: the id of the one that is looked at alone. */
export function DeliveryTabs({
  slug,
  here,
  product,
}: {
  slug: string;
  here: "board" | "roadmap" | "products" | "forecasts";
  product?: string | null;
}) {
  const { t } = useTranslation("products");
  const current = (place: typeof here) => (place === here ? ("page" as const) : undefined);
  const only = product ? `?product=${product}` : "";
  return (
    <nav className="tabs" aria-label={t("tabs.label")}>
      <Link to={`/s/${slug}/roadmap${only}`} aria-current={current("roadmap")}>
        {t("tabs.roadmap")}
      </Link>
      <Link to={`/s/${slug}/board${only}`} aria-current={current("board")}>
        {t("tabs.board")}
      </Link>
      <Link to={productsPath(slug)} aria-current={current("products")}>
        {t("tabs.products")}
      </Link>
      <Link to={spaceForecastsPath(slug)} aria-current={current("forecasts")}>
        {t("tabs.forecasts")}
      </Link>
    </nav>
  );
}
