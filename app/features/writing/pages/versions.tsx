import { useTranslation } from "../../../ui/words.ts";
import { Form, Link, redirect, useLoaderData } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { Day } from "../../../ui/moment.tsx";
import { Person } from "../../../ui/person.tsx";
import { idOfPath } from "../../ideas/rules.ts";
import { placeUnderIdea } from "../../ideas/ui/place.ts";
import { type ShownVersion, versionsOf } from "../queries.server.ts";
import { usePartWord } from "../ui/part-word.ts";
import { Title } from "../../../ui/title.tsx";
import styles from "./versions.module.css";
import type { Route } from "./+types/versions.ts";

export const handle = {
  i18n: ["writing"],
  place: placeUnderIdea,
};

/** The versions of an idea's text. Asked for two of them (`?from=2&to=5`), it leads to what changed. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const id = idOfPath(args.params.idea);
  const { searchParams } = args.url;
  const loaded = await versionsOf(ctx, id, numberIn(searchParams.get("before")));
  const [from, to] = [numberIn(searchParams.get("from")), numberIn(searchParams.get("to"))];
  if (from !== null && to !== null) {
    throw redirect(`${loaded.idea.path}/versions/${Math.max(from, to)}?from=${Math.min(from, to)}`);
  }
  return loaded;
}

function numberIn(text: string | null): number | null {
  return text !== null && /^[1-9]\d{0,6}$/.test(text) ? Number(text) : null;
}

export default function Versions() {
  const { t } = useTranslation("writing");
  const { idea, versions, next } = useLoaderData<typeof loader>();
  const isOnly = versions.length < 2;
  return (
    <div className={styles.page}>
      <Title of={`${t("versions.title")} · ${idea.title}`} />
      <p className="small">
        <Link to={`${idea.path}#written`}>{t("versions.back")}</Link>
      </p>
      <h1>{t("versions.title")}</h1>
      <p className="lede">{t(isOnly ? "versions.only" : "versions.lede")}</p>
      <Form method="get" action={`${idea.path}/versions`}>
        <ol className={styles.versions} reversed start={versions[0]?.number}>
          {versions.map((version, place) => (
            <Version key={version.number} version={version} place={place} path={idea.path} isOnly={isOnly}>
              {version.number === idea.version && <span className="chip">{t("versions.current")}</span>}
            </Version>
          ))}
        </ol>
        {!isOnly && (
          <p className={styles.act}>
            <button className="btn first">{t("versions.compare")}</button>
          </p>
        )}
      </Form>
      {next !== null && (
        <p>
          <Link className="btn" to={`?before=${next}`}>
            {t("versions.earlier")}
          </Link>
        </p>
      )}
    </div>
  );
}

function Version({
  version,
  place,
  path,
  isOnly,
  children,
}: {
  version: ShownVersion;
  /** Its place on the page: the two newest are chosen at first. */
  place: number;
  path: string;
  isOnly: boolean;
  children: React.ReactNode;
}) {
  const { t } = useTranslation("writing");
  const word = usePartWord();
  const { number, by, others, at, restored, changed } = version;
  return (
    <li className={styles.version}>
      <div className={styles.said}>
        <p className="row">
          <Link to={`${path}/versions/${number}`}>
            <b>{t("versions.name", { version: number })}</b>
          </Link>
          {children}
        </p>
        <p className="small soft">
          {restored !== null
            ? t("versions.restored", { version: restored })
            : changed.length > 0
              ? t("versions.changed", { parts: changed.map(word.named) })
              : t("versions.first")}
        </p>
        <p className={styles.by}>
          {[by, ...others].map((writer) => (
            <Person key={writer.id} name={writer.name} affiliation={writer.affiliation} />
          ))}
          <Day at={at} />
        </p>
      </div>
      {!isOnly && (
        <div className={styles.ends}>
          <label>
            <input type="radio" name="from" value={number} defaultChecked={place === 1} />
            <span aria-hidden="true">{t("versions.from")}</span>
            <span className="away">{t("versions.from_version", { version: number })}</span>
          </label>
          <label>
            <input type="radio" name="to" value={number} defaultChecked={place === 0} />
            <span aria-hidden="true">{t("versions.to")}</span>
            <span className="away">{t("versions.to_version", { version: number })}</span>
          </label>
        </div>
      )}
    </li>
  );
}
