import { Link } from "react-router";
import type { LegalDocument } from "../../../../db/schema/legal.ts";
import { Day } from "../../../ui/moment.tsx";
import { useTranslation } from "../../../ui/words.ts";

/** What somebody accepted and when, with the way to each text as it was. */
export function MyConsents({ given }: { given: readonly { document: LegalDocument; version: number; at: number }[] }) {
  const { t } = useTranslation("legal");
  return (
    <section className="stack" aria-labelledby="consents-heading">
      <h2 id="consents-heading">{t("mine.title")}</h2>
      {given.length === 0 && <p className="soft">{t("mine.none")}</p>}
      <ul>
        {given.map(({ document, version, at }) => (
          <li key={`${document} ${version}`}>
            <Link to={`/legal/${document}?version=${version}`}>
              {t("mine.line", { title: t(`title.${document}`), version })}
            </Link>{" "}
            <span className="small quiet">
              <Day at={at} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
