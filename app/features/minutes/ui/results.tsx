import { Link } from "react-router";
import { useCalled, useTranslation } from "../../../ui/words.ts";
import type { Minutes, Named } from "../queries.server.ts";
import { fewestDuels, outcomeOf } from "../rules.ts";
import styles from "./results.module.css";

/** What a room came to: votes, rankings, decisions, the text, and the questions that stayed open. */
export function Results({ minutes }: { minutes: Minutes }) {
  return (
    <>
      <Votes votes={minutes.votes} />
      <Rankings rankings={minutes.rankings} />
      <Decisions proposals={minutes.proposals} />
      <Draft draft={minutes.draft} />
      <Questions questions={minutes.questions} />
    </>
  );
}

function Votes({ votes }: Pick<Minutes, "votes">) {
  const { t, i18n } = useTranslation("minutes");
  const number = new Intl.NumberFormat(i18n.language);
  return votes.map(({ ballot, voters, results }, at) => (
    <section key={at} className={styles.part}>
      <h2>{t(`votes.${ballot}`)}</h2>
      <p className="soft">{voters === 0 ? t("votes.none") : t("votes.voters", { count: voters })}</p>
      {results.length > 0 && (
        <table className={styles.figures}>
          <thead>
            <tr>
              <th scope="col">{t("votes.subject")}</th>
              <th scope="col">{t("votes.total")}</th>
            </tr>
          </thead>
          <tbody>
            {results.map(({ subject, total }, place) => (
              <tr key={place}>
                <th scope="row">{subject}</th>
                <td>{number.format(total)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  ));
}

function Rankings({ rankings }: Pick<Minutes, "rankings">) {
  const { t, i18n } = useTranslation("minutes");
  const number = new Intl.NumberFormat(i18n.language);
  const share = new Intl.NumberFormat(i18n.language, { style: "percent" });
  return rankings.map(({ results }, at) => (
    <section key={at} className={styles.part}>
      <h2>{t("ranking.title")}</h2>
      <table className={styles.figures}>
        <thead>
          <tr>
            <th scope="col">{t("votes.subject")}</th>
            <th scope="col">{t("ranking.share")}</th>
            <th scope="col">{t("ranking.duels")}</th>
          </tr>
        </thead>
        <tbody>
          {results.map(({ subject, score, duels }, place) => (
            <tr key={place}>
              <th scope="row">{subject}</th>
              <td>{duels < fewestDuels ? t("ranking.early") : share.format(score / 10_000)}</td>
              <td>{number.format(duels)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  ));
}

function Decisions({ proposals }: Pick<Minutes, "proposals">) {
  const { t } = useTranslation("minutes");
  const named = useNamed();
  if (proposals.length === 0) return null;
  return (
    <section className={styles.part} aria-labelledby="decisions-heading">
      <h2 id="decisions-heading">{t("decisions.title")}</h2>
      <ul className={styles.list}>
        {proposals.map(({ id, body, by, consents, passes, objections }) => (
          <li key={id}>
            <p className={styles.body}>{body}</p>
            <p className="small quiet">{t("decisions.by", { name: named(by) })}</p>
            <p>
              <b>{t(`decisions.${outcomeOf({ consents, objections })}`)}</b>
              {" · "}
              {t("decisions.counts", {
                consents: t("decisions.consents", { count: consents }),
                passes: t("decisions.passes", { count: passes }),
              })}
            </p>
            {objections.map(({ by: objector, reason }, at) => (
              <blockquote key={at} className={styles.objection}>
                <p className="small">{t("decisions.objection", { name: named(objector) })}</p>
                <p className={styles.body}>{reason}</p>
              </blockquote>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Draft({ draft }: Pick<Minutes, "draft">) {
  const { t } = useTranslation("minutes");
  const named = useNamed();
  if (!draft) return null;
  return (
    <section className={styles.part} aria-labelledby="draft-heading">
      <h2 id="draft-heading">{t("draft.title")}</h2>
      <p className="small quiet">{t("draft.by", { names: draft.by.map(named) })}</p>
      <p className={`${styles.body} ${styles.draft}`}>{draft.body}</p>
      {draft.became && (
        <p className="small">
          <Link to={draft.became.path}>{t(`draft.${draft.became.as}`)}</Link>
        </p>
      )}
    </section>
  );
}

function Questions({ questions }: Pick<Minutes, "questions">) {
  const { t } = useTranslation("minutes");
  const named = useNamed();
  if (questions.length === 0) return null;
  return (
    <section className={styles.part} aria-labelledby="questions-heading">
      <h2 id="questions-heading">{t("questions")}</h2>
      <ul className={styles.list}>
        {questions.map(({ id, body, by }) => (
          <li key={id}>
            <p className={styles.body}>{body}</p>
            <p className="small quiet">{named(by)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function useNamed(): (person: Named | null) => string {
  const { t } = useTranslation("minutes");
  const called = useCalled();
  return (person) => (person ? called(person.name) : t("somebody"));
}
