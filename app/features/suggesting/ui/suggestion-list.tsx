import { Form, useNavigation } from "react-router";
import { Field } from "../../../ui/field.tsx";
import { Moment } from "../../../ui/moment.tsx";
import { Person } from "../../../ui/person.tsx";
import { useCalled, useTranslation } from "../../../ui/words.ts";
import { personPath } from "../../people/rules.ts";
import { Pieces } from "../../writing/ui/difference.tsx";
import type { ShownSuggestion } from "../queries.server.ts";
import { longestAnswer } from "../rules.ts";
import styles from "./suggesting.module.css";

/** Suggestions one below the other, each with what this reader may do about it. `language`: of the text. */
export function SuggestionList({
  suggestions,
  language,
}: {
  suggestions: readonly ShownSuggestion[];
  language: string;
}) {
  return (
    <ul className={styles.suggestions}>
      {suggestions.map((suggestion) => (
        <Suggestion key={suggestion.id} suggestion={suggestion} language={language} />
      ))}
    </ul>
  );
}

function Suggestion({ suggestion, language }: { suggestion: ShownSuggestion; language: string }) {
  const { t } = useTranslation("suggesting");
  const called = useCalled();
  const { id, author, at, reason, state, pieces, now, can } = suggestion;
  const name = called(author.name);
  return (
    <li id={`suggestion-${id}`} className={styles.suggestion} data-state={state} aria-label={t("of", { name })}>
      <Person
        name={author.name}
        affiliation={author.affiliation}
        avatar={author.avatar}
        to={personPath(author.handle)}
        sub={<Moment at={at} />}
      />
      <Pieces pieces={pieces} language={language} />
      {reason !== "" && <p className="small">{t("reason", { reason })}</p>}
      {now !== null && (
        <div className="strip">
          <p>{t(now.trim() === "" ? "gone_empty" : "gone")}</p>
          {now.trim() !== "" && (
            <p className={styles.now} lang={language}>
              {now}
            </p>
          )}
        </div>
      )}
      <Decided suggestion={suggestion} />
      {can.decide && <Deciding suggestion={suggestion} />}
      {can.takeBack && (
        <Act act="take_back" suggestion={id}>
          <button className="btn slim">{t("take_back")}</button>
        </Act>
      )}
    </li>
  );
}

function Decided({ suggestion }: { suggestion: ShownSuggestion }) {
  const { t } = useTranslation("suggesting");
  const called = useCalled();
  const { state, byHand, decidedBy, answer } = suggestion;
  if (state === "open" || decidedBy === null) return null;
  const name = called(decidedBy);
  return (
    <>
      <p className="small soft">
        {state === "declined" ? t("declined", { name }) : t(byHand ? "accepted_by_hand" : "accepted", { name })}
      </p>
      {answer !== "" && <p className="small">{t("answered", { name, answer })}</p>}
    </>
  );
}

function Deciding({ suggestion: { id, now, author } }: { suggestion: ShownSuggestion }) {
  const { t } = useTranslation("suggesting");
  const called = useCalled();
  const whose = t("of", { name: called(author.name) });
  return (
    <div className={styles.acts} role="group" aria-label={whose}>
      <Act act={now === null ? "accept" : "by_hand"} suggestion={id}>
        <button className={now === null ? "btn slim first" : "btn slim"}>
          {t(now === null ? "accept" : "by_hand")}
        </button>
      </Act>
      <details>
        <summary className="btn slim">{t("decline")}</summary>
        <Act act="decline" suggestion={id}>
          <Field
            as="textarea"
            id={`answer-${id}`}
            name="answer"
            label={t("answer")}
            hint={t("answer_hint")}
            rows={2}
            maxLength={longestAnswer}
          />
          <button className="btn slim">{t("decline_now")}</button>
        </Act>
      </details>
    </div>
  );
}

function Act({ act, suggestion, children }: { act: string; suggestion: string; children: React.ReactNode }) {
  const isSending = useNavigation().state === "submitting";
  return (
    <Form method="post" preventScrollReset>
      <fieldset disabled={isSending} className={styles.act}>
        <input type="hidden" name="act" value={act} />
        <input type="hidden" name="suggestion" value={suggestion} />
        {children}
      </fieldset>
    </Form>
  );
}
