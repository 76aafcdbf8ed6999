import { Link } from "react-router";
import { useTranslation } from "../../../ui/words.ts";
import type { ReadyAnswer } from "../queries.server.ts";
import styles from "./answer-picker.module.css";

/**
 * The answers that a space keeps ready, below a message. A click puts one where somebody is writing;
 * without script it comes with the page at `?…&saved=<id>`.
 */
export function AnswerPicker({
  answers,
  query,
  manage,
}: {
  answers: readonly ReadyAnswer[];
  /** The query of the page that shows the form, without its `?`. */
  query: string;
  /** Where they are kept. */
  manage: string;
}) {
  const { t } = useTranslation("saved-answers");
  return (
    <details className={styles.picker}>
      <summary>{t("picker.title")}</summary>
      {answers.length === 0 ? (
        <p className="small soft">{t("picker.none")}</p>
      ) : (
        <ul>
          {answers.map(({ id, name, text }) => (
            <li key={id}>
              <Link
                to={`?${query}&saved=${id}`}
                preventScrollReset
                title={text}
                onClick={(event) => {
                  const field = event.currentTarget
                    .closest("form")
                    ?.querySelector<HTMLTextAreaElement>("textarea[name=message]");
                  if (!field) return;
                  event.preventDefault();
                  put(text, field);
                }}
              >
                {name}
              </Link>
            </li>
          ))}
        </ul>
      )}
      <p className="small">
        <Link to={manage}>{t("picker.manage")}</Link>
      </p>
    </details>
  );
}

/** Where the cursor stands, or below what is there; whoever listens to the field hears of it. */
function put(text: string, field: HTMLTextAreaElement): void {
  const isAtEnd = field.selectionStart === field.value.length;
  const before = field.value !== "" && isAtEnd ? "\n\n" : "";
  field.setRangeText(before + text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
}
