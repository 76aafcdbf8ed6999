import { Link } from "react-router";
import { useTranslation } from "../../../ui/words.ts";
import { Day } from "../../../ui/moment.tsx";
import type { MedianTime, Waiting } from "../figures.server.ts";
import { Due } from "./due.tsx";
import styles from "./kept-word.module.css";

const day = 86_400_000;
const hour = 3_600_000;

/** How long half of the answers took, and who waits longest. */
export function KeptWord({
  medians,
  waiting,
}: {
  medians: { acknowledge: MedianTime; decide: MedianTime };
  waiting: readonly Waiting[];
}) {
  const { t } = useTranslation("piloting");
  return (
    <div className={styles.parts}>
      <dl className={styles.medians}>
        {(["acknowledge", "decide"] as const).map((kind) => (
          <Median key={kind} kind={kind} median={medians[kind]} />
        ))}
      </dl>
      <section aria-labelledby="waiting-heading">
        <h3 id="waiting-heading">{t("waiting.title")}</h3>
        {waiting.length === 0 ? (
          <p className="soft">{t("waiting.none")}</p>
        ) : (
          <ol className={styles.waiting}>
            {waiting.map(({ id, path, title, language, kind, since, dueAt }) => (
              <li key={`${id} ${kind}`}>
                <Link to={path} lang={language}>
                  {title}
                </Link>
                <span className="small quiet">
                  {t(`waiting.for.${kind}`)} <Day at={since} />
                </span>
                <Due at={dueAt} />
              </li>
            ))}
          </ol>
        )}
      </section>
    </div>
  );
}

function Median({ kind, median }: { kind: "acknowledge" | "decide"; median: MedianTime }) {
  const { t, i18n } = useTranslation("piloting");
  if (median === null) return null;
  const inDays = median.time >= day;
  const time = new Intl.NumberFormat(i18n.language, {
    style: "unit",
    unit: inDays ? "day" : "hour",
    unitDisplay: "long",
    maximumFractionDigits: inDays ? 1 : 0,
  }).format(inDays ? median.time / day : Math.max(1, Math.round(median.time / hour)));
  return (
    <div>
      <dt>{t(`median.${kind}`)}</dt>
      <dd>
        <b>{time}</b> <span className="small quiet">{t("median.of", { count: median.of })}</span>
      </dd>
    </div>
  );
}
