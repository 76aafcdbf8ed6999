import { data, Form, Link, redirect, type ShouldRevalidateFunctionArgs, useNavigation } from "react-router";
import { forgetParked, unpark } from "../../accounts/parking.server.ts";
import { contextOf } from "../../../platform/context.server.ts";
import { Malformed } from "../../../platform/errors.ts";
import { answering, fieldOf } from "../../../platform/forms.server.ts";
import { idPattern, newId } from "../../../platform/ids.ts";
import { useSentence } from "../../../ui/problem.tsx";
import { StageChip } from "../../../ui/stage.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { AnswerPicker } from "../../saved-answers/ui/answer-picker.tsx";
import { answerTogether, batchIn, batchOf, type Chosen, type Outcome } from "../batch.server.ts";
import { mostTogether } from "../rules.ts";
import { standText } from "../../stages/rules.ts";
import { MoveFields } from "../ui/move-fields.tsx";
import type { Route } from "./+types/batch.ts";
import styles from "./batch.module.css";

export const handle = { i18n: ["piloting", "saved-answers", "stages"], place: () => ({ here: [] }) };

/** Ideas chosen on the desk, and one answer to all of them. Throws `NotFound` when there is none to steer. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const { searchParams } = args.url;
  const parked = await unpark(args.request, ctx, "/pilot/batch");
  // What was parked names each idea once more, in the fields of its own.
  const typed = Object.keys(parked ?? {}).flatMap((name) => (name.startsWith("from.") ? name.slice(5) : []));
  const asked = searchParams.has("idea") ? searchParams.getAll("idea") : typed;
  const ids = [...new Set(asked)].filter((id) => idPattern.test(id)).slice(0, mostTogether);
  const batch = await batchOf(ctx, ids);
  const saved = batch.answers.find(({ id }) => id === searchParams.get("saved"));
  return {
    ...batch,
    query: ids.map((id) => `idea=${id}`).join("&"),
    formIds: batch.ideas.map(({ id }) => ({ idea: id, id: newId(ctx.now) })),
    values: saved ? { message: saved.text } : parked,
  };
}

/** Gives the answer to each, and says what became of it. What was typed stays for those that were refused. */
export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const form = await args.request.formData();
  return answering(form, async () => {
    if (fieldOf(form, "act") !== "move") throw new Malformed();
    if (!form.has("idea")) return redirect("/pilot", 303);
    const outcomes = await answerTogether(ctx, batchIn(form));
    const values: Record<string, string> = {};
    for (const name of ["to", "message", "reasonKind", "reviewOn"]) values[name] = fieldOf(form, name);
    return data({ outcomes, values }, { headers: { "Set-Cookie": forgetParked(ctx) } });
  });
}

/** Where each stands now is what matters, whoever was too late. */
export function shouldRevalidate({ formMethod, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs): boolean {
  return formMethod === "POST" || defaultShouldRevalidate;
}

export default function Batch({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation("piloting");
  const { state } = useNavigation();
  const { ideas, steering, oneSpace, answers, manage, query, formIds, values } = loaderData;
  const outcomes = actionData && "outcomes" in actionData ? actionData.outcomes : null;
  const reply = actionData && "problem" in actionData ? actionData : undefined;
  const isDone = (id: string) => outcomes?.some(({ idea, problem }) => idea === id && problem === null) ?? false;
  const left = ideas.filter(({ id, closed }) => closed === null && !isDone(id));
  return (
    <div className={styles.page}>
      <Title of={t("batch.title", { count: ideas.length })} />
      <p>
        <Link to="/pilot">{t("desk.back")}</Link>
      </p>
      <h1>{t("batch.title", { count: ideas.length })}</h1>
      {outcomes && <Outcomes outcomes={outcomes} />}
      {left.length > 0 && (
        <Form method="post" action={`?${query}`} className={styles.form} noValidate>
          <ul className={styles.list}>
            {ideas
              .filter(({ id }) => !isDone(id))
              .map((idea) => (
                <Row key={idea.id} idea={idea} formId={formIds.find((each) => each.idea === idea.id)?.id ?? ""} />
              ))}
          </ul>
          <div className="stack">
            <MoveFields
              key={outcomes === null ? "first" : "again"}
              id=""
              stage={null}
              extra={null}
              space={oneSpace}
              steering={steering}
              author={null}
              values={outcomes === null ? values : actionData && "outcomes" in actionData ? actionData.values : null}
              reply={reply}
              isSending={state === "submitting"}
              mayStay
              aids={manage && <AnswerPicker answers={answers} query={query} manage={manage} />}
            />
          </div>
        </Form>
      )}
    </div>
  );
}

function Row({ idea, formId }: { idea: Chosen; formId: string }) {
  const { t } = useTranslation("piloting");
  return (
    <li>
      <StageChip stage={idea.stage} extra={idea.extra} space={idea.space.id} />
      <Link to={idea.path} lang={idea.language}>
        {idea.title}
      </Link>
      <span className="small quiet">
        {t("batch.of", { name: idea.author })} · {idea.space.name}
      </span>
      {idea.closed === null ? (
        <>
          <input type="hidden" name="idea" value={idea.id} />
          <input type="hidden" name={`id.${idea.id}`} value={formId} />
          <input type="hidden" name={`from.${idea.id}`} value={standText(idea.stage, idea.extra)} />
        </>
      ) : (
        <span className="small">{t(`closed.${idea.closed}`)}</span>
      )}
    </li>
  );
}

/** What became of each, the refused ones with the reason. */
function Outcomes({ outcomes }: { outcomes: readonly Outcome[] }) {
  const { t } = useTranslation("piloting");
  const sentence = useSentence();
  const answered = outcomes.filter(({ problem }) => problem === null);
  const refused = outcomes.filter(({ problem }) => problem !== null);
  return (
    <div className="strip stack" role="status">
      <p>
        <b>{t("batch.answered", { count: answered.length })}</b> {answered.length > 0 && t("batch.undo")}
      </p>
      {refused.length > 0 && (
        <ul>
          {refused.map(({ idea, title, problem }) => (
            <li key={idea}>
              <b>{title}</b> {sentence(problem ?? "")}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
