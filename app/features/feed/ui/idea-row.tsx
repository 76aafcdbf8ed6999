import { useTranslation } from "../../../ui/words.ts";
import { Link } from "react-router";
import type { Affiliation } from "../../../platform/actor.ts";
import { useClock } from "../../../ui/clock.tsx";
import { shortDay } from "../../../ui/dates.ts";
import { Marks } from "../../../ui/marks.tsx";
import { Moment } from "../../../ui/moment.tsx";
import { Person } from "../../../ui/person.tsx";
import { StageChip } from "../../../ui/stage.tsx";
import { takesSignals } from "../../signals/rules.ts";
import { SignalButton } from "../../signals/ui/signal-button.tsx";
import type { FeedIdea } from "../queries.server.ts";
import { ideaPath, saysMore } from "../../ideas/rules.ts";
import { personPath } from "../../people/rules.ts";

/** An idea in a list: mark, stage, title, first words of the problem, who, how many people. */
export function IdeaRow({ idea, affiliation, back }: { idea: FeedIdea; affiliation: Affiliation; back: string }) {
  const { t, i18n } = useTranslation("feed");
  const clock = useClock();
  const path = ideaPath(idea);
  const isCounted = idea.mine !== null && !idea.isAuthor;
  return (
    <article className="idea-row">
      {takesSignals(idea.stage) ? (
        <SignalButton idea={idea} mine={idea.mine} affiliation={affiliation} back={back} />
      ) : (
        <span />
      )}
      <div className="body">
        <div className="head">
          <StageChip stage={idea.stage} extra={idea.extra} space={idea.space} />
        </div>
        <h3 lang={idea.language}>
          <Link to={path}>{idea.title}</Link>
        </h3>
        {saysMore(idea.excerpt, idea.title) && (
          <p className="problem" lang={idea.language}>
            {idea.excerpt}
          </p>
        )}
        <p className="meta">
          <Person
            name={idea.author.name}
            affiliation={idea.author.affiliation}
            avatar={idea.author.avatar}
            to={personPath(idea.author.handle)}
          />
          <Moment at={idea.submittedAt} />
        </p>
        <Marks counts={idea.people} yours={isCounted ? affiliation : undefined} />
        <p className="meta">
          <span>{t(isCounted ? "people_and_you" : "people_gave", { count: idea.participants })}</span>
          <Link className="plain" to={`${path}#talk`}>
            {t("comments", { count: idea.commentCount })}
          </Link>
          {idea.promise && (
            <span suppressHydrationWarning>
              {t("promise", {
                name: idea.promise.name,
                day: shortDay(idea.promise.dueAt - 1, { ...clock, locale: i18n.language }),
              })}
            </span>
          )}
        </p>
      </div>
    </article>
  );
}
