import type { Place } from "../../../pages/inside.tsx";

/** Where a page below an idea's stands: in its space, under the idea, with a quiet way to a new one. */
export function placeUnderIdea({
  space,
  idea,
}: {
  space: { name: string; slug: string; accent?: string };
  idea: { title: string; path: string };
}): Place {
  return {
    here: [
      { label: space.name, to: `/s/${space.slug}` },
      { label: idea.title, to: idea.path },
    ],
    newIdea: { to: `/s/${space.slug}/ideas/new`, quiet: true },
    ...(space.accent && { accent: space.accent }),
  };
}
