import type { Affiliation } from "../../../platform/actor.ts";
import { CardFrame, cardLook } from "../../../ui/card.tsx";
import { initials } from "../../../ui/face.tsx";

/** The corners and the turn that make a face the shape of an affiliation: circle, square or diamond. */
const shapes = {
  customer: { borderRadius: 92, turn: 0, side: 176 },
  employee: { borderRadius: 16, turn: 0, side: 164 },
  partner: { borderRadius: 12, turn: 45, side: 136 },
} as const;

/** The picture of a profile. All words come ready to be drawn. `picture`: a data address. */
export function PersonCard({
  site,
  name,
  handle,
  affiliation,
  picture,
  lines,
}: {
  site: string;
  name: string;
  handle: string;
  affiliation: { kind: Affiliation; word: string };
  picture: string | null;
  /** What became of what the person brought in, a sentence each. */
  lines: readonly string[];
}) {
  const { soft, display } = cardLook;
  const { ink, tint } = cardLook[affiliation.kind];
  const { borderRadius, turn, side } = shapes[affiliation.kind];
  return (
    <CardFrame site={site}>
      <div style={{ display: "flex", alignItems: "center", gap: 40 }}>
        <div
          style={{
            display: "flex",
            alignItems: "center",
            justifyContent: "center",
            flexShrink: 0,
            width: side,
            height: side,
            margin: turn === 0 ? 0 : 20,
            borderRadius,
            border: `4px solid ${ink}`,
            background: tint,
            color: ink,
            fontSize: 60,
            overflow: "hidden",
            transform: `rotate(${turn}deg)`,
          }}
        >
          {picture === null ? (
            <div style={{ transform: `rotate(${-turn}deg)` }}>{initials(name)}</div>
          ) : (
            <img
              src={picture}
              alt=""
              width={turn === 0 ? side : Math.ceil(side * 1.42)}
              height={turn === 0 ? side : Math.ceil(side * 1.42)}
              style={{ transform: `rotate(${-turn}deg)`, flexShrink: 0 }}
            />
          )}
        </div>
        <div style={{ display: "flex", flexDirection: "column", flex: 1 }}>
          <div style={{ fontFamily: display, fontSize: name.length > 24 ? 56 : 76, lineHeight: 1.1 }}>{name}</div>
          <div style={{ display: "flex", gap: 20, marginTop: 12, color: soft }}>
            {handle !== "" && <div>{handle}</div>}
            <div style={{ color: ink }}>{affiliation.word}</div>
          </div>
        </div>
      </div>
      <div style={{ display: "flex", flexDirection: "column", gap: 10, marginTop: 44, fontSize: 44 }}>
        {lines.map((line) => (
          <div key={line}>{line}</div>
        ))}
      </div>
    </CardFrame>
  );
}
