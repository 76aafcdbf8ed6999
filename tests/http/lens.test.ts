/**
 * The lens leaves no mark: whoever is no product person is answered byte for byte the same before and after a full use of
 * it, at every address, as a page and as data for script.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { keepFacts } from "../../app/features/lens/facts.server.ts";
import { newId } from "../../app/platform/ids.ts";
import { comments } from "../../db/schema/discussion.ts";
import { customerFacts, customerWishes, estimates, evidenceQuotes } from "../../db/schema/lens.ts";
import { members } from "../../db/schema/members.ts";
import { notices } from "../../db/schema/notices.ts";
import { products } from "../../db/schema/products.ts";
import { signalCounts, signals } from "../../db/schema/signals.ts";
import { everyAddress, listening, placesOf, type Told, toldByMail } from "../support/canary.ts";
import type { Client } from "../support/http.ts";
import { admit, type Person, propose, say, settledSite, type Site, verified } from "../support/site.ts";
import { closeSockets, type Live } from "../support/sockets.ts";

const everybody = ["bob", "cara", "pia", "eve", "visitor"] as const;
type Name = (typeof everybody)[number];

/** The beginning of every word that is used with the lens alone. */
const stem = "zibbelquax";
const customer = "customer@elsewhere.example";

let site: Site;
let pro: Person;
let kim: Person;
let began: number;
let lampPath: string;
let rounds: Record<"first" | "again" | "after", Record<Name, Told[]>>;
let ears: Record<Name, Live>;
let heard: Record<Name, number>;
let seen: { lens: string; evidence: string; csv: string; wishes: string; silent: string[]; late: Told; round: string };

/** A number that is estimated, and nowhere else. */
const reach = "918273645";

const clients = {} as Record<Name, Client>;

/** Of these headers each answer has its own. */
const ownHeaders = ["date", "x-request-id", "keep-alive"];

/** All that these addresses answer, with what an answer makes for itself masked: the ids and moments of now, signed or not, how long ago something was, the id of the request, its nonce. */
async function round(addresses: readonly string[]): Promise<Record<Name, Told[]>> {
  const told = {} as Record<Name, Told[]>;
  for (const name of everybody) {
    told[name] = [];
    for (const where of addresses) {
      for (const [kind, answer] of [
        ["page", await clients[name].get(where)],
        ["data", await clients[name].data(where)],
      ] as const) {
        if (answer.status === 429) throw new Error(`${where} answers no more.`);
        const headers = Object.entries(answer.headers).filter(([header]) => !ownHeaders.includes(header));
        const text = `${answer.status} ${answer.text} ${JSON.stringify(headers)}`;
        told[name].push({ where: `${kind} ${where}`, text: masked(text) });
      }
    }
  }
  return told;
}

function masked(text: string): string {
  const first = newId(began);
  return text
    .replace(/nonce-[\w+/=-]+/g, "nonce-")
    .replace(/nonce=\\?"[^"\\]*\\?"/g, "nonce")
    .replace(/\b[0-9a-hjkmnp-tv-z]{16}\b/g, (id) => (/\d/.test(id) && id > first ? "new-id" : id))
    .replace(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, "request")
    .replace(/(<time [^>]*>)[^<]*/g, "$1ago")
    .replace(/\b(1\d{12})(\.[\w-]{43})?\b/g, (written, moment) => (Number(moment) >= began ? "now" : written));
}

beforeAll(async () => {
  site = await settledSite();
  pro = await verified(site.server, "Pro Product");
  kim = await verified(site.server, "Kim Product");
  for (const who of [pro, kim]) await admit(site.db, site.open.id, who, { product: true });
  const { bob, cara, pia, eve } = site;
  Object.assign(clients, { bob, cara, pia, eve, visitor: site.visitor() });
  const bell = await propose(cara, site.open, "A louder bell");
  const lamp = await propose(bob, site.open, "A brighter lamp");
  lampPath = lamp.path;
  const comment = await say(bob, bell, "How loud?");
  for (const who of [pia, bob, eve]) await who.post(`${bell.path}/signal`, { kind: "support" });
  await cara.post(`${lamp.path}/signal`, { kind: "support" });
  const product = newId(Date.now());
  const people = await site.db.read
    .select({ id: members.id, email: members.email, handle: members.handle })
    .from(members);
  const of = { space: site.open.id, createdBy: people[0]?.id ?? "", createdAt: Date.now() };
  const words = { name: "Bells", key: "bells", purposeEn: "", purposeEnHtml: "", purposeFr: "", purposeFrHtml: "" };
  await site.db.transaction((tx) => tx.insert(products).values({ id: product, ...of, ...words }));
  const said = await site.db.read.select({ id: comments.id }).from(comments);
  const some = await site.db.read.select({ id: notices.id }).from(notices);
  const addresses = [
    ...everyAddress({
      space: [site.open.slug],
      idea: [bell.path.slice("/ideas/".length)],
      comment: said.map(({ id }) => id).slice(0, 1),
      handle: people.filter(({ email }) => email !== null).map(({ handle }) => handle),
      member: ["none"],
      file: ["none"],
      number: ["1"],
      notice: some.map(({ id }) => id).slice(0, 1),
      document: ["terms"],
      token: ["none"],
      key: ["none"],
      mail: ["none"],
      appeal: ["none"],
      case: ["none"],
      room: ["none"],
      product: [product],
      release: ["none"],
    }),
    ...["people", "discussed", "shortlist"].map((sort) => `/s/${site.open.slug}?sort=${sort}`),
    `/s/${site.open.slug}?q=bell`,
    lamp.path,
  ];
  expect(comment).toBeTruthy();
  const topics = [
    { type: "idea", id: bell.id },
    { type: "space", id: site.open.id },
  ];
  const ear = async (name: Name) => [name, await listening(site, clients[name], topics)] as const;
  // Once before: that somebody opened a page, and a notice, is noted by then.
  began = Date.now();
  await round(addresses);
  rounds = { first: await round(addresses), again: await round(addresses) } as typeof rounds;
  ears = Object.fromEntries(await Promise.all(everybody.map(ear))) as typeof ears;
  heard = Object.fromEntries(everybody.map((name) => [name, ears[name].heard.length])) as typeof heard;
  const before = await countsNow();
  await useTheLens(bell, product, people);
  expect(await countsNow()).toEqual(before);
  rounds.after = await round(addresses);
}, 300_000);

afterAll(async () => {
  closeSockets();
  expect(site.server.faults()).toEqual([]);
  await site.stop();
});

const countsNow = async () => ({
  counts: await site.db.read.select().from(signalCounts),
  signals: await site.db.read.$count(signals),
  notices: await site.db.read.$count(notices),
});

/** Everything that can be done with it, by forms, as a product person does it; and the customer's yes. */
async function useTheLens(
  bell: { path: string },
  product: string,
  people: readonly { id: string; email: string | null }[],
): Promise<void> {
  const known = people.filter(({ email }) => email !== null && email !== pro.email);
  for (const { id: member } of known) {
    const facts = { plan: `${stem}plan`, seats: "12" };
    await site.db.transaction((tx) =>
      keepFacts(tx, { actor: "system", now: Date.now() }, { space: site.open.id, member, facts }),
    );
  }
  const lens = `/s/${site.open.slug}/lens`;
  const query = `?segment=plan%3D${stem}plan&sort=support`;
  for (const asked of [
    "",
    query,
    "?sort=rice",
    "?by=customer",
    `?product=${product}`,
    "?stage=new",
    "?segment=seats&from=10&to=20",
  ]) {
    expect((await pro.get(lens + asked)).status).toBe(200);
  }
  const evidence = `${bell.path}/lens`;
  const said = { words: `${stem}words`, source: `${stem}source`, importance: "3", customer: site.bob.email };
  const quote = newId(Date.now());
  const kept = newId(Date.now());
  for (const id of [quote, kept]) expect((await pro.post(evidence, { act: "add", id, ...said })).status).toBe(303);
  const edit = { act: "edit", quote: kept, version: "1", ...said, words: `${stem}edited` };
  expect((await pro.post(evidence, edit)).status).toBe(303);
  expect((await pro.post(evidence, { act: "remove", quote })).status).toBe(303);
  for (const email of [customer, site.cara.email]) {
    const wish = { id: newId(Date.now()), email, words: `${stem}wish` };
    expect((await pro.post(`${bell.path}/wishes`, wish)).status).toBe(303);
    const { text } = await site.server.mailTo(email, /Is this what you need/);
    const [link = ""] = /\/wish\/[\w.-]+/.exec(text) ?? [];
    expect((await site.visitor().get(link)).text).toContain(`${stem}wish`);
    expect((await site.visitor().post(link, { act: "confirmed" })).status).toBe(303);
  }
  const estimated = await estimate(`${bell.path}/estimates`);
  seen = {
    ...estimated,
    lens: (await pro.get(lens + query)).text,
    evidence: (await pro.get(evidence)).text,
    csv: (await pro.get(`${lens}.csv${query}`)).text,
    wishes: (await pro.get(`${bell.path}/wishes`)).text,
  };
}

/** Two estimate, one of them reveals, the other changes her mind too late; and what is decided is put on record. */
async function estimate(path: string): Promise<Pick<typeof seen, "silent" | "late" | "round">> {
  const said = { act: "estimate", round: "1", impact: "100", confidence: "80", effort: "0.5", kano: "attractive" };
  expect((await pro.post(path, { ...said, reach })).status).toBe(303);
  const silent = [(await kim.get(path)).text, (await kim.data(path)).text];
  expect((await kim.post(path, { ...said, reach: "1" })).status).toBe(303);
  for (const read of [kim.get(path), kim.data(path)]) silent.push((await read).text);
  for (let twice = 0; twice < 2; twice++) {
    expect((await pro.post(path, { act: "reveal", round: "1" })).status).toBe(303);
  }
  const { status, text } = await kim.post(path, { ...said, reach: "192837465" });
  const decision = {
    act: "decide",
    id: newId(Date.now()),
    words: `${stem}decided`,
    criterion0: `${stem}by`,
    state0: "met",
  };
  expect((await pro.post(path, decision)).status).toBe(303);
  return { silent, late: { where: String(status), text }, round: (await kim.data(path)).text };
}

it("shows nobody what others estimated before it is revealed, and keeps what came too late", () => {
  expect(seen.silent).toHaveLength(4);
  for (const text of seen.silent) expect(text).not.toContain(reach);
  expect(seen.round).toContain(reach);
  expect(seen.round).toContain(`${stem}decided`);
  expect(seen.round).toContain(`${stem}by`);
  expect(seen.late.where).toBe("409");
  expect(seen.late.text).toContain('value="192837465"');
  expect(seen.late.text).toContain("This round was revealed in the meantime");
});

it("shows a product person what was done", async () => {
  expect(seen.lens).toContain("A louder bell");
  expect(seen.lens).toContain("1 quote (weight 3) · 1 wish confirmed");
  expect(seen.csv).toMatch(/^\uFEFF?place,public_place,title/);
  expect(seen.csv).toContain("A louder bell");
  expect(seen.evidence).toContain(`${stem}edited`);
  expect(seen.wishes).toContain(customer);
  expect(await site.db.read.$count(estimates)).toBe(2);
  expect(await site.db.read.$count(evidenceQuotes)).toBe(1);
  expect(await site.db.read.$count(customerWishes)).toBe(2);
  expect(await site.db.read.$count(customerFacts)).toBeGreaterThan(8);
});

describe.each(everybody)("for %s", (name) => {
  it("two readings without the lens are the same, once what each makes for itself is masked", () => {
    expect(differing(rounds.first[name], rounds.again[name])).toEqual([]);
    expect(rounds.first[name].length).toBeGreaterThan(100);
  });

  it("a reading after a full use of the lens is the same, byte for byte", () => {
    expect(differing(rounds.again[name], rounds.after[name])).toEqual([]);
  });

  it("no word of it is told anywhere, and no socket says a thing", async () => {
    expect(placesOf(stem, rounds.after[name])).toEqual([]);
    expect(placesOf(customer, rounds.after[name])).toEqual([]);
    expect(placesOf(reach, rounds.after[name])).toEqual([]);
    // How many have an idea open is told of those who listen here.
    const said = ears[name].heard.slice(heard[name]).filter(({ kind }) => kind !== "readers");
    expect(said).toEqual([]);
  });
});

it("mails say of it only to the customer who is asked that somebody asks", async () => {
  for (const who of [site.bob, site.pia, site.eve]) {
    expect(placesOf("Is this what you need", await toldByMail(site, who))).toEqual([]);
  }
  const asked = await toldByMail(site, site.cara);
  expect(placesOf("Is this what you need", asked)).toHaveLength(1);
  expect(placesOf(stem, asked)).toEqual([]);
});

it("is a comparison that finds a single signal", async () => {
  const address = `/s/${site.open.slug}?sort=people`;
  const before = await round([address]);
  expect((await site.pia.post(`${lampPath}/signal`, { kind: "support" })).status).toBeLessThan(400);
  const after = await round([address]);
  expect(differing(before.visitor, after.visitor)).toHaveLength(2);
});

/** Where two readings are not the same, with the first words that differ. */
function differing(one: readonly Told[], other: readonly Told[]): string[] {
  return one.flatMap(({ where, text }, index) => {
    const also = other[index]?.text ?? "";
    if (text === also) return [];
    const at = text.split("").findIndex((sign, place) => sign !== also[place]);
    return [`${where}: ${text.slice(Math.max(0, at - 60), at + 60)} | ${also.slice(Math.max(0, at - 60), at + 60)}`];
  });
}
