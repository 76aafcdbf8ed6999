import { Link, redirect } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { answering, fieldOf, parseForm } from "../../../platform/forms.server.ts";
import { wantsPage } from "../../../platform/http/wants.server.ts";
import { newId } from "../../../platform/ids.ts";
import { Empty } from "../../../ui/empty.tsx";
import { ProblemBox, type Reply } from "../../../ui/problem.tsx";
import { StageChip } from "../../../ui/stage.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { forgetParked, unpark } from "../../accounts/parking.server.ts";
import { ideaSeenBy } from "../../ideas/queries.server.ts";
import { headingOf, idOfPath } from "../../ideas/rules.ts";
import { placeUnderIdea } from "../../ideas/ui/place.ts";
import styles from "../../ideas/ui/under-idea.module.css";
import { noteVisit } from "../../notices/commands.server.ts";
import { bringArgument, judgeRevival } from "../commands.server.ts";
import { revivalInput, verdictInput } from "../inputs.ts";
import { revivingOf } from "../queries.server.ts";
import { revivalPath } from "../rules.ts";
import { ArgumentBrought } from "../ui/argument.tsx";
import { ArgumentForm } from "../ui/argument-form.tsx";
import { VerdictForm } from "../ui/verdict-form.tsx";
import type { Route } from "./+types/revival.ts";

export const handle = { i18n: ["reviving"], place: placeUnderIdea };

/** The arguments for a declined idea: what was brought, another one, and a pilot's decision. Throws `NotFound`. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const { idea, space } = await ideaSeenBy(ctx.db.read, ctx.actor, idOfPath(args.params.idea));
  if (wantsPage(args.request)) noteVisit(ctx, idea.id);
  const [reviving, parked] = await Promise.all([
    revivingOf(ctx, idea),
    unpark(args.request, ctx, `/ideas/${args.params.idea}/revival`),
  ]);
  return {
    space: { name: space.name, slug: space.slug, accent: space.accent },
    idea: headingOf(idea),
    reviving,
    formId: newId(ctx.now),
    parked,
  };
}

/** Brings an argument, or decides on one. */
export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const id = idOfPath(args.params.idea);
  const form = await args.request.formData();
  return answering(form, async () => {
    if (fieldOf(form, "revival") === "") await bringArgument(ctx, id, parseForm(revivalInput, form));
    else await judgeRevival(ctx, id, parseForm(verdictInput, form));
    return redirect(revivalPath(id), { status: 303, headers: { "Set-Cookie": forgetParked(ctx) } });
  });
}

export default function Revival({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation("reviving");
  const { idea, reviving, formId, parked } = loaderData;
  const reply: Reply | undefined = actionData && "problem" in actionData ? actionData : undefined;
  const isVerdict = reply !== undefined && "revival" in reply.values;
  const judged = reviving.brought.find(({ id }) => id === reviving.judges);
  const isShown = isVerdict ? judged !== undefined : reviving.mayBring;
  return (
    <div className={styles.page}>
      <Title of={t("title")} />
      <header>
        <p className="row">
          <StageChip {...idea} />
          <Link to={idea.path}>{idea.title}</Link>
        </p>
        <h1>{t("title")}</h1>
      </header>
      {!isShown && <ProblemBox reply={reply} />}
      {!reviving.isDeclined && <p className="strip">{t("not_declined")}</p>}
      {reviving.brought.length === 0 && (
        <Empty title={t("none")}>
          <p className="soft">{t("none_what")}</p>
        </Empty>
      )}
      {reviving.brought.map((argument) => (
        <ArgumentBrought key={argument.id} argument={argument} />
      ))}
      {judged && (
        <section className={styles.part} aria-labelledby="judge-heading">
          <h2 id="judge-heading">{t("judge.title")}</h2>
          <VerdictForm argument={judged} moveId={formId} reply={isVerdict ? reply : undefined} />
        </section>
      )}
      {reviving.mayBring && (
        <section className={styles.part} aria-labelledby="bring-heading">
          <h2 id="bring-heading">{t("bring")}</h2>
          <ArgumentForm idea={idea.id} formId={formId} values={parked} reply={isVerdict ? undefined : reply} />
        </section>
      )}
      {reviving.isDeclined && !reviving.mayBring && (
        <p className="small soft">
          {reviving.closed === null ? t("verify") : t(reviving.closed === "revival_waiting" ? "waiting" : "too_soon")}
        </p>
      )}
    </div>
  );
}
