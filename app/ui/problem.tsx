import type { MouseEvent, ReactNode } from "react";
import { useTranslation } from "./words.ts";
import { Link } from "react-router";
import { ErrorSummary } from "./error-summary.tsx";
import { wrongId } from "./wrong-id.ts";

/** What a form is told after a refusal: the code of a sentence, the wrong fields, what was typed. */
export type Reply = {
  problem: string;
  fields: Record<string, string>;
  values: Record<string, string>;
  /** What a person wrote about the refusal. */
  words?: string | undefined;
};

/** The sentence of a code, in the reader's language; an unknown code says that something broke. */
export function useSentence(): (code: string) => string {
  const { t, i18n } = useTranslation("platform");
  return (code) => t((i18n.has("platform", `errors.${code}`) ? `errors.${code}` : "errors.bug") as "errors.bug");
}

/** The box over a form that was refused; nothing without a reply. */
export function ProblemBox({ reply, children }: { reply: Reply | undefined; children?: ReactNode }) {
  const { t } = useTranslation("platform");
  const sentence = useSentence();
  if (!reply) return null;
  return (
    <ErrorSummary title={sentence(reply.problem)} problem={reply}>
      {reply.problem === "verify_first" && (
        <p>
          <Link to="/verify">{t("verify_again")}</Link>
        </p>
      )}
      {reply.words && <p>{reply.words}</p>}
      <WrongFields reply={reply} />
      {children}
    </ErrorSummary>
  );
}

/** Ways from the box to the fields, where several are wrong. */
function WrongFields({ reply }: { reply: Reply }) {
  const sentence = useSentence();
  const wrong = Object.entries(reply.fields);
  if (wrong.length < 2) return null;
  return (
    <ul>
      {wrong.map(([name, code]) => (
        <li key={name}>
          <a href={`#${wrongId(name)}`} onClick={goThere}>
            {sentence(code)}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** With script the keyboard goes into the field, and the address stays as it is. */
function goThere(event: MouseEvent<HTMLAnchorElement>) {
  const field = document.getElementById(event.currentTarget.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  field.focus();
}

/** The sentence for one field of a refused form, if it is wrong. */
export function useFieldError(reply: Reply | undefined): (name: string) => string | undefined {
  const sentence = useSentence();
  return (name) => {
    const code = reply?.fields[name];
    return code === undefined ? undefined : sentence(code);
  };
}
