import { type RefObject, useEffect, useEffectEvent, useRef, useState } from "react";
import { keepLocalDraft, localDraft } from "./local-draft.ts";

/** How long typing rests before a draft is sent, in milliseconds. */
const rest = 1_200;

/** `here`: in this browser only; `saved`: on the server since `at`; `offline`: here until the connection is back. */
export type DraftState = "blank" | "here" | "saved" | "offline";

const fieldNames = ["title", "problem", "forWhom", "solution"];

/**
 * Saves a form as it is typed: at once in this browser, and after a short rest on the server for
 * members. What only this browser has (typed before signing in, or offline) comes back.
 */
export function useDraft({
  space,
  id,
  isMember,
  savedAt,
}: {
  space: string;
  id: string;
  isMember: boolean;
  /** When the server last saved it (milliseconds since 1970 UTC), or null. */
  savedAt: number | null;
}) {
  const form: RefObject<HTMLFormElement | null> = useRef(null);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const [status, setStatus] = useState<{ state: DraftState; at: number | null }>(
    savedAt === null ? { state: "blank", at: null } : { state: "saved", at: savedAt },
  );
  const [restored, setRestored] = useState<Record<string, string> | null>(null);

  const send = async () => {
    const fields = fieldsOf(form.current);
    if (!isMember || !fields) return;
    try {
      const body = new URLSearchParams({ ...fields, id: fields.id ?? id });
      const response = await fetch(`/s/${space}/drafts`, {
        method: "POST",
        body,
        headers: { Accept: "application/json" },
      });
      if (!response.ok) return setStatus({ state: "here", at: null });
      const { savedAt: at } = (await response.json()) as { savedAt: number };
      setStatus({ state: "saved", at });
    } catch {
      setStatus({ state: "offline", at: null });
    }
  };

  const typed = () => {
    const fields = fieldsOf(form.current);
    if (!fields) return;
    keepLocalDraft(space, { id: fields.id ?? id, at: Date.now(), fields });
    if (!isMember) setStatus({ state: "here", at: null });
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = setTimeout(() => void send(), rest);
  };

  /** Publishing says it all: what still waits to be saved would come too late. */
  const sent = () => {
    if (timer.current !== null) clearTimeout(timer.current);
  };

  const bringBack = useEffectEvent(() => {
    const kept = localDraft(space);
    const shown = fieldsOf(form.current);
    if (!kept || !shown) return;
    const isEmpty = fieldNames.every((name) => !shown[name]);
    const isNewer = kept.id === shown.id && kept.at > (savedAt ?? 0);
    if (isEmpty || isNewer) setRestored(kept.fields);
  });
  useEffect(() => bringBack(), []);

  const sendAgain = useEffectEvent(() => void send());
  useEffect(() => {
    if (restored !== null) sendAgain();
  }, [restored]);
  useEffect(() => {
    const online = () => sendAgain();
    window.addEventListener("online", online);
    return () => {
      window.removeEventListener("online", online);
      if (timer.current !== null) clearTimeout(timer.current);
    };
  }, []);

  return {
    form,
    typed,
    sent,
    state: restored !== null && status.state === "blank" ? ("here" as const) : status.state,
    at: status.at,
    /** Changes when the form must be shown anew with what came back. */
    restored: restored === null ? "as loaded" : "restored",
    valueOf: (name: string, loaded: string | undefined) => restored?.[name] ?? loaded ?? "",
  };
}

function fieldsOf(form: HTMLFormElement | null): Record<string, string> | null {
  if (!form) return null;
  const fields: Record<string, string> = {};
  for (const [name, value] of new FormData(form)) if (typeof value === "string") fields[name] = value;
  return fields;
}
