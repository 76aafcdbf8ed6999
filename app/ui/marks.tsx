import { useTranslation } from "./words.ts";
import type { Affiliation, ByAffiliation } from "./affiliation.tsx";
import { marksFor } from "./marks-for.ts";
import { vars } from "./vars.ts";

/**
 * The people of an idea as a row of marks, the reader's own first. A picture only, hidden from screen readers: the
 * count stands beside it in words.
 */
export function Marks({ counts, yours }: { counts: ByAffiliation; yours?: Affiliation }) {
  const { t } = useTranslation("ui");
  const drawn = marksFor(counts, { yours });
  if (drawn.groups.length === 0 && !drawn.yours) return null;
  return (
    <span className="marks" aria-hidden="true">
      {drawn.yours && <i className="yours" data-aff={drawn.yours} style={vars({ "--n": 1 })} />}
      {drawn.groups.map(({ affiliation, marks }) => (
        <i key={affiliation} data-aff={affiliation} style={vars({ "--n": marks })} />
      ))}
      {drawn.each > 1 && <span className="each">{t("marks.each", { count: drawn.each })}</span>}
    </span>
  );
}
