import { useClock } from "../../../ui/clock.tsx";
import { longDay, timeOfDay } from "../../../ui/dates.ts";
import { Person } from "../../../ui/person.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { personPath } from "../../people/rules.ts";
import type { Assigned } from "../assigning.server.ts";
import type { OwedClock } from "../desk.server.ts";

/** Who answers an idea, until when, and who stands in; that nobody can is said as well. */
export function Keeper({
  assigned: { pilot, standIn, isAway },
  owed,
}: {
  assigned: Omit<Assigned, "reason">;
  owed: { kind: OwedClock; dueAt: number } | null;
}) {
  const { t, i18n } = useTranslation("piloting");
  const { now, timeZone } = useClock();
  const locale = i18n.language;
  const last = owed ? owed.dueAt - 1 : 0;
  // What ends at midnight is due on the day that ends; only working time has an hour.
  const hour = owed?.kind === "acknowledge" ? ` ${timeOfDay(owed.dueAt, { locale, timeZone })}` : "";
  const when = longDay(last, { locale, timeZone }) + hour;
  const due = owed && t(owed.dueAt < now ? "keeper.late" : `keeper.${owed.kind}`, { when });
  const substitute = isAway ? standIn : null;
  return (
    <section aria-labelledby="keeper-heading">
      <h2 id="keeper-heading">{t("keeper.title")}</h2>
      {pilot === null ? (
        <>
          <p className="due over">{t("keeper.unassigned")}</p>
          <p className="small soft">{t("keeper.unassigned_what")}</p>
        </>
      ) : (
        <Person
          name={pilot.name}
          affiliation={pilot.affiliation}
          avatar={pilot.avatar}
          to={personPath(pilot.handle)}
          sub={<span suppressHydrationWarning>{isAway ? t("keeper.away") : due}</span>}
        />
      )}
      {pilot && substitute && (
        <Person
          name={substitute.name}
          affiliation={substitute.affiliation}
          avatar={substitute.avatar}
          to={personPath(substitute.handle)}
          sub={
            <span suppressHydrationWarning>
              {t("keeper.stand_in", { name: pilot.name })}
              {due && `, ${due}`}
            </span>
          }
        />
      )}
    </section>
  );
}
