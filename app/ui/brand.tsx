import { useId } from "react";
import { Link } from "react-router";
import { useSiteName } from "./title.tsx";

/** The sign of Caco, a circle and a square that overlap, with the name of the place, as a way home. */
export function Brand({ to = "/" }: { to?: string }) {
  const overlap = useId();
  const name = useSiteName();
  return (
    <Link className="brand" to={to} aria-label={name}>
      <svg viewBox="0 0 40 28" aria-hidden="true">
        <clipPath id={overlap}>
          <circle cx="14" cy="14" r="12.5" />
        </clipPath>
        <rect x="15" y="2.5" width="23" height="23" rx="2" clipPath={`url(#${overlap})`} fill="var(--accent)" />
        <g fill="none" stroke="currentColor" strokeWidth="2.6">
          <circle cx="14" cy="14" r="12.5" />
          <rect x="15" y="2.5" width="23" height="23" rx="2" />
        </g>
      </svg>
      <span>{name}</span>
    </Link>
  );
}
