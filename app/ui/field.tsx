import { type ComponentPropsWithRef, type ReactNode, useId } from "react";
import { useTranslation } from "./words.ts";
import { wrongId } from "./wrong-id.ts";

type Wording = {
  label: string;
  name: string;
  /** What helps to fill it, shown before the control. */
  hint?: ReactNode;
  /** What is wrong with it, in the reader's language. */
  error?: string | undefined;
  /** Says so beside the label. */
  optional?: boolean;
  /** Stands after the control: a counter, a link. */
  children?: ReactNode;
};

type FieldProps =
  | (Wording & { as?: "input" } & Omit<ComponentPropsWithRef<"input">, keyof Wording>)
  | (Wording & { as: "textarea" } & Omit<ComponentPropsWithRef<"textarea">, keyof Wording>)
  | (Wording & { as: "select"; options: Options } & Omit<ComponentPropsWithRef<"select">, keyof Wording>);

/** What a select offers, in order. */
type Options = readonly { value: string; label: string }[];

/** A labelled control. The hint and the error are tied to it, so that both are read out with it. */
export function Field({ label, hint, error, optional = false, children, ...control }: FieldProps) {
  const { t } = useTranslation("ui");
  const made = useId();
  const id = control.id ?? (error ? wrongId(control.name) : made);
  const described = [hint && `${id}-hint`, error && `${id}-wrong`].filter(Boolean).join(" ");
  const wiring = {
    id,
    "aria-invalid": error ? (true as const) : undefined,
    "aria-describedby": described || undefined,
  };
  return (
    <div className="field" data-wrong={error ? "" : undefined}>
      <label htmlFor={id}>
        {label}
        {optional && <span className="optional"> {t("field.optional")}</span>}
      </label>
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <Control {...control} {...wiring} />
      {error && (
        <p className="wrong" id={`${id}-wrong`}>
          {error}
        </p>
      )}
      {children}
    </div>
  );
}

type ControlProps =
  | ({ as?: "input" } & ComponentPropsWithRef<"input">)
  | ({ as: "textarea" } & ComponentPropsWithRef<"textarea">)
  | ({ as: "select"; options: Options } & ComponentPropsWithRef<"select">);

function Control(props: ControlProps) {
  if (props.as === "textarea") {
    const { as: _, ...rest } = props;
    return <textarea {...rest} />;
  }
  if (props.as === "select") {
    const { as: _, options, ...rest } = props;
    return (
      <select {...rest}>
        {options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    );
  }
  const { as: _, ...rest } = props;
  return <input {...rest} />;
}
