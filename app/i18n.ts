/**
 * Languages: one namespace of messages for each feature, beside the feature. Keys are checked by
 * the compiler against the English file; a test holds the French one to the same keys.
 */
import type accounts from "./features/accounts/messages/en.json";
import type adopting from "./features/adopting/messages/en.json";
import type administration from "./features/administration/messages/en.json";
import type anchoring from "./features/anchoring/messages/en.json";
import type confirming from "./features/confirming/messages/en.json";
import type board from "./features/board/messages/en.json";
import type crediting from "./features/crediting/messages/en.json";
import type demo from "./features/demo/messages/en.json";
import type cowriting from "./features/cowriting/messages/en.json";
import type discussion from "./features/discussion/messages/en.json";
import type fairness from "./features/fairness/messages/en.json";
import type feed from "./features/feed/messages/en.json";
import type figures from "./features/figures/messages/en.json";
import type files from "./features/files/messages/en.json";
import type following from "./features/following/messages/en.json";
import type forecasts from "./features/forecasts/messages/en.json";
import type home from "./features/home/messages/en.json";
import type ideas from "./features/ideas/messages/en.json";
import type legal from "./features/legal/messages/en.json";
import type minutes from "./features/minutes/messages/en.json";
import type moderation from "./features/moderation/messages/en.json";
import type merging from "./features/merging/messages/en.json";
import type mentions from "./features/mentions/messages/en.json";
import type notes from "./features/notes/messages/en.json";
import type notices from "./features/notices/messages/en.json";
import type reputation from "./features/reputation/messages/en.json";
import type people from "./features/people/messages/en.json";
import type piloting from "./features/piloting/messages/en.json";
import type pioneers from "./features/pioneers/messages/en.json";
import type pitching from "./features/pitching/messages/en.json";
import type planning from "./features/planning/messages/en.json";
import type products from "./features/products/messages/en.json";
import type privacy from "./features/privacy/messages/en.json";
import type proof from "./features/proof/messages/en.json";
import type releases from "./features/releases/messages/en.json";
import type duplicates from "./features/duplicates/messages/en.json";
import type reviving from "./features/reviving/messages/en.json";
import type roadmap from "./features/roadmap/messages/en.json";
import type rooms from "./features/rooms/messages/en.json";
import type rulebook from "./features/rulebook/messages/en.json";
import type savedAnswers from "./features/saved-answers/messages/en.json";
import type signals from "./features/signals/messages/en.json";
import type spaces from "./features/spaces/messages/en.json";
import type stages from "./features/stages/messages/en.json";
import type suggesting from "./features/suggesting/messages/en.json";
import type tags from "./features/tags/messages/en.json";
import type talks from "./features/talks/messages/en.json";
import type trackers from "./features/trackers/messages/en.json";
import type trials from "./features/trials/messages/en.json";
import type transferring from "./features/transferring/messages/en.json";
import type writing from "./features/writing/messages/en.json";
import type lens from "./features/lens/messages/en.json";
import type platform from "./platform/messages/en.json";
import type { Values } from "./platform/sentences.ts";
import type ui from "./ui/messages/en.json";

export type Messages = {
  accounts: typeof accounts;
  administration: typeof administration;
  adopting: typeof adopting;
  anchoring: typeof anchoring;
  confirming: typeof confirming;
  board: typeof board;
  crediting: typeof crediting;
  demo: typeof demo;
  cowriting: typeof cowriting;
  discussion: typeof discussion;
  fairness: typeof fairness;
  feed: typeof feed;
  figures: typeof figures;
  files: typeof files;
  following: typeof following;
  forecasts: typeof forecasts;
  home: typeof home;
  ideas: typeof ideas;
  legal: typeof legal;
  minutes: typeof minutes;
  moderation: typeof moderation;
  mentions: typeof mentions;
  merging: typeof merging;
  notes: typeof notes;
  notices: typeof notices;
  people: typeof people;
  reputation: typeof reputation;
  piloting: typeof piloting;
  pioneers: typeof pioneers;
  pitching: typeof pitching;
  planning: typeof planning;
  platform: typeof platform;
  privacy: typeof privacy;
  products: typeof products;
  proof: typeof proof;
  releases: typeof releases;
  duplicates: typeof duplicates;
  reviving: typeof reviving;
  roadmap: typeof roadmap;
  rooms: typeof rooms;
  rulebook: typeof rulebook;
  "saved-answers": typeof savedAnswers;
  signals: typeof signals;
  spaces: typeof spaces;
  stages: typeof stages;
  suggesting: typeof suggesting;
  tags: typeof tags;
  talks: typeof talks;
  trackers: typeof trackers;
  transferring: typeof transferring;
  trials: typeof trials;
  ui: typeof ui;
  writing: typeof writing;
  lens: typeof lens;
};

/** The name of a messages file: its feature, `platform` or `ui`. */
export type Namespace = keyof Messages;

/** Every key of a namespace, with dots between its steps and without the endings of counts. */
export type Key<Of extends Namespace> = Keys<Messages[Of]>;

type Keys<Tree> = {
  [Step in keyof Tree & string]: Tree[Step] extends string
    ? WithoutCount<Step, keyof Tree>
    : `${Step}.${Keys<Tree[Step]>}`;
}[keyof Tree & string];

/** `people_one` is a form of `people` where there is a `people_other`. */
type WithoutCount<Step extends string, Beside> = Step extends `${infer Base}_${"zero" | "one" | "many" | "other"}`
  ? `${Base}_other` extends Beside
    ? Base
    : Step
  : Step;

/** The sentence under a key. */
export type Say<Of extends Namespace> = (key: Key<Of>, values?: Values) => string;

/** Namespaces that every page needs beside those of its features. */
export const commonNamespaces = ["platform", "ui"] as const satisfies readonly Namespace[];

/** The namespace of a messages file, from its path. */
export function namespaceOf(file: string): string {
  return /([a-z-]+)\/messages\/[a-z]{2}\.json$/.exec(file)?.[1] ?? "";
}
