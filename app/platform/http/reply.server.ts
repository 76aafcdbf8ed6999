import { createContext, type RouterContextProvider } from "react-router";
import type { Locale } from "../actor.ts";

/** What rendering an answer needs beside the page itself. */
export type Reply = {
  /** Marks the scripts that are ours for the browser (Content-Security-Policy). */
  nonce: string;
  locale: Locale;
  /** Told the pattern of the address, once it is known. */
  isAt: (pattern: string) => void;
};

const key = createContext<Reply>();

export function setReply(provider: RouterContextProvider, reply: Reply): void {
  provider.set(key, reply);
}

export function replyOf(provider: RouterContextProvider): Reply {
  return provider.get(key);
}
