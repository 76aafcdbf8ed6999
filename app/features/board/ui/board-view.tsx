import { type DragEvent, type RefObject, useEffect, useRef, useState } from "react";
import { Link, useFetchers, useNavigate, useSubmit } from "react-router";
import { useStageWord } from "../../../ui/stage.tsx";
import { useTranslation } from "../../../ui/words.ts";
import type { Card, ShownColumn } from "../queries.server.ts";
import { type BoardView, cardPath, queryOf } from "../rules.ts";
import { BoardCard, placingKey } from "./card.tsx";
import styles from "./board.module.css";

/** Where a card that is dragged would land: in a column, after another card or at its head. */
type Landing = { place: string; after: string | null };

/** The columns with their cards; for those who arrange them, also what puts a card elsewhere. */
export function Columns({
  space,
  columns,
  view,
  today,
  mayArrange,
}: {
  space: { id: string; slug: string };
  columns: readonly ShownColumn[];
  view: BoardView;
  today: string;
  mayArrange: boolean;
}) {
  const { t } = useTranslation("board");
  const word = useStageWord();
  const submit = useSubmit();
  const navigate = useNavigate();
  const [lifted, lift] = useState<Card | null>(null);
  const [landing, setLanding] = useState<Landing | null>(null);
  const [said, say] = useState("");
  const area = useRef<HTMLDivElement>(null);
  const shown = usePending(columns, view.after);
  const focusLater = useFocusAfter(area, shown);

  const put = (card: Card, after: string | null) => {
    void submit(
      { act: "place", place: card.place, turn: String(card.turn), after: after ?? "" },
      {
        method: "post",
        action: cardPath(space.slug, card.idea),
        navigate: false,
        fetcherKey: placingKey(card.idea),
        preventScrollReset: true,
      },
    );
  };
  /** One place up or down, by key. */
  const step = (column: ShownColumn, card: Card, by: 1 | -1) => {
    const at = column.cards.findIndex(({ idea }) => idea === card.idea);
    const to = at + by;
    if (to < 0 || to >= column.cards.length) return;
    const after = by === 1 ? column.cards[to] : column.cards[at - 2];
    focusLater(card.idea);
    put(card, after?.idea ?? view.after);
    // On a further page of a column its number is not known.
    if (view.after === null) say(t("now_at", { title: card.title, place: to + 1, count: column.count }));
  };
  const drop = (event: DragEvent) => {
    if (lifted === null || landing === null) return;
    event.preventDefault();
    if (landing.place === lifted.place) {
      if (landing.after !== lifted.idea) put(lifted, landing.after ?? view.after);
    } else {
      // A move to another stage owes people an answer: the panel asks for it.
      const first = landing.place === view.column ? view.after : null;
      const query = new URLSearchParams({ to: landing.place, behind: landing.after ?? first ?? "" });
      const only = queryOf(view).replace(/^\?/, "&");
      void navigate(`${cardPath(space.slug, lifted.idea)}?${query}${only}`, { preventScrollReset: true });
    }
    lift(null);
    setLanding(null);
  };

  return (
    <>
      <p className="away" role="status">
        {said}
      </p>
      <div ref={area} className={styles.board} data-single={columns.length === 1 || undefined}>
        {shown.map((column) => {
          const name = word(space.id, column.stage, column.extra);
          const dropping = {
            onDragOver(event: DragEvent<HTMLElement>) {
              if (lifted === null) return;
              event.preventDefault();
              const after = cardAbove(event, lifted.idea);
              if (landing?.place !== column.place || landing.after !== after) {
                setLanding({ place: column.place, after });
              }
            },
            onDrop: drop,
          };
          const heading = `column-${column.place.replace("/", "-")}`;
          return (
            <section
              key={column.place}
              className={styles.column}
              aria-labelledby={heading}
              data-landing={(lifted !== null && landing?.place === column.place) || undefined}
              {...dropping}
            >
              <header>
                <h2 id={heading} className="stage" data-stage={column.stage}>
                  {name}
                </h2>
                <span className="n">
                  <span aria-hidden="true">{column.count}</span>
                  <span className="away">{t("cards", { count: column.count })}</span>
                </span>
              </header>
              {column.cards.length === 0 && <p className="small quiet">{t("empty_column")}</p>}
              <ul>
                {column.cards.map((card) => (
                  <BoardCard
                    key={card.idea}
                    card={card}
                    isShipped={column.stage === "shipped"}
                    today={today}
                    ways={
                      mayArrange
                        ? {
                            panel: cardPath(space.slug, card.idea, view),
                            isLifted: lifted?.idea === card.idea,
                            begin: () => lift(card),
                            stop: () => {
                              lift(null);
                              setLanding(null);
                            },
                            step: (by) => step(column, card, by),
                          }
                        : null
                    }
                  />
                ))}
              </ul>
              {column.next !== null && (
                <Link
                  className="btn slim"
                  to={`/s/${space.slug}/board${queryOf({ ...view, column: column.place, after: column.next })}`}
                >
                  {t("more", { count: column.count })}
                </Link>
              )}
            </section>
          );
        })}
      </div>
    </>
  );
}

/** The card above the pointer within a column, by its idea's id; null at the head. */
function cardAbove(event: DragEvent<HTMLElement>, lifted: string): string | null {
  const cards = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-card]")];
  const above = cards.filter((card) => {
    if (card.dataset.card === lifted) return false;
    const { top, height } = card.getBoundingClientRect();
    return event.clientY > top + height / 2;
  });
  return above.at(-1)?.dataset.card ?? null;
}

/**
 * The columns as they will be once what was just put down is stored: nobody waits for the server to see it. `before`: the
 * card before the first one that is shown.
 */
function usePending(columns: readonly ShownColumn[], before: string | null): readonly ShownColumn[] {
  const fetchers = useFetchers();
  return fetchers.reduce<readonly ShownColumn[]>((shown, { key, formData }) => {
    if (!key.startsWith(placingKey("")) || formData?.get("act") !== "place") return shown;
    const idea = key.slice(placingKey("").length);
    const after = formData.get("after");
    return shown.map((column) => {
      const card = column.cards.find((each) => each.idea === idea);
      if (!card || formData.get("place") !== column.place) return column;
      const others = column.cards.filter((each) => each !== card);
      const isFirst = after === (before ?? "");
      const at = isFirst ? 0 : others.findIndex((each) => each.idea === after) + 1;
      if (at === 0 && !isFirst) return column;
      return { ...column, cards: [...others.slice(0, at), card, ...others.slice(at)] };
    });
  }, columns);
}

/** After a step the card is drawn elsewhere: whoever goes by keyboard goes on from there. */
function useFocusAfter(area: RefObject<HTMLElement | null>, drawn: unknown): (idea: string) => void {
  const next = useRef<string | null>(null);
  useEffect(() => {
    if (next.current === null) return;
    const link = area.current?.querySelector<HTMLElement>(`[data-card="${next.current}"] [aria-keyshortcuts]`);
    if (link && document.activeElement !== link) link.focus();
    next.current = null;
  }, [drawn, area]);
  return (idea) => {
    next.current = idea;
  };
}
