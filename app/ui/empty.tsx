import type { ReactNode } from "react";

/** A place where nothing is yet: says so, and with `children` what to do first and the way there. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <h2>{title}</h2>
      {children}
    </div>
  );
}
