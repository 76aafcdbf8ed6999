import { type ReactNode, useId } from "react";
import styles from "./tick.module.css";
import { wrongId } from "./wrong-id.ts";

/** One thing to say yes to. `children` are the words of the yes; `beside` may lead to what it is about. */
export function Tick({
  name,
  value,
  defaultChecked,
  error,
  beside,
  children,
}: {
  name: string;
  value: string;
  defaultChecked?: boolean;
  /** What is wrong, in the reader's language. */
  error?: string | undefined;
  beside?: ReactNode;
  children: ReactNode;
}) {
  const made = useId();
  const id = error ? wrongId(name) : made;
  return (
    <div className="field" data-wrong={error ? "" : undefined}>
      <div className={styles.tick}>
        <input
          type="checkbox"
          id={id}
          name={name}
          value={value}
          defaultChecked={defaultChecked}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-wrong` : undefined}
        />
        <p>
          <label htmlFor={id}>{children}</label> {beside}
        </p>
      </div>
      {error && (
        <p className="wrong" id={`${id}-wrong`}>
          {error}
        </p>
      )}
    </div>
  );
}
