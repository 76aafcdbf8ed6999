import { Form, Link } from "react-router";
import type { Place } from "../../../pages/inside.tsx";
import { contextOf } from "../../../platform/context.server.ts";
import { Empty } from "../../../ui/empty.tsx";
import { Field } from "../../../ui/field.tsx";
import { Moment } from "../../../ui/moment.tsx";
import { Pager } from "../../../ui/pager.tsx";
import { Person } from "../../../ui/person.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { Title } from "../../../ui/title.tsx";
import { useCalled, useTranslation } from "../../../ui/words.ts";
import { outcomes, personPath } from "../../people/rules.ts";
import { facets, reputationPath } from "../../reputation/rules.ts";
import { usePoints } from "../../reputation/ui/use-points.ts";
import { waysInto } from "../../spaces/policy.ts";
import { SpaceTabs } from "../../spaces/ui/space-tabs.tsx";
import { callsBy, type Pioneer, pioneersIn, searchedSpace, type ShownCall } from "../queries.server.ts";
import { isForSomething, limits, pioneersPath, searchIn, searchText } from "../rules.ts";
import { Pieces } from "../ui/pieces.tsx";
import type { Route } from "./+types/pioneers.ts";
import styles from "./pioneers.module.css";

export const handle = {
  i18n: ["pioneers", "people", "reputation", "spaces"],
  place: ({ space }: Awaited<ReturnType<typeof loader>>): Place => ({
    here: [{ label: space.name, to: `/s/${space.slug}` }],
    accent: space.accent,
  }),
};

/** Who knows about something in a space, for those who steer it. Throws `NotFound`, `Forbidden`. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const space = await searchedSpace(ctx, args.params.space);
  const search = searchIn(args.url.searchParams);
  const isAsked = isForSomething(search);
  return {
    space: { name: space.name, slug: space.slug, accent: space.accent },
    ways: waysInto(ctx.actor, space),
    search,
    isAsked,
    ...(await pioneersIn(ctx, space, search)),
    calls: isAsked ? [] : await callsBy(ctx, space),
    told: args.url.searchParams.get("told"),
  };
}

export default function Pioneers({ loaderData }: Route.ComponentProps) {
  const { t } = useTranslation("pioneers");
  const { space, ways, search, isAsked, people, hasMore, calls, told } = loaderData;
  return (
    <div className={styles.page}>
      <Title of={`${t("title")} · ${space.name}`} />
      <header className="stack">
        <h1>{t("title")}</h1>
        <p className="lede">{t("lede", { space: space.name })}</p>
        <SpaceTabs slug={space.slug} ways={ways} here="pioneers" />
      </header>
      {told !== null && calls.some(({ id }) => id === told) && (
        <p className="strip live" role="status">
          {t("mine.sent", { name: calls.find(({ id }) => id === told)?.who.name ?? "" })}
        </p>
      )}
      <SearchForm search={search} />
      {!isAsked && <p className="soft">{t("ask")}</p>}
      {isAsked && people.length === 0 && (
        <Empty title={t("none")}>
          <p className="soft">{t("none_what")}</p>
        </Empty>
      )}
      {people.length > 0 && (
        <>
          <p className="small soft">{t(search.words === "" ? "order.newest" : "order.words")}</p>
          <ul className={styles.list}>
            {people.map((person) => (
              <li key={person.id}>
                <Found person={person} space={space.slug} hasWords={search.words !== ""} />
              </li>
            ))}
          </ul>
        </>
      )}
      {(hasMore || search.page > 1) && (
        <Pager
          previous={search.page > 1 ? { to: searchText({ ...search, page: 1 }), label: t("first") } : undefined}
          next={hasMore ? { to: searchText({ ...search, page: search.page + 1 }), label: t("more") } : undefined}
        />
      )}
      {calls.length > 0 && <Mine calls={calls} />}
    </div>
  );
}

function SearchForm({ search }: { search: Route.ComponentProps["loaderData"]["search"] }) {
  const { t } = useTranslation("pioneers");
  const { t: ofReputation } = useTranslation("reputation");
  return (
    <Form method="get" role="search" className={styles.search} key={searchText(search)}>
      <Field
        type="search"
        name="q"
        label={t("field.words")}
        hint={t("field.words_hint")}
        maxLength={limits.words}
        defaultValue={search.words}
      />
      <SelectField
        name="facet"
        label={t("field.facet")}
        options={[
          { value: "", label: t("field.any") },
          ...facets.map((facet) => ({ value: facet, label: ofReputation(`facet.${facet}`) })),
        ]}
        defaultValue={search.facet ?? ""}
      />
      <SelectField
        name="level"
        label={t("field.level")}
        options={[
          { value: "", label: t("field.any_level") },
          ...[1, 2, 3].map((level) => ({ value: String(level), label: t("field.level_least", { level }) })),
        ]}
        defaultValue={search.level > 0 ? String(search.level) : ""}
      />
      <button className="btn first">{t("field.act")}</button>
    </Form>
  );
}

function Found({ person, space, hasWords }: { person: Pioneer; space: string; hasWords: boolean }) {
  const { t } = useTranslation("pioneers");
  const { t: ofPeople } = useTranslation("people");
  const { t: ofReputation } = useTranslation("reputation");
  const { round } = usePoints();
  const { name, handle: called, affiliation, avatar, found, facets: own, level, pieces } = person;
  const path = personPath(called);
  return (
    <>
      <div className={styles.who}>
        <Person
          name={name}
          affiliation={affiliation}
          avatar={avatar}
          to={path}
          sub={
            <>
              {hasWords && `${t("found", { count: found })} · `}
              {t("level", { level })}
            </>
          }
        />
        <Link className="btn" to={pioneersPath(space, called)}>
          {t("invite", { name })}
        </Link>
      </div>
      {own.length > 0 && (
        <p className={`small ${styles.facts}`}>
          {own.map(({ facet, lifetime }) => (
            <Link key={facet} to={`${reputationPath(path)}?space=${space}&facet=${facet}`}>
              {t("facet", { facet: ofReputation(`facet.${facet}`), points: round(lifetime) })}
            </Link>
          ))}
        </p>
      )}
      <Pieces pieces={pieces} />
      <p className={`small ${styles.facts}`}>
        {outcomes.map(
          (outcome) =>
            person.outcomes[outcome] > 0 && (
              <Link key={outcome} to={`${path}?show=${outcome}`}>
                {ofPeople(`outcome.${outcome}`, { count: person.outcomes[outcome] })}
              </Link>
            ),
        )}
      </p>
    </>
  );
}

/** Whom the reader asked here before, and what they said. */
function Mine({ calls }: { calls: readonly ShownCall[] }) {
  const { t } = useTranslation("pioneers");
  const called = useCalled();
  return (
    <section aria-labelledby="mine-heading" className="stack">
      <h2 id="mine-heading">{t("mine.heading")}</h2>
      <ul className={styles.list}>
        {calls.map(({ id, who, to, state, at }) => (
          <li key={id}>
            <p>
              <Link to={personPath(who.handle)}>{called(who.name)}</Link> ·{" "}
              {to.path === null ? to.title : <Link to={to.path}>{to.title}</Link>}{" "}
              <span className="small quiet">
                {t(`state.${state}`)} · <Moment at={at} />
              </span>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
