import { useClock } from "../../../../ui/clock.tsx";
import { exact } from "../../../../ui/dates.ts";
import { Moment } from "../../../../ui/moment.tsx";
import { Person } from "../../../../ui/person.tsx";
import { useTranslation } from "../../../../ui/words.ts";
import { Prepared } from "../../../pitching/ui/prepared.tsx";
import { useRoomView } from "../view.tsx";
import { Matter } from "./frame-task.tsx";
import { Part } from "./heading.tsx";
import styles from "./doors.module.css";
import task from "./task.module.css";

/** Before the room begins: when that is, who is there, and what is going to be done. */
export function RoomLobby() {
  const { t, i18n } = useTranslation("rooms");
  const { room, plan, people, here, me, leads } = useRoomView();
  const { timeZone } = useClock();
  const there = [...new Set([...here, ...(me === null ? [] : [me])])].flatMap((id) => people[id] ?? []);
  const seconds = plan.reduce((sum, phase) => sum + phase.seconds, 0);
  return (
    <>
      <header className={task.heading}>
        <h1>{room.title}</h1>
        <p>
          {room.startsAt === null
            ? t(leads ? "phase.lobby.you_host" : "phase.lobby.waits")
            : t("phase.lobby.starts", { when: exact(room.startsAt, { locale: i18n.language, timeZone }) })}{" "}
          {room.startsAt !== null && (
            <span className="quiet">
              (<Moment at={room.startsAt} />)
            </span>
          )}
        </p>
      </header>
      <Matter />
      <Prepared />
      <div className={styles.lobby}>
        <Part id="phase-plan" title={t("phase.lobby.plan")}>
          <ol className={styles.plan}>
            {plan.map((phase, at) => (
              // A phase of the plan has no other name than its place.
              <li key={`${at} ${phase.kind}`}>
                <span>
                  {t(`kind.${phase.kind}`)}
                  {phase.prompt !== null && i18n.has("rooms", `prompt.${phase.prompt}`) && (
                    <span className="soft"> {i18n.say("rooms", `prompt.${phase.prompt}`)}</span>
                  )}
                  {phase.words !== null && <span className="soft"> {phase.words}</span>}
                </span>
                <span className="num quiet">
                  {t("phase.lobby.minutes", { count: Math.max(1, Math.round(phase.seconds / 60)) })}
                </span>
              </li>
            ))}
          </ol>
          <p className="small quiet">{t("phase.lobby.total", { count: Math.round(seconds / 60) })}</p>
        </Part>
        <div className={styles.there}>
          <Part id="phase-here" title={t("phase.lobby.here")} count={there.length}>
            {there.length === 0 && <p className="soft">{t("phase.lobby.here_nobody")}</p>}
            <ul className={styles.here}>
              {there.map((person) => (
                <li key={person.id}>
                  <Person name={person.name} affiliation={person.affiliation} avatar={person.avatar} />
                </li>
              ))}
            </ul>
          </Part>
        </div>
      </div>
    </>
  );
}
