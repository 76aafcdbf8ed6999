/** Edits by form of a text in which others may be writing at this very moment. */
import type { Context } from "../../platform/context.server.ts";
import { Conflict } from "../../platform/errors.ts";
import { editIdea, restoreVersion } from "../writing/commands.server.ts";
import type { EditInput } from "../writing/inputs.ts";
import { meanwhileOn, textToEdit } from "../writing/queries.server.ts";
import { freezeFirst } from "./freezing.server.ts";

/** How often it is tried again while others go on writing. */
const mostTries = 3;

/**
 * Saves what a form says. What others wrote meanwhile becomes a version first, and where they changed other parts of the
 * text both stand. Throws what `editIdea` throws; `Conflict("edited_meanwhile")` where both changed the same part,
 * where somebody saved by a form meanwhile, or others never rest: then nothing is changed.
 */
export async function editByForm(ctx: Context, id: string, input: EditInput): Promise<void> {
  let { version, language, ...texts } = input;
  for (let tries = 1; ; tries++) {
    const { version: standing } = await textToEdit(ctx, id);
    await freezeFirst(ctx, id);
    try {
      return await editIdea(ctx, id, { ...texts, language, version });
    } catch (error) {
      const isOld = error instanceof Conflict && error.code === "edited_meanwhile";
      // What others saved by a form since this one was opened is shown first.
      if (!isOld || version !== standing || tries >= mostTries) throw error;
      const meanwhile = await meanwhileOn(ctx, id, version, texts);
      if (meanwhile.clashing.length > 0) throw error;
      ({ texts, version } = meanwhile);
    }
  }
}

/** Brings an earlier version back by a form. What was written together since the last one becomes a version first. Throws what `restoreVersion` throws. */
export async function restoreByForm(ctx: Context, id: string, number: number, base: number): Promise<void> {
  await textToEdit(ctx, id);
  await freezeFirst(ctx, id);
  await restoreVersion(ctx, id, number, base);
}
