import { Form, Link, redirect } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { Malformed } from "../../../platform/errors.ts";
import { actOf, answering, parseForm } from "../../../platform/forms.server.ts";
import { must } from "../../../platform/policy.ts";
import type { Place } from "../../../pages/inside.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { forgetParked, unpark } from "../../accounts/parking.server.ts";
import { idOfPath } from "../../ideas/rules.ts";
import { productsIn } from "../../products/queries.server.ts";
import { spaceBySlug } from "../../spaces/queries.server.ts";
import { discardRelease, editRelease } from "../commands.server.ts";
import { releaseInput } from "../inputs.ts";
import { mayKeepReleases } from "../policy.ts";
import { releaseSeenBy } from "../queries.server.ts";
import { isOpen, releasePath, releasesPath } from "../rules.ts";
import { ReleaseFields } from "../ui/release-form.tsx";
import styles from "../ui/releases.module.css";
import type { Route } from "./+types/edit.ts";

export const handle = {
  i18n: ["releases"],
  place: ({ space, values, path }: Awaited<ReturnType<typeof loader>>): Place => ({
    here: [
      { label: space.name, to: `/s/${space.slug}` },
      { label: values.title, to: path },
    ],
    accent: space.accent,
  }),
};

/** A release as it is now, for those who keep it. Throws `NotFound`, `Forbidden`. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const space = await spaceBySlug(ctx, args.params.space);
  const release = await releaseSeenBy(ctx.db.read, ctx.actor, space.id, idOfPath(args.params.release));
  must(mayKeepReleases(ctx.actor, space.id));
  const path = releasePath(space.slug, release);
  const { product, title, notesEn, notesFr, version } = release;
  return {
    space: { name: space.name, slug: space.slug, accent: space.accent },
    path,
    version,
    isOpen: isOpen(release.state),
    values: { product, title, notesEn, notesFr },
    products: (await productsIn(ctx.db.read, space.id))
      .filter(({ id, archivedAt }) => archivedAt === null || id === product)
      .map(({ id, name }) => ({ id, name })),
    parked: await unpark(args.request, ctx, `${path}/edit`),
  };
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const form = await args.request.formData();
  const id = idOfPath(args.params.release);
  return answering(form, async () => {
    const space = await spaceBySlug(ctx, args.params.space);
    const { act, fields } = actOf(form);
    const headers = { "Set-Cookie": forgetParked(ctx) };
    if (act === "discard") {
      await discardRelease(ctx, space.id, id);
      return redirect(releasesPath(space.slug), { status: 303, headers });
    }
    if (act !== "save") throw new Malformed();
    const release = await editRelease(ctx, space.id, id, parseForm(releaseInput, fields));
    return redirect(releasePath(space.slug, release), { status: 303, headers });
  });
}

/** After a conflict the page takes the version that stands now for the next try. */
export { alsoAfterConflict as shouldRevalidate } from "../../../ui/after-conflict.ts";

export default function EditRelease({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("releases");
  const { path, version, values, products, parked } = loaderData;
  return (
    <div className={styles.page}>
      <Title of={t("edit")} />
      <h1>{t("edit")}</h1>
      <Form method="post" className={styles.form} noValidate>
        <input type="hidden" name="version" value={version} />
        <ReleaseFields values={{ ...values, ...parked }} products={products} reply={reply} />
        {reply?.problem === "release_changed" && <p className="strip">{t("meanwhile", { title: values.title })}</p>}
        <div className="row">
          <button className="btn first" name="act" value="save">
            {t("save")}
          </button>
          <Link className="btn bare" to={path}>
            {t("cancel")}
          </Link>
        </div>
      </Form>
      {loaderData.isOpen && (
        <Form method="post">
          <button className="btn bare" name="act" value="discard">
            {t("discard")}
          </button>
        </Form>
      )}
    </div>
  );
}
