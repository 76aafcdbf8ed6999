import { useTranslation } from "../../../ui/words.ts";
import { Link } from "react-router";
import { contextOf, signedIn } from "../../../platform/context.server.ts";
import { NotFound } from "../../../platform/errors.ts";
import type { Place } from "../../../pages/inside.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Moment } from "../../../ui/moment.tsx";
import { Title } from "../../../ui/title.tsx";
import { spaceBySlug } from "../../spaces/queries.server.ts";
import { maySeeReports } from "../policy.ts";
import { reportsPage } from "../queries.server.ts";
import type { Route } from "./+types/reports.ts";
import styles from "./page.module.css";

export const handle = {
  i18n: ["moderation"],
  place: ({ space }: Route.ComponentProps["loaderData"]): Place => ({
    here: [{ label: space.name, to: `/s/${space.slug}` }],
  }),
};

/** For the pilots of a space: what awaits a decision there, and what is hidden. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = signedIn(contextOf(args));
  const space = await spaceBySlug(ctx, args.params.space);
  if (!maySeeReports(ctx.actor, space.id)) throw new NotFound();
  return { space: { slug: space.slug, name: space.name }, ...(await reportsPage(ctx, space.id)) };
}

export default function Reports({ loaderData }: Route.ComponentProps) {
  const { t } = useTranslation("moderation");
  const { waiting, held, hidden, space } = loaderData;
  return (
    <div className={styles.page}>
      <Title of={`${t("list.title")} · ${space.name}`} />
      <h1>{t("list.title")}</h1>
      {waiting.length + held.length === 0 ? (
        <Empty title={t("list.empty")}>
          <p className="soft">{t("list.empty_what")}</p>
        </Empty>
      ) : (
        <ul className={styles.list}>
          {waiting.map((item) => (
            <li key={item.subject}>
              <h2>
                <Link to={item.to}>{item.title}</Link>
              </h2>
              {item.head !== null && (
                <p>
                  <span className="small quiet">{t("list.comment")}</span> <q>{item.head}</q>
                </p>
              )}
              <p className="row small">
                <span className="due">
                  {t("list.reported", { count: item.count })} <Moment at={item.since} />
                </span>
                {item.reasons.map((reason) => (
                  <span key={reason} className="chip">
                    {t(`reason.${reason}`)}
                  </span>
                ))}
              </p>
            </li>
          ))}
        </ul>
      )}
      <Listed id="held" title={t("list.held")} items={held} />
      <Listed id="hidden" title={t("list.hidden")} items={hidden} />
    </div>
  );
}

type Item = Route.ComponentProps["loaderData"]["hidden"][number];

function Listed({ id, title, items }: { id: string; title: string; items: readonly Item[] }) {
  const { t } = useTranslation("moderation");
  if (items.length === 0) return null;
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <ul className={styles.list}>
        {items.map((item) => (
          <li key={item.subject}>
            <Link to={item.to}>{item.title}</Link>
            {item.head !== null && (
              <p>
                <span className="small quiet">{t("list.comment")}</span> <q>{item.head}</q>
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
