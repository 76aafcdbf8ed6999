import { Link } from "react-router";
import { broughtBy } from "../../reputation/policy.ts";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { components } from "../../crediting/rules.ts";
import { FairnessRules } from "../../fairness/ui/fairness-rules.tsx";
import type { Announced } from "../../reputation/queries.server.ts";
import { wholeFactor } from "../../confirming/rules.ts";
import type { RulebookPage } from "../queries.server.ts";
import { Changelog } from "./changelog.tsx";
import styles from "./rulebook.module.css";
import { useFigures } from "./use-figures.ts";
import { WhatIf } from "./what-if.tsx";

const nothing = ["posting", "giving", "coming", "followers", "against", "buying"] as const;

/** The rules of reputation in words, each with its numbers and its reason. */
export function Rulebook({ page, own }: { page: RulebookPage; own: Announced | null }) {
  const { t } = useTranslation("rulebook");
  return (
    <div className={styles.page}>
      <Title of={t("title")} />
      <h1>{t("title")}</h1>
      <p className="lede">{t("lede")}</p>
      <p>{t("laws")}</p>
      <nav aria-label={t("contents")}>
        <ul className={styles.contents}>
          {(
            [
              "counts",
              "nothing",
              "signals",
              "readings",
              "levels",
              "shares",
              "fairness",
              "confirming",
              "what-if",
              "changelog",
            ] as const
          ).map((part) => (
            <li key={part}>
              <a href={`#${part}`}>{t(`heading.${part}`)}</a>
            </li>
          ))}
        </ul>
      </nav>
      <WhatCounts page={page} />
      <section aria-labelledby="nothing" className={styles.part}>
        <h2 id="nothing">{t("heading.nothing")}</h2>
        <p>{t("nothing.lede")}</p>
        <dl className={styles.reasons}>
          {nothing.map((each) => (
            <div key={each}>
              <dt>{t(`nothing.${each}`)}</dt>
              <dd>{t(`nothing.${each}_why`)}</dd>
            </div>
          ))}
        </dl>
      </section>
      <SignalRules page={page} />
      <Readings page={page} />
      <Levels page={page} />
      <Shares page={page} />
      <FairnessRules />
      <Confirming page={page} />
      <WhatIf page={page} />
      <Changelog page={page} own={own} />
      <p className={styles.part}>
        {t("proof.what")} <Link to="/reputation/head">{t("proof.open")}</Link>
      </p>
    </div>
  );
}

function WhatCounts({ page: { facets, session } }: { page: RulebookPage }) {
  const { t } = useTranslation("rulebook");
  const { points, percent } = useFigures();
  return (
    <section aria-labelledby="counts" className={styles.part}>
      <h2 id="counts">{t("heading.counts")}</h2>
      <p>{t("counts.lede")}</p>
      {facets.map(({ facet, rules }) => (
        <section key={facet} aria-labelledby={`facet-${facet}`} className={styles.facet}>
          <h3 id={`facet-${facet}`}>{t(`facet.${facet}`)}</h3>
          <p className="soft">{t(`facet.${facet}_what`)}</p>
          <ul className={styles.rules}>
            {rules.map(({ name, rule }) => (
              <li key={name}>
                <span>
                  <b>{t(`rule.${name}`)}</b>
                  <span className="small soft">
                    {t(`why.${name}`, { people: session.people, useful: percent(session.useful) })}
                  </span>
                </span>
                <span className={styles.worth}>
                  <b className="num">{points(rule.points)}</b>
                  {rule.times !== null && <span className="small quiet">{t(`times.${rule.times}`)}</span>}
                </span>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <p className="small soft">{t("counts.reversal")}</p>
    </section>
  );
}

function SignalRules({ page: { constants, facets } }: { page: RulebookPage }) {
  const { t } = useTranslation("rulebook");
  const { points, factor, constant } = useFigures();
  const { damping_factors: factors, damping_within: within, daily_cap: cap } = constants;
  const worth = facets.flatMap(({ rules }) => rules).find(({ name }) => name === "signal_received")?.rule.points ?? 0;
  const values = factors.values.map((each) => (worth * each) / 1_000);
  return (
    <section aria-labelledby="signals" className={styles.part}>
      <h2 id="signals">{t("heading.signals")}</h2>
      <p>{t("signals.damping", { within: constant(within) })}</p>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t("signals.which")}</th>
            <th scope="col">{t("signals.factor")}</th>
            <th scope="col">{t("signals.points")}</th>
          </tr>
        </thead>
        <tbody>
          {values.map((value, place) => (
            <tr key={place}>
              <th scope="row">{t("signals.nth", { n: place + 1 })}</th>
              <td>× {factor(factors.values[place] ?? 0)}</td>
              <td>{points(value)}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">{t("signals.more")}</th>
            <td>× {factor(0)}</td>
            <td>{points(0)}</td>
          </tr>
          <tr className={styles.sum}>
            <th scope="row">{t("signals.most")}</th>
            <td />
            <td>{points(values.reduce((sum, value) => sum + value, 0))}</td>
          </tr>
        </tbody>
      </table>
      <p>{t("signals.damping_why")}</p>
      <p>{t("signals.cap", { cap: constant(cap) })}</p>
      <p>{t("signals.reopen")}</p>
    </section>
  );
}

function Readings({ page: { constants } }: { page: RulebookPage }) {
  const { t } = useTranslation("rulebook");
  const { percent, constant } = useFigures();
  const [half = 0] = constants.half_life.values;
  return (
    <section aria-labelledby="readings" className={styles.part}>
      <h2 id="readings">{t("heading.readings")}</h2>
      <dl className={styles.reasons}>
        <div>
          <dt>{t("readings.lifetime")}</dt>
          <dd>{t("readings.lifetime_what")}</dd>
        </div>
        <div>
          <dt>{t("readings.current")}</dt>
          <dd>{t("readings.current_what", { half: constant(constants.half_life) })}</dd>
        </div>
      </dl>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t("readings.age")}</th>
            <th scope="col">{t("readings.left")}</th>
          </tr>
        </thead>
        <tbody>
          {[0, 1, 2, 4].map((halves) => (
            <tr key={halves}>
              <th scope="row">{t("unit.days", { count: (half * halves) / 2 })}</th>
              <td>{percent(Math.round(10_000 * 2 ** (-halves / 2)))}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="small soft">{t("readings.why")}</p>
    </section>
  );
}

function Levels({ page: { constants } }: { page: RulebookPage }) {
  const { t } = useTranslation("rulebook");
  const { constant } = useFigures();
  const of = (name: keyof typeof constants) => constant(constants[name]);
  return (
    <section aria-labelledby="levels" className={styles.part}>
      <h2 id="levels">{t("heading.levels")}</h2>
      <p>{t("levels.lede")}</p>
      <dl className={styles.reasons}>
        <div>
          <dt>{t("levels.name", { level: 0 })}</dt>
          <dd>{t("levels.none")}</dd>
        </div>
        <div>
          <dt>{t("levels.name", { level: 1 })}</dt>
          <dd>{t("levels.first", { days: of("first_days"), ideas: of("first_ideas") })}</dd>
          <dd className="small soft">
            <Brings level={1} />
          </dd>
        </div>
        <div>
          <dt>{t("levels.name", { level: 2 })}</dt>
          <dd>
            {t("levels.second", {
              points: of("second_lifetime"),
              people: of("second_people"),
              days: of("second_days"),
            })}
          </dd>
          <dd className="small soft">
            <Brings level={2} />
          </dd>
        </div>
        <div>
          <dt>{t("levels.name", { level: 3 })}</dt>
          <dd>
            {t("levels.third", { points: of("third_current"), people: of("third_people"), kept: of("third_kept") })}
          </dd>
          <dd className="small soft">
            <Brings level={3} />
          </dd>
        </div>
      </dl>
      <p className="small soft">{t("levels.why")}</p>
    </section>
  );
}

/** What a level brings that the one below it does not. */
function Brings({ level }: { level: number }) {
  const { t } = useTranslation("rulebook");
  const tools = broughtBy(level);
  if (tools.length === 0) return <>{t("levels.brings_nothing")}</>;
  return <>{tools.map((tool) => t(`levels.tool.${tool}`)).join(" ")}</>;
}

function Confirming({ page: { confirming } }: { page: RulebookPage }) {
  const { t } = useTranslation("rulebook");
  const { number, percent } = useFigures();
  const { days, points, raters, few, appeal, example } = confirming;
  return (
    <section aria-labelledby="confirming" className={styles.part}>
      <h2 id="confirming">{t("heading.confirming")}</h2>
      <p>{t("confirming.lede", { days, points })}</p>
      <p>{t("confirming.how", { raters })}</p>
      <table className={styles.table}>
        <caption className="small soft">{t("confirming.example")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("confirming.who")}</th>
            <th scope="col">{t("confirming.computed")}</th>
            <th scope="col">{t("confirming.gives")}</th>
            <th scope="col">{t("confirming.factor")}</th>
            <th scope="col">{t("confirming.confirmed")}</th>
          </tr>
        </thead>
        <tbody>
          {example.map(({ id, share, given, factor, confirmed }) => (
            <tr key={id}>
              <th scope="row">{id}</th>
              <td>{percent(share)}</td>
              <td>
                {given.map((each) => (
                  <span key={each.id} className={styles.given}>
                    {each.id} {number(each.points)}
                  </span>
                ))}
              </td>
              <td>× {number(factor / wholeFactor, 4)}</td>
              <td>{percent(confirmed)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>{t("confirming.reading")}</p>
      <p>{t("confirming.few", { few })}</p>
      <p>{t("confirming.appeal", appeal)}</p>
      <p className="small soft">{t("confirming.why")}</p>
    </section>
  );
}

function Shares({ page: { shares } }: { page: RulebookPage }) {
  const { t } = useTranslation("rulebook");
  const { number } = useFigures();
  return (
    <section aria-labelledby="shares" className={styles.part}>
      <h2 id="shares">{t("heading.shares")}</h2>
      <p>{t("shares.lede")}</p>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t("shares.component")}</th>
            <th scope="col">{t("shares.weight")}</th>
          </tr>
        </thead>
        <tbody>
          {components.map((component) => (
            <tr key={component}>
              <th scope="row">{t(`shares.${component}`)}</th>
              <td>{number(shares[component])}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="small soft">{t("shares.why")}</p>
    </section>
  );
}
