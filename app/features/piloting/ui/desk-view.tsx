import { Link } from "react-router";
import { useTranslation } from "../../../ui/words.ts";
import { type DeskGroup, deskGroups, deskPath, type DeskView } from "../rules.ts";
import styles from "./desk-view.module.css";

/** What of the desk is looked at, as links: each can be kept and shared. */
export function DeskViews({
  view,
  groups,
  spaces,
}: {
  view: DeskView;
  groups: Readonly<Record<DeskGroup, number>>;
  spaces: readonly { slug: string; name: string }[];
}) {
  const { t } = useTranslation("piloting");
  const there = (change: Partial<DeskView>) => deskPath(null, { ...view, after: null, ...change });
  const isFiltered = view.group !== null || view.space !== null || view.language !== null;
  return (
    <nav aria-label={t("desk.view.label")} className={styles.views}>
      <div className="tabs">
        {(["mine", "all"] as const).map((whose) => (
          <Link key={whose} to={there({ whose })} aria-current={view.whose === whose ? "page" : undefined}>
            {t(`desk.whose.${whose}`)}
          </Link>
        ))}
      </div>
      <details open={isFiltered || undefined}>
        <summary>{t("desk.view.title")}</summary>
        <Ways
          label={t("desk.view.group")}
          ways={[null, ...deskGroups].map((group) => ({
            to: there({ group }),
            isHere: view.group === group,
            words: group === null ? t("desk.view.all") : t(`desk.group.${group}`),
            count: group === null || view.group !== null ? null : groups[group],
          }))}
        />
        {spaces.length > 1 && (
          <Ways
            label={t("desk.view.space")}
            ways={[null, ...spaces].map((space) => ({
              to: there({ space: space?.slug ?? null }),
              isHere: view.space === (space?.slug ?? null),
              words: space?.name ?? t("desk.view.all"),
              count: null,
            }))}
          />
        )}
        <Ways
          label={t("desk.view.language")}
          ways={([null, "en", "fr"] as const).map((language) => ({
            to: there({ language }),
            isHere: view.language === language,
            words: language === null ? t("desk.view.all") : t(`desk.view.languages.${language}`),
            count: null,
          }))}
        />
      </details>
    </nav>
  );
}

function Ways({
  label,
  ways,
}: {
  label: string;
  ways: readonly { to: string; isHere: boolean; words: string; count: number | null }[];
}) {
  return (
    <div className={styles.ways}>
      <span>{label}</span>
      {ways.map(({ to, isHere, words, count }) => (
        <Link key={to} to={to} aria-current={isHere ? "true" : undefined} preventScrollReset>
          {words}
          {count !== null && count > 0 && <span className="n">{count}</span>}
        </Link>
      ))}
    </div>
  );
}
