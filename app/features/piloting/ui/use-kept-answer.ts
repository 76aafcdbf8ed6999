import { type SyntheticEvent, useEffect, useRef, useState } from "react";
import { useNavigation } from "react-router";
import { forgetLocalDrafts, keepLocalDraft, localDraft } from "../../ideas/ui/local-draft.ts";

const placeOf = (idea: string) => `answer-${idea}`;

/**
 * Keeps in this browser what somebody types as an answer to an idea, so that looking at another one
 * first loses nothing. `kept` is what was typed before, once it is known.
 */
export function useKeptAnswer({ viewer, idea, formId }: { viewer: string; idea: string; formId: string }) {
  const [kept, setKept] = useState<Record<string, string> | null>(null);
  useEffect(() => setKept(localDraft(viewer, placeOf(idea))?.fields ?? null), [viewer, idea]);
  const keep = (event: SyntheticEvent<HTMLFormElement>) => {
    const form = new FormData(event.currentTarget);
    const fields: Record<string, string> = {};
    for (const name of ["to", "message", "reasonKind", "reviewOn", "override"]) {
      const value = form.get(name);
      if (typeof value === "string" && value !== "") fields[name] = value;
    }
    if (fields.message === undefined) forgetAnswer(idea);
    else keepLocalDraft(viewer, placeOf(idea), { id: formId, at: Date.now(), fields });
  };
  return { kept, keep };
}

/** Forgets what was kept of an answer once it has arrived. */
export function useForgetSent(refused: boolean): void {
  const { state, formData } = useNavigation();
  const sent = useRef<string | null>(null);
  const idea = state === "submitting" ? formData?.get("idea") : null;
  useEffect(() => {
    if (typeof idea === "string") sent.current = idea;
    if (state !== "idle" || sent.current === null) return;
    if (!refused) forgetAnswer(sent.current);
    sent.current = null;
  }, [state, idea, refused]);
}

/** What was typed has arrived, or is not there any more. */
function forgetAnswer(idea: string): void {
  forgetLocalDrafts(({ space }) => space === placeOf(idea));
}
