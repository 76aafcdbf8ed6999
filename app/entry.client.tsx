import i18next, { type BackendModule } from "i18next";
import { startTransition, StrictMode } from "react";
import { hydrateRoot } from "react-dom/client";
import { HydratedRouter } from "react-router/dom";
import { getInitialNamespaces } from "remix-i18next/client";
import { commonNamespaces, i18nOptions, namespaceOf } from "./i18n.ts";
import { WordsContext } from "./ui/words.ts";

const files = import.meta.glob<object>("./{features/*,platform,ui}/messages/*.json", { import: "default" });

/** Loads the messages of a feature when a page first needs them. */
const backend: BackendModule = {
  type: "backend",
  init: () => undefined,
  read(language, namespace, done) {
    const file = Object.keys(files).find(
      (path) => namespaceOf(path) === namespace && path.endsWith(`/${language}.json`),
    );
    const load = file === undefined ? undefined : files[file];
    if (!load) return done(new Error(`No messages "${namespace}" in "${language}".`), null);
    load().then(
      (messages) => done(null, messages as Record<string, string>),
      (error: Error) => done(error, null),
    );
  },
};

await i18next.use(backend).init({
  ...i18nOptions,
  lng: document.documentElement.lang,
  fallbackLng: false,
  ns: [...new Set([...commonNamespaces, ...getInitialNamespaces()])],
});

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <WordsContext value={i18next}>
        <HydratedRouter />
      </WordsContext>
    </StrictMode>,
  );
});
