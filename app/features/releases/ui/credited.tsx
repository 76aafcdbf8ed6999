import { Link } from "react-router";
import { Person } from "../../../ui/person.tsx";
import { useCalled, useTranslation } from "../../../ui/words.ts";
import type { Part } from "../../crediting/queries.server.ts";
import { creditsPath } from "../../crediting/rules.ts";
import { useShare } from "../../crediting/ui/use-share.ts";
import { personPath } from "../../people/rules.ts";
import type { Overall } from "../rules.ts";
import styles from "./releases.module.css";

/** An idea of a release with whose it is. */
export type CreditedIdea = {
  id: string;
  title: string;
  language: "en" | "fr";
  path: string;
  people: Part[];
  unnamed: number;
};

/** Whose one idea is: everybody with roles and share, and the way to how that comes about. */
export function IdeaPeople({ idea }: { idea: CreditedIdea }) {
  const { t } = useTranslation("releases");
  const { round } = useShare();
  return (
    <>
      <ul className={styles.people}>
        {idea.people.map((person) => (
          <li key={person.id}>
            <Somebody person={person} />
            <span className={`small soft ${styles.roles}`}>
              <Roles of={person} />
            </span>
            <span className="num">{round(person.share)}</span>
          </li>
        ))}
        {idea.unnamed > 0 && (
          <li>
            <span>{t("unnamed")}</span>
            <span className="num">{round(idea.unnamed)}</span>
          </li>
        )}
      </ul>
      <p className="small">
        <Link to={creditsPath(idea.path)}>
          {t("to_credits")} <span className="away">({idea.title})</span>
        </Link>
      </p>
    </>
  );
}

function Somebody({ person: { name, handle, avatar, affiliation, isMine } }: { person: Part }) {
  const { t } = useTranslation("releases");
  return (
    <span className="row">
      <Person name={name} affiliation={affiliation} avatar={avatar} {...(name !== "" && { to: personPath(handle) })} />
      {isMine && <span className="chip">{t("you")}</span>}
    </span>
  );
}

function Roles({ of: { roles } }: { of: Part }) {
  const { t } = useTranslation("releases");
  const { t: tCredits } = useTranslation("crediting");
  return roles
    .map(({ component, role }) =>
      t("role_of", { component: tCredits(`component.${component}`), role: tCredits(`role.${role}`) }),
    )
    .join(", ");
}

/** Whose a release is as a whole; each figure opens to the shares of which it is the mean. */
export function Everybody({
  overall,
  ideas,
}: {
  overall: { people: Overall<Part>[]; unnamed: number };
  ideas: readonly CreditedIdea[];
}) {
  const { t } = useTranslation("releases");
  const { exact, round } = useShare();
  const called = useCalled();
  const ideaOf = new Map(ideas.map((idea) => [idea.id, idea]));
  return (
    <ul className={styles.overall}>
      {overall.people.map(({ person, share, of }) => (
        <li key={person.id}>
          <div className={styles.line}>
            <Somebody person={person} />
            <span className="num">{t("share_of_all", { share: round(share) })}</span>
          </div>
          <details className={styles.figure}>
            <summary>
              {t("made_of")} <span className="away">({called(person.name)})</span>
            </summary>
            <ul>
              {of.map((each) => {
                const idea = ideaOf.get(each.idea);
                return (
                  idea && (
                    <li key={each.idea}>
                      <Link to={creditsPath(idea.path)} lang={idea.language}>
                        {idea.title}
                      </Link>
                      <span className="num">{exact(each.share)}</span>
                    </li>
                  )
                );
              })}
            </ul>
            <p className="small quiet">{t("mean", { count: ideas.length, share: exact(share) })}</p>
          </details>
        </li>
      ))}
      {overall.unnamed > 0 && (
        <li className={styles.line}>
          <span>{t("unnamed")}</span>
          <span className="num">{t("share_of_all", { share: round(overall.unnamed) })}</span>
        </li>
      )}
    </ul>
  );
}
