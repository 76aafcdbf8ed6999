import type { Level } from "./rules.ts";

/** What a level brings in its space, by the lowest level that brings it. None of it makes a signal weigh more. */
const levelOfTool = { signals_count: 1, suggest_merge: 1, open_room: 2 } as const satisfies Record<
  string,
  Exclude<Level, 0>
>;

export type Tool = keyof typeof levelOfTool;

/** Whether somebody of this level in a space has a tool there. */
export function hasTool(level: Level, tool: Tool): boolean {
  return level >= levelOfTool[tool];
}

/** What a level brings that the one below it does not. */
export function broughtBy(level: number): Tool[] {
  return (Object.keys(levelOfTool) as Tool[]).filter((tool) => levelOfTool[tool] === level);
}
