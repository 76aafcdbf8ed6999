import type { ReactNode } from "react";
import { Form, Link } from "react-router";
import { useClock } from "../../../ui/clock.tsx";
import { plainDay } from "../../../ui/dates.ts";
import { Field } from "../../../ui/field.tsx";
import { Day, Moment } from "../../../ui/moment.tsx";
import { Person } from "../../../ui/person.tsx";
import { ProblemBox, type Reply, useFieldError } from "../../../ui/problem.tsx";
import { useCalled, useTranslation } from "../../../ui/words.ts";
import { personPath } from "../../people/rules.ts";
import { ruleSets, rulesAt } from "../../reputation/rules.ts";
import { usePoints } from "../../reputation/ui/use-points.ts";
import { fewestInABar } from "../../signals/rules.ts";
import type { ShownForecast, ShownOutcome } from "../queries.server.ts";
import { forecastsPath } from "../rules.ts";
import styles from "./forecasts.module.css";
import { Ruler } from "./ruler.tsx";

/**
 * A question, how it stands, and where it is open the way to say how likely it is. `path`: the address of its idea;
 * `from`: where the answer comes back to.
 */
export function ForecastCard({
  forecast,
  path,
  level = 2,
  isSignedIn,
  reply,
  typed,
  from = null,
  children,
}: {
  forecast: ShownForecast;
  path: string;
  level?: 2 | 3;
  isSignedIn: boolean;
  reply?: Reply | undefined;
  /** What was typed before signing in. */
  typed?: string | undefined;
  from?: "space" | null;
  children?: ReactNode;
}) {
  const { t, i18n } = useTranslation("forecasts");
  const { now } = useClock();
  const { question, language, by, at, closesAt, knownOn, state, answers, mine, outcome, spread } = forecast;
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <div className={styles.forecast} id={`forecast-${forecast.id}`}>
      <Heading lang={language} className={level === 3 ? styles.small : undefined}>
        {question}
      </Heading>
      <p className={styles.facts}>
        <span>
          {t(state === "open" ? "until" : "closed_since")} <Day at={closesAt - 1} />
        </span>
        {state !== "resolved" && (
          <span>{t("known_by", { day: plainDay(knownOn, { now, locale: i18n.language }) })}</span>
        )}
        <span>{t("answers", { count: answers })}</span>
      </p>
      {forecast.mayAnswer && (
        <Give forecast={forecast} path={path} isSignedIn={isSignedIn} reply={reply} typed={typed} from={from} />
      )}
      {!forecast.mayAnswer && reply && "probability" in reply.values && <ProblemBox reply={reply} />}
      {state === "closed" && (
        <p>
          {t("awaited")}{" "}
          {isSignedIn && <span>{mine === null ? t("give.none") : t("give.said", { percent: mine })}</span>}
        </p>
      )}
      {outcome && (
        <>
          <Outcome outcome={outcome} />
          <div className={styles.said}>
            {spread ? (
              <>
                <p>{t("spread.told", spread)}</p>
                <Ruler spread={spread} mine={mine} />
              </>
            ) : (
              answers > 0 && <p className="small soft">{t("spread.few", { count: fewestInABar })}</p>
            )}
            {mine !== null && (
              <p>
                {t("give.said", { percent: mine })} <Brought forecast={forecast} />
              </p>
            )}
          </div>
          {forecast.corrected.length > 0 && (
            <details>
              <summary className="btn bare slim">
                {t("outcome.corrected", { count: forecast.corrected.length })}
              </summary>
              {forecast.corrected.map((each) => (
                <Outcome key={each.id} outcome={each} />
              ))}
            </details>
          )}
        </>
      )}
      {children}
      <Person
        name={by.name}
        affiliation={by.affiliation}
        avatar={by.avatar}
        to={personPath(by.handle)}
        sub={
          <>
            {t("asked")} <Moment at={at} />
          </>
        }
      />
    </div>
  );
}

function Give({
  forecast: { id, mine },
  path,
  isSignedIn,
  reply,
  typed,
  from,
}: {
  forecast: ShownForecast;
  path: string;
  isSignedIn: boolean;
  reply: Reply | undefined;
  typed: string | undefined;
  from: "space" | null;
}) {
  const { t } = useTranslation("forecasts");
  const refusal = reply && "probability" in reply.values ? reply : undefined;
  const wrong = useFieldError(refusal);
  return (
    <Form method="post" action={forecastsPath(path)} className="stack" noValidate>
      <ProblemBox reply={refusal} />
      {mine !== null && <p>{t("give.mine", { percent: mine })}</p>}
      <input type="hidden" name="forecast" value={id} />
      {from !== null && <input type="hidden" name="from" value={from} />}
      <div className={styles.give}>
        <Field
          name="probability"
          type="number"
          inputMode="numeric"
          min={0}
          max={100}
          label={t("give.label")}
          defaultValue={refusal?.values.probability ?? typed ?? (mine === null ? "" : String(mine))}
          error={wrong("probability")}
          key={mine}
        />
        <button className={mine === null ? "btn first" : "btn"} name="act" value="answer">
          {t(mine === null ? "give.first" : "give.again")}
        </button>
      </div>
      <p className="small quiet">{isSignedIn ? t("give.public") : t("give.sign_in")}</p>
    </Form>
  );
}

function Outcome({ outcome: { happened, words, link, by, at, tookPart } }: { outcome: ShownOutcome }) {
  const { t } = useTranslation("forecasts");
  const called = useCalled();
  return (
    <div className="answer">
      <p className="label">
        <b>{t(`outcome.${happened}`)}</b> {t("outcome.by", { name: called(by.name) })} · <Moment at={at} />
      </p>
      <p className={styles.words}>{words}</p>
      {link !== null && (
        <p>
          <a href={link} rel="nofollow noopener noreferrer ugc">
            {t("outcome.link")}
          </a>{" "}
          <span className="small quiet">{new URL(link).host}</span>
        </p>
      )}
      {tookPart && <p className="small soft">{t("outcome.took_part")}</p>}
    </div>
  );
}

function Brought({ forecast: { points, outcome } }: { forecast: ShownForecast }) {
  const { t } = useTranslation("forecasts");
  const { round } = usePoints();
  if (points === null || outcome === null) return null;
  const most = rulesAt(ruleSets, outcome.at).rules.forecast.points;
  return (
    <>
      {points === 0 ? t("points.nothing") : t("points.brought", { points: round(points), most: round(most) })}{" "}
      <Link to="/reputation/rules#what-if">{t("how")}</Link>
    </>
  );
}
