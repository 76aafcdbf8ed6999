import { useEffect, useEffectEvent, useState } from "react";
import type { Socket } from "socket.io-client";
import type { LiveMessage, LiveReply, Standing } from "./messages.ts";

/** Something to hear about. */
export type Topic = { type: "idea" | "space" | "board"; id: string };

/** The page's connection, as parts of it speak over it. */
export type LiveSocket = Socket;

let connecting: Promise<Socket> | null = null;
/** Whose page this is, and whose connection: a member's id, or null for a visitor. */
let viewer: string | null = null;
let connectedAs: string | null = null;

/** One connection for the whole page, opened once the page is idle, so that it delays nothing. */
export function connection(): Promise<Socket> {
  connecting ??= new Promise<void>((resolve) => {
    if ("requestIdleCallback" in window) requestIdleCallback(() => resolve(), { timeout: 2_000 });
    else setTimeout(resolve, 200);
  }).then(async () => {
    const { io } = await import("socket.io-client");
    connectedAs = viewer;
    const socket = io({ transports: ["websocket", "polling"], tryAllTransports: true });
    // The server cuts whoever lost a right, and by itself this connection would stay cut: it comes
    // back with the rights that are left.
    socket.on("disconnect", (reason) => {
      if (reason === "io server disconnect") setTimeout(() => socket.connect(), 1_000);
    });
    // A browser that knows its line to be back does not wait for the next attempt, nor for one that hangs.
    window.addEventListener("online", () => {
      if (!socket.connected) socket.disconnect().connect();
    });
    return socket;
  });
  return connecting;
}

/**
 * Hears about a topic while the component stands. `found` gets what stands when the hearing begins,
 * for what changed since the page was loaded; `hear` gets each message; `missed` is called after a
 * broken connection came back: messages may have been lost, so load again.
 */
export function useLive(
  topic: Topic,
  on: { found(standing: Standing): void; hear(message: LiveMessage): void; missed(): void },
): void {
  const found = useEffectEvent(on.found);
  const hear = useEffectEvent(on.hear);
  const missed = useEffectEvent(on.missed);
  const { type, id } = topic;
  useEffect(() => {
    let isGone = false;
    let leave = () => {
      isGone = true;
    };
    void connection().then((socket) => {
      if (isGone) return;
      let before = false;
      const watch = () => {
        socket.emit("watch", { type, id }, (reply: LiveReply) => {
          if (!isGone && reply.ok && reply.standing) found(reply.standing);
        });
        if (before) missed();
        before = true;
      };
      const listen = (message: LiveMessage) => hear(message);
      socket.on("connect", watch);
      socket.on("live", listen);
      if (socket.connected) watch();
      leave = () => {
        isGone = true;
        socket.off("connect", watch);
        socket.off("live", listen);
        // A connection that broke is forgotten there; said after it came back, this would end what was begun again.
        if (socket.connected) socket.emit("unwatch", { type, id }, () => undefined);
      };
    });
    return () => leave();
  }, [type, id]);
}

/**
 * Hears what is said to this member alone. `begun` is called each time that the hearing begins: what
 * was said before it may have been missed.
 */
export function useOwnLive(member: string, on: { hear(message: LiveMessage): void; begun(): void }): void {
  const hear = useEffectEvent(on.hear);
  const begun = useEffectEvent(on.begun);
  useEffect(() => {
    viewer = member;
    let isGone = false;
    let leave = () => {
      isGone = true;
    };
    void connection().then((socket) => {
      if (isGone) return;
      const begin = () => begun();
      const listen = (message: LiveMessage) => hear(message);
      socket.on("connect", begin);
      socket.on("live", listen);
      if (connectedAs !== member) {
        // Opened before signing in: the server knows a connection by the session it was opened with.
        connectedAs = member;
        socket.disconnect().connect();
      } else if (socket.connected) begin();
      leave = () => {
        isGone = true;
        socket.off("connect", begin);
        socket.off("live", listen);
      };
    });
    return () => leave();
  }, [member]);
}

/** How long an answer is waited for before an act is sent again, in milliseconds. */
const patience = 8_000;

/** Asks the server and waits for its answer; null when none came, or none will because the line broke. */
export async function asked(io: LiveSocket, name: string, input: unknown): Promise<LiveReply | null> {
  let breaks: () => void = () => undefined;
  const broken = new Promise<null>((resolve) => {
    breaks = () => resolve(null);
    io.once("disconnect", breaks);
  });
  const answer = io.timeout(patience).emitWithAck(name, input) as Promise<LiveReply>;
  return Promise.race([answer.catch(() => null), broken]).finally(() => io.off("disconnect", breaks));
}

/** Shortest and longest wait before a page loads again, in milliseconds: not all who look do so at once. */
const soonest = 300;
const latest = 3_000;

/** Calls `act` once a moment later, however often it is asked for meanwhile. */
export function useSeldom(act: () => void): () => void {
  const run = useEffectEvent(act);
  const [waiting] = useState<{ timer: ReturnType<typeof setTimeout> | null }>({ timer: null });
  useEffect(
    () => () => {
      if (waiting.timer !== null) clearTimeout(waiting.timer);
    },
    [waiting],
  );
  return () => {
    waiting.timer ??= setTimeout(
      () => {
        waiting.timer = null;
        run();
      },
      soonest + Math.random() * (latest - soonest),
    );
  };
}
