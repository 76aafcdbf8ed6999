/**
 * How often something may be done. The figures are chosen so that honest people never meet
 * them; what they stop is guessing and flooding. Counted in this process's memory: a restart
 * forgets, and several nodes count apart.
 */
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { TooMany } from "./errors.ts";
import { countRefusal } from "./metrics.server.ts";
import { once } from "./once.server.ts";

const minute = 60;
const hour = 60 * minute;

/** How many times within how many seconds. */
const table = {
  /** Failed sign-ins for one account from one address: its owner elsewhere is not locked out. */
  signin_account: { times: 10, within: 15 * minute },
  /** Failed sign-ins from one address over all accounts. */
  signin_address: { times: 100, within: hour },
  /** Accounts made from one address. */
  join_address: { times: 30, within: hour },
  /** Mails asked for to one account from one address: its owner elsewhere may still ask. */
  mail_account: { times: 5, within: hour },
  /** Mails to one mailbox, whoever asks; more are not sent, and nobody is told. */
  mail_box: { times: 20, within: hour },
  /** Forms that wait for somebody to sign in, from one address. */
  park_address: { times: 10, within: 10 * minute },
  /** Looks at how a text would read, by one member: rendering is the costliest thing there is. */
  preview_member: { times: 20, within: minute },
  /** Looks for people to call while writing, by one member: about one for each letter typed. */
  people_member: { times: 120, within: minute },
  /** Co-authors that one member asks for, found or not. */
  invite_member: { times: 30, within: hour },
  /** Changes of texts that one member suggests. */
  suggest_member: { times: 30, within: hour },
  /** Files that one member adds, taken or not. */
  upload_member: { times: 120, within: 24 * hour },
  /** Mails that one admin sends to try the mail server. */
  test_mail: { times: 10, within: 10 * minute },
  /** Acts of one member that write. */
  write_member: { times: 60, within: minute },
  /** Posts from one address, whoever is signed in. */
  write_address: { times: 300, within: minute },
  /** Acts of one member in live rooms, by socket: sorting a board is quicker than writing. */
  room_act: { times: 240, within: minute },
  /** What one member sends while writing with others: about one update for each letter typed. */
  document_write: { times: 2_400, within: minute },
  /** Reports that come from one address, signed or not. */
  report_address: { times: 120, within: minute },
  /** Reports of the tracker of one product: about one for each issue of a sprint. */
  report_product: { times: 60, within: minute },
  /** Reports that are refused for their signature and noted for those who keep the product. */
  report_unsigned: { times: 10, within: minute },
  /** Demos begun again from one address. */
  demo_reset: { times: 6, within: 10 * minute },
  /** Events on one socket. */
  socket_event: { times: 30, within: 10 },
} as const;

export type LimitName = keyof typeof table;

const limiters = once("limits", () => new Map<LimitName, RateLimiterMemory>());

function limiter(name: LimitName): RateLimiterMemory {
  const { times, within } = table[name];
  const limiter = limiters.get(name) ?? new RateLimiterMemory({ points: times, duration: within });
  limiters.set(name, limiter);
  return limiter;
}

/** Counts from nothing again, as a restart does. */
export function forgetLimits(): void {
  limiters.clear();
}

/** Counts one more. Throws `TooMany` with the seconds to wait once the limit is passed. */
export async function limit(name: LimitName, key: string): Promise<void> {
  try {
    await limiter(name).consume(key);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    countRefusal(name);
    throw new TooMany(Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)));
  }
}

/** The same, for what is refused without telling: gives whether it is within the limit. */
export async function isWithin(name: LimitName, key: string): Promise<boolean> {
  try {
    await limit(name, key);
    return true;
  } catch (refusal) {
    if (!(refusal instanceof TooMany)) throw refusal;
    return false;
  }
}

/** Takes one count back: what was counted beforehand turned out to be honest. */
export async function giveBack(name: LimitName, key: string): Promise<void> {
  await limiter(name).reward(key, 1);
}
