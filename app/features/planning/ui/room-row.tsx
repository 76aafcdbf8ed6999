import { Link } from "react-router";
import { useClock } from "../../../ui/clock.tsx";
import { exact } from "../../../ui/dates.ts";
import { Icon } from "../../../ui/icon.tsx";
import { Day } from "../../../ui/moment.tsx";
import { Person } from "../../../ui/person.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { personPath } from "../../people/rules.ts";
import { minutesPath, roomPath } from "../../rooms/rules.ts";
import type { ListedRoom } from "../queries.server.ts";
import { hasMinutes } from "../rules.ts";
import styles from "./room-row.module.css";

/** A room in a list: what it is about, who hosts it, and how it stands. */
export function RoomRow({ room }: { room: ListedRoom }) {
  const { t } = useTranslation("planning");
  const hosts = t(room.state === "closed" ? "hosted" : "hosts");
  const to = room.state === "closed" ? minutesPath(room.id) : roomPath(room.id);
  return (
    <div className={styles.room}>
      <div>
        <h3 className={styles.title}>
          {room.state === "closed" && !hasMinutes(room) ? (
            room.title
          ) : (
            <Link className="plain" to={to}>
              {room.title}
            </Link>
          )}
        </h3>
        {room.idea && (
          <p className="small">
            <Link to={room.idea.path}>{room.idea.title}</Link>
          </p>
        )}
        <Standing room={room} />
      </div>
      <Person
        name={room.host.name}
        affiliation={room.host.affiliation}
        avatar={room.host.avatar}
        to={personPath(room.host.handle)}
        sub={room.audience === "invited" ? `${hosts} · ${t("by_invitation")}` : hosts}
      />
    </div>
  );
}

/** How a room stands: who is there, when it begins, or what it came to. */
export function Standing({ room }: { room: ListedRoom }) {
  const { t, i18n } = useTranslation("planning");
  const { now, timeZone } = useClock();
  if (room.state === "closed") {
    const end = room.end === "cancelled" || room.end === "never_began" ? room.end : null;
    return (
      <p className="small quiet">
        <Day at={room.closedAt ?? 0} />
        {" · "}
        {end
          ? t(`ended.${end}`)
          : t("gave", {
              people: t("people", { count: room.gave?.people ?? 0 }),
              notes: t("notes", { count: room.gave?.notes ?? 0 }),
            })}
      </p>
    );
  }
  if (room.state === "lobby" && room.startsAt !== null && room.startsAt > now) {
    return <p className="small soft">{exact(room.startsAt, { locale: i18n.language, timeZone })}</p>;
  }
  return (
    <p className={`small ${styles.live}`}>
      <Icon name="room" />
      {t(room.state === "running" ? "begun" : "lobby")}
      {" · "}
      {room.here > 0 ? t("here", { count: room.here }) : t("nobody_here")}
    </p>
  );
}
