import { Link, redirect, useLoaderData } from "react-router";
import type { Place } from "../../../pages/inside.tsx";
import { contextOf } from "../../../platform/context.server.ts";
import { NotFound } from "../../../platform/errors.ts";
import { plainText } from "../../../platform/markdown.server.ts";
import { pageKeyIn, pageKeyText } from "../../../platform/paging.ts";
import { AffiliationWord } from "../../../ui/affiliation.tsx";
import { Face } from "../../../ui/face.tsx";
import { Day, Moment } from "../../../ui/moment.tsx";
import { Pager } from "../../../ui/pager.tsx";
import { StageChip } from "../../../ui/stage.tsx";
import { shareMeta, type Share } from "../../../ui/share.ts";
import { Title, titleOf } from "../../../ui/title.tsx";
import { useCalled, useTranslation } from "../../../ui/words.ts";
import { creditsPath } from "../../crediting/rules.ts";
import { commentPath } from "../../discussion/rules.ts";
import { headOf, ideaPath } from "../../ideas/rules.ts";
import { reputationOf } from "../../reputation/queries.server.ts";
import { reputationPath } from "../../reputation/rules.ts";
import { Facets } from "../../reputation/ui/facets.tsx";
import { Written } from "../../spaces/ui/written.tsx";
import { cardWords } from "../card.server.ts";
import { handleAfter, profileOf, type WrittenComment, type WrittenIdea } from "../queries.server.ts";
import { cardPath, outcomes, partIn, parts, personPath } from "../rules.ts";
import type { Route } from "./+types/profile.ts";
import styles from "./profile.module.css";

export const handle = {
  i18n: ["people", "reputation"],
  place: ({ person }: Awaited<ReturnType<typeof loader>>): Place => ({ here: [{ label: person.name }] }),
};

export const meta: Route.MetaFunction = ({ loaderData, matches }) => [
  // A former member is called so in the reader's language: the page itself says it.
  ...(loaderData?.person.isFormer ? [] : [{ title: titleOf(matches, loaderData?.person.name) }]),
  ...(loaderData?.share && !loaderData.person.isFormer ? shareMeta(loaderData.share) : []),
];

/** Longest description for those who get a link, in characters. */
const longestDescription = 200;

/** Somebody, and what he or she brought in. A handle given up leads to the present one. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const asked = args.params.handle;
  const known = asked.toLowerCase();
  const { searchParams } = args.url;
  const after = pageKeyIn(searchParams);
  const part = partIn(searchParams);
  const profile = await profileOf(ctx, known, part, after).catch(async (error: unknown) => {
    const now = error instanceof NotFound ? await handleAfter(ctx, known) : null;
    if (now === null) throw error;
    // Only to where this reader may go: else the new name would be told to anybody who knew the old one.
    await profileOf(ctx, now, "ideas", null);
    throw redirect(personPath(now));
  });
  if (asked !== known) throw redirect(personPath(known));
  const { person } = profile;
  const origin = ctx.config.origin ?? args.url.origin;
  const share: Share = {
    title: person.name,
    description: headOf(plainText(person.bioHtml), longestDescription) || `@${person.handle}`,
    type: "profile",
    language: person.locale,
    url: origin + personPath(person.handle),
    image: profile.hasCard
      ? {
          url: origin + cardPath(person.handle, person.locale),
          alt: cardWords(person.locale).say("people", "card.alt", { name: person.name }),
        }
      : undefined,
  };
  const reputation = await reputationOf(ctx, person.id);
  return { ...profile, share, part, reputation, isFirstPage: after === null };
}

export default function Profile() {
  const { t } = useTranslation("people");
  const data = useLoaderData<typeof loader>();
  const became = outcomes.filter((each) => data.outcomes[each] > 0);
  const { t: ofReputation } = useTranslation("reputation");
  const called = useCalled();
  const { person, spaces, counts, welcomed, listed, isMe, ban, part, reputation, isFirstPage } = data;
  const { ideas, comments, next } = listed;
  const here = `?show=${part}`;
  const tab = part === "shipped" || part === "building" ? "ideas" : part;
  return (
    <div className={styles.page}>
      {person.isFormer && <Title of={called(person.name)} />}
      <header className={styles.who}>
        <Face name={person.name} affiliation={person.affiliation} avatar={person.avatar} isWhole size="l" />
        <div>
          <h1>{called(person.name)}</h1>
          <p className="row soft">
            {!person.isFormer && <span>@{person.handle}</span>}
            <AffiliationWord affiliation={person.affiliation} />
            {!person.isPlaceholder && !person.isFormer && (
              <span className="small quiet">
                {t("since")} <Day at={person.createdAt} />
              </span>
            )}
          </p>
        </div>
        {isMe && (
          <Link className="btn" to="/me/profile">
            {t("edit.open")}
          </Link>
        )}
      </header>
      {person.isPlaceholder && <p className="strip">{t("placeholder")}</p>}
      {person.isFormer && <p className="strip">{t("former")}</p>}
      {ban && !person.isFormer && (
        <p className={ban.isBanned ? "strip await" : "small"}>
          {ban.isBanned && `${t("ban.stands")} `}
          {!person.isPlaceholder && (
            <Link to={`${personPath(person.handle)}/ban`}>{t(ban.isBanned ? "ban.lift" : "ban.open")}</Link>
          )}
        </p>
      )}
      {person.bioHtml !== "" && (
        <section aria-labelledby="about-heading">
          <h2 id="about-heading" className="away">
            {t("about", { name: person.name })}
          </h2>
          <Written html={person.bioHtml} language={person.locale} />
        </section>
      )}
      {isMe && person.bioHtml === "" && <p className="soft">{t("no_bio")}</p>}
      {spaces.length > 0 && (
        <section aria-labelledby="spaces-heading" className={styles.spaces}>
          <h2 id="spaces-heading">{t("spaces")}</h2>
          <ul>
            {spaces.map(({ slug, name, pilot }) => (
              <li key={slug}>
                <Link to={`/s/${slug}`}>{name}</Link>
                {pilot && <span className="small quiet"> · {t("pilot")}</span>}
              </li>
            ))}
          </ul>
        </section>
      )}
      {reputation.length > 0 && (
        <section aria-labelledby="reputation-heading" className={styles.brought}>
          <h2 id="reputation-heading">{ofReputation("profile.heading")}</h2>
          <Facets spaces={reputation} path={reputationPath(personPath(person.handle))} level={3} />
          <p className="small">
            <Link to={reputationPath(personPath(person.handle))}>{ofReputation("profile.level")}</Link>
          </p>
        </section>
      )}
      <section aria-labelledby="brought-heading" className={styles.brought}>
        <h2 id="brought-heading">{t("brought")}</h2>
        {became.length > 0 && (
          <ul className={styles.outcomes} aria-label={t("outcomes")}>
            {became.map((outcome) => (
              <li key={outcome}>
                <Link to={`?show=${outcome}`} preventScrollReset>
                  {t(`outcome.${outcome}`, { count: data.outcomes[outcome] })}
                </Link>
              </li>
            ))}
          </ul>
        )}
        {welcomed > 0 && <p className="small soft">{t("welcomed", { count: welcomed })}</p>}
        <nav className="tabs" aria-label={t("brought")}>
          {parts.map((each) => (
            <Link key={each} to={`?show=${each}`} aria-current={each === tab ? "page" : undefined} preventScrollReset>
              {t(`part.${each}`)} <span className="quiet">{counts[each]}</span>
            </Link>
          ))}
        </nav>
        {tab !== part && (
          <p className="small soft">
            {t(`only.${part as "shipped"}`)}{" "}
            <Link to="?show=ideas" preventScrollReset>
              {t("only.all")}
            </Link>
          </p>
        )}
        {ideas.length + comments.length === 0 ? (
          <p className="soft">{t(isFirstPage ? `none.${isMe ? "mine" : "theirs"}.${tab}` : "no_more")}</p>
        ) : (
          <ul className={styles.list}>
            {ideas.map((idea) => (
              <li key={idea.id}>
                <Idea idea={idea} />
              </li>
            ))}
            {comments.map((comment) => (
              <li key={comment.id}>
                <Comment comment={comment} />
              </li>
            ))}
          </ul>
        )}
        {(next !== null || !isFirstPage) && (
          <Pager
            previous={isFirstPage ? undefined : { to: here, label: t("first") }}
            next={next === null ? undefined : { to: `${here}&after=${pageKeyText(next)}`, label: t("next") }}
          />
        )}
      </section>
    </div>
  );
}

const isMade = (stage: string) => stage === "adopted" || stage === "building" || stage === "shipped";

function Idea({ idea }: { idea: WrittenIdea }) {
  const { t } = useTranslation("people");
  return (
    <>
      <p className="row">
        <StageChip stage={idea.stage} extra={idea.extra} space={idea.spaceId} />
        <span className="small quiet">
          {t("stage_since")} <Day at={idea.stageSince} />
        </span>
      </p>
      <h3 lang={idea.language}>
        <Link className="plain" to={ideaPath(idea)}>
          {idea.title}
        </Link>
      </h3>
      {idea.answer && (
        <p className="soft">
          <b>{t("answer_by", { name: idea.answer.by })}</b> <q>{idea.answer.words}</q>
        </p>
      )}
      <p className="small quiet">
        {idea.space}
        {isMade(idea.stage) && (
          <>
            {" · "}
            <Link to={creditsPath(ideaPath(idea))}>{t("credits")}</Link>
          </>
        )}
        {idea.role === "co_author" && ` · ${t("co_author")}`} · {t("people", { count: idea.participants })}
      </p>
    </>
  );
}

function Comment({ comment }: { comment: WrittenComment }) {
  const { t } = useTranslation("people");
  const { idea } = comment;
  return (
    <>
      <p lang={comment.language}>{comment.words}</p>
      <p className="small quiet">
        <Link to={commentPath(ideaPath(idea), comment.id)} lang={idea.language}>
          {idea.title}
        </Link>{" "}
        · {comment.space} · <Moment at={comment.at} />
      </p>
      {comment.adoptedBy !== null && <p className="small saved">{t("adopted", { name: comment.adoptedBy })}</p>}
      {comment.acceptedBy !== null && <p className="small saved">{t("accepted", { name: comment.acceptedBy })}</p>}
    </>
  );
}
