import type { ReactNode } from "react";
import { Link } from "react-router";
import { Person } from "../../../ui/person.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { personPath } from "../../people/rules.ts";
import type { Maker } from "../queries.server.ts";
import styles from "./makers.module.css";

/** Who made an idea, and which part each of them has. `children` says how much. */
export function Makers({
  path,
  makers,
  canInvite,
  children,
}: {
  path: string;
  makers: readonly Maker[];
  canInvite: boolean;
  children: ReactNode;
}) {
  const { t } = useTranslation("writing");
  const isTogether = makers.some(({ roles }) => roles.includes("author"));
  return (
    <section aria-labelledby="makers-heading">
      <h2 id="makers-heading">{t("makers.heading")}</h2>
      <ul className={styles.makers}>
        {makers.map(({ id, name, handle, avatar, affiliation, roles }) => (
          <li key={id}>
            <Person
              name={name}
              affiliation={affiliation}
              avatar={avatar}
              to={personPath(handle)}
              sub={roles.map((role) => t(`makers.role.${role}`)).join(", ")}
            />
          </li>
        ))}
      </ul>
      {children}
      {(canInvite || isTogether) && (
        <p className={`small ${styles.more}`}>
          <Link to={`${path}/authors`}>{t(canInvite ? "makers.manage" : "makers.see")}</Link>
        </p>
      )}
    </section>
  );
}
