import { useEffect, useEffectEvent, useState } from "react";
import { useNavigate } from "react-router";
import { useTranslation } from "../../../ui/words.ts";
import { deskPath } from "../rules.ts";
import styles from "./desk-keys.module.css";

/**
 * The desk by keyboard: j and k go through the ideas, a to the answer, s to the stage, o to the idea's
 * page. Keys that somebody types into a field stay there. Without script nothing is promised.
 */
export function DeskKeys({
  ideas,
  open,
  after,
}: {
  ideas: readonly string[];
  open: string | null;
  after: string | null;
}) {
  const { t } = useTranslation("piloting");
  const navigate = useNavigate();
  const [hears, setHears] = useState(false);
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const at = open === null ? -1 : ideas.indexOf(open);
    const goTo = (idea: string | undefined) =>
      idea !== undefined && void navigate(deskPath(idea, after), { replace: true, preventScrollReset: true });
    switch (event.key) {
      case "j":
        return goTo(ideas[Math.min(at + 1, ideas.length - 1)]);
      case "k":
        return goTo(ideas[Math.max(at - 1, 0)]);
      case "a":
        return focus(event, "#open textarea[name=message]");
      case "s":
        return focus(event, "#open select[name=to]");
      case "o":
        return document.querySelector<HTMLAnchorElement>("#open-heading a")?.click();
    }
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => void press(event);
    document.addEventListener("keydown", listen);
    setHears(true);
    return () => document.removeEventListener("keydown", listen);
  }, []);
  useEffect(() => {
    document.querySelector("li[data-open] h3")?.scrollIntoView({ block: "nearest" });
  }, [open]);
  if (!hears) return null;
  return (
    <p className={styles.keys}>
      <span>
        <kbd>j</kbd> <kbd>k</kbd> {t("keys.browse")}
      </span>
      <span>
        <kbd>a</kbd> {t("keys.answer")}
      </span>
      <span>
        <kbd>s</kbd> {t("keys.stage")}
      </span>
      <span>
        <kbd>o</kbd> {t("keys.open")}
      </span>
    </p>
  );
}

function focus(event: KeyboardEvent, selector: string): void {
  event.preventDefault(); // or the letter would be typed into the field
  document.querySelector<HTMLElement>(selector)?.focus();
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("input, textarea, select, button, [contenteditable]") !== null;
}
