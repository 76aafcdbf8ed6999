import { z } from "zod";
import { idPattern } from "../../platform/ids.ts";

/** All that stands there is read. */
export const allReadInput = z.strictObject({ act: z.literal("read_all") });

/** Everything about an idea is read: its page was opened. */
export const visitInput = z.strictObject({ idea: z.string().regex(idPattern) });
