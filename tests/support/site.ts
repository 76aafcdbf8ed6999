/** A site with people in it, each with a browser of their own. */
import { eq } from "drizzle-orm";
import { type Database, openDatabase } from "../../db/database.ts";
import { members } from "../../db/schema/members.ts";
import { absences } from "../../db/schema/piloting.ts";
import { spaces } from "../../db/schema/spaces.ts";
import { createSpace, joinSpace } from "../../app/features/spaces/commands.server.ts";
import type { Roles } from "../../app/platform/actor.ts";
import { useExactReaders } from "../../app/platform/events.server.ts";
import { newId } from "../../app/platform/ids.ts";
import { sign } from "../../app/platform/signing.server.ts";
import { exactReaders } from "../../app/readers.ts";
import { type Answer, type Client, clientOf } from "./http.ts";
import { linkIn, type RunningServer, startServer } from "./server.ts";

export const password = "correct horse battery";

export type Person = Client & { name: string; email: string };

/**
 * `ann` is the admin and pilots the public space, but is away: ideas are given to `pia`, who pilots both; `bob` and `cara` are customers
 * and belong to both; `eve` belongs to neither; `dan` has not confirmed his address.
 */
export type Site = {
  server: RunningServer;
  /** The site's own database, opened beside the server: for what has no page yet, and for looking. */
  db: Database;
  ann: Person;
  pia: Person;
  bob: Person;
  cara: Person;
  eve: Person;
  dan: Person;
  visitor(): Client;
  open: { id: string; slug: string };
  secret: { id: string; slug: string };
  stop(): Promise<void>;
};

/** Words that stand in the private space only. */
export const canary = "Quokkaburra";

/** Starts a server, sets it up by its code, and lets everybody in as they come in: by form and mail. */
export async function settledSite(env: NodeJS.ProcessEnv = {}, dataDir?: string): Promise<Site> {
  const server = await startServer({ env, dataDir });
  const ann = { ...clientOf(server.origin), name: "Ann Admin", email: "ann@example.org" };
  must(await setUp(ann, await server.setupCode()), 303);
  const [pia, bob, cara, eve] = await Promise.all(
    ["Pia Pilot", "Bob Customer", "Cara Customer", "Eve Outside"].map((name) => verified(server, name)),
  );
  const dan = await joined(server, "Dan Unverified");
  must(await dan.post("/signin", { email: dan.email, password }), 303);
  if (!pia || !bob || !cara || !eve) throw new Error("Somebody is missing.");

  const db = await openDatabase(server.databaseUrl);
  useExactReaders(exactReaders);
  const [open] = await db.read.select({ id: spaces.id, slug: spaces.slug }).from(spaces);
  if (!open) throw new Error("The set-up made no space.");
  const secret = await privateSpace(db);
  for (const space of [open, secret]) await admit(db, space.id, pia, { pilot: true });
  for (const person of [bob, cara]) {
    await admit(db, secret.id, person);
    await admit(db, open.id, person);
  }
  await sendAway(db, "ann@example.org");
  return {
    server,
    db,
    ann,
    pia,
    bob,
    cara,
    eve,
    dan,
    open,
    secret,
    visitor: () => clientOf(server.origin),
    async stop() {
      await db.close();
      await server.stop();
    },
  };
}

/** From now on somebody is away, so that what is proposed is given to other pilots. */
async function sendAway(db: Database, email: string): Promise<void> {
  const [row] = await db.read.select({ id: members.id }).from(members).where(eq(members.email, email));
  const id = newId(Date.now());
  const days = { firstDay: "2020-01-01", lastDay: "2099-12-31", startsAt: 0, endsAt: Date.UTC(2100, 0, 1) };
  await db.transaction((tx) => tx.insert(absences).values({ id, member: row?.id ?? "", ...days }));
}

/** Sends the form of the first start. */
export function setUp(client: Client, code: string): Promise<Answer> {
  return client.post("/setup", {
    code,
    name: "Ann Admin",
    email: "ann@example.org",
    password,
    spaceName: "Everyday bikes",
    purpose: "Better bikes for everyday use.",
    visibility: "public",
    language: "en",
    timeZone: "Europe/Paris",
    consent: "1.1",
  });
}

/** Joins by form; the link that confirms the address is in the outbox. */
export async function joined(server: RunningServer, name: string): Promise<Person> {
  const client = clientOf(server.origin);
  const email = `${name.split(" ")[0]?.toLowerCase()}@example.org`;
  const started = sign({ dataDir: server.dataDir }, "join", String(Date.now() - 60_000));
  must(await client.post("/join", { name, email, password, website: "", started, consent: "1.1" }), 303);
  must(await verifyByMail(clientOf(server.origin), server, email, { only: "look" }), 200);
  return { ...client, name, email };
}

/** Joins by form and follows the link of the mail: signed in from then on. */
export async function verified(server: RunningServer, name: string): Promise<Person> {
  const person = await joined(server, name);
  must(await verifyByMail(person, server, person.email), 303);
  return person;
}

async function verifyByMail(client: Client, server: RunningServer, email: string, how?: { only: "look" }) {
  const link = linkIn(await server.mailTo(email), "verify");
  return how ? client.get(link) : client.post(link);
}

/** Signs somebody in from another browser. */
export async function signedIn(server: RunningServer, email: string, secret = password): Promise<Client> {
  const client = clientOf(server.origin);
  must(await client.post("/signin", { email, password: secret }), 303);
  return client;
}

/** Puts an idea before a space by its form, and gives its id and address. */
export async function propose(
  author: Client,
  space: { slug: string },
  title: string,
  words = "It is a nuisance.",
): Promise<{ id: string; path: string }> {
  const id = newId(Date.now());
  const answer = await author.post(`/s/${space.slug}/ideas/new`, {
    id,
    title,
    problem: words,
    forWhom: "Everybody who rides.",
    solution: "Make it better.",
  });
  must(answer, 303);
  return { id, path: answer.location ?? "" };
}

/** Writes a comment by its form and gives its id. */
export async function say(author: Client, idea: { path: string }, body: string, kind = "remark"): Promise<string> {
  const id = newId(Date.now());
  must(await author.post(`${idea.path}/comments`, { id, parent: "", kind, body }), 303);
  return id;
}

/** Adds a file to an idea as script does, and gives its address. */
export async function attach(
  author: Client,
  idea: { path: string },
  content: Buffer,
  name = "lamp.png",
): Promise<string> {
  const form = new FormData();
  form.append("file", new File([new Uint8Array(content)], name));
  const answer = await author.upload(`${idea.path}/files/new`, form, { Accept: "application/json" });
  must(answer, 200);
  return `/files/${(JSON.parse(answer.text) as { file: { id: string } }).file.id}`;
}

function privateSpace(db: Database): Promise<{ id: string; slug: string }> {
  return db.transaction((tx) =>
    createSpace(
      tx,
      { actor: "system", now: Date.now() },
      {
        name: `${canary} lab`,
        slug: "secret",
        purpose: `What ${canary} needs.`,
        visibility: "private",
        language: "en",
        timeZone: "Europe/Paris",
      },
    ),
  );
}

/** Makes somebody belong to a space, in the database itself. */
export async function admit(db: Database, space: string, who: { email: string }, roles: Partial<Roles> = {}) {
  const [member] = await db.read.select().from(members).where(eq(members.email, who.email));
  if (!member) throw new Error(`Nobody has ${who.email}.`);
  await db.transaction((tx) => joinSpace(tx, { actor: "system", now: Date.now() }, space, member, roles));
}

function must(answer: Answer, status: number): void {
  if (answer.status === status) return;
  throw new Error(`Expected ${status}, but was answered ${answer.status}:\n${answer.text.slice(0, 2_000)}`);
}
