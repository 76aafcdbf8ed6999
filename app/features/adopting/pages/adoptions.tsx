import { Form, Link, redirect, useActionData, useLoaderData } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { Malformed } from "../../../platform/errors.ts";
import { answering, fieldOf } from "../../../platform/forms.server.ts";
import { wantsPage } from "../../../platform/http/wants.server.ts";
import { ProblemBox, type Reply } from "../../../ui/problem.tsx";
import { Title } from "../../../ui/title.tsx";
import { useCalled, useTranslation } from "../../../ui/words.ts";
import { idOfPath } from "../../ideas/rules.ts";
import { placeUnderIdea } from "../../ideas/ui/place.ts";
import { decideProposal, undoNoteAdoption } from "../commands.server.ts";
import { adoptionsPage } from "../queries.server.ts";
import { adoptionsPath } from "../rules.ts";
import { Proposals } from "../ui/proposals.tsx";
import styles from "./adoptions.module.css";
import type { Route } from "./+types/adoptions.ts";

export const handle = {
  i18n: ["adopting", "writing"],
  place: placeUnderIdea,
};

/** Words of others in an idea's text, for those who may edit it. */
export async function loader(args: Route.LoaderArgs) {
  return adoptionsPage(contextOf(args), idOfPath(args.params.idea));
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const id = idOfPath(args.params.idea);
  const form = await args.request.formData();
  return answering(form, async () => {
    const act = fieldOf(form, "act");
    const source = fieldOf(form, "source");
    if (act === "confirm" || act === "dismiss") await decideProposal(ctx, id, source, act);
    else if (act === "undo") await undoNoteAdoption(ctx, id, source);
    else throw new Malformed();
    return wantsPage(args.request) ? redirect(adoptionsPath(`/ideas/${args.params.idea}`), 303) : { ok: true };
  });
}

export default function Adoptions() {
  const { t } = useTranslation("adopting");
  const called = useCalled();
  const { idea, proposals, notes } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const reply: Reply | undefined = answer && "problem" in answer ? answer : undefined;
  return (
    <div className={styles.page}>
      <Title of={`${t("proposals.title")} · ${idea.title}`} />
      <p className="small">
        <Link to={`${idea.path}#written`}>{t("proposals.idea")}</Link>
      </p>
      <h1>{t("proposals.title")}</h1>
      <p className="lede">{t("proposals.lede")}</p>
      <ProblemBox reply={reply} />
      {proposals.length === 0 && <p className="soft">{t("proposals.none")}</p>}
      <Proposals path={idea.path} proposals={proposals} />
      {notes.length > 0 && (
        <section aria-labelledby="notes-heading" className={styles.notes}>
          <h2 id="notes-heading">{t("notes.heading")}</h2>
          <ul>
            {notes.map(({ source, by, version, path, canUndo }) => (
              <li key={source} className="row">
                <span>{by ? t("notes.by", { name: called(by.name), version }) : t("notes.sealed", { version })}</span>
                {path && <Link to={path}>{t("proposals.open")}</Link>}
                {canUndo && (
                  <Form method="post">
                    <input type="hidden" name="source" value={source} />
                    <button className="btn bare slim" name="act" value="undo">
                      {t("notes.undo")}
                    </button>
                  </Form>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
