import type { CSSProperties } from "react";

/** Hands values to a style sheet as custom properties: `style={vars({ "--n": 3 })}`. */
export function vars(values: Record<`--${string}`, string | number>): CSSProperties {
  return values;
}
