import { createContext, use, useContext } from "react";
import type { Namespace, Say } from "../i18n.ts";
import type { Sentences, Values } from "../platform/sentences.ts";

/** Sentences in the reader's language, and how to fetch those of a feature that are not there yet. */
export type Words = Sentences & { load?: (namespace: string) => Promise<void> };

/** The reader's language. Another language is another page. */
export const WordsContext = createContext<Words | null>(null);

/** The words of one namespace in the reader's language; waits while they are loaded. */
export function useTranslation<Of extends Namespace>(namespace: Of): { t: Say<Of>; i18n: Words } {
  const i18n = useContext(WordsContext);
  if (!i18n) throw new Error("A component with words stands outside of WordsContext.");
  use(loaded(i18n, namespace));
  return { t: (key, values) => i18n.say(namespace, key, values && naming(i18n, values)), i18n };
}

/** What somebody is called: by name, or for a name that was erased, as a former member. */
export function useCalled(): (name: string) => string {
  const { i18n } = useTranslation("ui");
  return (name) => called(i18n, name);
}

function called(words: Words, name: string): string {
  return name === "" ? words.say("ui", "former_member") : name;
}

/** In every sentence a person stands where it says `name` or `names`: nobody is left without one. */
function naming(words: Words, values: Values): Values {
  const { name, names } = values;
  const isMissing = name === "" || (Array.isArray(names) && names.includes(""));
  if (!isMissing) return values;
  const ofSeveral = Array.isArray(names) && { names: names.map((each: string) => called(words, each)) };
  return { ...values, ...(typeof name === "string" && { name: called(words, name) }), ...ofSeveral };
}

const loads = new WeakMap<Words, Map<string, Promise<void>>>();

/**
 * The messages of a namespace being there. The same promise at each try, and one also for what is
 * there already: a component must wait in the same place each time that React tries to render it.
 */
function loaded(words: Words, namespace: string): Promise<void> {
  const ofLanguage = loads.get(words) ?? new Map<string, Promise<void>>();
  loads.set(words, ofLanguage);
  const load = ofLanguage.get(namespace) ?? (words.knows(namespace) ? fulfilled() : words.load?.(namespace));
  if (!load) throw new Error(`No messages "${namespace}".`);
  ofLanguage.set(namespace, load);
  return load;
}

/** A promise that React reads without waiting: it carries the state that React itself writes on promises. */
function fulfilled(): Promise<void> {
  return Object.assign(Promise.resolve(), { status: "fulfilled", value: undefined });
}
