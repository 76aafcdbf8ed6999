import { Form } from "react-router";
import { useClock } from "../../../ui/clock.tsx";
import { plainDay } from "../../../ui/dates.ts";
import { Field } from "../../../ui/field.tsx";
import { Person } from "../../../ui/person.tsx";
import { ProblemBox, type Reply, useFieldError } from "../../../ui/problem.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { personPath } from "../../people/rules.ts";
import type { ShownMandate } from "../mandates.server.ts";

/** What somebody's mandate is for, and until when, in words. */
export function MandateWords({ mandate: { tags, lastDay } }: { mandate: Pick<ShownMandate, "tags" | "lastDay"> }) {
  const { t, i18n } = useTranslation("piloting");
  const { now } = useClock();
  const list = new Intl.ListFormat(i18n.language);
  const scope = tags === null ? t("mandate.all") : t("mandate.for", { topics: list.format(tags) });
  return (
    <span suppressHydrationWarning>
      {scope} · {t("mandate.until", { day: plainDay(lastDay, { now, locale: i18n.language }) })}
    </span>
  );
}

/** Who answers ideas by a mandate: everybody sees it, and whoever may take one finds the button. */
export function Mandates({ mandates, mayTake }: { mandates: readonly ShownMandate[]; mayTake: boolean }) {
  return (
    <ul>
      {mandates.map((mandate) => (
        <li key={mandate.id} className="stack">
          <Person
            name={mandate.person.name}
            affiliation={mandate.person.affiliation}
            avatar={mandate.person.avatar}
            to={personPath(mandate.person.handle)}
            sub={<MandateWords mandate={mandate} />}
          />
          {(mayTake || mandate.isMine) && <TakeMandate mandate={mandate} />}
        </li>
      ))}
    </ul>
  );
}

/** The button that ends a mandate, at the page of the space's pilots. */
export function TakeMandate({ mandate }: { mandate: ShownMandate }) {
  const { t } = useTranslation("piloting");
  return (
    <Form method="post" action={`/s/${mandate.space.slug}/pilots`}>
      <input type="hidden" name="id" value={mandate.id} />
      <button className="btn slim" name="act" value="take_mandate">
        {mandate.isMine ? t("mandate.lay_down") : t("mandate.take", { name: mandate.person.name })}
      </button>
    </Form>
  );
}

/** The form by which the lead gives a member a mandate. */
export function GiveMandate({
  firstId,
  topics,
  reply,
}: {
  /** The id that the next mandate will have. */
  firstId: string;
  topics: readonly { id: string; name: string }[];
  reply: Reply | undefined;
}) {
  const { t } = useTranslation("piloting");
  const wrong = useFieldError(reply);
  const typed = reply?.values;
  return (
    <details open={reply !== undefined}>
      <summary>{t("mandate.give")}</summary>
      <Form method="post" className="stack" noValidate>
        <ProblemBox reply={reply} />
        <p className="small soft">{t("mandate.give_what")}</p>
        <input type="hidden" name="id" value={typed?.id ?? firstId} />
        <Field
          name="handle"
          label={t("mandate.who")}
          hint={t("mandate.who_hint")}
          autoComplete="off"
          defaultValue={typed?.handle}
          error={wrong("handle")}
        />
        <fieldset className="field" data-wrong={wrong("scope") ? "" : undefined}>
          <legend>{t("mandate.scope")}</legend>
          <div className="choices">
            {(["tags", "space"] as const).map((scope) => (
              <label key={scope}>
                <input
                  type="radio"
                  name="scope"
                  value={scope}
                  defaultChecked={(typed?.scope ?? (topics.length > 0 ? "tags" : "space")) === scope}
                />
                {t(`mandate.scopes.${scope}`)}
              </label>
            ))}
          </div>
          {topics.length > 0 && (
            <div className="choices">
              {topics.map(({ id, name }) => (
                <label key={id}>
                  <input
                    type="checkbox"
                    name={`tag_${id}`}
                    value="yes"
                    defaultChecked={typed?.[`tag_${id}`] === "yes"}
                  />
                  {name}
                </label>
              ))}
            </div>
          )}
          {wrong("scope") && <p className="wrong">{wrong("scope")}</p>}
        </fieldset>
        <Field
          type="date"
          name="lastDay"
          label={t("mandate.last_day")}
          hint={t("mandate.last_day_hint")}
          defaultValue={typed?.lastDay}
          error={wrong("lastDay")}
        />
        <button className="btn" name="act" value="give_mandate">
          {t("mandate.act")}
        </button>
      </Form>
    </details>
  );
}
