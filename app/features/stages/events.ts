import type { Happening } from "../../platform/events.server.ts";

/** What a space calls its stages, its steps within them, or what it asks for before them changed. */
export type StagesSet = Happening<"space.stages_set", { version: number; removed: string[]; moved: number }>;

/** `removed` are ids of steps, `moved` how many ideas stood in them. */
export function stagesSet(space: string, set: StagesSet["payload"]): StagesSet {
  return { kind: "space.stages_set", space, subject: `space:${space}`, payload: set };
}
