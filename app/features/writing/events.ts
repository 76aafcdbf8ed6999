import type { Affiliation, Locale } from "../../platform/actor.ts";
import type { Happening } from "../../platform/events.server.ts";
import type { Part } from "./rules.ts";

type Idea = { id: string; space: string };

/** A text got a new version. `restored` is the number of the earlier one it brought back. */
export type IdeaEdited = Happening<
  "idea.edited",
  {
    version: number;
    parts: Part[];
    restored: number | null;
    /** Ids of the people whom it calls by their handles and whom the text before did not. */
    mentioned: string[];
  }
>;

export function ideaEdited(idea: Idea, edit: IdeaEdited["payload"]): IdeaEdited {
  return { kind: "idea.edited", space: idea.space, subject: `idea:${idea.id}`, payload: edit };
}

/** Somebody said in which language a text is; its words stayed. */
export type LanguageCorrected = Happening<"idea.language_corrected", { language: Locale }>;

export function languageCorrected(idea: Idea, language: Locale): LanguageCorrected {
  return { kind: "idea.language_corrected", space: idea.space, subject: `idea:${idea.id}`, payload: { language } };
}

/** `member` was asked to write with the authors, and what came of it. */
export type AuthorChanged = Happening<
  "author.invited" | "author.uninvited" | "author.accepted" | "author.declined" | "author.left",
  { member: string; affiliation: Affiliation; invitedBy: string }
>;

export function authorChanged(
  kind: AuthorChanged["kind"],
  idea: Idea,
  author: AuthorChanged["payload"],
): AuthorChanged {
  const { member, affiliation, invitedBy } = author;
  return { kind, space: idea.space, subject: `idea:${idea.id}`, payload: { member, affiliation, invitedBy } };
}

/** The author took an idea back, or brought it back. */
export type IdeaWithdrawn = Happening<"idea.withdrawn" | "idea.returned", { from: string; author: string }>;

export function ideaWithdrawn(
  kind: IdeaWithdrawn["kind"],
  idea: Idea & { stage: string; author: string },
): IdeaWithdrawn {
  const { stage, author } = idea;
  return { kind, space: idea.space, subject: `idea:${idea.id}`, payload: { from: stage, author } };
}
