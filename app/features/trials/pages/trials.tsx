import { Form, redirect, useRevalidator } from "react-router";
import { useLive, useSeldom } from "../../../live/client.ts";
import { isSignedIn } from "../../../platform/actor.ts";
import { contextOf } from "../../../platform/context.server.ts";
import { Malformed } from "../../../platform/errors.ts";
import { actOf, answering, parseForm } from "../../../platform/forms.server.ts";
import { newId } from "../../../platform/ids.ts";
import type { Reply } from "../../../ui/problem.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { ProblemBox } from "../../../ui/problem.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { forgetParked, unpark } from "../../accounts/parking.server.ts";
import { ideaSeenBy } from "../../ideas/queries.server.ts";
import { headingOf, idOfPath } from "../../ideas/rules.ts";
import { placeUnderIdea } from "../../ideas/ui/place.ts";
import { dayIn } from "../../piloting/rules.ts";
import { cancelTrial, drawNow, openTrial, reportTrial, stepBack, volunteer } from "../commands.server.ts";
import { ofTrial, reportInput, trialInput } from "../inputs.ts";
import en from "../messages/en.json";
import fr from "../messages/fr.json";
import { mayAskTesters } from "../policy.ts";
import { trialsOf } from "../queries.server.ts";
import { canBeTested, trialsPath } from "../rules.ts";
import { AskForm } from "../ui/ask-form.tsx";
import { TrialCard } from "../ui/trial-card.tsx";
import styles from "../ui/trials.module.css";
import type { Route } from "./+types/trials.ts";

export const handle = { i18n: ["trials"], place: placeUnderIdea };

/** The tests of an idea: who is looked for, who was drawn, and what they say. Throws `NotFound`. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const { idea, space } = await ideaSeenBy(ctx.db.read, ctx.actor, idOfPath(args.params.idea));
  return {
    space: { name: space.name, slug: space.slug, accent: space.accent },
    idea: headingOf(idea),
    trials: await trialsOf(ctx, idea),
    mayAsk: mayAskTesters(ctx.actor, space.id) && canBeTested(idea),
    isTeam: mayAskTesters(ctx.actor, space.id),
    isSignedIn: isSignedIn(ctx.actor),
    today: dayIn(space.timeZone, ctx.now),
    newId: newId(ctx.now),
    parked: await unpark(args.request, ctx, `/ideas/${args.params.idea}/tests`),
  };
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const id = idOfPath(args.params.idea);
  const form = await args.request.formData();
  return answering(form, async () => {
    const { act, fields } = actOf(form);
    const words = ctx.locale === "fr" ? fr : en;
    if (act === "ask") await openTrial(ctx, id, parseForm(trialInput, fields));
    else if (act === "report") {
      await reportTrial(ctx, id, parseForm(reportInput, fields), { missing: words.report.missing_was });
    } else {
      const acts = { volunteer, leave: stepBack, draw: drawNow, cancel: cancelTrial };
      const run = Object.hasOwn(acts, act) ? acts[act as keyof typeof acts] : null;
      if (!run) throw new Malformed();
      await run(ctx, id, parseForm(ofTrial, fields).trial);
    }
    const { idea } = await ideaSeenBy(ctx.db.read, ctx.actor, id);
    return redirect(trialsPath(headingOf(idea).path), {
      status: 303,
      headers: { "Set-Cookie": forgetParked(ctx) },
    });
  });
}

export default function Trials({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation("trials");
  const { idea, trials, mayAsk, parked } = loaderData;
  useLiveTrials(idea.id);
  const reply: Reply | undefined = actionData && "problem" in actionData ? actionData : undefined;
  const isOfAsking = reply !== undefined && "seats" in reply.values;
  const isOfReport = reply !== undefined && "words" in reply.values;
  return (
    <div className={styles.page}>
      <Title of={`${t("title")} · ${idea.title}`} />
      <header className={styles.head}>
        <h1>{t("title")}</h1>
        <p className="lede">{t("lede")}</p>
      </header>
      {!isOfAsking && !isOfReport && <ProblemBox reply={reply} />}
      {trials.length === 0 && (
        <Empty title={t("empty")}>
          <p className="soft">{t(mayAsk ? "empty_do" : "empty_what")}</p>
        </Empty>
      )}
      {trials.map((trial) => (
        <TrialCard
          key={trial.id}
          trial={trial}
          idea={idea}
          isTeam={loaderData.isTeam}
          isSignedIn={loaderData.isSignedIn}
          reportId={loaderData.newId}
          reply={isOfReport && reply.values.trial === trial.id ? reply : undefined}
          values={parked?.trial === trial.id ? parked : null}
        />
      ))}
      {mayAsk && (
        <details open={isOfAsking || (parked !== null && "seats" in parked) || undefined}>
          <summary className="btn">{t("ask.open")}</summary>
          <Form method="post" className={styles.form} noValidate>
            <AskForm
              firstId={loaderData.newId}
              today={loaderData.today}
              reply={isOfAsking ? reply : undefined}
              values={parked}
            />
          </Form>
        </details>
      )}
    </div>
  );
}

/** Keeps the counts as they are now. */
function useLiveTrials(idea: string): void {
  const { revalidate } = useRevalidator();
  const loadAgain = useSeldom(() => void revalidate());
  useLive(
    { type: "idea", id: idea },
    {
      found: () => undefined,
      hear(message) {
        if (message.kind === "text" && message.idea === idea) loadAgain();
      },
      missed: loadAgain,
    },
  );
}
