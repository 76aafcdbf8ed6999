import { useMatches } from "react-router";
import { useTranslation } from "../../../ui/words.ts";

/**
 * Offers people while a handle is typed: to be called when a field takes the focus. What it needs is
 * loaded only then. Where no space is known, or nothing comes, typing the handle works all the same.
 */
export function useCompletion(): (field: HTMLTextAreaElement) => void {
  const { t } = useTranslation("mentions");
  const loaded = useMatches().at(-1)?.loaderData as { space?: { slug?: string } } | undefined;
  const slug = loaded?.space?.slug;
  return (field) => {
    if (slug === undefined) return;
    const words = { label: t("label"), offered: (count: number) => t("offered", { count }) };
    void import("./completion.ts").then(
      ({ offerPeople }) => offerPeople(field, `/s/${slug}/people.json`, words),
      () => undefined,
    );
  };
}
