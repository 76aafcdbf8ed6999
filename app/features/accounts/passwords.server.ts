/**
 * Passwords. Threats: a stolen database (argon2id makes each guess cost 19 MiB and some 15 ms),
 * guessing who has an account by the time an answer takes (an unknown address is compared with
 * a dummy), and using up processor and memory with many sign-ins at once (a queue with an end).
 */
import { hash, verify } from "@node-rs/argon2";
import { TooMany } from "../../platform/errors.ts";
import { once } from "../../platform/once.server.ts";

/** OWASP's second choice for argon2id: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Of a random text that nobody kept, with the cost above. */
const dummy = "$argon2id$v=19$m=19456,t=2,p=1$Z099N5jZaTFfIhm0HRnqvg$t0jfibJEo8CJc8FZNcHrzy37X1I+Sp7plB6JYzXf5Bo";

const atOnce = 4;
const mostWaiting = 64;
const retryAfterSeconds = 5;

const gate = once("password gate", () => ({ running: 0, waiting: [] as (() => void)[] }));

/** The hash to store, in PHC format. Throws `TooMany` when too many are waiting. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password.normalize("NFKC"), cost));
}

/**
 * Whether a password fits a stored hash; without one (no such account, or nobody can sign in
 * as it) the answer is no and takes as long. Throws `TooMany` when too many are waiting.
 */
export function passwordFits(stored: string | null | undefined, password: string): Promise<boolean> {
  return inTurn(async () => {
    const fits = await verify(stored ?? dummy, password.normalize("NFKC"));
    return fits && typeof stored === "string";
  });
}

/** Whether a stored hash was made with another cost than today's. */
export function isOutdated(stored: string): boolean {
  return !stored.startsWith(`$argon2id$v=19$m=${cost.memoryCost},t=${cost.timeCost},p=${cost.parallelism}$`);
}

/** How many passwords wait for their turn. */
export function passwordsWaiting(): number {
  return gate.waiting.length;
}

async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  if (gate.running >= atOnce) {
    if (gate.waiting.length >= mostWaiting) throw new TooMany(retryAfterSeconds);
    await new Promise<void>((resolve) => gate.waiting.push(resolve));
  } else {
    gate.running++;
  }
  try {
    return await work();
  } finally {
    // The place is handed on, so that nobody who comes meanwhile can take it.
    const next = gate.waiting.shift();
    if (next) next();
    else gate.running--;
  }
}
