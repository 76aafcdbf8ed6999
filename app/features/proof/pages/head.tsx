import { useLoaderData } from "react-router";
import type { Place } from "../../../pages/inside.tsx";
import { contextOf } from "../../../platform/context.server.ts";
import { Empty } from "../../../ui/empty.tsx";
import { Day, Moment } from "../../../ui/moment.tsx";
import { Pager } from "../../../ui/pager.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { headsPage, sealIn } from "../queries.server.ts";
import styles from "./head.module.css";
import type { Route } from "./+types/head.ts";

export const handle = { i18n: ["proof"], place: (): Place => ({ here: [] }) };

/** The newest signed head of the log, and those before it: `?before=` begins after a number of a seal. Throws `NotFound`. */
export async function loader(args: Route.LoaderArgs) {
  const before = sealIn(args.url.searchParams, "before");
  return { before, ...(await headsPage(contextOf(args), before)) };
}

export default function HeadPage() {
  const { t } = useTranslation("proof");
  const { newest, earlier, next, keys, before } = useLoaderData<typeof loader>();
  return (
    <div className={styles.page}>
      <Title of={t("title")} />
      <h1>{t("title")}</h1>
      <p className="lede">{t("lede")}</p>
      {newest ? (
        <>
          <section aria-labelledby="newest-heading" className={styles.part}>
            <h2 id="newest-heading">{t("newest")}</h2>
            <p className="quiet small">
              <Moment at={newest.at} />
            </p>
            <dl className={styles.fields}>
              <dt>{t("field.seal")}</dt>
              <dd className="num">{t("number", { n: newest.n })}</dd>
              <dt>{t("field.hash")}</dt>
              <dd className={styles.code}>{newest.hash}</dd>
              <dt>{t("field.signature")}</dt>
              <dd className={styles.code}>{newest.signature}</dd>
            </dl>
            <p className="row">
              <a className="btn first" href={`/reputation/head.json?n=${newest.n}`}>
                {t("save")}
              </a>
              <a className="btn" href={`/reputation/head.txt?n=${newest.n}`}>
                {t("as_text")}
              </a>
            </p>
          </section>
          <section aria-labelledby="check-heading" className={styles.part}>
            <h2 id="check-heading">{t("check.heading")}</h2>
            <p>{t("check.how")}</p>
            <p>
              <code className={styles.code}>npm run caco -- log check caco-head-{newest.n}.json</code>
            </p>
            <p>{t("check.compare")}</p>
            <h3>{t("keys.heading", { count: keys.length })}</h3>
            <p className="small soft">{t("keys.what")}</p>
            <ul className={styles.keys}>
              {keys.map(({ key, from, to }) => (
                <li key={key}>
                  <span className={styles.code}>{key}</span>{" "}
                  <span className="small quiet">
                    {from !== null && <Day at={from} />} – {to !== null && <Day at={to} />}
                  </span>
                </li>
              ))}
            </ul>
          </section>
          <section aria-labelledby="earlier-heading" className={styles.part}>
            <h2 id="earlier-heading">{t("earlier.heading")}</h2>
            {earlier.length === 0 ? (
              <p className="soft">{t("earlier.none")}</p>
            ) : (
              <ul className={styles.earlier}>
                {earlier.map(({ n, at, hash }) => (
                  <li key={n}>
                    <span>
                      <Day at={at} /> <span className="quiet num">{t("earlier.seal", { n })}</span>
                    </span>
                    <span className={styles.code}>{hash}</span>
                    <span className="row small">
                      <a href={`/reputation/head.json?n=${n}`} aria-label={t("earlier.save", { n })}>
                        JSON
                      </a>
                      <a href={`/reputation/head.txt?n=${n}`} aria-label={t("earlier.as_text", { n })}>
                        {t("earlier.text")}
                      </a>
                    </span>
                  </li>
                ))}
              </ul>
            )}
            {(next !== null || before !== null) && (
              <Pager
                previous={before === null ? undefined : { to: "/reputation/head", label: t("earlier.newest") }}
                next={next === null ? undefined : { to: `/reputation/head?before=${next}`, label: t("earlier.more") }}
              />
            )}
          </section>
        </>
      ) : (
        <Empty title={t("none.title")}>
          <p>{t("none.what")}</p>
        </Empty>
      )}
    </div>
  );
}
