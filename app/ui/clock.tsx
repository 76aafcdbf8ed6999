import { createContext, type ReactNode, useContext, useEffect, useState } from "react";

type Clock = {
  /** Milliseconds since 1970 UTC. */
  now: number;
  /** IANA name, such as "Europe/Paris". */
  timeZone: string;
};

const ClockContext = createContext<Clock>({ now: 0, timeZone: "UTC" });

const minute = 60_000;

/**
 * The time of the page. It starts from the server's clock and time zone, so the first picture in the browser says the
 * same as the HTML, then goes on by the time that has passed: a wrong clock on the device changes nothing.
 */
export function ClockProvider({ now, timeZone, children }: Clock & { children: ReactNode }) {
  const [passed, setPassed] = useState({ since: now, time: 0 });
  useEffect(() => {
    const started = performance.now();
    const ticking = setInterval(() => setPassed({ since: now, time: performance.now() - started }), minute);
    return () => clearInterval(ticking);
  }, [now]);
  // A new answer of the server starts the count anew at once, not one picture later.
  const elapsed = passed.since === now ? passed.time : 0;
  return <ClockContext value={{ now: now + elapsed, timeZone }}>{children}</ClockContext>;
}

export function useClock(): Clock {
  return useContext(ClockContext);
}
