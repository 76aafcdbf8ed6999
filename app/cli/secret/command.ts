import { takePlace } from "../../../db/database.ts";
import { readConfig } from "../../platform/config.server.ts";
import { newSecret } from "../../platform/secrets.server.ts";
import { renewSecret } from "../../platform/signing.server.ts";
import { type Streams, Unusable } from "../streams.ts";

export const secretHelp = `  rotate-secret                      makes a new signing secret; links sent before open nothing any more`;

/**
 * `rotate-secret`: a new secret in `DATA_DIR`, for when somebody may have read the old one. Throws
 * `Unusable` when the secret is kept in the environment, and `DatabaseUnavailable` while a server
 * runs: it would go on with the old one.
 */
export async function secretCommand(args: string[], { stdout }: Streams): Promise<void> {
  if (args.length > 0) throw new Unusable(`"${args.join(" ")}" is too much: rotate-secret takes nothing.`);
  if (process.env.SECRET) {
    throw new Unusable(`The secret is in SECRET: set another one there and start again. For example: ${newSecret()}`);
  }
  const config = readConfig(process.env);
  const leave = takePlace(config.databaseUrl);
  try {
    renewSecret(config.dataDir);
  } finally {
    leave();
  }
  stdout.write(
    "There is a new secret. Links to join a space that were sent before open nothing any more: send new ones.\n" +
      "Forms that are open in a browser must be loaded again. Nobody is signed out.\n" +
      "Heads of the log are signed with a new key from now on; those of before can still be checked.\n",
  );
}
