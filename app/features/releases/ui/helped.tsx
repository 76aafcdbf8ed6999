import { Link } from "react-router";
import { useTranslation } from "../../../ui/words.ts";
import type { Help } from "../helping.server.ts";

/** On an idea's page: whether it helped, as those say who were asked; nothing where nobody was. */
export function Helped({ help }: { help: Help | null }) {
  const { t } = useTranslation("releases");
  if (help === null) return null;
  const said = help.counts.filter(({ people }) => people > 0);
  return (
    <section aria-labelledby="help-heading">
      <h2 id="help-heading">{t("help.on_idea")}</h2>
      <p>
        {said.length === 0
          ? t("help.nobody")
          : said.map(({ answer, people }) => t(`help.count.${answer}`, { count: people })).join(" · ")}
      </p>
      {help.words.length > 0 && (
        <ul className="stack small">
          {help.words.map(({ head, language, path }) => (
            <li key={path}>
              <Link to={path} lang={language}>
                {head}
              </Link>
            </li>
          ))}
        </ul>
      )}
      {help.ask !== null && (
        <p>
          <Link className="btn slim" to={help.ask}>
            {t("help.say")}
          </Link>
        </p>
      )}
    </section>
  );
}
