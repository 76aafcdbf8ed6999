import { Form, Link, redirect } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { Malformed } from "../../../platform/errors.ts";
import { actOf, answering, parseForm } from "../../../platform/forms.server.ts";
import { newId } from "../../../platform/ids.ts";
import { must } from "../../../platform/policy.ts";
import { Field } from "../../../ui/field.tsx";
import { ProblemBox, type Reply, useFieldError } from "../../../ui/problem.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { mayEditSpace } from "../../spaces/policy.ts";
import { spaceBySlug } from "../../spaces/queries.server.ts";
import { placeInSpace } from "../../spaces/ui/place.ts";
import { addStep, changeStep, nameStages, removeStep, setGates } from "../commands.server.ts";
import { gatesInput, namesInput, newStepInput, stepGoneInput, stepInput } from "../inputs.ts";
import { stagesPage } from "../queries.server.ts";
import {
  gatedStages,
  gateKinds,
  isCounted,
  longestName,
  mostAsked,
  mostSteps,
  namedStages,
  steppedStages,
} from "../rules.ts";
import type { Route } from "./+types/stages.ts";
import styles from "./stages.module.css";

export const handle = { i18n: ["stages"], place: placeInSpace };

/** What a space calls its stages, its steps within them and what it asks for, for its lead and admins. Throws `NotFound`, `Forbidden`. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const space = await spaceBySlug(ctx, args.params.space);
  must(mayEditSpace(ctx.actor, space.id));
  const { id, name, slug, accent, version } = space;
  return { space: { name, slug, accent }, version, stepId: newId(ctx.now), ...(await stagesPage(ctx.db.read, id)) };
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const form = await args.request.formData();
  return answering(form, async () => {
    const { id, slug } = await spaceBySlug(ctx, args.params.space);
    const { act, fields } = actOf(form);
    if (act === "names") await nameStages(ctx, id, parseForm(namesInput, fields));
    else if (act === "add") await addStep(ctx, id, parseForm(newStepInput, fields));
    else if (act === "change") await changeStep(ctx, id, parseForm(stepInput, fields));
    else if (act === "remove") await removeStep(ctx, id, parseForm(stepGoneInput, fields));
    else if (act === "gates") await setGates(ctx, id, parseForm(gatesInput, fields));
    else throw new Malformed();
    return redirect(`/s/${slug}/stages#${act === "names" || act === "gates" ? act : "steps"}`, 303);
  });
}

/** After a conflict the page takes what somebody else saved for the next try. */
export { alsoAfterConflict as shouldRevalidate } from "../../../ui/after-conflict.ts";

type Loaded = Route.ComponentProps["loaderData"];

export default function Stages({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation("stages");
  const reply: Reply | undefined = actionData;
  const of = (field: string) => (reply && field in reply.values ? reply : undefined);
  return (
    <div className={styles.page}>
      <Title of={t("title")} />
      <header>
        <h1>{t("title")}</h1>
        <p className="soft">{t("what")}</p>
      </header>
      <Names loaded={loaderData} reply={of("en_new")} />
      <section id="steps" aria-labelledby="steps-heading" className={styles.part}>
        <h2 id="steps-heading">{t("steps.title")}</h2>
        <p className="soft">{t("steps.what")}</p>
        {loaderData.steps.length === 0 && <p className="quiet">{t("steps.none")}</p>}
        {loaderData.steps.map((step, at) => (
          <StepForm
            key={step.id}
            step={step}
            place={at + 1}
            version={loaderData.version}
            reply={reply?.values.step === step.id ? reply : undefined}
          />
        ))}
        {loaderData.steps.length < mostSteps && <NewStep loaded={loaderData} reply={of("parent")} />}
      </section>
      <Gates loaded={loaderData} reply={of("people_open")} />
      <p>
        <Link to={`/s/${loaderData.space.slug}/about`}>{t("back")}</Link>
      </p>
    </div>
  );
}

function Names({ loaded, reply }: { loaded: Loaded; reply: Reply | undefined }) {
  const { t } = useTranslation("stages");
  const { t: tUi } = useTranslation("ui");
  const wrong = useFieldError(reply);
  return (
    <section id="names" aria-labelledby="names-heading" className={styles.part}>
      <h2 id="names-heading">{t("names.title")}</h2>
      <p className="soft">{t("names.what")}</p>
      <Form method="post" className={styles.form} noValidate>
        <ProblemBox reply={reply} />
        <input type="hidden" name="version" value={loaded.version} />
        {namedStages.map((stage) => {
          const known = loaded.names.find((each) => each.stage === stage);
          return (
            <fieldset key={stage} className={styles.pair}>
              <legend>{tUi(`stage.${stage}`)}</legend>
              {(["en", "fr"] as const).map((language) => (
                <Field
                  key={language}
                  name={`${language}_${stage}`}
                  label={t(`names.${language}`)}
                  maxLength={longestName}
                  defaultValue={
                    reply?.values[`${language}_${stage}`] ?? known?.[language === "en" ? "nameEn" : "nameFr"] ?? ""
                  }
                  error={wrong(`${language}_${stage}`)}
                />
              ))}
            </fieldset>
          );
        })}
        <div className="row">
          <button className="btn first" name="act" value="names">
            {t("names.act")}
          </button>
        </div>
      </Form>
    </section>
  );
}

function StepForm({
  step,
  place,
  version,
  reply,
}: {
  step: Loaded["steps"][number];
  place: number;
  version: number;
  reply: Reply | undefined;
}) {
  const { t } = useTranslation("stages");
  const { t: tUi } = useTranslation("ui");
  const wrong = useFieldError(reply);
  const typed = reply?.values;
  return (
    <Form method="post" className={styles.step} noValidate aria-label={step.nameEn}>
      <ProblemBox reply={reply} />
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="step" value={step.id} />
      <p className="small quiet">{t("steps.within", { stage: tUi(`stage.${step.parent}`) })}</p>
      <div className={styles.pair}>
        <Field
          name="nameEn"
          label={t("names.en")}
          maxLength={longestName}
          defaultValue={typed?.nameEn ?? step.nameEn}
          error={wrong("nameEn")}
        />
        <Field
          name="nameFr"
          label={t("names.fr")}
          maxLength={longestName}
          defaultValue={typed?.nameFr ?? step.nameFr}
          error={wrong("nameFr")}
        />
        <Field
          name="position"
          type="number"
          min={1}
          max={mostSteps}
          label={t("steps.position")}
          defaultValue={typed?.position ?? String(place)}
          error={wrong("position")}
        />
      </div>
      <div className="row">
        <button className="btn" name="act" value="change">
          {t("steps.change")}
        </button>
        <button className="btn bare" name="act" value="remove">
          {t("steps.remove")}
        </button>
        <span className="small quiet">
          {t("steps.ideas", { count: step.ideas, stage: tUi(`stage.${step.parent}`) })}
        </span>
      </div>
    </Form>
  );
}

function NewStep({ loaded, reply }: { loaded: Loaded; reply: Reply | undefined }) {
  const { t } = useTranslation("stages");
  const { t: tUi } = useTranslation("ui");
  const wrong = useFieldError(reply);
  const typed = reply?.values;
  return (
    <Form method="post" className={styles.step} noValidate aria-label={t("steps.new")} key={loaded.stepId}>
      <h3>{t("steps.new")}</h3>
      <ProblemBox reply={reply} />
      <input type="hidden" name="version" value={loaded.version} />
      <input type="hidden" name="id" value={typed?.id ?? loaded.stepId} />
      <div className={styles.pair}>
        <Field
          as="select"
          name="parent"
          label={t("steps.parent")}
          defaultValue={typed?.parent ?? "evaluating"}
          error={wrong("parent")}
          options={steppedStages.map((stage) => ({ value: stage, label: tUi(`stage.${stage}`) }))}
        />
        <Field
          name="nameEn"
          id="new-en"
          label={t("names.en")}
          maxLength={longestName}
          defaultValue={typed?.nameEn ?? ""}
          error={wrong("nameEn")}
        />
        <Field
          name="nameFr"
          id="new-fr"
          label={t("names.fr")}
          maxLength={longestName}
          defaultValue={typed?.nameFr ?? ""}
          error={wrong("nameFr")}
        />
      </div>
      <div className="row">
        <button className="btn" name="act" value="add">
          {t("steps.add")}
        </button>
      </div>
    </Form>
  );
}

function Gates({ loaded, reply }: { loaded: Loaded; reply: Reply | undefined }) {
  const { t } = useTranslation("stages");
  const { t: tUi } = useTranslation("ui");
  const wrong = useFieldError(reply);
  const least = (stage: string, kind: string) =>
    loaded.gates.find((gate) => gate.stage === stage && gate.kind === kind)?.least;
  return (
    <section id="gates" aria-labelledby="gates-heading" className={styles.part}>
      <h2 id="gates-heading">{t("gates.title")}</h2>
      <p className="soft">{t("gates.what")}</p>
      <Form method="post" className={styles.form} noValidate>
        <ProblemBox reply={reply} />
        <input type="hidden" name="version" value={loaded.version} />
        {gatedStages.map((stage) => (
          <fieldset key={stage} className={styles.pair}>
            <legend>{t("gates.before", { stage: tUi(`stage.${stage}`) })}</legend>
            {gateKinds.map((kind) => {
              const name = `${kind}_${stage}`;
              if (isCounted(kind)) {
                return (
                  <Field
                    key={kind}
                    name={name}
                    type="number"
                    min={0}
                    max={mostAsked}
                    label={t(`gates.${kind}`)}
                    defaultValue={reply?.values[name] ?? String(least(stage, kind) ?? "")}
                    error={wrong(name)}
                  />
                );
              }
              const isOn = reply ? reply.values[name] === "yes" : least(stage, kind) !== undefined;
              return (
                <div key={kind} className="choices">
                  <label>
                    <input type="checkbox" name={name} value="yes" defaultChecked={isOn} />
                    {t(`gates.${kind}`)}
                  </label>
                </div>
              );
            })}
          </fieldset>
        ))}
        <div className="row">
          <button className="btn first" name="act" value="gates">
            {t("gates.act")}
          </button>
        </div>
      </Form>
    </section>
  );
}
