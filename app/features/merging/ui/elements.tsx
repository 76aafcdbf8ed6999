import { useTranslation } from "../../../ui/words.ts";
import type { Elements as Lists } from "../rules.ts";
import styles from "./merging.module.css";

/** What each of two merged ideas brings, as the pilot listed it. */
export function Elements({ elements }: { elements: Lists }) {
  const { t } = useTranslation("merging");
  return (
    <div className={styles.elements}>
      {(["source", "both", "target"] as const)
        .filter((side) => elements[side].length > 0)
        .map((side) => (
          <div key={side}>
            <h3 className="label">{t(`elements.${side}`)}</h3>
            <ul>
              {elements[side].map((element) => (
                <li key={element}>{element}</li>
              ))}
            </ul>
          </div>
        ))}
    </div>
  );
}
