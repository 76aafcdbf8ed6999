import { Link } from "react-router";
import { Moment } from "../../../ui/moment.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { trialsPath } from "../rules.ts";

/** On the page of an idea: the way to its tests; nothing where there are none and nobody may ask for one. */
export function IdeaTrials({
  path,
  trials,
  mayAsk,
}: {
  path: string;
  trials: { closesAt: number | null; all: number };
  mayAsk: boolean;
}) {
  const { t } = useTranslation("trials");
  if (trials.all === 0 && !mayAsk) return null;
  return (
    <section aria-labelledby="trials-heading">
      <h2 id="trials-heading">{t("title")}</h2>
      {trials.closesAt !== null && (
        <p>
          {t("on_idea.wanted")} · {t("closes")} <Moment at={trials.closesAt} />
        </p>
      )}
      <p>
        <Link to={trialsPath(path)}>
          {t(trials.closesAt !== null ? "on_idea.volunteer" : trials.all > 0 ? "on_idea.read" : "on_idea.ask")}
        </Link>
      </p>
    </section>
  );
}
