import { useTranslation } from "../ui/words.ts";
import { isRouteErrorResponse, Link, useLocation, useRouteLoaderData } from "react-router";
import type { loader } from "../root.tsx";
import { PageShell } from "./page-shell.tsx";
import { Title } from "../ui/title.tsx";

const known = new Set([400, 403, 404, 409, 413, 415, 422, 429, 503, 507]);

/** A calm page for what went wrong: what happened, that nothing is lost, what to do. */
export function ErrorPage({ error }: { error: unknown }) {
  const { t } = useTranslation("platform");
  const { pathname, search } = useLocation();
  const root = useRouteLoaderData<typeof loader>("root");
  const status = isRouteErrorResponse(error) ? error.status : 500;
  const kind = known.has(status) ? status : 500;
  const title = t(`pages.${kind}.title` as "pages.500.title");
  return (
    <PageShell place={{ here: [] }} path={pathname + search}>
      <Title of={title} />
      <div className="empty">
        <h1>{title}</h1>
        <p className="lede">{t(`pages.${kind}.what` as "pages.500.what")}</p>
        <p className="row">
          <Link className="btn first" to="/">
            {t("pages.home")}
          </Link>
        </p>
        {kind === 500 && root && <p className="small quiet">{t("pages.reference", { id: root.request })}</p>}
      </div>
    </PageShell>
  );
}
