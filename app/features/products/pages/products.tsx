import { Form, Link, redirect } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { answering, parseForm } from "../../../platform/forms.server.ts";
import { newId } from "../../../platform/ids.ts";
import { forgetParked, unpark } from "../../accounts/parking.server.ts";
import { Empty } from "../../../ui/empty.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { Person } from "../../../ui/person.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { personPath } from "../../people/rules.ts";
import { placeUnderSpace } from "../../planning/ui/place.ts";
import { spaceBySlug } from "../../spaces/queries.server.ts";
import { Written } from "../../spaces/ui/written.tsx";
import { createProduct } from "../commands.server.ts";
import { newProductInput } from "../inputs.ts";
import { mayKeepProducts, teamPages } from "../policy.ts";
import { ownersOf, productsIn, totalsOf } from "../queries.server.ts";
import { mostProducts, productPath, productsPath, purposeFor } from "../rules.ts";
import { DeliveryTabs } from "../ui/delivery-tabs.tsx";
import { ProductFields } from "../ui/product-form.tsx";
import { TotalsLine } from "../ui/totals.tsx";
import type { Route } from "./+types/products.ts";
import styles from "./products.module.css";

export const handle = { i18n: ["products"], place: placeUnderSpace };

/** The products of a space with their running totals. Throws `NotFound`. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const space = await spaceBySlug(ctx, args.params.space);
  const products = await productsIn(ctx.db.read, space.id);
  const ids = products.map(({ id }) => id);
  const [totals, owners] = await Promise.all([totalsOf(ctx.db.read, ids), ownersOf(ctx.db.read, ids)]);
  return {
    team: teamPages(ctx.actor, space.id),
    space: { name: space.name, slug: space.slug, accent: space.accent },
    products: products.map((product) => ({
      id: product.id,
      name: product.name,
      path: productPath(space.slug, product),
      purpose: purposeFor(product, ctx.locale),
      isArchived: product.archivedAt !== null,
      totals: totals.get(product.id) ?? { ideas: 0, shipped: 0, people: 0 },
      owners: owners.flatMap(({ product: of, ...owner }) => (of === product.id ? [owner] : [])),
    })),
    mayKeep: mayKeepProducts(ctx.actor, space.id),
    newId: newId(ctx.now),
    parked: await unpark(args.request, ctx, productsPath(space.slug)),
  };
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const form = await args.request.formData();
  return answering(form, async () => {
    const space = await spaceBySlug(ctx, args.params.space);
    const product = await createProduct(ctx, space.id, parseForm(newProductInput, form));
    return redirect(productPath(space.slug, product), {
      status: 303,
      headers: { "Set-Cookie": forgetParked(ctx) },
    });
  });
}

export default function Products({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("products");
  const { space, products, mayKeep, newId: fresh, parked } = loaderData;
  const values = { name: parked?.name ?? "", purposeEn: parked?.purposeEn ?? "", purposeFr: parked?.purposeFr ?? "" };
  return (
    <div className={styles.page}>
      <Title of={`${t("title")} · ${space.name}`} />
      <header className={styles.head}>
        <h1>{t("title")}</h1>
        <p className="lede">{t("lede")}</p>
      </header>
      <DeliveryTabs slug={space.slug} here="products" team={loaderData.team} />
      {products.length === 0 && (
        <Empty title={t("empty")}>
          <p className="soft">{t(mayKeep ? "empty_do" : "empty_what")}</p>
        </Empty>
      )}
      {products.length > 0 && (
        <ul className={styles.list}>
          {products.map((product) => (
            <li key={product.id}>
              <h2>
                <Link to={product.path}>{product.name}</Link>
              </h2>
              {product.isArchived && <p className="small quiet">{t("archived_what")}</p>}
              {product.purpose && <Written {...product.purpose} />}
              <p>
                <TotalsLine totals={product.totals} />
              </p>
              {product.owners.length > 0 && (
                <ul className="row" aria-label={t("owners")}>
                  {product.owners.map(({ id, handle, ...person }) => (
                    <li key={id}>
                      <Person {...person} to={personPath(handle)} />
                    </li>
                  ))}
                </ul>
              )}
            </li>
          ))}
        </ul>
      )}
      {mayKeep && products.length < mostProducts && (
        <details className={styles.new} open={reply !== undefined || parked !== null || undefined}>
          <summary className="btn">
            <Icon name="plus" />
            {t("new")}
          </summary>
          <Form method="post" className={styles.form} noValidate>
            <input type="hidden" name="id" value={reply?.values.id ?? parked?.id ?? fresh} />
            <ProductFields values={values} reply={reply} />
            <div className="row">
              <button className="btn first">{t("create")}</button>
            </div>
          </Form>
        </details>
      )}
    </div>
  );
}
