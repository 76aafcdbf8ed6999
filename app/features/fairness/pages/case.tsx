import { Link, redirect } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { answering, parseForm } from "../../../platform/forms.server.ts";
import { Day, Moment } from "../../../ui/moment.tsx";
import { Person } from "../../../ui/person.tsx";
import type { Reply } from "../../../ui/problem.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { ActForm, WordsField } from "../../moderation/ui/act-form.tsx";
import { ActLine } from "../../moderation/ui/act-line.tsx";
import { Until } from "../../moderation/ui/until.tsx";
import { placeInSpace } from "../../spaces/ui/place.ts";
import { judgeCase } from "../commands.server.ts";
import { caseInput } from "../inputs.ts";
import { casePage, type ShownFlag } from "../queries.server.ts";
import { casePath } from "../rules.ts";
import { FlagSentence } from "../ui/flag-sentence.tsx";
import type { Route } from "./+types/case.ts";
import styles from "./case.module.css";

export const handle = { i18n: ["fairness", "moderation"], place: placeInSpace };

/** Signals that are held: why, which, and what a pilot decides; whose they are reads the same without other names. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const { space, case: id } = args.params;
  return casePage(ctx, space, id);
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const { space, case: id } = args.params;
  const form = await args.request.formData();
  return answering(form, async () => {
    await judgeCase(ctx, space, id, parseForm(caseInput, form));
    return redirect(casePath(space, id), 303);
  });
}

export default function Case({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation("fairness");
  const { part, person, flags, notes, signals, acts } = loaderData;
  const isMine = part === "mine";
  const { state } = loaderData.case;
  const title = t(isMine ? "case.title_mine" : "case.title", { name: person.name });
  const replyTo = (act: string): Reply | undefined => (actionData?.values.act === act ? actionData : undefined);
  return (
    <div className={styles.page}>
      <Title of={title} />
      <h1>{title}</h1>
      {!isMine && <Person name={person.name} affiliation={person.affiliation} to={`/people/${person.handle}`} />}
      <Standing of={loaderData.case} isMine={isMine} />
      <section aria-labelledby="why">
        <h2 id="why">{t("case.why")}</h2>
        <p>{t(isMine ? "case.why_mine" : "case.why_what")}</p>
        <Flags flags={flags} mine={isMine} />
        <p className="small">
          <Link to="/reputation/rules#fairness">{t("case.rules")}</Link>
        </p>
      </section>
      {notes.length > 0 && (
        <section aria-labelledby="notes">
          <h2 id="notes">{t("case.notes")}</h2>
          <Flags flags={notes} mine={false} />
        </section>
      )}
      <section aria-labelledby="signals">
        <h2 id="signals">{t(isMine ? "case.signals_mine" : "case.signals", { name: person.name })}</h2>
        <div className={styles.table}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t("case.idea")}</th>
                <th scope="col">{t("case.author")}</th>
                <th scope="col">{t("case.given")}</th>
              </tr>
            </thead>
            <tbody>
              {signals.map((signal) => (
                <tr key={signal.to}>
                  <th scope="row">
                    <Link to={signal.to}>{signal.title}</Link>
                  </th>
                  <td>{signal.author}</td>
                  <td>{signal.at === null ? t("case.taken_back") : <Day at={signal.at} />}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
      {acts.length > 0 && (
        <section aria-labelledby="acts">
          <h2 id="acts">{t("case.acts")}</h2>
          <ul className={styles.acts}>
            {acts.map((act) => (
              <li key={act.id}>
                <ActLine act={act} />
                <p>
                  <q>{act.words}</q>
                </p>
                <p className="row small quiet">
                  <Person {...act.by} /> <Moment at={act.at} />
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
      {isMine ? (
        <section aria-labelledby="appeal">
          <h2 id="appeal">{t("appeal.title")}</h2>
          <p>{t(`appeal.${state}`)}</p>
          {state === "discarded" && (
            <p className="row">
              <Link className="btn first" to="/me/decisions">
                {t("appeal.open_page")}
              </Link>
            </p>
          )}
        </section>
      ) : (
        (state === "open"
          ? (["release", "discard"] as const)
          : state === "discarded"
            ? (["restore"] as const)
            : []
        ).map((act) => (
          <ActForm
            key={act}
            act={act}
            title={t(`judge.${act}`)}
            label={t(`judge.${act}_act`)}
            className={act === "discard" ? "btn loss" : "btn first"}
            what={t(`judge.${act}_what`)}
            reply={replyTo(act)}
          >
            <WordsField label={t("judge.words")} reply={replyTo(act)} />
          </ActForm>
        ))
      )}
    </div>
  );
}

/** How it stands with them now. */
function Standing({
  of: { state, until, lapsedAt },
  isMine,
}: {
  of: { state: "open" | "released" | "discarded"; until: number; lapsedAt: number | null };
  isMine: boolean;
}) {
  const { t } = useTranslation("fairness");
  if (state !== "open") return <p className="strip">{t(`standing.${state}`)}</p>;
  if (lapsedAt !== null) return <p className="strip">{t(isMine ? "standing.lapsed_mine" : "standing.lapsed")}</p>;
  return (
    <p className="strip await">
      <span>
        {t("standing.open")} <Until at={until} />
      </span>
    </p>
  );
}

function Flags({ flags, mine }: { flags: readonly ShownFlag[]; mine: boolean }) {
  const { t } = useTranslation("fairness");
  return (
    <ul className={styles.flags}>
      {flags.map((flag) => (
        <li key={flag.id}>
          <b>{t(`rule.${flag.rule}`)}</b>
          <span>
            <FlagSentence flag={flag} mine={mine} />
          </span>
        </li>
      ))}
    </ul>
  );
}
