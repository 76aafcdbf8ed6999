/**
 * A line that breaks takes no page away, and nothing that was typed on it: what the router asks for or sends meanwhile
 * waits here, and goes out once the server can be reached again. What was done already and only not answered is sent
 * again, which all acts bear: each names what it makes, or what it goes out from.
 */

/** What the router asks for by itself. */
const ofRouter = /\.data$|^\/__manifest$/;

/** What stands before a server answers so while it is away, or begins. */
const away: ReadonlySet<number> = new Set([502, 503, 504]);

/** So often something is tried while the server can be reached, and it fails all the same. */
const most = 5;

/** Shortest and longest time between two looks whether the server is back, in milliseconds. */
const soonest = 1_000;
const latest = 5_000;

let waiting = 0;
const listeners = new Set<() => void>();

/** Whether something waits for the server to be reached again. */
export function isWaiting(): boolean {
  return waiting > 0;
}

/** Calls `hear` when that changes; gives the function that ends it. */
export function onWaiting(hear: () => void): () => void {
  listeners.add(hear);
  return () => void listeners.delete(hear);
}

/** Has what the router asks for wait while the server cannot be reached; all else is asked as before. */
export function steadyFetch(ask: typeof fetch): typeof fetch {
  return async (input, init) => {
    const { origin, pathname } = new URL(input instanceof Request ? input.url : input, location.href);
    if (origin !== location.origin || !ofRouter.test(pathname)) return ask(input, init);
    const signal = init?.signal ?? null;
    for (let tries = 1; ; tries++) {
      const answer = await ask(input, init).catch((error: unknown) => {
        if (!(error instanceof TypeError) || tries === most) throw error;
        return null;
      });
      // The router's own answers have a mark, also those that say that something cannot be done now.
      const isAnswer = answer && (!away.has(answer.status) || answer.headers.has("X-Remix-Response"));
      if (isAnswer || (answer && tries === most)) return answer;
      if (await untilReached(ask, signal)) tries = 0;
    }
  };
}

/** Waits until the server can be reached, and gives whether it was away. Throws when nobody wants to know any more. */
async function untilReached(ask: typeof fetch, signal: AbortSignal | null): Promise<boolean> {
  count(1);
  try {
    for (let looks = 0; ; looks++) {
      await pause(Math.min(soonest * 2 ** looks, latest));
      signal?.throwIfAborted();
      const isThere = await ask("/healthz", { cache: "no-store" }).then(
        ({ ok }) => ok,
        () => false,
      );
      signal?.throwIfAborted();
      if (isThere) return looks > 0;
    }
  } finally {
    count(-1);
  }
}

/**
 * Has forms and links of the router wait where they stand while the browser has no line: the router would load what they
 * need, fail, and begin the whole page anew. What else the browser would send or follow by itself waits likewise.
 */
export function holdActs(): void {
  const held = new WeakSet<Element>();
  const hold = (event: Event, what: Element, again: () => void) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    if (held.has(what)) return;
    held.add(what);
    void untilReached(fetch, null).then(() => {
      held.delete(what);
      if (what.isConnected) again();
    });
  };
  const submits = (event: SubmitEvent) => {
    if (navigator.onLine || event.defaultPrevented || !(event.target instanceof HTMLFormElement)) return;
    const form = event.target;
    // In a room, say, forms need no router: their words wait in a line of their own.
    if (event.eventPhase === Event.CAPTURING_PHASE && !form.matches("[data-discover]")) return;
    const { submitter } = event;
    hold(event, form, () => form.requestSubmit(submitter?.isConnected ? submitter : null));
  };
  const follows = (event: MouseEvent) => {
    if (navigator.onLine || event.defaultPrevented || event.button !== 0 || !(event.target instanceof Element)) return;
    const link = event.target.closest<HTMLAnchorElement>("a[data-discover]");
    const isElsewhere = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || link?.target;
    if (link && !isElsewhere) hold(event, link, () => link.click());
  };
  addEventListener("submit", submits, true);
  addEventListener("submit", submits);
  addEventListener("click", follows, true);
}

function count(by: 1 | -1): void {
  waiting += by;
  for (const hear of listeners) hear();
}

/** A browser that knows its line to be back does not wait for the next look. */
function pause(time: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener("online", done);
      resolve();
    };
    const timer = setTimeout(done, time);
    addEventListener("online", done);
  });
}
