import { useTranslation } from "../../../ui/words.ts";
import { Link } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { NotFound } from "../../../platform/errors.ts";
import { Empty } from "../../../ui/empty.tsx";
import { Day } from "../../../ui/moment.tsx";
import { Title } from "../../../ui/title.tsx";
import { waysInto } from "../policy.ts";
import { acceptedAt, charterOf, charterVersions, spaceBySlug } from "../queries.server.ts";
import { Written } from "../ui/written.tsx";
import { placeInSpace } from "../ui/place.ts";
import type { Route } from "./+types/charter.ts";
import styles from "./about.module.css";

export const handle = {
  i18n: ["spaces"],
  place: placeInSpace,
};

/** The charter in force, or with `?version=` one that was; and all versions. Throws `NotFound`. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const space = await spaceBySlug(ctx, args.params.space);
  const asked = args.url.searchParams.get("version");
  if (asked !== null && !/^[1-9]\d{0,8}$/.test(asked)) throw new NotFound();
  const version = asked === null ? space.charterVersion : Number(asked);
  const charter = await charterOf(ctx.db.read, space.id, version);
  if (asked !== null && charter === null) throw new NotFound();
  return {
    space: { name: space.name, slug: space.slug, language: space.language, accent: space.accent },
    inForce: space.charterVersion,
    charter: charter && { ...charter, source: undefined },
    acceptedAt: await acceptedAt(ctx.db.read, ctx.actor, space.id, version),
    versions: await charterVersions(ctx.db.read, space.id),
    mayEdit: waysInto(ctx.actor, space).edit,
  };
}

export default function Charter({ loaderData }: Route.ComponentProps) {
  const { t } = useTranslation("spaces");
  const { space, charter, inForce, versions, mayEdit } = loaderData;
  const isOld = charter !== null && charter.version !== inForce;
  return (
    <div className={styles.reading}>
      <Title of={t("charter.title", { space: space.name })} />
      <h1>{t("charter.title", { space: space.name })}</h1>
      {charter === null || charter.html === "" ? (
        <Empty title={t(inForce === 0 ? "charter.none" : "charter.was_none")}>
          <p className="soft">{t("charter.none_what")}</p>
        </Empty>
      ) : (
        <>
          {isOld && (
            <p className="strip await">
              {t("charter.old", { version: charter.version })}{" "}
              {inForce > 0 && <Link to={`/s/${space.slug}/charter`}>{t("charter.to_current")}</Link>}
            </p>
          )}
          {loaderData.acceptedAt !== null && (
            <p className="due kept">
              <span>
                {t("charter.accepted")} · <Day at={loaderData.acceptedAt} />
              </span>
            </p>
          )}
          <h2>{t("charter.version", { version: charter.version })}</h2>
          <Written html={charter.html} language={space.language} />
        </>
      )}
      {mayEdit && (
        <p>
          <Link className="btn" to={`/s/${space.slug}/charter/edit`}>
            {t(inForce === 0 ? "charter.write" : "charter.edit")}
          </Link>
        </p>
      )}
      {versions.length > 0 && (
        <section aria-labelledby="versions-heading" className={styles.part}>
          <h2 id="versions-heading">{t("charter.versions")}</h2>
          <ul className={styles.versions}>
            {versions.map(({ version, writtenAt, writer }) => (
              <li key={version}>
                <Link
                  to={`/s/${space.slug}/charter?version=${version}`}
                  aria-current={version === charter?.version ? "page" : undefined}
                >
                  {t("charter.version", { version })}
                </Link>{" "}
                <span className="small quiet">
                  {t("charter.by", { name: writer })} · <Day at={writtenAt} />
                </span>
                {version === inForce && <span className="chip">{t("charter.in_force")}</span>}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
