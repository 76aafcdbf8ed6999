import { useTranslation } from "../../../ui/words.ts";
import { Link } from "react-router";
import type { Ways } from "../policy.ts";

/** The parts of a space, with the one that is shown. `waiting` people ask to come in. */
export function SpaceTabs({
  slug,
  ways,
  here,
  waiting = 0,
}: {
  slug: string;
  ways: Ways;
  here: "rooms" | "about" | "pilots" | "members" | "invitations" | "pioneers";
  waiting?: number;
}) {
  const { t } = useTranslation("spaces");
  const current = (place: typeof here) => (place === here ? ("page" as const) : undefined);
  return (
    <nav className="tabs" aria-label={t("ways.label")}>
      <Link to={`/s/${slug}`}>{t("ways.ideas")}</Link>
      <Link to={`/s/${slug}/rooms`} aria-current={current("rooms")}>
        {t("ways.rooms")}
      </Link>
      <Link to={`/s/${slug}/about`} aria-current={current("about")}>
        {t("ways.about_short")}
      </Link>
      <Link to={`/s/${slug}/pilots`} aria-current={current("pilots")}>
        {t("ways.pilots")}
      </Link>
      {ways.members && (
        <Link to={`/s/${slug}/members`} aria-current={current("members")}>
          {t("ways.members")}
          {waiting > 0 && (
            <span className="n await">
              {waiting}
              <span className="away"> {t("ways.waiting", { count: waiting })}</span>
            </span>
          )}
        </Link>
      )}
      {ways.pioneers && (
        <Link to={`/s/${slug}/pioneers`} aria-current={current("pioneers")}>
          {t("ways.pioneers")}
        </Link>
      )}
      {ways.manage && (
        <Link to={`/s/${slug}/invitations`} aria-current={current("invitations")}>
          {t("ways.invitations")}
        </Link>
      )}
    </nav>
  );
}
