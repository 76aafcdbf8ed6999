import { contextOf } from "../../../platform/context.server.ts";
import { useTranslation } from "../../../ui/words.ts";
import { health } from "../health.server.ts";
import { isDiskLow, longestWal } from "../rules.ts";
import { Bytes, Figure, Lasting } from "../ui/figure.tsx";
import { Title } from "../../../ui/title.tsx";
import type { Route } from "./+types/health.ts";
import styles from "./admin.module.css";

export const handle = { i18n: ["administration"] };

/** How the process and its database are. Throws `Forbidden`. */
export function loader(args: Route.LoaderArgs) {
  return health(contextOf(args));
}

export default function Health({ loaderData }: Route.ComponentProps) {
  const { t, i18n } = useTranslation("administration");
  const { database, disk, log, jobs, process } = loaderData;
  const number = new Intl.NumberFormat(i18n.language);
  return (
    <div className={styles.page}>
      <Title of={t("nav.health")} />
      <h1>{t("nav.health")}</h1>
      <section aria-labelledby="database" className={styles.part}>
        <h2 id="database">{t("health.database")}</h2>
        <dl className={styles.figures}>
          <Figure name={t("health.kind")} what={t("health.kind_what")}>
            {database.kind} {database.version}
          </Figure>
          <Figure name={t("health.size")} what={t("health.size_what")}>
            <Bytes of={database.size} />
          </Figure>
          {database.wal !== null && (
            <Figure
              name={t("health.wal")}
              what={
                database.wal > longestWal ? (
                  <span className="due over">{t("health.wal_long")}</span>
                ) : (
                  t("health.wal_what")
                )
              }
            >
              <Bytes of={database.wal} />
            </Figure>
          )}
          <Figure name={t("health.migrations")} what={database.migrations.join(", ")}>
            {number.format(database.migrations.length)}
          </Figure>
          <Figure
            name={t("health.free")}
            what={isDiskLow(disk) ? <span className="due over">{t("health.free_low")}</span> : t("health.free_what")}
          >
            <Bytes of={disk.free} />
          </Figure>
        </dl>
      </section>
      <section aria-labelledby="work" className={styles.part}>
        <h2 id="work">{t("health.work")}</h2>
        <dl className={styles.figures}>
          <Figure name={t("health.head")} what={t("health.head_what")}>
            {number.format(log.head)}
          </Figure>
          {log.readers.map(({ reader, behind }) => (
            <Figure key={reader} name={t("health.reader", { reader })} what={t("health.reader_what")}>
              {t("health.behind", { count: behind })}
            </Figure>
          ))}
          <Figure name={t("health.due")} what={t("health.due_what")}>
            {number.format(jobs.due)}
          </Figure>
          <Figure name={t("health.later")} what={t("health.later_what")}>
            {number.format(jobs.later)}
          </Figure>
          <Figure name={t("health.failed")} what={t("health.failed_what")}>
            {number.format(jobs.failed)}
          </Figure>
        </dl>
      </section>
      <section aria-labelledby="process" className={styles.part}>
        <h2 id="process">{t("health.process")}</h2>
        <dl className={styles.figures}>
          <Figure name={t("health.version")}>{process.version}</Figure>
          <Figure name="Node.js">{process.node}</Figure>
          <Figure name={t("health.uptime")} what={t("health.uptime_what")}>
            <Lasting of={process.uptime} />
          </Figure>
          <Figure name={t("health.memory")} what={t("health.memory_what")}>
            <Bytes of={process.memory} />
          </Figure>
        </dl>
      </section>
      <p className="small quiet">{t("health.elsewhere")}</p>
    </div>
  );
}
