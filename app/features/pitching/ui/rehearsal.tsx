import { useCallback, useEffect, useState } from "react";
import { Form, Link } from "react-router";
import { vars } from "../../../ui/vars.ts";
import { useTranslation } from "../../../ui/words.ts";
import { rehearsed, slideSeconds } from "../rules.ts";
import styles from "./rehearsal.module.css";
import { SlideFrame } from "./slide.tsx";

type Slide = { id: string; title: string; words: string; picture: string | null };

/** How far a rehearsal is: how long each slide took so far, in milliseconds, and when the one that shows began. */
type Begun = { took: readonly number[]; since: number | null };

const each = slideSeconds * 1_000;
const inSeconds = (time: number) => Math.round(time / 1_000);

/**
 * A pitch at one's own pace, beside the clock that will not wait. By script it runs in the page; without it each press
 * is a page of its own. `begun`: as the address says; `now`: when the page was made, in milliseconds since 1970 UTC.
 */
export function Rehearsal({
  slides,
  begun: first,
  now: made,
}: {
  slides: readonly Slide[];
  begun: Begun;
  now: number;
}) {
  const [begun, setBegun] = useState<Begun>(first);
  useEffect(() => setBegun(first), [first]);
  const { took, since } = begun;
  const go = useCallback(() => {
    setBegun((before) => {
      const now = Date.now();
      if (before.since === null || before.took.length >= slides.length) return { took: [], since: now };
      return { took: [...before.took, Math.max(0, now - before.since)], since: now };
    });
  }, [slides.length]);
  const isOver = took.length >= slides.length;
  useDoneKeys(since !== null && !isOver ? go : null);
  if (isOver) return <Summary slides={slides} took={took} onAgain={go} />;
  return <Running slides={slides} took={took} since={since} made={made} onDone={go} />;
}

/** Space and the right arrow say that a slide is done, wherever they are not needed for something else. */
function useDoneKeys(done: (() => void) | null): void {
  useEffect(() => {
    if (!done) return;
    const press = (event: KeyboardEvent) => {
      const isChord = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
      const isElsewhere =
        event.target instanceof Element && event.target.closest("a, input, textarea, select, summary");
      if ((event.key !== " " && event.key !== "ArrowRight") || isChord || isElsewhere || event.repeat) return;
      // A button that has the focus would hear the space bar too.
      event.preventDefault();
      done();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [done]);
}

function Running({
  slides,
  took,
  since,
  made,
  onDone,
}: {
  slides: readonly Slide[];
  took: readonly number[];
  since: number | null;
  made: number;
  onDone: () => void;
}) {
  const { t } = useTranslation("pitching");
  const now = useNow(since !== null, made);
  const slide = slides[took.length];
  const on = since === null ? 0 : Math.max(0, now - since);
  // Beyond a slide's time one falls behind while speaking; what one may gain shows when it is done.
  const drift = rehearsed(took).drift + Math.max(0, on - each);
  if (!slide) return null;
  return (
    <section className={styles.running} aria-labelledby="rehearsal-slide">
      <div className={styles.bar}>
        <h2 id="rehearsal-slide">{t("task.slide", { slide: took.length + 1, count: slides.length })}</h2>
        {since !== null && <Drift drift={drift} />}
      </div>
      <div className={styles.time} data-over={on > each || undefined} aria-hidden="true">
        <i style={vars({ "--at": `${Math.min(100, (on / each) * 100)}%` })} />
      </div>
      <SlideFrame key={slide.id} words={slide.words} picture={slide.picture} />
      <Form
        method="get"
        className="row"
        onSubmit={(event) => {
          event.preventDefault();
          onDone();
        }}
      >
        <input type="hidden" name="took" value={took.join(",")} />
        <input type="hidden" name="since" value={since ?? ""} />
        <button className="btn first">{t(since === null ? "rehearsal.start" : "rehearsal.done")}</button>
        {since !== null && <span className="small quiet num">{t("rehearsal.took", { seconds: inSeconds(on) })}</span>}
      </Form>
      <p className="small quiet">{t("rehearsal.keys")}</p>
      <noscript>
        <p className="small quiet">{t("rehearsal.without_script")}</p>
      </noscript>
      <p className="away" role="status">
        {since !== null && t("task.said", { slide: took.length + 1, count: slides.length, title: slide.title })}{" "}
        {took.length > 0 && <DriftWords drift={rehearsed(took).drift} />}
      </p>
    </section>
  );
}

/** The browser's time, four times a second while something runs. */
function useNow(isRunning: boolean, made: number): number {
  const [now, setNow] = useState(made);
  useEffect(() => {
    if (!isRunning) return;
    const tick = () => setNow(Date.now());
    tick();
    const ticking = setInterval(tick, 250);
    return () => clearInterval(ticking);
  }, [isRunning]);
  return now;
}

function Drift({ drift }: { drift: number }) {
  const seconds = inSeconds(drift);
  return (
    <p className={styles.drift} data-behind={seconds > 0 || undefined}>
      <DriftWords drift={drift} />
    </p>
  );
}

function DriftWords({ drift }: { drift: number }) {
  const { t } = useTranslation("pitching");
  const seconds = inSeconds(drift);
  if (seconds === 0) return t("rehearsal.on_time");
  return t(seconds > 0 ? "rehearsal.behind" : "rehearsal.ahead", { count: Math.abs(seconds) });
}

/** How each slide went, and all of them. */
function Summary({
  slides,
  took,
  onAgain,
}: {
  slides: readonly Slide[];
  took: readonly number[];
  onAgain: () => void;
}) {
  const { t } = useTranslation("pitching");
  const { slides: times, drift } = rehearsed(took);
  const beyond = (over: number) => {
    const seconds = inSeconds(over);
    if (seconds === 0) return t("rehearsal.exact");
    return t(seconds > 0 ? "rehearsal.plus" : "rehearsal.minus", { seconds: Math.abs(seconds) });
  };
  const most = Math.max(...took);
  const longest = took.indexOf(most);
  const all = took.reduce((sum, one) => sum + one, 0);
  return (
    <section className={styles.summary} aria-labelledby="rehearsal-summary">
      <h2 id="rehearsal-summary">{t("rehearsal.summary")}</h2>
      <Drift drift={drift} />
      <p className="soft">
        {t("rehearsal.whole", { took: shown(all), count: slides.length, has: shown(slides.length * each) })}
      </p>
      <p>
        {inSeconds(most) > slideSeconds
          ? t("rehearsal.longest", {
              slide: longest + 1,
              title: slides[longest]?.title ?? "",
              seconds: inSeconds(most),
            })
          : t("rehearsal.fits")}
      </p>
      <table className={styles.figures}>
        <thead>
          <tr>
            <th scope="col">{t("rehearsal.slide")}</th>
            <th scope="col">{t("rehearsal.time")}</th>
            <th scope="col">{t("rehearsal.over")}</th>
          </tr>
        </thead>
        <tbody>
          {times.map(({ took: time, over }, place) => (
            <tr key={slides[place]?.id ?? place} data-behind={inSeconds(over) > 0 || undefined}>
              <th scope="row">
                {place + 1} · {slides[place]?.title}
              </th>
              <td>{inSeconds(time)} s</td>
              <td>{beyond(over)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="row">
        <Link
          className="btn"
          to="?"
          onClick={(event) => {
            event.preventDefault();
            onAgain();
          }}
        >
          {t("rehearsal.again")}
        </Link>
      </p>
    </section>
  );
}

/** Minutes and seconds, as `4:58`. `time` in milliseconds. */
function shown(time: number): string {
  const seconds = inSeconds(time);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
