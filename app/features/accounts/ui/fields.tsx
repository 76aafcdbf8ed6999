import { useTranslation } from "../../../ui/words.ts";
import { Field } from "../../../ui/field.tsx";
import { type Reply, useFieldError } from "../../../ui/problem.tsx";
import { limits } from "../rules.ts";

/** The fields that several account forms share, worded and wired alike for password managers. */
export function NameField({ reply }: { reply: Reply | undefined }) {
  const { t } = useTranslation("accounts");
  return (
    <Field
      label={t("fields.name")}
      hint={t("fields.name_hint")}
      name="name"
      autoComplete="name"
      maxLength={limits.name}
      required
      defaultValue={reply?.values.name}
      error={useFieldError(reply)("name")}
    />
  );
}

export function EmailField({ reply, username = false }: { reply: Reply | undefined; username?: boolean }) {
  const { t } = useTranslation("accounts");
  return (
    <Field
      label={t("fields.email")}
      name="email"
      type="email"
      autoComplete={username ? "username" : "email"}
      maxLength={limits.email}
      required
      defaultValue={reply?.values.email}
      error={useFieldError(reply)("email")}
    />
  );
}

/** A password to choose. */
export function NewPasswordField({ reply, label }: { reply: Reply | undefined; label?: string }) {
  const { t } = useTranslation("accounts");
  return (
    <Field
      label={label ?? t("fields.password")}
      hint={t("fields.password_hint", { least: limits.passwordShortest })}
      name="password"
      type="password"
      autoComplete="new-password"
      minLength={limits.passwordShortest}
      maxLength={limits.passwordLongest}
      required
      error={useFieldError(reply)("password")}
    />
  );
}

/** A password to prove who one is. */
export function GivenPasswordField(props: { reply: Reply | undefined; name: string; label: string }) {
  return (
    <Field
      label={props.label}
      name={props.name}
      type="password"
      autoComplete="current-password"
      maxLength={limits.passwordLongest}
      required
      error={useFieldError(props.reply)(props.name)}
    />
  );
}

/** Tells a password manager whose password a form is about, where people need not be asked. */
export function Username({ email }: { email: string }) {
  return <input hidden readOnly autoComplete="username" value={email} />;
}

/** Where to go afterwards. */
export function NextField({ next }: { next: string | undefined }) {
  return next === undefined ? null : <input type="hidden" name="next" value={next} />;
}
