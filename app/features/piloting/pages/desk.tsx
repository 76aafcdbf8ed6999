import { redirect, type ShouldRevalidateFunctionArgs, useNavigation, useRouteLoaderData } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { Invalid, Malformed } from "../../../platform/errors.ts";
import { answering, fieldOf, parseForm } from "../../../platform/forms.server.ts";
import { idPattern, newId } from "../../../platform/ids.ts";
import { pageKeyIn, pageKeyText } from "../../../platform/paging.ts";
import { Empty } from "../../../ui/empty.tsx";
import { Pager } from "../../../ui/pager.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import type { loader as rootLoader } from "../../../root.tsx";
import { forgetParked, unpark } from "../../accounts/parking.server.ts";
import { postComment } from "../../discussion/commands.server.ts";
import { commentInput } from "../../discussion/inputs.ts";
import { moveIdea, undoMove } from "../commands.server.ts";
import { deskOf, openOnDesk } from "../desk.server.ts";
import { moveInput, undoInput } from "../inputs.ts";
import { AnswerRateFigure } from "../ui/answer-rate.tsx";
import { DeskDays } from "../ui/desk-days.tsx";
import { DeskItem } from "../ui/desk-item.tsx";
import { DeskJudge } from "../ui/desk-judge.tsx";
import { DeskKeys } from "../ui/desk-keys.tsx";
import { DeskList } from "../ui/desk-list.tsx";
import { DeskUndo } from "../ui/desk-undo.tsx";
import type { Route } from "./+types/desk.ts";
import styles from "./desk.module.css";

export const handle = { i18n: ["piloting"], place: () => ({ here: [] }) };

/** All that a pilot owes, what is due first at the top, and one idea open beside it. Throws `Forbidden`. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const { searchParams } = args.url;
  const desk = await deskOf(ctx, pageKeyIn(searchParams));
  const parked = await unpark(args.request, ctx, "/pilot");
  const asked = searchParams.get("idea") ?? parked?.idea ?? null;
  const chosen = asked !== null && idPattern.test(asked) ? asked : null;
  const id = chosen ?? desk.owed[0]?.idea.id;
  return {
    ...desk,
    isChosen: chosen !== null,
    open: id === undefined ? null : await openOnDesk(ctx, id),
    formId: newId(ctx.now),
    parked: parked?.idea === id ? parked : null,
    /** Where the list goes on from, so that opening an idea or answering it stays on this page of it. */
    after: searchParams.get("after"),
  };
}

/** Answers the idea that is open, with a move or with a word alone; or takes the last move back. */
export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const form = await args.request.formData();
  return answering(form, async () => {
    const act = fieldOf(form, "act");
    const idea = fieldOf(form, "idea");
    if (!idPattern.test(idea)) throw new Malformed();
    form.delete("act");
    form.delete("idea");
    const next = fieldOf(form, "next");
    form.delete("next");
    const done = (there: string) => redirect(there, { status: 303, headers: { "Set-Cookie": forgetParked(ctx) } });
    if (act === "undo") {
      await undoMove(ctx, idea, parseForm(undoInput, form).move);
      return done(`/pilot?idea=${idea}`);
    }
    if (act !== "move") throw new Malformed();
    if (fieldOf(form, "to") === "") await say(ctx, idea, form);
    else await moveIdea(ctx, idea, parseForm(moveInput, form));
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
export function shouldRevalidate({ actionStatus, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs): boolean {
  return actionStatus === 409 || actionStatus === 403 || defaultShouldRevalidate;
}

export default function Desk({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("piloting");
  const { state } = useNavigation();
  const { owed, all, late, next, open, isChosen, dues, rate, undo, formId, parked, after } = loaderData;
  const awaits = useRouteLoaderData<typeof rootLoader>("root")?.awaits ?? [];
  const at = owed.findIndex(({ idea }) => idea.id === open?.id);
  const title =
    late > 0 ? t("desk.late", { count: late }) : all > 0 ? t("desk.waiting", { count: all }) : t("desk.nothing");
  return (
    <div className={styles.page}>
      <Title of={t("desk.title")} />
      <header className={styles.hello}>
        <div>
          <h1>{title}</h1>
          <p className="soft">
            {late > 0 && all > late
              ? t("desk.then", { count: all - late })
              : t(all > 0 ? "desk.calm" : "desk.nothing_what")}
          </p>
        </div>
        <div className={styles.rate}>
          <AnswerRateFigure rate={rate} />
        </div>
      </header>
      {undo && (
        <DeskUndo
          undo={undo}
          reply={reply && "move" in reply.values && !("message" in reply.values) ? reply : undefined}
        />
      )}
      <DeskJudge spaces={awaits} />
      {all === 0 ? (
        <Empty title={t("desk.empty")}>
          <p>{t("desk.empty_what")}</p>
        </Empty>
      ) : (
        <>
          <DeskDays dues={dues} late={late} />
          <div className={styles.desk} data-chosen={isChosen || undefined}>
            <div className={styles.queue}>
              <DeskList owed={owed} open={open?.id ?? null} after={after} />
              {next && <Pager next={{ to: `?after=${pageKeyText(next)}`, label: t("desk.more") }} />}
              <DeskKeys ideas={[...new Set(owed.map(({ idea }) => idea.id))]} open={open?.id ?? null} after={after} />
            </div>
            {open && (
              <DeskItem
                key={open.id}
                item={open}
                formId={formId}
                next={owed.slice(at + 1).find(({ idea }) => idea.id !== open.id)?.idea.id ?? null}
                values={parked}
                isSending={state === "submitting"}
                reply={reply && "message" in reply.values ? reply : undefined}
              />
            )}
          </div>
        </>
      )}
    </div>
  );
}
