import { useTranslation } from "../../../ui/words.ts";
import { Form, Link, redirect } from "react-router";
import { forgetParked } from "../../accounts/parking.server.ts";
import { contextOf } from "../../../platform/context.server.ts";
import { Malformed } from "../../../platform/errors.ts";
import { answering, fieldOf } from "../../../platform/forms.server.ts";
import type { Place } from "../../../pages/inside.tsx";
import { Crowd, CrowdKey } from "../../../ui/crowd.tsx";
import { Logo } from "../../../ui/logo.tsx";
import { Day } from "../../../ui/moment.tsx";
import { Person } from "../../../ui/person.tsx";
import { ProblemBox } from "../../../ui/problem.tsx";
import {
  answerRate,
  longestWaiting,
  medianTimes,
  promisesKept,
  weeksOfAnswers,
} from "../../piloting/figures.server.ts";
import { mandatesShown } from "../../piloting/mandates.server.ts";
import { rateChart } from "../../piloting/rate-chart.server.ts";
import { AnswerRateFigure, PromisesKept } from "../../piloting/ui/answer-rate.tsx";
import { KeptWord } from "../../piloting/ui/kept-word.tsx";
import { MandateWords } from "../../piloting/ui/mandates.tsx";
import { RateOverTime } from "../../piloting/ui/rate-over-time.tsx";
import { personPath } from "../../people/rules.ts";
import { joinByHand, leaveSpace } from "../membership.server.ts";
import { waysInto } from "../policy.ts";
import { charterOf, peopleOf, pilotsOf, spaceBySlug } from "../queries.server.ts";
import { total } from "../rules.ts";
import { SpaceTabs } from "../ui/space-tabs.tsx";
import { JoinForm } from "../ui/space-ways.tsx";
import { Written } from "../ui/written.tsx";
import { shareMeta, type Share } from "../../../ui/share.ts";
import { titleOf } from "../../../ui/title.tsx";
import type { Route } from "./+types/about.ts";
import styles from "./about.module.css";

export const handle = {
  i18n: ["spaces", "piloting"],
  place: ({ space }: Awaited<ReturnType<typeof loader>>): Place => ({
    here: [{ label: space.name, to: `/s/${space.slug}` }],
    newIdea: { to: `/s/${space.slug}/ideas/new`, quiet: true },
    accent: space.accent,
  }),
};

export const meta: Route.MetaFunction = ({ loaderData, matches }) => [
  { title: titleOf(matches, loaderData?.space.name) },
  ...(loaderData?.share ? shareMeta(loaderData.share) : []),
];

/** What a space is for, how it decides, what it promises, and who is there. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const space = await spaceBySlug(ctx, args.params.space);
  const [people, pilots, mandates, rate, promises, weeks, medians, waiting, charter] = await Promise.all([
    peopleOf(ctx, space.id),
    pilotsOf(ctx.db.read, space.id),
    mandatesShown(ctx, space.id),
    answerRate(ctx.db.read, [space.id], ctx.now),
    promisesKept(ctx.db.read, [space.id], ctx.now),
    weeksOfAnswers(ctx.db.read, space, ctx.now),
    medianTimes(ctx.db.read, space.id, ctx.now),
    longestWaiting(ctx.db.read, space.id),
    space.charterVersion > 0 ? charterOf(ctx.db.read, space.id, space.charterVersion) : null,
  ]);
  const {
    slug,
    name,
    purpose,
    criteriaHtml,
    visibility,
    language,
    timeZone,
    accent,
    logo,
    acknowledgeDays,
    decideDays,
    createdAt,
  } = space;
  const share: Share | null =
    space.visibility === "public"
      ? {
          title: space.name,
          description: space.purpose,
          type: "website",
          language: space.language,
          url: (ctx.config.origin ?? args.url.origin) + `/s/${space.slug}/about`,
        }
      : null;
  return {
    share,
    space: {
      slug,
      name,
      purpose,
      criteriaHtml,
      visibility,
      language,
      timeZone,
      accent,
      logo,
      acknowledgeDays,
      decideDays,
      createdAt,
    },
    people,
    pilots,
    mandates,
    rate,
    promises,
    answers: { weeks, chart: rateChart(weeks), medians, waiting },
    charter: charter && { version: charter.version, html: charter.html, writtenAt: charter.writtenAt },
    ways: waysInto(ctx.actor, space),
  };
}

/** Joins or leaves. */
export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const form = await args.request.formData();
  return answering(form, async () => {
    const space = await spaceBySlug(ctx, args.params.space);
    switch (fieldOf(form, "act")) {
      case "join":
        await joinByHand(ctx, space.id);
        return redirect(`/s/${space.slug}`, { status: 303, headers: { "Set-Cookie": forgetParked(ctx) } });
      case "leave": {
        const { isStillSeen } = await leaveSpace(ctx, space.id);
        return redirect(isStillSeen ? `/s/${space.slug}` : "/", 303);
      }
      default:
        throw new Malformed();
    }
  });
}

export default function About({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("spaces");
  const { space, people, pilots, mandates, rate, promises, answers, charter, ways } = loaderData;
  return (
    <>
      <header className={styles.head}>
        <Logo file={space.logo} />
        <h1>{space.name}</h1>
        <p className="lede" lang={space.language}>
          {space.purpose}
        </p>
      </header>
      <SpaceTabs slug={space.slug} ways={ways} here="about" />
      <ProblemBox reply={reply} />
      <div className={`split ${styles.parts}`}>
        <article className={styles.reading}>
          <section aria-labelledby="criteria-heading">
            <h2 id="criteria-heading">{t("about.criteria")}</h2>
            {space.criteriaHtml === "" ? (
              <p className="soft">{t("about.criteria_none")}</p>
            ) : (
              <Written html={space.criteriaHtml} language={space.language} />
            )}
          </section>
          <section aria-labelledby="charter-heading" className={styles.part}>
            <h2 id="charter-heading">{t("about.charter")}</h2>
            {charter === null ? (
              <p className="soft">{t("about.charter_none")}</p>
            ) : (
              <>
                <Written html={charter.html} language={space.language} />
                <p className="small quiet">
                  <Link to={`/s/${space.slug}/charter`}>{t("charter.version", { version: charter.version })}</Link> ·{" "}
                  <Day at={charter.writtenAt} />
                </p>
              </>
            )}
            {ways.edit && (
              <p>
                <Link className="btn slim" to={`/s/${space.slug}/charter/edit`}>
                  {t(charter === null ? "charter.write" : "charter.edit")}
                </Link>
              </p>
            )}
          </section>
          <section aria-labelledby="word-heading" className={styles.part}>
            <h2 id="word-heading">{t("about.word")}</h2>
            <p>{t("about.word_what", { acknowledge: space.acknowledgeDays, decide: space.decideDays })}</p>
            <RateOverTime
              chart={answers.chart}
              weeks={answers.weeks}
              timeZone={space.timeZone}
              csv={`/s/${space.slug}/answers.csv`}
            />
            <KeptWord medians={answers.medians} waiting={answers.waiting} />
          </section>
        </article>
        <aside className="aside">
          <section aria-labelledby="people-heading">
            <h2 id="people-heading">{t("about.people")}</h2>
            {total(people) > 0 ? (
              <>
                <Crowd counts={people} />
                <CrowdKey counts={people} />
              </>
            ) : (
              <p className="soft">{t("about.nobody")}</p>
            )}
            {ways.join && (
              <div className={styles.join}>
                <JoinForm slug={space.slug} />
                <p className="small quiet">{t("about.join_what")}</p>
              </div>
            )}
          </section>
          <section aria-labelledby="pilots-heading">
            <h2 id="pilots-heading">{t("about.pilots")}</h2>
            {pilots.length === 0 ? (
              <p className="soft">{t("about.no_pilot")}</p>
            ) : (
              <ul className={styles.people}>
                {pilots.map(({ id, name, handle, avatar, affiliation, lead }) => (
                  <li key={id}>
                    <Person
                      name={name}
                      affiliation={affiliation}
                      avatar={avatar}
                      to={personPath(handle)}
                      sub={lead ? t("role.lead") : undefined}
                    />
                  </li>
                ))}
              </ul>
            )}
          </section>
          {mandates.length > 0 && (
            <section aria-labelledby="mandates-heading">
              <h2 id="mandates-heading">{t("about.mandates")}</h2>
              <ul className={styles.people}>
                {mandates.map((mandate) => (
                  <li key={mandate.id}>
                    <Person
                      name={mandate.person.name}
                      affiliation={mandate.person.affiliation}
                      avatar={mandate.person.avatar}
                      to={personPath(mandate.person.handle)}
                      sub={<MandateWords mandate={mandate} />}
                    />
                  </li>
                ))}
              </ul>
            </section>
          )}
          <section aria-labelledby="rate-heading">
            <h2 id="rate-heading">{t("about.rate")}</h2>
            <AnswerRateFigure rate={rate} apart />
            <PromisesKept kept={promises} />
          </section>
          <section aria-labelledby="facts-heading">
            <h2 id="facts-heading">{t("about.facts")}</h2>
            <dl className="facts">
              <dt>{t("about.readers")}</dt>
              <dd>{t(`form.${space.visibility}`)}</dd>
              <dt>{t("about.language")}</dt>
              <dd>{t(`about.languages.${space.language}`)}</dd>
              <dt>{t("about.first_word")}</dt>
              <dd>{t("about.working_days", { count: space.acknowledgeDays })}</dd>
              <dt>{t("about.clock")}</dt>
              <dd>{space.timeZone.replaceAll("_", " ")}</dd>
              <dt>{t("about.since")}</dt>
              <dd>
                <Day at={space.createdAt} />
              </dd>
            </dl>
          </section>
          <p>
            <Link to={`/s/${space.slug}/moderation`}>{t("about.log")}</Link>
          </p>
          {ways.edit && (
            <p>
              <Link className="btn" to={`/s/${space.slug}/edit`}>
                {t("edit.title")}
              </Link>
            </p>
          )}
          {ways.leave && (
            <details>
              <summary>{t("leave.open")}</summary>
              <Form method="post" className={styles.leave}>
                <p className="soft">{t(space.visibility === "public" ? "leave.what_public" : "leave.what_private")}</p>
                <button className="btn loss" name="act" value="leave">
                  {t("leave.act")}
                </button>
              </Form>
            </details>
          )}
        </aside>
      </div>
    </>
  );
}
