import { useEffect, useState } from "react";
import { useClock } from "../../../ui/clock.tsx";

/**
 * The server's clock, second by second, in milliseconds since 1970 UTC. `offset`: how far it is ahead of the browser's;
 * until script runs, the time at which the page was made.
 */
export function useServerNow(offset: number): number {
  const { now } = useClock();
  const [ticked, setTicked] = useState<number | null>(null);
  useEffect(() => {
    const tick = () => setTicked(Date.now() + offset);
    tick();
    const ticking = setInterval(tick, 250);
    return () => clearInterval(ticking);
  }, [offset]);
  return ticked ?? now;
}
