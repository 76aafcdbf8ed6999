import { Form, Link, redirect } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { Malformed } from "../../../platform/errors.ts";
import { actOf, answering, parseForm } from "../../../platform/forms.server.ts";
import { pageKeyIn, pageKeyText } from "../../../platform/paging.ts";
import type { Place } from "../../../pages/inside.tsx";
import { forgetParked, unpark } from "../../accounts/parking.server.ts";
import { Field } from "../../../ui/field.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { Pager } from "../../../ui/pager.tsx";
import { Person } from "../../../ui/person.tsx";
import { ProblemBox, useFieldError } from "../../../ui/problem.tsx";
import { StageChip } from "../../../ui/stage.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { idOfPath, ideaPath } from "../../ideas/rules.ts";
import { personPath } from "../../people/rules.ts";
import { lastReleases } from "../../releases/queries.server.ts";
import { releasesPath } from "../../releases/rules.ts";
import { ReleaseList } from "../../releases/ui/release-list.tsx";
import { spaceBySlug } from "../../spaces/queries.server.ts";
import { Written } from "../../spaces/ui/written.tsx";
import { linkIdea } from "../commands.server.ts";
import { linkedInput } from "../inputs.ts";
import { mayKeepProducts, mayLinkIdeas } from "../policy.ts";
import { ideasOfProduct, ownersOf, productIn, totalsOf } from "../queries.server.ts";
import { limits, productPath, productsPath, purposeFor } from "../rules.ts";
import { TotalsLine } from "../ui/totals.tsx";
import type { Route } from "./+types/product.ts";
import styles from "./product.module.css";

export const handle = {
  i18n: ["products", "releases"],
  place: ({ space, product }: Awaited<ReturnType<typeof loader>>): Place => ({
    here: [{ label: space.name, to: `/s/${space.slug}` }, { label: product.name }],
    newIdea: { to: `/s/${space.slug}/ideas/new`, quiet: true },
    accent: space.accent,
  }),
};

/** A product: what it is for, who answers for it, its running totals and its ideas. Another name in the address leads to the right one. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const space = await spaceBySlug(ctx, args.params.space);
  const product = await productIn(ctx.db.read, space.id, idOfPath(args.params.product));
  const path = productPath(space.slug, product);
  if (args.url.pathname === `/s/${args.params.space}/products/${args.params.product}` && args.url.pathname !== path) {
    throw redirect(path + args.url.search, 301);
  }
  const after = pageKeyIn(args.url.searchParams);
  const [owners, totals, listed, released] = await Promise.all([
    ownersOf(ctx.db.read, [product.id]),
    totalsOf(ctx.db.read, [product.id]),
    ideasOfProduct(ctx.db.read, product.id, after),
    lastReleases(ctx, space.id, product.id),
  ]);
  return {
    space: { name: space.name, slug: space.slug, accent: space.accent },
    product: { id: product.id, name: product.name, path, isArchived: product.archivedAt !== null },
    purpose: purposeFor(product, ctx.locale),
    owners,
    totals: totals.get(product.id) ?? { ideas: 0, shipped: 0, people: 0 },
    ...listed,
    released,
    isFirstPage: after === null,
    can: {
      keep: mayKeepProducts(ctx.actor, space.id),
      link: mayLinkIdeas(ctx.actor, space.id),
    },
    parked: await unpark(args.request, ctx, path),
  };
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const form = await args.request.formData();
  return answering(form, async () => {
    const space = await spaceBySlug(ctx, args.params.space);
    const product = await productIn(ctx.db.read, space.id, idOfPath(args.params.product));
    const { act, fields } = actOf(form);
    if (act !== "link" && act !== "unlink") throw new Malformed();
    const { idea } = parseForm(linkedInput, fields);
    await linkIdea(ctx, { idea, product: product.id, isLinked: act === "link" });
    return redirect(productPath(space.slug, product), {
      status: 303,
      headers: { "Set-Cookie": forgetParked(ctx) },
    });
  });
}

export default function ProductPage({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("products");
  const { t: ofReleases } = useTranslation("releases");
  const { space, product, purpose, owners, totals, released, ideas, next, isFirstPage, can } = loaderData;
  return (
    <div className={styles.page}>
      <Title of={`${product.name} · ${space.name}`} />
      <header className={styles.head}>
        <p className="small">
          <Link to={productsPath(space.slug)}>{t("title")}</Link>
        </p>
        <h1>{product.name}</h1>
        {product.isArchived && <p className="strip">{t("archived_what")}</p>}
        <p className="lede">
          <TotalsLine totals={totals} />
        </p>
        <p className="row">
          <Link className="btn slim" to={`/s/${space.slug}/roadmap?product=${product.id}`}>
            <Icon name="road" />
            {t("to_roadmap")}
          </Link>
          <Link className="btn slim" to={`/s/${space.slug}/board?product=${product.id}`}>
            {t("to_board")}
          </Link>
          {can.keep && (
            <Link className="btn bare slim" to={`${product.path}/edit`}>
              {t("edit")}
            </Link>
          )}
        </p>
      </header>
      {purpose && <Written {...purpose} />}
      {owners.length > 0 && (
        <section className={styles.part} aria-labelledby="owners-heading">
          <h2 id="owners-heading">{t("owners")}</h2>
          <ul className="row">
            {owners.map(({ id, name, handle, avatar, affiliation }) => (
              <li key={id}>
                <Person name={name} affiliation={affiliation} avatar={avatar} to={personPath(handle)} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {released.length > 0 && (
        <section className={styles.part} aria-labelledby="releases-heading">
          <h2 id="releases-heading">{ofReleases("of_product")}</h2>
          <ReleaseList space={space.slug} releases={released} />
          <p className="small">
            <Link to={releasesPath(space.slug, product.id)}>{ofReleases("all")}</Link>
          </p>
        </section>
      )}
      <section className={styles.part} aria-labelledby="ideas-heading">
        <h2 id="ideas-heading">{t("ideas")}</h2>
        {ideas.length === 0 && <p className="soft">{t(isFirstPage ? "no_ideas" : "no_more")}</p>}
        <ul className={styles.ideas}>
          {ideas.map((idea) => (
            <li key={idea.id}>
              <StageChip stage={idea.stage} extra={idea.extra} space={idea.space} />
              <Link to={ideaPath(idea)} lang={idea.language}>
                {idea.title}
              </Link>
              <span className="small quiet">{t("people", { count: idea.participants })}</span>
              {can.link && (
                <Form method="post" preventScrollReset>
                  <input type="hidden" name="idea" value={idea.id} />
                  <button
                    className="btn bare slim"
                    name="act"
                    value="unlink"
                    aria-label={t("unlink_idea", { title: idea.title })}
                  >
                    <Icon name="cross" />
                  </button>
                </Form>
              )}
            </li>
          ))}
        </ul>
        {(next !== null || !isFirstPage) && (
          <Pager
            previous={isFirstPage ? undefined : { to: product.path, label: t("first_page") }}
            next={next === null ? undefined : { to: `?after=${pageKeyText(next)}`, label: t("next") }}
          />
        )}
        {can.link && !product.isArchived && <LinkIdea reply={reply} typed={loaderData.parked?.idea} />}
      </section>
    </div>
  );
}

function LinkIdea({ reply, typed }: { reply: Route.ComponentProps["actionData"]; typed: string | undefined }) {
  const { t } = useTranslation("products");
  const wrong = useFieldError(reply);
  return (
    <Form method="post" className={styles.link} noValidate>
      <ProblemBox reply={reply} />
      <Field
        name="idea"
        label={t("link_idea")}
        hint={t("link_hint")}
        maxLength={limits.address}
        defaultValue={reply?.values.idea ?? typed ?? ""}
        error={wrong("idea")}
        autoComplete="off"
      />
      <button className="btn" name="act" value="link">
        <Icon name="link" />
        {t("link_act")}
      </button>
    </Form>
  );
}
