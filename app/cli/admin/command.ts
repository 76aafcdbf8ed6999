import { mailAddress } from "../../features/accounts/rules.ts";
import { grantByOperator, issueReset } from "../../features/administration/operator.server.ts";
import { readConfig } from "../../platform/config.server.ts";
import { NotFound, Refused } from "../../platform/errors.ts";
import { existingDatabase } from "../database.ts";
import { type Streams, Unusable } from "../streams.ts";

export const adminHelp = `  admin reset ADDRESS                prints a link to choose a new password, and signs out everywhere
  admin grant ADDRESS                makes somebody an administrator`;

/**
 * `admin reset ADDRESS`, `admin grant ADDRESS`: the ways back in for whoever runs the machine. The
 * server may run meanwhile. Throws `Unusable` when the order is not usable or nobody has the address.
 */
export async function adminCommand(args: string[], { stdout, stderr }: Streams): Promise<void> {
  const [act, typed, ...rest] = args;
  if (act !== "reset" && act !== "grant") throw new Unusable(`Say what to do: "admin reset" or "admin grant".`);
  if (typed === undefined) throw new Unusable(`Say whose account: "admin ${act} ADDRESS".`);
  if (rest.length > 0) throw new Unusable(`"${rest.join(" ")}" is too much: one address at a time.`);
  const email = mailAddress(typed);
  if (email === null) throw new Unusable(`"${typed}" is no e-mail address.`);
  const config = readConfig(process.env);
  const db = await existingDatabase(config, stderr);
  try {
    const now = Date.now();
    if (act === "reset") {
      const url = await issueReset(db, now, email, config.origin ?? `http://localhost:${config.port}`);
      stdout.write(
        `${email} is signed out everywhere. This link opens the form for a new password, once, within an hour:\n${url}\n`,
      );
    } else {
      const isNew = await grantByOperator(db, now, email);
      stdout.write(`${email} is ${isNew ? "an administrator from now on" : "an administrator already"}.\n`);
    }
  } catch (error) {
    if (error instanceof NotFound) throw new Unusable(`Nobody has an account with ${email}.`);
    if (error instanceof Refused) throw new Unusable(`${email} is kept out: another administrator must lift the ban.`);
    throw error;
  } finally {
    await db.close();
  }
}
