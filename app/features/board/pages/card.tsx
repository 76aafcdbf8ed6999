import { type KeyboardEvent, useEffect, useRef } from "react";
import { Form, Link, redirect, useNavigate, useNavigation } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { Malformed, Problem } from "../../../platform/errors.ts";
import { actOf, answering, parseForm } from "../../../platform/forms.server.ts";
import { wantsPage } from "../../../platform/http/wants.server.ts";
import { forgetParked, unpark } from "../../accounts/parking.server.ts";
import { Icon } from "../../../ui/icon.tsx";
import { ProblemBox } from "../../../ui/problem.tsx";
import { StageChip } from "../../../ui/stage.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { idOfPath } from "../../ideas/rules.ts";
import { moveIdea } from "../../piloting/commands.server.ts";
import { moveInput } from "../../piloting/inputs.ts";
import { MoveFields } from "../../piloting/ui/move-fields.tsx";
import { MoveUndo } from "../../piloting/ui/move-undo.tsx";
import { mayLinkIssues } from "../../trackers/policy.ts";
import { issuesOf } from "../../trackers/queries.server.ts";
import { IdeaIssues } from "../../trackers/ui/issues.tsx";
import { newId } from "../../../platform/ids.ts";
import { ideaSeenBy } from "../../ideas/queries.server.ts";
import { spaceBySlug } from "../../spaces/queries.server.ts";
import { placeCard, setPlan } from "../commands.server.ts";
import { placeInput, planInput } from "../inputs.ts";
import { cardPanel, turnOf } from "../queries.server.ts";
import { boardPath, queryOf, viewIn } from "../rules.ts";
import { PlanFields } from "../ui/plan-fields.tsx";
import { PlanHistory } from "../ui/plan-history.tsx";
import styles from "../ui/board.module.css";
import type { Route } from "./+types/card.ts";

export const handle = { i18n: ["board", "piloting", "stages", "trackers"] };

/** A card, for those who arrange the board: where it goes, its place, its plan. `?to=` is where it was dropped. Throws `NotFound`, `Forbidden`. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const space = await spaceBySlug(ctx, args.params.space);
  const id = idOfPath(args.params.idea);
  const panel = await cardPanel(ctx, space, id);
  const { idea } = await ideaSeenBy(ctx.db.read, ctx.actor, id);
  const parked = await unpark(args.request, ctx, `/s/${space.slug}/board/${id}`);
  const { searchParams } = args.url;
  return {
    ...panel,
    issues: await issuesOf(ctx.db.read, id),
    issueId: mayLinkIssues(ctx.actor, idea) ? newId(ctx.now) : null,
    space: { id: space.id, slug: space.slug },
    board: boardPath(space.slug) + queryOf(viewIn(searchParams)),
    dropped: searchParams.has("to") ? { to: searchParams.get("to") ?? "", behind: searchParams.get("behind") } : null,
    parked,
  };
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const id = idOfPath(args.params.idea);
  const form = await args.request.formData();
  return answering(form, async () => {
    const space = await spaceBySlug(ctx, args.params.space);
    const { act, fields } = actOf(form);
    if (act === "place") await placeCard(ctx, id, parseForm(placeInput, fields));
    else if (act === "plan") await setPlan(ctx, id, parseForm(planInput, fields));
    else if (act === "move") {
      const behind = fields.get("behind");
      fields.delete("behind");
      const move = parseForm(moveInput, fields);
      await moveIdea(ctx, id, move);
      if (typeof behind === "string") await putWhereDropped(args, id, { place: move.to, after: behind });
    } else throw new Malformed();
    if (!wantsPage(args.request) && act === "place") return { placed: id };
    return redirect(boardPath(space.slug) + queryOf(viewIn(args.url.searchParams)), {
      status: 303,
      headers: { "Set-Cookie": forgetParked(ctx) },
    });
  });
}

/** The card came in at the head of its new column. Where the one that it was dropped after is gone, it stays there. */
async function putWhereDropped(args: Route.ActionArgs, id: string, { place, after }: { place: string; after: string }) {
  const ctx = contextOf(args);
  const dropped = placeInput.safeParse({ place, turn: await turnOf(ctx.db.read, id), after });
  if (!dropped.success) return;
  try {
    await placeCard(ctx, id, dropped.data);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
  }
}

/** Who was too late is shown what stands now, with what was typed. */
export { alsoAfterConflict as shouldRevalidate } from "../../../ui/after-conflict.ts";

export default function CardPanel({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation("board");
  const { t: tPiloting } = useTranslation("piloting");
  const { idea, card, stage, ways, steering, author, changes, dropped, parked, board, space } = loaderData;
  const { state } = useNavigation();
  const navigate = useNavigate();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), [idea.id]);
  const reply = actionData && "problem" in actionData ? actionData : undefined;
  const of = (field: string) => (reply && field in reply.values ? reply : undefined);
  const closing = {
    onKeyDown(event: KeyboardEvent) {
      if (event.key === "Escape") void navigate(board, { preventScrollReset: true });
    },
  };
  const isSending = state === "submitting";
  return (
    <div role="dialog" aria-labelledby="card-heading" className={styles.panel} {...closing}>
      <header>
        <div className="stack">
          <StageChip {...idea} />
          <h2 id="card-heading" ref={heading} tabIndex={-1}>
            <Link to={idea.path}>{idea.title}</Link>
          </h2>
        </div>
        <Link className="btn bare square" to={board} preventScrollReset aria-label={t("close")}>
          <Icon name="cross" />
        </Link>
      </header>
      {steering?.undo && <MoveUndo path={idea.path} space={idea.space} undo={steering.undo} author={author} />}
      {steering && (
        <section aria-labelledby="move-heading">
          <h3 id="move-heading">{t("move")}</h3>
          {steering.closed !== null ? (
            <p className="strip">{tPiloting(`closed.${steering.closed}`)}</p>
          ) : (
            <Form method="post" className={styles.form} noValidate preventScrollReset>
              {dropped?.behind !== null && dropped !== null && (
                <input type="hidden" name="behind" value={dropped.behind} />
              )}
              <MoveFields
                key={`${loaderData.moveId === reply?.values.id} ${dropped?.to ?? ""}`}
                id={of("message")?.values.id ?? loaderData.moveId}
                stage={idea.stage}
                extra={idea.extra}
                space={idea.space}
                steering={steering}
                author={author}
                values={parked ?? (dropped && { to: dropped.to })}
                reply={of("message")}
                isSending={isSending}
              />
            </Form>
          )}
        </section>
      )}
      <section aria-labelledby="order-heading">
        <h3 id="order-heading">{t("order")}</h3>
        <ProblemBox reply={of("turn")} />
        <div className="row">
          {(["first", "up", "down", "last"] as const).map((way) => {
            const after = ways[way];
            return after === null ? null : (
              <Form key={way} method="post" preventScrollReset>
                <input type="hidden" name="place" value={card.place} />
                <input type="hidden" name="turn" value={card.turn} />
                <input type="hidden" name="after" value={after} />
                <button className="btn slim" name="act" value="place">
                  {t(`way.${way}`)}
                </button>
              </Form>
            );
          })}
          {Object.values(ways).every((way) => way === null) && <span className="quiet">{t("way.alone")}</span>}
        </div>
      </section>
      {stage !== "shipped" && (
        <section aria-labelledby="plan-heading">
          <h3 id="plan-heading">{t("plan")}</h3>
          {loaderData.isOwn ? (
            <p className="strip">{t("own_plan")}</p>
          ) : (
            <Form method="post" className={styles.form} noValidate preventScrollReset>
              <PlanFields
                id={of("percent")?.values.id ?? loaderData.changeId}
                card={card}
                people={loaderData.people}
                today={loaderData.today}
                values={parked}
                reply={of("percent")}
              />
            </Form>
          )}
        </section>
      )}
      <IdeaIssues path={idea.path} issues={loaderData.issues} firstId={loaderData.issueId} />
      {changes.length > 0 && (
        <section aria-labelledby="history-heading">
          <h3 id="history-heading">{t("so_far")}</h3>
          <PlanHistory changes={changes} />
        </section>
      )}
      <p className="small">
        <Link to={`${idea.path}/products`}>{t("link_product")}</Link> ·{" "}
        <Link to={`/s/${space.slug}/roadmap`}>{t("see_roadmap")}</Link>
      </p>
    </div>
  );
}
