import { Invalid, Malformed, Refused } from "../../platform/errors.ts";
import { fieldOf } from "../../platform/forms.server.ts";
import { problemOf } from "../../platform/problem-of.server.ts";
import { lossOf } from "../../platform/http/uploads.server.ts";
import type { Sent } from "./commands.server.ts";
import { cleanName, limits } from "./rules.ts";

/**
 * Takes the files out of a form and gives them; fields of text stay. Throws `TooLarge` for more than
 * a request takes, `DiskFull` and `Unavailable` when it could not be kept, and `Invalid` when nothing was chosen.
 */
export async function takeSent(form: FormData): Promise<Sent[]> {
  const loss = lossOf(form);
  if (loss) throw loss;
  const chosen = form.getAll("file").filter((value): value is File => typeof value !== "string");
  form.delete("file");
  const named = chosen.filter((file) => file.name !== "" || file.size > 0);
  if (named.length === 0) throw new Invalid({ file: "file_missing" });
  if (named.length > limits.files) throw new Refused("files_full");
  return Promise.all(named.map(async (file) => ({ name: file.name, bytes: Buffer.from(await file.arrayBuffer()) })));
}

/** A file that was not taken, and the code of the sentence that says why. */
export type Rejection = { name: string; code: string };

/** Does something with each file, one after another, and gives the files that were refused. Bugs and `NotFound` go on. */
export async function rejectedOf(sent: readonly Sent[], take: (file: Sent) => Promise<unknown>): Promise<Rejection[]> {
  const rejections: Rejection[] = [];
  for (const file of sent) {
    try {
      await take(file);
    } catch (error) {
      const problem = problemOf(error);
      if (!problem || ![409, 422].includes(problem.status)) throw error;
      const code = (problem instanceof Invalid && problem.fields.file) || problem.code;
      rejections.push({ name: cleanName(file.name), code });
    }
  }
  return rejections;
}

/** What a form for one picture asks: the picture, or null to take it away. Throws as `takeSent`, and `Malformed`. */
export async function portraitSent(form: FormData): Promise<Sent | null> {
  if (fieldOf(form, "act") === "remove") return null;
  const [picture, ...others] = await takeSent(form);
  if (!picture || others.length > 0) throw new Malformed();
  return picture;
}
