import { Form, Link, redirect } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { Malformed } from "../../../platform/errors.ts";
import { actOf, answering, parseForm } from "../../../platform/forms.server.ts";
import { wantsPage } from "../../../platform/http/wants.server.ts";
import { idPattern, newId } from "../../../platform/ids.ts";
import { Empty } from "../../../ui/empty.tsx";
import { Field } from "../../../ui/field.tsx";
import { ProblemBox, type Reply, useFieldError, useSentence } from "../../../ui/problem.tsx";
import { StageChip } from "../../../ui/stage.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { forgetParked, unpark } from "../../accounts/parking.server.ts";
import { headingOf, idOfPath } from "../../ideas/rules.ts";
import { placeUnderIdea } from "../../ideas/ui/place.ts";
import styles from "../../ideas/ui/under-idea.module.css";
import { ideaInAddress } from "../../merging/rules.ts";
import { Picker } from "../../merging/ui/picker.tsx";
import { noteVisit } from "../../notices/commands.server.ts";
import { answerAlike, declineAlike, sayAlike, withdrawAlike } from "../commands.server.ts";
import { answerInput, declineInput, sayingInput, withdrawalInput } from "../inputs.ts";
import { duplicatesPage } from "../queries.server.ts";
import { duplicatesPath, longestReason } from "../rules.ts";
import { SaidAlike, Typed } from "../ui/said-alike.tsx";
import form from "../ui/duplicates.module.css";
import type { Route } from "./+types/duplicates.ts";

export const handle = { i18n: ["duplicates", "merging"], place: placeUnderIdea };

/** Where people say that an idea is the same as another one, answer, and a pilot decides. Throws `NotFound`. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const id = idOfPath(args.params.idea);
  const { searchParams } = args.url;
  const parked = await unpark(args.request, ctx, `/ideas/${args.params.idea}/duplicates`);
  const words = (searchParams.get("q") ?? "").slice(0, 200);
  // What was typed before somebody had to sign in, unless another idea is looked for.
  const kept = searchParams.has("q") ? null : (parked?.other ?? null);
  const asked = searchParams.get("into") ?? kept ?? ideaInAddress(words);
  const { idea, space, ...page } = await duplicatesPage(ctx, id, {
    words,
    into: asked !== null && idPattern.test(asked) ? asked : null,
  });
  if (wantsPage(args.request)) noteVisit(ctx, id);
  return {
    ...page,
    space: { name: space.name, slug: space.slug, accent: space.accent },
    idea: headingOf(idea),
    words,
    formId: newId(ctx.now),
    parked,
  };
}

/** Says so, answers, takes back, or decides that they are two. */
export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const id = idOfPath(args.params.idea);
  const sent = await args.request.formData();
  return answering(sent, async () => {
    const { act, fields } = actOf(sent);
    if (act === "say") await sayAlike(ctx, id, parseForm(sayingInput, fields));
    else if (act === "answer") await answerAlike(ctx, id, parseForm(answerInput, fields));
    else if (act === "withdraw") await withdrawAlike(ctx, id, parseForm(withdrawalInput, fields).duplicate);
    else if (act === "decline") await declineAlike(ctx, id, parseForm(declineInput, fields));
    else throw new Malformed();
    return redirect(duplicatesPath(`/ideas/${id}`), { status: 303, headers: { "Set-Cookie": forgetParked(ctx) } });
  });
}

/** When it was said or decided meanwhile, that is shown, with what was typed. */
export { alsoAfterConflict as shouldRevalidate } from "../../../ui/after-conflict.ts";

export default function Duplicates({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation("duplicates");
  const sentence = useSentence();
  const { idea, sayings, closed, chosen, found, words, parked } = loaderData;
  const reply: Reply | undefined = actionData && "problem" in actionData ? actionData : undefined;
  const about = reply?.values.duplicate;
  const isAboutOne = sayings.some(({ id }) => id === about);
  return (
    <div className={styles.page}>
      <Title of={t("title")} />
      <header>
        <p className="row">
          <StageChip {...idea} />
          <Link to={idea.path}>{idea.title}</Link>
        </p>
        <h1>{t("title")}</h1>
        <p className="lede">{t("lede")}</p>
      </header>
      {!isAboutOne && (closed !== null || !chosen) && <ProblemBox reply={reply} />}
      {sayings.length === 0 && (
        <Empty title={t("none")}>
          <p className="soft">{t("none_what")}</p>
        </Empty>
      )}
      {sayings.map((saying) => (
        <SaidAlike
          key={saying.id}
          saying={saying}
          reply={saying.id === about ? reply : undefined}
          kept={saying.id === parked?.duplicate ? parked : null}
        />
      ))}
      {closed !== null && (
        <p className="small soft">{closed === "level" ? sentence("duplicates_by_level") : t(`closed.${closed}`)}</p>
      )}
      {closed !== null && reply?.values.words && <Typed words={reply.values.words} />}
      {closed === null && (
        <div className={styles.part}>
          {chosen ? (
            <SayForm loaded={loaderData} chosen={chosen} reply={isAboutOne ? undefined : reply} />
          ) : (
            <Picker title={t("form.picker")} found={found} words={words} space={idea.space} />
          )}
        </div>
      )}
    </div>
  );
}

function SayForm({
  loaded: { idea, formId, parked },
  chosen,
  reply,
}: {
  loaded: Route.ComponentProps["loaderData"];
  chosen: NonNullable<Route.ComponentProps["loaderData"]["chosen"]>;
  reply: Reply | undefined;
}) {
  const { t } = useTranslation("duplicates");
  const wrong = useFieldError(reply);
  return (
    <Form method="post" action={`?into=${chosen.id}`} className={form.form} noValidate>
      <h2>{t("say")}</h2>
      <ProblemBox reply={reply} />
      <input type="hidden" name="act" value="say" />
      <input type="hidden" name="id" value={reply?.values.id ?? formId} />
      <input type="hidden" name="other" value={chosen.id} />
      <p>{t("form.chosen")}</p>
      <p className="row">
        <StageChip stage={chosen.stage} space={idea.space} />
        <Link to={chosen.path} lang={chosen.language}>
          {chosen.title}
        </Link>
      </p>
      <Field
        as="textarea"
        name="words"
        label={t("form.words")}
        hint={t("form.words_hint")}
        rows={3}
        maxLength={longestReason}
        defaultValue={(reply?.values ?? parked)?.words ?? ""}
        error={wrong("words")}
      />
      <div className="row">
        <button className="btn first">{t("form.send")}</button>
        <Link className="btn bare" to="?q=">
          {t("form.other")}
        </Link>
      </div>
    </Form>
  );
}
