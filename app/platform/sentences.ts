/**
 * Messages become sentences. The form of the files is i18next's, so that tools for translators read
 * them: keys in a tree, `_zero`, `_one`, `_many`, `_other` for counts, `{{name}}`, `{{count, number}}`
 * and `{{names, list}}` for what is put in. Why not i18next itself: docs/decisions/0009.
 */

/** What a messages file holds: sentences, and trees of them. */
export type MessageTree = { readonly [key: string]: string | MessageTree };

/** What is put into a sentence. `count` also chooses among the forms of the sentence. */
export type Values = Readonly<Record<string, string | number | readonly string[] | undefined>>;

/** Sentences in one language. */
export type Sentences = {
  /** BCP 47: `en`, `fr`. */
  readonly language: string;
  /** Adds the messages of a namespace, or takes them in place of those that were there. */
  add(namespace: string, messages: MessageTree): void;
  /** Whether the messages of a namespace are there. */
  knows(namespace: string): boolean;
  /** Whether there is a sentence under this key. */
  has(namespace: string, key: string): boolean;
  /** The sentence under a key, with the values put in; the key itself where there is none, so that it shows. */
  say(namespace: string, key: string, values?: Values): string;
};

/** A sentence taken apart: text, and what goes between. */
type Piece = string | { name: string; format: Format | undefined };
type Format = "number" | "list";

export function sentencesIn(language: string): Sentences {
  const namespaces = new Map<string, Map<string, string>>();
  const plurals = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  const lists = new Intl.ListFormat(language);
  const taken = new Map<string, readonly Piece[]>();

  function found(namespace: string, key: string, count: Values[string]): string | undefined {
    const messages = namespaces.get(namespace);
    if (!messages) return undefined;
    if (typeof count !== "number") return messages.get(key);
    return (
      (count === 0 ? messages.get(`${key}_zero`) : undefined) ??
      messages.get(`${key}_${plurals.select(count)}`) ??
      messages.get(`${key}_other`) ??
      messages.get(key)
    );
  }

  function pieces(message: string): readonly Piece[] {
    const known = taken.get(message) ?? takenApart(message);
    taken.set(message, known);
    return known;
  }

  function written(piece: Piece, values: Values): string {
    if (typeof piece === "string") return piece;
    const value = values[piece.name];
    if (value === undefined) return "";
    if (piece.format === "number") return numbers.format(Number(value));
    if (piece.format === "list") return lists.format(typeof value === "object" ? value : [String(value)]);
    return String(value);
  }

  return {
    language,
    add: (namespace, messages) => void namespaces.set(namespace, new Map(flat(messages))),
    knows: (namespace) => namespaces.has(namespace),
    has: (namespace, key) => namespaces.get(namespace)?.has(key) ?? false,
    say(namespace, key, values) {
      const message = found(namespace, key, values?.count);
      if (message === undefined) return key;
      if (values === undefined) return message;
      return pieces(message)
        .map((piece) => written(piece, values))
        .join("");
    },
  };
}

function takenApart(message: string): readonly Piece[] {
  return message
    .split(/(\{\{[^}]+\}\})/)
    .map((part) => {
      const match = /^\{\{(\w+)(?:, (number|list))?\}\}$/.exec(part);
      return match?.[1] === undefined ? part : { name: match[1], format: match[2] as Format | undefined };
    })
    .filter((piece) => piece !== "");
}

function* flat(messages: MessageTree, path = ""): Generator<[string, string]> {
  for (const [key, value] of Object.entries(messages)) {
    if (typeof value === "string") yield [path + key, value];
    else yield* flat(value, `${path}${key}.`);
  }
}
