import { Link } from "react-router";
import { Icon } from "../../../ui/icon.tsx";
import { Person } from "../../../ui/person.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { personPath } from "../../people/rules.ts";
import { minutesPath, roomPath, roomsPath } from "../../rooms/rules.ts";
import type { ListedRoom } from "../queries.server.ts";
import { hasMinutes } from "../rules.ts";
import styles from "./idea-rooms.module.css";
import { Standing } from "./room-row.tsx";

/** The rooms on an idea: what is open or comes, what was, and the way to a new one; nothing where there is none of it. */
export function IdeaRooms({
  idea,
  space,
  rooms,
  mayOpen,
}: {
  idea: string;
  space: string;
  rooms: readonly ListedRoom[];
  mayOpen: boolean;
}) {
  const { t } = useTranslation("planning");
  if (rooms.length === 0 && !mayOpen) return null;
  const coming = rooms.filter(({ state }) => state !== "closed");
  const past = rooms.filter(hasMinutes);
  const notes = past.reduce((sum, { gave }) => sum + (gave?.notes ?? 0), 0);
  return (
    <section aria-labelledby="rooms-heading">
      <h2 id="rooms-heading">{t("of_idea")}</h2>
      {coming.length + past.length === 0 && <p className="small soft">{t("none_on_idea")}</p>}
      {coming.length > 0 && (
        <ul className={styles.rooms}>
          {coming.map((room) => (
            <li key={room.id}>
              <Link to={roomPath(room.id)}>{room.title}</Link>
              <Standing room={room} />
            </li>
          ))}
        </ul>
      )}
      {past.length > 0 && (
        <details className={styles.past} open={past.length === 1}>
          <summary className="small">
            {t("on_idea", { count: past.length, notes: t("notes", { count: notes }) })}
          </summary>
          <ul className={styles.rooms}>
            {past.map((room) => (
              <li key={room.id}>
                <Link to={minutesPath(room.id)}>
                  {t("minutes")}
                  <span className="away">{`: ${room.title}`}</span>
                </Link>
                <Standing room={room} />
                <Givers room={room} />
              </li>
            ))}
          </ul>
        </details>
      )}
      {mayOpen && (
        <p className={styles.open}>
          <Link className="btn slim" to={`${roomsPath(space)}/new?idea=${idea}`}>
            <Icon name="room" />
            {t("open")}
          </Link>
        </p>
      )}
    </section>
  );
}

/** As many people as stand in the rail; the minutes name all. */
const mostNamed = 8;

function Givers({ room }: { room: ListedRoom }) {
  const { t } = useTranslation("planning");
  const more = room.givers.length - mostNamed;
  return (
    <ul className={styles.givers} aria-label={t("givers")}>
      {room.givers.slice(0, mostNamed).map(({ id, name, handle, affiliation, avatar }) => (
        <li key={id}>
          <Person
            name={name}
            affiliation={affiliation}
            avatar={avatar}
            {...(name !== "" && { to: personPath(handle) })}
          />
        </li>
      ))}
      {more > 0 && (
        <li className="small">
          <Link to={minutesPath(room.id)}>{t("givers_more", { count: more })}</Link>
        </li>
      )}
    </ul>
  );
}
