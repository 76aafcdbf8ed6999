import { useTranslation } from "../../../ui/words.ts";

/** The three texts of an idea under their headings; an empty one has none. HTML that `platform/markdown` made safe. */
export function Texts({
  problem,
  forWhom,
  solution,
  language,
}: {
  problem: string;
  forWhom: string;
  solution: string;
  language: string;
}) {
  const { t } = useTranslation("ideas");
  const parts = [
    { heading: t("text.problem"), html: problem },
    { heading: t("text.for_whom"), html: forWhom },
    { heading: t("text.solution"), html: solution },
  ];
  return (
    <div className="prose">
      {parts
        .filter(({ html }) => html !== "")
        .map(({ heading, html }) => (
          <section key={heading}>
            <h2>{heading}</h2>
            <div className="prose" lang={language} dangerouslySetInnerHTML={{ __html: html }} />
          </section>
        ))}
    </div>
  );
}
