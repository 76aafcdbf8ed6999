import { vars } from "./vars.ts";

/** Each name has its drawing in tokens.css, as `--icon-<name>`. */
export type IconName =
  | "adopted"
  | "arrow"
  | "bell"
  | "bold"
  | "building"
  | "concern"
  | "cross"
  | "declined"
  | "desk"
  | "developing"
  | "down"
  | "draft"
  | "due"
  | "evaluating"
  | "evidence"
  | "file"
  | "heading"
  | "ideas"
  | "italic"
  | "later"
  | "link"
  | "list"
  | "me"
  | "merged"
  | "more"
  | "move"
  | "new"
  | "open"
  | "overdue"
  | "picture"
  | "plus"
  | "question"
  | "quote"
  | "reply"
  | "right"
  | "road"
  | "room"
  | "saved"
  | "search"
  | "shipped"
  | "undo";

/** A drawing in the colour of the text around it. It says nothing to a screen reader: put a word beside it. */
export function Icon({ name }: { name: IconName }) {
  return <span className="icon" style={vars({ "--i": `var(--icon-${name})` })} aria-hidden="true" />;
}
