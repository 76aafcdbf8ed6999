import type { ReactNode } from "react";

/**
 * The look of a picture of a page (`platform/cards.server.ts`): the light tokens of `tokens.css`, as what draws it knows
 * no oklch, and the two fonts by their names.
 */
export const cardLook = {
  text: "Inter",
  display: "Bricolage Grotesque",
  paper: "#fcf9f4",
  ink: "#251c16",
  soft: "#544a42",
  line: "#e0dbd1",
  accent: "#006364",
  customer: { ink: "#355b92", tint: "#dae7fb" },
  employee: { ink: "#50632a", tint: "#e4ecd3" },
  partner: { ink: "#853e69", tint: "#f7e1ec" },
  shipped: { ink: "#20663a", tint: "#e0f2e3" },
  building: { ink: "#376333", tint: "#e4f1e2" },
} as const;

/** The paper of a card: what it is about above, the sign and the name of the place below a hairline. */
export function CardFrame({ site, children }: { site: string; children: ReactNode }) {
  const { paper, ink, soft, line, accent, text, display } = cardLook;
  return (
    <div
      style={{
        display: "flex",
        flexDirection: "column",
        boxSizing: "border-box",
        width: "100%",
        height: "100%",
        padding: "64px 72px 48px",
        background: paper,
        color: ink,
        fontFamily: text,
        fontSize: 34,
      }}
    >
      <div style={{ display: "flex", flexDirection: "column", flex: 1 }}>{children}</div>
      <div style={{ display: "flex", alignItems: "center", gap: 20, paddingTop: 30, borderTop: `2px solid ${line}` }}>
        <svg viewBox="0 0 40 28" width="63" height="44">
          <path d="M15 2.5H18.9A12.5 12.5 0 0 1 18.9 25.5H15z" fill={accent} />
          <g fill="none" stroke={ink} strokeWidth="2.6">
            <circle cx="14" cy="14" r="12.5" />
            <rect x="15" y="2.5" width="23" height="23" rx="2" />
          </g>
        </svg>
        <div style={{ fontFamily: display, fontSize: 36, color: soft }}>{site}</div>
      </div>
    </div>
  );
}
