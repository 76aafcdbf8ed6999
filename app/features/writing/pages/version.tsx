import { useTranslation } from "../../../ui/words.ts";
import { Form, Link, redirect, useActionData, useLoaderData } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { proposalsIn } from "../../adopting/queries.server.ts";
import { Proposals } from "../../adopting/ui/proposals.tsx";
import { NotFound } from "../../../platform/errors.ts";
import { answering, parseForm } from "../../../platform/forms.server.ts";
import { Day } from "../../../ui/moment.tsx";
import { Person } from "../../../ui/person.tsx";
import { ProblemBox, type Reply } from "../../../ui/problem.tsx";
import { restoreByForm } from "../../cowriting/form-edits.server.ts";
import { idOfPath } from "../../ideas/rules.ts";
import { placeUnderIdea } from "../../ideas/ui/place.ts";
import { restoreInput } from "../inputs.ts";
import { comparison } from "../queries.server.ts";
import { Difference } from "../ui/difference.tsx";
import { Title } from "../../../ui/title.tsx";
import styles from "./version.module.css";
import type { Route } from "./+types/version.ts";

export const handle = {
  i18n: ["writing", "adopting"],
  place: placeUnderIdea,
};

/** A version of an idea's text: what it changed, or what changed since another one (`?from=2`). */
export async function loader(args: Route.LoaderArgs) {
  const [id, number] = [idOfPath(args.params.idea), numberOf(args.params.number)];
  if (number === null) throw new NotFound();
  const from = args.url.searchParams.get("from");
  const ctx = contextOf(args);
  return {
    ...(await comparison(ctx, id, number, from === null ? null : numberOf(from))),
    /** Words of others that this version brought, for whoever may say where they came from. */
    taken: await proposalsIn(ctx, id, number),
  };
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const [id, number] = [idOfPath(args.params.idea), numberOf(args.params.number)];
  if (number === null) throw new NotFound();
  const form = await args.request.formData();
  return answering(form, async () => {
    await restoreByForm(ctx, id, number, parseForm(restoreInput, form).version);
    return redirect(`/ideas/${id}#written`, 303);
  });
}

function numberOf(text: string): number | null {
  return /^[1-9]\d{0,6}$/.test(text) ? Number(text) : null;
}

export default function Version() {
  const { t } = useTranslation("writing");
  const { idea, from, to, writers, parts, language, canEdit, taken } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const reply: Reply | undefined = answer && "problem" in answer ? answer : undefined;
  const isStep = from === null || from.number === to.number - 1;
  const title = isStep
    ? t("version.title", { version: to.number })
    : t("version.between", { from: from.number, to: to.number });
  /** What may be brought back: the older end of a comparison, else the version itself. */
  const earlier = !isStep && from !== null && to.number === idea.version ? from.number : to.number;
  return (
    <div className={styles.page}>
      <Title of={`${title} · ${idea.title}`} />
      <p className="small row">
        <Link to={`${idea.path}#written`}>{t("versions.back")}</Link>
        <Link to={`${idea.path}/versions`}>{t("versions.all")}</Link>
      </p>
      <h1>{title}</h1>
      <ul className={styles.writers} aria-label={t("version.by", { names: writers.map((writer) => writer.name) })}>
        {writers.map((writer) => (
          <li key={writer.id}>
            <Person name={writer.name} affiliation={writer.affiliation} />
          </li>
        ))}
        <li className="small quiet">
          {from && !isStep && (
            <>
              <Day at={from.at} /> –{" "}
            </>
          )}
          <Day at={to.at} />
        </li>
      </ul>
      {to.restored !== null && isStep && <p className="strip">{t("versions.restored", { version: to.restored })}</p>}
      {parts.every(({ changed }) => !changed) ? (
        <p className="soft">{t("version.same")}</p>
      ) : (
        <Difference parts={parts} language={language} />
      )}
      {isStep && <Proposals path={idea.path} proposals={taken} />}
      <nav className={styles.steps} aria-label={t("versions.title")}>
        {isStep && to.number > 1 && (
          <Link to={`${idea.path}/versions/${to.number - 1}`}>{t("version.previous", { version: to.number - 1 })}</Link>
        )}
        {isStep && to.number < idea.version && (
          <Link to={`${idea.path}/versions/${to.number + 1}`}>{t("version.next", { version: to.number + 1 })}</Link>
        )}
      </nav>
      {canEdit && earlier !== idea.version && (
        <Form method="post" action={`${idea.path}/versions/${earlier}`} className={styles.restore}>
          <ProblemBox reply={reply} />
          <p className="small soft">{t("version.restore_what", { version: earlier })}</p>
          <input type="hidden" name="version" value={idea.version} />
          <button className="btn">{t("version.restore", { version: earlier })}</button>
        </Form>
      )}
    </div>
  );
}
