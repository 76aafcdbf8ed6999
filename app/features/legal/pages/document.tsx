import { Link } from "react-router";
import type { Place } from "../../../pages/inside.tsx";
import { contextOf } from "../../../platform/context.server.ts";
import { NotFound } from "../../../platform/errors.ts";
import { Day } from "../../../ui/moment.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { Written } from "../../spaces/ui/written.tsx";
import { legalPage } from "../queries.server.ts";
import { documentIn } from "../rules.ts";
import type { Route } from "./+types/document.ts";
import styles from "./legal.module.css";

export const handle = { i18n: ["legal"], place: (): Place => ({ here: [] }) };

/** A legal page in force, or with `?version=` as it was. Throws `NotFound`. */
export async function loader(args: Route.LoaderArgs) {
  const document = documentIn(args.params.document);
  const asked = args.url.searchParams.get("version");
  if (document === null || (asked !== null && !/^[1-9]\d{0,8}$/.test(asked))) throw new NotFound();
  return legalPage(contextOf(args), document, asked === null ? null : Number(asked));
}

export default function LegalDocumentPage({ loaderData: page }: Route.ComponentProps) {
  const { t } = useTranslation("legal");
  const { document, version, inForce, versions } = page;
  const title = t(`title.${document}`);
  return (
    <div className={styles.page}>
      <Title of={title} />
      <h1>{title}</h1>
      {version !== inForce && (
        <p className="strip await">
          {t("old", { version })} <Link to={`/legal/${document}`}>{t("to_current")}</Link>
        </p>
      )}
      {page.gaps > 0 && <p className="strip await">{t("gaps.what", { count: page.gaps })}</p>}
      {page.acceptedAt !== null && (
        <p className="due kept">
          <span>
            {t("accepted")} · <Day at={page.acceptedAt} />
          </span>
        </p>
      )}
      <h2 className="small quiet">
        {t("version", { version })} · <Day at={page.writtenAt} />
      </h2>
      <Written html={page.html} language={page.language} />
      {page.mayEdit && (
        <p>
          <Link className="btn" to={`/admin/legal/${document}`}>
            {t("edit.open")}
          </Link>
        </p>
      )}
      <section aria-labelledby="versions-heading" className={styles.part}>
        <h2 id="versions-heading">{t("versions")}</h2>
        <ul>
          {versions.map((each) => (
            <li key={each.version}>
              <Link
                to={`/legal/${document}?version=${each.version}`}
                aria-current={each.version === version ? "page" : undefined}
              >
                {t("version", { version: each.version })}
              </Link>{" "}
              <span className="small quiet">
                <Day at={each.writtenAt} />
                {each.version === inForce && ` · ${t("in_force")}`}
                {each.asksAgain && ` · ${t("asks_again")}`}
              </span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
