import { useTranslation } from "../../../ui/words.ts";
import type { Part } from "../rules.ts";

const keys = { title: "title", problem: "problem", forWhom: "for_whom", solution: "solution" } as const;

/** What a part of an idea's text is called, in the reader's language: as a heading, or named in a sentence. */
export function usePartWord(): { heading: (part: Part) => string; named: (part: Part) => string } {
  const { t } = useTranslation("writing");
  return {
    heading: (part) => t(`part.${keys[part]}`),
    named: (part) => t(`part_named.${keys[part]}`),
  };
}
