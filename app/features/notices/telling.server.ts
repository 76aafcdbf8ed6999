/** What each event says to whom. Pure but for looking up names and rows: nothing is written here. */
import { ofAccounts } from "./telling/accounts.server.ts";
import type { Consequences } from "./telling/consequences.server.ts";
import { ofCredits } from "./telling/credits.server.ts";
import { ofDiscussion } from "./telling/discussion.server.ts";
import { ofFairness } from "./telling/fairness.server.ts";
import { ofForecasts } from "./telling/forecasts.server.ts";
import { ofIdeas } from "./telling/ideas.server.ts";
import { ofMerging } from "./telling/merging.server.ts";
import { ofModeration } from "./telling/moderation.server.ts";
import { ofNotes } from "./telling/notes.server.ts";
import { ofPiloting } from "./telling/piloting.server.ts";
import { ofReleases } from "./telling/releases.server.ts";
import { ofReviving } from "./telling/reviving.server.ts";
import { ofRooms } from "./telling/rooms.server.ts";
import { ofSpaces } from "./telling/spaces.server.ts";
import { ofTalks } from "./telling/talks.server.ts";
import { ofTransferring } from "./telling/transferring.server.ts";
import { ofTrials } from "./telling/trials.server.ts";
import { ofWriting } from "./telling/writing.server.ts";

/** What nobody did: a time has passed. Of other events without a person, as imports have them, nobody is told. */
export const byNobody: readonly string[] = [
  "trial.drawn",
  "trial.cancelled",
  "duty.overdue",
  "clock.resumed",
  "mail.stopped",
  "room.soon",
  "room.begun",
  "room.closed",
  "room.host_chosen",
  "mandate.ending",
  "mandate.ended",
  "adoption.proposed",
  "fairness.held",
  "fairness.lapsed",
  "credit.confirmation_opened",
  "credit.contradicted",
  "credit.confirmed",
  "credit.confirmation_overtaken",
  "credit.freeze_undone",
  "credit.judge_declined",
  "credit.appeal_decided",
  "credit.appeal_overtaken",
  "release.hindered",
  "release.asked",
];

/** By the kind of event. */
export const consequencesOf: Readonly<Record<string, Consequences>> = {
  ...ofIdeas,
  ...ofPiloting,
  ...ofReleases,
  ...ofMerging,
  ...ofReviving,
  ...ofTransferring,
  ...ofRooms,
  ...ofCredits,
  ...ofForecasts,
  ...ofTrials,
  ...ofDiscussion,
  ...ofWriting,
  ...ofTalks,
  ...ofNotes,
  ...ofModeration,
  ...ofFairness,
  ...ofSpaces,
  ...ofAccounts,
};
