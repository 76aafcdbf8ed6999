import { Outlet, useLocation, useMatches } from "react-router";
import { PageShell } from "./page-shell.tsx";

/** What a page tells the shell around it: where it is, where a new idea would go, and its colour. */
export type Place = {
  here: { label: string; to?: string }[];
  newIdea?: { to: string; quiet?: boolean };
  /** The colour of the space it belongs to. */
  accent?: string;
};

/** Set by pages in `handle.place`: from what the page loaded to its place. */
export type PlaceOf = (loaded: never) => Place;

export default function Inside() {
  const matches = useMatches();
  const { pathname, search } = useLocation();
  const page = matches.at(-1);
  const placeOf = (page?.handle as { place?: (loaded: unknown) => Place } | undefined)?.place;
  const place = placeOf && page?.loaderData ? placeOf(page.loaderData) : { here: [] };
  return (
    <PageShell place={place} path={pathname + search}>
      <Outlet />
    </PageShell>
  );
}
