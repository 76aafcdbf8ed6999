import { Link, useFetcher } from "react-router";
import { contextOf, signedIn } from "../../../platform/context.server.ts";
import { pageKeyIn, pageKeyText } from "../../../platform/paging.ts";
import { Empty } from "../../../ui/empty.tsx";
import { Day } from "../../../ui/moment.tsx";
import { Pager } from "../../../ui/pager.tsx";
import { ProblemBox, type Reply } from "../../../ui/problem.tsx";
import { StageChip } from "../../../ui/stage.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { ideaPath } from "../../ideas/rules.ts";
import { type FollowedIdea, followedIdeas } from "../queries.server.ts";
import type { Route } from "./+types/following.ts";
import styles from "./following.module.css";

export const handle = {
  i18n: ["following"],
  place: ({ name }: { name: string }) => ({ here: [{ label: name, to: "/me" }] }),
};

/** The ideas that somebody follows, by pages; `?after=` goes on where a page ended. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = signedIn(contextOf(args));
  const after = pageKeyIn(args.url.searchParams);
  return { name: ctx.actor.name, isFirst: after === null, ...(await followedIdeas(ctx, after)) };
}

export default function Following({ loaderData }: Route.ComponentProps) {
  const { t } = useTranslation("following");
  const { ideas, next, isFirst } = loaderData;
  return (
    <div className={styles.page}>
      <Title of={t("title")} />
      <header>
        <h1>{t("title")}</h1>
        <p className="lede">{t("what")}</p>
      </header>
      {ideas.length === 0 && (
        <Empty title={t("empty")}>
          <p className="soft">{t("empty_what")}</p>
        </Empty>
      )}
      <ul className={styles.list}>
        {ideas.map((idea) => (
          <Followed key={idea.id} idea={idea} />
        ))}
      </ul>
      {(next !== null || !isFirst) && (
        <Pager
          previous={isFirst ? undefined : { to: "/me/following", label: t("first_page") }}
          next={next ? { to: `/me/following?after=${pageKeyText(next)}`, label: t("next_page") } : undefined}
        />
      )}
    </div>
  );
}

function Followed({ idea }: { idea: FollowedIdea }) {
  const { t } = useTranslation("following");
  const fetcher = useFetcher<Reply | { ok: true }>();
  const path = ideaPath(idea);
  return (
    <li>
      <div>
        <ProblemBox reply={fetcher.data && "problem" in fetcher.data ? fetcher.data : undefined} />
        <p className="row">
          <StageChip stage={idea.stage} extra={idea.extra} space={idea.spaceId} />
          <span className="small quiet">
            {t("since")} <Day at={idea.stageSince} />
          </span>
        </p>
        <h2 lang={idea.language}>
          <Link className="plain" to={path}>
            {idea.title}
          </Link>
        </h2>
        <p className="small quiet">{idea.space}</p>
      </div>
      <fetcher.Form method="post" action={`${path}/follow`}>
        <input type="hidden" name="back" value="/me/following" />
        <button className="btn slim" name="follow" value="no" aria-label={t("stop_idea", { title: idea.title })}>
          {t("stop")}
        </button>
      </fetcher.Form>
    </li>
  );
}
