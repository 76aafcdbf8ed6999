import { Form, Link, redirect } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { Malformed } from "../../../platform/errors.ts";
import { actOf, answering, parseForm } from "../../../platform/forms.server.ts";
import { must } from "../../../platform/policy.ts";
import type { Place } from "../../../pages/inside.tsx";
import { forgetParked, unpark } from "../../accounts/parking.server.ts";
import { Field } from "../../../ui/field.tsx";
import { Person } from "../../../ui/person.tsx";
import { ProblemBox, type Reply, useFieldError } from "../../../ui/problem.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { idOfPath } from "../../ideas/rules.ts";
import { productPeopleOf, spaceBySlug } from "../../spaces/queries.server.ts";
import { archiveProduct, editProduct, setOwner } from "../commands.server.ts";
import { ownerInput, productInput } from "../inputs.ts";
import { mayKeepProducts } from "../policy.ts";
import { ownersOf, productIn } from "../queries.server.ts";
import { productPath } from "../rules.ts";
import { closeHook, openHook } from "../../trackers/commands.server.ts";
import { hookShown } from "../../trackers/queries.server.ts";
import { hookPath } from "../../trackers/rules.ts";
import { HookPart } from "../../trackers/ui/hook.tsx";
import { ProductFields } from "../ui/product-form.tsx";
import type { Route } from "./+types/edit.ts";
import styles from "./products.module.css";

export const handle = {
  i18n: ["products", "trackers"],
  place: ({ space, product }: Awaited<ReturnType<typeof loader>>): Place => ({
    here: [
      { label: space.name, to: `/s/${space.slug}` },
      { label: product.name, to: product.path },
    ],
    accent: space.accent,
  }),
};

/** A product as it is now, for those who keep it. Throws `NotFound`, `Forbidden`. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const space = await spaceBySlug(ctx, args.params.space);
  const product = await productIn(ctx.db.read, space.id, idOfPath(args.params.product));
  must(mayKeepProducts(ctx.actor, space.id));
  const path = productPath(space.slug, product);
  const { name, purposeEn, purposeFr, version } = product;
  return {
    space: { name: space.name, slug: space.slug, accent: space.accent },
    product: { id: product.id, name, path, isArchived: product.archivedAt !== null },
    version,
    values: { name, purposeEn, purposeFr },
    owners: await ownersOf(ctx.db.read, [product.id]),
    people: await productPeopleOf(ctx.db.read, space.id),
    tracker: await hookShown(ctx.db.read, product.id),
    hookAddress: (ctx.config.origin ?? args.url.origin) + hookPath(product.id),
    parked: await unpark(args.request, ctx, `${path}/edit`),
  };
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const form = await args.request.formData();
  const id = idOfPath(args.params.product);
  return answering(form, async () => {
    const space = await spaceBySlug(ctx, args.params.space);
    const { act, fields } = actOf(form);
    // Said in the answer to this form and nowhere else.
    if (act === "open_hook") return { secret: await openHook(ctx, space.id, id) };
    if (act === "close_hook") await closeHook(ctx, space.id, id);
    else if (act === "save") await editProduct(ctx, space.id, id, parseForm(productInput, fields));
    else if (act === "add" || act === "remove") {
      const { member } = parseForm(ownerInput, fields);
      await setOwner(ctx, space.id, id, { member, isOwner: act === "add" });
    } else if (act === "archive" || act === "reopen") await archiveProduct(ctx, space.id, id, act === "archive");
    else throw new Malformed();
    const product = await productIn(ctx.db.read, space.id, id);
    const path = productPath(space.slug, product);
    const staysHere = act === "add" || act === "remove" || act === "close_hook";
    return redirect(staysHere ? `${path}/edit` : path, {
      status: 303,
      headers: { "Set-Cookie": forgetParked(ctx) },
    });
  });
}

/** After a conflict the page takes the version that stands now for the next try. */
export { alsoAfterConflict as shouldRevalidate } from "../../../ui/after-conflict.ts";

export default function EditProduct({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation("products");
  const { product, version, values, owners, people, parked } = loaderData;
  const reply = actionData && "problem" in actionData ? actionData : undefined;
  const secret = actionData && "secret" in actionData ? actionData.secret : null;
  const isOfWords = reply === undefined || "name" in reply.values;
  const isOfOwners = reply !== undefined && "member" in reply.values;
  const left = people.filter(({ id }) => !owners.some((owner) => owner.id === id));
  return (
    <div className={styles.page}>
      <Title of={t("edit")} />
      <h1>{t("edit")}</h1>
      <Form method="post" className={styles.form} noValidate>
        <input type="hidden" name="version" value={version} />
        <ProductFields values={{ ...values, ...parked }} reply={isOfWords ? reply : undefined} />
        {reply?.problem === "product_changed" && <p className="strip">{t("meanwhile", { name: values.name })}</p>}
        <div className="row">
          <button className="btn first" name="act" value="save">
            {t("save")}
          </button>
          <Link className="btn bare" to={product.path}>
            {t("cancel")}
          </Link>
        </div>
      </Form>
      <section className={styles.head} aria-labelledby="owners-heading">
        <h2 id="owners-heading">{t("owners")}</h2>
        <p className="soft">{t("owners_what")}</p>
        <ul className="stack">
          {owners.map(({ id, name, affiliation, avatar }) => (
            <li key={id} className="row">
              <Person name={name} affiliation={affiliation} avatar={avatar} />
              <Form method="post">
                <input type="hidden" name="member" value={id} />
                <button
                  className="btn bare slim"
                  name="act"
                  value="remove"
                  aria-label={t("owner_remove_name", { name })}
                >
                  {t("owner_remove")}
                </button>
              </Form>
            </li>
          ))}
        </ul>
        {left.length > 0 && <AddOwner people={left} reply={isOfOwners ? reply : undefined} />}
        {people.length === 0 && <p className="small quiet">{t("no_product_people")}</p>}
      </section>
      <HookPart
        address={loaderData.hookAddress}
        shown={loaderData.tracker}
        secret={secret}
        reply={isOfWords || isOfOwners ? undefined : reply}
      />
      <section className={styles.head} aria-labelledby="archive-heading">
        <h2 id="archive-heading">{t(product.isArchived ? "reopen_title" : "archive_title")}</h2>
        <p className="soft">{t(product.isArchived ? "reopen_what" : "archive_what")}</p>
        <Form method="post">
          <button
            className={product.isArchived ? "btn" : "btn loss"}
            name="act"
            value={product.isArchived ? "reopen" : "archive"}
          >
            {t(product.isArchived ? "reopen" : "archive")}
          </button>
        </Form>
      </section>
    </div>
  );
}

function AddOwner({ people, reply }: { people: readonly { id: string; name: string }[]; reply: Reply | undefined }) {
  const { t } = useTranslation("products");
  const wrong = useFieldError(reply);
  return (
    <Form method="post" className={styles.form} noValidate>
      <ProblemBox reply={reply} />
      <Field
        as="select"
        name="member"
        label={t("owner_who")}
        error={wrong("member")}
        options={people.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <div className="row">
        <button className="btn" name="act" value="add">
          {t("owner_add")}
        </button>
      </div>
    </Form>
  );
}
