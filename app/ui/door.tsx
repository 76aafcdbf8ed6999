import type { ReactNode } from "react";
import { useTranslation } from "./words.ts";
import { Brand } from "./brand.tsx";
import { Crowd } from "./crowd.tsx";
import { LegalLinks } from "./legal-links.tsx";
import { type Locale, Preferences, type Theme } from "./preferences.tsx";
import styles from "./door.module.css";

/** People to come: a picture of the promise, not a count. */
const company = { customer: 65, employee: 25, partner: 10 };

/**
 * The way in: the promise on one side, the page's own form on the other. `children` begin with the page's h1 and may
 * end with links of their own.
 */
export function Door({
  locale,
  theme,
  path,
  children,
}: {
  locale: Locale;
  theme: Theme;
  /** Path and query of this page. */
  path: string;
  children: ReactNode;
}) {
  const { t } = useTranslation("ui");
  return (
    <>
      <a className="skip" href="#main">
        {t("shell.skip")}
      </a>
      <div className={styles.door}>
        <header className={styles.pitch}>
          <Brand />
          <div>
            <p className={styles.promise}>{t("door.promise")}</p>
            <p className="lede">{t("door.how")}</p>
          </div>
          <Crowd counts={company} rows={5} place="customer" />
        </header>
        <main className={styles.people} id="main" tabIndex={-1}>
          {children}
        </main>
        <footer className={styles.foot}>
          <LegalLinks />
          <Preferences locale={locale} theme={theme} path={path} />
        </footer>
      </div>
    </>
  );
}
