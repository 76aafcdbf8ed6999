import { Link } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { Empty } from "../../../ui/empty.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { Pager } from "../../../ui/pager.tsx";
import { StageChip } from "../../../ui/stage.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { ideaPath } from "../../ideas/rules.ts";
import { placeUnderSpace } from "../../planning/ui/place.ts";
import { productsIn } from "../../products/queries.server.ts";
import { DeliveryTabs } from "../../products/ui/delivery-tabs.tsx";
import { fieldsOf, gatheredOn, lensOf, lensSpace, titlesOf } from "../queries.server.ts";
import { fewestInABar } from "../../signals/rules.ts";
import { estimatesPath } from "../rice.ts";
import { evidencePath, fewestPeople, heardIn, lensIn, lensPage, lensPath, lensQuery } from "../rules.ts";
import { rounded } from "../ui/factor-text.ts";
import { LensForm } from "../ui/lens-form.tsx";
import type { Route } from "./+types/lens.ts";
import styles from "./lens.module.css";

export const handle = { i18n: ["lens", "products"], place: placeUnderSpace };

/** The ideas of a space as some of its people see them, beside the public order. Throws `NotFound` for all but product people. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const space = await lensSpace(ctx, args.params.space);
  const { searchParams } = args.url;
  const view = lensIn(searchParams);
  const [lens, gathered, fields, products] = await Promise.all([
    lensOf(ctx.db.read, space.id, view),
    gatheredOn(ctx.db.read, space.id, view),
    fieldsOf(ctx.db.read, space.id),
    productsIn(ctx.db.read, space.id),
  ]);
  const last = Math.max(1, Math.ceil(lens.ideas.length / lensPage));
  const page = Math.min(last, Math.max(1, Math.floor(Number(searchParams.get("page"))) || 1));
  const shown = lens.ideas.slice((page - 1) * lensPage, page * lensPage);
  const titles = new Map(
    (
      await titlesOf(
        ctx.db.read,
        shown.map(({ id }) => id),
      )
    ).map((row) => [row.id, row]),
  );
  return {
    space: { id: space.id, name: space.name, slug: space.slug, accent: space.accent },
    view,
    people: lens.people,
    count: lens.ideas.length,
    page,
    last,
    ideas: shown.flatMap(({ heard, isTold, ...idea }) => {
      const row = titles.get(idea.id);
      const told = { people: heardIn(heard), kinds: isTold ? heard : null };
      return row ? [{ ...row, ...idea, ...told, path: ideaPath(row), gathered: gathered.get(idea.id) ?? null }] : [];
    }),
    fields,
    products: products.map(({ id, name }) => ({ id, name })),
  };
}

export default function LensPage({ loaderData }: Route.ComponentProps) {
  const { t } = useTranslation("lens");
  const { space, view, people, count, page, last, ideas, fields, products } = loaderData;
  const query = lensQuery(view);
  const at = (number: number) => `${query === "" ? "?" : `${query}&`}page=${number}`;
  return (
    <div className={styles.page}>
      <Title of={`${t("title")} · ${space.name}`} />
      <header className={styles.head}>
        <h1>{t("title")}</h1>
        <p className="lede">{t("lede")}</p>
        <p className="strip">{t("private")}</p>
      </header>
      <DeliveryTabs slug={space.slug} here="lens" team={{ lens: true, figures: true }} />
      <LensForm key={query} space={space} view={view} fields={fields} products={products} />
      {people === null ? (
        <Empty title={t("too_few", { count: fewestPeople })}>
          <p className="soft">{t("too_few_what")}</p>
        </Empty>
      ) : (
        <>
          <p className={styles.sum} role="status">
            <strong>{t("people", { count: people })}</strong> {t("ideas", { count })}
          </p>
          {ideas.length === 0 && <p className="soft">{t("none")}</p>}
          {ideas.length > 0 && (
            <table className={styles.table}>
              <caption className="away">{t("caption")}</caption>
              <thead>
                <tr>
                  <th scope="col">{t("column.here")}</th>
                  <th scope="col">{t("column.idea")}</th>
                  <th scope="col">{t("column.rice")}</th>
                  <th scope="col">{t("column.public")}</th>
                </tr>
              </thead>
              <tbody>
                {ideas.map((idea) => (
                  <tr key={idea.id}>
                    <td className={styles.place}>{t("place", { place: idea.place })}</td>
                    <th scope="row">
                      <span className={styles.idea}>
                        <Link to={idea.path} lang={idea.language}>
                          {idea.title}
                        </Link>
                        <StageChip stage={idea.stage} extra={idea.extra} space={idea.space} />
                      </span>
                      <span className="small soft">
                        {t("heard", { heard: idea.people, count: idea.participants })}
                        {idea.kinds && ` ${t("kinds", { ...idea.kinds })}`}
                      </span>
                      <span className="small">
                        <Link to={evidencePath(idea.path)}>
                          {idea.gathered ? <GatheredLine {...idea.gathered} /> : t("evidence.none")}
                          <span className="away">: {idea.title}</span>
                        </Link>
                      </span>
                    </th>
                    <td className={styles.place}>
                      <Link to={estimatesPath(idea.path)}>
                        {idea.rice === null ? t("rice.none") : t("rice.value", { rice: rounded(idea.rice) })}
                        <span className="away">: {idea.title}</span>
                      </Link>
                    </td>
                    <td className={styles.place}>
                      {t("place", { place: idea.publicPlace })}
                      <Shift by={idea.publicPlace - idea.place} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          {last > 1 && (
            <Pager
              status={t("page", { page, last })}
              previous={page > 1 ? { to: at(page - 1), label: t("previous") } : undefined}
              next={page < last ? { to: at(page + 1), label: t("next") } : undefined}
            />
          )}
          <p className="row">
            <a className="btn slim" href={`${lensPath(space.slug)}.csv${query}`} download>
              <Icon name="down" />
              {t("csv")}
            </a>
          </p>
        </>
      )}
      <details className={styles.how}>
        <summary>{t("how.heading")}</summary>
        <dl>
          {(["people", "here", "public", "of", "order", "facts", "gathered", "rice"] as const).map((what) => (
            <div key={what}>
              <dt>{t(`how.${what}`)}</dt>
              <dd className="soft">{t(`how.${what}_what`, { count: fewestPeople, few: fewestInABar })}</dd>
            </div>
          ))}
        </dl>
      </details>
    </div>
  );
}

/** What was gathered on an idea: how many quotes and what they weigh, how many wishes customers confirmed. */
function GatheredLine({ quotes, weight, wishes }: { quotes: number; weight: number; wishes: number }) {
  const { t } = useTranslation("lens");
  return (
    <>
      {[
        ...(quotes > 0 ? [t("evidence.quotes", { count: quotes, weight })] : []),
        ...(wishes > 0 ? [t("evidence.confirmed", { count: wishes })] : []),
      ].join(" · ")}
    </>
  );
}

/** How many places higher or lower an idea stands here than in public. */
function Shift({ by }: { by: number }) {
  const { t } = useTranslation("lens");
  if (by === 0) return null;
  return (
    <span className={`small quiet ${styles.shift}`}>
      <span aria-hidden="true">{`${by > 0 ? "↑" : "↓"}${Math.abs(by)}`}</span>
      <span className="away">{t(by > 0 ? "higher" : "lower", { count: Math.abs(by) })}</span>
    </span>
  );
}
