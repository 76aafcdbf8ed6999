/** Looks whether the event log still is what it was. */
import { readFile, stat } from "node:fs/promises";
import { openSnapshot, type Snapshot } from "../../../db/dialect/whole.ts";
import { readHead } from "../../features/proof/inputs.ts";
import type { Head } from "../../features/proof/rules.ts";
import { isSigned } from "../../features/proof/signatures.server.ts";
import { readConfig } from "../../platform/config.server.ts";
import { type Streams, Unusable } from "../streams.ts";
import { putInBefore, walkSeals } from "./chain.ts";
import { mustBeOfThisVersion } from "./doctor.ts";

export const logHelp = `  log check FILE                     tells whether the event log still is what a saved head of it says`;

/** How far clocks of two machines may be apart, in milliseconds. */
const apart = 5 * 60_000;

/** A saved head is some hundred bytes long. */
const longest = 10_000;

/**
 * `log check FILE`: whether a head that was saved from `/reputation/head` is this site's, and the log up to there
 * what it was when that head was signed. The server may run meanwhile. Throws `Unusable` when the file is no head, and
 * `Error` that says in one sentence what is not as it was.
 */
export async function logCommand(args: string[], { stdout }: Streams): Promise<void> {
  const [act, file, ...rest] = args;
  if (act !== "check" || file === undefined || rest.length > 0) {
    throw new Unusable(`"log ${args.join(" ")}" is not understood: "log check FILE".`);
  }
  const head = await savedIn(file);
  if (!isSigned(head)) throw new Error("The head was changed after it was signed, or forged: its signature is wrong.");
  const snapshot = await openSnapshot(readConfig(process.env).databaseUrl);
  try {
    await mustBeOfThisVersion(snapshot);
    await mustBeOfThisSite(snapshot, head);
    const sealed = await mustBeOfThePast(snapshot, head, Date.now());
    await mustBeAsItWas(snapshot, head);
    stdout.write(
      `The log is what it was: all ${head.n} events up to this head of ${head.site} (${moment(head.at)}) are there ` +
        `and unchanged.\nSince then ${sealed - head.n} more were sealed.\n`,
    );
  } finally {
    await snapshot.close();
  }
}

async function savedIn(file: string): Promise<Head> {
  const size = await stat(file).then(
    (found) => (found.isFile() ? found.size : longest + 1),
    (error: NodeJS.ErrnoException) => {
      throw new Unusable(`${file} cannot be read (${error.code}).`);
    },
  );
  const head = size > longest ? null : readHead(await readFile(file, "utf8"));
  if (!head) throw new Unusable(`${file} holds no whole head of a log: save one from /reputation/head.`);
  return head;
}

async function mustBeOfThisSite(snapshot: Snapshot, { key, site }: Head): Promise<void> {
  const known = await snapshot.all<{ key: string; site: string }>("select distinct key, site from signed_heads");
  if (!known.some((one) => one.key === key)) {
    throw new Error(
      `No head in this database was signed by that key: the head, which says it is of ${site}, is another site's ` +
        "or forged, or the list of heads here was changed.",
    );
  }
  if (!known.some((one) => one.key === key && one.site === site)) {
    const sites = [...new Set(known.map((one) => one.site))].join(", ");
    throw new Error(`The head is of ${site}, and the heads in this database are of ${sites}: it is another site's.`);
  }
}

/** Gives how many events are sealed now. */
async function mustBeOfThePast(snapshot: Snapshot, { n, at }: Head, now: number): Promise<number> {
  if (at > now + apart) {
    throw new Error(
      `The head says it was signed at ${moment(at)}, which is still to come: a clock was wrong, or it is forged.`,
    );
  }
  const [last] = await snapshot.all<{ n: number }>("select n from seals order by n desc limit 1");
  const sealed = last?.n ?? 0;
  if (n <= sealed) return sealed;
  throw new Error(
    `The head is of event ${n}, and the log here ends with event ${sealed}: its end was cut off, or it comes from a backup that is older than the head.`,
  );
}

async function mustBeAsItWas(snapshot: Snapshot, head: Head): Promise<void> {
  const { n, hash, wrong } = await walkSeals(snapshot, head.n);
  if (n < head.n) wrong.push(`${n + 1} is missing`);
  if (wrong.length > 0) {
    throw new Error(
      `The log was changed: of the ${counted(head.n, "event", "events")} up to this head, ${counted(wrong.length, "is", "are")} not what was sealed (the first: ${wrong[0]}).`,
    );
  }
  if (hash !== head.hash) {
    throw new Error(
      `The log was rewritten and sealed anew: seal ${head.n} is ${hash}, and was ${head.hash} when the site signed this head on ${moment(head.at)}.`,
    );
  }
  const putIn = await putInBefore(snapshot, head.n);
  if (putIn.length > 0) {
    throw new Error(
      `The log was changed: ${counted(putIn.length, "event was", "events were")} put in among those up to this head, the first is ${putIn[0]}.`,
    );
  }
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

function moment(at: number): string {
  return new Date(at).toISOString();
}
