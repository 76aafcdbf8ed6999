import { useEffect } from "react";

/** The copy of a draft that this browser keeps, for when there is no account or no connection. */
export type LocalDraft = { id: string; at: number; fields: Record<string, string> };

const keyOf = (space: string) => `caco.draft.${space}`;

/** What this browser keeps for a space, or null. A browser that forbids storage keeps nothing. */
export function localDraft(space: string): LocalDraft | null {
  try {
    const text = localStorage.getItem(keyOf(space));
    return text === null ? null : (JSON.parse(text) as LocalDraft);
  } catch {
    return null;
  }
}

export function keepLocalDraft(space: string, draft: LocalDraft | null): void {
  try {
    if (draft === null) localStorage.removeItem(keyOf(space));
    else localStorage.setItem(keyOf(space), JSON.stringify(draft));
  } catch {
    // Storage is full or forbidden: the server's copy is the one that counts.
  }
}

/** Once an idea is published, the browser's copy of its draft is not needed any more. */
export function useForgetDraft(space: string, idea: string): void {
  useEffect(() => {
    if (localDraft(space)?.id === idea) keepLocalDraft(space, null);
  }, [space, idea]);
}
