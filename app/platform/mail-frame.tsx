import type { Locale } from "./actor.ts";

/** A label and the address that it leads to. */
export type MailLink = { label: string; url: string };

/** One thing that is told: a sentence, what somebody said, and the way there. */
export type MailItem = { text: string; quote?: string; link?: MailLink };

/** What belongs together under one heading. */
export type MailPart = { title: string; url?: string; note?: string; items: readonly MailItem[] };

/** One mail in words: both its HTML and its text are made of this. */
export type Letter = {
  subject: string;
  /** Each a paragraph of plain words. */
  paragraphs: readonly string[];
  parts?: readonly MailPart[];
  /** The one thing to do, below the words. */
  link?: MailLink;
  /** What the reader should know who did not ask for this mail. */
  footnote?: string;
  /** Where the reader goes who wants fewer of them. */
  ways?: readonly MailLink[];
};

const style = {
  body: { margin: 0, padding: "32px 16px", background: "#fbf8f3", color: "#2a221c" },
  sheet: { maxWidth: "34em", margin: "0 auto", font: "16px/1.55 Inter, 'Segoe UI', Roboto, sans-serif" },
  brand: { margin: "0 0 24px", fontSize: "20px", fontWeight: 700 },
  paragraph: { margin: "0 0 16px" },
  part: { margin: "0 0 28px", borderTop: "1px solid #e3d9cb", paddingTop: "16px" },
  title: { margin: "0 0 4px", fontSize: "18px", lineHeight: 1.3, fontWeight: 700 },
  item: { margin: "0 0 14px" },
  quote: { margin: "6px 0 0", padding: "2px 0 2px 12px", borderLeft: "3px solid #d5c7b4", color: "#5c5148" },
  plain: { color: "#2a221c", textDecoration: "none" },
  away: { color: "#00635f", fontWeight: 600 },
  foot: { margin: "32px 0 0", borderTop: "1px solid #e3d9cb", paddingTop: "16px" },
  button: {
    display: "inline-block",
    margin: "8px 0 20px",
    padding: "12px 18px",
    borderRadius: "5px",
    background: "#00635f",
    color: "#ffffff",
    fontWeight: 600,
    textDecoration: "none",
  },
  small: { margin: "0 0 12px", fontSize: "14px", color: "#5c5148" },
} as const;

/**
 * The same in the dark, for the mail programs that ask; the others keep the colours of the attributes.
 * `overflow-wrap` lets an address break on a phone.
 */
const sheet = `
.sheet { overflow-wrap: anywhere; }
@media (prefers-color-scheme: dark) {
  body { background: #1b1714 !important; color: #eee6dc !important; }
  .plain { color: #eee6dc !important; }
  .soft { color: #b9aca0 !important; border-color: #4a4039 !important; }
  .line { border-color: #3a322c !important; }
  .away { color: #6cc9c3 !important; }
  .button { background: #4fb5ae !important; color: #10201f !important; }
}`;

/** The HTML part of a mail. Its styles are attributes: mail programs drop most of the rest. */
export function MailFrame({ letter, locale, site }: { letter: Letter; locale: Locale; site: string }) {
  const { subject, paragraphs, parts = [], link, footnote, ways = [] } = letter;
  return (
    <html lang={locale}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{subject}</title>
        <style>{sheet}</style>
      </head>
      <body style={style.body}>
        <div style={style.sheet} className="sheet">
          <p style={style.brand}>{site}</p>
          {paragraphs.map((paragraph) => (
            <p key={paragraph} style={style.paragraph}>
              {paragraph}
            </p>
          ))}
          {parts.map((part) => (
            <Part key={`${part.title} ${part.url ?? ""}`} part={part} />
          ))}
          {link && (
            <>
              <p style={style.paragraph}>
                <a href={link.url} style={style.button} className="button">
                  {link.label}
                </a>
              </p>
              {/* With parts above it, it is one way of many, and no address to be copied. */}
              {parts.length === 0 && (
                <p style={style.small} className="soft">
                  {link.url}
                </p>
              )}
            </>
          )}
          {footnote && (
            <p style={style.small} className="soft">
              {footnote}
            </p>
          )}
          {ways.length > 0 && (
            <div style={style.foot} className="line">
              {ways.map(({ label, url }) => (
                <p key={url} style={style.small} className="soft">
                  <a href={url} style={style.small} className="soft">
                    {label}
                  </a>
                </p>
              ))}
            </div>
          )}
        </div>
      </body>
    </html>
  );
}

function Part({ part: { title, url, note, items } }: { part: MailPart }) {
  return (
    <div style={style.part} className="line">
      <h2 style={style.title}>
        {url === undefined ? (
          title
        ) : (
          <a href={url} style={style.plain} className="plain">
            {title}
          </a>
        )}
      </h2>
      {note && (
        <p style={style.small} className="soft">
          {note}
        </p>
      )}
      {items.map(({ text, quote, link }) => (
        <div key={`${text} ${link?.url ?? ""}`} style={style.item}>
          {text}
          {quote && (
            <p style={style.quote} className="soft">
              {quote}
            </p>
          )}
          {link && (
            <p style={{ margin: "6px 0 0" }}>
              <a href={link.url} style={style.away} className="away">
                {link.label}
              </a>
            </p>
          )}
        </div>
      ))}
    </div>
  );
}

/**
 * The text part of the same mail, with the line ends of mail: each link stands alone on its line,
 * and quoted-printable breaks a line of another kind anywhere.
 */
export function mailText({ paragraphs, parts = [], link, footnote, ways = [] }: Letter, locale: Locale): string {
  const colon = locale === "fr" ? "\u202f:" : ":";
  const written = ({ label, url }: MailLink) => lines(label + colon, url);
  const told = parts.flatMap(({ title, note, items }) => [
    lines(`== ${title} ==`, note),
    ...items.map((item) => lines(item.text, item.quote && `> ${item.quote}`, item.link && written(item.link))),
  ]);
  const blocks = [
    ...paragraphs,
    ...told,
    link && written(link),
    footnote,
    ways.length > 0 && lines("-- ", ...ways.map(written)),
  ];
  return `${blocks.filter(Boolean).join("\r\n\r\n")}\r\n`;
}

function lines(...all: readonly (string | undefined)[]): string {
  return all.filter((line) => line !== undefined && line !== "").join("\r\n");
}
