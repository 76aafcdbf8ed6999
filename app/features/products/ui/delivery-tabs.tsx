import { Link } from "react-router";
import { useTranslation } from "../../../ui/words.ts";
import { spaceForecastsPath } from "../../forecasts/rules.ts";
import { productsPath } from "../rules.ts";

/** From what a space builds to where that stands. `product`: the id of the one that is looked at alone. */
export function DeliveryTabs({
  slug,
  here,
  product,
  lens = false,
  withFigures = false,
}: {
  slug: string;
  here: "board" | "roadmap" | "products" | "releases" | "forecasts" | "lens" | "figures";
  product?: string | null;
  /** Whether the reader is one of the product people, who have a lens. */
  lens?: boolean;
  /** Whether the reader may take the figures. */
  withFigures?: boolean;
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
      <Link to={`/s/${slug}/releases${only}`} aria-current={current("releases")}>
        {t("tabs.releases")}
      </Link>
      <Link to={productsPath(slug)} aria-current={current("products")}>
        {t("tabs.products")}
      </Link>
      <Link to={spaceForecastsPath(slug)} aria-current={current("forecasts")}>
        {t("tabs.forecasts")}
      </Link>
      {lens && (
        <Link to={`/s/${slug}/lens`} aria-current={current("lens")}>
          {t("tabs.lens")}
        </Link>
      )}
      {withFigures && (
        <Link to={`/s/${slug}/figures${only}`} aria-current={current("figures")}>
          {t("tabs.figures")}
        </Link>
      )}
    </nav>
  );
}
