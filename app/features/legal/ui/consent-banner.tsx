import { Link, useFetcher } from "react-router";
import type { LegalDocument } from "../../../../db/schema/legal.ts";
import { ProblemBox, type Reply } from "../../../ui/problem.tsx";
import { useTranslation } from "../../../ui/words.ts";
import styles from "./consent-banner.module.css";

/**
 * Asks to accept what changed, above the page. It stands in nobody's way and, with script, is answered without leaving
 * the page or what is being written on it.
 */
export function ConsentBanner({
  asked,
  path,
}: {
  asked: { documents: LegalDocument[]; mark: string };
  /** Path and query of this page. */
  path: string;
}) {
  const { t } = useTranslation("legal");
  const fetcher = useFetcher<Reply | { ok: true }>();
  const reply = fetcher.data && "problem" in fetcher.data ? fetcher.data : undefined;
  return (
    <section className={styles.banner} aria-labelledby="consent-heading">
      <h2 id="consent-heading">{t("ask.title")}</h2>
      <p className="small">{t("ask.what")}</p>
      <ProblemBox reply={reply} />
      <fetcher.Form method="post" action="/consent" className="row">
        <input type="hidden" name="consent" value={asked.mark} />
        <input type="hidden" name="next" value={path} />
        <button className="btn">{t("ask.act")}</button>
        {asked.documents.map((document) => (
          <Link key={document} to={`/legal/${document}`} target="_blank">
            {t(`title.${document}`)}
          </Link>
        ))}
      </fetcher.Form>
    </section>
  );
}
