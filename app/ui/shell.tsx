import type { ReactNode } from "react";
import { useCalled, useTranslation } from "./words.ts";
import { Link, NavLink } from "react-router";
import type { Affiliation } from "./affiliation.tsx";
import { Brand } from "./brand.tsx";
import { Face } from "./face.tsx";
import { Icon } from "./icon.tsx";
import { Logo } from "./logo.tsx";
import { LegalLinks } from "./legal-links.tsx";
import { type Locale, Preferences, type Theme } from "./preferences.tsx";

type Viewer = { name: string; handle: string; affiliation: Affiliation; avatar: string | null; admin: boolean };
type Place = { label: string; to: string };

export type ShellProps = {
  viewer: Viewer | null;
  spaces: readonly { slug: string; name: string; logo: string | null }[];
  /** Where the reader is, from the outermost place to this page; an empty label is that of a former member. */
  here: readonly { label: string; to?: string }[];
  /** The way to a new idea; `quiet` where the page has a first button of its own. */
  newIdea?: { to: string; quiet?: boolean } | undefined;
  /** What awaits the reader; shown in the rail only when it is given. */
  awaits?: (Place & { all: number; late: number }) | undefined;
  /** Parts of the site beside its spaces that the reader may enter, such as an administrator's. */
  areas?: readonly Place[];
  /** The way to what the reader was told. */
  bell?: ReactNode;
  /** The colour of the space that the page belongs to, by its name in tokens.css. */
  accent?: string | undefined;
  /** Whether the page takes the whole width: the rail stays away. */
  isWide?: boolean | undefined;
  locale: Locale;
  theme: Theme;
  /** Path and query of this page. */
  path: string;
  /** Something to know about the whole place, above everything else. */
  notice?: ReactNode;
  children: ReactNode;
};

/** What stands around every page: the rail with its spaces, the bar above, the bar below on a phone. */
export function Shell({
  viewer,
  spaces,
  here,
  newIdea,
  awaits,
  areas = [],
  bell,
  accent,
  isWide = false,
  locale,
  theme,
  path,
  notice,
  children,
}: ShellProps) {
  const { t } = useTranslation("ui");
  const called = useCalled();
  const home = spaces[0] ? `/s/${spaces[0].slug}` : "/";
  return (
    <>
      <a className="skip" href="#main">
        {t("shell.skip")}
      </a>
      <div className={isWide ? "shell solo" : "shell"} data-accent={accent}>
        <header className="rail">
          <Brand />
          <nav aria-label={t("shell.main")} className="stack">
            {awaits && (
              <ul>
                <li>
                  <NavLink to={awaits.to} end>
                    <Icon name="desk" />
                    {awaits.label}
                    {awaits.all > 0 && (
                      <span className={awaits.late > 0 ? "n await" : "n"}>{awaits.late || awaits.all}</span>
                    )}
                  </NavLink>
                </li>
              </ul>
            )}
            <div>
              <h2 className="label">{t("shell.spaces")}</h2>
              <ul>
                {spaces.map((space) => (
                  <li key={space.slug}>
                    <NavLink to={`/s/${space.slug}`}>
                      {space.logo === null ? <Icon name="ideas" /> : <Logo file={space.logo} size="s" />}
                      {space.name}
                    </NavLink>
                  </li>
                ))}
              </ul>
            </div>
            {areas.length > 0 && (
              <ul>
                {areas.map(({ to, label }) => (
                  <li key={to}>
                    <NavLink to={to}>
                      <Icon name="desk" />
                      {label}
                    </NavLink>
                  </li>
                ))}
              </ul>
            )}
          </nav>
        </header>
        <main id="main" tabIndex={-1}>
          {notice}
          <div className="top">
            <Brand />
            <nav aria-label={t("shell.here")}>
              <ol className="where">
                {here.map(({ label, to }) => (
                  <li key={label}>{to ? <Link to={to}>{called(label)}</Link> : called(label)}</li>
                ))}
              </ol>
            </nav>
            {bell}
            {newIdea && (
              <Link className={newIdea.quiet ? "btn" : "btn first"} to={newIdea.to}>
                <Icon name="plus" />
                {t("shell.new_idea")}
              </Link>
            )}
            {viewer ? <Account key={path} viewer={viewer} places={areas} /> : <WayIn path={path} />}
          </div>
          {children}
        </main>
        <footer className="foot">
          <LegalLinks />
          <Preferences locale={locale} theme={theme} path={path} />
        </footer>
        <nav className="places" aria-label={t("shell.places")}>
          <NavLink to={home} end>
            <Icon name="ideas" />
            {t("shell.ideas")}
          </NavLink>
          {newIdea && (
            <NavLink className={newIdea.quiet ? undefined : "first"} to={newIdea.to}>
              <Icon name="plus" />
              {t("shell.new_idea")}
            </NavLink>
          )}
          {awaits && (
            <NavLink to={awaits.to} end>
              <Icon name="desk" />
              {awaits.label}
              {awaits.all > 0 && <span className={awaits.late > 0 ? "n await" : "n"}>{awaits.late || awaits.all}</span>}
            </NavLink>
          )}
          {viewer ? (
            <NavLink to="/me">
              <Icon name="me" />
              {t("shell.me")}
            </NavLink>
          ) : (
            <NavLink to={signIn(path)}>
              <Icon name="me" />
              {t("shell.sign_in")}
            </NavLink>
          )}
        </nav>
      </div>
    </>
  );
}

/** A native popover: it opens, closes on a click beside it and on Escape without any script of ours. */
function Account({ viewer, places }: { viewer: Viewer; places: readonly Place[] }) {
  const { t } = useTranslation("ui");
  return (
    <div className="account">
      <button className="btn bare square" popoverTarget="account-menu">
        <Face name={viewer.name} affiliation={viewer.affiliation} avatar={viewer.avatar} />
        <span className="away">{t("shell.account", { name: viewer.name })}</span>
      </button>
      <div id="account-menu" className="menu" popover="auto">
        <p className="label">{viewer.name}</p>
        <Link to="/me">{t("shell.my_account")}</Link>
        <Link to="/me/following">{t("shell.following")}</Link>
        {places.map(({ to, label }) => (
          <Link key={to} to={to}>
            {label}
          </Link>
        ))}
        <form method="post" action="/signout">
          <button>{t("shell.sign_out")}</button>
        </form>
      </div>
    </div>
  );
}

function WayIn({ path }: { path: string }) {
  const { t } = useTranslation("ui");
  return (
    <Link className="btn way-in" to={signIn(path)}>
      {t("shell.sign_in")}
    </Link>
  );
}

function signIn(path: string): string {
  return `/signin?next=${encodeURIComponent(path)}`;
}
