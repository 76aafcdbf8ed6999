import type { ReactNode } from "react";
import { Link } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { pageKeyIn, pageKeyText } from "../../../platform/paging.ts";
import { useClock } from "../../../ui/clock.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { Pager } from "../../../ui/pager.tsx";
import { Person } from "../../../ui/person.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { personPath } from "../../people/rules.ts";
import { reputationPath } from "../../reputation/rules.ts";
import { isVerified } from "../../../platform/actor.ts";
import { whyNoRoom } from "../../rooms/opening.server.ts";
import { opensRoomsByRole } from "../../rooms/policy.ts";
import { rotaIn } from "../../rooms/rota.server.ts";
import { roomsPath } from "../../rooms/rules.ts";
import { waysInto } from "../../spaces/policy.ts";
import { spaceBySlug } from "../../spaces/queries.server.ts";
import { SpaceTabs } from "../../spaces/ui/space-tabs.tsx";
import { placeUnderSpace } from "../ui/place.ts";
import { comingRooms, type ListedRoom, pastRooms } from "../queries.server.ts";
import { RoomRow } from "../ui/room-row.tsx";
import type { Route } from "./+types/rooms.ts";
import styles from "./rooms.module.css";

export const handle = { i18n: ["planning", "spaces"], place: placeUnderSpace };

/** The rooms of a space that the reader may know of: open, planned, and over. Throws `NotFound`. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const space = await spaceBySlug(ctx, args.params.space);
  const after = pageKeyIn(args.url.searchParams);
  const [coming, past] = await Promise.all([
    after === null ? comingRooms(ctx, space.id) : [],
    pastRooms(ctx, space.id, after),
  ]);
  const why = await whyNoRoom(ctx.db.read, ctx.actor, space, ctx.now);
  const isRotaShown = opensRoomsByRole(ctx.actor, space.id) && after === null;
  return {
    space: { name: space.name, slug: space.slug, accent: space.accent },
    ways: waysInto(ctx.actor, space),
    coming,
    past,
    isFirstPage: after === null,
    mayOpen: why === null,
    /** Where members of a level open rooms: the page that says what somebody lacks of it. */
    byLevel: why === "rooms_by_level" && isVerified(ctx.actor) ? reputationPath(personPath(ctx.actor.handle)) : null,
    rota: isRotaShown ? await rotaIn(ctx.db.read, space.id, { at: ctx.now, now: ctx.now }) : [],
  };
}

export default function Rooms({ loaderData }: Route.ComponentProps) {
  const { t } = useTranslation("planning");
  const { space, ways, coming, past, isFirstPage, mayOpen, byLevel, rota } = loaderData;
  const { now } = useClock();
  const isPlanned = ({ state, startsAt }: ListedRoom) => state === "lobby" && startsAt !== null && startsAt > now;
  const path = roomsPath(space.slug);
  const nothing = coming.length + past.rooms.length === 0;
  return (
    <div className={styles.page}>
      <Title of={`${t("rooms")} · ${space.name}`} />
      <SpaceTabs slug={space.slug} ways={ways} here="rooms" />
      <header className={styles.head}>
        <div>
          <h1>{t("rooms")}</h1>
          {mayOpen && (
            <Link className="btn first" to={`${path}/new`}>
              <Icon name="plus" />
              {t("open")}
            </Link>
          )}
        </div>
        <p className="lede">{t("lede")}</p>
        {byLevel !== null && (
          <p className="small soft">
            {t("by_level")} <Link to={byLevel}>{t("by_level_mine")}</Link>
          </p>
        )}
      </header>
      {nothing && isFirstPage ? (
        <Empty title={t("empty")}>
          <p className="soft">{t("empty_what")}</p>
        </Empty>
      ) : (
        <>
          <Part title={t("live")} rooms={coming.filter((room) => !isPlanned(room))} />
          <Part title={t("planned")} rooms={coming.filter(isPlanned)} />
          {isFirstPage && coming.length === 0 && <p className="soft">{t("none_coming")}</p>}
          <Part title={t("past")} rooms={past.rooms}>
            {(past.next !== null || !isFirstPage) && (
              <Pager
                previous={isFirstPage ? undefined : { to: path, label: t("first_page") }}
                next={past.next === null ? undefined : { to: `?after=${pageKeyText(past.next)}`, label: t("next") }}
              />
            )}
          </Part>
        </>
      )}
      {rota.length > 0 && <Rota people={rota} />}
    </div>
  );
}

/** Whose turn it is to lead the next room that is planned without a host, for those who open rooms. */
function Rota({ people }: { people: Route.ComponentProps["loaderData"]["rota"] }) {
  const { t } = useTranslation("planning");
  return (
    <section className={styles.part} aria-labelledby="rota-heading">
      <h2 id="rota-heading">{t("rota.title")}</h2>
      <p className="soft">{t("rota.what")}</p>
      <ol className={styles.rota}>
        {people.map(({ id, name, affiliation, avatar, led, isAway }) => (
          <li key={id}>
            <Person
              name={name}
              affiliation={affiliation}
              avatar={avatar}
              size="s"
              sub={isAway ? t("rota.away", { led: t("rota.led", { count: led }) }) : t("rota.led", { count: led })}
            />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Part({ title, rooms, children }: { title: string; rooms: readonly ListedRoom[]; children?: ReactNode }) {
  if (rooms.length === 0) return null;
  return (
    <section className={styles.part}>
      <h2>{title}</h2>
      <ul className={styles.list}>
        {rooms.map((room) => (
          <li key={room.id}>
            <RoomRow room={room} />
          </li>
        ))}
      </ul>
      {children}
    </section>
  );
}
