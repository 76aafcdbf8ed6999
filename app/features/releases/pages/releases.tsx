import { Link } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { idPattern } from "../../../platform/ids.ts";
import { pageKeyIn, pageKeyText } from "../../../platform/paging.ts";
import { Empty } from "../../../ui/empty.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { Pager } from "../../../ui/pager.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { placeUnderSpace } from "../../planning/ui/place.ts";
import { teamPages } from "../../products/policy.ts";
import { productIn, productsIn } from "../../products/queries.server.ts";
import { productsPath } from "../../products/rules.ts";
import { DeliveryTabs } from "../../products/ui/delivery-tabs.tsx";
import { ProductFilter } from "../../products/ui/product-filter.tsx";
import { spaceBySlug } from "../../spaces/queries.server.ts";
import { mayKeepReleases } from "../policy.ts";
import { releasesIn } from "../queries.server.ts";
import { releasesPath } from "../rules.ts";
import { ReleaseList } from "../ui/release-list.tsx";
import styles from "../ui/releases.module.css";
import type { Route } from "./+types/releases.ts";

export const handle = { i18n: ["releases", "products"], place: placeUnderSpace };

/** The releases of a space, or of one of its products; drafts only for those who keep them. Throws `NotFound`. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const space = await spaceBySlug(ctx, args.params.space);
  const asked = args.url.searchParams.get("product");
  const product = asked !== null && idPattern.test(asked) ? asked : null;
  if (product !== null) await productIn(ctx.db.read, space.id, product);
  const after = pageKeyIn(args.url.searchParams);
  const products = await productsIn(ctx.db.read, space.id);
  return {
    space: { name: space.name, slug: space.slug, accent: space.accent },
    products: products.map(({ id, name }) => ({ id, name })),
    product,
    ...(await releasesIn(ctx, space.id, { product, after })),
    isFirstPage: after === null,
    mayKeep: mayKeepReleases(ctx.actor, space.id),
    team: teamPages(ctx.actor, space.id),
  };
}

export default function Releases({ loaderData }: Route.ComponentProps) {
  const { t } = useTranslation("releases");
  const { space, products, product, open, published, next, isFirstPage, mayKeep } = loaderData;
  const path = releasesPath(space.slug);
  const further =
    next && `${releasesPath(space.slug, product)}${product === null ? "?" : "&"}after=${pageKeyText(next)}`;
  return (
    <div className={styles.page}>
      <Title of={`${t("title")} · ${space.name}`} />
      <header className={styles.head}>
        <h1>{t("title")}</h1>
        <p className="lede">{t("lede")}</p>
      </header>
      <DeliveryTabs slug={space.slug} here="releases" product={product} team={loaderData.team} />
      <ProductFilter path={path} products={products} chosen={product} />
      {mayKeep && (
        <p>
          {products.length === 0 ? (
            <>
              {t("no_product")} <Link to={productsPath(space.slug)}>{t("to_products")}</Link>
            </>
          ) : (
            <Link className="btn" to={`${path}/new${product === null ? "" : `?product=${product}`}`}>
              <Icon name="plus" />
              {t("new")}
            </Link>
          )}
        </p>
      )}
      {open.length > 0 && (
        <section className={styles.part} aria-labelledby="open-heading">
          <h2 id="open-heading">{t("open_heading")}</h2>
          <p className="soft">{t("open_what")}</p>
          <ReleaseList space={space.slug} releases={open} />
        </section>
      )}
      {published.length === 0 && isFirstPage && (
        <Empty title={t("empty")}>
          <p className="soft">{t(mayKeep ? "empty_do" : "empty_what")}</p>
        </Empty>
      )}
      {published.length === 0 && !isFirstPage && <p className="soft">{t("no_more")}</p>}
      <ReleaseList space={space.slug} releases={published} />
      {(further !== null || !isFirstPage) && (
        <Pager
          previous={isFirstPage ? undefined : { to: releasesPath(space.slug, product), label: t("first_page") }}
          next={further === null ? undefined : { to: further, label: t("next") }}
        />
      )}
    </div>
  );
}
