import { redirect } from "react-router";
import type { Place } from "../../../pages/inside.tsx";
import { contextOf } from "../../../platform/context.server.ts";
import { answering } from "../../../platform/forms.server.ts";
import { must } from "../../../platform/policy.ts";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { mayEditSpace } from "../../spaces/policy.ts";
import { spaceBySlug } from "../../spaces/queries.server.ts";
import { setLogo } from "../portraits.server.ts";
import { filePath } from "../rules.ts";
import { portraitSent } from "../sent.server.ts";
import { PortraitForm } from "../ui/portrait-form.tsx";
import type { Route } from "./+types/logo.ts";
import styles from "./files.module.css";

export const handle = {
  i18n: ["files"],
  place: ({ slug, name, accent }: Awaited<ReturnType<typeof loader>>): Place => ({
    here: [{ label: name, to: `/s/${slug}/about` }],
    accent,
  }),
};

/** Throws `NotFound`, `Forbidden`. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const { id, slug, name, accent, logo } = await spaceBySlug(ctx, args.params.space);
  must(mayEditSpace(ctx.actor, id));
  return { slug, name, accent, logo };
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const form = await args.request.formData();
  return answering(form, async () => {
    const space = await spaceBySlug(ctx, args.params.space);
    must(mayEditSpace(ctx.actor, space.id));
    await setLogo(ctx, space.id, await portraitSent(form));
    return redirect(`/s/${space.slug}/about`, 303);
  });
}

export default function Logo({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("files");
  const { name, logo } = loaderData;
  return (
    <div className={styles.page}>
      <Title of={`${t("logo.title")} · ${name}`} />
      <h1>{t("logo.title")}</h1>
      <p className="lede">{t("logo.lede", { space: name })}</p>
      <PortraitForm
        now={
          logo ? (
            <img src={filePath(logo)} alt={t("logo.alt", { space: name })} />
          ) : (
            <p className="soft">{t("logo.none")}</p>
          )
        }
        has={logo !== null}
        hint={t("logo.hint")}
        reply={reply}
      />
    </div>
  );
}
