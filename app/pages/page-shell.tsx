import { lazy, type ReactNode } from "react";
import { useTranslation } from "../ui/words.ts";
import { useRouteLoaderData } from "react-router";
import { useOwnDraftsOnly } from "../features/ideas/ui/local-draft.ts";
import { Bell } from "../features/notices/ui/bell.tsx";
import type { loader } from "../root.tsx";
import { DemoNotice } from "../features/demo/ui/notice.tsx";
import { Shell } from "../ui/shell.tsx";
import { WaitingNote } from "../ui/waiting-note.tsx";
import type { Place } from "./inside.tsx";

// Seldom asked: pages do without its script until it is. It waits without a boundary of its own: React
// would send its HTML in a part that only script puts in its place.
const ConsentBanner = lazy(async () => ({
  default: (await import("../features/legal/ui/consent-banner.tsx")).ConsentBanner,
}));

const LeavingBanner = lazy(async () => ({
  default: (await import("../features/privacy/ui/leaving-banner.tsx")).LeavingBanner,
}));

/** The shell, filled with what the root loaded. */
export function PageShell({ place, path, children }: { place: Place; path: string; children: ReactNode }) {
  const root = useRouteLoaderData<typeof loader>("root");
  useOwnDraftsOnly(root?.viewer?.id ?? null);
  const { t } = useTranslation("ui");
  const administration = { label: t("shell.administration"), to: "/admin" };
  return (
    <Shell
      viewer={root?.viewer ?? null}
      spaces={root?.spaces ?? []}
      here={place.area ? [administration, ...place.here] : place.here}
      areas={root?.viewer?.admin ? [administration] : []}
      awaits={root?.desk ? { label: t("shell.desk"), to: "/pilot", ...root.desk } : undefined}
      bell={root?.viewer && <Bell viewer={root.viewer.id} loaded={root.notices} path={path} />}
      newIdea={place.newIdea}
      accent={place.accent}
      isWide={place.isWide}
      locale={root?.locale ?? "en"}
      theme={root?.theme ?? "system"}
      path={path}
      notice={root?.demo && <DemoNotice />}
    >
      <WaitingNote />
      {root?.viewer?.erasesAt && <LeavingBanner at={root.viewer.erasesAt} />}
      {root?.consent && <ConsentBanner asked={root.consent} path={path} />}
      {children}
    </Shell>
  );
}
