import { useEffect, useEffectEvent, useRef, useState } from "react";
import { Link, useRevalidator } from "react-router";
import { useOwnLive, useSeldom } from "../../../live/client.ts";
import { Icon } from "../../../ui/icon.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { mostCounted } from "../rules.ts";
import styles from "./bell.module.css";

/** The way to one's notices, with how many are unread: as loaded, and as heard since. */
export function Bell({ viewer, loaded, path }: { viewer: string; loaded: { unread: number }; path: string }) {
  const { t } = useTranslation("ui");
  const { revalidate } = useRevalidator();
  const [heard, setHeard] = useState<{ since: typeof loaded; unread: number } | null>(null);
  const unread = heard?.since === loaded ? heard.unread : loaded.unread;
  // Said whichever way it came: by its own message, or with a page that was loaded again for another reason.
  const [said, setSaid] = useState({ unread, isMore: false });
  if (said.unread !== unread) setSaid({ unread, isMore: unread > said.unread });
  const ask = (form?: FormData) =>
    fetch("/notices/unread", form ? { method: "POST", body: form } : {})
      .then(async (answer) => (answer.ok ? ((await answer.json()) as { unread: number }).unread : unread))
      .then((now) => {
        if (now !== unread) setHeard({ since: loaded, unread: now });
      })
      // Without a connection the number stays; the next page has the right one.
      .catch(() => undefined);
  // On the list itself the lines come too.
  const look = () => void (path.startsWith("/notices") ? revalidate() : ask());
  const lookSoon = useSeldom(look);
  useOwnLive(viewer, { hear: (message) => message.kind === "notices" && lookSoon(), begun: look });
  useVisits(path, (idea) => {
    if (unread === 0) return;
    const form = new FormData();
    form.set("idea", idea);
    void ask(form);
  });
  const count = unread > mostCounted ? `${mostCounted}+` : String(unread);
  return (
    <>
      <Link className="btn bare square" to="/notices">
        <span className={styles.bell}>
          <Icon name="bell" />
          {unread > 0 && (
            <span className={styles.count} aria-hidden="true">
              {count}
            </span>
          )}
        </span>
        <span className="away">{t("shell.notices", { count: unread })}</span>
      </Link>
      <span className="away" role="status">
        {said.isMore && t("shell.notices_new", { count: unread })}
      </span>
    </>
  );
}

/** Calls `open` when script leads to an idea's page; the server sees by itself when a browser asks for one. */
function useVisits(path: string, open: (idea: string) => void): void {
  const idea = /^\/ideas\/([0-9a-z]{16})(?=[-?#]|$)/.exec(path)?.[1];
  const isFirst = useRef(true);
  const visit = useEffectEvent(open);
  useEffect(() => {
    if (!isFirst.current && idea !== undefined) visit(idea);
    isFirst.current = false;
  }, [idea]);
}
