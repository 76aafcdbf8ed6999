import { useTranslation } from "../../../ui/words.ts";
import { Form, redirect } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { answering, parseForm } from "../../../platform/forms.server.ts";
import { siteOf } from "../../../platform/site.server.ts";
import { timeZoneOf } from "../../../platform/time-zone.server.ts";
import type { Place } from "../../../pages/inside.tsx";
import { ProblemBox } from "../../../ui/problem.tsx";
import { openSpace } from "../commands.server.ts";
import { spaceInput } from "../inputs.ts";
import { timeZones } from "../time-zones.server.ts";
import { SpaceFields } from "../ui/space-fields.tsx";
import { Title } from "../../../ui/title.tsx";
import type { Route } from "./+types/new.ts";
import styles from "./space-form.module.css";

export const handle = { i18n: ["spaces"], place: (): Place => ({ here: [] }) };

/** The form of a new space; admins only, by the door. */
export async function loader(args: Route.LoaderArgs) {
  const { db, locale } = contextOf(args);
  const site = await siteOf(db);
  const timeZone = site.version === 0 ? timeZoneOf(args.request.headers.get("cookie")) : site.timeZone;
  return { locale, timeZone, timeZones: timeZones(timeZone) };
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const form = await args.request.formData();
  return answering(form, async () => {
    const { slug } = await openSpace(ctx, parseForm(spaceInput, form));
    return redirect(`/s/${slug}/about`, 303);
  });
}

export default function NewSpace({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("spaces");
  const { locale, timeZone, timeZones: zones } = loaderData;
  const values = {
    spaceName: "",
    purpose: "",
    criteria: "",
    visibility: "private",
    language: locale,
    timeZone,
    accent: "teal",
    leanShown: "after_own",
    roomsBy: "steering",
    holdFirst: "0",
  };
  return (
    <div className={styles.page}>
      <Title of={t("new.title")} />
      <h1>{t("new.title")}</h1>
      <p className="lede">{t("new.lede")}</p>
      <Form method="post" className={styles.form} noValidate>
        <ProblemBox reply={reply} />
        <SpaceFields values={values} timeZones={zones} reply={reply} />
        <div className="row">
          <button className="btn first">{t("new.act")}</button>
        </div>
      </Form>
    </div>
  );
}
