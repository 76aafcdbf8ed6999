import { Link } from "react-router";
import { useClock } from "../../../ui/clock.tsx";
import { longDay } from "../../../ui/dates.ts";
import { Day } from "../../../ui/moment.tsx";
import { Person } from "../../../ui/person.tsx";
import { useTranslation } from "../../../ui/words.ts";
import type { Joined as One } from "../queries.server.ts";
import { objectionMilliseconds } from "../rules.ts";
import { Elements } from "./elements.tsx";
import { Said } from "./said.tsx";
import styles from "./merging.module.css";

/** On an idea's page: the ideas that are part of it now, each with the answer that made it so. */
export function Joined({ joined }: { joined: readonly One[] }) {
  return joined.map((each) => <Letter key={each.merge} joined={each} />);
}

function Letter({ joined }: { joined: One }) {
  const { t, i18n } = useTranslation("merging");
  const { now, timeZone } = useClock();
  const { merge, idea, by, acts } = joined;
  const until = joined.at + objectionMilliseconds;
  return (
    <section className={`answer ${styles.joined}`} id={`from-${idea.id}`} aria-labelledby={`merge-${merge}`}>
      <h2 className="label" id={`merge-${merge}`}>
        {t("joined.title")}
      </h2>
      <p>
        <b lang={idea.language}>{idea.title}</b> · <Link to={`/ideas/${idea.id}/versions`}>{t("joined.text")}</Link>
      </p>
      <Said html={joined.html} />
      <details className="small">
        <summary>{t("joined.elements")}</summary>
        <Elements elements={joined.elements} />
      </details>
      {now < until && (
        <p className="small quiet" suppressHydrationWarning>
          {t("merged.until", { day: longDay(until, { locale: i18n.language, timeZone }) })}
        </p>
      )}
      {joined.objections > 0 && <p className="strip">{t("joined.objections", { count: joined.objections })}</p>}
      <footer>
        <Person
          name={by.name}
          affiliation={by.affiliation}
          avatar={by.avatar}
          sub={
            <>
              <Day at={joined.at} />, {t(`joined.as.${joined.signsAs}`)}
            </>
          }
        />
        {(acts.unmerge || acts.object || acts.judge) && (
          <Link className="btn slim" to={acts.path}>
            {t(acts.judge ? "joined.judge" : acts.unmerge ? "joined.unmerge" : "joined.object")}
          </Link>
        )}
      </footer>
    </section>
  );
}
