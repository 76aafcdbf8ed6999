import { Form, Link, redirect } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { dateFormat } from "../../../platform/formats.ts";
import { answering, parseForm } from "../../../platform/forms.server.ts";
import { must } from "../../../platform/policy.ts";
import { Field } from "../../../ui/field.tsx";
import { ProblemBox, useFieldError } from "../../../ui/problem.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { mayEditSpace } from "../../spaces/policy.ts";
import { spaceBySlug } from "../../spaces/queries.server.ts";
import { setCalendar } from "../commands.server.ts";
import { calendarInput } from "../inputs.ts";
import { longestPromise, weekdays } from "../rules.ts";
import { placeInSpace } from "../../spaces/ui/place.ts";
import type { Route } from "./+types/calendar.ts";
import styles from "../../spaces/pages/space-form.module.css";

export const handle = {
  i18n: ["piloting"],
  place: placeInSpace,
};

/** When the pilots of a space work and what they promise, for its lead and admins. Throws `NotFound`, `Forbidden`. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const space = await spaceBySlug(ctx, args.params.space);
  must(mayEditSpace(ctx.actor, space.id));
  const {
    name,
    slug,
    accent,
    timeZone,
    version,
    acknowledgeDays,
    decideDays,
    judgeDays,
    staleDays,
    workingDays,
    holidays,
  } = space;
  return {
    space: { name, slug, accent, timeZone },
    set: { version, acknowledgeDays, decideDays, judgeDays, staleDays, workingDays, holidays },
  };
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const form = await args.request.formData();
  return answering(form, async () => {
    const space = await spaceBySlug(ctx, args.params.space);
    await setCalendar(ctx, space.id, parseForm(calendarInput, form));
    return redirect(`/s/${space.slug}/about`, 303);
  });
}

/** After a conflict the page takes what somebody else saved for the next try. */
export { alsoAfterConflict as shouldRevalidate } from "../../../ui/after-conflict.ts";

export default function Calendar({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t, i18n } = useTranslation("piloting");
  const wrong = useFieldError(reply);
  const { space, set } = loaderData;
  const typed = reply?.values;
  const nameOf = (day: number) =>
    // The first of January 2024 was a Monday.
    dateFormat(i18n.language, "UTC", { weekday: "long" }).format(Date.UTC(2024, 0, day));
  const isWorked = (day: number) => (typed ? typed[`day${day}`] === "yes" : set.workingDays.includes(day));
  return (
    <div className={styles.page}>
      <Title of={t("calendar.title")} />
      <h1>{t("calendar.title")}</h1>
      <p className="soft">{t("calendar.what", { zone: space.timeZone.replaceAll("_", " ") })}</p>
      <Form method="post" className={styles.form} noValidate>
        <ProblemBox reply={reply} />
        <input type="hidden" name="version" value={set.version} />
        <fieldset className="field" data-wrong={wrong("day1") ? "" : undefined}>
          <legend>{t("calendar.days")}</legend>
          <div className="choices">
            {weekdays.map((day) => (
              <label key={day}>
                <input type="checkbox" name={`day${day}`} value="yes" defaultChecked={isWorked(day)} />
                {nameOf(day)}
              </label>
            ))}
          </div>
          {wrong("day1") && <p className="wrong">{wrong("day1")}</p>}
        </fieldset>
        <Field
          as="textarea"
          name="holidays"
          label={t("calendar.holidays")}
          hint={t("calendar.holidays_hint")}
          rows={6}
          defaultValue={typed?.holidays ?? set.holidays.join("\n")}
          error={wrong("holidays")}
        />
        <Field
          name="acknowledgeDays"
          type="number"
          min={1}
          max={longestPromise.acknowledge}
          label={t("calendar.acknowledge")}
          hint={t("calendar.acknowledge_hint")}
          defaultValue={typed?.acknowledgeDays ?? String(set.acknowledgeDays)}
          error={wrong("acknowledgeDays")}
        />
        <Field
          name="decideDays"
          type="number"
          min={1}
          max={longestPromise.decide}
          label={t("calendar.decide")}
          hint={t("calendar.decide_hint")}
          defaultValue={typed?.decideDays ?? String(set.decideDays)}
          error={wrong("decideDays")}
        />
        <Field
          name="judgeDays"
          type="number"
          min={1}
          max={longestPromise.judge}
          label={t("calendar.judge")}
          hint={t("calendar.judge_hint")}
          defaultValue={typed?.judgeDays ?? String(set.judgeDays)}
          error={wrong("judgeDays")}
        />
        <Field
          name="staleDays"
          type="number"
          min={1}
          max={longestPromise.stale}
          label={t("calendar.stale")}
          hint={t("calendar.stale_hint")}
          defaultValue={typed?.staleDays ?? String(set.staleDays)}
          error={wrong("staleDays")}
        />
        <p className="small quiet">{t("calendar.running")}</p>
        <div className="row">
          <button className="btn first">{t("calendar.act")}</button>
          <Link className="btn bare" to={`/s/${space.slug}/about`}>
            {t("calendar.cancel")}
          </Link>
        </div>
      </Form>
    </div>
  );
}
