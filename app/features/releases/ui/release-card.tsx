import { CardFrame, cardLook } from "../../../ui/card.tsx";

/** The picture of a release. All words come ready to be drawn. */
export function ReleaseCard({
  site,
  heading,
  title,
  lines,
  names,
}: {
  site: string;
  /** Of which product it is. */
  heading: string;
  title: string;
  /** How many ideas and people. */
  lines: readonly string[];
  /** Some of the people; empty where nobody may be named. */
  names: string;
}) {
  const { soft, display, shipped } = cardLook;
  return (
    <CardFrame site={site}>
      <div style={{ display: "flex", color: soft }}>{heading}</div>
      <div
        style={{
          display: "flex",
          marginTop: 20,
          fontFamily: display,
          fontSize: title.length > 48 ? 54 : 74,
          lineHeight: 1.1,
        }}
      >
        {title}
      </div>
      <div style={{ display: "flex", gap: 24, marginTop: 36 }}>
        {lines.map((line) => (
          <div
            key={line}
            style={{
              display: "flex",
              padding: "10px 22px",
              borderRadius: 8,
              background: shipped.tint,
              color: shipped.ink,
            }}
          >
            {line}
          </div>
        ))}
      </div>
      {names !== "" && <div style={{ display: "flex", marginTop: 36, fontSize: 36, lineHeight: 1.35 }}>{names}</div>}
    </CardFrame>
  );
}
