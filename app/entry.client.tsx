import { startTransition, StrictMode } from "react";
import { hydrateRoot } from "react-dom/client";
import { HydratedRouter } from "react-router/dom";
import { commonNamespaces, namespaceOf } from "./i18n.ts";
import { type MessageTree, sentencesIn } from "./platform/sentences.ts";
import { holdActs, steadyFetch } from "./ui/steady.ts";
import { type Words, WordsContext } from "./ui/words.ts";

const files = import.meta.glob<MessageTree>("./{features/*,platform,ui}/messages/*.json", { import: "default" });

declare global {
  interface Window {
    /** The framework leaves the modules of the page here before it runs this file. */
    __reactRouterRouteModules: Record<string, { handle?: { i18n?: string[] } } | undefined>;
  }
}

const sentences = sentencesIn(document.documentElement.lang);
const words: Words = { ...sentences, load };

/** Loads the messages of a feature when a page first needs them. */
async function load(namespace: string): Promise<void> {
  const ending = `/${sentences.language}.json`;
  const file = Object.keys(files).find((path) => namespaceOf(path) === namespace && path.endsWith(ending));
  const messages = await (file === undefined ? undefined : files[file])?.();
  if (!messages) throw new Error(`No messages "${namespace}" in "${sentences.language}".`);
  sentences.add(namespace, messages);
}

/** What the page that is shown needs: each route module says so in its `handle`. */
function namespacesOfThisPage(): string[] {
  return Object.values(window.__reactRouterRouteModules).flatMap((module) => module?.handle?.i18n ?? []);
}

// So that the server writes moments by the reader's clock: see `platform/time-zone.server.ts`.
document.cookie = `zone=${Intl.DateTimeFormat().resolvedOptions().timeZone}; path=/; max-age=31536000; samesite=lax`;

window.fetch = steadyFetch(window.fetch.bind(window));
holdActs();

await Promise.all([...new Set([...commonNamespaces, ...namespacesOfThisPage()])].map(load));

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <WordsContext value={words}>
        <HydratedRouter />
      </WordsContext>
    </StrictMode>,
  );
});
