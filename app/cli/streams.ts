/** Where a command writes: results to `stdout`, progress and complaints to `stderr`. */
export type Streams = { stdout: NodeJS.WritableStream; stderr: NodeJS.WritableStream };

/** The command cannot be run as it was typed, or its file is not what it should be: exit code 2. */
export class Unusable extends Error {
  override name = "Unusable";
}
