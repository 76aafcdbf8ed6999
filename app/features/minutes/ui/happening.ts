import type { Say } from "../../../i18n.ts";
import type { Board, Phase, RoomEvent } from "../../rooms/board.ts";

type Means = {
  t: Say<"minutes">;
  rooms: Say<"rooms">;
  /** What somebody is called, by the id; nobody where that stays hidden. */
  called: (id: string | null) => string;
  said: (words: string | null | undefined) => string;
  plan: readonly Pick<Phase, "kind">[];
  /** After the event. */
  board: Pick<Board, "clusters" | "questions">;
};

/** What happened, in one sentence in the reader's language. */
export function sentenceOf(event: RoomEvent, { t, rooms, called, said, plan, board }: Means): string {
  const name = event.actor === "system" ? t("clock") : called(event.actor);
  const asked = (id: string) => said(board.questions[id]?.words);
  const clusterOf = (id: string) => said(board.clusters[id]?.words);
  switch (event.kind) {
    case "entered":
      return t("event.entered", { name: called(event.payload.member) });
    case "role_given":
      return t(`event.role_given.${event.payload.role}`, { name, other: called(event.payload.member) });
    case "host_changed":
      return t("event.host_changed", { other: called(event.payload.member) });
    case "phase_began": {
      const { kind = "frame" } = plan[event.payload.phase] ?? {};
      return t("event.phase_began", { kind: rooms(`kind.${kind}`) });
    }
    case "done_said":
      return t(event.payload.isDone ? "event.done" : "event.not_done", { name });
    case "wrote_together": {
      const { by } = event.payload;
      return t("event.wrote_together", { names: by.map(called), count: by.length });
    }
    case "text_kept":
      return t("event.text_kept", event.payload);
    case "notes_shown":
      return t("event.notes_shown", { count: event.payload.notes.length });
    case "note_added":
      return t(event.payload.message === null ? "event.note_added" : "event.note_from", { name });
    case "note_moved": {
      const { to } = event.payload;
      return to === null ? t("event.note_loosened", { name }) : t("event.note_moved", { name, cluster: clusterOf(to) });
    }
    case "cluster_made":
    case "cluster_named":
      return t(`event.${event.kind}`, { name, cluster: said(event.payload.words) });
    case "cluster_merged": {
      const { into } = event.payload;
      if (into === null) return t("event.cluster_dissolved", { name });
      return t("event.cluster_merged", { name, cluster: clusterOf(into) });
    }
    case "votes_counted":
      return t("event.votes_counted", { count: event.payload.voters });
    case "speech_asked":
      return t(event.payload.isAsked ? "event.speech_asked" : "event.speech_dropped", { name });
    case "speaker_called": {
      const { member } = event.payload;
      return member === null ? t("event.speaker_none") : t("event.speaker_called", { other: called(member) });
    }
    case "said":
    case "proposed":
      return t(`event.${event.kind}`, { name, words: said(event.payload.words) });
    case "stance_taken":
      return t(`event.stance.${event.payload.stance}`, { name });
    case "becoming_set":
      return t(`event.becoming.${event.payload.becomes ?? "none"}`, { name });
    case "pitch_began":
      return t("event.pitch_began", { name: called(event.payload.presenter) });
    case "question_asked":
      return t("event.question_asked", { name, words: said(event.payload.question.words) });
    case "question_backed": {
      const { question, isBacked } = event.payload;
      return t(isBacked ? "event.question_backed" : "event.question_unbacked", { words: asked(question) });
    }
    case "question_answered":
      return t("event.question_answered", { words: asked(event.payload.question) });
    default:
      return t(`event.${event.kind}`, { name });
  }
}
