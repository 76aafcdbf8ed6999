import type { Happening } from "../../platform/events.server.ts";

export type AnswerSaved = Happening<"saved_answer.written" | "saved_answer.removed", { answer: string }>;

/** An answer that a space keeps ready was written or changed, or is kept no longer. */
export function answerSaved(kind: AnswerSaved["kind"], space: string, answer: string): AnswerSaved {
  return { kind, space, subject: `space:${space}`, payload: { answer } };
}
