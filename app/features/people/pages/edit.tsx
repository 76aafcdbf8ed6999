import { Form, Link, redirect } from "react-router";
import type { Place } from "../../../pages/inside.tsx";
import { contextOf, signedIn } from "../../../platform/context.server.ts";
import { answering, parseForm } from "../../../platform/forms.server.ts";
import { useClock } from "../../../ui/clock.tsx";
import { longDay } from "../../../ui/dates.ts";
import { Field } from "../../../ui/field.tsx";
import { ProblemBox, useFieldError } from "../../../ui/problem.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { forgetParked, unpark } from "../../accounts/parking.server.ts";
import { limits } from "../../accounts/rules.ts";
import { changeProfile } from "../commands.server.ts";
import { profileInput } from "../inputs.ts";
import { ownProfile } from "../queries.server.ts";
import { personPath } from "../rules.ts";
import type { Route } from "./+types/edit.ts";
import styles from "./edit.module.css";

export const handle = {
  i18n: ["people"],
  place: ({ name }: Awaited<ReturnType<typeof loader>>): Place => ({ here: [{ label: name, to: "/me" }] }),
};

/** What others read about the one who asks, to change it. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  return { ...(await ownProfile(ctx)), parked: await unpark(args.request, ctx, "/me/profile") };
}

export async function action(args: Route.ActionArgs) {
  const ctx = signedIn(contextOf(args));
  const form = await args.request.formData();
  return answering(form, async () => {
    const input = parseForm(profileInput, form);
    await changeProfile(ctx, input);
    return redirect(personPath(input.handle), { status: 303, headers: { "Set-Cookie": forgetParked(ctx) } });
  });
}

export default function EditProfile({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t, i18n } = useTranslation("people");
  const { name, handle, bio, handleStaysUntil, parked } = loaderData;
  const wrong = useFieldError(reply);
  const { timeZone } = useClock();
  const typed = (field: "name" | "handle" | "bio") => reply?.values[field] ?? parked?.[field] ?? loaderData[field];
  return (
    <div className={styles.page}>
      <Title of={t("edit.title")} />
      <h1>{t("edit.title")}</h1>
      <p className="lede">{t("edit.lede")}</p>
      <Form method="post" className={styles.form} noValidate key={`${name} ${handle} ${bio}`}>
        <ProblemBox reply={reply} />
        <Field
          name="name"
          label={t("edit.name")}
          hint={t("edit.name_hint")}
          autoComplete="name"
          maxLength={limits.name}
          required
          defaultValue={typed("name")}
          error={wrong("name")}
        />
        <Field
          name="handle"
          label={t("edit.handle")}
          hint={
            handleStaysUntil === null
              ? t("edit.handle_hint")
              : t("edit.handle_stays", { day: longDay(handleStaysUntil, { locale: i18n.language, timeZone }) })
          }
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={limits.handleLongest + 1}
          readOnly={handleStaysUntil !== null}
          required
          defaultValue={typed("handle")}
          error={wrong("handle")}
        />
        <Field
          as="textarea"
          rows={5}
          name="bio"
          label={t("edit.bio")}
          hint={t("edit.bio_hint")}
          optional
          maxLength={limits.bio}
          defaultValue={typed("bio")}
          error={wrong("bio")}
        />
        <div className="row">
          <button className="btn first">{t("edit.act")}</button>
          <Link className="btn bare" to="/me">
            {t("edit.leave")}
          </Link>
        </div>
      </Form>
    </div>
  );
}
