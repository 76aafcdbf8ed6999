import type { LoggedEvent } from "../../../platform/events.server.ts";
import { authorsOfTalkIn, pilotsIn } from "../../talks/queries.server.ts";
import type { Consequences } from "./consequences.server.ts";
import { aboutIdea, idIn } from "./event.server.ts";

/** Talks of those who steer with the authors. */
export const ofTalks: Readonly<Record<string, Consequences>> = {
  async "talk.opened"(read, event) {
    const authors = await authorsOfTalkIn(read, idIn(event));
    return { tell: [{ ...aboutTalk(event), kind: "talk_asked", to: authors, code: String(event.payload.asks) }] };
  },
  async "talk.said"(read, event) {
    const authors = await authorsOfTalkIn(read, idIn(event));
    const { act, side, helper } = event.payload;
    const told = aboutTalk(event);
    if (side === "pilots")
      return { tell: [{ ...told, kind: act === "closed" ? "talk_closed" : "talk_said", to: authors }] };
    const to = await pilotsIn(read, idIn(event), authors, event.at);
    return {
      tell: [
        ...(typeof helper === "string" ? [{ ...told, kind: "talk_look" as const, to: [helper] }] : []),
        { ...told, kind: "talk_answered", to, code: String(act) },
      ],
    };
  },
};

/** A line for each talk; whoever may not read it is not told. */
function aboutTalk(event: LoggedEvent) {
  const { idea, message } = event.payload;
  return { ...aboutIdea(event, String(idea)), about: event.subject, item: `talk_message:${String(message)}` };
}
