import { Link } from "react-router";
import { Day } from "../../../ui/moment.tsx";
import { useTranslation } from "../../../ui/words.ts";
import type { NamedRelease } from "../queries.server.ts";
import { releasePath } from "../rules.ts";

/** On an idea's page: the release with which it shipped; nothing for none. */
export function ShippedWith({ release }: { release: NamedRelease | null }) {
  const { t } = useTranslation("releases");
  if (release === null) return null;
  return (
    <section aria-labelledby="release-heading">
      <h2 id="release-heading">{t("on_idea")}</h2>
      <p>
        <Link to={releasePath(release.space, release)}>{release.title}</Link>{" "}
        <span className="small quiet">
          <Day at={release.publishedAt} />
        </span>
      </p>
    </section>
  );
}
