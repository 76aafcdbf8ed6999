import { useTranslation } from "../../../ui/words.ts";
import { Form, Link, redirect } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { answering, parseForm } from "../../../platform/forms.server.ts";
import { must } from "../../../platform/policy.ts";
import { Field } from "../../../ui/field.tsx";
import { ProblemBox, useFieldError } from "../../../ui/problem.tsx";
import { Title } from "../../../ui/title.tsx";
import { forgetParked, unpark } from "../../accounts/parking.server.ts";
import { publishCharter } from "../charter.server.ts";
import { charterInput } from "../inputs.ts";
import { mayEditSpace } from "../policy.ts";
import { charterOf, charterVersions, spaceBySlug } from "../queries.server.ts";
import { limits } from "../rules.ts";
import { placeInSpace } from "../ui/place.ts";
import type { Route } from "./+types/charter-edit.ts";
import styles from "./space-form.module.css";

export const handle = {
  i18n: ["spaces"],
  place: placeInSpace,
};

/** The newest text of the charter, to write the next version from. Throws `NotFound`, `Forbidden`. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const space = await spaceBySlug(ctx, args.params.space);
  must(mayEditSpace(ctx.actor, space.id));
  const [newest] = await charterVersions(ctx.db.read, space.id);
  const charter = newest ? await charterOf(ctx.db.read, space.id, newest.version) : null;
  return {
    space: { name: space.name, slug: space.slug, accent: space.accent },
    version: charter?.version ?? 0,
    text: charter?.source ?? "",
    isInForce: space.charterVersion > 0,
    parked: await unpark(args.request, ctx, `/s/${args.params.space}/charter/edit`),
  };
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const form = await args.request.formData();
  return answering(form, async () => {
    const space = await spaceBySlug(ctx, args.params.space);
    await publishCharter(ctx, space.id, parseForm(charterInput, form));
    return redirect(`/s/${space.slug}/charter`, { status: 303, headers: { "Set-Cookie": forgetParked(ctx) } });
  });
}

export default function EditCharter({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("spaces");
  const { space, version, text, isInForce, parked } = loaderData;
  const wrong = useFieldError(reply);
  const title = t(isInForce ? "charter.edit" : "charter.write");
  return (
    <div className={styles.page}>
      <Title of={title} />
      <h1>{title}</h1>
      <p className="lede">{t("charter.edit_lede")}</p>
      <Form method="post" className={`${styles.form} ${styles.tall}`} noValidate>
        <ProblemBox reply={reply}>
          {reply?.problem === "charter_changed" && (
            <p>
              <Link to={`/s/${space.slug}/charter?version=${version}`} target="_blank">
                {t("charter.see_theirs")}
              </Link>
            </p>
          )}
        </ProblemBox>
        {/* After a conflict this is the version that the reader has just been pointed to. */}
        <input type="hidden" name="version" value={reply ? version : (parked?.version ?? version)} />
        <Field
          as="textarea"
          name="charter"
          label={t("charter.text")}
          hint={t("charter.text_hint")}
          maxLength={limits.charter}
          defaultValue={reply?.values.charter ?? parked?.charter ?? text}
          error={wrong("charter")}
        />
        <div className="row">
          <button className="btn first">{t("charter.publish")}</button>
          <Link className="btn bare" to={`/s/${space.slug}/charter`}>
            {t("cancel")}
          </Link>
        </div>
      </Form>
    </div>
  );
}
