import { Form, Link, redirectDocument, useRouteLoaderData } from "react-router";
import type { Locale, Theme } from "../../../platform/actor.ts";
import { contextOf, signedIn } from "../../../platform/context.server.ts";
import { answering, parseForm } from "../../../platform/forms.server.ts";
import { Choices } from "../../../ui/choices.tsx";
import { Field } from "../../../ui/field.tsx";
import { ProblemBox, useFieldError } from "../../../ui/problem.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { timeZones } from "../../spaces/time-zones.server.ts";
import { choosePreferences } from "../commands.server.ts";
import { lookInput } from "../inputs.ts";
import { preferenceCookies } from "../preferences.server.ts";
import { Head } from "../ui/account-door.tsx";
import type { Route } from "./+types/look.ts";
import styles from "./password.module.css";

export const handle = {
  i18n: ["accounts"],
  place: ({ name }: { name: string }) => ({ here: [{ label: name, to: "/me" }] }),
};

/** Language, theme and time zone of the one who asks. */
export function loader(args: Route.LoaderArgs) {
  const { actor } = signedIn(contextOf(args));
  return {
    name: actor.name,
    timeZone: actor.timeZone,
    timeZones: timeZones(actor.timeZone ?? "UTC"),
    isSaved: args.url.searchParams.has("saved"),
  };
}

export async function action(args: Route.ActionArgs) {
  const ctx = signedIn(contextOf(args));
  const form = await args.request.formData();
  return answering(form, async () => {
    const { timeZone, ...look } = parseForm(lookInput, form);
    await choosePreferences(ctx, { ...look, timeZone: timeZone === "" ? null : timeZone });
    return redirectDocument("/me/look?saved=1", { status: 303, headers: preferenceCookies(ctx, look) });
  });
}

export default function Look({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("accounts");
  const root = useRouteLoaderData<{ locale: Locale; theme: Theme }>("root");
  const { timeZone, timeZones, isSaved } = loaderData;
  const title = t("look_page.title");
  return (
    <div className={styles.page}>
      <Title of={title} />
      <Head title={title} />
      {isSaved && (
        <p className="strip live" role="status">
          {t("look_page.saved")}
        </p>
      )}
      <ProblemBox reply={reply} />
      <Form method="post" className="stack" noValidate>
        <Choices
          legend={t("me.language")}
          name="locale"
          options={[
            { value: "en", label: "English" },
            { value: "fr", label: "Français" },
          ]}
          defaultValue={reply?.values.locale ?? root?.locale}
        />
        <Choices
          legend={t("me.theme")}
          name="theme"
          options={[
            { value: "system", label: t("me.theme_system") },
            { value: "light", label: t("me.theme_light") },
            { value: "dark", label: t("me.theme_dark") },
          ]}
          defaultValue={reply?.values.theme ?? root?.theme}
        />
        <Field
          name="timeZone"
          label={t("look_page.time_zone")}
          hint={t("look_page.time_zone_hint")}
          list="time-zones"
          autoComplete="off"
          spellCheck={false}
          maxLength={80}
          optional
          defaultValue={reply?.values.timeZone ?? timeZone ?? ""}
          error={useFieldError(reply)("timeZone")}
        />
        <datalist id="time-zones">
          {timeZones.map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
        <div className="row">
          <button className="btn first">{t("me.save")}</button>
          <Link className="btn bare" to="/me">
            {t("password.back")}
          </Link>
        </div>
      </Form>
    </div>
  );
}
