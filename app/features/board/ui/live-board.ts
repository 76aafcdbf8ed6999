import { useRevalidator } from "react-router";
import { useLive, useSeldom } from "../../../live/client.ts";

/** Keeps what is shown of a board as it is now: what others change is loaded a moment later. `touchedAt`: when it changed last, as loaded. */
export function useLiveBoard(space: string, touchedAt: number | null): void {
  const { revalidate } = useRevalidator();
  const loadAgain = useSeldom(() => void revalidate());
  useLive(
    { type: "board", id: space },
    {
      found(standing) {
        if (standing.kind === "board" && standing.touchedAt !== touchedAt) loadAgain();
      },
      hear(message) {
        if (message.kind === "board" && message.space === space) loadAgain();
      },
      missed: loadAgain,
    },
  );
}
