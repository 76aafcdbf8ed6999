import type { TalkAct, TalkAsks } from "../../../db/schema/talks.ts";
import type { Happening } from "../../platform/events.server.ts";
import type { Side } from "./rules.ts";

/** Nothing but ids and codes. */
type About = { idea: string; isPrivate: boolean };

export type TalkOpened = Happening<"talk.opened", About & { asks: TalkAsks; message: string }>;
export type TalkSaid = Happening<
  "talk.said",
  About & {
    message: string;
    act: TalkAct;
    side: Side;
    /** Whom an author asked to look as well. */
    helper: string | null;
  }
>;

type Placed = { id: string; space: string; idea: string; isPrivate: boolean };

export function talkOpened(talk: Placed & { asks: TalkAsks }, message: string): TalkOpened {
  const { idea, isPrivate, asks } = talk;
  const payload = { idea, isPrivate, asks, message };
  return { kind: "talk.opened", space: talk.space, subject: `talk:${talk.id}`, payload };
}

export function talkSaid(
  { id, space, idea, isPrivate }: Placed,
  said: { message: string; act: TalkAct; side: Side; helper: string | null },
): TalkSaid {
  return { kind: "talk.said", space, subject: `talk:${id}`, payload: { idea, isPrivate, ...said } };
}
