import { useState } from "react";
import { useTranslation } from "../../../ui/words.ts";
import { Link, useActionData, useLoaderData, useLocation, useRevalidator, useRouteLoaderData } from "react-router";
import { useLive, useSeldom } from "../../../live/client.ts";
import { contextOf } from "../../../platform/context.server.ts";
import { type PageKey, pageKeyIn, pageKeyText } from "../../../platform/paging.ts";
import type { loader as rootLoader } from "../../../root.tsx";
import type { Place } from "../../../pages/inside.tsx";
import { Crowd, CrowdKey } from "../../../ui/crowd.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Logo } from "../../../ui/logo.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { Pager } from "../../../ui/pager.tsx";
import type { Reply } from "../../../ui/problem.tsx";
import type { Stage } from "../../../ui/stage.tsx";
import { peopleOf, spaceBySlug } from "../../spaces/queries.server.ts";
import { waysInto } from "../../spaces/policy.ts";
import { total } from "../../spaces/rules.ts";
import { stepsIn } from "../../stages/queries.server.ts";
import { tagsIn } from "../../tags/queries.server.ts";
import { mayKeepViews, mayTakeFigures } from "../policy.ts";
import { feedOf, keptViews, newestIn } from "../queries.server.ts";
import { feedOrders, isNarrowed, queryOf, viewIn } from "../rules.ts";
import { Filters } from "../ui/filters.tsx";
import { SpaceWays } from "../../spaces/ui/space-ways.tsx";
import { IdeaRow } from "../ui/idea-row.tsx";
import { KeptViews } from "../ui/kept-views.tsx";
import { shareMeta, type Share } from "../../../ui/share.ts";
import { titleOf } from "../../../ui/title.tsx";
import styles from "./feed.module.css";
import type { Route } from "./+types/feed.ts";

export const handle = {
  i18n: ["feed", "signals"],
  place: ({ space }: Awaited<ReturnType<typeof loader>>): Place => ({
    here: [{ label: space.name }],
    newIdea: { to: `/s/${space.slug}/ideas/new` },
    accent: space.accent,
  }),
};

export const meta: Route.MetaFunction = ({ loaderData, matches }) => [
  { title: titleOf(matches, loaderData?.space.name) },
  ...(loaderData?.share ? shareMeta(loaderData.share) : []),
];

/** A space: what it is for, who is there, and its ideas as one asks to see them, a page at a time. */
export async function loader(args: Pick<Route.LoaderArgs, "context" | "params" | "request" | "url">) {
  const ctx = contextOf(args);
  const space = await spaceBySlug(ctx, args.params.space);
  const { searchParams } = args.url;
  const view = viewIn(searchParams);
  const after = pageKeyIn(searchParams);
  const [people, feed, tags, steps, views, newest] = await Promise.all([
    peopleOf(ctx, space.id),
    feedOf(ctx, space.id, view, after),
    tagsIn(ctx, space.id),
    stepsIn(ctx.db.read, space.id),
    keptViews(ctx, space.id),
    newestIn(ctx.db.read, space.id),
  ]);
  const share: Share | null =
    space.visibility === "public"
      ? {
          title: space.name,
          description: space.purpose,
          type: "website",
          language: space.language,
          url: (ctx.config.origin ?? args.url.origin) + `/s/${space.slug}`,
        }
      : null;
  return {
    share,
    space: {
      id: space.id,
      slug: space.slug,
      name: space.name,
      purpose: space.purpose,
      language: space.language,
      visibility: space.visibility,
      accent: space.accent,
      logo: space.logo,
    },
    ways: waysInto(ctx.actor, space),
    people,
    ...view,
    isFirstPage: after === null,
    ...feed,
    newest,
    tags,
    steps,
    views,
    can: { takeFigures: mayTakeFigures(ctx.actor, space.id), keepViews: mayKeepViews(ctx.actor) },
  };
}

export default function Feed() {
  const { t } = useTranslation("feed");
  const loaded = useLoaderData<typeof loader>();
  const { space, people, order, filter, ideas, next } = loaded;
  const viewer = useRouteLoaderData<typeof rootLoader>("root")?.viewer;
  const { search } = useLocation();
  const live = useLiveFeed(space.id, ideas, loaded.newest);
  const path = `/s/${space.slug}`;
  const here = queryOf(order, filter);
  return (
    <>
      <header className={styles.masthead}>
        <div className="stack">
          <Logo file={space.logo} />
          <h1>{space.name}</h1>
          <p className="lede" lang={space.language}>
            {space.purpose}
          </p>
          <SpaceWays slug={space.slug} ways={loaded.ways} />
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
          {t("heading")}
        </h2>
        <nav className="tabs" aria-label={t("order")}>
          {feedOrders.map((each) => (
            <Link
              key={each}
              to={`${path}${queryOf(each, filter)}`}
              aria-current={each === order ? "page" : undefined}
              preventScrollReset
            >
              {t(`orders.${each}`)}
            </Link>
          ))}
        </nav>
        <Filters
          path={path}
          order={order}
          filter={filter}
          tags={loaded.tags}
          space={loaded.space.id}
          steps={loaded.steps}
        />
        <KeptViews
          path={path}
          here={here}
          views={loaded.views}
          reply={replyIn(useActionData<unknown>())}
          canKeep={loaded.can.keepViews && (isNarrowed(filter) || order !== "new")}
        />
        <div aria-live="polite">
          {live.fresh > 0 && (
            <Link className="pill" to={path} onClick={live.forget}>
              {t("fresh", { count: live.fresh })}
            </Link>
          )}
        </div>
        {ideas.length === 0 ? (
          <Nothing
            why={isNarrowed(filter) || order === "shortlist" ? "none_fit" : loaded.isFirstPage ? "empty" : "no_more"}
            path={path}
          />
        ) : (
          <ul className="ideas">
            {ideas.map((idea) => (
              <li key={idea.id} id={`idea-${idea.id}`}>
                <IdeaRow
                  idea={{ ...idea, ...live.figures.get(idea.id) }}
                  affiliation={viewer?.affiliation ?? "customer"}
                  back={`${path}${search}#idea-${idea.id}`}
                />
              </li>
            ))}
          </ul>
        )}
        {(next !== null || !loaded.isFirstPage) && (
          <Pager
            previous={loaded.isFirstPage ? undefined : { to: `${path}${here}`, label: t("first_page") }}
            next={next === null ? undefined : { to: pageAfter(here, next), label: t("next") }}
          />
        )}
        {loaded.can.takeFigures && ideas.length > 0 && (
          <p className={`small ${styles.figures}`}>
            <a href={`${path}/ideas.csv${here}`} download>
              {t("csv")}
            </a>
          </p>
        )}
      </section>
    </>
  );
}

function pageAfter(query: string, key: PageKey): string {
  const asked = new URLSearchParams(query);
  asked.set("after", pageKeyText(key));
  return `?${asked.toString()}`;
}

function replyIn(answer: unknown): Reply | undefined {
  return typeof answer === "object" && answer !== null && "problem" in answer ? (answer as Reply) : undefined;
}

function Nothing({ why, path }: { why: "empty" | "no_more" | "none_fit"; path: string }) {
  const { t } = useTranslation("feed");
  if (why === "no_more") return <p className="soft">{t("no_more")}</p>;
  if (why === "none_fit") {
    return (
      <Empty title={t("none_fit")}>
        <p className="soft">{t("none_fit_what")}</p>
        <Link className="btn" to={path}>
          {t("all_ideas")}
        </Link>
      </Empty>
    );
  }
  return (
    <Empty title={t("empty")}>
      <p className="soft">{t("empty_what")}</p>
      <Link className="btn" to={`${path}/ideas/new`}>
        <Icon name="plus" />
        {t("empty_do")}
      </Link>
    </Empty>
  );
}

type Figures = { participants?: number; commentCount?: number; stage?: Stage };

type Heard = { ideas: readonly { id: string }[]; figures: ReadonlyMap<string, Figures>; fresh: ReadonlySet<string> };

/** What changed since the page was loaded: figures in place, new ideas as a number, nothing moves. */
function useLiveFeed(space: string, ideas: readonly { id: string }[], newest: string | null) {
  const { revalidate } = useRevalidator();
  const nothing: Heard = { ideas, figures: new Map(), fresh: new Set() };
  const [heard, setHeard] = useState(nothing);
  const current = heard.ideas === ideas ? heard : nothing;
  const loadAgain = useSeldom(() => void revalidate());
  // From what was heard last, not from what is drawn: two messages may come before the next drawing.
  const change = (next: (now: Heard) => Heard) => setHeard((now) => next(now.ideas === ideas ? now : nothing));
  const setFigures = (idea: string, figures: Figures) =>
    change((now) => ({ ...now, figures: new Map(now.figures).set(idea, { ...now.figures.get(idea), ...figures }) }));
  const addFresh = (idea: string) => {
    if (!ideas.some(({ id }) => id === idea)) change((now) => ({ ...now, fresh: new Set(now.fresh).add(idea) }));
  };
  useLive(
    { type: "space", id: space },
    {
      found(standing) {
        if (standing.kind === "space" && standing.newest !== null && standing.newest !== newest) {
          addFresh(standing.newest);
        }
      },
      hear(message) {
        if (message.kind === "participants") setFigures(message.idea, { participants: message.participants });
        if (message.kind === "talk") setFigures(message.idea, { commentCount: message.commentCount });
        if (message.kind === "moderation") loadAgain();
        if (message.kind === "stage") setFigures(message.idea, { stage: message.stage });
        if (message.kind === "idea" && message.space === space) addFresh(message.idea);
      },
      missed: loadAgain,
    },
  );
  return {
    figures: current.figures,
    fresh: current.fresh.size,
    forget: () => change((now) => ({ ...now, fresh: new Set() })),
  };
}
