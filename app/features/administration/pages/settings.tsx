import { Fragment } from "react";
import { Form, redirect } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { Malformed } from "../../../platform/errors.ts";
import { actOf, answering, parseForm } from "../../../platform/forms.server.ts";
import { timeZoneOf } from "../../../platform/time-zone.server.ts";
import { Choices } from "../../../ui/choices.tsx";
import { Field } from "../../../ui/field.tsx";
import { ProblemBox, type Reply, useFieldError } from "../../../ui/problem.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { timeZones } from "../../spaces/time-zones.server.ts";
import { applyInput, settingsInput } from "../inputs.ts";
import { limits } from "../rules.ts";
import { applyDomains, changeSettings, settingsPage } from "../settings.server.ts";
import type { Route } from "./+types/settings.ts";
import styles from "./admin.module.css";

export const handle = { i18n: ["administration"] };

/** What holds for the whole place. Throws `Forbidden`. */
export async function loader(args: Route.LoaderArgs) {
  const { site, misplaced } = await settingsPage(contextOf(args));
  const { version, name, joining, locale, employeeDomains } = site;
  // Until somebody has chosen one, that of the admin is the best guess.
  const timeZone = version === 0 ? timeZoneOf(args.request.headers.get("cookie")) : site.timeZone;
  const values = { siteName: name, joining, locale, timeZone, employeeDomains: employeeDomains.join("\n") };
  return {
    version,
    values,
    misplaced,
    domains: employeeDomains,
    timeZones: timeZones(timeZone),
    isSaved: args.url.searchParams.has("saved"),
  };
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const form = await args.request.formData();
  const { act, fields } = actOf(form);
  return answering(form, async () => {
    if (act === "save") await changeSettings(ctx, parseForm(settingsInput, fields));
    else if (act === "apply") await applyDomains(ctx, parseForm(applyInput, fields).people);
    else throw new Malformed();
    return redirect("/admin/settings?saved", 303);
  });
}

/** After a conflict the page shows what somebody else saved, and takes its version for the next try. */
export { alsoAfterConflict as shouldRevalidate } from "../../../ui/after-conflict.ts";

type Values = Route.ComponentProps["loaderData"]["values"];

export default function Settings({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("administration");
  const { version, values, misplaced, domains, timeZones: zones, isSaved } = loaderData;
  const wrong = useFieldError(reply);
  const typed = { ...values, ...reply?.values };
  return (
    <div className={styles.page}>
      <Title of={t("nav.settings")} />
      <h1>{t("nav.settings")}</h1>
      {isSaved && !reply && (
        <p className="strip live" role="status">
          {t("settings.saved")}
        </p>
      )}
      {misplaced > 0 && (
        <section aria-labelledby="misplaced" className="strip await">
          <div className={styles.said}>
            <h2 id="misplaced">{t("settings.misplaced", { count: misplaced })}</h2>
            <p className="small">{t("settings.misplaced_what", { domains })}</p>
          </div>
          <Form method="post">
            <input type="hidden" name="people" value={misplaced} />
            <button className="btn" name="act" value="apply">
              {t("settings.apply", { count: misplaced })}
            </button>
          </Form>
        </section>
      )}
      <Form key={version} method="post" className={styles.form} noValidate>
        <ProblemBox reply={reply}>
          {reply?.problem === "settings_changed" && <Meanwhile values={values} reply={reply} />}
        </ProblemBox>
        {/* After a conflict this is the version that the reader has just been shown. */}
        <input type="hidden" name="version" value={version} />
        <Field
          name="siteName"
          label={t("settings.name")}
          hint={t("settings.name_hint")}
          maxLength={limits.siteName}
          required
          defaultValue={typed.siteName}
          error={wrong("siteName")}
        />
        <Choices
          legend={t("settings.joining")}
          name="joining"
          hint={t("settings.joining_hint")}
          options={(["open", "invitation"] as const).map((value) => ({
            value,
            label: t(`settings.joinings.${value}`),
          }))}
          defaultValue={typed.joining}
          error={wrong("joining")}
        />
        <Field
          as="textarea"
          rows={3}
          name="employeeDomains"
          label={t("settings.domains")}
          hint={t("settings.domains_hint")}
          placeholder="example.org"
          optional
          maxLength={limits.domainsText}
          defaultValue={typed.employeeDomains}
          error={wrong("employeeDomains")}
        />
        <Choices
          legend={t("settings.locale")}
          name="locale"
          hint={t("settings.locale_hint")}
          options={[
            { value: "en", label: "English" },
            { value: "fr", label: "Français" },
          ]}
          defaultValue={typed.locale}
          error={wrong("locale")}
        />
        <SelectField
          name="timeZone"
          label={t("settings.time_zone")}
          hint={t("settings.time_zone_hint")}
          options={zones.map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }))}
          defaultValue={typed.timeZone}
          error={wrong("timeZone")}
        />
        <div className="row">
          <button className="btn first" name="act" value="save">
            {t("settings.save")}
          </button>
        </div>
      </Form>
    </div>
  );
}

/** What somebody else saved, where it is not what was typed here. */
function Meanwhile({ values, reply }: { values: Values; reply: Reply }) {
  const { t } = useTranslation("administration");
  const labels: Record<keyof Values, string> = {
    siteName: t("settings.name"),
    joining: t("settings.joining"),
    locale: t("settings.locale"),
    timeZone: t("settings.time_zone"),
    employeeDomains: t("settings.domains"),
  };
  const said: Partial<Record<keyof Values, string>> = {
    joining: t(`settings.joinings.${values.joining}`),
    locale: values.locale === "fr" ? "Français" : "English",
  };
  const others = (Object.keys(values) as (keyof Values)[]).filter(
    (name) => (reply.values[name] ?? "").replaceAll("\r\n", "\n").trim() !== values[name],
  );
  return (
    <>
      <p>{t("settings.meanwhile")}</p>
      <dl className="facts">
        {others.map((name) => (
          <Fragment key={name}>
            <dt>{labels[name]}</dt>
            <dd>{(said[name] ?? values[name]) || t("settings.nothing")}</dd>
          </Fragment>
        ))}
      </dl>
    </>
  );
}
