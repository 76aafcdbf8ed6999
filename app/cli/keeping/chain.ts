import type { Snapshot } from "../../../db/dialect/whole.ts";
import { firstHash, sealOf, type SealedEvent } from "../../platform/seals.server.ts";

type Link = { n: number; event_id: string; hash: string; transaction: number; seq: number } & (
  SealedEvent | { id: null }
);

/** Where a walk along the chain ended. */
export type Walk = {
  /** The last seal that was read; 0 when there is none. */
  n: number;
  /** Its hash as it is stored. Where nothing is wrong, it is also what the events give. */
  hash: string;
  /** What is not as it was sealed, each with the number of its seal. */
  wrong: string[];
};

/** Computes every seal anew from its event and the seal before, from the first one up to and including `upTo`. */
export async function walkSeals(snapshot: Snapshot, upTo = Number.MAX_SAFE_INTEGER): Promise<Walk> {
  const wrong: string[] = [];
  let before = firstHash;
  let n = 0;
  let place = { transaction: -1, seq: -1 };
  for (;;) {
    const links = await snapshot.all<Link>(
      `select s.n, s.event_id, s.hash, e.id, e.at, e.actor, e.kind, e.space, e.subject, e.cause, e.payload, e.rules,
         coalesce(e."transaction", 0) as "transaction", e.seq
       from seals as s left join events as e on e.id = s.event_id where s.n > ? and s.n <= ? order by s.n limit 1000`,
      [n, upTo],
    );
    for (const link of links) {
      if (link.n !== n + 1) wrong.push(`${n + 1} is missing`);
      n = link.n;
      if (link.id === null) wrong.push(`${n}: there is no event ${link.event_id}`);
      else if (sealOf(before, withPayload(link)) !== link.hash) wrong.push(`${n}: event ${link.event_id}`);
      else if (!isAfter(link, place)) wrong.push(`${n}: event ${link.event_id} stands elsewhere in the log`);
      if (link.id !== null) place = { transaction: Number(link.transaction), seq: Number(link.seq) };
      before = link.hash;
    }
    if (links.length === 0) return { n, hash: before, wrong };
  }
}

/** Whether an event comes later in the log: readers take it in that order. */
function isAfter(link: { transaction: number; seq: number }, before: { transaction: number; seq: number }): boolean {
  const [transaction, seq] = [Number(link.transaction), Number(link.seq)];
  return transaction > before.transaction || (transaction === before.transaction && seq > before.seq);
}

/** SQLite keeps JSON as text. */
function withPayload(event: SealedEvent): SealedEvent {
  const payload: unknown = event.payload;
  return typeof payload === "string" ? { ...event, payload: JSON.parse(payload) as SealedEvent["payload"] } : event;
}

/** Events that lie in the log before that of seal `n` and were not sealed up to there: they were put in afterwards. */
export async function putInBefore(snapshot: Snapshot, n: number): Promise<string[]> {
  const place = 'coalesce("transaction", 0), seq';
  const rows = await snapshot.all<{ id: string }>(
    `select id from events
     where (${place}) < (select ${place} from events where id = (select event_id from seals where n = ?))
       and not exists (select 1 from seals as s where s.event_id = events.id and s.n <= ?)
     order by ${place}`,
    [n, n],
  );
  return rows.map(({ id }) => id);
}
