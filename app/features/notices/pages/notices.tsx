import { useId } from "react";
import { Form, Link, redirect } from "react-router";
import { contextOf, signedIn } from "../../../platform/context.server.ts";
import { answering, parseForm } from "../../../platform/forms.server.ts";
import { pageKeyIn, pageKeyText } from "../../../platform/paging.ts";
import { useClock } from "../../../ui/clock.tsx";
import { longDay } from "../../../ui/dates.ts";
import { Empty } from "../../../ui/empty.tsx";
import { Face } from "../../../ui/face.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { Moment } from "../../../ui/moment.tsx";
import { Pager } from "../../../ui/pager.tsx";
import { ProblemBox } from "../../../ui/problem.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { creditsPath } from "../../crediting/rules.ts";
import { readAllNotices } from "../commands.server.ts";
import { allReadInput } from "../inputs.ts";
import { noticesPage, type ShownNotice } from "../queries.server.ts";
import { groupedBy, partSentence } from "../rules.ts";
import { useTold } from "../ui/told.ts";
import type { Route } from "./+types/notices.ts";
import styles from "./notices.module.css";

export const handle = {
  i18n: ["notices", "crediting"],
  place: ({ name }: { name: string }) => ({ here: [{ label: name, to: "/me" }] }),
};

/** What somebody was told, by pages; `?after=` goes on where a page ended. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = signedIn(contextOf(args));
  const after = pageKeyIn(args.url.searchParams);
  return { name: ctx.actor.name, isFirst: after === null, ...(await noticesPage(ctx, after)) };
}

export async function action(args: Route.ActionArgs) {
  const ctx = signedIn(contextOf(args));
  const form = await args.request.formData();
  return answering(form, async () => {
    parseForm(allReadInput, form);
    await readAllNotices(ctx);
    return redirect("/notices", 303);
  });
}

export default function Notices({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t, i18n } = useTranslation("notices");
  const { timeZone } = useClock();
  const { notices, next, isFirst } = loaderData;
  return (
    <div className={styles.page}>
      <Title of={t("title")} />
      <header className={styles.head}>
        <h1>{t("title")}</h1>
        {notices.some(({ isUnread }) => isUnread) && (
          <Form method="post" action="/notices">
            <button className="btn slim" name="act" value="read_all">
              {t("read_all")}
            </button>
          </Form>
        )}
      </header>
      <ProblemBox reply={reply} />
      {notices.length === 0 && (
        <Empty title={t(isFirst ? "empty" : "end")}>{isFirst && <p className="soft">{t("empty_what")}</p>}</Empty>
      )}
      {groupedBy(notices, ({ at }) => longDay(at, { locale: i18n.language, timeZone })).map((ofDay) => (
        <Day key={ofDay[0]?.id} notices={ofDay} />
      ))}
      {(next !== null || !isFirst) && (
        <Pager
          previous={isFirst ? undefined : { to: "/notices", label: t("first_page") }}
          next={next ? { to: `/notices?after=${pageKeyText(next)}`, label: t("next_page") } : undefined}
        />
      )}
      <p className={`small ${styles.ways}`}>
        <Link to="/me/following">{t("following")}</Link>
        <Link to="/me/notices">{t("choose.link")}</Link>
      </p>
    </div>
  );
}

/** What somebody was told on one day; what is about one idea stands together. */
function Day({ notices }: { notices: readonly ShownNotice[] }) {
  const { t, i18n } = useTranslation("notices");
  const { timeZone } = useClock();
  const id = useId();
  const count = notices.reduce((sum, { times }) => sum + times, 0);
  const ideas = new Set(notices.map(({ idea }) => idea?.id ?? null));
  const happened = ideas.has(null)
    ? t("happened", { count })
    : t("happened_on", { count, ideas: t("ideas", { count: ideas.size }) });
  return (
    <section className={styles.day} aria-labelledby={id}>
      <h2 id={id}>{longDay(notices[0]?.at ?? 0, { locale: i18n.language, timeZone })}</h2>
      {count > 1 && <p className="small quiet">{happened}</p>}
      <ul className={styles.list}>
        {groupedBy(notices, ({ idea, space }) => idea?.id ?? space)
          .flat()
          .map((notice) => (
            <Notice key={notice.id} notice={notice} />
          ))}
      </ul>
    </section>
  );
}

function Notice({ notice }: { notice: ShownNotice }) {
  const { t } = useTranslation("notices");
  const told = useTold()(notice);
  const { by, words, isUnread } = notice;
  return (
    <li data-unread={isUnread ? "" : undefined}>
      {by ? (
        <Face name={by.name} affiliation={by.affiliation} />
      ) : (
        <span className={styles.sign}>
          <Icon name="bell" />
        </span>
      )}
      <div>
        <p className={styles.told}>
          {notice.leads ? (
            <Link className="plain" to={`/notices/${notice.id}`}>
              {told}
            </Link>
          ) : (
            told
          )}
        </p>
        <Behind notice={notice} />
        {words && (
          <p className="soft" lang={notice.idea?.language}>
            <q>{words}</q>
          </p>
        )}
        <p className="small quiet">
          {isUnread && <b className={styles.unread}>{t("unread")}</b>}
          {notice.idea && <span>{notice.space}</span>}
          <Moment at={notice.at} />
        </p>
      </div>
    </li>
  );
}

/** What a line is made of that is about several ideas, each with the way there. */
function Behind({ notice: { kind, ideas, release } }: { notice: ShownNotice }) {
  const { t, i18n } = useTranslation("notices");
  const { t: credit } = useTranslation("crediting");
  const parts = kind === "shipped" ? (release?.parts ?? []) : [];
  if (parts.length === 0 && ideas.length < 2) return null;
  return (
    <ul className="stack small">
      {parts.map((part) => (
        <li key={part.id}>
          <Link to={creditsPath(part.path)}>{partSentence(part, t, credit, i18n.language)}</Link>
        </li>
      ))}
      {ideas.length > 1 &&
        ideas.map(({ title, language, path }) => (
          <li key={path}>
            <Link to={path} lang={language}>
              {title}
            </Link>
          </li>
        ))}
    </ul>
  );
}
