import { redirect, type ShouldRevalidateFunctionArgs, useNavigation } from "react-router";
import { contextOf, signedIn } from "../../../platform/context.server.ts";
import { Invalid, Malformed } from "../../../platform/errors.ts";
import { actOf, answering, fieldOf, parseForm } from "../../../platform/forms.server.ts";
import { idPattern, newId } from "../../../platform/ids.ts";
import { timeZoneOf } from "../../../platform/time-zone.server.ts";
import { pageKeyIn, pageKeyText } from "../../../platform/paging.ts";
import { alsoAfterConflict } from "../../../ui/after-conflict.ts";
import { Empty } from "../../../ui/empty.tsx";
import { ProblemBox } from "../../../ui/problem.tsx";
import { Pager } from "../../../ui/pager.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { forgetParked, unpark } from "../../accounts/parking.server.ts";
import { postComment } from "../../discussion/commands.server.ts";
import { commentInput } from "../../discussion/inputs.ts";
import { moveIdea, undoMove } from "../commands.server.ts";
import { dayStarts } from "../calendar.server.ts";
import { openOnDesk } from "../desk-item.server.ts";
import { deskOf, type Owed, type OwedAnswer } from "../desk.server.ts";
import { handOver } from "../handing-over.server.ts";
import { handoverInput, moveInput, pauseInput, promiseInput, resumeInput, undoInput } from "../inputs.ts";
import { pauseClock, resumeClock } from "../pausing.server.ts";
import { makePromise } from "../promising.server.ts";
import { deskPath, deskViewIn } from "../rules.ts";
import { AnswerRateFigure } from "../ui/answer-rate.tsx";
import { DeskDays, shownDays } from "../ui/desk-days.tsx";
import { DeskItem } from "../ui/desk-item.tsx";
import { DeskKeys } from "../ui/desk-keys.tsx";
import { DeskList } from "../ui/desk-list.tsx";
import { DeskViews } from "../ui/desk-view.tsx";
import { DeskUndo } from "../ui/desk-undo.tsx";
import { useForgetSent } from "../ui/use-kept-answer.ts";
import type { Route } from "./+types/desk.ts";
import styles from "./desk.module.css";

export const handle = { i18n: ["piloting", "saved-answers", "talks", "notes", "stages"], place: () => ({ here: [] }) };

/** All that a pilot owes, what is due first at the top, and one idea open beside it. Throws `Forbidden`. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const { searchParams } = args.url;
  const view = deskViewIn(searchParams);
  // Today is what is left of it.
  const [, ...starts] = dayStarts(
    ctx.now,
    shownDays,
    signedIn(ctx).actor.timeZone ?? timeZoneOf(args.request.headers.get("Cookie")),
  );
  const desk = await deskOf(ctx, pageKeyIn(searchParams), view, [ctx.now, ...starts]);
  const parked = await unpark(args.request, ctx, "/pilot");
  const asked = searchParams.get("idea") ?? parked?.idea ?? null;
  const chosen = asked !== null && idPattern.test(asked) ? asked : null;
  const id = chosen ?? answersIn(desk.owed)[0]?.idea.id;
  const open = id === undefined ? null : await openOnDesk(ctx, id);
  return {
    ...desk,
    viewer: signedIn(ctx).actor.id,
    isChosen: chosen !== null,
    open,
    formId: newId(ctx.now),
    typed: parked !== null && parked.idea === id ? parked : savedFor(open, searchParams),
    /** Opening an idea or answering it stays in this view. */
    view,
  };
}

/** A saved answer as what was typed, where the address asks for one: the way without script. */
function savedFor(open: Awaited<ReturnType<typeof openOnDesk>> | null, query: URLSearchParams) {
  const saved = open?.answers.find(({ id }) => id === query.get("saved"));
  return saved ? { message: saved.text } : null;
}

/** Answers the idea that is open, with a move or with a word alone; or takes the last move back. */
export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const form = await args.request.formData();
  return answering(form, async () => {
    const idea = fieldOf(form, "idea");
    if (!idPattern.test(idea)) throw new Malformed();
    form.delete("idea");
    const next = fieldOf(form, "next");
    form.delete("next");
    const { act, fields } = actOf(form);
    const done = (there: string) => redirect(there, { status: 303, headers: { "Set-Cookie": forgetParked(ctx) } });
    if (act === "undo") {
      await undoMove(ctx, idea, parseForm(undoInput, fields).move);
      return done(`/pilot?idea=${idea}`);
    }
    if (act === "promise") {
      await makePromise(ctx, idea, parseForm(promiseInput, fields));
      return done(`/pilot?idea=${idea}`);
    }
    if (act === "pause") {
      await pauseClock(ctx, idea, parseForm(pauseInput, fields));
      return done(`/pilot?idea=${idea}`);
    }
    if (act === "resume") {
      await resumeClock(ctx, idea, parseForm(resumeInput, fields));
      return done(`/pilot?idea=${idea}`);
    }
    if (act === "hand_over") {
      await handOver(ctx, idea, parseForm(handoverInput, fields));
      return done("/pilot");
    }
    if (act !== "move") throw new Malformed();
    if (fieldOf(form, "to") === "") await say(ctx, idea, form);
    else await moveIdea(ctx, idea, parseForm(moveInput, fields));
    return done(idPattern.test(next) ? `/pilot?idea=${next}` : "/pilot");
  });
}

/** A message that moves nothing is a comment like any other, below the idea. */
function say(ctx: ReturnType<typeof contextOf>, idea: string, form: FormData): Promise<string> {
  if (fieldOf(form, "message").trim() === "") throw new Invalid({ message: "message_missing" });
  const words = new FormData();
  words.set("id", fieldOf(form, "id"));
  words.set("kind", "remark");
  words.set("body", fieldOf(form, "message"));
  return postComment(ctx, idea, parseForm(commentInput, words));
}

/** Who was too late is shown where the idea stands now, with what was typed. */
export function shouldRevalidate(args: ShouldRevalidateFunctionArgs): boolean {
  return args.actionStatus === 403 || alsoAfterConflict(args);
}

function answersIn(owed: readonly Owed[]): OwedAnswer[] {
  return owed.filter((each) => each.kind !== "judge");
}

export default function Desk({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("piloting");
  const { state } = useNavigation();
  useForgetSent(reply !== undefined);
  const {
    owed,
    all,
    waiting,
    late,
    next,
    open,
    isChosen,
    days,
    weekdays,
    groups,
    spaces,
    rate,
    undo,
    formId,
    typed,
    viewer,
    view,
  } = loaderData;
  const answers = answersIn(owed);
  const at = answers.findIndex(({ idea }) => idea.id === open?.id);
  const undoing = reply && "move" in reply.values && !("message" in reply.values) ? reply : undefined;
  const title =
    late > 0
      ? t("desk.late", { count: late })
      : waiting > 0
        ? t("desk.waiting", { count: waiting })
        : t("desk.nothing");
  return (
    <div className={styles.page}>
      <Title of={t("desk.title")} />
      <header className={styles.hello}>
        <div>
          <h1>{title}</h1>
          <p className="soft">
            {late > 0 && waiting > late
              ? t("desk.then", { count: waiting - late })
              : t(waiting > 0 ? "desk.calm" : "desk.nothing_what")}
          </p>
        </div>
        <div className={styles.rate}>
          <AnswerRateFigure rate={rate} />
        </div>
      </header>
      {undo ? <DeskUndo key={undo.move} undo={undo} reply={undoing} /> : <ProblemBox reply={undoing} />}
      <DeskViews view={view} groups={groups} spaces={spaces} />
      {all === 0 ? (
        <Empty title={t("desk.empty")}>
          <p>{t("desk.empty_what")}</p>
        </Empty>
      ) : (
        <>
          <DeskDays days={days} weekdays={weekdays} late={late} />
          <div className={styles.desk} data-chosen={isChosen || undefined}>
            <div className={styles.queue}>
              <DeskList owed={owed} groups={groups} open={open?.id ?? null} view={view} />
              {next && (
                <Pager next={{ to: deskPath(null, { ...view, after: pageKeyText(next) }), label: t("desk.more") }} />
              )}
              <DeskKeys ideas={[...new Set(answers.map(({ idea }) => idea.id))]} open={open?.id ?? null} view={view} />
            </div>
            {open && (
              <DeskItem
                key={open.id}
                item={open}
                formId={formId}
                next={answers.slice(at + 1).find(({ idea }) => idea.id !== open.id)?.idea.id ?? null}
                viewer={viewer}
                query={deskPath(open.id, view).replace("/pilot?", "")}
                values={typed}
                isSending={state === "submitting"}
                reply={
                  reply && ("message" in reply.values || "note" in reply.values || "reason" in reply.values)
                    ? reply
                    : undefined
                }
              />
            )}
          </div>
        </>
      )}
    </div>
  );
}
