import { Form, Link } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { idPattern } from "../../../platform/ids.ts";
import { Empty } from "../../../ui/empty.tsx";
import { Field } from "../../../ui/field.tsx";
import { Moment } from "../../../ui/moment.tsx";
import { Pager } from "../../../ui/pager.tsx";
import { Person } from "../../../ui/person.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { peoplePage } from "../people.server.ts";
import { limits, peopleFilters } from "../rules.ts";
import { PersonMarks } from "../ui/person-marks.tsx";
import type { Route } from "./+types/people.ts";
import styles from "./admin.module.css";

export const handle = { i18n: ["administration"] };

/** Everybody who has an account, the newest first. Throws `Forbidden`. */
export async function loader(args: Route.LoaderArgs) {
  const { searchParams } = args.url;
  const query = (searchParams.get("q") ?? "").slice(0, limits.query);
  const filter = peopleFilters.find((each) => each === searchParams.get("show")) ?? "all";
  const key = searchParams.get("after") ?? "";
  const after = idPattern.test(key) ? key : null;
  return { ...(await peoplePage(contextOf(args), query, filter, after)), query, filter, isFirstPage: after === null };
}

export default function People({ loaderData }: Route.ComponentProps) {
  const { t } = useTranslation("administration");
  const { people, next, query, filter, isFirstPage } = loaderData;
  const at = (change: Record<string, string>) => `?${new URLSearchParams({ q: query, show: filter, ...change })}`;
  return (
    <div className={styles.page}>
      <Title of={t("nav.people")} />
      <h1>{t("nav.people")}</h1>
      <Form method="get" className={styles.search} role="search">
        <Field
          type="search"
          name="q"
          label={t("people.search")}
          hint={t("people.search_hint")}
          maxLength={limits.query}
          defaultValue={query}
          key={query}
        />
        <input type="hidden" name="show" value={filter} />
        <button className="btn">{t("people.find")}</button>
      </Form>
      <nav className="tabs" aria-label={t("people.filter")}>
        {peopleFilters.map((each) => (
          <Link key={each} to={at({ show: each })} aria-current={each === filter ? "page" : undefined}>
            {t(`people.show.${each}`)}
          </Link>
        ))}
      </nav>
      {people.length === 0 ? (
        <Empty title={t("people.none")}>
          <p className="soft">{t("people.none_what")}</p>
        </Empty>
      ) : (
        <ul className={styles.list}>
          {people.map((person) => (
            <li key={person.id}>
              <Person
                name={person.name}
                affiliation={person.affiliation}
                to={`/admin/people/${person.id}`}
                sub={
                  <>
                    @{person.handle}
                    {person.email !== null && ` · ${person.email}`}
                  </>
                }
              />
              <span className="row small">
                <PersonMarks {...person} />
                <span className="quiet">
                  {person.seenAt === null ? (
                    t("people.signed_out")
                  ) : (
                    <>
                      {t("people.seen")} <Moment at={person.seenAt} />
                    </>
                  )}
                </span>
              </span>
            </li>
          ))}
        </ul>
      )}
      {(next !== null || !isFirstPage) && (
        <Pager
          previous={isFirstPage ? undefined : { to: at({}), label: t("first") }}
          next={next === null ? undefined : { to: at({ after: next }), label: t("next") }}
        />
      )}
    </div>
  );
}
