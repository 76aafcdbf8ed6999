import ical, { ICalCalendarMethod, ICalEventStatus } from "ical-generator";
import { contextOf } from "../../../platform/context.server.ts";
import { NotFound } from "../../../platform/errors.ts";
import { siteOf } from "../../../platform/site.server.ts";
import { fromOf } from "../../accounts/from.server.ts";
import { planOf, roomSeenBy } from "../../rooms/queries.server.ts";
import { roomPath } from "../../rooms/rules.ts";
import { minutesOf } from "../rules.ts";
import type { Route } from "./+types/calendar-ics.ts";

/** A planned room as an entry for calendars (RFC 5545). Throws `NotFound`, also where no time is fixed. */
export async function loader(args: Route.LoaderArgs): Promise<Response> {
  const ctx = contextOf(args);
  const { room } = await roomSeenBy(ctx.db.read, ctx.actor, args.params.room);
  if (room.startsAt === null) throw new NotFound();
  const { name } = await siteOf(ctx.db);
  const { origin } = fromOf(ctx, args.request);
  const plan = await planOf(ctx.db.read, room.id);
  const calendar = ical({ name, prodId: { company: "Caco", product: "rooms" }, method: ICalCalendarMethod.PUBLISH });
  calendar.createEvent({
    id: `${room.id}@${new URL(origin).hostname}`,
    start: new Date(room.startsAt),
    end: new Date(room.startsAt + minutesOf(plan) * 60_000),
    // The same entry brought in again takes the place of the older one.
    stamp: new Date(ctx.now),
    lastModified: new Date(ctx.now),
    summary: room.title,
    description: room.question,
    url: origin + roomPath(room.id),
    location: origin + roomPath(room.id),
    status: room.end === "cancelled" ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
  });
  return new Response(calendar.toString(), {
    headers: {
      "Content-Type": "text/calendar; charset=utf-8",
      "Content-Disposition": `attachment; filename="room-${room.id}.ics"`,
      "Cache-Control": "private, no-store",
    },
  });
}
