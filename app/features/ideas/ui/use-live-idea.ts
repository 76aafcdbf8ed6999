import { useState } from "react";
import { useRevalidator } from "react-router";
import { useLive, useSeldom } from "../../../live/client.ts";
import type { signalPanel } from "../../signals/queries.server.ts";
import { fewestInABar } from "../../signals/rules.ts";
import type { IdeaStanding } from "../queries.server.ts";

type Known = Awaited<ReturnType<typeof signalPanel>>;

/** Keeps the page of an idea as it is now: counts at once, words and bars a moment later. */
export function useLiveIdea(
  { id, ...shown }: { id: string } & Pick<IdeaStanding, "commentCount" | "version" | "stageSince">,
  signals: Known,
): { participants: number; readers: number; hasLeft: boolean } {
  const { revalidate } = useRevalidator();
  const [readers, setReaders] = useState(0);
  const [hasLeft, setLeft] = useState(false);
  const [heard, setHeard] = useState<{ since: Known; participants: number } | null>(null);
  const loadAgain = useSeldom(() => void revalidate());
  const setParticipants = (participants: number) => {
    setHeard({ since: signals, participants });
    // The bars are loaded anew only where they are to be seen.
    const mayShow = signals.mine !== null && participants >= fewestInABar;
    if (signals.lean.shown !== "nothing" || mayShow) loadAgain();
  };
  useLive(
    { type: "idea", id },
    {
      found(standing) {
        if (standing.kind !== "idea") return;
        setReaders(standing.readers);
        if (standing.participants !== signals.participants) setParticipants(standing.participants);
        const isNew =
          standing.commentCount !== shown.commentCount ||
          standing.version !== shown.version ||
          standing.stageSince !== shown.stageSince;
        if (isNew) loadAgain();
      },
      hear(message) {
        if (!("idea" in message) || message.kind === "idea" || message.idea !== id) return;
        if (message.kind === "participants") setParticipants(message.participants);
        else if (message.kind === "readers") setReaders(message.readers);
        // Loading again would lead to the other idea, and away from what is being written here.
        else if (message.kind === "stage" && message.stage === "merged") setLeft(true);
        else loadAgain();
      },
      missed: loadAgain,
    },
  );
  return { participants: heard?.since === signals ? heard.participants : signals.participants, readers, hasLeft };
}
