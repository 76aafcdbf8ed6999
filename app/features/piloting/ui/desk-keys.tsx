import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useNavigate } from "react-router";
import { useTranslation } from "../../../ui/words.ts";
import { deskPath, type DeskView } from "../rules.ts";
import styles from "./desk-keys.module.css";

/** Each key of the desk with the word for what it does. */
const keys = [
  ["j", "next"],
  ["k", "previous"],
  ["a", "answer"],
  ["s", "stage"],
  ["q", "ask"],
  ["m", "merge"],
  ["x", "choose"],
  ["o", "open"],
  ["?", "help"],
] as const;

/** Where this browser keeps that somebody wants no single keys: with some devices they are pressed unmeant. */
const kept = "caco.desk.keys";

/**
 * The desk by keyboard. Keys that somebody types into a field stay there, and they can be switched
 * off. Without script nothing is promised.
 */
export function DeskKeys({ ideas, open, view }: { ideas: readonly string[]; open: string | null; view: DeskView }) {
  const { t } = useTranslation("piloting");
  const navigate = useNavigate();
  const [hears, setHears] = useState<"unknown" | "yes" | "no">("unknown");
  const help = useRef<HTMLDialogElement>(null);
  const moved = useRef(false);
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (hears !== "yes" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const at = open === null ? -1 : ideas.indexOf(open);
    const goTo = (idea: string | undefined) => {
      if (idea === undefined) return;
      moved.current = true;
      void navigate(deskPath(idea, view), { replace: true, preventScrollReset: true });
    };
    switch (event.key) {
      case "j":
        return goTo(ideas[Math.min(at + 1, ideas.length - 1)]);
      case "k":
        return goTo(ideas[Math.max(at - 1, 0)]);
      case "a":
        return focus(event, "#open textarea[name=message]");
      case "s":
        return focus(event, "#open select[name=to]");
      case "q":
        return ask(event);
      case "m":
        return document.querySelector<HTMLAnchorElement>("#open a[data-key=m]")?.click();
      case "x":
        return document.querySelector<HTMLInputElement>("li[data-open] input[name=idea]")?.click();
      case "o":
        return document.querySelector<HTMLAnchorElement>("#open-heading a")?.click();
      case "?":
        return help.current?.showModal();
    }
  });
  useEffect(() => {
    setHears(wantsKeys() ? "yes" : "no");
    const listen = (event: KeyboardEvent) => press(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
  useEffect(() => {
    const row = document.querySelector("li[data-open] h3");
    row?.scrollIntoView({ block: "nearest" });
    // Who walks by keys stands where the keys lead, also for somebody who hears the page.
    if (moved.current) row?.querySelector("a")?.focus({ preventScroll: true });
    moved.current = false;
  }, [open]);
  if (hears === "unknown") return null;
  const turn = () => {
    const next = hears === "yes" ? "no" : "yes";
    setHears(next);
    keepWish(next);
  };
  return (
    <div className={styles.keys}>
      {hears === "yes" && (
        <p>
          {keys.map(([key, word]) => (
            <span key={key}>
              <kbd>{key}</kbd> {t(`keys.${word}`)}
            </span>
          ))}
        </p>
      )}
      <button type="button" className="btn bare slim" aria-pressed={hears === "yes"} onClick={turn}>
        {t(hears === "yes" ? "keys.turn_off" : "keys.turn_on")}
      </button>
      <dialog ref={help} aria-labelledby="keys-heading" className={styles.help}>
        <h2 id="keys-heading">{t("keys.title")}</h2>
        <dl>
          {keys.map(([key, word]) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{t(`keys.what.${word}`)}</dd>
            </div>
          ))}
        </dl>
        <form method="dialog">
          <button className="btn">{t("keys.close")}</button>
        </form>
      </dialog>
    </div>
  );
}

function wantsKeys(): boolean {
  try {
    return localStorage.getItem(kept) !== "no";
  } catch {
    return true;
  }
}

function keepWish(wish: "yes" | "no"): void {
  try {
    localStorage.setItem(kept, wish);
  } catch {
    // Where nothing can be stored the wish holds for this page.
  }
}

function focus(event: KeyboardEvent, selector: string): void {
  event.preventDefault(); // or the letter would be typed into the field
  const field = document.querySelector<HTMLElement>(selector);
  field?.focus();
  // Who wrote something there goes on behind it.
  if (field instanceof HTMLTextAreaElement) field.setSelectionRange(field.value.length, field.value.length);
}

function ask(event: KeyboardEvent): void {
  const details = document.querySelector<HTMLDetailsElement>("#ask");
  if (!details) return;
  details.open = true;
  focus(event, "#ask textarea");
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest("input:not([type=checkbox]), textarea, select, button, [contenteditable]") !== null
  );
}
