import { Link } from "react-router";
import { useClock } from "../../../ui/clock.tsx";
import { useTranslation } from "../../../ui/words.ts";
import type { Owed } from "../desk.server.ts";
import { deskGroups, deskPath, groupOf } from "../rules.ts";
import { Due } from "./due.tsx";
import styles from "./desk-list.module.css";

/** What is owed, in groups, each with what to do next. `open` is the id of the idea that stands beside it. */
export function DeskList({
  owed,
  open,
  after,
}: {
  owed: readonly Owed[];
  open: string | null;
  /** Where this page of the list begins, as its address says it. */
  after: string | null;
}) {
  const { t } = useTranslation("piloting");
  const { now } = useClock();
  const groups = deskGroups.map((group) => ({ group, of: owed.filter((each) => groupOf(each, now) === group) }));
  return groups
    .filter(({ of }) => of.length > 0)
    .map(({ group, of }) => (
      <section key={group} aria-labelledby={`desk-${group}`}>
        <h2 id={`desk-${group}`} className={styles.heading}>
          {t(`desk.group.${group}`)} <span className={group === "overdue" ? "n await" : "n"}>{of.length}</span>
        </h2>
        <ul>
          {of.map(({ duty, kind, dueAt, idea, author, space }) => (
            <li key={duty} className={styles.row} data-open={idea.id === open || undefined}>
              <h3 lang={idea.language}>
                <Link to={deskPath(idea.id, after)} preventScrollReset aria-current={idea.id === open || undefined}>
                  {idea.title}
                </Link>
              </h3>
              <p className={styles.why}>
                {t(`desk.why.${kind}`, { name: author })} <span className="quiet">{space.name}</span>
                <span className={styles.act}>{t(`desk.act.${kind}`)}</span>
              </p>
              <p className={styles.when}>
                <Due at={dueAt} />
              </p>
            </li>
          ))}
        </ul>
      </section>
    ));
}
