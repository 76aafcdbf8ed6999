import { useState } from "react";
import { Form, redirect } from "react-router";
import { type Context, contextOf } from "../../../platform/context.server.ts";
import { Malformed } from "../../../platform/errors.ts";
import { actOf, answering, parseForm } from "../../../platform/forms.server.ts";
import { newId } from "../../../platform/ids.ts";
import { ProblemBox } from "../../../ui/problem.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { forgetParked, unpark } from "../../accounts/parking.server.ts";
import { headingOf, idOfPath } from "../../ideas/rules.ts";
import { placeUnderIdea } from "../../ideas/ui/place.ts";
import { decisionsOn, recordDecision } from "../deciding.server.ts";
import { estimatesOn, giveEstimate, revealRound } from "../estimating.server.ts";
import { decisionInput, estimateInput, revealInput } from "../inputs.ts";
import { estimatesPath, fewestEstimates, kanoCategories } from "../rice.ts";
import { criteriaIn } from "../rules.ts";
import { DecisionForm } from "../ui/decision-form.tsx";
import { Decided } from "../ui/decided.tsx";
import { EstimateForm } from "../ui/estimate-form.tsx";
import { EvidenceTabs } from "../ui/evidence-tabs.tsx";
import { Round } from "../ui/round.tsx";
import type { Route } from "./+types/estimates.ts";
import styles from "./evidence.module.css";
import own from "../ui/estimates.module.css";

export const handle = { i18n: ["lens"], place: placeUnderIdea };

/** What product people estimate of an idea, each without the others. Throws `NotFound` for everybody else. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const { idea, space, ...estimated } = await estimatesOn(ctx, idOfPath(args.params.idea));
  return {
    space: { name: space.name, slug: space.slug, accent: space.accent },
    idea: headingOf(idea),
    ...estimated,
    decisions: await decisionsOn(ctx, idea.id),
    /** What the space decides by, where it says so point by point. */
    criteria: criteriaIn(space.criteria),
    decisionId: newId(ctx.now),
    parked: await unpark(args.request, ctx, estimatesPath(`/ideas/${args.params.idea}`)),
  };
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const idea = idOfPath(args.params.idea);
  const form = await args.request.formData();
  return answering(form, async () => {
    await done(ctx, idea, form);
    return redirect(estimatesPath(`/ideas/${args.params.idea}`), {
      status: 303,
      headers: { "Set-Cookie": forgetParked(ctx) },
    });
  });
}

async function done(ctx: Context, idea: string, form: FormData): Promise<void> {
  const { act, fields } = actOf(form);
  if (act === "estimate") return giveEstimate(ctx, idea, parseForm(estimateInput, fields));
  if (act === "decide") return recordDecision(ctx, idea, parseForm(decisionInput, fields));
  if (act !== "reveal") throw new Malformed();
  const { round } = parseForm(revealInput, fields);
  return revealRound(ctx, idea, round);
}

/** When the round was revealed meanwhile, it is shown, and the next one with what was typed. */
export { alsoAfterConflict as shouldRevalidate } from "../../../ui/after-conflict.ts";

export default function Estimates({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("lens");
  const { space, idea, round, answered, team, mine, revealed, decisions, criteria, decisionId, parked } = loaderData;
  // The page comes anew while somebody writes: what is written stays until it is kept.
  const [draft, setDraft] = useState(decisionId);
  if (decisions.some(({ id }) => id === draft)) setDraft(decisionId);
  const estimating = reply?.values.act === "estimate" ? reply : undefined;
  const deciding = reply?.values.act === "decide" ? reply : undefined;
  const decided = parked?.act === "decide" ? parked : null;
  const guessed = parked?.act === "estimate" ? parked : null;
  const revealing = reply?.values.act === "reveal" ? reply : undefined;
  const [last, ...earlier] = revealed;
  const isAgain = last !== undefined && answered === 0;
  const values =
    guessed ??
    (mine
      ? {
          ...mine,
          reach: String(mine.reach),
          impact: String(mine.impact),
          confidence: String(mine.confidence),
          effort: t("value.effort_bare", { value: mine.effort / 10 }),
        }
      : {});
  const form = round !== null && (
    <EstimateForm
      key={`${round} ${estimating ? "again" : ""}`}
      round={round}
      values={values}
      isChange={mine !== null}
      reply={estimating}
    />
  );
  return (
    <div className={styles.page}>
      <Title of={`${t("estimates.title")} · ${idea.title}`} />
      <header className={styles.head}>
        <h1>{t("estimates.title")}</h1>
        <p className="lede">{t("estimates.lede")}</p>
        <p className="strip">{t("private")}</p>
      </header>
      <EvidenceTabs idea={idea} space={space.slug} here="estimates" />
      <section className={styles.part} aria-labelledby="round-heading">
        <h2 id="round-heading">
          {round === null ? t("estimates.full_title") : t(isAgain ? "estimates.next" : "estimates.round", { n: round })}
        </h2>
        {round === null && <p className="soft">{t("estimates.full")}</p>}
        {!isAgain && round !== null && (
          <p role="status">
            {t("estimates.answered", { count: answered })} {t("estimates.team", { count: team })}{" "}
            {mine !== null && t("estimates.mine")}
          </p>
        )}
        {isAgain ? (
          <details open={estimating !== undefined || guessed !== null || undefined}>
            <summary className="btn">{t("estimates.again")}</summary>
            {form}
          </details>
        ) : (
          form
        )}
        {answered > 0 && answered < fewestEstimates && <p className="soft">{t("estimates.alone")}</p>}
        {round !== null && (answered >= fewestEstimates || revealing) && (
          <Form method="post" className={own.reveal}>
            <ProblemBox reply={revealing} />
            <input type="hidden" name="round" value={round} />
            <p className="small soft">
              {t("estimates.reveal_hint")} {mine === null && t("estimates.reveal_without")}
            </p>
            <p>
              <button className="btn" name="act" value="reveal">
                {t("estimates.reveal")}
              </button>
            </p>
          </Form>
        )}
      </section>
      {last && (
        <section className={styles.part} aria-labelledby="revealed-heading">
          <h2 id="revealed-heading">{t("estimates.revealed")}</h2>
          <Round round={last} />
          {earlier.length > 0 && (
            <details>
              <summary>{t("estimates.earlier", { count: earlier.length })}</summary>
              {earlier.map((one) => (
                <Round key={one.n} round={one} />
              ))}
            </details>
          )}
        </section>
      )}
      <section className={styles.part} aria-labelledby="decisions-heading">
        <h2 id="decisions-heading">{t("decision.heading")}</h2>
        <p className="soft">{t(decisions.length === 0 ? "decision.none" : "decision.what")}</p>
        <details open={deciding !== undefined || decided !== null || undefined}>
          <summary className="btn">{t("decision.add")}</summary>
          <DecisionForm
            key={draft}
            id={draft}
            space={space.slug}
            criteria={criteria}
            values={decided}
            reply={deciding}
          />
        </details>
        <ul className={styles.list}>
          {decisions.map((decision) => (
            <li key={decision.id}>
              <Decided decision={decision} space={idea.space} />
            </li>
          ))}
        </ul>
      </section>
      <details className={own.how}>
        <summary>{t("estimates.how")}</summary>
        <dl>
          {(["silent", "rice", "apart", "kano"] as const).map((what) => (
            <div key={what}>
              <dt>{t(`estimates.about.${what}`)}</dt>
              <dd className="soft">{t(`estimates.about.${what}_what`)}</dd>
            </div>
          ))}
          {kanoCategories.map((category) => (
            <div key={category}>
              <dt>{t(`kano.${category}`)}</dt>
              <dd className="soft">{t(`kano_what.${category}`)}</dd>
            </div>
          ))}
        </dl>
      </details>
    </div>
  );
}
