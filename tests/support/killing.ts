/**
 * Kills a real server at random moments while people write, starts it again on the same data, and
 * looks whether everything that was confirmed is there. For the tests, and for longer in the bench.
 */
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import SqliteDriver from "better-sqlite3";
import { newId } from "../../app/platform/ids.ts";
import { diceOf } from "./dice.ts";
import { complaintsOfDoctor } from "./doctor.ts";
import { type Client, clientOf } from "./http.ts";
import { connected, type Live } from "./sockets.ts";
import { peopled, type Place, started, type Victim } from "./victims.ts";

/** What happened in all rounds together, and what is wrong, in sentences. */
export type Outcome = {
  kills: number;
  confirmed: { comments: number; ideas: number; signals: number };
  /** Writes that were under way at a kill, nobody heard of, and that are there all the same. */
  unheard: number;
  wrong: string[];
};

/** The longest time from the first words that are confirmed in a round to its kill, in milliseconds. */
const latest = 80;

/**
 * Kills a server `rounds` times under eight writers. `seed` (a whole number) chooses the moments and the
 * writes; what the system does in between is its own. `say` hears of each round.
 */
export async function killOften({
  rounds,
  seed,
  say = () => undefined,
}: {
  rounds: number;
  seed: number;
  say?: (round: number) => void;
}): Promise<Outcome> {
  const dataDir = await mkdtemp(path.join(tmpdir(), "caco-kill-"));
  const place = await peopled(dataDir, { writers: 8 });
  const memory = new Memory(diceOf(seed));
  const outcome: Outcome = { kills: 0, confirmed: { comments: 0, ideas: 0, signals: 0 }, unheard: 0, wrong: [] };
  let server: Victim | undefined;
  try {
    for (let round = 0; round < rounds && outcome.wrong.length === 0; round++) {
      server = await started(dataDir);
      memory.compare(dataDir, outcome);
      await killedWhileWriting(server, place, memory);
      outcome.kills++;
      say(round + 1);
    }
    server = await started(dataDir);
    memory.compare(dataDir, outcome, { whole: true });
    server.child.kill("SIGTERM");
    await once(server.child, "exit");
    outcome.wrong.push(...(await complaintsOfDoctor(dataDir)));
    return outcome;
  } finally {
    server?.child.kill("SIGKILL"); // after a failure it still runs
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Eight people write, four by forms and four by a live connection, until the server is gone. */
async function killedWhileWriting({ child, origin }: Victim, { slug, writers }: Place, memory: Memory): Promise<void> {
  const gone = once(child, "exit");
  let begins = () => undefined as void;
  const begun = new Promise<void>((resolve) => (begins = resolve));
  const clients = writers.map(({ secret }) => {
    const client = clientOf(origin);
    client.cookies.set("session", secret);
    return client;
  });
  const sockets = await Promise.all(clients.slice(4).map((client) => connected(origin, client)));
  const writing = clients.map(async (client, index) => {
    const writer = writers[index];
    const socket = sockets[index - 4];
    if (!writer) return;
    try {
      if (socket && !memory.hasIdeas) await begun;
      for (;;) {
        const write = memory.next(writer.member, { onlySignals: socket !== undefined });
        memory.begin(write);
        const refusal = socket ? await castBy(socket, write) : await post(client, slug, write);
        if (refusal === "too_many") return; // this one has written enough for now
        if (refusal !== null) throw new Error(`A ${write.kind} was refused by a server that is whole: ${refusal}`);
        memory.confirm(write);
        if (write.kind !== "signal") begins(); // the slower ones: signals have flowed by then
      }
    } catch (error) {
      // A connection that breaks off is the kill; whatever else is not.
      if (child.exitCode === null && child.signalCode === null && !child.killed) throw error;
    }
  });
  const written = Promise.all(writing);
  await Promise.race([begun, written]);
  await wait(memory.dice() * latest);
  child.kill("SIGKILL");
  await gone;
  for (const socket of sockets) socket.close();
  await written;
}

/** Casts a signal; gives why it was refused, or null. */
async function castBy(socket: Live, write: Write): Promise<string | null> {
  if (write.kind !== "signal") throw new Error("Only signals are cast by a live connection.");
  const reply = await socket.ask("signal.cast", { idea: write.idea, kind: write.signal });
  return reply.ok ? null : reply.code;
}

async function post(client: Client, slug: string, write: Write): Promise<string | null> {
  const [address, fields] = formOf(slug, write);
  const { status, location } = await client.post(address, fields);
  return status === 303 ? null : `${address} answered ${status} ${location ?? ""}`;
}

function formOf(slug: string, write: Write): [string, Record<string, string>] {
  if (write.kind === "signal") return [`/ideas/${write.idea}/signal`, { kind: write.signal, back: "/" }];
  if (write.kind === "comment") {
    return [`/ideas/${write.idea}/comments`, { id: write.id, parent: "", kind: "remark", body: "So do **I**." }];
  }
  const texts = { problem: "It is a nuisance.", forWhom: "Everybody who rides.", solution: "Make it better." };
  return [`/s/${slug}/ideas/new`, { id: write.id, title: `An idea called ${write.id}`, ...texts }];
}

type Write =
  | { kind: "signal"; member: string; idea: string; signal: string }
  | { kind: "comment"; id: string; idea: string }
  | { kind: "idea"; id: string };

/** What was confirmed to people, and what they were waiting for. */
class Memory {
  readonly dice: () => number;
  private readonly confirmed: Write[] = [];
  private readonly waiting = new Set<Write>();
  /** What stands for each person and idea, as far as is known: `none` for no signal. */
  private readonly standing = new Map<string, string>();
  private readonly ideas: string[] = [];
  private compared = 0;

  constructor(dice: () => number) {
    this.dice = dice;
  }

  /** Whether there is an idea to signal. */
  get hasIdeas(): boolean {
    return this.ideas.length > 0;
  }

  /** What this person does next; the first thing of all is an idea. */
  next(member: string, { onlySignals }: { onlySignals: boolean }): Write {
    const throws = this.dice();
    const idea = this.ideas[Math.floor(this.dice() * this.ideas.length)];
    const id = newId(Date.now());
    if (idea === undefined) return { kind: "idea", id };
    if (onlySignals || throws < 0.2) {
      const others = ["support", "not_for_me", "pass", "none"].filter(
        (signal) => signal !== (this.standing.get(`${idea} ${member}`) ?? "none"),
      );
      return { kind: "signal", member, idea, signal: others[Math.floor(this.dice() * others.length)] ?? "support" };
    }
    return throws < 0.7 ? { kind: "comment", id, idea } : { kind: "idea", id };
  }

  begin(write: Write): void {
    this.waiting.add(write);
  }

  confirm(write: Write): void {
    this.waiting.delete(write);
    this.confirmed.push(write);
    if (write.kind === "idea") this.ideas.push(write.id);
    if (write.kind === "signal") this.standing.set(`${write.idea} ${write.member}`, write.signal);
  }

  /** Looks into the database of a server that has just started; `whole` at everything ever confirmed. */
  compare(dataDir: string, outcome: Outcome, { whole = false } = {}): void {
    const db = new SqliteDriver(path.join(dataDir, "caco.db"), { readonly: true });
    const has = (table: string, id: string) => db.prepare(`select 1 from ${table} where id = ?`).get(id) !== undefined;
    const signalOf = (idea: string, member: string) =>
      (db.prepare("select kind from signals where idea = ? and member = ?").get(idea, member) as { kind: string })
        ?.kind ?? "none";
    const pairOf = (write: { idea: string; member: string }) => `${write.idea} ${write.member}`;

    for (const write of this.waiting) {
      if (write.kind === "signal") {
        const found = signalOf(write.idea, write.member);
        if (found !== write.signal) continue;
        this.standing.set(pairOf(write), found);
      } else if (!has(`${write.kind}s`, write.id)) continue;
      else if (write.kind === "idea") this.ideas.push(write.id);
      outcome.unheard++;
    }
    this.waiting.clear();

    for (const write of whole ? this.confirmed : this.confirmed.slice(this.compared)) {
      if (write.kind === "signal") {
        const [found, expected] = [signalOf(write.idea, write.member), this.standing.get(pairOf(write))];
        if (found !== expected) outcome.wrong.push(`A signal is ${found}, but ${String(expected)} was confirmed.`);
      } else if (!has(`${write.kind}s`, write.id)) {
        outcome.wrong.push(`The ${write.kind} ${write.id} was confirmed, and is not there.`);
      }
    }
    for (const { kind } of this.confirmed.slice(this.compared)) outcome.confirmed[`${kind}s`]++;
    this.compared = this.confirmed.length;

    for (const [what, sql] of Object.entries(invariants)) {
      const found = db.prepare(sql).all();
      if (found.length > 0) outcome.wrong.push(`${what}: ${JSON.stringify(found.slice(0, 3))}`);
    }
    db.close();
  }
}

/** Each gives rows only where something is wrong. */
const invariants: Readonly<Record<string, string>> = {
  "The file is damaged": "select * from pragma_integrity_check where integrity_check <> 'ok'",
  "A row refers to nothing": "select * from pragma_foreign_key_check",
  "Comments are counted wrongly": `select id, comment_count from ideas where comment_count <>
    (select count(*) from comments where comments.idea = ideas.id)`,
  "People are counted wrongly": `select id, participants from ideas where participants <>
    (select count(*) from signals where signals.idea = ideas.id and not by_author)`,
  "Signals are counted wrongly": `select * from
    (select idea, affiliation, kind, count(*) as people from signals where not by_author group by 1, 2, 3
     except select idea, affiliation, kind, people from signal_counts where people > 0)`,
  "Signals are counted that are not there": `select * from
    (select idea, affiliation, kind, people from signal_counts where people > 0
     except select idea, affiliation, kind, count(*) from signals where not by_author group by 1, 2, 3)`,
  "A comment has no event, or an event no comment": `select (select count(*) from comments) as comments, n from
    (select count(*) as n from events where kind = 'comment.posted') where n <> (select count(*) from comments)`,
  "An idea has no event, or an event no idea": `select (select count(*) from ideas) as ideas, n from
    (select count(*) as n from events where kind = 'idea.submitted') where n <> (select count(*) from ideas)`,
};
