import { Link } from "react-router";
import { useTranslation } from "../../../ui/words.ts";
import styles from "./product-filter.module.css";

/** Ways to what belongs to one product alone; nothing where there is none to choose. */
export function ProductFilter({
  path,
  products,
  chosen,
}: {
  path: string;
  products: readonly { id: string; name: string }[];
  chosen: string | null;
}) {
  const { t } = useTranslation("products");
  if (products.length === 0) return null;
  return (
    <nav className={`row ${styles.filter}`} aria-label={t("filter.label")}>
      <Link className="chip" to={path} aria-current={chosen === null ? "true" : undefined} preventScrollReset>
        {t("filter.all")}
      </Link>
      {products.map(({ id, name }) => (
        <Link
          key={id}
          className="chip"
          to={`${path}?product=${id}`}
          aria-current={chosen === id ? "true" : undefined}
          preventScrollReset
        >
          {name}
        </Link>
      ))}
    </nav>
  );
}
