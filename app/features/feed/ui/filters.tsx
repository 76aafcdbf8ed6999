import type { ReactNode } from "react";
import { useTranslation } from "../../../ui/words.ts";
import { Form, Link } from "react-router";
import { affiliations, locales } from "../../../platform/actor.ts";
import { useStageWord } from "../../../ui/stage.tsx";
import { standText, type Step } from "../../stages/rules.ts";
import { type FeedFilter, type FeedOrder, isNarrowed, listedStages, longestWords, queryOf } from "../rules.ts";
import styles from "./filters.module.css";

/**
 * Narrows a feed down: a form that asks for an address, so that each view is a link that can be
 * sent. What is on stands as chips, each of which takes itself away.
 */
export function Filters({
  path,
  order,
  filter,
  tags,
  space,
  steps,
}: {
  path: string;
  /** The space's id, and its own steps within stages. */
  space: string;
  steps: readonly Step[];
  order: FeedOrder;
  filter: FeedFilter;
  tags: readonly { id: string; name: string; ideas: number }[];
}) {
  const { t } = useTranslation("feed");
  const { t: word } = useTranslation("ui");
  const stageWord = useStageWord();
  const chips = [
    filter.stage && { name: "stage", label: stageWord(space, filter.stage, filter.extra ?? null) },
    filter.tag && { name: "tag", label: tags.find(({ id }) => id === filter.tag)?.name ?? t("filter.tag") },
    filter.language && { name: "language", label: t(`filter.languages.${filter.language}`) },
    filter.by && { name: "by", label: word(`affiliation.plural.${filter.by}`) },
    filter.words && { name: "words", label: `“${filter.words}”` },
  ].filter((chip) => typeof chip === "object");
  return (
    <div className={styles.filters}>
      <details className={styles.panel} key={queryOf(order, filter)}>
        <summary className="btn slim">{t("filter.heading")}</summary>
        <Form action={path} className={styles.form} preventScrollReset>
          {order !== "new" && <input type="hidden" name="sort" value={order} />}
          <Choice
            name="stage"
            label={t("filter.stage")}
            value={filter.stage && standText(filter.stage, filter.extra ?? null)}
          >
            {listedStages
              .flatMap((stage) => [
                { stage, extra: null },
                ...steps.filter(({ parent }) => parent === stage).map(({ id }) => ({ stage, extra: id })),
              ])
              .map(({ stage, extra }) => (
                <option key={standText(stage, extra)} value={standText(stage, extra)}>
                  {`${extra === null ? "" : "– "}${stageWord(space, stage, extra)}`}
                </option>
              ))}
          </Choice>
          {tags.length > 0 && (
            <Choice name="tag" label={t("filter.tag")} value={filter.tag}>
              {tags.map(({ id, name, ideas }) => (
                <option key={id} value={id}>
                  {`${name} (${ideas})`}
                </option>
              ))}
            </Choice>
          )}
          <Choice name="lang" label={t("filter.language")} value={filter.language}>
            {locales.map((language) => (
              <option key={language} value={language}>
                {t(`filter.languages.${language}`)}
              </option>
            ))}
          </Choice>
          <Choice name="by" label={t("filter.by")} value={filter.by}>
            {affiliations.map((affiliation) => (
              <option key={affiliation} value={affiliation}>
                {word(`affiliation.plural.${affiliation}`)}
              </option>
            ))}
          </Choice>
          <div className="field">
            <label htmlFor="filter-words">{t("filter.words")}</label>
            <input id="filter-words" name="q" type="search" defaultValue={filter.words} maxLength={longestWords} />
          </div>
          <button className="btn">{t("filter.show")}</button>
        </Form>
      </details>
      {chips.map(({ name, label }) => (
        <Link
          key={name}
          className="chip"
          to={`${path}${queryOf(order, { ...filter, [name]: undefined, ...(name === "stage" && { extra: undefined }) })}`}
          preventScrollReset
        >
          {label}
          <span aria-hidden="true">×</span>
          <span className="away">{t("filter.clear")}</span>
        </Link>
      ))}
      {isNarrowed(filter) && chips.length > 1 && (
        <Link className="small" to={`${path}${queryOf(order, {})}`} preventScrollReset>
          {t("all_ideas")}
        </Link>
      )}
    </div>
  );
}

function Choice({
  name,
  label,
  value,
  children,
}: {
  name: string;
  label: string;
  value: string | undefined;
  children: ReactNode;
}) {
  const { t } = useTranslation("feed");
  return (
    <div className="field">
      <label htmlFor={`filter-${name}`}>{label}</label>
      <select id={`filter-${name}`} name={name} defaultValue={value ?? ""}>
        <option value="">{t("filter.any")}</option>
        {children}
      </select>
    </div>
  );
}
