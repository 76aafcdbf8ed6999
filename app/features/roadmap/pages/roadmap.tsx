import { Link } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { Empty } from "../../../ui/empty.tsx";
import { Marks } from "../../../ui/marks.tsx";
import { Moment } from "../../../ui/moment.tsx";
import { StageChip } from "../../../ui/stage.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { boardTouched } from "../../board/queries.server.ts";
import { queryOf } from "../../board/rules.ts";
import { useLiveBoard } from "../../board/ui/live-board.ts";
import { usePlanWords } from "../../board/ui/plan-words.ts";
import { ideaPath } from "../../ideas/rules.ts";
import { placeUnderSpace } from "../../planning/ui/place.ts";
import { teamPages } from "../../products/policy.ts";
import { openProducts, productIn } from "../../products/queries.server.ts";
import { productPath } from "../../products/rules.ts";
import { DeliveryTabs } from "../../products/ui/delivery-tabs.tsx";
import { ProductFilter } from "../../products/ui/product-filter.tsx";
import { spaceBySlug } from "../../spaces/queries.server.ts";
import { standIn } from "../../stages/rules.ts";
import type { Stage } from "../../../ui/stage.tsx";
import { type RoadmapItem, roadmapOf } from "../queries.server.ts";
import { roadmapViewIn, weeksOfNow } from "../rules.ts";
import type { Route } from "./+types/roadmap.ts";
import styles from "./roadmap.module.css";

export const handle = { i18n: ["roadmap", "board", "products"], place: placeUnderSpace };

/** The roadmap of a space: now, next, later, with the people behind each idea. Throws `NotFound`. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const space = await spaceBySlug(ctx, args.params.space);
  const view = roadmapViewIn(args.url.searchParams);
  const touchedAt = await boardTouched(ctx.db.read, space.id);
  const [shown, products] = await Promise.all([roadmapOf(ctx, space, view), openProducts(ctx.db.read, space.id)]);
  // One that is archived can still be looked at.
  if (view.product !== null && !products.some(({ id }) => id === view.product)) {
    const { id, name } = await productIn(ctx.db.read, space.id, view.product);
    products.push({ id, name, isArchived: true });
  }
  return {
    team: teamPages(ctx.actor, space.id),
    space: { id: space.id, name: space.name, slug: space.slug, accent: space.accent },
    view,
    parts: shown,
    products: products.map(({ id, name }) => ({ id, name })),
    touchedAt,
  };
}

export default function Roadmap({ loaderData }: Route.ComponentProps) {
  const { t } = useTranslation("roadmap");
  const { space, view, parts, products, touchedAt } = loaderData;
  useLiveBoard(space.id, touchedAt);
  const path = `/s/${space.slug}/roadmap`;
  const isEmpty = parts.every(({ count }) => count === 0);
  return (
    <div className={styles.page}>
      <Title of={`${t("title")} · ${space.name}`} />
      <header className={styles.head}>
        <h1>{t("title")}</h1>
        <p className="lede">{t("lede")}</p>
      </header>
      <DeliveryTabs slug={space.slug} here="roadmap" product={view.product} team={loaderData.team} />
      <ProductFilter path={path} products={products} chosen={view.product} />
      {view.part !== null && (
        <p>
          <Link to={path + queryOf({ product: view.product })}>{t("whole")}</Link>
        </p>
      )}
      {isEmpty ? (
        <Empty title={t("empty")}>
          <p className="soft">{t("empty_what")}</p>
        </Empty>
      ) : (
        <div className={styles.parts} data-single={parts.length === 1 || undefined}>
          {parts.map(({ part, count, items, next }) => (
            <section key={part} className={styles.part} aria-labelledby={`part-${part}`}>
              <header>
                <h2 id={`part-${part}`}>{t(`part.${part}`)}</h2>
                <p className="small quiet">{t(`rule.${part}`, { count: weeksOfNow })}</p>
              </header>
              {items.length === 0 && <p className="soft">{t("nothing")}</p>}
              <ul>
                {items.map((item) => (
                  <li key={item.idea}>
                    <Item item={item} space={space} />
                  </li>
                ))}
              </ul>
              {next !== null && (
                <Link
                  className="btn slim"
                  to={`${path}?${new URLSearchParams({
                    ...(view.product !== null && { product: view.product }),
                    part,
                    after: next,
                  })}`}
                >
                  {t("more", { count })}
                </Link>
              )}
            </section>
          ))}
        </div>
      )}
    </div>
  );
}

function Item({ item, space }: { item: RoadmapItem; space: { id: string; slug: string } }) {
  const { t } = useTranslation("roadmap");
  const { day, done, due, sure } = usePlanWords();
  const { stage, extra } = standIn(item.place);
  return (
    <article className={styles.item}>
      <StageChip stage={stage as Stage} extra={extra} space={space.id} />
      <h3 lang={item.language}>
        <Link to={ideaPath({ id: item.idea, title: item.title })}>{item.title}</Link>
      </h3>
      <Marks counts={item.people} />
      <p className={styles.facts}>
        <span>{t("people", { count: item.participants })}</span>
        {item.products.map((product) => (
          <Link key={product.id} className="plain" to={productPath(space.slug, product)}>
            {product.name}
          </Link>
        ))}
      </p>
      <p className={styles.when}>
        <b>{due(item)}</b>
        {item.confidence !== null && <span>{sure(item)}</span>}
        {item.percent > 0 && <span>{done(item)}</span>}
      </p>
      {item.slips.length > 0 && (
        <details className={styles.slips}>
          <summary>{t("slips", { count: item.slips.length })}</summary>
          <ol>
            {item.slips.map((slip) => (
              <li key={slip.id}>
                <span>
                  {slip.targetTo === null
                    ? t("slip_gone", { from: day(slip.targetFrom ?? "") })
                    : t("slip", { from: day(slip.targetFrom ?? ""), to: day(slip.targetTo) })}
                </span>{" "}
                <span className="quiet">
                  <Moment at={slip.at} />
                </span>
                <blockquote>{slip.reason}</blockquote>
              </li>
            ))}
          </ol>
        </details>
      )}
    </article>
  );
}
