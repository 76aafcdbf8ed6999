import { z } from "zod";
import { idPattern } from "../../platform/ids.ts";

const id = z.string().regex(idPattern);

/** What is to become of a failed job. */
export const jobInput = z.strictObject({ job: id });
