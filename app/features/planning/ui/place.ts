import type { Place } from "../../../pages/inside.tsx";
import { roomsPath } from "../../rooms/rules.ts";

type Space = { name: string; slug: string; accent: string };

/** Where the rooms of a space stand: under its ideas. */
export function placeUnderSpace({ space }: { space: Space }): Place {
  return {
    here: [{ label: space.name, to: `/s/${space.slug}` }],
    newIdea: { to: `/s/${space.slug}/ideas/new`, quiet: true },
    accent: space.accent,
  };
}

/** Where a page of one room stands: under the idea that it is about, else under its space; always under its title. */
export function placeOfRoom({
  space,
  room,
  idea,
}: {
  space: Space;
  room: { title: string; path: string };
  idea: { title: string; path: string } | null;
}): Place {
  return {
    here: [
      { label: space.name, to: roomsPath(space.slug) },
      ...(idea ? [{ label: idea.title, to: idea.path }] : []),
      { label: room.title, to: room.path },
    ],
    accent: space.accent,
  };
}
