import { useTranslation } from "../../../ui/words.ts";
import { Form, Link, useRouteLoaderData } from "react-router";
import type { Locale } from "../../../platform/actor.ts";
import { contextOf, signedIn } from "../../../platform/context.server.ts";
import { AffiliationWord } from "../../../ui/affiliation.tsx";
import { Choices } from "../../../ui/choices.tsx";
import { Face } from "../../../ui/face.tsx";
import { Icon } from "../../../ui/icon.tsx";
import type { Theme } from "../../../ui/preferences.tsx";
import { Title } from "../../../ui/title.tsx";
import type { Route } from "./+types/me.ts";
import styles from "./me.module.css";

export const handle = {
  i18n: ["accounts"],
  place: ({ name }: { name: string }) => ({ here: [{ label: name }] }),
};

export function loader(args: Route.LoaderArgs) {
  const { actor } = signedIn(contextOf(args));
  const { name, handle, email, verified, affiliation } = actor;
  return { name, handle, email, verified, affiliation };
}

export default function Me({ loaderData }: Route.ComponentProps) {
  const { t } = useTranslation("accounts");
  const root = useRouteLoaderData<{ locale: Locale; theme: Theme }>("root");
  const { name, handle, email, verified, affiliation } = loaderData;
  return (
    <div className={styles.page}>
      <Title of={name} />
      <header className={styles.who}>
        <Face name={name} affiliation={affiliation} size="l" />
        <div>
          <h1>{name}</h1>
          <p className="soft">
            @{handle} <AffiliationWord affiliation={affiliation} />
          </p>
          <p className="small soft">{email}</p>
        </div>
      </header>
      {!verified && (
        <p className="strip await">
          {t("me.unverified", { email })} <Link to="/verify">{t("me.verify")}</Link>
        </p>
      )}
      <ul className={styles.list}>
        <li>
          <Link to={`/people/${handle}`}>
            {t("me.seen")}
            <Icon name="arrow" />
          </Link>
        </li>
        <li>
          <Link to="/me/profile">
            {t("me.profile")}
            <Icon name="arrow" />
          </Link>
        </li>
      </ul>
      <h2>{t("me.security")}</h2>
      <ul className={styles.list}>
        {(["sessions", "password"] as const).map((place) => (
          <li key={place}>
            <Link to={`/me/${place}`}>
              {t(`${place}.title`)}
              <Icon name="arrow" />
            </Link>
          </li>
        ))}
      </ul>
      <h2>{t("me.look")}</h2>
      <Form method="post" action="/preferences" reloadDocument className="stack">
        <Choices
          legend={t("me.language")}
          name="locale"
          options={[
            { value: "en", label: "English" },
            { value: "fr", label: "Français" },
          ]}
          defaultValue={root?.locale}
        />
        <Choices
          legend={t("me.theme")}
          name="theme"
          options={[
            { value: "system", label: t("me.theme_system") },
            { value: "light", label: t("me.theme_light") },
            { value: "dark", label: t("me.theme_dark") },
          ]}
          defaultValue={root?.theme}
        />
        <input type="hidden" name="next" value="/me" />
        <button className="btn">{t("me.save")}</button>
      </Form>
      <Form method="post" action="/signout" reloadDocument className={styles.out}>
        <button className="btn">{t("me.sign_out")}</button>
      </Form>
    </div>
  );
}
