import { redirect } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { Malformed } from "../../../platform/errors.ts";
import { actOf, answering, parseForm } from "../../../platform/forms.server.ts";
import { wantsPage } from "../../../platform/http/wants.server.ts";
import { newId } from "../../../platform/ids.ts";
import { must } from "../../../platform/policy.ts";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { forgetParked, unpark } from "../../accounts/parking.server.ts";
import { ideaSeenBy } from "../../ideas/queries.server.ts";
import { headingOf, idOfPath } from "../../ideas/rules.ts";
import { placeUnderIdea } from "../../ideas/ui/place.ts";
import { linkIssue, unlinkIssue } from "../commands.server.ts";
import { issueInput, unlinkInput } from "../inputs.ts";
import { mayLinkIssues } from "../policy.ts";
import { issuesOf } from "../queries.server.ts";
import { IssueForm, IssueList } from "../ui/issues.tsx";
import type { Route } from "./+types/issues.ts";

export const handle = { i18n: ["trackers"], place: placeUnderIdea };

/** The issues of an idea, for those who may link them: also where a link was refused. Throws `NotFound`, `Forbidden`. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const { idea, space } = await ideaSeenBy(ctx.db.read, ctx.actor, idOfPath(args.params.idea));
  must(mayLinkIssues(ctx.actor, idea));
  return {
    space: { name: space.name, slug: space.slug, accent: space.accent },
    idea: headingOf(idea),
    issues: await issuesOf(ctx.db.read, idea.id),
    newId: newId(ctx.now),
    parked: await unpark(args.request, ctx, `/ideas/${args.params.idea}/issues`),
  };
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const idea = idOfPath(args.params.idea);
  const form = await args.request.formData();
  return answering(form, async () => {
    const { act, fields } = actOf(form);
    if (act === "link") await linkIssue(ctx, idea, parseForm(issueInput, fields));
    else if (act === "unlink") await unlinkIssue(ctx, idea, parseForm(unlinkInput, fields).link);
    else throw new Malformed();
    if (!wantsPage(args.request)) return { ok: true as const };
    return redirect(`/ideas/${args.params.idea}`, { status: 303, headers: { "Set-Cookie": forgetParked(ctx) } });
  });
}

export default function Issues({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation("trackers");
  const { idea, issues, newId: fresh, parked } = loaderData;
  const reply = actionData && "problem" in actionData ? actionData : undefined;
  return (
    <div className="stack">
      <Title of={t("title")} />
      <h1>{t("title")}</h1>
      <p className="lede">{t("what")}</p>
      {issues.length === 0 && <p className="soft">{t("none")}</p>}
      <IssueList path={idea.path} issues={issues} mayChange />
      <IssueForm path={idea.path} firstId={fresh} reply={reply} values={parked} />
    </div>
  );
}
