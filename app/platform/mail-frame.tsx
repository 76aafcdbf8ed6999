import type { Locale } from "./actor.ts";

/** One mail in words: both its HTML and its text are made of this. */
export type Letter = {
  subject: string;
  /** Each a paragraph of plain words. */
  paragraphs: readonly string[];
  /** The one thing to do, below the words. */
  link?: { label: string; url: string };
  /** What the reader should know who did not ask for this mail. */
  footnote?: string;
};

const style = {
  body: { margin: 0, padding: "32px 16px", background: "#fbf8f3", color: "#2a221c" },
  sheet: { maxWidth: "34em", margin: "0 auto", font: "16px/1.55 Inter, 'Segoe UI', Roboto, sans-serif" },
  brand: { margin: "0 0 24px", fontSize: "20px", fontWeight: 700 },
  paragraph: { margin: "0 0 16px" },
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

/** The HTML part of a mail. Its styles are attributes: mail programs drop the rest. */
export function MailFrame({ letter, locale, site }: { letter: Letter; locale: Locale; site: string }) {
  const { subject, paragraphs, link, footnote } = letter;
  return (
    <html lang={locale}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{subject}</title>
      </head>
      <body style={style.body}>
        <div style={style.sheet}>
          <p style={style.brand}>{site}</p>
          {paragraphs.map((paragraph) => (
            <p key={paragraph} style={style.paragraph}>
              {paragraph}
            </p>
          ))}
          {link && (
            <>
              <p style={style.paragraph}>
                <a href={link.url} style={style.button}>
                  {link.label}
                </a>
              </p>
              <p style={style.small}>{link.url}</p>
            </>
          )}
          {footnote && <p style={style.small}>{footnote}</p>}
        </div>
      </body>
    </html>
  );
}

/**
 * The text part of the same mail, with the line ends of mail: the link stands alone on its line,
 * and quoted-printable breaks a line of another kind anywhere.
 */
export function mailText({ paragraphs, link, footnote }: Letter): string {
  const action = link ? [`${link.label}:`, link.url].join("\r\n") : null;
  return `${[...paragraphs, action, footnote].filter(Boolean).join("\r\n\r\n")}\r\n`;
}
