import { useTranslation } from "../../../ui/words.ts";
import { useFetcher } from "react-router";
import type { Affiliation } from "../../../platform/actor.ts";
import { ideaPath } from "../../ideas/rules.ts";
import type { SignalKind } from "../rules.ts";

/**
 * The mark at the left of an idea in a list: press to support, press again to take it back. A
 * plain form; with script it answers at once and the page stays where it is.
 */
export function SignalButton({
  idea,
  mine,
  affiliation,
  back,
}: {
  idea: { id: string; title: string };
  mine: SignalKind | null;
  affiliation: Affiliation;
  /** Where a plain form comes back to. */
  back: string;
}) {
  const { t } = useTranslation("signals");
  const fetcher = useFetcher();
  const sent = fetcher.formData?.get("kind");
  const given = sent === undefined || sent === null ? mine === "support" : sent === "support";
  return (
    <fetcher.Form method="post" action={`${ideaPath(idea)}/signal`}>
      <input type="hidden" name="back" value={back} />
      <button
        className="signal"
        data-aff={affiliation}
        data-given={given ? "" : undefined}
        name="kind"
        value={given ? "none" : "support"}
        aria-label={t(given ? "row.take_back" : "row.support", { title: idea.title })}
      >
        {t(given ? "row.supported" : "row.support_short")}
      </button>
    </fetcher.Form>
  );
}
