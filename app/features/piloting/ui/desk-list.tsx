import { Link } from "react-router";
import { useClock } from "../../../ui/clock.tsx";
import { useTranslation } from "../../../ui/words.ts";
import type { Owed, OwedAnswer, OwedJudgment } from "../desk.server.ts";
import { type DeskGroup, deskGroups, deskPath, type DeskView, groupOf } from "../rules.ts";
import { Due } from "./due.tsx";
import { Paused } from "./paused.tsx";
import { Quiet } from "./quiet.tsx";
import styles from "./desk-list.module.css";

/** What is owed, in groups, each with what to do next. `open` is the id of the idea that stands beside it. */
export function DeskList({
  owed,
  groups: sums,
  open,
  view,
}: {
  owed: readonly Owed[];
  /** How many there are in each group, also behind this page of the list. */
  groups: Readonly<Record<DeskGroup, number>>;
  open: string | null;
  view: DeskView;
}) {
  const { t } = useTranslation("piloting");
  const { now } = useClock();
  const groups = deskGroups.map((group) => ({ group, of: owed.filter((each) => groupOf(each, now) === group) }));
  return (
    <>
      {groups
        .filter(({ of }) => of.length > 0)
        .map(({ group, of }) => (
          <section key={group} aria-labelledby={`desk-${group}`}>
            <h2 id={`desk-${group}`} className={styles.heading}>
              {t(`desk.group.${group}`)} <span className={group === "overdue" ? "n await" : "n"}>{sums[group]}</span>
            </h2>
            <ul>
              {of.map((each) => (
                <li
                  key={each.duty}
                  className={styles.row}
                  data-open={(each.kind !== "judge" && each.idea.id === open) || undefined}
                >
                  {each.kind !== "judge" && (
                    <input
                      type="checkbox"
                      form="batch"
                      name="idea"
                      value={each.idea.id}
                      className={styles.choose}
                      aria-label={t("desk.choose", { title: each.idea.title })}
                    />
                  )}
                  {each.kind === "judge" ? <Judgment of={each} /> : <Answer of={each} open={open} view={view} />}
                  <p className={styles.when}>
                    {group === "stale" ? (
                      <Quiet since={each.since} />
                    ) : group === "paused" && each.pausedUntil !== null ? (
                      <Paused until={each.pausedUntil} />
                    ) : (
                      <Due at={each.dueAt} />
                    )}
                  </p>
                </li>
              ))}
            </ul>
          </section>
        ))}
      <form id="batch" method="get" action="/pilot/batch" className={styles.batch}>
        <button className="btn">{t("desk.together")}</button>
      </form>
    </>
  );
}

function Answer({
  of: { kind, idea, author, space, whose },
  open,
  view,
}: {
  of: OwedAnswer;
  open: string | null;
  view: DeskView;
}) {
  const { t } = useTranslation("piloting");
  return (
    <>
      <h3 lang={idea.language}>
        <Link to={deskPath(idea.id, view)} preventScrollReset aria-current={idea.id === open || undefined}>
          {idea.title}
        </Link>
      </h3>
      <p className={styles.why}>
        {t(`desk.why.${kind}`, { name: author })} {whose !== null && t("desk.of", { name: whose })}{" "}
        <span className="quiet">{space.name}</span>
        <span className={styles.act}>{t(`desk.act.${kind}`)}</span>
      </p>
    </>
  );
}

/** What is judged has its own page, where that is done. */
function Judgment({ of: { what, name, language, to, space } }: { of: OwedJudgment }) {
  const { t } = useTranslation("piloting");
  return (
    <>
      <h3 lang={language ?? undefined}>
        {/* What is about a person alone says so below, never here. */}
        <Link to={to}>{name === "" ? t("desk.judge.person") : name}</Link>
      </h3>
      <p className={styles.why}>
        {t(`desk.judge.${what as "idea"}`)} <span className="quiet">{space.name}</span>
        <span className={styles.act}>{t("desk.act.judge")}</span>
      </p>
    </>
  );
}
