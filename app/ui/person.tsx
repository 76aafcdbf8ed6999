import type { ReactNode } from "react";
import { Link } from "react-router";
import { type Affiliation, AffiliationWord } from "./affiliation.tsx";
import { Face } from "./face.tsx";
import { useCalled } from "./words.ts";

/**
 * Somebody, wherever somebody is named: face, name and affiliation in a row, and with `sub` a quiet second line.
 * `to` makes the name a link.
 */
export function Person({
  name,
  affiliation,
  avatar,
  size,
  sub,
  to,
}: {
  name: string;
  affiliation: Affiliation;
  avatar?: string | null | undefined;
  size?: "s" | "m" | "l";
  sub?: ReactNode;
  to?: string;
}) {
  const shown = useCalled()(name);
  const called = (
    <b>
      {to ? (
        <Link className="plain" to={to}>
          {shown}
        </Link>
      ) : (
        shown
      )}
    </b>
  );
  const face = <Face name={name} affiliation={affiliation} avatar={avatar} size={size ?? (sub ? "m" : "s")} />;
  const word = <AffiliationWord affiliation={affiliation} />;
  if (!sub) {
    return (
      <span className="who">
        {face}
        {called}
        {word}
      </span>
    );
  }
  return (
    <span className="who two-lines">
      {face}
      <span>
        {called} {word}
        <span className="sub">{sub}</span>
      </span>
    </span>
  );
}
