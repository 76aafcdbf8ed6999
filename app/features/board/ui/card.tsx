import type { DragEvent, KeyboardEvent } from "react";
import { Link, useFetcher } from "react-router";
import { Icon } from "../../../ui/icon.tsx";
import { Person } from "../../../ui/person.tsx";
import { ProblemBox, type Reply } from "../../../ui/problem.tsx";
import { vars } from "../../../ui/vars.ts";
import { useTranslation } from "../../../ui/words.ts";
import { ideaPath } from "../../ideas/rules.ts";
import { releasePath } from "../../releases/rules.ts";
import type { Card } from "../queries.server.ts";
import { usePlanWords } from "./plan-words.ts";
import styles from "./board.module.css";

/** By this key the answer to what is done with a card comes back to it. */
export function placingKey(idea: string): string {
  return `place-${idea}`;
}

/** A card: what it is about, who sees to it, how far it is. `ways` for those who arrange the board. */
export function BoardCard({
  card,
  isShipped,
  today,
  ways,
}: {
  card: Card;
  isShipped: boolean;
  /** The day of the space's calendar. */
  today: string;
  ways: {
    panel: string;
    isLifted: boolean;
    begin: () => void;
    stop: () => void;
    step: (by: 1 | -1) => void;
  } | null;
}) {
  const { t } = useTranslation("board");
  const { done, due } = usePlanWords();
  const fetcher = useFetcher<Reply | { placed: string }>({ key: placingKey(card.idea) });
  const refusal = fetcher.state === "idle" && fetcher.data && "problem" in fetcher.data ? fetcher.data : undefined;
  const isLate = !isShipped && card.targetOn !== null && card.targetOn < today;
  const dragging = {
    draggable: ways !== null,
    onDragStart(event: DragEvent) {
      event.dataTransfer.setData("text/plain", card.title);
      event.dataTransfer.effectAllowed = "move";
      ways?.begin();
    },
    onDragEnd: () => ways?.stop(),
  };
  return (
    <li className={styles.card} data-card={card.idea} data-lifted={ways?.isLifted || undefined} {...dragging}>
      <ProblemBox reply={refusal} />
      <div className={styles.top}>
        <h3 lang={card.language}>
          <Link to={ideaPath({ id: card.idea, title: card.title })} draggable={false}>
            {card.title}
          </Link>
        </h3>
        {ways && (
          <Link
            className={styles.more}
            to={ways.panel}
            preventScrollReset
            draggable={false}
            aria-label={t("change", { title: card.title })}
            aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
            onKeyDown={(event: KeyboardEvent) => {
              if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
              event.preventDefault();
              ways.step(event.key === "ArrowUp" ? -1 : 1);
            }}
          >
            <Icon name="more" />
          </Link>
        )}
      </div>
      {!isShipped && (card.targetOn !== null || card.percent > 0) && (
        <p className={styles.facts}>
          {card.targetOn !== null && (
            <span className={isLate ? styles.late : undefined}>
              {isLate && <Icon name="overdue" />}
              {due(card)}
            </span>
          )}
          {card.percent > 0 && <span>{done(card)}</span>}
        </p>
      )}
      {!isShipped && card.percent > 0 && (
        <span className={styles.bar} aria-hidden="true">
          <i style={vars({ "--done": `${card.percent}%` })} />
        </span>
      )}
      <p className={styles.facts}>
        <span>{t("people", { count: card.participants })}</span>
        {card.products.map(({ id, name }) => (
          <span key={id}>{name}</span>
        ))}
      </p>
      {card.release && (
        <p className="small">
          <Link to={releasePath(card.release.space, card.release)} draggable={false}>
            {t("shipped_with", { title: card.release.title })}
          </Link>
        </p>
      )}
      {card.owner && <Person name={card.owner.name} affiliation={card.owner.affiliation} avatar={card.owner.avatar} />}
      {!card.owner && !isShipped && <span className="small quiet">{t("nobody")}</span>}
    </li>
  );
}
