import { Form, redirect } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { Malformed } from "../../../platform/errors.ts";
import { actOf, answering, parseForm } from "../../../platform/forms.server.ts";
import { wantsPage } from "../../../platform/http/wants.server.ts";
import { must } from "../../../platform/policy.ts";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { ideaSeenBy } from "../../ideas/queries.server.ts";
import { headingOf, idOfPath } from "../../ideas/rules.ts";
import { placeUnderIdea } from "../../ideas/ui/place.ts";
import { linkIdea } from "../commands.server.ts";
import { linkInput } from "../inputs.ts";
import { mayLinkIdeas } from "../policy.ts";
import { openProducts, productsOf } from "../queries.server.ts";
import { LinkFields } from "../ui/idea-products.tsx";
import type { Route } from "./+types/links.ts";
import styles from "./products.module.css";

export const handle = { i18n: ["products"], place: placeUnderIdea };

/** The form that links an idea to a product, on a page of its own: when a link was refused. Throws `NotFound`, `Forbidden`. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const { idea, space } = await ideaSeenBy(ctx.db.read, ctx.actor, idOfPath(args.params.idea));
  must(mayLinkIdeas(ctx.actor, space.id));
  const linked = (await productsOf(ctx.db.read, [idea.id])).get(idea.id) ?? [];
  const offered = await openProducts(ctx.db.read, space.id);
  return {
    space: { name: space.name, slug: space.slug, accent: space.accent },
    idea: headingOf(idea),
    offered: offered.filter(({ id }) => !linked.some((product) => product.id === id)),
  };
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const idea = idOfPath(args.params.idea);
  const form = await args.request.formData();
  return answering(form, async () => {
    const { act, fields } = actOf(form);
    if (act !== "link" && act !== "unlink") throw new Malformed();
    await linkIdea(ctx, { idea, ...parseForm(linkInput, fields), isLinked: act === "link" });
    return wantsPage(args.request) ? redirect(`/ideas/${args.params.idea}`, 303) : { ok: true as const };
  });
}

export default function Links({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation("products");
  const reply = actionData && "problem" in actionData ? actionData : undefined;
  return (
    <div className={styles.page}>
      <Title of={t("idea.link")} />
      <h1>{t("idea.link")}</h1>
      <Form method="post" className={styles.form} noValidate>
        <LinkFields offered={loaderData.offered} reply={reply} />
      </Form>
    </div>
  );
}
