import { useTranslation } from "../../../ui/words.ts";
import type { Piece } from "../differences.server.ts";
import type { Compared } from "../queries.server.ts";
import { usePartWord } from "./part-word.ts";
import styles from "./difference.module.css";

/**
 * What each part of a text became, by words. `headings` is the level the parts' headings stand at.
 */
export function Difference({
  parts,
  language,
  headings: Heading = "h2",
}: {
  parts: Compared;
  language: string;
  headings?: "h2" | "h3";
}) {
  const { t } = useTranslation("writing");
  const word = usePartWord();
  const unchanged = parts.filter(({ changed }) => !changed);
  return (
    <div className={styles.parts}>
      {parts
        .filter(({ changed }) => changed)
        .map(({ part, pieces }) => (
          <section key={part} className={styles.part}>
            <Heading className="label">{word.heading(part)}</Heading>
            <Pieces pieces={pieces} language={language} />
          </section>
        ))}
      {unchanged.length > 0 && (
        <p className="small quiet">
          {t("difference.unchanged", { parts: unchanged.map(({ part }) => word.named(part)), count: unchanged.length })}
        </p>
      )}
    </div>
  );
}

/** What became of a text, by words: shape, sign and hidden words say it beside the colour. */
export function Pieces({ pieces, language }: { pieces: readonly Piece[]; language: string }) {
  const { t } = useTranslation("writing");
  return (
    <p className={styles.text} lang={language}>
      {pieces.map(({ kind, text }, place) => {
        if (kind === "same") return <span key={place}>{text}</span>;
        const Mark = kind === "added" ? "ins" : "del";
        return (
          <Mark key={place}>
            <span className="away">{t(`difference.${kind}`)} </span>
            {text}
            <span className="away"> {t("difference.end")}</span>
          </Mark>
        );
      })}
    </p>
  );
}
