import { Link, Outlet } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { Empty } from "../../../ui/empty.tsx";
import { useStageWord } from "../../../ui/stage.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { dayIn } from "../../piloting/rules.ts";
import { placeUnderSpace } from "../../planning/ui/place.ts";
import { teamPages } from "../../products/policy.ts";
import { openProducts, productIn } from "../../products/queries.server.ts";
import { DeliveryTabs } from "../../products/ui/delivery-tabs.tsx";
import { ProductFilter } from "../../products/ui/product-filter.tsx";
import { spaceBySlug } from "../../spaces/queries.server.ts";
import { mayArrange } from "../policy.ts";
import { boardOf, boardTouched } from "../queries.server.ts";
import { boardPath, viewIn } from "../rules.ts";
import { useLiveBoard } from "../ui/live-board.ts";
import { Columns } from "../ui/board-view.tsx";
import styles from "../ui/board.module.css";
import type { Route } from "./+types/board.ts";

export const handle = { i18n: ["board", "products"], place: placeUnderSpace };

/** The board of a space: adopted ideas by stage, for everybody who sees the space. Throws `NotFound`. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const space = await spaceBySlug(ctx, args.params.space);
  const view = viewIn(args.url.searchParams);
  // Before the cards are read: what changes meanwhile is loaded again.
  const touchedAt = await boardTouched(ctx.db.read, space.id);
  const [columns, products] = await Promise.all([boardOf(ctx, space.id, view), openProducts(ctx.db.read, space.id)]);
  // One that is archived can still be looked at.
  if (view.product !== null && !products.some(({ id }) => id === view.product)) {
    const { id, name } = await productIn(ctx.db.read, space.id, view.product);
    products.push({ id, name, isArchived: true });
  }
  return {
    team: teamPages(ctx.actor, space.id),
    space: { id: space.id, name: space.name, slug: space.slug, accent: space.accent },
    view,
    columns,
    products: products.map(({ id, name }) => ({ id, name })),
    touchedAt,
    today: dayIn(space.timeZone, ctx.now),
    mayArrange: mayArrange(ctx.actor, space.id),
  };
}

/** Who was too late sees where the cards lie now. */
export { alsoAfterConflict as shouldRevalidate } from "../../../ui/after-conflict.ts";

export default function Board({ loaderData }: Route.ComponentProps) {
  const { t } = useTranslation("board");
  const word = useStageWord();
  const { space, view, columns, products, touchedAt, today, mayArrange: arranges } = loaderData;
  useLiveBoard(space.id, touchedAt);
  const isEmpty = columns.every(({ count }) => count === 0) && view.product === null;
  const anchor = (place: string) => `#column-${place.replace("/", "-")}`;
  return (
    <div className={styles.page}>
      <Title of={`${t("title")} · ${space.name}`} />
      <header className={styles.head}>
        <h1>{t("title")}</h1>
        {arranges ? (
          <>
            <p className={`soft ${styles.byMouse}`}>{t("lede_team")}</p>
            <p className={`soft ${styles.byTouch}`}>{t("lede_touch")}</p>
          </>
        ) : (
          <p className="soft">{t("lede")}</p>
        )}
      </header>
      <DeliveryTabs slug={space.slug} here="board" product={view.product} team={loaderData.team} />
      <ProductFilter path={`/s/${space.slug}/board`} products={products} chosen={view.product} />
      {view.column !== null && (
        <p>
          <Link to={boardPath(space.slug, view.product)}>{t("whole")}</Link>
        </p>
      )}
      {isEmpty ? (
        <Empty title={t("empty")}>
          <p className="soft">{t("empty_what")}</p>
        </Empty>
      ) : (
        <>
          {columns.length > 1 && (
            <nav className={styles.jump} aria-label={t("columns")}>
              {columns.map(({ place, stage, extra, count }) => (
                <a key={place} href={anchor(place)}>
                  {word(space.id, stage, extra)} {count}
                </a>
              ))}
            </nav>
          )}
          <Columns space={space} columns={columns} view={view} today={today} mayArrange={arranges} />
        </>
      )}
      <Outlet />
    </div>
  );
}
