import { Link, redirect, useActionData, useLoaderData } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { answering, parseForm } from "../../../platform/forms.server.ts";
import { useClock } from "../../../ui/clock.tsx";
import { shortDay } from "../../../ui/dates.ts";
import { Person } from "../../../ui/person.tsx";
import type { Reply } from "../../../ui/problem.tsx";
import { Title } from "../../../ui/title.tsx";
import { useCalled, useTranslation } from "../../../ui/words.ts";
import { objectToShares } from "../../confirming/appealing.server.ts";
import { objectionInput } from "../../confirming/inputs.ts";
import { confirmingOf } from "../../confirming/queries.server.ts";
import { Confirmed } from "../../confirming/ui/confirmed.tsx";
import { idOfPath } from "../../ideas/rules.ts";
import { placeUnderIdea } from "../../ideas/ui/place.ts";
import { personPath } from "../../people/rules.ts";
import { creditsPath } from "../rules.ts";
import { creditsPage, type ShownCredit, type ShownLine } from "../queries.server.ts";
import { useShare } from "../ui/use-share.ts";
import styles from "./credits.module.css";
import type { Route } from "./+types/credits.ts";

export const handle = {
  i18n: ["crediting", "confirming"],
  place: placeUnderIdea,
};

/** Whose an idea is: roles first, and each figure with all that it is made of. Throws `NotFound`. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const id = idOfPath(args.params.idea);
  const [page, confirming] = await Promise.all([creditsPage(ctx, id), confirmingOf(ctx, id)]);
  return { ...page, confirming };
}

/** One who built the idea objects to its shares. */
export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const id = idOfPath(args.params.idea);
  const form = await args.request.formData();
  return answering(form, async () => {
    await objectToShares(ctx, id, parseForm(objectionInput, form));
    return redirect(creditsPath(`/ideas/${args.params.idea}`), 303);
  });
}

export default function Credits() {
  const { t, i18n } = useTranslation("crediting");
  const clock = useClock();
  const { idea, frozen, people, unnamed, components, confirming } = useLoaderData<typeof loader>();
  const actionData = useActionData<typeof action>();
  const reply: Reply | undefined = actionData && "problem" in actionData ? actionData : undefined;
  const version = frozen?.version ?? idea.version;
  return (
    <div className={styles.page}>
      <Title of={`${t("title")} · ${idea.title}`} />
      <p className="small">
        <Link to={idea.path}>{t("back")}</Link>
      </p>
      <h1>{t("title")}</h1>
      <p className="lede" suppressHydrationWarning>
        {frozen
          ? t("frozen", { day: shortDay(frozen.at, { ...clock, locale: i18n.language }), version: frozen.version })
          : t("now")}
      </p>
      {confirming && <Confirmed path={idea.path} confirming={confirming} reply={reply} />}
      <section aria-labelledby="people-heading">
        <h2 id="people-heading">{t("people_heading")}</h2>
        <ul className={styles.people}>
          {people.map((person) => (
            <Somebody key={person.id} person={person} version={version} />
          ))}
          {unnamed.lines.length > 0 && (
            <li>
              <b>{t("unnamed.heading")}</b>
              <p className="small soft">{t("unnamed.why")}</p>
              <Figure name={null} share={unnamed.share} lines={unnamed.lines} version={version} />
            </li>
          )}
        </ul>
      </section>
      <section aria-labelledby="how-heading" className={styles.how}>
        <h2 id="how-heading">{t("how.heading")}</h2>
        <p>
          {t("how.lede")} <Link to="/reputation/rules">{t("how.rules")}</Link>
        </p>
        <dl>
          {components.map(({ component, weight, isThere }) => (
            <div key={component}>
              <dt>
                {t(`component.${component}`)} · {weight}
              </dt>
              <dd>
                {t(`how.${component}`)} {!isThere && <span className="quiet">{t("how.none")}</span>}
              </dd>
            </div>
          ))}
        </dl>
      </section>
    </div>
  );
}

function Somebody({ person, version }: { person: ShownCredit; version: number }) {
  const { t } = useTranslation("crediting");
  const { name, handle: called, avatar, affiliation, isMine, share, roles, lines } = person;
  return (
    <li>
      <p className="row">
        <Person
          name={name}
          affiliation={affiliation}
          avatar={avatar}
          {...(name !== "" && { to: personPath(called) })}
        />
        {isMine && <span className="chip">{t("mine")}</span>}
      </p>
      <ul className={styles.roles}>
        {roles.map(({ component, role }) => (
          <li key={component}>
            {t(`component.${component}`)}{" "}
            <span className={role === "supporting" ? "quiet" : styles.strong}>{t(`role.${role}`)}</span>
          </li>
        ))}
      </ul>
      <Figure name={name} share={share} lines={lines} version={version} />
    </li>
  );
}

/** A figure that opens to the lines that sum to it. `name`: whose it is; null: of several who stay unnamed. */
function Figure({
  name,
  share,
  lines,
  version,
}: {
  name: string | null;
  share: number;
  lines: readonly ShownLine[];
  version: number;
}) {
  const { t } = useTranslation("crediting");
  const calledAs = useCalled();
  const { exact } = useShare();
  return (
    <details className={styles.figure}>
      <summary>
        {t("figure")} {name !== null && <span className="away">({calledAs(name)})</span>}
      </summary>
      <ul>
        {lines.map((line, place) => (
          <li key={place}>
            <div>
              <Source line={line} version={version} />
              <p className="small quiet">
                {t(`component.${line.component}`)}
                {" · "}
                {t(line.component === "text" ? "characters" : "ones", { amount: line.amount, total: line.total })}{" "}
                {t("times", { weight: line.weight, weights: line.weights })}
              </p>
              {line.isSealed && name !== null && <p className="small">{t("sealed")}</p>}
            </div>
            <span className="num">{exact(line.share)}</span>
          </li>
        ))}
        <li className={styles.sum}>
          <b>{t("together")}</b>
          <b className="num">{exact(share)}</b>
        </li>
      </ul>
    </details>
  );
}

/** What a line is about, with the way there. */
function Source({ line: { what, path, at, title }, version }: { line: ShownLine; version: number }) {
  const { t, i18n } = useTranslation("crediting");
  const clock = useClock();
  const day = at === null ? "" : shortDay(at, { ...clock, locale: i18n.language });
  const words = <span suppressHydrationWarning>{t(`line.${what}`, { day, title: title ?? "", version })}</span>;
  return path === null ? words : <Link to={path}>{words}</Link>;
}
