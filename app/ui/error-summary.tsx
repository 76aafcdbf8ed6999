import { type ReactNode, useEffect, useRef } from "react";

/**
 * What went wrong with what somebody sent. Say in `children` what is kept and what to do. It takes the focus when it
 * appears, and again for each new `problem`, so that nobody has to look for it.
 */
export function ErrorSummary({ title, problem, children }: { title: string; problem?: unknown; children?: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), [problem]);
  return (
    <div className="error" role="alert" tabIndex={-1} ref={box}>
      <strong>{title}</strong>
      {children}
    </div>
  );
}
