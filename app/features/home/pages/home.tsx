import { Link, useLoaderData, useRouteLoaderData } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import type { loader as rootLoader } from "../../../root.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { Day, Moment } from "../../../ui/moment.tsx";
import { Person } from "../../../ui/person.tsx";
import { StageChip } from "../../../ui/stage.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { forecastsAwaiting, outcomesAwaiting } from "../../forecasts/queries.server.ts";
import { spaceForecastsPath } from "../../forecasts/rules.ts";
import { ideaPath } from "../../ideas/rules.ts";
import { type AwaitingRound, roundsAwaiting } from "../../lens/estimating.server.ts";
import { estimatesPath } from "../../lens/rice.ts";
import { personPath } from "../../people/rules.ts";
import { type AwaitingTalk, talksAwaiting } from "../../talks/queries.server.ts";
import { talksPath } from "../../talks/rules.ts";
import { type AwaitingTrial, trialsAwaiting } from "../../trials/queries.server.ts";
import { trialsPath } from "../../trials/rules.ts";
import { type Awaiting, awaitingMe, myIdeas, shippedLately, type Steering } from "../queries.server.ts";
import styles from "./home.module.css";
import type { Route } from "./+types/home.ts";

export const handle = { i18n: ["home"], place: () => ({ here: [] }) };

/** The start: what waits for the reader, what became of his or her ideas, the spaces, what shipped. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const [talks, awaiting, mine, shipped, forecasts, outcomes, rounds, trials] = await Promise.all([
    talksAwaiting(ctx),
    awaitingMe(ctx),
    myIdeas(ctx),
    shippedLately(ctx),
    forecastsAwaiting(ctx),
    outcomesAwaiting(ctx),
    roundsAwaiting(ctx),
    trialsAwaiting(ctx),
  ]);
  return { talks, awaiting, mine, shipped, forecasts, outcomes, rounds, trials };
}

export default function Home() {
  const { t } = useTranslation("home");
  const root = useRouteLoaderData<typeof rootLoader>("root");
  const { talks, awaiting, mine, shipped, forecasts, outcomes, rounds, trials } = useLoaderData<typeof loader>();
  const spaces = root?.spaces ?? [];
  const steered = (root?.awaits ?? []).flatMap(linesOf);
  const awaits = [talks, awaiting, steered, outcomes, rounds, trials, forecasts].some(({ length }) => length > 0);
  const title = root?.viewer ? t("hello", { name: root.viewer.name }) : t("spaces");
  return (
    <div className="split">
      <Title of={title} />
      <div className={styles.main}>
        <header>
          <h1>{title}</h1>
          <p className="lede">{t("lede")}</p>
        </header>
        {awaits && (
          <section aria-labelledby="awaiting-heading">
            <h2 id="awaiting-heading">{t("awaiting.heading")}</h2>
            <ul className={styles.list}>
              {steered.map((item) => (
                <li key={`${item.kind} ${item.slug}`}>
                  <Steered item={item} />
                </li>
              ))}
              {talks.map((item) => (
                <li key={item.talk}>
                  <Asked item={item} />
                </li>
              ))}
              {outcomes.map((item) => (
                <li key={`outcomes ${item.slug}`}>
                  <Outcomes item={item} />
                </li>
              ))}
              {rounds.map((item) => (
                <li key={`round ${item.id}`}>
                  <Estimated item={item} />
                </li>
              ))}
              {awaiting.map((item) => (
                <li key={`${item.kind} ${item.id}`}>
                  <Waiting item={item} />
                </li>
              ))}
              {trials.map((item) => (
                <li key={item.trial}>
                  <Tested item={item} />
                </li>
              ))}
              {forecasts.map((item) => (
                <li key={`forecasts ${item.slug}`}>
                  <Forecasts item={item} />
                </li>
              ))}
            </ul>
          </section>
        )}
        {root?.viewer && (
          <section aria-labelledby="mine-heading">
            <h2 id="mine-heading">{t("mine.heading")}</h2>
            {mine.length === 0 && <p className="soft">{t("mine.empty")}</p>}
            <ul className={styles.list}>
              {mine.map((idea) => (
                <li key={idea.id}>
                  <p className="row">
                    <StageChip stage={idea.stage} extra={idea.extra} space={idea.spaceId} />
                    <span className="small quiet">
                      {t("mine.since")} <Day at={idea.stageSince} />
                    </span>
                  </p>
                  <h3>
                    <Link className="plain" to={ideaPath(idea)} lang={idea.language}>
                      {idea.title}
                    </Link>
                  </h3>
                  <p className="small quiet">
                    {idea.space} · {t("mine.people", { count: idea.participants })}
                  </p>
                </li>
              ))}
            </ul>
          </section>
        )}
        <section aria-labelledby="spaces-heading">
          <h2 id="spaces-heading" className={root?.viewer ? undefined : "away"}>
            {t("spaces")}
          </h2>
          {spaces.length === 0 ? (
            <Empty title={t("empty")}>
              <p className="soft">{t("empty_what")}</p>
            </Empty>
          ) : (
            <ul className={styles.list}>
              {spaces.map((space) => (
                <li key={space.slug}>
                  <h3>
                    <Link className="plain" to={`/s/${space.slug}`}>
                      {space.name}
                    </Link>
                  </h3>
                  <p className="soft">{space.purpose}</p>
                  {space.mine && <p className="small quiet">{t("member")}</p>}
                </li>
              ))}
            </ul>
          )}
        </section>
      </div>
      {shipped.length > 0 && (
        <aside className="aside">
          <section aria-labelledby="shipped-heading">
            <h2 id="shipped-heading">{t("shipped.heading")}</h2>
            <ul className={styles.shipped}>
              {shipped.map((idea) => (
                <li key={idea.id}>
                  <Link className="plain" to={ideaPath(idea)} lang={idea.language}>
                    <b>{idea.title}</b>
                  </Link>
                  <Person
                    name={idea.author}
                    affiliation={idea.affiliation}
                    avatar={idea.avatar}
                    to={personPath(idea.handle)}
                  />
                  <span className="small quiet">
                    {idea.space} · <Day at={idea.at} />
                  </span>
                </li>
              ))}
            </ul>
          </section>
        </aside>
      )}
    </div>
  );
}

type Line = {
  kind: "reports" | "requests" | "fresh";
  count: number;
  slug: string;
  space: string;
  since: number | null;
};

const pageOf = { reports: "/reports", requests: "/members", fresh: "?stage=new" } as const;

/** What waits in a space, a line for each kind of it. */
function linesOf({ slug, space, since, ...counts }: Steering): Line[] {
  return (["reports", "requests", "fresh"] as const)
    .map((kind) => ({ kind, count: counts[kind], slug, space, since: kind === "fresh" ? since : null }))
    .filter(({ count }) => count > 0);
}

function Steered({ item: { kind, count, slug, space, since } }: { item: Line }) {
  const { t } = useTranslation("home");
  return (
    <>
      <p className="small due">{t(`awaiting.${kind}`)}</p>
      <h3>
        <Link className="plain" to={`/s/${slug}${pageOf[kind]}`}>
          {t(`awaiting.${kind}_count`, { count })} <Icon name="arrow" />
        </Link>
      </h3>
      <p className="small quiet">
        {space}
        {since !== null && (
          <>
            {" "}
            · {t("awaiting.oldest")} <Day at={since} />
          </>
        )}
      </p>
    </>
  );
}

function Asked({ item }: { item: AwaitingTalk }) {
  const { t } = useTranslation("home");
  return (
    <>
      <p className="small due">{t(`awaiting.${item.kind}`, { name: item.by })}</p>
      <h3>
        <Link className="plain" to={talksPath(ideaPath(item), item.talk)} lang={item.language}>
          {item.title} <Icon name="arrow" />
        </Link>
      </h3>
      <p className="small quiet">
        {item.space} · <Moment at={item.at} />
      </p>
    </>
  );
}

function Waiting({ item }: { item: Awaiting }) {
  const { t } = useTranslation("home");
  const to = item.kind === "draft" ? `/s/${item.slug}/ideas/new?draft=${item.id}` : ideaPath(item);
  return (
    <>
      <p className="small due">{t(`awaiting.${item.kind}`)}</p>
      <h3>
        <Link className="plain" to={to} lang={item.title ? item.language : undefined}>
          {item.title || t("awaiting.no_title")} <Icon name="arrow" />
        </Link>
      </h3>
      <p className="small quiet">
        {item.space} · <Moment at={item.at} />
      </p>
    </>
  );
}

function Outcomes({
  item: { slug, space, count, since },
}: {
  item: { slug: string; space: string; count: number; since: number };
}) {
  const { t } = useTranslation("home");
  return (
    <>
      <p className="small due">{t("awaiting.outcomes")}</p>
      <h3>
        <Link className="plain" to={spaceForecastsPath(slug, "closed")}>
          {t("awaiting.outcomes_count", { count })} <Icon name="arrow" />
        </Link>
      </h3>
      <p className="small quiet">
        {space} · {t("awaiting.oldest")} <Day at={since} />
      </p>
    </>
  );
}

function Estimated({ item }: { item: AwaitingRound }) {
  const { t } = useTranslation("home");
  return (
    <>
      <p className="small due">{t("awaiting.round")}</p>
      <h3>
        <Link className="plain" to={estimatesPath(ideaPath(item))} lang={item.language}>
          {item.title} <Icon name="arrow" />
        </Link>
      </h3>
      <p className="small quiet">
        {item.space} · <Moment at={item.at} />
      </p>
    </>
  );
}

function Tested({ item: { kind, minutes, closesAt, ...idea } }: { item: AwaitingTrial }) {
  const { t } = useTranslation("home");
  return (
    <>
      <p className={`small ${kind === "drawn" ? "due" : "quiet"}`}>{t(`awaiting.${kind}`)}</p>
      <h3>
        <Link className="plain" to={trialsPath(ideaPath(idea))} lang={idea.language}>
          {idea.title} <Icon name="arrow" />
        </Link>
      </h3>
      <p className="small quiet">
        {idea.space} · {t("awaiting.minutes", { count: minutes })}
        {kind === "wanted" && (
          <>
            {" "}
            · {t("awaiting.until")} <Day at={closesAt} />
          </>
        )}
      </p>
    </>
  );
}

function Forecasts({ item: { slug, space, count } }: { item: { slug: string; space: string; count: number } }) {
  const { t } = useTranslation("home");
  return (
    <>
      <p className="small quiet">{t("awaiting.forecasts")}</p>
      <h3>
        <Link className="plain" to={spaceForecastsPath(slug)}>
          {t("awaiting.forecasts_count", { count })} <Icon name="arrow" />
        </Link>
      </h3>
      <p className="small quiet">{space}</p>
    </>
  );
}
