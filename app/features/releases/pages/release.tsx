import { Form, Link, redirect } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { Malformed } from "../../../platform/errors.ts";
import { actOf, answering, parseForm } from "../../../platform/forms.server.ts";
import { plainText } from "../../../platform/markdown.server.ts";
import type { Place } from "../../../pages/inside.tsx";
import { useClock } from "../../../ui/clock.tsx";
import { exact, shortDay } from "../../../ui/dates.ts";
import { Icon } from "../../../ui/icon.tsx";
import { StageChip } from "../../../ui/stage.tsx";
import { shareMeta, type Share } from "../../../ui/share.ts";
import { titleOf } from "../../../ui/title.tsx";
import { useCalled, useTranslation } from "../../../ui/words.ts";
import { isSignedIn } from "../../../platform/actor.ts";
import { forgetParked, unpark } from "../../accounts/parking.server.ts";
import { headOf, idOfPath } from "../../ideas/rules.ts";
import { dayIn, undoMilliseconds } from "../../piloting/rules.ts";
import { linkedInput } from "../../products/inputs.ts";
import { productIn } from "../../products/queries.server.ts";
import { productPath } from "../../products/rules.ts";
import { spaceBySlug } from "../../spaces/queries.server.ts";
import { Written } from "../../spaces/ui/written.tsx";
import {
  publishRelease,
  scheduleRelease,
  setReleaseIdea,
  takeReleaseBack,
  unscheduleRelease,
} from "../commands.server.ts";
import { scheduleInput, shownInput } from "../inputs.ts";
import { mayKeepReleases } from "../policy.ts";
import { creditsOfRelease, isForAnybody, notesFor, offeredFor, publisherOf, releaseSeenBy } from "../queries.server.ts";
import { isOpen, releaseCardPath, releasePath, releasesPath } from "../rules.ts";
import { releaseWords } from "../words.server.ts";
import { Everybody, IdeaPeople } from "../ui/credited.tsx";
import { AddIdeas, Hindered, Publishing } from "../ui/keeping.tsx";
import styles from "../ui/releases.module.css";
import type { Route } from "./+types/release.ts";

export const handle = {
  i18n: ["releases", "crediting"],
  place: ({ space, release }: Awaited<ReturnType<typeof loader>>): Place => ({
    here: [{ label: space.name, to: `/s/${space.slug}` }, { label: release.title }],
    newIdea: { to: `/s/${space.slug}/ideas/new`, quiet: true },
    accent: space.accent,
  }),
};

export const meta: Route.MetaFunction = ({ loaderData, matches }) => [
  { title: titleOf(matches, loaderData && `${loaderData.release.title} · ${loaderData.space.name}`) },
  ...(loaderData?.share ? shareMeta(loaderData.share) : []),
];

/** Longest description for those who get a link, in characters. */
const longestDescription = 200;

/** What ships or shipped together, and whose it is. Another title in the address leads to the right one. Throws `NotFound`. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const space = await spaceBySlug(ctx, args.params.space);
  const release = await releaseSeenBy(ctx.db.read, ctx.actor, space.id, idOfPath(args.params.release));
  const path = releasePath(space.slug, release);
  const asked = `/s/${args.params.space}/releases/${args.params.release}`;
  if (args.url.pathname === asked && asked !== path) throw redirect(path + args.url.search, 301);
  const keeps = mayKeepReleases(ctx.actor, space.id);
  const isDraft = isOpen(release.state);
  const [product, credits, offered] = await Promise.all([
    productIn(ctx.db.read, space.id, release.product),
    creditsOfRelease(ctx, release.id),
    isDraft && keeps ? offeredFor(ctx, release) : [],
  ]);
  const mayTakeBack =
    release.publishedAt !== null &&
    isSignedIn(ctx.actor) &&
    release.publishedBy === ctx.actor.id &&
    keeps &&
    ctx.now - release.publishedAt < undoMilliseconds;
  const notes = notesFor(release, ctx.locale);
  const origin = ctx.config.origin ?? args.url.origin;
  const words = releaseWords(ctx.locale);
  const count = (key: "ideas" | "people", number: number) => words.say("releases", `card.${key}`, { count: number });
  const summary = words.say("releases", "share.what", {
    ideas: count("ideas", credits.ideas.length),
    people: count("people", credits.overall.people.length),
    product: product.name,
  });
  const share: Share | null =
    release.state !== "published"
      ? null
      : {
          title: release.title,
          description: (notes && headOf(plainText(notes.html), longestDescription)) || summary,
          type: "article",
          language: ctx.locale,
          url: origin + path,
          image: (await isForAnybody(ctx, release))
            ? {
                url: origin + releaseCardPath(path, ctx.locale),
                alt: words.say("releases", "card.alt", { title: release.title }),
              }
            : undefined,
        };
  const { id, title, state, version, publishAt, publishedAt } = release;
  return {
    space: {
      id: space.id,
      name: space.name,
      slug: space.slug,
      accent: space.accent,
      timeZone: space.timeZone,
    },
    release: { id, title, path, state, version, publishAt, publishedAt },
    product: { name: product.name, path: productPath(space.slug, product) },
    notes,
    ...credits,
    offered,
    hindered: keeps ? (release.hindered ?? []) : [],
    isOpen: isDraft,
    keeps,
    mayTakeBack,
    by: await publisherOf(ctx.db.read, release),
    today: dayIn(space.timeZone, ctx.now),
    share,
    parked: isDraft && keeps ? await unpark(args.request, ctx, path) : null,
  };
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const form = await args.request.formData();
  const id = idOfPath(args.params.release);
  return answering(form, async () => {
    const space = await spaceBySlug(ctx, args.params.space);
    const { title } = await releaseSeenBy(ctx.db.read, ctx.actor, space.id, id);
    const { act, fields } = actOf(form);
    if (act === "add" || act === "remove") {
      const { idea } = parseForm(linkedInput, fields);
      await setReleaseIdea(ctx, space.id, id, { idea, isIn: act === "add" });
    } else if (act === "publish") await publishRelease(ctx, space.id, id, parseForm(shownInput, fields));
    else if (act === "schedule") await scheduleRelease(ctx, space.id, id, parseForm(scheduleInput, fields));
    else if (act === "unschedule") await unscheduleRelease(ctx, space.id, id);
    else if (act === "take_back") await takeReleaseBack(ctx, space.id, id);
    else throw new Malformed();
    return redirect(releasePath(space.slug, { id, title }), {
      status: 303,
      headers: { "Set-Cookie": forgetParked(ctx) },
    });
  });
}

/** Who was too late sees what stands there now. */
export { alsoAfterConflict as shouldRevalidate } from "../../../ui/after-conflict.ts";

export default function ReleasePage({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t, i18n } = useTranslation("releases");
  const clock = useClock();
  const called = useCalled();
  const { space, release, product, notes, ideas, hidden, overall, offered, hindered, keeps } = loaderData;
  const when = release.publishAt;
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <p className="small">
          <Link to={releasesPath(space.slug)}>{t("title")}</Link>
        </p>
        <h1>{release.title}</h1>
        <p className="row soft">
          <Link to={product.path}>{t("for_product", { product: product.name })}</Link>
          {release.publishedAt !== null && (
            <span suppressHydrationWarning>
              {t("published_on", { day: shortDay(release.publishedAt, { ...clock, locale: i18n.language }) })}
            </span>
          )}
        </p>
        {release.state === "draft" && <p className="strip">{t("draft_what")}</p>}
        {release.state === "scheduled" && when !== null && (
          <p className="strip" suppressHydrationWarning>
            {t("scheduled_what", {
              when: exact(when, { locale: i18n.language, timeZone: space.timeZone }),
              name: called(loaderData.by ?? ""),
            })}
          </p>
        )}
        <Hindered hindered={hindered} reply={reply} ideas={ideas} mayRemove={loaderData.isOpen && keeps} />
        {keeps && (
          <p className="row">
            <Link className="btn slim" to={`${release.path}/edit`}>
              {t("edit")}
            </Link>
          </p>
        )}
        {loaderData.mayTakeBack && (
          <Form method="post" className="strip live">
            <span>{t("undo_what")}</span>
            <button className="btn slim" name="act" value="take_back">
              <Icon name="undo" />
              {t("undo")}
            </button>
          </Form>
        )}
      </header>
      {notes && <Written {...notes} />}
      <section className={styles.part} aria-labelledby="ideas-heading">
        <h2 id="ideas-heading">{t(loaderData.isOpen ? "ideas_open" : "ideas")}</h2>
        {ideas.length === 0 && hidden === 0 && <p className="soft">{t("no_ideas")}</p>}
        <ul className={styles.ideas}>
          {ideas.map((idea) => (
            <li key={idea.id}>
              <div className={styles.line}>
                <StageChip stage={idea.stage} extra={idea.extra} space={idea.space} />
                <Link to={idea.path} lang={idea.language}>
                  <b>{idea.title}</b>
                </Link>
                {loaderData.isOpen && keeps && (
                  <Form method="post" preventScrollReset>
                    <input type="hidden" name="idea" value={idea.id} />
                    <button
                      className="btn bare slim"
                      name="act"
                      value="remove"
                      aria-label={t("remove_idea", { title: idea.title })}
                    >
                      <Icon name="cross" />
                    </button>
                  </Form>
                )}
              </div>
              {release.state === "published" && idea.stage !== "shipped" && (
                <p className="small quiet">{t("not_shipped")}</p>
              )}
              <IdeaPeople idea={idea} />
            </li>
          ))}
        </ul>
        {hidden > 0 && <p className="small quiet">{t("hidden", { count: hidden })}</p>}
      </section>
      {loaderData.isOpen && keeps && (
        <>
          <AddIdeas space={space.id} offered={offered} reply={reply} typed={loaderData.parked?.idea} />
          <Publishing
            release={release}
            zone={space.timeZone}
            today={loaderData.today}
            reply={reply}
            typed={loaderData.parked}
          />
        </>
      )}
      {ideas.length > 1 && (
        <section className={styles.part} aria-labelledby="people-heading">
          <h2 id="people-heading">{t("people")}</h2>
          <p className="soft">{t("people_what")}</p>
          <Everybody overall={overall} ideas={ideas} />
        </section>
      )}
    </div>
  );
}
