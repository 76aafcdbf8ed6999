import { Link } from "react-router";
import { Day } from "../../../ui/moment.tsx";
import { useTranslation } from "../../../ui/words.ts";
import type { Piece } from "../queries.server.ts";
import styles from "./pieces.module.css";

/** Things that somebody contributed, each with the way to it. */
export function Pieces({ pieces }: { pieces: readonly Piece[] }) {
  const { t } = useTranslation("pioneers");
  return (
    <ul className={styles.pieces}>
      {pieces.map(({ id, kind, words, language, path, on, at }) => (
        <li key={id}>
          <Link to={path} lang={language}>
            {words}
          </Link>{" "}
          <span className="small quiet">
            {t(`kind.${kind}`)}
            {on !== null && ` ${t("on", { title: on })}`} · <Day at={at} />
          </span>
        </li>
      ))}
    </ul>
  );
}
