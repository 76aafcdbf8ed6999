import { Form, Link, redirect } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { answering, parseForm } from "../../../platform/forms.server.ts";
import { newId } from "../../../platform/ids.ts";
import { must } from "../../../platform/policy.ts";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { forgetParked, unpark } from "../../accounts/parking.server.ts";
import { placeUnderSpace } from "../../planning/ui/place.ts";
import { openProducts } from "../../products/queries.server.ts";
import { productsPath } from "../../products/rules.ts";
import { spaceBySlug } from "../../spaces/queries.server.ts";
import { createRelease } from "../commands.server.ts";
import { newReleaseInput } from "../inputs.ts";
import { mayKeepReleases } from "../policy.ts";
import { releasePath, releasesPath } from "../rules.ts";
import { ReleaseFields } from "../ui/release-form.tsx";
import styles from "../ui/releases.module.css";
import type { Route } from "./+types/new.ts";

export const handle = { i18n: ["releases"], place: placeUnderSpace };

/** The form of a new release, for those who keep them. Throws `NotFound`, `Forbidden`. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const space = await spaceBySlug(ctx, args.params.space);
  must(mayKeepReleases(ctx.actor, space.id));
  return {
    space: { name: space.name, slug: space.slug, accent: space.accent },
    products: await openProducts(ctx.db.read, space.id),
    asked: args.url.searchParams.get("product"),
    newId: newId(ctx.now),
    parked: await unpark(args.request, ctx, `${releasesPath(space.slug)}/new`),
  };
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const form = await args.request.formData();
  return answering(form, async () => {
    const space = await spaceBySlug(ctx, args.params.space);
    const release = await createRelease(ctx, space.id, parseForm(newReleaseInput, form));
    return redirect(releasePath(space.slug, release), {
      status: 303,
      headers: { "Set-Cookie": forgetParked(ctx) },
    });
  });
}

export default function NewRelease({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("releases");
  const { space, products, asked, newId: fresh, parked } = loaderData;
  const values = {
    product: parked?.product ?? products.find(({ id }) => id === asked)?.id ?? products[0]?.id ?? "",
    title: parked?.title ?? "",
    notesEn: parked?.notesEn ?? "",
    notesFr: parked?.notesFr ?? "",
  };
  return (
    <div className={styles.page}>
      <Title of={`${t("new")} · ${space.name}`} />
      <h1>{t("new")}</h1>
      {products.length === 0 ? (
        <p>
          {t("no_product")} <Link to={productsPath(space.slug)}>{t("to_products")}</Link>
        </p>
      ) : (
        <Form method="post" className={styles.form} noValidate>
          <input type="hidden" name="id" value={reply?.values.id ?? parked?.id ?? fresh} />
          <ReleaseFields values={values} products={products} reply={reply} />
          <div className="row">
            <button className="btn first">{t("create")}</button>
            <Link className="btn bare" to={releasesPath(space.slug)}>
              {t("cancel")}
            </Link>
          </div>
        </Form>
      )}
    </div>
  );
}
