import type { ReactNode } from "react";
import { useLocation, useRouteLoaderData } from "react-router";
import type { Locale } from "../../../platform/actor.ts";
import { Door } from "../../../ui/door.tsx";
import type { Theme } from "../../../ui/preferences.tsx";
import { Title } from "../../../ui/title.tsx";
import styles from "./account-door.module.css";

/** The way in, in the reader's language and theme. `title` is the page's heading and its name; `lede` follows it. */
export function AccountDoor({ title, lede, children }: { title: string; lede?: ReactNode; children: ReactNode }) {
  const root = useRouteLoaderData<{ locale: Locale; theme: Theme }>("root");
  const { pathname, search } = useLocation();
  return (
    <Door locale={root?.locale ?? "en"} theme={root?.theme ?? "system"} path={pathname + search}>
      <Title of={title} />
      <Head title={title}>{lede}</Head>
      {children}
    </Door>
  );
}

/** A page's heading and the words that belong to it. */
export function Head({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className={styles.head}>
      <h1>{title}</h1>
      {children}
    </div>
  );
}

/** Other ways to go, side by side. */
export function Ways({ children }: { children: ReactNode }) {
  return <ul className={styles.ways}>{children}</ul>;
}
