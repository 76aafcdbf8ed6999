import { Form } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { must } from "../../../platform/policy.ts";
import { Empty } from "../../../ui/empty.tsx";
import { Field } from "../../../ui/field.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { mayTakeFigures } from "../../feed/policy.ts";
import { placeUnderSpace } from "../../planning/ui/place.ts";
import { teamPages } from "../../products/policy.ts";
import { productIn, productsIn } from "../../products/queries.server.ts";
import { DeliveryTabs } from "../../products/ui/delivery-tabs.tsx";
import { spaceBySlug } from "../../spaces/queries.server.ts";
import { figuresOf } from "../queries.server.ts";
import { type FigureName, figuresPath, figuresViewIn, periods } from "../rules.ts";
import { Adopted } from "../ui/adopted.tsx";
import { Contributors } from "../ui/contributors.tsx";
import { Funnel } from "../ui/funnel.tsx";
import { Releases } from "../ui/releases.tsx";
import { Times } from "../ui/times.tsx";
import styles from "../ui/figures.module.css";
import type { Route } from "./+types/figures.ts";

export const handle = { i18n: ["figures", "products"], place: placeUnderSpace };

/** What becomes of a space's ideas, for those who steer it. Throws `NotFound`, `Forbidden`. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const space = await spaceBySlug(ctx, args.params.space);
  must(mayTakeFigures(ctx.actor, space.id));
  const view = figuresViewIn(args.url.searchParams);
  if (view.product !== null) await productIn(ctx.db.read, space.id, view.product);
  const [figures, products] = await Promise.all([
    figuresOf(ctx.db.read, space.id, view, ctx.now),
    productsIn(ctx.db.read, space.id),
  ]);
  return {
    space: { name: space.name, slug: space.slug, accent: space.accent },
    team: teamPages(ctx.actor, space.id),
    view,
    figures,
    products: products.map(({ id, name }) => ({ id, name })),
  };
}

export default function FiguresPage({ loaderData }: Route.ComponentProps) {
  const { t } = useTranslation("figures");
  const { space, view, figures, products } = loaderData;
  const { counted, hasMore, releases } = figures;
  const period = t(`period.${view.period}`);
  const csv = (file: FigureName) => figuresPath(space.slug, view, file);
  return (
    <div className={styles.page}>
      <Title of={`${t("title")} · ${space.name}`} />
      <header className={styles.head}>
        <h1>{t("title")}</h1>
        <p className="lede">{t("lede")}</p>
      </header>
      <DeliveryTabs slug={space.slug} here="figures" product={view.product} team={loaderData.team} />
      <Form method="get" className={styles.asked} preventScrollReset>
        <Field
          as="select"
          name="period"
          label={t("form.period")}
          defaultValue={view.period}
          options={periods.map((each) => ({ value: each, label: t(`period.${each}`) }))}
        />
        {products.length > 0 && (
          <Field
            as="select"
            name="product"
            label={t("form.product")}
            defaultValue={view.product ?? ""}
            options={[
              { value: "", label: t("form.all_products") },
              ...products.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        )}
        <button className="btn">{t("form.show")}</button>
      </Form>
      {counted === 0 ? (
        <Empty title={t("empty", { period })}>
          <p className="soft">{t("empty_what")}</p>
        </Empty>
      ) : (
        <p>{hasMore ? t("capped", { count: counted, period }) : t("base", { count: counted, period })}</p>
      )}
      {(counted > 0 || releases.length > 0) && (
        <div className={styles.grid}>
          {counted > 0 && (
            <>
              <Funnel rows={figures.funnel} ends={figures.ends} counted={counted} csv={csv("funnel")} />
              <Times rows={figures.times} csv={csv("times")} />
              <Adopted rows={figures.adopted} csv={csv("adopted")} />
              <Contributors of={figures.contributors} csv={csv("contributors")} />
            </>
          )}
          <Releases rows={releases} slug={space.slug} period={period} csv={csv("releases")} />
        </div>
      )}
    </div>
  );
}
