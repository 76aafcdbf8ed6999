import { Form, Link, redirect } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { Malformed } from "../../../platform/errors.ts";
import { actOf, answering, parseForm } from "../../../platform/forms.server.ts";
import { idPattern, newId } from "../../../platform/ids.ts";
import { ProblemBox, type Reply } from "../../../ui/problem.tsx";
import { StageChip } from "../../../ui/stage.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { forgetParked, unpark } from "../../accounts/parking.server.ts";
import { idOfPath } from "../../ideas/rules.ts";
import { placeUnderIdea } from "../../ideas/ui/place.ts";
import styles from "../../ideas/ui/under-idea.module.css";
import { judgeObjections, mergeIdea, objectToMerge, unmergeIdea } from "../commands.server.ts";
import { decisionInput, mergeInput, objectionInput, unmergeInput } from "../inputs.ts";
import { mergePage, pathAfter } from "../queries.server.ts";
import { ideaInAddress } from "../rules.ts";
import { MergeForm } from "../ui/merge-form.tsx";
import { Merged } from "../ui/merged.tsx";
import { Picker } from "../ui/picker.tsx";

import type { Route } from "./+types/merge.ts";

export const handle = {
  i18n: ["merging", "feed"],
  place: placeUnderIdea,
};

/** Where an idea becomes part of another one; once it is, where its authors object and pilots take it apart. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const id = idOfPath(args.params.idea);
  const { searchParams } = args.url;
  const words = (searchParams.get("q") ?? "").slice(0, 200);
  const asked = searchParams.get("into") ?? ideaInAddress(words);
  const into = asked !== null && idPattern.test(asked) ? asked : null;
  const page = await mergePage(ctx, id, { words, into });
  const parked = await unpark(args.request, ctx, `/ideas/${args.params.idea}/merge`);
  return { ...page, words, formId: newId(ctx.now), parked };
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const id = idOfPath(args.params.idea);
  const form = await args.request.formData();
  return answering(form, async () => {
    const { act, fields } = actOf(form);
    if (act === "merge") await mergeIdea(ctx, id, parseForm(mergeInput, fields));
    else if (act === "unmerge") await unmergeIdea(ctx, parseForm(unmergeInput, fields));
    else if (act === "object") await objectToMerge(ctx, parseForm(objectionInput, fields));
    else if (act === "judge") await judgeObjections(ctx, parseForm(decisionInput, fields));
    else throw new Malformed();
    const path = await pathAfter(ctx, id, act);
    return redirect(path, { status: 303, headers: { "Set-Cookie": forgetParked(ctx) } });
  });
}

export default function Merge({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation("merging");
  const { idea, space, page, words, formId, parked } = loaderData;
  const reply: Reply | undefined = actionData && "problem" in actionData ? actionData : undefined;
  const title = t(page.kind === "merged" ? "merged.title" : "title");
  return (
    <div className={styles.page}>
      <Title of={title} />
      <header>
        <p className="row">
          <StageChip stage={idea.stage} space={space.id} />
          {page.kind === "merged" ? <b>{idea.title}</b> : <Link to={idea.path}>{idea.title}</Link>}
        </p>
        <h1>{title}</h1>
      </header>
      {page.kind === "merged" && <Merged page={page} title={idea.title} formId={formId} reply={reply} />}
      {page.kind === "merging" && page.closed !== null && (
        <>
          <ProblemBox reply={reply} />
          <p className="strip">{t(`closed.${page.closed}`)}</p>
        </>
      )}
      {page.kind === "merging" && page.closed === null && (
        <>
          {page.chosen ? (
            <MergeForm
              title={idea.title}
              chosen={page.chosen}
              space={space.id}
              formId={reply?.values.id ?? formId}
              values={parked}
              reply={reply}
            />
          ) : (
            <>
              <ProblemBox reply={reply} />
              <p className="soft">{t("what_it_is")}</p>
              <Picker title={t("picker.title")} found={page.found} words={words} space={space.id} />
            </>
          )}
        </>
      )}
      {page.kind === "merging" && page.chosen && (
        <Form method="get">
          <button className="btn bare">{t("choose_another")}</button>
        </Form>
      )}
    </div>
  );
}
