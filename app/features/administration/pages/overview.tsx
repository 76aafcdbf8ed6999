import { Link } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { Empty } from "../../../ui/empty.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { overview } from "../health.server.ts";
import type { Attention } from "../rules.ts";
import { Bytes, Figure, Lasting } from "../ui/figure.tsx";
import { Title } from "../../../ui/title.tsx";
import type { Route } from "./+types/overview.ts";
import styles from "./admin.module.css";

export const handle = { i18n: ["administration"] };

/** What needs an admin's attention. Throws `Forbidden`. */
export function loader(args: Route.LoaderArgs) {
  return overview(contextOf(args));
}

/** Where somebody does something about it, if that is a page of the administration. */
const wayTo: Partial<Record<Attention, string>> = {
  disk: "/admin/health",
  wal: "/admin/health",
  failed_jobs: "/admin/jobs",
  failed_mails: "/admin/mail?show=failed",
  late_mails: "/admin/mail?show=waiting",
  no_mail_server: "/admin/mail",
};

export default function Overview({ loaderData }: Route.ComponentProps) {
  const { t, i18n } = useTranslation("administration");
  const { attention, people, spaces, version, disk, uptime } = loaderData;
  const number = new Intl.NumberFormat(i18n.language);
  return (
    <div className={styles.page}>
      <Title of={t("overview.title")} />
      <h1>{t("overview.title")}</h1>
      {attention.length === 0 ? (
        <Empty title={t("overview.well")}>
          <p className="soft">{t("overview.well_what")}</p>
        </Empty>
      ) : (
        <section aria-labelledby="attention" className={styles.part}>
          <h2 id="attention">{t("overview.attention")}</h2>
          <ul className={styles.list}>
            {attention.map(({ what, count }) => (
              <li key={what}>
                <div className={styles.said}>
                  <b>{t(`attention.${what}`, { count })}</b>
                  <span className="small quiet">{t(`attention.${what}_what`)}</span>
                </div>
                {wayTo[what] && (
                  <Link className="btn slim" to={wayTo[what]}>
                    {t("overview.look")}
                    <span className="away"> {t(`attention.${what}`, { count })}</span>
                  </Link>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      <section aria-labelledby="figures" className={styles.part}>
        <h2 id="figures">{t("overview.figures")}</h2>
        <dl className={styles.figures}>
          <Figure name={t("overview.people")}>{number.format(people)}</Figure>
          <Figure name={t("overview.spaces")}>{number.format(spaces)}</Figure>
          <Figure name={t("health.free")}>
            <Bytes of={disk.free} />
          </Figure>
          <Figure name={t("health.uptime")}>
            <Lasting of={uptime} />
          </Figure>
          <Figure name={t("health.version")}>{version}</Figure>
        </dl>
      </section>
    </div>
  );
}
