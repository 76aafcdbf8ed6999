import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { projectRoot } from "../../app/platform/root.server.ts";
import { filesUnder } from "../support/files.ts";

const root = projectRoot();
const english = filesUnder("app", /\/messages\/en\.json$/);

type Messages = { [key: string]: string | Messages };

function messagesOf(file: string): Map<string, string> {
  return flat(JSON.parse(readFileSync(path.join(root, file), "utf8")) as Messages);
}

function flat(messages: Messages, above = ""): Map<string, string> {
  return new Map(
    Object.entries(messages).flatMap(([key, value]): [string, string][] =>
      typeof value === "string" ? [[above + key, value]] : [...flat(value, `${above}${key}.`)],
    ),
  );
}

/** Keys without the endings by which languages tell one from many: French has one more. */
function nouns(messages: Map<string, string>): string[] {
  return [...new Set([...messages.keys()].map((key) => key.replace(/_(zero|one|two|few|many|other)$/, "")))].toSorted();
}

describe.each(english)("%s", (file) => {
  const en = messagesOf(file);
  const fr = messagesOf(file.replace("en.json", "fr.json"));

  it("is said in French too, key by key", () => {
    expect(nouns(fr)).toEqual(nouns(en));
  });

  it("says something everywhere", () => {
    for (const messages of [en, fr]) {
      expect([...messages].filter(([, words]) => words.trim() === "")).toEqual([]);
    }
  });

  it("fills in the same values in both languages", () => {
    const valuesIn = (messages: Map<string, string>) => {
      const values = new Map<string, Set<string>>();
      for (const [key, words] of messages) {
        const noun = key.replace(/_(zero|one|two|few|many|other)$/, "");
        for (const [, value = ""] of words.matchAll(/\{\{\s*([\w.]+)[^}]*\}\}/g)) {
          // "One person" needs no figure.
          if (value !== "count") values.set(noun, (values.get(noun) ?? new Set()).add(value));
        }
      }
      return Object.fromEntries([...values].map(([noun, set]) => [noun, [...set].toSorted()]));
    };
    expect(valuesIn(fr)).toEqual(valuesIn(en));
  });

  it("has every number form that each language needs", () => {
    const forms = (messages: Map<string, string>, noun: string) =>
      [...messages.keys()].filter((key) => key.startsWith(`${noun}_`)).map((key) => key.slice(noun.length + 1));
    const counted = [...en.keys()].filter((key) => key.endsWith("_other")).map((key) => key.slice(0, -"_other".length));
    for (const noun of counted) {
      expect(forms(en, noun), noun).toEqual(expect.arrayContaining(["one", "other"]));
      expect(forms(fr, noun), noun).toEqual(expect.arrayContaining(["one", "many", "other"]));
    }
  });

  it("is written as French is: typographic apostrophes and narrow spaces before ; : ! ?", () => {
    const wrong = [...fr].filter(([, words]) => {
      const said = words.replace(/\{\{.*?\}\}/g, "x").replace(/https?:\/\/\S+/g, "");
      return (
        /'|"/.test(said) ||
        /[^\s\u202f\u00a0]\s?[;!?]/.test(said.replace(/[\u202f\u00a0][;:!?»]/g, "")) ||
        /[a-zé] :/.test(said)
      );
    });
    expect(wrong).toEqual([]);
  });
});

describe("the codes of errors", () => {
  const sentences = messagesOf("app/platform/messages/en.json");

  /** Every literal that becomes a code: of a problem, of a field, of a schema's message. */
  function codesIn(source: string): string[] {
    const patterns = [
      /new (?:Refused|Conflict|Forbidden)\(\s*"([a-z_]+)"/g,
      /must\([^;]*?,\s*"([a-z_]+)"\s*,?\s*\)/g,
      /new Invalid\(\{[^}]*?:\s*"([a-z_]+)"/g,
      /super\("([a-z_]+)"\)/g,
      /(?:min|max|regex|refine)\([^()]*(?:\([^()]*\)[^()]*)*,\s*"([a-z]+(?:_[a-z]+)+)"\)/g,
      /message:[^;]*?"([a-z]+(?:_[a-z]+)+)"/g,
      /code: "([a-z_]+)"/g,
    ];
    return patterns.flatMap((pattern) => [...source.matchAll(pattern)].map(([, code = ""]) => code));
  }

  const thrown = filesUnder("app", /\.tsx?$/)
    .filter((file) => !file.startsWith("app/cli/"))
    .flatMap((file) => codesIn(readFileSync(path.join(root, file), "utf8")).map((code) => ({ file, code })));

  it("are found in the sources at all", () => {
    const codes = new Set(thrown.map(({ code }) => code));
    for (const known of [
      "not_found",
      "verify_first",
      "link_dead",
      "title_missing",
      "email_missing",
      "reply_to_missing",
    ]) {
      expect(codes).toContain(known);
    }
  });

  it("have a sentence each", () => {
    const dumb = thrown.filter(({ code }) => code !== "custom" && !sentences.has(`errors.${code}`));
    expect(dumb).toEqual([]);
  });
});
