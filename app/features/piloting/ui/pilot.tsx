import { Form } from "react-router";
import { useClock } from "../../../ui/clock.tsx";
import { plainDay } from "../../../ui/dates.ts";
import { Field } from "../../../ui/field.tsx";
import { Person } from "../../../ui/person.tsx";
import { ProblemBox, type Reply, useFieldError } from "../../../ui/problem.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { personPath } from "../../people/rules.ts";
import type { pilotsPage } from "../pilots.server.ts";

type Page = Awaited<ReturnType<typeof pilotsPage>>;

/** One pilot: what he or she reads and covers, when he or she is away, and the forms that change it. */
export function Pilot({
  pilot,
  topics,
  absenceId,
  reply,
}: {
  pilot: Page["pilots"][number];
  topics: Page["topics"];
  /** The id that the next days away will have. */
  absenceId: string;
  reply: Reply | undefined;
}) {
  const { t, i18n } = useTranslation("piloting");
  const { now } = useClock();
  const list = new Intl.ListFormat(i18n.language);
  const dayOf = (day: string) => plainDay(day, { now, locale: i18n.language });
  const languages = list.format(pilot.languages.map((language) => t(`pilots.language.${language}`)));
  const facts = [
    ...(pilot.languages.length > 0 ? [t("pilots.reads", { languages })] : []),
    ...(pilot.topics.length > 0
      ? [t("pilots.covers", { topics: list.format(pilot.topics.map(({ name }) => name)) })]
      : []),
    ...(pilot.open === null ? [] : [t("pilots.open", { count: pilot.open })]),
    ...(pilot.rate === null || pilot.rate.due === 0
      ? []
      : [t("pilots.rate", { met: pilot.rate.met, count: pilot.rate.due })]),
  ];
  return (
    <>
      <Person
        name={pilot.name}
        affiliation={pilot.affiliation}
        avatar={pilot.avatar}
        to={personPath(pilot.handle)}
        sub={[...(pilot.lead ? [t("pilots.lead")] : []), ...(pilot.isAway ? [t("pilots.away_now")] : [])].join(" · ")}
      />
      <p className="small soft">{facts.join(" · ")}</p>
      {pilot.away.map(({ id, firstDay, lastDay }) => (
        <Form key={id} method="post" className="row small">
          <span suppressHydrationWarning>{t("pilots.away", { first: dayOf(firstDay), last: dayOf(lastDay) })}</span>
          {pilot.mayArrange && (
            <>
              <input type="hidden" name="member" value={pilot.id} />
              <input type="hidden" name="id" value={id} />
              <button className="btn bare slim" name="act" value="back">
                {t("pilots.remove")}
              </button>
            </>
          )}
        </Form>
      ))}
      {pilot.mayArrange && <Arranging pilot={pilot} topics={topics} absenceId={absenceId} reply={reply} />}
    </>
  );
}

function Arranging({ pilot, topics, absenceId, reply }: Parameters<typeof Pilot>[0]) {
  const { t } = useTranslation("piloting");
  const wrong = useFieldError(reply);
  const typed = reply?.values;
  const isSet = (name: string, now: boolean) => (typed && !("firstDay" in typed) ? typed[name] === "yes" : now);
  const member = <input type="hidden" name="member" value={pilot.id} />;
  return (
    <details open={reply !== undefined}>
      <summary>{t("pilots.arrange")}</summary>
      <ProblemBox reply={reply} />
      <Form method="post" className="stack">
        {member}
        <fieldset className="field" data-wrong={wrong("language_en") ? "" : undefined}>
          <legend>{t("pilots.languages")}</legend>
          <div className="choices">
            {(["en", "fr"] as const).map((language) => (
              <label key={language}>
                <input
                  type="checkbox"
                  name={`language_${language}`}
                  value="yes"
                  defaultChecked={isSet(`language_${language}`, pilot.languages.includes(language))}
                />
                {t(`pilots.language.${language}`)}
              </label>
            ))}
          </div>
          {wrong("language_en") && <p className="wrong">{wrong("language_en")}</p>}
        </fieldset>
        <fieldset className="field">
          <legend>{t("pilots.topics")}</legend>
          {topics.length === 0 && <p className="hint">{t("pilots.no_topics")}</p>}
          <div className="choices">
            {topics.map(({ id, name }) => (
              <label key={id}>
                <input
                  type="checkbox"
                  name={`topic_${id}`}
                  value="yes"
                  defaultChecked={isSet(
                    `topic_${id}`,
                    pilot.topics.some((topic) => topic.id === id),
                  )}
                />
                {name}
              </label>
            ))}
          </div>
        </fieldset>
        <button className="btn" name="act" value="set">
          {t("pilots.save")}
        </button>
      </Form>
      <Form method="post" className="stack" noValidate>
        <h3>{t("pilots.away_title")}</h3>
        <p className="small soft">{t("pilots.away_what")}</p>
        {member}
        <input type="hidden" name="id" value={(typed && "firstDay" in typed && typed.id) || absenceId} />
        <Field
          type="date"
          name="firstDay"
          label={t("pilots.first")}
          defaultValue={typed?.firstDay}
          error={wrong("firstDay")}
        />
        <Field
          type="date"
          name="lastDay"
          label={t("pilots.last")}
          defaultValue={typed?.lastDay}
          error={wrong("lastDay")}
        />
        <button className="btn" name="act" value="away">
          {t("pilots.add")}
        </button>
      </Form>
    </details>
  );
}
