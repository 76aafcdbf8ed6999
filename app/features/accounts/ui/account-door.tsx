import type { ReactNode } from "react";
import { useLocation, useRouteLoaderData } from "react-router";
import type { Locale } from "../../../platform/actor.ts";
import { Door } from "../../../ui/door.tsx";
import type { Theme } from "../../../ui/preferences.tsx";

/** The way in, in the reader's language and theme. `title` is the page's heading and its name. */
export function AccountDoor({ title, children }: { title: string; children: ReactNode }) {
  const root = useRouteLoaderData<{ locale: Locale; theme: Theme }>("root");
  const { pathname, search } = useLocation();
  return (
    <Door locale={root?.locale ?? "en"} theme={root?.theme ?? "system"} path={pathname + search}>
      <title>{`${title} · Caco`}</title>
      {children}
    </Door>
  );
}
