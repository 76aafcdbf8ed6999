import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLoaderData, useLocation, useRevalidator, useRouteLoaderData } from "react-router";
import { useLive, useSeldom } from "../../../live/client.ts";
import { contextOf } from "../../../platform/context.server.ts";
import { idPattern } from "../../../platform/ids.ts";
import type { loader as rootLoader } from "../../../root.tsx";
import type { Place } from "../../../pages/inside.tsx";
import { Crowd, CrowdKey } from "../../../ui/crowd.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { Pager } from "../../../ui/pager.tsx";
import { peopleOf, spaceBySlug } from "../../spaces/queries.server.ts";
import { total } from "../../spaces/rules.ts";
import { type FeedKey, feedOf } from "../queries.server.ts";
import { type FeedOrder, feedOrders } from "../rules.ts";
import { IdeaRow } from "../ui/idea-row.tsx";
import styles from "./feed.module.css";
import type { Route } from "./+types/feed.ts";

export const handle = {
  i18n: ["ideas", "signals", "spaces"],
  place: ({ space }: Awaited<ReturnType<typeof loader>>): Place => ({
    here: [{ label: space.name }],
    newIdea: { to: `/s/${space.slug}/ideas/new` },
  }),
};

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: loaderData ? `${loaderData.space.name} · Caco` : "Caco" },
  { name: "description", content: loaderData?.space.purpose },
];

/** A space: what it is for, who is there, and its ideas in one of two orders, a page at a time. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const space = await spaceBySlug(ctx, args.params.space);
  const { searchParams } = args.url;
  const order = orderIn(searchParams);
  const after = keyIn(searchParams);
  const [people, feed] = await Promise.all([peopleOf(ctx, space.id), feedOf(ctx, space.id, order, after)]);
  return {
    space: { id: space.id, slug: space.slug, name: space.name, purpose: space.purpose, visibility: space.visibility },
    people,
    order,
    isFirstPage: after === null,
    ...feed,
  };
}

function orderIn(query: URLSearchParams): FeedOrder {
  return feedOrders.find((order) => order === query.get("sort")) ?? "new";
}

/** `?after=<value>.<id>`; anything else is the first page. */
function keyIn(query: URLSearchParams): FeedKey | null {
  const [value = "", id = ""] = (query.get("after") ?? "").split(".");
  return /^\d{1,15}$/.test(value) && idPattern.test(id) ? { value: Number(value), id } : null;
}

export default function Feed() {
  const { t } = useTranslation("ideas");
  const loaded = useLoaderData<typeof loader>();
  const { space, people, order, ideas, next } = loaded;
  const viewer = useRouteLoaderData<typeof rootLoader>("root")?.viewer;
  const { pathname, search } = useLocation();
  const live = useLiveFeed(space.id, ideas);
  const linkTo = (to: FeedOrder) => `?sort=${to}`;
  return (
    <>
      <header className={styles.masthead}>
        <div className="stack">
          <h1>{space.name}</h1>
          <p className="lede">{space.purpose}</p>
        </div>
        {total(people) > 0 && (
          <div>
            <Crowd counts={people} />
            <CrowdKey counts={people} />
          </div>
        )}
      </header>
      <section aria-labelledby="ideas-heading" className={styles.ideas}>
        <h2 id="ideas-heading" className="away">
          {t("feed.heading")}
        </h2>
        <nav className="tabs" aria-label={t("feed.order")}>
          {feedOrders.map((each) => (
            <Link key={each} to={linkTo(each)} aria-current={each === order ? "page" : undefined} preventScrollReset>
              {t(`feed.${each}`)}
            </Link>
          ))}
        </nav>
        <div aria-live="polite">
          {live.fresh > 0 && (
            <Link className="pill" to={linkTo("new")} onClick={live.forget}>
              {t("feed.fresh", { count: live.fresh })}
            </Link>
          )}
        </div>
        {ideas.length === 0 ? (
          <Nothing isFirstPage={loaded.isFirstPage} newIdea={`/s/${space.slug}/ideas/new`} />
        ) : (
          <ul className="ideas">
            {ideas.map((idea) => (
              <li key={idea.id} id={`idea-${idea.id}`}>
                <IdeaRow
                  idea={{ ...idea, ...live.figures.get(idea.id) }}
                  affiliation={viewer?.affiliation ?? "customer"}
                  back={`${pathname}${search}#idea-${idea.id}`}
                />
              </li>
            ))}
          </ul>
        )}
        {(next !== null || !loaded.isFirstPage) && (
          <Pager
            previous={loaded.isFirstPage ? undefined : { to: linkTo(order), label: t("feed.first_page") }}
            next={
              next === null ? undefined : { to: `?sort=${order}&after=${next.value}.${next.id}`, label: t("feed.next") }
            }
          />
        )}
      </section>
    </>
  );
}

function Nothing({ isFirstPage, newIdea }: { isFirstPage: boolean; newIdea: string }) {
  const { t } = useTranslation("ideas");
  if (!isFirstPage) return <p className="soft">{t("feed.no_more")}</p>;
  return (
    <Empty title={t("feed.empty")}>
      <p className="soft">{t("feed.empty_what")}</p>
      <Link className="btn" to={newIdea}>
        <Icon name="plus" />
        {t("feed.empty_do")}
      </Link>
    </Empty>
  );
}

type Figures = { participants?: number; commentCount?: number };

/** What changed since the page was loaded: figures in place, new ideas as a number, nothing moves. */
function useLiveFeed(space: string, ideas: readonly { id: string }[]) {
  const { revalidate } = useRevalidator();
  const [heard, setHeard] = useState({ ideas, figures: new Map<string, Figures>(), fresh: new Set<string>() });
  const current =
    heard.ideas === ideas ? heard : { ideas, figures: new Map<string, Figures>(), fresh: new Set<string>() };
  const loadAgain = useSeldom(() => void revalidate(), 300);
  const setFigures = (idea: string, figures: Figures) => {
    const known = current.figures.get(idea);
    setHeard({ ...current, figures: new Map(current.figures).set(idea, { ...known, ...figures }) });
  };
  useLive(
    { type: "space", id: space },
    {
      hear(message) {
        if (message.kind === "participants") setFigures(message.idea, { participants: message.participants });
        if (message.kind === "talk") setFigures(message.idea, { commentCount: message.commentCount });
        if (message.kind === "idea" && message.space === space && !ideas.some(({ id }) => id === message.idea)) {
          setHeard({ ...current, fresh: new Set(current.fresh).add(message.idea) });
        }
      },
      missed: loadAgain,
    },
  );
  return {
    figures: current.figures,
    fresh: current.fresh.size,
    forget: () => setHeard({ ...current, fresh: new Set() }),
  };
}
