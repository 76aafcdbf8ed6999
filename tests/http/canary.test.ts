/**
 * What few may read is told to nobody else: by no page, no data for script, no search, no notice, no
 * mail, no file and no socket. Each secret is a word that stands nowhere else.
 */
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSpace } from "../../app/features/spaces/commands.server.ts";
import { newId } from "../../app/platform/ids.ts";
import { files } from "../../db/schema/files.ts";
import { members } from "../../db/schema/members.ts";
import { notices } from "../../db/schema/notices.ts";
import { products } from "../../db/schema/products.ts";
import { releases } from "../../db/schema/releases.ts";
import { spaces } from "../../db/schema/spaces.ts";
import { picture } from "../files/support.ts";
import {
  everyAddress,
  listening,
  placesOf,
  type Told,
  toldByExport,
  toldByMail,
  toldByPages,
} from "../support/canary.ts";
import { admit, attach, type Person, propose, say, settledSite, type Site } from "../support/site.ts";
import { closeSockets, type Live } from "../support/sockets.ts";
import { until } from "../support/until.ts";

/**
 * `ann` and `pia` pilot the space, `pia` wrote the second idea; `eve` pilots two others: a public one, and a private one of
 * which `dan` is a member. `pia` proposes an idea of a private space of hers to that.
 */
const everybody = ["ann", "pia", "bob", "cara", "eve", "dan", "visitor"] as const;
type Name = (typeof everybody)[number];

/** The beginning of every canary: what is searched for, so that no page says a whole one by repeating the question. */
const stem = "plumvex";

type Secret = {
  word: string;
  /** Those who may read it; nobody else is told. */
  readers: readonly Name[];
  /** Those whose own data has it: whoever wrote it. */
  writer: Name;
};

const secrets: Readonly<Record<string, Secret>> = {
  "a newcomer's idea that waits for a pilot": { word: `${stem}held`, readers: ["ann", "pia", "eve"], writer: "eve" },
  "a newcomer's comment that waits for a pilot": { word: `${stem}said`, readers: ["ann", "pia", "eve"], writer: "eve" },
  "an internal note on a member's idea": { word: `${stem}note`, readers: ["ann", "pia"], writer: "pia" },
  "an internal note on a pilot's own idea": { word: `${stem}own`, readers: ["ann"], writer: "ann" },
  "an internal note that was edited": { word: `${stem}edited`, readers: [], writer: "pia" },
  "an internal note that was deleted": { word: `${stem}deleted`, readers: [], writer: "pia" },
  "a private question to an author": { word: `${stem}asks`, readers: ["ann", "pia", "cara"], writer: "pia" },
  "a private idea that is proposed to another private space": {
    word: `${stem}moves`,
    readers: ["pia", "bob", "cara", "eve"],
    writer: "cara",
  },
  "why it is proposed there": { word: `${stem}why`, readers: ["pia", "bob", "cara", "eve"], writer: "pia" },
  "what was said below it": { word: `${stem}below`, readers: ["pia", "bob", "cara"], writer: "bob" },
  "the question of a room by invitation": { word: `${stem}room`, readers: ["pia", "cara"], writer: "pia" },
  "a note in a room by invitation": { word: `${stem}slip`, readers: ["pia", "cara"], writer: "cara" },
  "an author's private answer": { word: `${stem}answer`, readers: ["ann", "pia", "cara"], writer: "cara" },
};

/** What that idea is called, which the data of those who see it may say as well. */
const titled = `${stem}title`;

let site: Site;
let told: Record<Name, Told[]>;
let exported: Record<Name, Told[]>;
let ears: Record<Name, Live>;

beforeAll(async () => {
  site = await settledSite();
  const { cara, pia, bob } = site;
  const elsewhere = await site.db.transaction((tx) =>
    createSpace(
      tx,
      { actor: "system", now: Date.now() },
      { name: "Elsewhere", purpose: "Else.", visibility: "public", language: "en", timeZone: "UTC" },
    ),
  );
  await admit(site.db, elsewhere.id, site.eve, { pilot: true, product: true });
  const away = await site.db.transaction((tx) =>
    createSpace(
      tx,
      { actor: "system", now: Date.now() },
      { name: "Away", purpose: "Away.", visibility: "private", language: "en", timeZone: "UTC" },
    ),
  );
  await admit(site.db, away.id, site.eve, { pilot: true });
  for (const insider of [pia, bob, cara, site.dan]) await admit(site.db, away.id, insider);
  const moves = word("a private idea that is proposed to another private space");
  const moving = await propose(cara, site.secret, `A ${titled}`, moves);
  await say(bob, moving, word("what was said below it"));
  const idea = await propose(cara, site.open, "A pump at each stop");
  const own = await propose(pia, site.open, "A lamp of my own");
  const comment = await say(bob, idea, "Who fills it?");
  const file = await attach(cara, idea, await picture(1));
  await bob.post(`${own.path}/follow`, { follow: "yes" });

  await site.db.transaction((tx) => tx.update(spaces).set({ holdFirst: 1 }).where(eq(spaces.id, site.open.id)));
  const waiting = await propose(site.eve, site.open, `${stem}held lamp`, `${stem}held @bob-customer`);
  const waitingToo = await say(site.eve, idea, `${stem}said @bob-customer`);

  const topics = [
    { type: "idea", id: idea.id },
    { type: "idea", id: own.id },
    { type: "idea", id: moving.id },
    ...[site.open, site.secret, away].map(({ id }) => ({ type: "space", id })),
  ];
  const ear = async (name: Name) => [name, await listening(site, clientOf(name), topics)] as const;
  ears = Object.fromEntries(await Promise.all(everybody.map(ear))) as typeof ears;

  const reason = { act: "propose", id: newId(Date.now()), to: away.id, message: word("why it is proposed there") };
  expect((await pia.post(`${moving.path}/transfer`, reason)).status).toBe(303);
  const room = await roomAmongTwo(idea);
  await tellSecrets({ idea: idea.path, own: own.path });

  const known = await knownThings([idea.id, own.id, waiting.id, moving.id], [comment, waitingToo], file);
  const addresses = [
    ...everyAddress({ ...known, room: [room], space: [site.open.slug, elsewhere.slug] }),
    `/rooms/${room}/minutes?step=99`,
    ...[site.secret.slug, away.slug].flatMap((slug) => [`/s/${slug}`, `/s/${slug}/reports`, `/s/${slug}/about`]),
    ...[site.open.slug, site.secret.slug, away.slug].map((slug) => `/s/${slug}?q=${stem}`),
    `/s/${site.open.slug}/people.json?q=${stem}`,
    `/s/${site.open.slug}/ideas.csv?q=`,
  ];
  told = {} as typeof told;
  exported = {} as typeof exported;
  for (const name of everybody) {
    const client = clientOf(name);
    told[name] = await toldByPages(client, addresses);
    if (name === "visitor") continue;
    const person = site[name];
    told[name].push(...(await toldByMail(site, person)));
    exported[name] = await toldByExport(person);
  }
}, 120_000);

afterAll(async () => {
  closeSockets();
  expect(site.server.faults()).toEqual([]);
  await site.stop();
});

const word = (name: keyof typeof secrets) => secrets[name]?.word ?? "";

function clientOf(name: Name) {
  return name === "visitor" ? site.visitor() : site[name];
}

/** A room on an idea, to which pia invites cara alone, and which is over. */
async function roomAmongTwo(idea: { id: string }): Promise<string> {
  const { pia, cara } = site;
  const id = newId(Date.now());
  const [question, note] = ["the question of a room by invitation", "a note in a room by invitation"].map(
    (name) => secrets[name]?.word ?? "",
  );
  const room = { id, idea: idea.id, title: `${question} among us`, question: `${question}?`, template: "core" };
  const rest = {
    when: "now",
    day: "",
    time: "",
    zone: "UTC",
    audience: "invited",
    invited: "@cara-customer",
    most: "9",
  };
  expect((await pia.post(`/s/${site.open.slug}/rooms/new`, { ...room, ...rest })).status).toBe(303);
  const does = async (who: Person, phase: string, what: Record<string, string>) =>
    expect((await who.post(`/rooms/${id}`, { act: newId(Date.now()), phase, ...what })).status).toBe(303);
  for (const who of [pia, cara]) await does(who, "-1", { do: "enter" });
  for (const phase of ["-1", "0"]) await does(pia, phase, { do: "phase.next" });
  await does(cara, "1", { do: "note.write", note: "", body: `${note}, says nobody else` });
  await does(pia, "1", { do: "room.close" });
  return id;
}

/** Everything that is kept from somebody is said here, by those who may. */
async function tellSecrets(paths: { idea: string; own: string }): Promise<void> {
  const write = async (by: Person, path: string, body: string) => {
    const id = newId(Date.now());
    expect((await by.post(`${path}/notes`, { act: "write", id, body })).status).toBe(303);
    return id;
  };
  const { ann, pia } = site;
  await write(
    pia,
    paths.idea,
    `${word("an internal note on a member's idea")} @ann-admin @cara-customer @bob-customer`,
  );
  await write(ann, paths.own, `${word("an internal note on a pilot's own idea")} @pia-pilot`);
  const edited = await write(pia, paths.idea, word("an internal note that was edited"));
  const deleted = await write(pia, paths.idea, word("an internal note that was deleted"));
  const edit = { act: "edit", note: edited, body: "Something else.", editedAt: "" };
  expect((await pia.post(`${paths.idea}/notes`, edit)).status).toBe(303);
  expect((await pia.post(`${paths.idea}/notes`, { act: "delete", note: deleted })).status).toBe(303);
  const id = newId(Date.now());
  const question = { id, asks: "other", answerBy: "", private: "yes", body: word("a private question to an author") };
  expect((await pia.post(`${paths.idea}/talk`, question)).status).toBe(303);
  const answer = { id: newId(Date.now()), talk: id, act: "answered", body: word("an author's private answer") };
  expect((await site.cara.post(`${paths.idea}/talk`, answer)).status).toBe(303);
  // Who may know has been told by now; so would have been everybody else.
  await until(
    async () => (await site.db.read.select().from(notices).where(eq(notices.kind, "note_mention"))).length > 0,
  );
  await ears.ann.hears(({ kind }) => kind === "notes");
}

async function knownThings(ideas: string[], comments: string[], file: string) {
  const people = await site.db.read.select({ id: members.id, handle: members.handle }).from(members);
  const [kept] = await site.db.read.select({ id: files.id }).from(files);
  const some = await site.db.read.select({ id: notices.id }).from(notices);
  const product = newId(Date.now());
  const of = { space: site.open.id, createdBy: people[0]?.id ?? "", createdAt: Date.now() };
  const words = { name: "Pumps", key: "pumps", purposeEn: "", purposeEnHtml: "", purposeFr: "", purposeFrHtml: "" };
  await site.db.transaction((tx) => tx.insert(products).values({ id: product, ...of, ...words }));
  const [published, drafted] = [newId(Date.now()), newId(Date.now())];
  const said = { title: "Autumn", notesEn: "", notesEnHtml: "", notesFr: "", notesFrHtml: "" };
  await site.db.transaction((tx) =>
    tx.insert(releases).values([
      {
        id: published,
        ...of,
        ...said,
        product,
        state: "published",
        publishedAt: Date.now(),
        publishedBy: of.createdBy,
      },
      { id: drafted, ...of, ...said, product, state: "draft" },
    ]),
  );
  return {
    idea: ideas,
    comment: comments,
    file: [kept?.id ?? file],
    number: ["1"],
    handle: people.map(({ handle }) => handle),
    member: people.map(({ id }) => id).slice(0, 2),
    notice: some.map(({ id }) => id),
    document: ["terms"],
    token: ["none"],
    key: ["none"],
    mail: ["none"],
    appeal: ["none"],
    case: ["none"],
    product: [product],
    release: [published, drafted],
  };
}

describe.each(Object.entries(secrets))("%s", (_name, { word, readers, writer }) => {
  it.each(everybody.filter((name) => !readers.includes(name)))("is told to %s nowhere", (name) => {
    expect(placesOf(word, told[name])).toEqual([]);
  });

  it.runIf(readers.length > 0).each(readers)("is told to %s, who may read it", (name) => {
    expect(placesOf(word, told[name]).length).toBeGreaterThan(0);
  });

  it("is in nobody's data but that of its writer", () => {
    const having = everybody.filter((name) => placesOf(word, exported[name] ?? []).length > 0);
    expect(having.filter((name) => name !== writer)).toEqual([]);
    if (readers.length > 0) expect(having).toEqual([writer]);
  });
});

it("the title of a private idea that is proposed elsewhere is told to those of its space, and to whoever decides", () => {
  const knowing = everybody.filter((name) => placesOf(titled, [...told[name], ...(exported[name] ?? [])]).length > 0);
  expect(knowing).toEqual(["pia", "bob", "cara", "eve"]);
});

it("no socket says a secret word, and of notes it says something to their readers alone", () => {
  for (const name of everybody) expect(JSON.stringify(ears[name].heard).toLowerCase()).not.toContain(stem);
  const hearing = everybody.filter((name) => ears[name].heard.some(({ kind }) => kind === "notes"));
  expect(hearing).toEqual(["ann", "pia"]);
});

it("nobody else is counted a notice for one", async () => {
  const rows = await site.db.read
    .select({ handle: members.handle })
    .from(notices)
    .innerJoin(members, eq(members.id, notices.member))
    .where(eq(notices.kind, "note_mention"));
  expect(rows.map(({ handle }) => handle)).toEqual(["ann-admin"]);
});
