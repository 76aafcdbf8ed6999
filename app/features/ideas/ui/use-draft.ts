import { type RefObject, type SubmitEvent, useEffect, useEffectEvent, useRef, useState } from "react";
import { newId } from "../../../platform/ids.ts";
import { forgetLocalDrafts, keepLocalDraft, localDraft } from "./local-draft.ts";

/** How long typing rests before a draft is sent, in milliseconds. */
const rest = 1_200;

/**
 * `here`: in this browser only; `saved`: on the server; `offline`: here until the connection is
 * back; `overtaken`: here, because the server has something else that was saved in another window.
 */
export type DraftState = "blank" | "here" | "saved" | "offline" | "overtaken";

const fieldNames = ["title", "problem", "forWhom", "solution"];

/**
 * Saves a form as it is typed: at once in this browser, and after a short rest on the server for
 * members. What only this browser has (typed before signing in, or offline) comes back to whom it
 * belongs. What another window saved meanwhile is not written over.
 */
export function useDraft({
  space,
  id,
  member,
  savedAt,
  isChosen,
}: {
  space: string;
  id: string;
  /** The id of who is signed in, or null. */
  member: string | null;
  /** When the server last saved what the form began from (milliseconds since 1970 UTC), or null. */
  savedAt: number | null;
  /** Whether this very draft was asked for. */
  isChosen: boolean;
}) {
  const owner = member ?? "visitor";
  const form: RefObject<HTMLFormElement | null> = useRef(null);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  /** One save at a time: the next one says which save it goes on from. */
  const saving = useRef({ isSending: false, isWaiting: false });
  const base = useRef(savedAt);
  const [status, setStatus] = useState<{ state: DraftState; at: number | null }>(
    savedAt === null ? { state: "blank", at: null } : { state: "saved", at: savedAt },
  );
  const [restored, setRestored] = useState<{ times: number; fields: Record<string, string> } | null>(null);
  const restore = (fields: Record<string, string>) =>
    setRestored((before) => ({ times: (before?.times ?? 0) + 1, fields }));

  const send = async () => {
    const fields = fieldsOf(form.current);
    if (member === null || !fields) return;
    if (saving.current.isSending) {
      saving.current.isWaiting = true;
      return;
    }
    saving.current = { isSending: true, isWaiting: false };
    const next = await outcomeOf(space, { ...fields, id: fields.id ?? id, updatedAt: String(base.current ?? "") });
    const { isWaiting } = saving.current;
    saving.current = { isSending: false, isWaiting: false };
    if (next.state === "saved") base.current = next.at;
    setStatus(next);
    if (isWaiting && next.state === "saved") await send();
  };

  const typed = () => {
    const fields = fieldsOf(form.current);
    if (!fields) return;
    keepLocalDraft(owner, space, { id: fields.id ?? id, at: Date.now(), fields });
    if (member === null) setStatus({ state: "here", at: null });
    if (timer.current !== null) clearTimeout(timer.current);
    if (status.state !== "overtaken") timer.current = setTimeout(() => void send(), rest);
  };

  /** Publishing says it all: what still waits to be saved would come too late. What is deleted is deleted here too. */
  const sent = (event: SubmitEvent<HTMLFormElement>) => {
    if (timer.current !== null) clearTimeout(timer.current);
    const { submitter } = event.nativeEvent;
    if (submitter instanceof HTMLButtonElement && submitter.value === "discard") {
      forgetLocalDrafts((copy) => copy.owner === owner && copy.space === space);
    }
  };

  /** Goes on from what another window saved at `at`: with its words, or writing this form's over them. */
  const settle = (at: number | null, words: Record<string, string> | null) => {
    base.current = at;
    if (words) restore({ ...words, id: fieldsOf(form.current)?.id ?? id });
    else void send();
  };

  const bringBack = useEffectEvent(() => {
    const shown = fieldsOf(form.current);
    if (!shown) return;
    const isEmpty = fieldNames.every((name) => !shown[name]);
    const isNewer = (kept: { id: string; at: number }) => kept.id === shown.id && kept.at > (savedAt ?? 0);
    const own = localDraft(owner, space);
    const before = member === null ? null : localDraft("visitor", space);
    if (before && !isChosen) {
      // Typed here before signing in: it is this member's now, beside any draft there was.
      forgetLocalDrafts((copy) => copy.owner === "visitor" && copy.space === space);
      if (before.id === shown.id && !isEmpty && !isNewer(before)) return;
      const isOther = !isEmpty && before.id !== shown.id;
      const fields = { ...before.fields, id: isOther ? newId(Date.now()) : (shown.id ?? id) };
      if (isOther) base.current = null;
      keepLocalDraft(owner, space, { id: fields.id, at: before.at, fields });
      restore(fields);
    } else if (own && (isEmpty || isNewer(own))) {
      restore({ ...own.fields, id: shown.id ?? id });
    }
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
    settle,
    state: restored !== null && status.state === "blank" ? ("here" as const) : status.state,
    at: status.at,
    /** Changes when the form must be shown anew with what came back. */
    restored: restored?.times ?? 0,
    valueOf: (name: string, loaded: string | undefined) => restored?.fields[name] ?? loaded ?? "",
  };
}

/** Sends a draft to be saved and tells what became of it. */
async function outcomeOf(
  space: string,
  fields: Record<string, string>,
): Promise<{ state: DraftState; at: number | null }> {
  try {
    const response = await fetch(`/s/${space}/drafts`, {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: { Accept: "application/json" },
    });
    const answer = (await response.json()) as { savedAt?: number; problem?: string };
    if (answer.savedAt !== undefined) return { state: "saved", at: answer.savedAt };
    return { state: answer.problem === "draft_changed_meanwhile" ? "overtaken" : "here", at: null };
  } catch {
    return { state: navigator.onLine ? "here" : "offline", at: null };
  }
}

function fieldsOf(form: HTMLFormElement | null): Record<string, string> | null {
  if (!form) return null;
  const fields: Record<string, string> = {};
  for (const [name, value] of new FormData(form)) if (typeof value === "string") fields[name] = value;
  return fields;
}
