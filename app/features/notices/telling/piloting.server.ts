import { eq } from "drizzle-orm";
import type { Reads } from "../../../../db/database.ts";
import { mandates } from "../../../../db/schema/piloting.ts";
import type { LoggedEvent } from "../../../platform/events.server.ts";
import type { Consequences, Telling } from "./consequences.server.ts";
import { aboutIdea, ideaIn, lateOf, memberIn, spaceIn } from "./event.server.ts";
import { leadersOf } from "./people.server.ts";
import { aboutMembership } from "./spaces.server.ts";

/** Who answers, by when, and with whose mandate. */
export const ofPiloting: Readonly<Record<string, Consequences>> = {
  async "idea.handed_over"(_read, event) {
    const { handover, to } = event.payload;
    const told = { ...aboutIdea(event, ideaIn(event)), item: `handover:${String(handover)}` };
    return { tell: [{ ...told, kind: "handed_over", to: [String(to)] }] };
  },
  async "clock.paused"(_read, event) {
    return { tell: [{ ...aboutPause(event), kind: "paused", to: "followers" }] };
  },
  async "clock.resumed"(_read, event) {
    const told = aboutPause(event);
    return {
      tell: [{ ...told, item: `over:${told.item}`, kind: "resumed", to: "followers" }],
      withdraw: [{ item: told.item, kinds: ["paused"] }],
    };
  },
  async "mandate.given"(_read, event) {
    return { tell: mandateTold(event, "role_given") };
  },
  async "mandate.ending"(read, event) {
    return { tell: [...mandateTold(event, "role_ending"), ...(await giverTold(read, event, "ending"))] };
  },
  async "mandate.taken"(read, event) {
    const code = event.actor === memberIn(event) ? "laid_down" : "taken";
    return { tell: [...mandateTold(event, "role_taken"), ...(await giverTold(read, event, code))] };
  },
  async "mandate.ended"(read, event) {
    return { tell: [...mandateTold(event, "role_taken"), ...(await giverTold(read, event, "ended"))] };
  },
  async "duty.overdue"(read, event) {
    const { about, idea, dutyKind } = event.payload;
    const space = spaceIn(event);
    const belongs = typeof idea === "string" ? idea : null;
    // Of an idea that is to come here, those who lead learn on the desk.
    const ofIdea = String(about).startsWith("transfer:") ? null : belongs;
    const told = { space, idea: ofIdea, item: lateOf(String(about)).item, code: String(dutyKind) };
    return { tell: [{ ...told, kind: "overdue", about: String(about), to: await leadersOf(read, space, belongs) }] };
  },
};

function aboutPause(event: LoggedEvent) {
  return { ...aboutIdea(event, ideaIn(event)), item: `pause:${String(event.payload.pause)}` };
}

/** Like a role, a mandate is a line of its own. */
function mandateTold(event: LoggedEvent, kind: "role_given" | "role_ending" | "role_taken"): Telling[] {
  const role = "mandate";
  const about = `space:${spaceIn(event)}:${role}`;
  return [{ ...aboutMembership(event), about, code: role, kind, to: [memberIn(event)] }];
}

/** What becomes of a mandate. */
type MandateTurn = "ending" | "ended" | "taken" | "laid_down";

/** Who gave a mandate, and those who lead, learn what becomes of it: they find somebody else, or give it again. */
async function giverTold(read: Reads, event: LoggedEvent, code: MandateTurn): Promise<Telling[]> {
  const space = spaceIn(event);
  const id = String(event.payload.mandate);
  const [row] = await read.select({ givenBy: mandates.givenBy }).from(mandates).where(eq(mandates.id, id));
  const leading = [...(await leadersOf(read, space, null)), ...(row ? [row.givenBy] : [])];
  const to = leading.filter((member) => member !== memberIn(event));
  const about = `mandate:${id}`;
  return [{ kind: "mandate", about, space, idea: null, item: about, code, to }];
}
