import { Person } from "../../../ui/person.tsx";
import { useTranslation } from "../../../ui/words.ts";
import type { TextWriter } from "../queries.server.ts";
import styles from "./together.module.css";

/** Whose words stand in the text, about: each character counts once, for whoever wrote it first. */
export function WriterBars({
  writers,
  tintOf,
  isColoured,
  onColour,
}: {
  writers: readonly TextWriter[];
  tintOf(member: string): number;
  isColoured: boolean;
  onColour(isColoured: boolean): void;
}) {
  const { t } = useTranslation("cowriting");
  const all = writers.reduce((sum, { characters }) => sum + characters, 0);
  if (all === 0) return null;
  return (
    <section className={styles.writers} aria-labelledby="writers-heading">
      <h2 id="writers-heading">{t("writers.title")}</h2>
      <ul>
        {writers.map((writer) => (
          <li key={writer.id}>
            <Person name={writer.name} affiliation={writer.affiliation} />
            <span
              className={`${styles.bar} ${styles[`tint${tintOf(writer.id)}`]}`}
              style={{ inlineSize: `${(100 * writer.characters) / all}%` }}
              aria-hidden="true"
            />
            <span className={styles.share}>
              {t("writers.share", { share: Math.round((100 * writer.characters) / all), count: writer.characters })}
            </span>
          </li>
        ))}
      </ul>
      <p>
        <label className="row">
          <input type="checkbox" checked={isColoured} onChange={(event) => onColour(event.currentTarget.checked)} />
          {t("writers.colour")}
        </label>
      </p>
      <p className="small quiet">{t("writers.how")}</p>
    </section>
  );
}
