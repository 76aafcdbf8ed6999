import { Person } from "../../../ui/person.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { personPath } from "../../people/rules.ts";
import { useShare } from "../../crediting/ui/use-share.ts";
import type { ShownContributor } from "../queries.server.ts";
import { wholeFactor } from "../rules.ts";
import styles from "./confirming.module.css";

/** Shares as they were computed and as they stand, beside each other, each with the reason. */
export function SharesTable({
  people,
  last,
}: {
  people: readonly ShownContributor[];
  /** What the last column says: what the contributors see, what stands by that, or what stands by an appeal. */
  last: "confirmed" | "stands" | "appealed";
}) {
  const { t, i18n } = useTranslation("confirming");
  const { exact } = useShare();
  const factor = new Intl.NumberFormat(i18n.language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t("table.who")}</th>
          <th scope="col">{t("table.computed")}</th>
          <th scope="col">{t(`table.${last}`)}</th>
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <tr key={person.id}>
            <th scope="row">
              <Person
                name={person.name}
                affiliation={person.affiliation}
                avatar={person.avatar}
                {...(person.name !== "" && { to: personPath(person.handle) })}
              />
              {last !== "appealed" && <span className={`small quiet ${styles.reason}`}>{reasonOf(person)}</span>}
            </th>
            <td>{exact(person.share)}</td>
            <td>{exact(last === "confirmed" ? person.confirmed : person.stands)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );

  function reasonOf({ name, factor: times }: ShownContributor): string {
    if (times === wholeFactor) return t("reason.same");
    return t(times > wholeFactor ? "reason.more" : "reason.less", { name, factor: factor.format(times / wholeFactor) });
  }
}
