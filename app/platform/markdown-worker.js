// @ts-check
/**
 * Turns Markdown into HTML that is safe to show, in a thread of its own.
 *
 * The threat: whoever may write a text may write one that runs in another reader's page, or one
 * that keeps marked busy for half a minute or overflows its stack. So raw HTML is shown as the
 * characters typed, what comes out passes an allow-list, nothing touches it afterwards, and the
 * parent stops this thread when it takes too long.
 */
import { parentPort } from "node:worker_threads";
import { Marked } from "marked";
import sanitizeHtml from "sanitize-html";

/** Pages own h1 and h2: what people write begins at h3. */
const firstHeading = 3;

/** @param {string} text */
const escape = (text) =>
  text
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;")
    .replace(/'/g, "&#39;");

/** A file of this installation, by an address that `randomId` made. Nothing is shown from elsewhere. */
const ownFile = /^\/files\/[0-9a-hjkmnp-tv-z]{26}$/;

const marked = new Marked({
  gfm: true,
  breaks: true,
  renderer: {
    heading({ tokens, depth }) {
      const level = Math.min(depth + firstHeading - 1, 6);
      return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>\n`;
    },
    html(token) {
      return token.block ? `<p>${escape(token.text.trim())}</p>\n` : escape(token.text);
    },
    image: ({ text, href }) =>
      ownFile.test(href) ? `<img src="${href}" alt="${escape(text)}" loading="lazy">` : escape(text),
    checkbox: ({ checked }) => (checked ? "☑ " : "☐ "),
  },
});

/** Those whom the text at hand may call by their handles. @type {ReadonlySet<string>} */
let people = new Set();

/** What stands before an @ that begins no handle. */
const within = /[\p{L}\p{N}_@/.-]$/u;

marked.use({
  extensions: [
    {
      name: "mention",
      level: "inline",
      start: (src) => src.indexOf("@"),
      tokenizer(src, tokens) {
        const [raw, name = ""] = /^@([a-z0-9](?:[a-z0-9-]*[a-z0-9])?)/i.exec(src) ?? [];
        if (raw === undefined || this.lexer.state.inLink || !people.has(name.toLowerCase())) return undefined;
        // The tokens before are those of the same line, not closed yet.
        if (within.test(tokens.at(-1)?.raw ?? "")) return undefined;
        return { type: "mention", raw, text: name };
      },
      renderer: ({ text }) => `<a href="/people/${escape(String(text).toLowerCase())}">@${escape(String(text))}</a>`,
    },
  ],
});

/** Says where it leads: another site, a mailbox, or a path of this one. Anything else opens nothing. */
const clearAddress = /^(https?:\/\/|mailto:|\/(?![/\\]))/i;

/** @type {import("sanitize-html").IOptions} */
const allowed = {
  allowedTags: "h3 h4 h5 h6 p br hr blockquote ul ol li pre code strong em del a table thead tbody tr th td img".split(
    " ",
  ),
  allowedAttributes: {
    a: ["href", "rel"],
    ol: ["start"],
    img: ["src", "alt", "loading"],
    th: [{ name: "align", values: ["left", "center", "right"] }],
    td: [{ name: "align", values: ["left", "center", "right"] }],
  },
  allowedSchemes: ["http", "https", "mailto"],
  allowedSchemesAppliedToAttributes: ["href", "src"],
  exclusiveFilter: ({ tag, attribs }) => tag === "img" && !ownFile.test(attribs.src ?? ""),
  allowProtocolRelative: false,
  disallowedTagsMode: "discard",
  nestingLimit: 50,
  transformTags: {
    a: (tagName, { href = "" }) => ({
      tagName,
      attribs: { ...(clearAddress.test(href) ? { href } : {}), rel: "nofollow ugc noopener" },
    }),
  },
};

/** @param {string} source */
function render(source) {
  const html = marked.parse(source.replace(/\0/g, "\uFFFD"), { async: false });
  return sanitizeHtml(html, allowed).trim();
}

parentPort?.on("message", (/** @type {{ source: string, people: string[] }} */ { source, people: named }) => {
  people = new Set(named);
  try {
    parentPort?.postMessage({ html: render(source) });
  } catch {
    // Nested too deeply for the stack: no other text is needed to say so.
    parentPort?.postMessage({ html: null });
  }
});
parentPort?.postMessage("ready");
