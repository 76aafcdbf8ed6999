import { readFileSync } from "node:fs";
import path from "node:path";
import { createInstance } from "i18next";
import { describe, expect, it } from "vitest";
import { namespaceOf } from "../../app/i18n.ts";
import { projectRoot } from "../../app/platform/root.server.ts";
import { type MessageTree, sentencesIn } from "../../app/platform/sentences.ts";
import { filesUnder } from "../support/files.ts";

const counts = [undefined, 0, 1, 1.5, 2, 5, 21, 1_234.5, 1_000_000];

const texts = ["Léa", "<b>$1 & {{name}}</b>", ""];

describe.each(["en", "fr"])("every message in %s", (language) => {
  const files = filesUnder("app", new RegExp(`/messages/${language}\\.json$`));

  it.each(files)("%s reads as i18next would read it", (file) => {
    const messages = JSON.parse(readFileSync(path.join(projectRoot(), file), "utf8")) as MessageTree;
    const namespace = namespaceOf(file);
    const ours = sentencesIn(language);
    ours.add(namespace, messages);
    const theirs = createInstance();
    void theirs.init({
      lng: language,
      fallbackLng: false,
      resources: { [language]: { [namespace]: messages } },
      interpolation: { escapeValue: false, skipOnVariables: true },
      initAsync: false,
    });
    const reading = theirs.getFixedT(language, namespace) as (key: string, values?: object) => string;

    const compared = [...keysOf(messages)].flatMap(([key, names]) =>
      // A sentence that names its count is never asked for without.
      counts
        .filter((count) => count !== undefined || !names.has("count"))
        .flatMap((count) =>
          texts.map((text) => {
            const values = valuesFor(names, { count, text });
            return { key, count, ours: ours.say(namespace, key, values), theirs: reading(key, values) };
          }),
        ),
    );
    expect(compared.filter((each) => each.ours !== each.theirs)).toEqual([]);
    expect(compared.length).toBeGreaterThan(0);
  });
});

describe("a sentence", () => {
  const sentences = sentencesIn("fr");
  sentences.add("feed", { people_one: "{{count, number}} personne", people_other: "{{count, number}} personnes" });

  it("shows its key where nobody wrote it, so that the gap is seen", () => {
    expect(sentences.say("feed", "nothing.here")).toBe("nothing.here");
    expect(sentences.say("nowhere", "people", { count: 1 })).toBe("people");
  });

  it("takes the most general form where a language has one more than was written", () => {
    expect(sentences.say("feed", "people", { count: 1_000_000 })).toBe("1\u202f000\u202f000 personnes");
  });

  it("leaves nothing behind where a value is missing", () => {
    expect(sentences.say("feed", "people_other", {})).toBe(" personnes");
  });
});

/** Every key as pages ask for it, and the values that its forms name. */
function keysOf(messages: MessageTree, above = ""): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const [key, value] of Object.entries(messages)) {
    const asked = `${key.replace(/_(zero|one|many|other)$/, "")}_other` in messages ? key.replace(/_[a-z]+$/, "") : key;
    if (typeof value !== "string") {
      for (const [below, names] of keysOf(value, `${above}${key}.`)) found.set(below, names);
    } else {
      const names = [...value.matchAll(/\{\{(\w+)(, list)?/g)].map(([, name = "", list = ""]) => name + list);
      found.set(above + asked, new Set([...(found.get(above + asked) ?? []), ...names]));
    }
  }
  return found;
}

function valuesFor(names: Set<string>, { count, text }: { count: number | undefined; text: string }) {
  const given = [...names].map((name) =>
    name.endsWith(", list") ? [name.slice(0, -6), [text, "Tom", "Ada"]] : [name, text],
  );
  const numbers = count === undefined ? {} : { count };
  return { ...Object.fromEntries(given.filter(([name]) => name !== "count")), ...numbers };
}
