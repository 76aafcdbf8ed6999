import { Form, Link, type To, useLoaderData } from "react-router";
import type { Place } from "../../../pages/inside.tsx";
import { contextOf } from "../../../platform/context.server.ts";
import { Field } from "../../../ui/field.tsx";
import { Day } from "../../../ui/moment.tsx";
import { Title } from "../../../ui/title.tsx";
import { useCalled, useTranslation } from "../../../ui/words.ts";
import { profileOf } from "../../people/queries.server.ts";
import { personPath } from "../../people/rules.ts";
import { useShare } from "../../crediting/ui/use-share.ts";
import { askedInput } from "../inputs.ts";
import { type Pages, reputationPage, type ShownChange, type ShownEntry } from "../queries.server.ts";
import { type Asked, facets, reputationPath } from "../rules.ts";
import { Facets } from "../ui/facets.tsx";
import { OverTime } from "../ui/over-time.tsx";
import { usePoints } from "../ui/use-points.ts";
import { broughtBy } from "../policy.ts";
import type { Route } from "./+types/reputation.ts";
import styles from "./reputation.module.css";

export const handle = {
  i18n: ["reputation", "crediting"],
  place: ({ person }: Awaited<ReturnType<typeof loader>>): Place => ({
    here: [{ label: person.name, to: personPath(person.handle) }],
  }),
};

/** What somebody's reputation is made of, and why it moved. Throws `NotFound` for whom the reader may not know. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const { person, isMe } = await profileOf(ctx, args.params.handle.toLowerCase(), "ideas", null);
  const asked = askedInput.parse(Object.fromEntries(args.url.searchParams));
  const { id, name, handle: called } = person;
  return { person: { name, handle: called }, isMe, ...(await reputationPage(ctx, id, asked)) };
}

export default function Reputation() {
  const { t } = useTranslation("reputation");
  const called = useCalled();
  const { person, everywhere, places, shown } = useLoaderData<typeof loader>();
  const profile = personPath(person.handle);
  const path = reputationPath(profile);
  return (
    <div className={styles.page}>
      <Title of={`${t("title")} · ${called(person.name)}`} />
      <p className="small">
        <Link to={profile}>{t("back", { name: person.name })}</Link>
      </p>
      <h1>{t("title")}</h1>
      <p className="lede">{t("lede")}</p>
      <p>
        <Link to="/reputation/rules">{t("rules")}</Link>
      </p>
      {shown === null ? (
        <p className="soft">{t("nothing")}</p>
      ) : (
        <>
          <section aria-labelledby="everywhere-heading" className={styles.part}>
            <h2 id="everywhere-heading">{t("everywhere")}</h2>
            {everywhere.length === 0 ? (
              <p className="soft">{t("nothing_now")}</p>
            ) : (
              <Facets spaces={everywhere} path={path} level={3} />
            )}
          </section>
          <Explained shown={shown} places={places} path={path} />
        </>
      )}
    </div>
  );
}

type Loaded = Awaited<ReturnType<typeof loader>>;
type Shown = NonNullable<Loaded["shown"]>;

function Explained({ shown, places, path }: { shown: Shown; places: Loaded["places"]; path: string }) {
  const { t } = useTranslation("reputation");
  const { exact, difference } = usePoints();
  const { place, facet, entries, pages: shownPages, gone, goneCount, total, span, moved, weeks, level } = shown;
  const { changes } = moved;
  const pages = { page: shownPages.page, changes: moved.pages.page };
  const toPage = (other: Partial<typeof pages>, at: string) => ({
    pathname: path,
    search: searchOf({ space: place.slug, facet, ...span }, { ...pages, ...other }),
    hash: at,
  });
  const what = { facet: t(`facet.${facet}`), space: place.name };
  return (
    <>
      <section aria-labelledby="why-heading" className={styles.part}>
        <h2 id="why-heading">{t("made_of", what)}</h2>
        <p className="soft">{t(`about.${facet}`)}</p>
        {entries.length === 0 ? (
          <p className="soft">{t("nothing_here")}</p>
        ) : (
          <table className={styles.lines}>
            <caption className="away">{t("sums_to", { points: exact(total) })}</caption>
            <Heads />
            <tbody>
              <Rest is="newer" of={shownPages.newer} to={toPage({ page: pages.page - 1 }, "why-heading")} say={exact} />
              {entries.map((entry, at) => (
                <tr key={at}>
                  <When entry={entry} />
                  <td>
                    <What entry={entry} />
                    <HowMuch entry={entry} />
                  </td>
                  <td>{exact(entry.points)}</td>
                </tr>
              ))}
              <Rest is="older" of={shownPages.older} to={toPage({ page: pages.page + 1 }, "why-heading")} say={exact} />
            </tbody>
            <Sum points={exact(total)} />
          </table>
        )}
        {gone.length > 0 && (
          <details>
            <summary>{t("gone_heading", { count: goneCount })}</summary>
            <ul>
              {gone.map((change, at) => (
                <li key={at}>
                  <Day at={change.at} /> · <What entry={change} />
                  <Reason change={change} />
                </li>
              ))}
              {goneCount > gone.length && <li>{t("rest.older", { count: goneCount - gone.length })}</li>}
            </ul>
          </details>
        )}
        <OverTime weeks={weeks} />
      </section>
      <section aria-labelledby="moved-heading" className={styles.part}>
        <h2 id="moved-heading">{t("moved.heading")}</h2>
        <Form method="get" action={path} className={styles.asking} preventScrollReset>
          <Field
            as="select"
            label={t("moved.space")}
            name="space"
            defaultValue={place.slug}
            options={places.map(({ slug, name }) => ({ value: slug, label: name }))}
          />
          <Field
            as="select"
            label={t("moved.facet")}
            name="facet"
            defaultValue={facet}
            options={facets.map((each) => ({ value: each, label: t(`facet.${each}`) }))}
          />
          <Field label={t("moved.from")} name="from" type="date" defaultValue={span.from} />
          <Field label={t("moved.to")} name="to" type="date" defaultValue={span.to} />
          <button className="btn">{t("moved.act")}</button>
        </Form>
        <p className={styles.moved}>
          <b>{difference(moved.after - moved.before)}</b>{" "}
          {t("moved.told", { before: exact(moved.before), after: exact(moved.after) })}
        </p>
        {changes.length === 0 ? (
          <p className="soft">{t("moved.nothing")}</p>
        ) : (
          <table className={styles.lines}>
            <caption className="away">{t("sums_to", { points: difference(moved.after - moved.before) })}</caption>
            <Heads />
            <tbody>
              <Rest
                is="newer"
                of={moved.pages.newer}
                to={toPage({ changes: pages.changes - 1 }, "moved-heading")}
                say={difference}
              />
              {changes.map((change, at) => (
                <tr key={at}>
                  <When entry={change} />
                  <td>
                    <What entry={change} />
                    <Reason change={change} />
                  </td>
                  <td>{difference(change.points)}</td>
                </tr>
              ))}
              <Rest
                is="older"
                of={moved.pages.older}
                to={toPage({ changes: pages.changes + 1 }, "moved-heading")}
                say={difference}
              />
            </tbody>
            <Sum points={difference(moved.after - moved.before)} />
          </table>
        )}
      </section>
      <section aria-labelledby="level-heading" className={styles.part}>
        <h2 id="level-heading">{t("level.heading", { space: place.name, level: level.level })}</h2>
        <p>{t(`level.is.${level.level}`)}</p>
        <Tools levels={[1, 2, 3].filter((each) => each <= level.level)} place={place} label={t("level.brings")} />
        {level.next.length > 0 && (
          <>
            <p>{t("level.next", { level: level.level + 1 })}</p>
            <ul>
              {level.next.map((asked) => (
                <li key={asked.what}>
                  <Need asked={asked} />
                </li>
              ))}
            </ul>
            <Tools levels={[level.level + 1]} place={place} label={t("level.would", { level: level.level + 1 })} />
          </>
        )}
        {level.level > 1 && <p className="small soft">{t("level.lost")}</p>}
        <p className="small soft">{t("level.tools")}</p>
      </section>
    </>
  );
}

function Heads() {
  const { t } = useTranslation("reputation");
  return (
    <thead>
      <tr>
        <th scope="col">{t("column.when")}</th>
        <th scope="col">{t("column.what")}</th>
        <th scope="col">{t("column.points")}</th>
      </tr>
    </thead>
  );
}

/** What stands on the pages before or after this one, with the way there. `say` writes milli-points. */
function Rest({
  is,
  of: { count, points },
  to,
  say,
}: {
  is: "newer" | "older";
  of: Pages["older"];
  to: To;
  say: (points: number) => string;
}) {
  const { t } = useTranslation("reputation");
  if (count === 0) return null;
  return (
    <tr>
      <td />
      <td>
        <Link to={to}>{t(`rest.${is}`, { count })}</Link>
      </td>
      <td>{say(points)}</td>
    </tr>
  );
}

/** What is asked, as an address says it; a first page is not named. */
function searchOf(asked: Readonly<Record<string, string>>, pages: Readonly<Record<string, number>>): string {
  const further = Object.entries(pages).flatMap(([name, page]) => (page > 1 ? [[name, String(page)]] : []));
  return `?${new URLSearchParams({ ...asked, ...Object.fromEntries(further) })}`;
}

function Sum({ points }: { points: string }) {
  const { t } = useTranslation("reputation");
  return (
    <tfoot>
      <tr>
        <th scope="row" colSpan={2}>
          {t("together")}
        </th>
        <td>{points}</td>
      </tr>
    </tfoot>
  );
}

function When({ entry }: { entry: ShownEntry }) {
  const { t } = useTranslation("reputation");
  return (
    <td>
      {entry.isWeek && `${t("week_of")} `}
      <Day at={entry.at} />
    </td>
  );
}

/** What happened, with the way to the very thing. */
function What({ entry: { rule, title, path, credits, count, isPrivate } }: { entry: ShownEntry }) {
  const { t } = useTranslation("reputation");
  return (
    <>
      {t(`rule.${rule}`, { count })} {path !== null && <Link to={path}>{title}</Link>}
      {path === null && rule !== "report_upheld" && <span className="quiet">{t("gone")}</span>}
      {credits !== null && (
        <>
          {" · "}
          <Link to={credits}>{t("credits")}</Link>
        </>
      )}
      {isPrivate && <span className="small"> {t("private")}</span>}
    </>
  );
}

/** The arithmetic of an entry, with the rule set it goes by. */
function HowMuch({ entry: { rule, rules, part, count, forecast } }: { entry: ShownEntry }) {
  const { t } = useTranslation("reputation");
  const { exact } = useShare();
  const { exact: near } = usePoints();
  if (rule === "forecast") {
    return (
      <span className="small quiet block">
        {forecast !== null && `${t(`forecast.${forecast.happened}`, { percent: forecast.probability })} · `}
        {t("worth.forecast", { near: near(part) })}
        {" · "}
        {t("by_rules", { rules })}
      </span>
    );
  }
  const isShared = part !== 10_000;
  return (
    <span className="small quiet block">
      {rule === "signal_received" ? t("worth.signals", { count }) : t(`worth.${rule}`)}
      {isShared && ` × ${exact(part)}`}
      {" · "}
      {t("by_rules", { rules })}
    </span>
  );
}

function Reason({ change: { how, why, rules } }: { change: ShownChange }) {
  const { t } = useTranslation("reputation");
  return (
    <span className="small quiet block">
      {how === "left" ? t(`because.${why ?? "gone"}`) : t(`how.${how}`)}
      {" · "}
      {t("by_rules", { rules })}
    </span>
  );
}

/** What levels bring in this space. */
function Tools({
  levels,
  place,
  label,
}: {
  levels: readonly number[];
  place: { name: string; roomsBy: "steering" | "known" };
  label: string;
}) {
  const { t } = useTranslation("reputation");
  const tools = levels.flatMap(broughtBy);
  if (tools.length === 0) return null;
  return (
    <>
      <p>{label}</p>
      <ul>
        {tools.map((tool) => (
          <li key={tool}>
            {tool === "open_room"
              ? t(`level.tool.open_room.${place.roomsBy}`, { space: place.name })
              : t(`level.tool.${tool}`)}
          </li>
        ))}
      </ul>
    </>
  );
}

function Need({ asked: { what, have, need } }: { asked: Asked }) {
  const { t } = useTranslation("reputation");
  const { round } = usePoints();
  if (what === "lifetime" || what === "current") {
    return <>{t(`level.need.${what}`, { have: round(have), need: round(need) })}</>;
  }
  return <>{t(`level.need.${what}`, { have, need })}</>;
}
