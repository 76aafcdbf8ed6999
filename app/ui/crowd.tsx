import { Fragment } from "react";
import { useTranslation } from "./words.ts";
import { type Affiliation, AffiliationWord, type ByAffiliation } from "./affiliation.tsx";
import { marksFor } from "./marks-for.ts";
import { vars } from "./vars.ts";

/** Seven rows of sixty: what fits at the head of a page. */
const most = 420;
const highest = 7;
/** Between two affiliations, in columns. */
const gap = 0.75;

/**
 * Everybody in a space as a field of marks. A picture only, hidden from screen readers: put `CrowdKey` or a sentence
 * beside it. `place` adds one hollow mark for somebody who may come in.
 */
export function Crowd({ counts, rows, place }: { counts: ByAffiliation; rows?: number; place?: Affiliation }) {
  const { groups } = marksFor(counts, { most });
  const marks = groups.reduce((total, group) => total + group.marks, 0);
  if (marks === 0) return null;
  const high = rows ?? Math.min(highest, Math.max(1, Math.round(Math.sqrt(marks / 8))));
  const blocks = groups.map(({ affiliation, marks }) => ({ affiliation, pieces: columns(marks, high) }));
  const columnsOf = (pieces: Piece[]) => pieces.reduce((total, piece) => total + piece.columns, 0);
  const wide = blocks.reduce(
    (total, { pieces }) => total + columnsOf(pieces),
    gap * (blocks.length - 1) + (place ? 1 : 0),
  );
  return (
    <div className="crowd" style={vars({ "--rows": high, "--columns": wide })} aria-hidden="true">
      {blocks.map(({ affiliation, pieces }, position) => (
        <Fragment key={affiliation}>
          {position > 0 && <i className="gap" />}
          {pieces.map((piece) => (
            <i key={piece.rows} data-aff={affiliation} style={vars({ "--c": piece.columns, "--r": piece.rows })} />
          ))}
        </Fragment>
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

type Piece = { columns: number; rows: number };

/** Whole columns, then the last one when it is not full, so that no mark is cut. */
function columns(marks: number, high: number): Piece[] {
  const full = { columns: Math.floor(marks / high), rows: high };
  const rest = { columns: 1, rows: marks % high };
  return [...(full.columns > 0 ? [full] : []), ...(rest.rows > 0 ? [rest] : [])];
}
