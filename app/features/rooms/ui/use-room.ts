import { useEffect, useState, useSyncExternalStore } from "react";
import { connection } from "../../../live/client.ts";
import type { Act } from "../inputs.ts";
import type { Snapshot } from "../queries.server.ts";
import { roomLine, type RoomSeen } from "./line.ts";
import { readOutbox, writeOutbox } from "./outbox.ts";

const nobody = { act: () => undefined, drop: () => undefined };

/**
 * A room as it goes on, from how the page was loaded, and the way to do something in it. `member` null: somebody who
 * only looks, and sees it as it was.
 */
export function useRoom(
  room: string,
  first: Snapshot,
  member: string | null,
): RoomSeen & { act(what: Act): void; drop(id: string): void } {
  const [line] = useState(() =>
    roomLine(room, member ?? "", first, {
      read: () => (member === null ? [] : readOutbox(room, member)),
      write: (acts) => member !== null && writeOutbox(room, member, acts),
    }),
  );
  const seen = useSyncExternalStore(line.subscribe, line.seen, line.seen);
  useEffect(() => line.take(first), [line, first]);
  useEffect(() => {
    if (member === null) return;
    let isGone = false;
    let leave = () => {
      isGone = true;
    };
    void connection().then((socket) => {
      if (!isGone) leave = line.open(socket);
    });
    return () => leave();
  }, [line, member]);
  return { ...seen, ...(member === null ? nobody : { act: line.act, drop: line.drop }) };
}
