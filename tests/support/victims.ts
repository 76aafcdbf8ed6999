/** A real server on a data folder of its own that is there to be killed, and the people who write on it. */
import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { createSpace, joinSpace } from "../../app/features/spaces/commands.server.ts";
import { useExactReaders } from "../../app/platform/events.server.ts";
import { newId } from "../../app/platform/ids.ts";
import { projectRoot } from "../../app/platform/root.server.ts";
import { hashOf, newSecret } from "../../app/platform/secrets.server.ts";
import { exactReaders } from "../../app/readers.ts";
import { openDatabase } from "../../db/database.ts";
import { journal } from "../../db/journal.ts";
import { migrate } from "../../db/migrate.ts";
import { members, sessions } from "../../db/schema/members.ts";

/** A space, and who takes part in it: `secret` is that of a session. */
export type Place = { space: string; slug: string; writers: { member: string; secret: string }[] };
/** A server that is there to be killed. */
export type Victim = { child: ChildProcess; origin: string };

/** A space with so many members who are signed in, made before any server starts. `pilots`: all of them pilot it. */
export async function peopled(
  dataDir: string,
  { writers: many, pilots = false }: { writers: number; pilots?: boolean },
): Promise<Place> {
  const db = await openDatabase(`file:${path.join(dataDir, "caco.db")}`);
  await migrate(db, journal);
  useExactReaders(exactReaders);
  const now = Date.now();
  const actor = "system" as const;
  const space = await db.transaction((tx) =>
    createSpace(
      tx,
      { actor, now },
      {
        name: "Everyday bikes",
        purpose: "Better bikes for everyday use.",
        visibility: "public",
        language: "en",
        timeZone: "Europe/Paris",
      },
    ),
  );
  const writers: Place["writers"] = [];
  for (let number = 0; number < many; number++) {
    const member = newId(now);
    const secret = newSecret();
    const affiliation = number % 2 === 0 ? ("customer" as const) : ("employee" as const);
    await db.transaction(async (tx) => {
      await tx.insert(members).values({
        id: member,
        affiliation,
        securityStamp: secret,
        name: `Writer ${number}`,
        handle: `writer-${number}`,
        email: `writer-${number}@example.org`,
        emailVerifiedAt: now,
        admin: number === 0,
        locale: "en",
        createdAt: now,
      });
      await joinSpace(tx, { actor, now }, space.id, { id: member }, { pilot: pilots });
      await tx.insert(sessions).values({
        hash: hashOf(secret),
        id: newId(now),
        member,
        securityStamp: secret,
        userAgent: "writer",
        createdAt: now,
        lastSeenAt: now,
        expiresAt: now + 86_400_000,
      });
    });
    writers.push({ member, secret });
  }
  await db.close();
  return { space: space.id, slug: space.slug, writers };
}

/** Starts a server on a data folder, on a free port unless one is given. */
export async function started(dataDir: string, port = "0"): Promise<Victim> {
  const child = spawn(process.execPath, ["server.js"], {
    cwd: projectRoot(),
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH: process.env.PATH, PORT: port, DATA_DIR: dataDir, LOG_LEVEL: "warn", TRUST_PROXY: "1" },
  });
  let said = "";
  const origin = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (part: string) => {
        said += part;
        const found = /Caco listens on (\S+)/.exec(said)?.[1];
        if (found !== undefined) resolve(found);
      });
    }
    child.once("exit", () => reject(new Error(`The server did not start:\n${said}`)));
  });
  return { child, origin };
}
