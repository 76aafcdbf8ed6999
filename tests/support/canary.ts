/**
 * Everything that a site tells one person, by whatever way: for proving that certain words are not
 * among it. A test puts a canary, a word that stands nowhere else, into what few may read, and asks
 * for each person whether it sings.
 */
import { pageDoors } from "../../app/policies.ts";
import { unzipped } from "../privacy/zip.ts";
import type { Client } from "./http.ts";
import type { Person, Site } from "./site.ts";
import { connected, type Live } from "./sockets.ts";
import { until } from "./until.ts";

/** What the parameters of addresses stand for, such as `{ idea: [id], space: [slug] }`; each of several is tried. */
export type Known = Readonly<Record<string, readonly string[]>>;

/** One thing that was told, and where. */
export type Told = { where: string; text: string };

/** The address of every door that something can be read at, for everything that is known. */
export function everyAddress(known: Known): string[] {
  return Object.entries(pageDoors)
    .filter(([pattern, { read }]) => read !== "nobody" && !leadsOn.includes(pattern))
    .flatMap(([pattern]) => filled(pattern.replace("*", "nowhere"), known));
}

/** What is collected in another way, and what would end the session. */
const leadsOn: readonly string[] = ["/me/privacy/data/:export", "/signout"];

/** Throws where a parameter is not known: a door would be left out unseen. */
function filled(pattern: string, known: Known): string[] {
  const [parameter] = /:\w+/.exec(pattern) ?? [];
  if (parameter === undefined) return [pattern];
  const values = known[parameter.slice(1)];
  if (!values) throw new Error(`Nothing is known that ${pattern} could be asked with.`);
  return values.flatMap((value) => filled(pattern.replace(parameter, value), known));
}

/** What every one of these addresses answers this client: the page and what script asks for, headers too. */
export async function toldByPages(client: Client, addresses: readonly string[]): Promise<Told[]> {
  const told: Told[] = [];
  for (const where of addresses) {
    for (const answer of [await client.get(where), await client.data(where)]) {
      // Who asks too much is told nothing, which would prove nothing.
      if (answer.status === 429) throw new Error(`${where} answers no more.`);
      told.push({ where, text: `${answer.text} ${JSON.stringify(answer.headers)}` });
    }
  }
  return told;
}

/** Opens a connection that listens to these ideas and spaces, as far as it may. */
export async function listening(
  site: Site,
  client: Client,
  topics: readonly { type: string; id: string }[],
): Promise<Live> {
  const live = await connected(site.server.origin, client);
  for (const topic of topics) await live.ask("watch", topic);
  return live;
}

/** The mails that this person was sent. */
export async function toldByMail(site: Site, { email }: Person): Promise<Told[]> {
  const mails = await site.server.outbox();
  return mails
    .filter(({ to }) => to === email)
    .map(({ subject, text, html }) => ({ where: `mail "${subject}"`, text: `${subject} ${text} ${html}` }));
}

/** The file that this person gets who asks for his or her data. */
export async function toldByExport(person: Person): Promise<Told[]> {
  await person.post("/me/privacy", { act: "data" });
  const link = await until(
    async () => /\/me\/privacy\/data\/\w+/.exec((await person.get("/me/privacy")).text)?.[0],
    20_000,
  );
  const { bytes } = await person.get(link);
  return [...unzipped(bytes)].map(([name, content]) => ({
    where: `own data, ${name}`,
    text: content.toString("utf8"),
  }));
}

/** Where this word was told, in whatever case; nowhere is an empty list. */
export function placesOf(word: string, told: readonly Told[]): string[] {
  return [
    ...new Set(told.filter(({ text }) => text.toLowerCase().includes(word.toLowerCase())).map(({ where }) => where)),
  ];
}
