import { Outlet } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import type { Place } from "../../../pages/inside.tsx";
import { failedJobs } from "../health.server.ts";
import { AdminNav } from "../ui/admin-nav.tsx";
import type { Route } from "./+types/admin.ts";
import styles from "./admin.module.css";

export const handle = {
  i18n: ["administration"],
  place: (): Place => ({ area: "administration", here: [] }),
};

/** What the navigation of the administration tells of. For admins, by the doors of the pages within. */
export async function loader(args: Route.LoaderArgs) {
  return { failed: await failedJobs(contextOf(args)) };
}

export default function Admin({ loaderData }: Route.ComponentProps) {
  return (
    <div className={styles.area}>
      <AdminNav failed={loaderData.failed} />
      <Outlet />
    </div>
  );
}
