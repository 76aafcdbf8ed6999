/** How the example content is written down. What happens to it is the product's own doing: `features/demo`. */
import type { Confidence } from "../schema/boards.ts";
import type { CommentKind } from "../schema/discussion.ts";
import type { Stage } from "../schema/ideas.ts";
import type { Affiliation, Locale } from "../schema/members.ts";
import type { ReportReason } from "../schema/moderation.ts";
import type { CriterionState, KanoCategory } from "../schema/lens.ts";
import type { ReasonKind } from "../schema/piloting.ts";
import type { GateKind } from "../schema/stages.ts";
import type { TalkAsks } from "../schema/talks.ts";
import type { Accent, LeanShown } from "../schema/spaces.ts";
import type { Worked } from "../schema/trials.ts";

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
  /** The words of the text that it is about, as the text stands then. */
  about?: { passage: "problem" | "forWhom" | "solution"; words: string };
  replies?: readonly DemoComment[];
  /** Later words for the same comment. */
  then?: { after: number; says: string };
  /** Who says that it went into the text, and when: after the edit that took it up. */
  adopted?: { by: string; after: number };
  /** Who accepts it as evidence, and when. */
  accepted?: { by: string; after: number };
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
  /** Other words for a piece of the text as its edits left it. Without an answer one waits for an author. */
  suggested?: readonly {
    by: string;
    after: number;
    passage: "problem" | "forWhom" | "solution";
    instead: string;
    says: string;
    why: string;
    declined?: { by: string; after: number; says: string };
  }[];
  withdrawn?: { after: number; why: string };
  /** What those who steer asked its authors, and what these said. */
  asked?: readonly {
    by: string;
    after: number;
    asks: TalkAsks;
    says: string;
    isPrivate?: boolean;
    answer?: { by: string; after: number; says: string };
  }[];
  /** New arguments after it was declined, and what a pilot decided. Without an answer one waits for it. */
  argued?: readonly {
    by: string;
    after: number;
    says: string;
    answer?: { by: string; after: number; decision: "accepted" | "declined"; says: string };
  }[];
  /** Somebody says that the idea of that title wants the same. */
  alike?: { to: string; by: string; after: number; says: string };
  /** It became part of the idea of that title. What each of them brings stands one thing on a line. */
  merged?: { into: string; by: string; after: number; says: string; brings: string; theirs: string };
  /** It is proposed to move it to the space of that name, whose pilots have not decided yet. */
  belongs?: { to: string; by: string; after: number; says: string };
  reported?: readonly DemoReport[];
  /** The names of the products that it belongs to, from its adoption on. */
  products?: readonly string[];
  /** What the team says of it once it is adopted. `targetIn` counts days from now; `why` where the day gets later. */
  plans?: readonly {
    by: string;
    after: number;
    owner: string;
    percent: number;
    targetIn: number;
    sure: Confidence;
    why?: string;
  }[];
  /** Issues elsewhere in which it is worked on, linked on the day of its adoption by whoever adopted it. */
  issues?: readonly { url: string; title: string }[];
  /** What is asked about it once it is adopted. `closesIn` and `knownIn` count days from now; `said` by person in per cent. */
  asks?: readonly {
    by: string;
    after: number;
    question: string;
    closesIn: number;
    knownIn: number;
    said: Readonly<Record<string, number>>;
    outcome?: { by: string; after: number; happened: "yes" | "no" | "void"; says: string };
  }[];
  evidence?: DemoEvidence;
  tests?: readonly DemoTest[];
};

/** What product people alone read of an idea. `after` counts days from its submission. */
export type DemoEvidence = {
  /** What customers said; 3 decides, 1 is nice to have. `who` is one of the space's customers, where that is known. */
  quotes?: readonly { by: string; after: number; says: string; heard: string; weight: 1 | 2 | 3; who?: string }[];
  /** What somebody noted for a customer: a person of the content, or an address. Without a confirmation it waits. */
  wishes?: readonly { by: string; after: number; of: string; says: string; confirmed?: number }[];
  /** Rounds of silent estimates, of which the last may be open. */
  rounds?: readonly {
    after: number;
    said: Readonly<Record<string, DemoEstimate>>;
    revealed?: { by: string; after: number };
  }[];
  decided?: readonly {
    by: string;
    after: number;
    says: string;
    criteria: readonly { words: string; state: CriterionState }[];
  }[];
};

/** `effort` in months of one person. */
export type DemoEstimate = {
  reach: number;
  impact: "massive" | "high" | "medium" | "low" | "minimal";
  confidence: 100 | 80 | 50;
  effort: number;
  kano: KanoCategory;
};

/** A test of what an idea has become. `closesIn` counts days from now; without `drawn` people still volunteer. */
export type DemoTest = {
  by: string;
  after: number;
  what: string;
  gets: string;
  minutes: number;
  seats: number;
  for?: Affiliation;
  closesIn: number;
  volunteers: readonly string[];
  /** Days after the submission. Who is drawn is settled where no more people volunteer than have a seat, or were not drawn lately. */
  drawn?: number;
  reports?: readonly {
    by: string;
    after: number;
    worked: Worked;
    effort: 1 | 2 | 3 | 4 | 5;
    says: string;
    /** Who accepts it as evidence, and when. */
    accepted?: { by: string; after: number };
  }[];
};

export type DemoDraft = Partial<DemoTexts> & { by: string; ago: number };

/** What somebody wrote in a room: alone and unseen, `sealed` where the name stays hidden. */
export type DemoNote = {
  by: string;
  says: string;
  sealed?: boolean;
  /** The cluster into which it was put. */
  in?: string;
  becomes?: "comment";
};

/** A room by the usual plan, or a pitch. `ago`, in days: it is over; `inHours`: it is planned. */
export type DemoRoom = {
  /** The title of its idea; left out, it is about a question of the space. */
  on?: string;
  by: string;
  title: string;
  question: string;
  invited?: readonly string[];
} & (
  | {
      inHours: number;
      /** It is a pitch by whoever opens it, of these slides in Markdown. */
      slides?: readonly string[];
    }
  | {
      ago: number;
      people: readonly string[];
      notes: readonly DemoNote[];
      clusters: readonly { by: string; name: string }[];
      /** Dots of each person, by cluster. */
      dots: Readonly<Record<string, Readonly<Record<string, number>>>>;
      talk: readonly { by: string; says: string }[];
      /** What each of them added to the end of a passage of the idea's text, one after another. */
      wrote?: readonly { by: string; passage: "problem" | "forWhom" | "solution"; says: string }[];
      proposal: { by: string; says: string; consent: readonly string[]; objects?: { by: string; says: string } };
      useful: readonly string[];
    }
);

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
  /** Whom a pilot warned. */
  warned?: readonly { who: string; by: string; ago: number; reason: ReportReason; says: string }[];
  /** Who answers ideas under some tags, since when and for how many days. */
  mandates?: readonly { who: string; ago: number; days: number; tags: readonly string[] }[];
  invitations: readonly { by: string; ago: number; role: "member" | "product" | "pilot"; uses: number }[];
  views: readonly { by: string; name: string; query: string }[];
  /** What it calls its stages, and what it asks for before them. */
  stageNames?: readonly { stage: Stage; en: string; fr: string }[];
  gates?: readonly { stage: Stage; kind: GateKind; least: number }[];
  rooms?: readonly DemoRoom[];
  /** What adopted ideas become part of. */
  products?: readonly { name: string; by: string; ago: number; en: string; fr: string }[];
  /** What shipped, or is to ship, at one moment: ideas by their titles. */
  releases?: readonly {
    title: string;
    product: string;
    by: string;
    ago: number;
    en: string;
    fr: string;
    ideas: readonly string[];
    isDraft?: boolean;
  }[];
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
