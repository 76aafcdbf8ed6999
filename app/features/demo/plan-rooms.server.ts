import { and, eq } from "drizzle-orm";
import * as Y from "yjs";
import type { DemoRoom } from "../../../db/demo/shape.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { rooms } from "../../../db/schema/rooms.ts";
import type { Context } from "../../platform/context.server.ts";
import { openDocument, writeInDocument } from "../cowriting/documents.server.ts";
import type { Passage } from "../cowriting/rules.ts";
import { addTexts } from "../pitching/slides.server.ts";
import { act } from "../rooms/acts.server.ts";
import { openRoom } from "../rooms/commands.server.ts";
import { enterRoom } from "../rooms/entering.server.ts";
import { harvest } from "../rooms/harvest.server.ts";
import type { Act as RoomAct } from "../rooms/inputs.ts";
import { usualMost } from "../rooms/rules.ts";
import { keepText } from "../rooms/together.server.ts";
import type { People } from "./people.server.ts";
import { type Chance, chanceOf, day, drawnId, wakingHour } from "./rules.ts";
import type { Act, Sown } from "./sow.server.ts";

type Means = { now: number; seed: string; people: People };
type Past = Extract<DemoRoom, { ago: number }>;

const minute = 60_000;
const hour = 60 * minute;

/** The rooms of a space: what is planned in them, and all that was done in those that are over. */
export function planRooms({ space, id }: Sown, { now, seed, people }: Means): Act[] {
  return (space.rooms ?? []).flatMap((room): Act[] => {
    const chance = chanceOf(`${seed} ${room.title}`);
    if ("ago" in room)
      return new Course(room, id, { start: wakingHour(now - room.ago * day, true, chance), chance, people }).acts();
    const at = now - 2 * hour;
    const startsAt = wakingHour(now + room.inHours * hour, false, chance);
    // On the full quarter of an hour, as people meet.
    const quarter = Math.ceil(startsAt / (15 * minute)) * 15 * minute;
    const opened = drawnId(at, chance);
    return [
      { at, by: room.by, do: (ctx) => open(ctx, id, room, { id: opened, startsAt: quarter, people }) },
      ...(room.slides ?? []).map((texts, place): Act => {
        const slide = drawnId(at, chance);
        return { at: at + (place + 1) * minute, by: room.by, do: (ctx) => addTexts(ctx, opened, { slide, texts }) };
      }),
    ];
  });
}

async function open(
  ctx: Context,
  space: string,
  room: DemoRoom,
  { id, startsAt, people }: { id: string; startsAt: number | null; people: People },
): Promise<void> {
  const { title, question, on, invited = [] } = room;
  const [idea] =
    on === undefined
      ? []
      : await ctx.db.read
          .select({ id: ideas.id })
          .from(ideas)
          .where(and(eq(ideas.space, space), eq(ideas.title, on)));
  if (on !== undefined && !idea) throw new Error(`There is no idea "${on}".`);
  await openRoom(ctx, space, {
    id,
    idea: idea?.id ?? null,
    title,
    question,
    template: "slides" in room ? "ignite" : "core",
    audience: "space",
    most: usualMost,
    startsAt,
    invited: invited.map((key) => people.member(key).handle),
  });
}

/** Adds to the end of a passage of the living text, as a browser does it. */
async function write(
  ctx: Context,
  room: string,
  { passage, says, client }: { passage: Passage; says: string; client: number },
): Promise<void> {
  const [about] = await ctx.db.read.select({ idea: rooms.idea }).from(rooms).where(eq(rooms.id, room));
  if (!about?.idea) throw new Error(`The room ${room} has no idea to write in.`);
  const doc = new Y.Doc();
  const { content } = await openDocument(ctx, about.idea, null);
  Y.applyUpdate(doc, content);
  doc.clientID = client;
  const before = Y.encodeStateVector(doc);
  const text = doc.getText(passage);
  text.insert(text.length, says);
  await writeInDocument(ctx, about.idea, { client, content: Y.encodeStateAsUpdate(doc, before), from: null });
  doc.destroy();
}

/** One room that is over, minute by minute, within the times of the usual plan. */
class Course {
  readonly #acts: Act[] = [];
  readonly #id: string;
  readonly #clusters: Map<string, string>;
  readonly #notes: readonly (Past["notes"][number] & { id: string })[];
  readonly #chance: Chance;
  /** The phase that runs in the course so far. */
  #phase = -1;

  constructor(
    readonly room: Past,
    readonly space: string,
    readonly means: { start: number; chance: Chance; people: People },
  ) {
    this.#chance = means.chance;
    this.#id = this.#drawn();
    this.#clusters = new Map(room.clusters.map(({ name }) => [name, this.#drawn()]));
    this.#notes = room.notes.map((note) => ({ ...note, id: this.#drawn() }));
  }

  acts(): Act[] {
    const { room, means } = this;
    const { by, people: others, notes: _notes, clusters, dots, talk, proposal, useful } = room;
    this.#push(0, by, (ctx) => open(ctx, this.space, room, { id: this.#id, startsAt: null, people: means.people }));
    for (const who of [by, ...others]) this.#push(0.5, who, (ctx) => enterRoom(ctx, this.#id));
    this.#next(1);
    this.#next(3.5);
    for (const [place, { id, by: who, says, sealed = false }] of this.#notes.entries()) {
      this.#do(4 + place * 0.6, who, { do: "note.write", note: id, body: says, isSealed: sealed, cluster: null });
    }
    this.#next(11);
    for (const { by: who, name } of clusters) {
      const notes = this.#notes.filter((note) => note.in === name).map(({ id }) => id);
      this.#do(12, who, { do: "cluster.make", cluster: this.#cluster(name), name, notes });
    }
    this.#next(20);
    for (const [who, given] of Object.entries(dots)) {
      const votes = Object.fromEntries(Object.entries(given).map(([name, count]) => [this.#cluster(name), count]));
      this.#do(21, who, { do: "votes.place", votes });
    }
    this.#next(23.5);
    for (const [place, { by: who, says }] of talk.entries()) {
      this.#do(25 + place, who, { do: "talk.say", message: this.#drawn(), body: says });
    }
    for (const { id, becomes } of this.#notes) {
      if (becomes) this.#do(30, by, { do: "becoming.set", subject: id, becomes });
    }
    this.#next(33);
    for (const [place, wrote] of (room.wrote ?? []).entries()) {
      const client = 1 + Math.floor(this.#chance() * 0xff_ff_ff);
      this.#push(33 + (place + 1) * 0.2, wrote.by, (ctx) => write(ctx, this.#id, { ...wrote, client }));
    }
    this.#next(34);
    this.#push(34.5, by, (ctx) => keepText(ctx, this.#id, ctx.now));
    const decided = this.#drawn();
    const stance = (who: string, taken: "consent" | "object", reason = "") =>
      this.#do(36, who, { do: "stance.take", proposal: decided, stance: taken, reason });
    this.#do(35, proposal.by, { do: "proposal.make", proposal: decided, body: proposal.says });
    for (const who of proposal.consent) stance(who, "consent");
    if (proposal.objects) stance(proposal.objects.by, "object", proposal.objects.says);
    this.#do(38, by, { do: "room.close" });
    for (const who of useful) this.#do(39, who, { do: "useful.say", wasUseful: true });
    this.#push(39, by, (ctx) => harvest({ db: ctx.db, config: ctx.config }, this.#id, ctx.now));
    return this.#acts;
  }

  #next(after: number): void {
    this.#do(after, this.room.by, { do: "phase.next" });
    this.#phase++;
  }

  #do(after: number, by: string, what: RoomAct): void {
    const sent = { room: this.#id, act: this.#drawn(), phase: this.#phase, what };
    this.#push(after, by, (ctx) => act(ctx, sent));
  }

  /** `after`: minutes from the opening. */
  #push(after: number, by: string, perform: Act["do"]): void {
    this.#acts.push({ at: this.means.start + Math.round(after * minute), by, do: perform });
  }

  #drawn(): string {
    return drawnId(this.means.start, this.#chance);
  }

  #cluster(name: string): string {
    const cluster = this.#clusters.get(name);
    if (cluster === undefined) throw new Error(`There is no cluster "${name}".`);
    return cluster;
  }
}
