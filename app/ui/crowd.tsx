import { useTranslation } from "react-i18next";
import { type Affiliation, AffiliationWord, type ByAffiliation } from "./affiliation.tsx";
import { marksFor } from "./marks-for.ts";
import { vars } from "./vars.ts";

/** Seven rows of sixty: what fits at the head of a page. */
const most = 420;
const highest = 7;

/**
 * Everybody in a space as a field of marks. A picture only, hidden from screen readers: put `CrowdKey` or a sentence
 * beside it. `place` adds one hollow mark for somebody who may come in.
 */
export function Crowd({ counts, rows, place }: { counts: ByAffiliation; rows?: number; place?: Affiliation }) {
  const { groups } = marksFor(counts, { most });
  const marks = groups.reduce((total, group) => total + group.marks, 0);
  if (marks === 0) return null;
  const high = rows ?? Math.min(highest, Math.max(1, Math.round(Math.sqrt(marks / 8))));
  const pieces = groups.flatMap(({ affiliation, marks }) => columns({ affiliation, marks, high }));
  const wide = pieces.reduce((total, piece) => total + piece.columns, place ? 1 : 0);
  return (
    <div className="crowd" style={vars({ "--rows": high, "--columns": wide })} aria-hidden="true">
      {pieces.map((piece, position) => (
        <i key={position} data-aff={piece.affiliation} style={vars({ "--c": piece.columns, "--r": piece.rows })} />
      ))}
      {place && <i className="place" data-aff={place} style={vars({ "--c": 1, "--r": 1 })} />}
    </div>
  );
}

/** The crowd in words: "413 people here: 287 customers, …", and what one mark stands for when it is not one person. */
export function CrowdKey({ counts }: { counts: ByAffiliation }) {
  const { t } = useTranslation("ui");
  const { each, groups } = marksFor(counts, { most });
  const people = counts.customer + counts.employee + counts.partner;
  return (
    <p className="key">
      <span>{t("crowd.people", { count: people })}</span>
      {groups.map(({ affiliation }) => (
        <AffiliationWord key={affiliation} affiliation={affiliation} count={counts[affiliation]} />
      ))}
      {each > 1 && <span>{t("marks.each", { count: each })}</span>}
    </p>
  );
}

/** Whole columns of one affiliation, then the last one that is not full, so that no mark is cut. */
function columns({ affiliation, marks, high }: { affiliation: Affiliation; marks: number; high: number }) {
  const full = Math.floor(marks / high);
  const rest = marks % high;
  return [
    ...(full > 0 ? [{ affiliation, columns: full, rows: high }] : []),
    ...(rest > 0 ? [{ affiliation, columns: 1, rows: rest }] : []),
  ];
}
