import { Outlet, useLocation, useMatches } from "react-router";
import { PageShell } from "./page-shell.tsx";

/** What a page tells the shell around it: where it is, where a new idea would go, and its colour. */
export type Place = {
  here: { label: string; to?: string }[];
  newIdea?: { to: string; quiet?: boolean };
  /** The part of the site it belongs to, where that is not a space. */
  area?: "administration";
  /** The colour of the space it belongs to. */
  accent?: string;
  /** It takes the whole width, without the rail. */
  isWide?: boolean;
};

/** Set by pages in `handle.place`: from what the page loaded to its place. */
export type PlaceOf = (loaded: never) => Place;

export default function Inside() {
  const matches = useMatches();
  const { pathname, search } = useLocation();
  // The innermost page that says where it is: those of an area leave it to what stands around them.
  const page = matches.findLast((match) => placeIn(match.handle) && match.loaderData);
  const place = placeIn(page?.handle)?.(page?.loaderData) ?? { here: [] };
  return (
    <PageShell place={place} path={pathname + search}>
      <Outlet />
    </PageShell>
  );
}

function placeIn(handle: unknown): ((loaded: unknown) => Place) | undefined {
  return (handle as { place?: (loaded: unknown) => Place } | undefined)?.place;
}
