import type { Happening } from "../../platform/events.server.ts";

/** Somebody proposed that an idea goes from one space to another, or what became of that. Nothing but ids. */
type Of = { transfer: string; source: string; target: string; member: string };

export type TransferProposed = Happening<"transfer.proposed", Of>;
export type TransferWithdrawn = Happening<"transfer.withdrawn", Of>;
export type TransferDeclined = Happening<"transfer.declined", Of>;
/** The idea came to stand where it cannot go anywhere. */
export type TransferOvertaken = Happening<"transfer.overtaken", Of>;
/** The idea stands in another space, which this event names as its space. */
export type IdeaTransferred = Happening<"idea.transferred", Of>;

type Transfer = { id: string; idea: string; source: string; target: string; by: string };

export function transferProposed(transfer: Transfer): TransferProposed {
  return { kind: "transfer.proposed", space: transfer.source, ...about(transfer) };
}

export function transferWithdrawn(transfer: Transfer): TransferWithdrawn {
  return { kind: "transfer.withdrawn", space: transfer.source, ...about(transfer) };
}

export function transferDeclined(transfer: Transfer): TransferDeclined {
  return { kind: "transfer.declined", space: transfer.source, ...about(transfer) };
}

export function transferOvertaken(transfer: Transfer): TransferOvertaken {
  return { kind: "transfer.overtaken", space: transfer.source, ...about(transfer) };
}

export function ideaTransferred(transfer: Transfer): IdeaTransferred {
  return { kind: "idea.transferred", space: transfer.target, ...about(transfer) };
}

function about({ id, idea, source, target, by }: Transfer) {
  return { subject: `idea:${idea}`, payload: { transfer: id, source, target, member: by } };
}
