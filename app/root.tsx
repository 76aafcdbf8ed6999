import "./ui/fonts.css";
import "./ui/tokens.css";
import "./ui/base.css";
import type { ReactNode } from "react";
import { useTranslation } from "./ui/words.ts";
import { Links, Meta, Outlet, Scripts, ScrollRestoration, useRouteLoaderData } from "react-router";
import type { Route } from "./+types/root.ts";
import { consentAsked } from "./features/legal/queries.server.ts";
import { awaitingPilot } from "./features/home/queries.server.ts";
import { deskCount } from "./features/piloting/desk.server.ts";
import { unreadNotices } from "./features/notices/queries.server.ts";
import { spacesFor } from "./features/spaces/queries.server.ts";
import { guard } from "./guard.server.ts";
import { useNonce } from "./nonce.ts";
import { ErrorPage } from "./pages/error-page.tsx";
import { isSignedIn } from "./platform/actor.ts";
import { contextOf } from "./platform/context.server.ts";
import { readCookie } from "./platform/cookies.server.ts";
import { siteOf } from "./platform/site.server.ts";
import { timeZoneOf } from "./platform/time-zone.server.ts";
import { stageWordsFor } from "./features/stages/queries.server.ts";
import { ClockProvider } from "./ui/clock.tsx";
import { StageWordsContext } from "./ui/stage.tsx";
import { SiteName } from "./ui/title.tsx";

export const middleware: Route.MiddlewareFunction[] = guard;

/** What stands around every page, and what every page needs to know of the reader. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const cookies = args.request.headers.get("cookie");
  const { actor } = ctx;
  const [spaces, awaits, desk, consent, site, unread, stageWords] = await Promise.all([
    spacesFor(ctx),
    awaitingPilot(ctx),
    deskCount(ctx),
    consentAsked(ctx),
    siteOf(ctx.db),
    unreadNotices(ctx),
    stageWordsFor(ctx.db.read, actor, ctx.locale),
  ]);
  return {
    viewer: isSignedIn(actor)
      ? {
          id: actor.id,
          name: actor.name,
          handle: actor.handle,
          affiliation: actor.affiliation,
          avatar: actor.avatar,
          admin: actor.admin,
          verified: actor.verified,
          erasesAt: actor.erasesAt,
        }
      : null,
    spaces,
    stageWords,
    awaits,
    desk,
    consent,
    site: site.name,
    notices: { unread },
    locale: ctx.locale,
    theme: (isSignedIn(actor) ? actor.theme : null) ?? themeOf(readCookie(ctx.config, cookies, "theme")),
    timeZone: (isSignedIn(actor) ? actor.timeZone : null) ?? timeZoneOf(cookies),
    now: ctx.now,
    request: ctx.request,
    demo: ctx.config.demo,
  };
}

function themeOf(value: string | null): "light" | "dark" | "system" {
  return value === "light" || value === "dark" ? value : "system";
}

export function Layout({ children }: { children: ReactNode }) {
  const { i18n } = useTranslation("ui");
  const shell = useRouteLoaderData<typeof loader>("root");
  const nonce = useNonce();
  return (
    <html lang={i18n.language} data-theme={shell?.theme === "system" ? undefined : shell?.theme}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <Meta />
        <Links />
      </head>
      <body>
        <ClockProvider now={shell?.now ?? 0} timeZone={shell?.timeZone ?? "UTC"}>
          <SiteName value={shell?.site ?? "Caco"}>
            <StageWordsContext value={shell?.stageWords ?? {}}>{children}</StageWordsContext>
          </SiteName>
        </ClockProvider>
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function Root() {
  return <Outlet />;
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  return <ErrorPage error={error} />;
}
