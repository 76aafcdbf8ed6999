import { createContext, type ReactNode, useContext } from "react";
import type { RoomRole } from "../../../../db/schema/rooms.ts";
import { timelessId } from "../../../platform/ids.ts";
import type { Passage } from "../../cowriting/rules.ts";
import type { Preparation } from "../../pitching/queries.server.ts";
import type { Board, Phase } from "../board.ts";
import { actOfForm } from "../act-form.ts";
import type { Act, ActName } from "../inputs.ts";
import type { Hand, RoomPerson } from "../queries.server.ts";

/** Something that was done here and could not be kept: its words stay until whoever typed them lets go. */
export type RefusedAct = { id: string; what: Act; code: string };

/** A room as one page shows it, and the way to do something in it. */
export type RoomView = {
  room: { id: string; title: string; question: string; most: number; startsAt: number | null };
  /** The address of the idea that the room is about; null where it is about a question. */
  idea: {
    id: string;
    path: string;
    title: string;
    texts: Readonly<Record<Passage, string>>;
    /** Also outside of the room. */ mayChange: boolean;
  } | null;
  board: Board;
  plan: readonly Phase[];
  /** The phase that runs; null in the lobby and once the room is closed. */
  phase: Phase | null;
  /** Words by their ids. */
  words: Readonly<Record<string, string>>;
  people: Readonly<Record<string, RoomPerson>>;
  hand: Hand | null;
  /** The ids of those who are in the room now. */
  here: readonly string[];
  /** How far the server's clock is ahead of the browser's, in milliseconds. */
  offset: number;
  /** The slides that are to be shown, as far as they are ready; null where none are planned. */
  preparation: Preparation | null;
  /** The member who looks; null for a visitor. */
  me: string | null;
  role: RoomRole | undefined;
  /** Whether this person makes the clock run; and takes part, or only looks on. */
  leads: boolean;
  takesPart: boolean;
  /** The id of an act by plain form, so that a form sent twice acts once. */
  actId: string;
  /** Does something: at once to be seen where that is sure, and sent until the server has answered. */
  act(what: Act): void;
  refused: readonly RefusedAct[];
  /** Lets go of what was refused. */
  drop(id: string): void;
};

const RoomContext = createContext<RoomView | null>(null);
export const RoomProvider = RoomContext.Provider;

/** The room that the page shows. Only under `RoomProvider`. */
export function useRoomView(): RoomView {
  const view = useContext(RoomContext);
  if (!view) throw new Error("There is no room around this.");
  return view;
}

/**
 * A form that does one thing in the room: by script at once, without it as a plain form. Its fields are named as those
 * of the act; `fresh` names the one that is the id of something new.
 */
export function ActForm({
  does,
  fresh,
  children,
  className,
  label,
  id,
  onSent,
}: {
  does: ActName;
  fresh?: "note" | "cluster" | "message" | "proposal" | "question";
  children: ReactNode;
  className?: string | undefined;
  /** What it is called where no heading says so. */
  label?: string;
  /** For fields that stand elsewhere on the page. */
  id?: string;
  /** Called with what was sent, to make the fields empty again. */
  onSent?: (form: HTMLFormElement) => void;
}) {
  const { act, actId, board } = useRoomView();
  return (
    <form
      method="post"
      id={id}
      className={className}
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        const form = event.currentTarget;
        const button = event.nativeEvent.submitter;
        const data = new FormData(form, button);
        if (fresh) data.set(fresh, timelessId());
        // The server looks at it again: what it cannot read comes back with its words.
        act(actOfForm(data) as Act);
        onSent?.(form);
      }}
    >
      <input type="hidden" name="do" value={does} />
      <input type="hidden" name="act" value={actId} />
      <input type="hidden" name="phase" value={board.phase} />
      {fresh && <input type="hidden" name={fresh} value="" />}
      {children}
    </form>
  );
}
