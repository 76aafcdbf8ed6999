import { createContext, useContext } from "react";

/** How the place is called by those who run it. */
export const SiteName = createContext("Caco");

export function useSiteName(): string {
  return useContext(SiteName);
}

/** The title of a page, with the name of the place after it. */
export function Title({ of }: { of: string }) {
  return <title>{`${of} · ${useSiteName()}`}</title>;
}

/** The same for pages that say it in `meta`: from the matches, the first of which is the root. */
export function titleOf(matches: readonly unknown[], of: string | undefined): string {
  const root = matches[0] as { loaderData?: { site?: string } } | undefined;
  const site = root?.loaderData?.site ?? "Caco";
  return of === undefined ? site : `${of} · ${site}`;
}
