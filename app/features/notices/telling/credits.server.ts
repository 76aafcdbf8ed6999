import type { Reads } from "../../../../db/database.ts";
import type { LoggedEvent } from "../../../platform/events.server.ts";
import { contributorsIn, sharersOf } from "../../confirming/shares.server.ts";
import type { Consequences, Withdrawal } from "./consequences.server.ts";
import { aboutIdea, ideaIn, lateOf, spaceIn } from "./event.server.ts";
import { authorsIn, judgesIn } from "./people.server.ts";

/** Shares of an idea: asked about, appealed against, settled. */
export const ofCredits: Readonly<Record<string, Consequences>> = {
  async "credit.confirmation_opened"(read, event) {
    return { tell: [{ ...aboutShares(event), kind: "credit_confirm", to: await contributorIds(read, event) }] };
  },
  async "credit.contradicted"(read, event) {
    const { authors } = await authorsIn(read, ideaIn(event));
    const to = await judgesIn(read, spaceIn(event), [
      ...authors,
      ...(await sharersOf(read, String(event.payload.freeze))),
    ]);
    return { tell: [{ ...aboutShares(event), kind: "credit_judge", to }], withdraw: confirmationOver(event) };
  },
  async "credit.confirmed"(read, event) {
    // Of an appeal people are told when it is decided, whether shares changed or not.
    if (event.payload.how === "appeal") return {};
    const told = aboutShares(event);
    const to = await contributorIds(read, event);
    return {
      tell: [{ ...told, item: `confirmed:${told.item}`, kind: "credit_confirmed", to }],
      withdraw: confirmationOver(event),
    };
  },
  async "credit.appealed"(read, event) {
    const told = aboutAppealedShares(event);
    const { drawn, involved, freeze } = event.payload;
    const { authors } = await authorsIn(read, ideaIn(event));
    const judges = await judgesIn(read, spaceIn(event), [
      ...authors,
      ...(Array.isArray(involved) ? involved : []),
      ...(await sharersOf(read, String(freeze))),
    ]);
    return {
      tell: [
        { ...told, kind: "credit_appeal_pilot", to: judges },
        { ...told, kind: "credit_appeal_drawn", to: Array.isArray(drawn) ? drawn : [] },
        { ...told, kind: "credit_appealed", to: await contributorIds(read, event) },
      ],
    };
  },
  async "credit.judge_declined"(_read, event) {
    const { drawn } = event.payload;
    return {
      tell: [{ ...aboutAppealedShares(event), kind: "credit_appeal_drawn", to: Array.isArray(drawn) ? drawn : [] }],
    };
  },
  async "credit.pilot_judged"(_read, event) {
    const { item } = aboutAppealedShares(event);
    return { withdraw: [{ item, kinds: ["credit_appeal_pilot"] }, lateOf(item)] };
  },
  async "credit.appeal_decided"(read, event) {
    const told = aboutAppealedShares(event);
    const to = await contributorIds(read, event);
    return {
      tell: [{ ...told, item: `decided:${told.item}`, kind: "credit_appeal_decided", to }],
      withdraw: appealOver(event),
    };
  },
  async "credit.appeal_overtaken"(_read, event) {
    return { withdraw: appealOver(event) };
  },
  async "credit.confirmation_overtaken"(_read, event) {
    return { withdraw: confirmationOver(event) };
  },
  async "credit.freeze_undone"(_read, event) {
    return { withdraw: confirmationOver(event) };
  },
};

function aboutShares(event: LoggedEvent) {
  return { ...aboutIdea(event, ideaIn(event)), item: `shares:${String(event.payload.freeze)}` };
}

function aboutAppealedShares(event: LoggedEvent) {
  return { ...aboutShares(event), item: `shares_appeal:${String(event.payload.appeal)}` };
}

/** Nobody needs to decide on the appeal any more. */
function appealOver(event: LoggedEvent): Withdrawal[] {
  const { item } = aboutAppealedShares(event);
  return [{ item, kinds: ["credit_appeal_pilot", "credit_appeal_drawn"] }, lateOf(item)];
}

/** Who is asked about shares, or has some of those that stand. */
async function contributorIds(read: Reads, event: LoggedEvent): Promise<string[]> {
  return (await contributorsIn(read, String(event.payload.freeze))).map(({ id }) => id);
}

/** Nobody needs to answer any more, nor to decide. */
function confirmationOver(event: LoggedEvent): Withdrawal[] {
  const { item } = aboutShares(event);
  return [{ item, kinds: ["credit_confirm", "credit_judge"] }, lateOf(item)];
}
