import { type ComponentPropsWithRef, type ReactNode, useId } from "react";

/** A labelled list to choose one of, wired like `Field`; for more choices than stand in a row. */
export function SelectField({
  label,
  hint,
  error,
  options,
  ...control
}: {
  label: string;
  name: string;
  hint?: ReactNode;
  /** What is wrong, in the reader's language. */
  error?: string | undefined;
  options: readonly { value: string; label: string }[];
} & Omit<ComponentPropsWithRef<"select">, "name" | "children">) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-wrong`].filter(Boolean).join(" ");
  return (
    <div className="field" data-wrong={error ? "" : undefined}>
      <label htmlFor={id}>{label}</label>
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <select {...control} id={id} aria-invalid={error ? true : undefined} aria-describedby={described || undefined}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      {error && (
        <p className="wrong" id={`${id}-wrong`}>
          {error}
        </p>
      )}
    </div>
  );
}
