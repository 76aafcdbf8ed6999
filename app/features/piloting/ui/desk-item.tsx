import { Form, Link } from "react-router";
import { Day } from "../../../ui/moment.tsx";
import { Person } from "../../../ui/person.tsx";
import type { Reply } from "../../../ui/problem.tsx";
import { StageChip } from "../../../ui/stage.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { personPath } from "../../people/rules.ts";
import type { openOnDesk } from "../desk-item.server.ts";
import { NotesDrawer } from "../../notes/ui/notes-drawer.tsx";
import { AnswerPicker } from "../../saved-answers/ui/answer-picker.tsx";
import { AskForm } from "../../talks/ui/ask-form.tsx";
import { transferPath } from "../../transferring/rules.ts";
import { DeskHandover, DeskOwner } from "./desk-owner.tsx";
import { DeskPause } from "./desk-pause.tsx";
import { DeskPromise } from "./desk-promise.tsx";
import { Due } from "./due.tsx";
import styles from "./desk-item.module.css";
import { MoveFields } from "./move-fields.tsx";
import { Paused } from "./paused.tsx";
import { useKeptAnswer } from "./use-kept-answer.ts";

/** One idea, open on the desk: what it says, who waits, and the answer, without leaving. */
export function DeskItem({
  item,
  formId,
  next,
  values,
  reply,
  isSending,
  viewer,
  query,
}: {
  item: Awaited<ReturnType<typeof openOnDesk>>;
  /** The id the answer will have: sent twice, it is one. */
  formId: string;
  /** The idea that opens once this one is answered. */
  next: string | null;
  /** What was typed before somebody had to sign in. */
  values: Readonly<Record<string, string>> | null;
  reply: Reply | undefined;
  isSending: boolean;
  /** Who answers: what is typed is kept for this person alone. */
  viewer: string;
  /** The query of the page that shows this idea, without its `?`. */
  query: string;
}) {
  const { t } = useTranslation("piloting");
  const { author, steering, owed, answers, asking, internal } = item;
  const { kept, keep } = useKeptAnswer({ viewer, idea: item.id, formId });
  const typed = values ?? kept;
  const stands = item.pausing?.pause;
  return (
    <article className={styles.open} id="open" aria-labelledby="open-heading">
      <p className={styles.back}>
        <Link to="/pilot">{t("desk.back")}</Link>
      </p>
      <header>
        <p className="row">
          <StageChip stage={item.stage} extra={item.extra} space={item.space.id} />
          {stands ? <Paused until={stands.until} /> : owed[0] && <Due at={owed[0].dueAt} />}
        </p>
        <h2 id="open-heading" lang={item.language}>
          <Link to={item.path}>{item.title}</Link>
        </h2>
        <Person
          name={author.name}
          affiliation={author.affiliation}
          avatar={author.avatar}
          to={personPath(author.handle)}
          sub={
            <>
              <Day at={item.submittedAt} /> · {t("desk.signals", { count: item.participants })} ·{" "}
              {t("desk.comments", { count: item.comments })}
            </>
          }
        />
      </header>
      <p className={styles.extract}>
        <span lang={item.language}>{item.excerpt}</span> <Link to={item.path}>{t("desk.read_on")}</Link>
      </p>
      <DeskOwner assigned={item.assigned} note={item.handover?.note ?? null} me={viewer} />
      {steering === null || steering.closed !== null ? (
        <p className="strip">{t(`closed.${steering?.closed ?? "nothing_open"}`)}</p>
      ) : (
        <Form method="post" action={`?${query}`} className="stack" noValidate onInput={keep}>
          <input type="hidden" name="idea" value={item.id} />
          <input type="hidden" name="next" value={next ?? ""} />
          <MoveFields
            key={typed === null ? "empty" : "typed"}
            id={(reply && "message" in reply.values && !("day" in reply.values) && reply.values.id) || formId}
            stage={item.stage}
            extra={item.extra}
            space={item.space.id}
            steering={steering}
            author={author.name}
            values={typed}
            reply={reply && "message" in reply.values && !("day" in reply.values) ? reply : undefined}
            isSending={isSending}
            mayStay
            aids={<AnswerPicker answers={answers} query={query} manage={`/s/${item.space.slug}/saved-answers`} />}
          />
        </Form>
      )}
      {asking && (
        <details id="ask">
          <summary>{t("desk.ask", { name: author.name })}</summary>
          <AskForm path={item.path} asking={asking} earliest={item.tomorrow} firstId={item.askId} />
        </details>
      )}
      {steering?.closed === null && (
        <DeskPromise
          idea={item.id}
          earliest={item.tomorrow}
          firstId={item.promiseId}
          reply={reply && "day" in reply.values ? reply : undefined}
        />
      )}
      {item.pausing && (
        <DeskPause
          idea={item.id}
          pausing={item.pausing}
          mayPause={owed.some(({ kind }) => kind === "acknowledge" || kind === "decide")}
          reply={reply && "reason" in reply.values ? reply : undefined}
        />
      )}
      <DeskHandover
        idea={item.id}
        colleagues={item.handover?.colleagues ?? []}
        firstId={item.handoverId}
        reply={reply && "note" in reply.values ? reply : undefined}
      />
      <p className="row">
        <Link to={`${item.path}/merge`} data-key="m" className="btn slim">
          {t("desk.merge")}
        </Link>
        {item.handover && (
          <Link to={transferPath(item.id)} className="btn slim">
            {t("desk.transfer")}
          </Link>
        )}
      </p>
      {internal && <NotesDrawer idea={item.id} internal={internal} firstId={item.noteId} />}
    </article>
  );
}
