import type { ReactNode } from "react";
import { useRouteLoaderData } from "react-router";
import { useOwnDraftsOnly } from "../features/ideas/ui/local-draft.ts";
import type { loader } from "../root.tsx";
import { Shell } from "../ui/shell.tsx";
import type { Place } from "./inside.tsx";

/** The shell, filled with what the root loaded. */
export function PageShell({ place, path, children }: { place: Place; path: string; children: ReactNode }) {
  const root = useRouteLoaderData<typeof loader>("root");
  useOwnDraftsOnly(root?.viewer?.id ?? null);
  return (
    <Shell
      viewer={root?.viewer ?? null}
      spaces={root?.spaces ?? []}
      here={place.here}
      newIdea={place.newIdea}
      accent={place.accent}
      locale={root?.locale ?? "en"}
      theme={root?.theme ?? "system"}
      path={path}
    >
      {children}
    </Shell>
  );
}
