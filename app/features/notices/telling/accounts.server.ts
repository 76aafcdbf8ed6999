import type { Consequences } from "./consequences.server.ts";
import { memberIn } from "./event.server.ts";

/** What is about an account itself. */
export const ofAccounts: Readonly<Record<string, Consequences>> = {
  async "member.data_ready"(_read, event) {
    const item = `export:${String(event.payload.export)}`;
    return {
      tell: [{ kind: "data_ready", to: [memberIn(event)], about: item, space: null, idea: null, item }],
    };
  },
  async "mail.stopped"(_read, event) {
    const item = `address:${memberIn(event)}`;
    return { tell: [{ kind: "mail_stopped", to: [memberIn(event)], about: item, space: null, idea: null, item }] };
  },
};
