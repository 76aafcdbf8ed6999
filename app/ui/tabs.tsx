import { type ReactNode, useEffect, useRef } from "react";

/** A row of ways of which one is where the reader is (`aria-current`). Where not all fit beside each other, that one is in sight. */
export function Tabs({ label, here, children }: { label: string; here: string; children: ReactNode }) {
  const row = useRef<HTMLElement>(null);
  useEffect(() => {
    const current = row.current?.querySelector<HTMLElement>("[aria-current]");
    if (!row.current || !current) return;
    row.current.scrollLeft = current.offsetLeft - (row.current.clientWidth - current.offsetWidth) / 2;
  }, [here]);
  return (
    <nav ref={row} className="tabs" aria-label={label}>
      {children}
    </nav>
  );
}
