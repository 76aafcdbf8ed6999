import type { Phase } from "../../app/features/rooms/board.ts";
import { addTexts } from "../../app/features/pitching/slides.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { newId, timelessId } from "../../app/platform/ids.ts";
import { actorNow, type Rig, start } from "../support/database.ts";
import { roomOn } from "../rooms/support.ts";

const usual: Phase = {
  kind: "slides",
  seconds: 45,
  visibility: "named",
  advance: "timer",
  ballot: "dots",
  votes: 3,
  grouping: "alone",
  prompt: null,
  words: null,
};

/** Three slides, then the questions. */
export const shortPitch: readonly Phase[] = [
  usual,
  { ...usual, kind: "discuss", seconds: 180, votes: 0, advance: "host", prompt: "ignite.questions" },
];

/** A room with a pitch of three slides by its host, all of them prepared. */
export async function pitchOn(rig: Rig, space: string, host: SignedIn, plan: readonly Phase[] = shortPitch) {
  const room = await roomOn(rig, space, host, { template: "ignite" });
  await room.plan(plan);
  await addTexts(room.at(await actorNow(rig, host.id)), room.id, {
    slide: newId(start),
    texts: "# One\n\n---\n\n# Two\n\n---\n\n# Three",
  });
  return {
    ...room,
    /** Asks something and gives the question's id. */
    async asks(actor: SignedIn, body: string, isSealed = false): Promise<string> {
      const question = timelessId();
      await room.act(actor, { do: "question.ask", question, body, isSealed });
      return question;
    },
  };
}
