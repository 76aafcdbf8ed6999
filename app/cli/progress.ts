import cliProgress from "cli-progress";

/** Tells how far a long piece of work is. */
export type Progress = {
  /** Begins a part of the work; `unit` is what `total` counts. */
  start: (label: string, total: number, unit: string) => void;
  /** `done` of the total are behind us. */
  reach: (done: number) => void;
  stop: () => void;
};

/** Milliseconds between two lines where there is no terminal to draw a bar on. */
const pause = 3_000;

/** A bar on a terminal, else a plain line every few seconds; both with rate and time left. */
export function progressOn(stream: NodeJS.WritableStream): Progress {
  return "isTTY" in stream && stream.isTTY === true ? bar(stream) : lines(stream);
}

function bar(stream: NodeJS.WritableStream): Progress {
  let current: cliProgress.SingleBar | undefined;
  let startedAt = 0;
  return {
    start(label, total, unit) {
      current?.stop();
      startedAt = Date.now();
      current = new cliProgress.SingleBar({
        stream,
        format: `${label.padEnd(24)} [{bar}] {value}/{total} ${unit} · {rate} · {left} left`,
        barCompleteChar: "█",
        barIncompleteChar: "░",
        barsize: 24,
        hideCursor: true,
        fps: 10,
      });
      current.start(total, 0, pace(0, total, 0));
    },
    reach(done) {
      current?.update(done, pace(done, current.getTotal(), Date.now() - startedAt));
    },
    stop() {
      current?.stop();
      current = undefined;
    },
  };
}

function lines(stream: NodeJS.WritableStream): Progress {
  let part = { label: "", total: 0, unit: "", startedAt: 0 };
  let saidAt = 0;
  return {
    start(label, total, unit) {
      saidAt = Date.now();
      part = { label, total, unit, startedAt: saidAt };
    },
    reach(done) {
      const now = Date.now();
      if (now - saidAt < pause) return;
      saidAt = now;
      const { rate, left } = pace(done, part.total, now - part.startedAt);
      stream.write(`${part.label}: ${done} of ${part.total} ${part.unit}, ${rate}, ${left} left\n`);
    },
    stop: () => undefined,
  };
}

/** How fast it goes and how long the rest takes at that rate. */
export function pace(done: number, total: number, elapsedMilliseconds: number): { rate: string; left: string } {
  if (done === 0 || elapsedMilliseconds <= 0) return { rate: "…", left: "…" };
  const perSecond = (done / elapsedMilliseconds) * 1_000;
  const seconds = Math.ceil(Math.max(0, total - done) / perSecond);
  const left = seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return { rate: `${perSecond < 10 ? perSecond.toFixed(1) : Math.round(perSecond)}/s`, left };
}
