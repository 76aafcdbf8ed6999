import { act } from "../../app/features/rooms/acts.server.ts";
import type { Phase } from "../../app/features/rooms/board.ts";
import { changePlan, openRoom } from "../../app/features/rooms/commands.server.ts";
import { enterRoom, tick } from "../../app/features/rooms/entering.server.ts";
import type { Act, RoomInput } from "../../app/features/rooms/inputs.ts";
import { boardOf, planOf, roomSeenBy, snapshotOf } from "../../app/features/rooms/queries.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { newId, timelessId } from "../../app/platform/ids.ts";
import { actorNow, contextFor, type Rig, start } from "../support/database.ts";

/** A room on a clock that the test moves: what people do in it, and what they see. */
export async function roomOn(rig: Rig, space: string, host: SignedIn, change: Partial<RoomInput> = {}) {
  const clock = { now: start };
  const at = (actor: SignedIn) => contextFor(rig, actor, { now: clock.now });
  const id = await openRoom(at(host), space, {
    id: newId(start),
    idea: null,
    title: "A stand that holds",
    question: "How does a stand hold on a slope?",
    template: "core",
    audience: "space",
    most: 50,
    startsAt: null,
    invited: [],
    ...change,
  });
  return {
    id,
    clock,
    at,
    enter: async (...people: SignedIn[]) => {
      for (const actor of people) await enterRoom(at(await actorNow(rig, actor.id)), id);
    },
    /** Does something now, for the phase that runs unless another is named. */
    async act(actor: SignedIn, what: Act, { phase, sent = newId(start) }: { phase?: number; sent?: string } = {}) {
      const { board } = await this.seenBy(host);
      await act(at(await actorNow(rig, actor.id)), { room: id, act: sent, phase: phase ?? board.phase, what });
    },
    /** Writes a note and gives its id. */
    async note(actor: SignedIn, body: string, isSealed = false): Promise<string> {
      const note = timelessId();
      await this.act(actor, { do: "note.write", note, body, isSealed, cluster: null });
      return note;
    },
    next: async function (this: { act(actor: SignedIn, what: Act): Promise<void> }) {
      await this.act(host, { do: "phase.next" });
    },
    /** Lets time pass and the clock of the server look at the room. */
    async pass(milliseconds: number) {
      clock.now += milliseconds;
      await tick(rig.db, id, clock.now);
    },
    plan: (phases: readonly Phase[]) => changePlan(at(host), id, phases),
    phases: () => planOf(rig.db.read, id),
    async seenBy(actor: SignedIn) {
      const { room } = await roomSeenBy(rig.db.read, await actorNow(rig, actor.id), id);
      return snapshotOf(rig.db.read, room, actor.id, clock.now);
    },
    async whole() {
      const { room } = await roomSeenBy(rig.db.read, await actorNow(rig, host.id), id);
      return { room, board: await boardOf(rig.db.read, room) };
    },
  };
}
