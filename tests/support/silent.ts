import type { Progress } from "../../app/cli/progress.ts";

/** Progress that nobody watches. */
export const silent: Progress = { start: () => undefined, reach: () => undefined, stop: () => undefined };
