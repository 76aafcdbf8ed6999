import { Form, Link } from "react-router";
import { Choices } from "../../../ui/choices.tsx";
import { useClock } from "../../../ui/clock.tsx";
import { longDay } from "../../../ui/dates.ts";
import { Field } from "../../../ui/field.tsx";
import { Day } from "../../../ui/moment.tsx";
import { ProblemBox, type Reply, useFieldError } from "../../../ui/problem.tsx";
import { useTranslation } from "../../../ui/words.ts";
import type { MergedPage } from "../queries.server.ts";
import { longestMessage } from "../rules.ts";
import { Elements } from "./elements.tsx";
import { Said } from "./said.tsx";
import styles from "./merging.module.css";

/** A merge that stands: what was said, what its authors have against it, and what this reader may do. */
export function Merged({
  page,
  title,
  formId,
  reply,
}: {
  page: MergedPage;
  title: string;
  /** The id that an objection will have. */
  formId: string;
  reply: Reply | undefined;
}) {
  const { t, i18n } = useTranslation("merging");
  const { now, timeZone } = useClock();
  const { merge, target, acts, objections } = page;
  // Each form shows what was typed in it.
  const about = reply && ("decision" in reply.values ? "judge" : "id" in reply.values ? "object" : "unmerge");
  const replyTo = (act: string) => (about === act ? reply : undefined);
  return (
    <>
      <section className={styles.form}>
        <p>
          {t("merged.into", { name: merge.by })} <Link to={target.path}>{target.title}</Link> · <Day at={merge.at} />
        </p>
        <Said html={merge.html} />
        <Elements elements={merge.elements} />
        <p className="small quiet" suppressHydrationWarning>
          {t(now < merge.until ? "merged.until" : "merged.was_until", {
            day: longDay(merge.until, { locale: i18n.language, timeZone }),
          })}
        </p>
      </section>
      {objections.length > 0 && (
        <section className={styles.part} aria-labelledby="objections">
          <h2 id="objections">{t("objections", { count: objections.length })}</h2>
          {objections.map((objection) => (
            <article key={objection.id} className={styles.form}>
              <p className="small quiet">
                {objection.by} · <Day at={objection.at} /> · {t(`objection.${objection.state}`)}
              </p>
              <Said html={objection.html} />
              {objection.reasonsHtml !== null && (
                <div className="answer">
                  <p className="label">{t("objection.reasons")}</p>
                  <Said html={objection.reasonsHtml} />
                </div>
              )}
            </article>
          ))}
        </section>
      )}
      {acts.object && (
        <Act
          act="object"
          words={{
            title: t("object.title"),
            label: t("object.message"),
            hint: t("object.hint"),
            send: t("object.send"),
          }}
          reply={replyTo("object")}
        >
          <input type="hidden" name="id" value={replyTo("object")?.values.id ?? formId} />
          <input type="hidden" name="merge" value={merge.id} />
        </Act>
      )}
      {acts.judge && (
        <Act
          act="judge"
          words={{ title: t("judge.title"), label: t("judge.message"), hint: t("judge.hint"), send: t("judge.send") }}
          reply={replyTo("judge")}
        >
          <input type="hidden" name="merge" value={merge.id} />
          <Choices
            legend={t("judge.decision")}
            name="decision"
            defaultValue={replyTo("judge")?.values.decision}
            options={(["upheld", "dismissed"] as const).map((value) => ({ value, label: t(`judge.${value}`) }))}
          />
        </Act>
      )}
      {acts.unmerge && (
        <Act
          act="unmerge"
          words={{
            title: t("unmerge.title"),
            label: t("unmerge.message"),
            hint: t("unmerge.hint", { title, into: target.title }),
            send: t("unmerge.send"),
          }}
          reply={replyTo("unmerge")}
        >
          <input type="hidden" name="merge" value={merge.id} />
        </Act>
      )}
    </>
  );
}

function Act({
  act,
  words,
  reply,
  children,
}: {
  act: "object" | "judge" | "unmerge";
  words: { title: string; label: string; hint: string; send: string };
  reply: Reply | undefined;
  children: React.ReactNode;
}) {
  const wrong = useFieldError(reply);
  return (
    <section className={styles.part} aria-labelledby={`act-${act}`}>
      <h2 id={`act-${act}`}>{words.title}</h2>
      <Form method="post" className={styles.form} noValidate>
        <ProblemBox reply={reply} />
        {children}
        <Field
          as="textarea"
          name="message"
          label={words.label}
          hint={words.hint}
          rows={4}
          maxLength={longestMessage}
          defaultValue={reply?.values.message ?? ""}
          error={wrong("message")}
        />
        <div className="row">
          <button className={act === "unmerge" ? "btn" : "btn first"} name="act" value={act}>
            {words.send}
          </button>
        </div>
      </Form>
    </section>
  );
}
