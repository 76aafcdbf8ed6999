import { index, integer, primaryKey, table, text, timestamp } from "../columns.ts";
import type { Stage } from "./ideas.ts";
import { spaces } from "./spaces.ts";

/** What a space calls a stage, where it has a word of its own for it. */
export const stageNames = table(
  "stage_names",
  {
    space: text()
      .notNull()
      .references(() => spaces.id),
    stage: text().$type<Stage>().notNull(),
    nameEn: text().notNull(),
    nameFr: text().notNull(),
  },
  (name) => [primaryKey({ columns: [name.space, name.stage] })],
);

/** A step that a space has within one of the stages, such as "Legal check" within `evaluating`. */
export const extraStages = table(
  "extra_stages",
  {
    id: text().primaryKey(),
    space: text()
      .notNull()
      .references(() => spaces.id),
    /** The stage it belongs to: every rule holds by that. */
    parent: text().$type<Stage>().notNull(),
    /** 0, 1, 2 … within its stage. */
    position: integer().notNull(),
    nameEn: text().notNull(),
    nameFr: text().notNull(),
    /** No idea goes there any more; earlier answers still name it. */
    removedAt: timestamp(),
  },
  (extra) => [index("extra_stages_space").on(extra.space, extra.parent, extra.position)],
);

/**
 * What must be there before an idea goes on to a stage: `people` who gave a signal, `comments`, three
 * `headings` that each say something of their own, no public question to the authors left `answered` by nobody.
 */
export type GateKind = "people" | "comments" | "headings" | "answered";

export const stageGates = table(
  "stage_gates",
  {
    space: text()
      .notNull()
      .references(() => spaces.id),
    stage: text().$type<Stage>().notNull(),
    kind: text().$type<GateKind>().notNull(),
    /** How many there must be. */
    least: integer().notNull(),
  },
  (gate) => [primaryKey({ columns: [gate.space, gate.stage, gate.kind] })],
);
