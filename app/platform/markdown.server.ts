/**
 * Markdown to safe HTML, at write time, in one warm worker thread.
 *
 * Crafted text takes marked seconds or overflows its stack, so it never runs on this thread and
 * never on read. A text has 250 ms; when it takes longer, the worker is replaced and the text is
 * tried once more with 1 s, behind the others, because on a busy machine honest text can be slow.
 * The HTML comes out of the sanitiser and is stored as it is: nothing may process it afterwards.
 */
import path from "node:path";
import { Worker } from "node:worker_threads";
import { Invalid, Refused, TooMany } from "./errors.ts";
import { once } from "./once.server.ts";
import { projectRoot } from "./root.server.ts";

/** Longest source taken, in UTF-16 code units: marked's time grows with its square. */
export const longestSource = 20 * 1024;

/** How long a text may take at its first and at its second try, in milliseconds. */
const patience = [250, 1_000] as const;
/** How long a new worker may take to load, in milliseconds. */
const startPatience = 20_000;
/** Texts that may wait; more than that is an attack or a fault. */
const longestQueue = 1_000;
/** Texts of one person that may wait: more would keep everybody else waiting. */
const mostWaiting = 2;

/** A run of signs that mean something to Markdown, longer than any honest text has. */
const longRun = /[*_~`[\]<>!()|]{1000}/;

type Task = {
  source: string;
  by: string | undefined;
  people: readonly string[];
  attempt: number;
  settle: (html: string) => void;
  fail: (error: Error) => void;
};
type Outcome = { html: string | null } | "too slow" | "crashed";

/**
 * The HTML of a Markdown text. Throws `Invalid` when the text is longer than `longestSource`, and
 * `Refused("text_too_complex")` when it cannot be rendered in time. `by` is who asks, a member's id:
 * throws `TooMany` when two texts of the same one wait already. `people` are the handles that become
 * ways to a person where the text says @handle; any other stays as it is typed.
 */
export async function renderMarkdown(source: string, by?: string, people: readonly string[] = []): Promise<string> {
  if (source.length > longestSource) throw new Invalid({ text: "field_too_long" });
  if (source.trim() === "") return "";
  if (longRun.test(source)) throw new Refused("text_too_complex");
  return renderer().render(source, by, people);
}

/** The words of HTML that `renderMarkdown` gave, for excerpts: text, to be escaped when shown. */
export function plainText(html: string): string {
  return html
    .replace(/<\/?(?:h[3-6]|p|br|hr|blockquote|ul|ol|li|pre|table|thead|tbody|tr|th|td)\b[^>]*>/g, " ")
    .replace(/<[^>]*>/g, "")
    .replace(/&(amp|lt|gt|quot|#39);/g, (_, name: keyof typeof characters) => characters[name])
    .replace(/\s+/g, " ")
    .trim();
}

const characters = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };

const renderer = () => once("markdown renderer", makeRenderer);

function makeRenderer() {
  const waiting: Task[] = [];
  const waitingAgain: Task[] = [];
  let worker: Worker | undefined;
  let isBusy = false;

  return {
    render(source: string, by: string | undefined, people: readonly string[]): Promise<string> {
      const own = by === undefined ? 0 : [...waiting, ...waitingAgain].filter((task) => task.by === by).length;
      if (own >= mostWaiting) throw new TooMany(2);
      if (waiting.length + waitingAgain.length >= longestQueue) throw new Refused("text_too_complex");
      return new Promise((settle, fail) => {
        waiting.push({ source, by, people, attempt: 0, settle, fail });
        void work();
      });
    },
  };

  async function work(): Promise<void> {
    if (isBusy) return;
    isBusy = true;
    for (let task = next(); task; task = next()) {
      try {
        await attempt(task);
      } catch (error) {
        task.fail(error instanceof Error ? error : new Error(String(error)));
      }
    }
    isBusy = false;
  }

  function next(): Task | undefined {
    return waiting.shift() ?? waitingAgain.shift();
  }

  async function attempt(task: Task): Promise<void> {
    worker ??= await startedWorker();
    const outcome = await ask(worker, task, patience[task.attempt] ?? patience[1]);
    if (typeof outcome === "object") {
      if (outcome.html === null) task.fail(new Refused("text_too_complex"));
      else task.settle(outcome.html);
      return;
    }
    void worker.terminate();
    worker = undefined;
    task.attempt++;
    if (task.attempt < patience.length) waitingAgain.push(task);
    else task.fail(new Refused("text_too_complex"));
  }
}

/** A worker that has loaded its libraries. Throws when it cannot. */
async function startedWorker(): Promise<Worker> {
  const worker = new Worker(path.join(projectRoot(), "app/platform/markdown-worker.js"), {
    resourceLimits: { maxOldGenerationSizeMb: 192 },
  });
  worker.unref(); // an idle worker keeps no process alive; while it is asked, the timer does
  worker.on("error", () => undefined); // `answer` tells who waits; without a listener the process would end
  if ((await answer(worker, startPatience)) === "ready") return worker;
  void worker.terminate();
  throw new Error("The Markdown worker did not start.");
}

async function ask(worker: Worker, { source, people }: Task, milliseconds: number): Promise<Outcome> {
  const answered = answer(worker, milliseconds);
  worker.postMessage({ source, people });
  return (await answered) as Outcome;
}

/** The next message of a worker, or what kept it from coming. */
function answer(worker: Worker, milliseconds: number): Promise<unknown> {
  return new Promise((resolve) => {
    const finish = (outcome: unknown) => {
      clearTimeout(timer);
      worker.off("message", finish);
      worker.off("exit", crash);
      resolve(outcome);
    };
    const crash = () => finish("crashed");
    const timer = setTimeout(() => finish("too slow"), milliseconds);
    worker.once("message", finish);
    worker.once("exit", crash);
  });
}
