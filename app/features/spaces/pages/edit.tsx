import { useTranslation } from "../../../ui/words.ts";
import { Form, Link, redirect } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { answering, parseForm } from "../../../platform/forms.server.ts";
import { must } from "../../../platform/policy.ts";
import type { Place } from "../../../pages/inside.tsx";
import { ProblemBox, type Reply } from "../../../ui/problem.tsx";
import { editSpace } from "../commands.server.ts";
import { spaceEdit } from "../inputs.ts";
import { mayEditSpace } from "../policy.ts";
import { spaceBySlug } from "../queries.server.ts";
import { timeZones } from "../time-zones.server.ts";
import { SpaceFields, type SpaceValues } from "../ui/space-fields.tsx";
import { Title } from "../../../ui/title.tsx";
import type { Route } from "./+types/edit.ts";
import styles from "./space-form.module.css";

export const handle = {
  i18n: ["spaces"],
  place: ({ slug, values }: Awaited<ReturnType<typeof loader>>): Place => ({
    here: [{ label: values.spaceName, to: `/s/${slug}/about` }],
    accent: values.accent,
  }),
};

/** A space as it is now, for its lead and admins. Throws `NotFound`, `Forbidden`. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const space = await spaceBySlug(ctx, args.params.space);
  must(mayEditSpace(ctx.actor, space.id));
  const values: SpaceValues = {
    spaceName: space.name,
    purpose: space.purpose,
    criteria: space.criteria,
    visibility: space.visibility,
    language: space.language,
    timeZone: space.timeZone,
    accent: space.accent,
    leanShown: space.leanShown,
    roomsBy: space.roomsBy,
    holdFirst: String(space.holdFirst),
  };
  return { slug: space.slug, version: space.version, values, timeZones: timeZones(space.timeZone) };
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const form = await args.request.formData();
  return answering(form, async () => {
    const space = await spaceBySlug(ctx, args.params.space);
    await editSpace(ctx, space.id, parseForm(spaceEdit, form));
    return redirect(`/s/${space.slug}/about`, 303);
  });
}

/** After a conflict the page shows what somebody else saved, and takes its version for the next try. */
export { alsoAfterConflict as shouldRevalidate } from "../../../ui/after-conflict.ts";

export default function EditSpace({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("spaces");
  const { slug, version, values, timeZones: zones } = loaderData;
  return (
    <div className={styles.page}>
      <Title of={t("edit.title")} />
      <h1>{t("edit.title")}</h1>
      <p className="small">
        <Link to={`/s/${slug}/logo`}>{t("edit.logo")}</Link> ·{" "}
        <Link to={`/s/${slug}/calendar`}>{t("edit.calendar")}</Link> ·{" "}
        <Link to={`/s/${slug}/stages`}>{t("edit.stages")}</Link>
      </p>
      <Form method="post" className={styles.form} noValidate>
        <ProblemBox reply={reply}>
          {reply?.problem === "space_changed" && <Meanwhile values={values} reply={reply} />}
        </ProblemBox>
        {/* After a conflict this is the version that the reader has just been shown. */}
        <input type="hidden" name="version" value={version} />
        <SpaceFields values={values} timeZones={zones} reply={reply} isPrivate={values.visibility === "private"} />
        <div className="row">
          <button className="btn first">{t("edit.act")}</button>
          <Link className="btn bare" to={`/s/${slug}/about`}>
            {t("cancel")}
          </Link>
        </div>
      </Form>
    </div>
  );
}

/** What somebody else saved, where it is not what was typed here. */
function Meanwhile({ values, reply }: { values: SpaceValues; reply: Reply }) {
  const { t } = useTranslation("spaces");
  const others = (Object.keys(values) as (keyof SpaceValues)[]).filter(
    (name) => (reply.values[name] ?? "").replaceAll("\r\n", "\n").trim() !== values[name],
  );
  const labels: Record<keyof SpaceValues, string> = {
    spaceName: t("form.name"),
    purpose: t("form.purpose"),
    criteria: t("form.criteria"),
    visibility: t("form.visibility"),
    language: t("form.language"),
    timeZone: t("form.time_zone"),
    accent: t("form.accent"),
    leanShown: t("form.lean"),
    roomsBy: t("form.rooms_by"),
    holdFirst: t("form.hold"),
  };
  const said: Partial<Record<keyof SpaceValues, string>> = {
    visibility: t(`form.${values.visibility as "public" | "private"}`),
    accent: t(`form.accents.${values.accent as "teal"}`),
    leanShown: t(`form.leans.${values.leanShown as "always"}`),
    roomsBy: t(`form.rooms_bys.${values.roomsBy as "known"}`),
    holdFirst:
      values.holdFirst === "0" ? t("form.hold_none") : t("form.hold_number", { count: Number(values.holdFirst) }),
    language: values.language === "fr" ? "Français" : "English",
  };
  return (
    <>
      <p>{t("edit.meanwhile")}</p>
      <dl className={styles.now}>
        {others.map((name) => (
          <div key={name}>
            <dt>{labels[name]}</dt>
            <dd>{(said[name] ?? values[name]) || t("edit.nothing")}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
