import { AffiliationWord } from "../../../ui/affiliation.tsx";
import { Face } from "../../../ui/face.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { useTranslation } from "../../../ui/words.ts";
import type { Persona } from "../personas.server.ts";
import styles from "./personas.module.css";

/** A button for each person whom a visitor of the demo may be. Works without JavaScript. */
export function Personas({ personas, next }: { personas: readonly Persona[]; next: string | undefined }) {
  const { t } = useTranslation("demo");
  return (
    <form method="post" action="/demo/signin">
      {next !== undefined && <input type="hidden" name="next" value={next} />}
      <ul>
        {personas.map(({ part, name, affiliation }) => (
          <li key={part} className={styles.persona}>
            <button name="part" value={part}>
              <Face name={name} affiliation={affiliation} size="l" />
              <span>
                <b>{name}</b>{" "}
                <span className="small">
                  <AffiliationWord affiliation={affiliation} />
                  <span className="soft">{t(`role.${part}`)}</span>
                </span>
                <span className={styles.see}>{t(`see.${part}`)}</span>
              </span>
              <Icon name="arrow" />
            </button>
          </li>
        ))}
      </ul>
    </form>
  );
}
