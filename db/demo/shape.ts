/** How the example content is written down. What happens to it is the product's own doing: `features/demo`. */
import type { CommentKind } from "../schema/discussion.ts";
import type { Stage } from "../schema/ideas.ts";
import type { Affiliation, Locale } from "../schema/members.ts";
import type { ReportReason } from "../schema/moderation.ts";
import type { ReasonKind } from "../schema/piloting.ts";
import type { Accent, LeanShown } from "../schema/spaces.ts";

/** In whose place a visitor of the demo may stand. */
export type Part = "customer" | "employee" | "pilot" | "product" | "admin";

/** Somebody made up, called by the key of `people`. */
export type DemoPerson = {
  name: string;
  affiliation: Affiliation;
  locale: Locale;
  /** How many days ago he or she came. */
  since: number;
  part?: Part;
  bio?: string;
};

/** `after` counts days from the idea's submission. */
export type DemoComment = {
  by: string;
  after: number;
  kind?: CommentKind;
  says: string;
  replies?: readonly DemoComment[];
  /** Later words for the same comment. */
  then?: { after: number; says: string };
  /** Who says that it went into the text, and when: after the edit that took it up. */
  adopted?: { by: string; after: number };
  reported?: readonly DemoReport[];
  /** A pilot hid it. */
  hidden?: { by: string; after: number; reason: ReportReason; words: string };
};

export type DemoReport = { by: string; after: number; reason: ReportReason; words: string };

/** A move to another stage, with its signed answer. */
export type DemoMove = {
  by: string;
  after: number;
  to: Stage;
  says: string;
  reason?: ReasonKind;
  /** In how many days from now somebody looks again. */
  reviewIn?: number;
};

export type DemoTexts = { title: string; problem: string; forWhom: string; solution: string };

export type DemoIdea = DemoTexts & {
  by: string;
  /** How many days ago it was submitted. */
  ago: number;
  tags: readonly string[];
  /** Where it is not the space's. */
  language?: Locale;
  /** How many people support it, say "not for me", and have no opinion. Who they are is drawn. */
  signals: readonly [support: number, notForMe: number, pass: number];
  /** Members who certainly support it. */
  supporters?: readonly string[];
  talk?: readonly DemoComment[];
  moves?: readonly DemoMove[];
  authors?: readonly { who: string; after: number; answers: "accepts" | "declines" | "waits" }[];
  edits?: readonly ({ by: string; after: number } & Partial<DemoTexts>)[];
  withdrawn?: { after: number; why: string };
  reported?: readonly DemoReport[];
};

export type DemoDraft = Partial<DemoTexts> & { by: string; ago: number };

export type DemoSpace = {
  name: string;
  purpose: string;
  criteria: string;
  charter: string;
  visibility: "public" | "private";
  language: Locale;
  timeZone: string;
  accent: Accent;
  leanShown: LeanShown;
  /** How many days ago it was opened. */
  opened: number;
  lead: string;
  pilots: readonly string[];
  product: readonly string[];
  /** Everybody inside, those with roles too. */
  people: readonly string[];
  /** Who asked to come into a private space. */
  requests: readonly { by: string; ago: number; says: string; declined?: { by: string; ago: number; says: string } }[];
  invitations: readonly { by: string; ago: number; role: "member" | "product" | "pilot"; uses: number }[];
  views: readonly { by: string; name: string; query: string }[];
  ideas: readonly DemoIdea[];
  drafts: readonly DemoDraft[];
};

export type DemoContent = {
  /** What holds for the whole place. */
  place: { name: string; timeZone: string; employeeDomains: readonly string[] };
  people: Readonly<Record<string, DemoPerson>>;
  /** Who opens the spaces. */
  admin: string;
  spaces: readonly DemoSpace[];
};
