import { useTranslation } from "../../../ui/words.ts";
import { Form, Link } from "react-router";
import { contextOf, signedIn } from "../../../platform/context.server.ts";
import { AffiliationWord } from "../../../ui/affiliation.tsx";
import { Face } from "../../../ui/face.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { Title } from "../../../ui/title.tsx";
import { myConsents } from "../../legal/queries.server.ts";
import { MyConsents } from "../../legal/ui/my-consents.tsx";
import { myMandates } from "../../piloting/mandates.server.ts";
import { MandateWords, TakeMandate } from "../../piloting/ui/mandates.tsx";
import type { Route } from "./+types/me.ts";
import styles from "./me.module.css";

export const handle = {
  i18n: ["accounts", "legal", "piloting"],
  place: ({ name }: { name: string }) => ({ here: [{ label: name }] }),
};

export async function loader(args: Route.LoaderArgs) {
  const ctx = signedIn(contextOf(args));
  const { actor } = ctx;
  const { name, handle, email, verified, affiliation, avatar } = actor;
  return {
    name,
    handle,
    email,
    verified,
    affiliation,
    avatar,
    given: await myConsents(ctx),
    mandates: await myMandates(ctx),
  };
}

export default function Me({ loaderData }: Route.ComponentProps) {
  const { t } = useTranslation("accounts");
  const { name, handle, email, verified, affiliation, avatar, given, mandates } = loaderData;
  return (
    <div className={styles.page}>
      <Title of={name} />
      <header className={styles.who}>
        <Face name={name} affiliation={affiliation} avatar={avatar} size="l" />
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
        {[
          { to: `/people/${handle}`, label: t("me.seen") },
          { to: "/me/profile", label: t("me.profile") },
          { to: "/me/avatar", label: t("me.avatar") },
          { to: "/me/calls", label: t("me.calls") },
          { to: "/me/found", label: t("me.found") },
          { to: "/me/look", label: t("look_page.title") },
          { to: "/me/notices", label: t("me.notices") },
        ].map(({ to, label }) => (
          <li key={to}>
            <Link to={to}>
              {label}
              <Icon name="arrow" />
            </Link>
          </li>
        ))}
      </ul>
      {mandates.length > 0 && (
        <section aria-labelledby="mandates-heading">
          <h2 id="mandates-heading">{t("me.mandates")}</h2>
          <ul>
            {mandates.map((mandate) => (
              <li key={mandate.id} className="stack">
                <p>
                  <Link to={`/s/${mandate.space.slug}/pilots`}>{mandate.space.name}</Link>{" "}
                  <span className="small soft">
                    <MandateWords mandate={mandate} />
                  </span>
                </p>
                <TakeMandate mandate={mandate} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <h2>{t("me.security")}</h2>
      <ul className={styles.list}>
        {(["sessions", "password", "email"] as const).map((place) => (
          <li key={place}>
            <Link to={`/me/${place}`}>
              {t(`${place}.title`)}
              <Icon name="arrow" />
            </Link>
          </li>
        ))}
      </ul>
      <ul className={styles.list}>
        <li>
          <Link to="/me/decisions">
            {t("me.decisions")}
            <Icon name="arrow" />
          </Link>
        </li>
        <li>
          <Link to="/me/privacy">
            {t("me.privacy")}
            <Icon name="arrow" />
          </Link>
        </li>
      </ul>
      <MyConsents given={given} />
      <Form method="post" action="/signout" reloadDocument className={styles.out}>
        <button className="btn">{t("me.sign_out")}</button>
      </Form>
    </div>
  );
}
