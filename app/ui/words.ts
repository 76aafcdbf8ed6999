import type { FlatNamespace, i18n, TFunction } from "i18next";
import { createContext, use, useContext } from "react";

type Words<Namespace extends FlatNamespace> = { t: TFunction<Namespace>; i18n: i18n };

/** All messages in the reader's language. Another language is another page. */
export const WordsContext = createContext<i18n | null>(null);

/**
 * The words of one namespace in the reader's language; waits while they are loaded. In place of
 * react-i18next's hook of the same name, which copies the whole i18next object for each component
 * of a page: that was a fifth of the time a page took.
 */
export function useTranslation<Namespace extends FlatNamespace>(namespace: Namespace): Words<Namespace> {
  const i18n = useContext(WordsContext);
  if (!i18n) throw new Error("A component with words stands outside of WordsContext.");
  use(loaded(i18n, namespace));
  return wordsIn(i18n, namespace) as Words<Namespace>;
}

type AnyWords = { t: (key: string, options?: object) => string; i18n: i18n };

const known = new WeakMap<i18n, Map<string, AnyWords>>();

function wordsIn(i18n: i18n, namespace: FlatNamespace): AnyWords {
  const inLanguage = known.get(i18n) ?? new Map<string, AnyWords>();
  known.set(i18n, inLanguage);
  const words = inLanguage.get(namespace) ?? {
    t: remembering(i18n.getFixedT(i18n.language, namespace) as AnyWords["t"]),
    i18n,
  };
  inLanguage.set(namespace, words);
  return words;
}

/** A sentence without figures is always the same: it is looked up once. */
function remembering(look: AnyWords["t"]): AnyWords["t"] {
  const sentences = new Map<string, string>();
  return (key, options) => {
    if (options !== undefined) return look(key, options);
    const sentence = sentences.get(key) ?? look(key);
    sentences.set(key, sentence);
    return sentence;
  };
}

const loads = new WeakMap<i18n, Map<string, Promise<void>>>();

/**
 * The messages of a namespace being there. The same promise at each try, and one also for what is
 * there already: a component must wait in the same place each time that React tries to render it.
 */
function loaded(i18n: i18n, namespace: FlatNamespace): Promise<void> {
  const ofLanguage = loads.get(i18n) ?? new Map<string, Promise<void>>();
  loads.set(i18n, ofLanguage);
  const load =
    ofLanguage.get(namespace) ??
    (i18n.hasResourceBundle(i18n.language, namespace) ? fulfilled() : i18n.loadNamespaces(namespace));
  ofLanguage.set(namespace, load);
  return load;
}

/** A promise that React reads without waiting: it carries the state that React itself writes on promises. */
function fulfilled(): Promise<void> {
  return Object.assign(Promise.resolve(), { status: "fulfilled", value: undefined });
}
