import { useEffect, useRef } from "react";
import { useTranslation } from "../../../ui/words.ts";
import { Form, redirectDocument } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { NotFound } from "../../../platform/errors.ts";
import { answering, parseForm } from "../../../platform/forms.server.ts";
import { Choices } from "../../../ui/choices.tsx";
import { Field } from "../../../ui/field.tsx";
import { ProblemBox, useFieldError } from "../../../ui/problem.tsx";
import { markToAccept } from "../../legal/queries.server.ts";
import { ConsentTick } from "../../legal/ui/consent-tick.tsx";
import { limits as spaceLimits } from "../../spaces/rules.ts";
import { fromOf } from "../from.server.ts";
import { setupInput } from "../inputs.ts";
import { maySetUp } from "../policy.ts";
import { isSetUp } from "../queries.server.ts";
import { setUp } from "../setup.server.ts";
import { AccountDoor } from "../ui/account-door.tsx";
import { EmailField, NameField, NewPasswordField } from "../ui/fields.tsx";
import type { Route } from "./+types/setup.ts";
import styles from "./setup.module.css";

export const handle = { i18n: ["accounts", "legal"] };

export const headers = ({ actionHeaders }: Route.HeadersArgs) => actionHeaders;

export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  if (!maySetUp({ hasAdmin: await isSetUp(ctx.db) })) throw new NotFound();
  return {
    code: args.url.searchParams.get("code") ?? "",
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    locale: ctx.locale,
    mark: await markToAccept(ctx),
  };
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const form = await args.request.formData();
  return answering(form, async () => {
    const input = parseForm(setupInput, form);
    const { slug, cookie } = await setUp(ctx, input, fromOf(ctx, args.request).userAgent);
    return redirectDocument(`/s/${slug}`, { status: 303, headers: { "Set-Cookie": cookie } });
  });
}

export default function Setup({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("accounts");
  const errorOf = useFieldError(reply);
  const { code, timeZone, locale, mark } = loaderData;
  const knowsCode = code !== "" && errorOf("code") === undefined;
  return (
    <AccountDoor title={t("setup.title")} lede={<p className="soft">{t("setup.what")}</p>}>
      <ProblemBox reply={reply} />
      <Form method="post" className="stack" noValidate>
        {knowsCode ? (
          <input type="hidden" name="code" value={code} />
        ) : (
          <Field
            label={t("setup.code")}
            hint={t("setup.code_hint")}
            name="code"
            autoComplete="off"
            required
            defaultValue={code}
            error={errorOf("code")}
          />
        )}
        <NameField reply={reply} />
        <EmailField reply={reply} username />
        <NewPasswordField reply={reply} />
        <h2 className={styles.thought}>{t("setup.space")}</h2>
        <Field
          label={t("setup.space_name")}
          hint={t("setup.space_name_hint")}
          name="spaceName"
          maxLength={spaceLimits.name}
          required
          defaultValue={reply?.values.spaceName}
          error={errorOf("spaceName")}
        />
        <Field
          as="textarea"
          rows={3}
          label={t("setup.purpose")}
          hint={t("setup.purpose_hint")}
          name="purpose"
          maxLength={spaceLimits.purpose}
          required
          defaultValue={reply?.values.purpose}
          error={errorOf("purpose")}
        />
        <Choices
          legend={t("setup.visibility")}
          name="visibility"
          options={[
            { value: "public", label: t("setup.public") },
            { value: "private", label: t("setup.private") },
          ]}
          defaultValue={reply?.values.visibility ?? "public"}
          error={errorOf("visibility")}
        />
        <Choices
          legend={t("setup.language")}
          name="language"
          options={[
            { value: "en", label: "English" },
            { value: "fr", label: "Français" },
          ]}
          defaultValue={reply?.values.language ?? locale}
          error={errorOf("language")}
        />
        <TimeZone otherwise={timeZone} />
        <ConsentTick mark={mark} reply={reply} />
        <button className="btn first">{t("setup.act")}</button>
      </Form>
    </AccountDoor>
  );
}

/** The browser's time zone where there is script, else the server's. */
function TimeZone({ otherwise }: { otherwise: string }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (field.current) field.current.value = Intl.DateTimeFormat().resolvedOptions().timeZone;
  }, []);
  return <input type="hidden" name="timeZone" defaultValue={otherwise} ref={field} />;
}
