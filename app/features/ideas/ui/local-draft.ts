/**
 * The copy of a draft that a browser keeps, for when there is no account or no connection. A
 * browser may be shared: each copy belongs to the member who typed it, or to "visitor", and goes
 * when its owner signs out or somebody else signs in.
 */
import { useEffect } from "react";

export type LocalDraft = { id: string; at: number; fields: Record<string, string> };

/** Whose copy: a member’s id, or "visitor" for what was typed with nobody signed in. */
type Owner = string;

const prefix = "caco.draft.";

/** Words of a living text that are on their way: by their writer too, as a draft is. */
export const wordsPrefix = "caco.document.";

const keyOf = (owner: Owner, space: string) => `${prefix}${owner}.${space}`;

/** What this browser keeps of somebody for a space, or null. A browser that forbids storage keeps nothing. */
export function localDraft(owner: Owner, space: string): LocalDraft | null {
  return readDraft(keyOf(owner, space));
}

function readDraft(key: string): LocalDraft | null {
  try {
    const text = localStorage.getItem(key);
    return text === null ? null : (JSON.parse(text) as LocalDraft);
  } catch {
    return null;
  }
}

export function keepLocalDraft(owner: Owner, space: string, draft: LocalDraft): void {
  try {
    localStorage.setItem(keyOf(owner, space), JSON.stringify(draft));
  } catch {
    // Storage is full or forbidden: the server's copy is the one that counts.
  }
}

/** Forgets the copies that `isOver` says so of. */
export function forgetLocalDrafts(
  isOver: (copy: { owner: Owner; space: string; draft: LocalDraft | null }) => boolean,
) {
  try {
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(prefix)) continue;
      const [owner = "", space = ""] = key.slice(prefix.length).split(".");
      if (isOver({ owner, space, draft: readDraft(key) })) localStorage.removeItem(key);
    }
  } catch {
    // Where nothing can be stored, there is nothing to forget.
  }
}

/** Forgets the words on their way of those that `isOver` says so of. */
function forgetWords(isOver: (owner: Owner) => boolean) {
  try {
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(wordsPrefix)) continue;
      const [owner = ""] = key.slice(wordsPrefix.length).split(".");
      if (isOver(owner)) localStorage.removeItem(key);
    }
  } catch {
    // Where nothing can be stored, there is nothing to forget.
  }
}

/** Once an idea is published, the browser's copies of its draft are not needed any more. */
export function useForgetDraft(idea: string): void {
  useEffect(() => forgetLocalDrafts(({ draft }) => draft?.id === idea), [idea]);
}

/** Keeps what one member typed from the next one on the same browser. */
export function useOwnDraftsOnly(viewer: string | null): void {
  useEffect(() => {
    if (viewer === null) return;
    forgetLocalDrafts(({ owner }) => owner !== viewer && owner !== "visitor");
    forgetWords((owner) => owner !== viewer);
  }, [viewer]);
  useEffect(() => {
    const forgetAll = ({ target }: SubmitEvent) => {
      const isLeaving = target instanceof HTMLFormElement && target.getAttribute("action") === "/signout";
      if (!isLeaving) return;
      forgetLocalDrafts(() => true);
      forgetWords(() => true);
    };
    document.addEventListener("submit", forgetAll, { capture: true });
    return () => document.removeEventListener("submit", forgetAll, { capture: true });
  }, []);
}
