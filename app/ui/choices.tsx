import { type ReactNode, useId } from "react";
import { Icon, type IconName } from "./icon.tsx";
import { wrongId } from "./wrong-id.ts";

/** One of a few: radio buttons in a row, each a word and, where it has one, a drawing. */
export function Choices({
  legend,
  name,
  options,
  defaultValue,
  hint,
  error,
  required,
}: {
  legend: string;
  name: string;
  options: readonly { value: string; label: string; icon?: IconName }[];
  defaultValue?: string | undefined;
  hint?: ReactNode;
  /** What is wrong, in the reader's language. */
  error?: string | undefined;
  required?: boolean;
}) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-wrong`].filter(Boolean).join(" ");
  return (
    <fieldset className="field" data-wrong={error ? "" : undefined} aria-describedby={described || undefined}>
      <legend>{legend}</legend>
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <div className="choices">
        {options.map(({ value, label, icon }, at) => (
          <label key={value}>
            <input
              id={error && at === 0 ? wrongId(name) : undefined}
              type="radio"
              name={name}
              value={value}
              defaultChecked={value === defaultValue}
              required={required}
            />
            {icon && <Icon name={icon} />}
            {label}
          </label>
        ))}
      </div>
      {error && (
        <p className="wrong" id={`${id}-wrong`}>
          {error}
        </p>
      )}
    </fieldset>
  );
}
