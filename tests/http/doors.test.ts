/** Who may do what at which address, asked over the network: by page, by script, by each role. */
import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ideas } from "../../db/schema/ideas.ts";
import { members } from "../../db/schema/members.ts";
import { products } from "../../db/schema/products.ts";
import { releases } from "../../db/schema/releases.ts";
import { roomPeople, rooms } from "../../db/schema/rooms.ts";
import { newId } from "../../app/platform/ids.ts";
import { pageDoors } from "../../app/policies.ts";
import type { Client } from "../support/http.ts";
import { picture } from "../files/support.ts";
import {
  admit,
  attach,
  joined,
  password,
  type Person,
  propose,
  say,
  settledSite,
  signedIn,
  type Site,
  verified,
} from "../support/site.ts";

const roles = ["visitor", "unverified", "outsider", "member", "pilot", "admin"] as const;
type Role = (typeof roles)[number];

let site: Site;
/** Things in the public and in the private space, all by `cara`, whom no role of the table is. */
let open: Things;
let secret: Things;
/** A public space in which nobody did anything. */
let quiet: string;

type Things = {
  slug: string;
  idea: string;
  hidden: string;
  draft: string;
  comment: string;
  file: string;
  /** The ids of a planned room, and of one that is over, which nobody of the table leads. */
  room: string;
  over: string;
  /** The id of a planned room in which nobody of the table presents. */
  pitch: string;
  /** The address of a product. */
  product: string;
  /** The addresses of a release that is published, and of a draft. */
  release: string;
  drafted: string;
};

beforeAll(async () => {
  site = await settledSite();
  open = await thingsIn(site.open);
  secret = await thingsIn(site.secret);
  quiet = await quietSpace();
  await verified(site.server, "Quin Quiet");
  const { dan, eve, bob, pia, ann } = site;
  crews = [{ unverified: dan, outsider: eve, member: bob, pilot: pia, admin: ann }];
  while (crews.length * writesOfACrew < 2 * writing.length) crews.push(await anotherCrew(crews.length));
});

afterAll(() => site.stop());

async function quietSpace(): Promise<string> {
  const form = { ...aSpace, spaceName: "Quiet" };
  return /\/s\/([\w-]+)/.exec((await site.ann.post("/s/new", form)).location ?? "")?.[1] ?? "";
}

async function thingsIn(space: { id: string; slug: string }): Promise<Things> {
  const idea = await propose(site.cara, space, "A pump at each stop");
  const hidden = await propose(site.cara, space, "Something rude");
  await site.db.transaction((tx) => tx.update(ideas).set({ moderation: "hidden" }).where(eq(ideas.id, hidden.id)));
  const draft = newId(Date.now());
  await site.cara.post(`/s/${space.slug}/drafts`, { id: draft, ...texts });
  const product = await namedProduct(space);
  return {
    slug: space.slug,
    idea: idea.path,
    hidden: hidden.path,
    draft: `/ideas/${draft}`,
    comment: `/comments/${await say(site.cara, idea, "Who fills it?")}`,
    file: await attach(site.cara, idea, await picture(1)),
    room: await plannedRoom(space),
    over: await closedRoom(space),
    pitch: await plannedPitch(space),
    product,
    release: await aRelease(space, product, "published"),
    drafted: await aRelease(space, product, "draft"),
  };
}

async function namedProduct(space: { id: string; slug: string }): Promise<string> {
  const [cara] = await site.db.read.select({ id: members.id }).from(members).where(eq(members.email, site.cara.email));
  const row = { id: newId(Date.now()), space: space.id, name: "Bell", key: "bell", createdAt: Date.now() };
  const words = { purposeEn: "", purposeFr: "", purposeEnHtml: "", purposeFrHtml: "" };
  await site.db.transaction((tx) => tx.insert(products).values({ ...row, ...words, createdBy: cara?.id ?? "" }));
  return `/s/${space.slug}/products/${row.id}-bell`;
}

async function aRelease(
  space: { id: string; slug: string },
  product: string,
  state: "published" | "draft",
): Promise<string> {
  const [cara] = await site.db.read.select({ id: members.id }).from(members).where(eq(members.email, site.cara.email));
  const by = cara?.id ?? "";
  const row = {
    id: newId(Date.now()),
    space: space.id,
    product: productIn(product),
    createdBy: by,
    createdAt: Date.now(),
  };
  const words = { title: "Autumn", notesEn: "", notesFr: "", notesEnHtml: "", notesFrHtml: "" };
  const published = state === "published" ? { publishedAt: Date.now(), publishedBy: by } : {};
  await site.db.transaction((tx) => tx.insert(releases).values({ ...row, ...words, ...published, state }));
  return `/s/${space.slug}/releases/${row.id}-autumn`;
}

async function plannedRoom(space: { slug: string }, change: { template?: string } = {}): Promise<string> {
  const form = { ...aRoom(), ...change };
  await site.pia.post(`/s/${space.slug}/rooms/new`, form);
  await site.db.transaction((tx) => tx.update(roomPeople).set({ role: "member" }).where(eq(roomPeople.room, form.id)));
  return form.id;
}

async function closedRoom(space: { slug: string }): Promise<string> {
  const id = await plannedRoom(space);
  const closed = { state: "closed", end: "over", closedAt: Date.now(), dueAt: null } as const;
  await site.db.transaction((tx) => tx.update(rooms).set(closed).where(eq(rooms.id, id)));
  // Whoever of the table opened it was in it, and would find what others do not.
  const [cara] = await site.db.read.select({ id: members.id }).from(members).where(eq(members.email, site.cara.email));
  const someoneElse = { member: cara?.id ?? "" };
  await site.db.transaction((tx) => tx.update(roomPeople).set(someoneElse).where(eq(roomPeople.room, id)));
  return id;
}

async function plannedPitch(space: { slug: string }): Promise<string> {
  const id = await plannedRoom(space, { template: "ignite" });
  const presenter = (
    await site.db.read.select({ id: members.id }).from(members).where(eq(members.email, site.cara.email))
  )[0]?.id;
  await site.db.transaction((tx) =>
    tx
      .update(rooms)
      .set({ presenter: presenter ?? null })
      .where(eq(rooms.id, id)),
  );
  return id;
}

const aRoom = () => ({
  id: newId(Date.now()),
  idea: "",
  title: "A pump at each stop",
  question: "Which pump?",
  template: "core",
  when: "later",
  day: new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10),
  time: "18:00",
  zone: "UTC",
  audience: "space",
  invited: "",
  most: "50",
});

const texts = { title: "Lights", problem: "It is dark.", forWhom: "Everybody.", solution: "Lights." };
const credentials = { email: "nobody@example.org", password: "not the password" };

type Row = {
  door: keyof typeof pageDoors;
  path: () => string;
  /** The form; without it the page is read. */
  form?: () => Record<string, string>;
  /** The answer's status for each of `roles`, in order; one number is for all. */
  cells: number | number[];
  /** The same when script sends the form, where no page is shown that could lead elsewhere. */
  byScript?: number;
  /** Ends sessions: each role comes with a session of its own. */
  endsSession?: boolean;
  /** Answers programs: there is no page whose data script could ask for. */
  isResource?: boolean;
};

const seenInside = [404, 404, 404, 200, 200, 404];
const doneInside = [302, 404, 404, 303, 303, 404];
const doneOutside = [302, 403, 303, 303, 303, 303];
const doneByAnybody = [302, 303, 303, 303, 303, 303];
const signedInOnly = [302, 200, 200, 200, 200, 200];
const onlyByAdmin = [403, 403, 403, 403, 403, 200];
const onlyByLead = [302, 403, 403, 403, 403, 200];
const onlyByAuthor = [302, 404, 404, 404, 404, 404];

const aSpace = {
  spaceName: "Mine",
  purpose: "Mine.",
  criteria: "",
  visibility: "public",
  language: "en",
  timeZone: "UTC",
  accent: "teal",
  leanShown: "always",
};
const asEverywhere = {
  answers: "",
  replies: "",
  followed: "",
  talk: "",
  authorship: "",
  rooms: "",
  piloting: "",
  account: "",
};
const told = {
  ...Object.fromEntries(Object.keys(asEverywhere).map((group) => [group, "app"])),
  rhythm: "daily",
  dailyHour: "8",
  quietFrom: "20",
  quietUntil: "8",
};
const proposal = () => ({ id: newId(Date.now()), ...texts });
const comment = () => ({ id: newId(Date.now()), parent: "", kind: "question", body: "Why?" });
const idIn = (path: string) => (path.split("/").at(-1) ?? "").slice(0, 16);
const planned = () => ({
  act: "plan",
  id: newId(Date.now()),
  version: "1",
  owner: "",
  percent: "50",
  targetOn: "",
  confidence: "",
});
const asking = () => ({
  act: "ask",
  id: newId(Date.now()),
  question: "Will they use it?",
  closesOn: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10),
  knownOn: new Date(Date.now() + 864_000_000).toISOString().slice(0, 10),
});
/** From a stage at which the idea is not: whoever may move it is told so. */
const move = () => ({ act: "move", id: newId(Date.now()), from: "later", to: "open", message: "We look into it." });
/** To where it is: whoever may propose it is told that it stands there. */
const transferTo = (to: string) => ({ act: "propose", id: newId(Date.now()), to, message: "It belongs there." });
/** Into itself: whoever may merge it is told that this cannot be. */
const mergeIn = (idea: string) => ({
  act: "merge",
  id: newId(Date.now()),
  into: idea.replace("/ideas/", "").slice(0, 16),
  sourceElements: "A pump",
  targetElements: "A pump",
  message: "The same.",
});
const alike = (idea: string) => ({
  act: "say",
  id: newId(Date.now()),
  other: idea.replace("/ideas/", "").slice(0, 16),
  words: "The same.",
});
const note = () => ({ act: "write", id: newId(Date.now()), body: "Ask the workshop." });
/** By a day that is over: whoever may ask is told so. */
const question = () => ({ id: newId(Date.now()), asks: "detail", body: "Where?", answerBy: "2020-01-01" });
/** For an idea that is not declined: whoever may bring one is told so. */
const argument = () => ({ id: newId(Date.now()), argument: "Pumps cost half by now." });
/** On an argument that nobody brought. */
const verdict = () => {
  const [revival, move] = [newId(Date.now()), newId(Date.now())];
  return { revival, move, decision: "accepted", message: "Open again." };
};
const productIn = (address: string) => /products\/(\w+)/.exec(address)?.[1] ?? "";
const wordsOf = (product: string) => ({ product: productIn(product), title: "Autumn", notesEn: "", notesFr: "" });
const releaseOf = (product: string) => ({ id: newId(Date.now()), ...wordsOf(product) });
const report = () => ({ reason: "spam", words: "" });
const suggestion = () => ({
  act: "suggest",
  id: newId(Date.now()),
  passage: "problem",
  seen: "It is a nuisance.",
  text: "It is a great nuisance.",
  reason: "",
});
const onWords = () => ({
  act: "comment",
  id: newId(Date.now()),
  kind: "remark",
  body: "Why so?",
  passage: "problem",
  quote: "nuisance",
  at: "",
});
const edit = () => ({ act: "edit", kind: "remark", body: "Changed by somebody else." });
/** The title stays: it is part of the address. Said twice, it is one version. */
const newText = () => ({ ...texts, title: "A pump at each stop", language: "en", version: "1" });

const rows: Record<string, Row> = {
  "read the start": { door: "/", path: () => "/", cells: 200 },
  "post to the start": { door: "/", path: () => "/?index", form: () => ({}), cells: 404 },
  "see the set-up once it is done": { door: "/setup", path: () => "/setup", cells: 404 },
  "set up once it is done": { door: "/setup", path: () => "/setup", form: () => ({ code: "x" }), cells: [422] },
  "see the form to join": { door: "/join", path: () => "/join", cells: [200, 302, 302, 302, 302, 302] },
  "join as a program does": {
    door: "/join",
    path: () => "/join",
    form: () => ({ name: "Bot", email: "bot@example.org", password: "long enough", website: "x", started: "x" }),
    cells: 303,
  },
  "see the form to sign in": { door: "/signin", path: () => "/signin", cells: [200, 302, 302, 302, 302, 302] },
  "sign in with a wrong password": {
    door: "/signin",
    path: () => "/signin",
    form: () => credentials,
    cells: [422, 302, 302, 302, 302, 302],
    byScript: 422,
  },
  "sign out by a link": { door: "/signout", path: () => "/signout", cells: 404, isResource: true },
  "sign out": { door: "/signout", path: () => "/signout", form: () => ({}), cells: 303, endsSession: true },
  "see the form for a forgotten password": { door: "/forgot", path: () => "/forgot", cells: 200 },
  "ask for a new password": {
    door: "/forgot",
    path: () => "/forgot",
    form: () => ({ email: `${randomUUID()}@example.org` }),
    cells: 303,
  },
  "open a dead link to a new password": { door: "/reset/:token", path: () => "/reset/none", cells: 410 },
  "use a dead link to a new password": {
    door: "/reset/:token",
    path: () => "/reset/none",
    form: () => ({ password: "a new long password" }),
    cells: 409,
  },
  "see the form for another mail": { door: "/verify", path: () => "/verify", cells: [200, 200, 302, 302, 302, 302] },
  "ask for another mail": {
    door: "/verify",
    path: () => "/verify",
    form: () => ({ email: `${randomUUID()}@example.org` }),
    cells: 303,
  },
  "open a dead confirmation": { door: "/verify/:token", path: () => "/verify/none", cells: 410 },
  "use a dead confirmation": { door: "/verify/:token", path: () => "/verify/none", form: () => ({}), cells: 409 },
  "read the rules of reputation": { door: "/reputation/rules", path: () => "/reputation/rules", cells: 200 },
  "ask the rules what cannot be read": {
    door: "/reputation/rules",
    path: () => "/reputation/rules?what=signals&people=many&days=x&share=%3Cb%3E",
    cells: 200,
  },
  "read the newest signed head": { door: "/reputation/head", path: () => "/reputation/head", cells: 200 },
  "read heads before none": { door: "/reputation/head", path: () => "/reputation/head?before=x", cells: 404 },
  "save a head that was not signed": {
    door: "/reputation/head.json",
    path: () => "/reputation/head.json?n=999999",
    cells: 404,
    isResource: true,
  },
  "read a head as text that was not signed": {
    door: "/reputation/head.txt",
    path: () => "/reputation/head.txt?n=999999",
    cells: 404,
    isResource: true,
  },
  "read the terms": { door: "/legal/:document", path: () => "/legal/terms", cells: 200 },
  "read a legal page that is not there": { door: "/legal/:document", path: () => "/legal/secrets", cells: 404 },
  "read a version that is not there": { door: "/legal/:document", path: () => "/legal/terms?version=99", cells: 404 },
  "post to the terms": { door: "/legal/:document", path: () => "/legal/terms", form: () => ({}), cells: 404 },
  "accept by a link": { door: "/consent", path: () => "/consent", cells: 404, isResource: true },
  "accept texts that are not in force": {
    door: "/consent",
    path: () => "/consent",
    form: () => ({ consent: "99.99", next: "/" }),
    cells: [302, 409, 409, 409, 409, 409],
  },
  "see the legal pages as their keeper": {
    door: "/admin/legal",
    path: () => "/admin/legal",
    cells: [403, 403, 403, 403, 403, 200],
  },
  "see the form of the terms": {
    door: "/admin/legal/:document",
    path: () => "/admin/legal/terms",
    cells: [403, 403, 403, 403, 403, 200],
  },
  "publish terms without words": {
    door: "/admin/legal/:document",
    path: () => "/admin/legal/terms",
    form: () => ({ en: "", fr: "", version: "1" }),
    cells: [403, 403, 403, 403, 403, 422],
  },
  "change the language by a link": { door: "/preferences", path: () => "/preferences", cells: 404, isResource: true },
  "change the language": {
    door: "/preferences",
    path: () => "/preferences",
    form: () => ({ locale: "en", next: "/" }),
    cells: 303,
  },
  "read how to be somebody else, in a place that is no demo": {
    door: "/demo/signin",
    path: () => "/demo/signin",
    cells: 404,
    isResource: true,
  },
  "be somebody else": { door: "/demo/signin", path: () => "/demo/signin", form: () => ({ part: "admin" }), cells: 404 },
  "read how to wipe everything": { door: "/demo/reset", path: () => "/demo/reset", cells: 404 },
  "wipe everything": { door: "/demo/reset", path: () => "/demo/reset", form: () => ({}), cells: 404 },
  "see oneself": { door: "/me", path: () => "/me", cells: signedInOnly },
  "post to oneself": { door: "/me", path: () => "/me", form: () => ({}), cells: 404 },
  "see the form for what others read about one": {
    door: "/me/profile",
    path: () => "/me/profile",
    cells: signedInOnly,
  },
  "take a handle that passes for the place": {
    door: "/me/profile",
    path: () => "/me/profile",
    form: () => ({ name: "Some One", handle: "admin", bio: "" }),
    cells: [302, 422, 422, 422, 422, 422],
  },
  "read about an author": { door: "/people/:handle", path: () => "/people/cara-customer", cells: 200 },
  "read about somebody who only belongs to the place": {
    door: "/people/:handle",
    path: () => "/people/quin-quiet",
    cells: [404, 404, 404, 404, 404, 200],
  },
  "read about nobody": { door: "/people/:handle", path: () => "/people/nobody", cells: 404 },
  "read what a reputation is made of": {
    door: "/people/:handle/reputation",
    path: () => "/people/cara-customer/reputation",
    cells: 200,
  },
  "read the reputation of nobody": {
    door: "/people/:handle/reputation",
    path: () => "/people/nobody/reputation",
    cells: 404,
  },
  "post to a reputation": {
    door: "/people/:handle/reputation",
    path: () => "/people/cara-customer/reputation",
    form: () => ({}),
    cells: 404,
  },
  "post to somebody": { door: "/people/:handle", path: () => "/people/cara-customer", form: () => ({}), cells: 404 },
  "see one's language and theme": { door: "/me/look", path: () => "/me/look", cells: signedInOnly },
  "choose a time zone that is not there": {
    door: "/me/look",
    path: () => "/me/look",
    form: () => ({ locale: "en", theme: "system", timeZone: "Nowhere" }),
    cells: [302, 422, 422, 422, 422, 422],
  },
  "see the form for one's address": { door: "/me/email", path: () => "/me/email", cells: signedInOnly },
  "take back a change of address that nobody asked for": {
    door: "/me/email",
    path: () => "/me/email",
    form: () => ({ act: "cancel" }),
    cells: [302, 303, 303, 303, 303, 303],
  },
  "open a dead link about an address": { door: "/email/:token", path: () => "/email/none", cells: 410 },
  "answer by a dead link about an address": {
    door: "/email/:token",
    path: () => "/email/none",
    form: () => ({ act: "confirm" }),
    cells: 409,
  },
  "see one's devices": { door: "/me/sessions", path: () => "/me/sessions", cells: signedInOnly },
  "end a session of somebody else": {
    door: "/me/sessions",
    path: () => "/me/sessions",
    form: () => ({ session: newId(Date.now()) }),
    cells: [302, 404, 404, 404, 404, 404],
  },
  "see the form for one's password": { door: "/me/password", path: () => "/me/password", cells: signedInOnly },
  "change one's password by a wrong one": {
    door: "/me/password",
    path: () => "/me/password",
    form: () => ({ currentPassword: "not this one", password: "a new long password" }),
    cells: [302, 422, 422, 422, 422, 422],
  },
  "read a public space": { door: "/s/:space", path: () => `/s/${open.slug}`, cells: 200 },
  "read a private space": { door: "/s/:space", path: () => `/s/${secret.slug}`, cells: seenInside },
  "read a space that is not there": { door: "/s/:space", path: () => "/s/nowhere", cells: 404 },
  "post to a space": { door: "/s/:space", path: () => `/s/${open.slug}`, form: () => ({}), cells: 404 },
  "see the form of a new space": { door: "/s/new", path: () => "/s/new", cells: [403, 403, 403, 403, 403, 200] },
  "open a space with nothing typed": {
    door: "/s/new",
    path: () => "/s/new",
    form: () => ({}),
    cells: [403, 403, 403, 403, 403, 422],
  },
  "read about a public space": { door: "/s/:space/about", path: () => `/s/${open.slug}/about`, cells: 200 },
  "read about a private space": { door: "/s/:space/about", path: () => `/s/${secret.slug}/about`, cells: seenInside },
  "join a public space": {
    door: "/s/:space/about",
    path: () => `/s/${open.slug}/about`,
    form: () => ({ act: "join" }),
    cells: doneOutside,
  },
  "join a private space by guessing": {
    door: "/s/:space/about",
    path: () => `/s/${secret.slug}/about`,
    form: () => ({ act: "join" }),
    cells: doneInside,
  },
  "see the members of a public space": {
    door: "/s/:space/members",
    path: () => `/s/${quiet}/members`,
    cells: [302, 403, 403, 403, 403, 200],
  },
  "see the members of a private space": {
    door: "/s/:space/members",
    path: () => `/s/${secret.slug}/members`,
    cells: [302, 404, 404, 200, 200, 404],
  },
  "give a role in a private space to somebody outside": {
    door: "/s/:space/members",
    path: () => `/s/${secret.slug}/members`,
    form: () => ({ act: "give", member: newId(Date.now()), role: "pilot" }),
    cells: [302, 404, 404, 404, 404, 404],
  },
  "decide on a request that is not there": {
    door: "/s/:space/members",
    path: () => `/s/${secret.slug}/members`,
    form: () => ({ act: "approve", member: newId(Date.now()), reason: "" }),
    cells: [302, 404, 404, 403, 409, 404],
  },
  "see the invitations of a public space": {
    door: "/s/:space/invitations",
    path: () => `/s/${open.slug}/invitations`,
    cells: [302, 403, 403, 403, 200, 200],
  },
  "see the invitations of a private space": {
    door: "/s/:space/invitations",
    path: () => `/s/${secret.slug}/invitations`,
    cells: [302, 404, 404, 403, 200, 404],
  },
  "invite into a private space": {
    door: "/s/:space/invitations",
    path: () => `/s/${secret.slug}/invitations`,
    form: () => ({ act: "invite", email: "", role: "member", affiliation: "as_is", mostUses: "1", days: "1" }),
    cells: [302, 404, 404, 403, 303, 404],
  },
  "open an invitation that was made up": { door: "/invite/:token", path: () => "/invite/made.up", cells: 404 },
  "accept an invitation that was made up": {
    door: "/invite/:token",
    path: () => "/invite/made.up",
    form: () => ({}),
    cells: [302, 404, 404, 404, 404, 404],
  },
  "open a link to ask that was made up": { door: "/knock/:key", path: () => "/knock/made.up.too", cells: 404 },
  "ask by a link that was made up": {
    door: "/knock/:key",
    path: () => "/knock/made.up.too",
    form: () => ({ message: "Hello" }),
    cells: [302, 404, 404, 404, 404, 404],
  },
  "see the form of a space": {
    door: "/s/:space/edit",
    path: () => `/s/${open.slug}/edit`,
    cells: onlyByLead,
  },
  "see the form of a private space": {
    door: "/s/:space/edit",
    path: () => `/s/${secret.slug}/edit`,
    cells: [302, 404, 404, 403, 403, 404],
  },
  "change a space with nothing typed": {
    door: "/s/:space/edit",
    path: () => `/s/${open.slug}/edit`,
    form: () => ({}),
    cells: [302, 422, 422, 422, 422, 422],
  },
  "change a space": {
    door: "/s/:space/edit",
    path: () => `/s/${open.slug}/edit`,
    form: () => ({ ...aSpace, version: "999" }),
    cells: [302, 403, 403, 403, 403, 409],
  },
  "change a private space": {
    door: "/s/:space/edit",
    path: () => `/s/${secret.slug}/edit`,
    form: () => ({ ...aSpace, version: "999" }),
    cells: [302, 404, 404, 403, 403, 404],
  },
  "read the charter of a public space": {
    door: "/s/:space/charter",
    path: () => `/s/${open.slug}/charter`,
    cells: 200,
  },
  "read the charter of a private space": {
    door: "/s/:space/charter",
    path: () => `/s/${secret.slug}/charter`,
    cells: seenInside,
  },
  "see the form of a charter": {
    door: "/s/:space/charter/edit",
    path: () => `/s/${open.slug}/charter/edit`,
    cells: onlyByLead,
  },
  "publish a charter over a newer one": {
    door: "/s/:space/charter/edit",
    path: () => `/s/${open.slug}/charter/edit`,
    form: () => ({ charter: "Mine.", version: "999" }),
    cells: [302, 403, 403, 403, 403, 409],
  },
  "see the form of a new idea": {
    door: "/s/:space/ideas/new",
    path: () => `/s/${open.slug}/ideas/new`,
    cells: 200,
  },
  "see the form of a new idea in a private space": {
    door: "/s/:space/ideas/new",
    path: () => `/s/${secret.slug}/ideas/new`,
    cells: seenInside,
  },
  propose: {
    door: "/s/:space/ideas/new",
    path: () => `/s/${open.slug}/ideas/new`,
    form: proposal,
    cells: doneOutside,
  },
  "propose in a private space": {
    door: "/s/:space/ideas/new",
    path: () => `/s/${secret.slug}/ideas/new`,
    form: proposal,
    cells: doneInside,
  },
  "keep a draft": {
    door: "/s/:space/drafts",
    path: () => `/s/${open.slug}/drafts`,
    form: proposal,
    cells: signedInOnly,
  },
  "keep a draft in a private space": {
    door: "/s/:space/drafts",
    path: () => `/s/${secret.slug}/drafts`,
    form: proposal,
    cells: [302, 404, 404, 200, 200, 404],
  },
  "read the answer to a kept view": { door: "/s/:space/views", path: () => `/s/${open.slug}/views`, cells: 200 },
  "read the answer to a kept view in a private space": {
    door: "/s/:space/views",
    path: () => `/s/${secret.slug}/views`,
    cells: seenInside,
  },
  "keep a view": {
    door: "/s/:space/views",
    path: () => `/s/${open.slug}/views`,
    form: () => ({ name: randomUUID(), query: "?sort=people" }),
    cells: [302, 303, 303, 303, 303, 303],
  },
  "keep a view of a private space": {
    door: "/s/:space/views",
    path: () => `/s/${secret.slug}/views`,
    form: () => ({ name: randomUUID(), query: "" }),
    cells: doneInside,
  },
  "take the answers of a space along": {
    door: "/s/:space/answers.csv",
    path: () => `/s/${open.slug}/answers.csv`,
    cells: [200, 200, 200, 200, 200, 200],
    isResource: true,
  },
  "take the answers of a private space along": {
    door: "/s/:space/answers.csv",
    path: () => `/s/${secret.slug}/answers.csv`,
    cells: [404, 404, 404, 200, 200, 404],
    isResource: true,
  },
  "take the figures of a space along": {
    door: "/s/:space/ideas.csv",
    path: () => `/s/${open.slug}/ideas.csv`,
    cells: [302, 403, 403, 403, 200, 200],
    isResource: true,
  },
  "take the figures of a private space along": {
    door: "/s/:space/ideas.csv",
    path: () => `/s/${secret.slug}/ideas.csv`,
    cells: [302, 404, 404, 403, 200, 404],
    isResource: true,
  },
  "see the form that moves an idea": {
    door: "/ideas/:idea/stage",
    path: () => `${open.idea}/stage`,
    cells: [302, 404, 404, 404, 200, 200],
  },
  "see the form that moves an idea of a private space": {
    door: "/ideas/:idea/stage",
    path: () => `${secret.idea}/stage`,
    cells: [302, 404, 404, 404, 200, 404],
  },
  "move an idea": {
    door: "/ideas/:idea/stage",
    path: () => `${open.idea}/stage`,
    form: move,
    cells: [302, 403, 403, 403, 409, 409],
  },
  "move an idea of a private space": {
    door: "/ideas/:idea/stage",
    path: () => `${secret.idea}/stage`,
    form: move,
    cells: [302, 404, 404, 403, 409, 404],
  },
  "see the form that merges an idea": {
    door: "/ideas/:idea/merge",
    path: () => `${open.idea}/merge`,
    cells: [302, 404, 404, 404, 200, 200],
  },
  "see the form that merges an idea of a private space": {
    door: "/ideas/:idea/merge",
    path: () => `${secret.idea}/merge`,
    cells: [302, 404, 404, 404, 200, 404],
  },
  "merge an idea": {
    door: "/ideas/:idea/merge",
    path: () => `${open.idea}/merge`,
    form: () => mergeIn(open.idea),
    cells: [302, 403, 403, 403, 409, 409],
  },
  "merge an idea of a private space": {
    door: "/ideas/:idea/merge",
    path: () => `${secret.idea}/merge`,
    form: () => mergeIn(secret.idea),
    cells: [302, 404, 404, 403, 409, 404],
  },
  "see the form that moves an idea to another space": {
    door: "/ideas/:idea/transfer",
    path: () => `${open.idea}/transfer`,
    cells: [302, 404, 404, 404, 200, 200],
  },
  "see the form that moves an idea out of a private space": {
    door: "/ideas/:idea/transfer",
    path: () => `${secret.idea}/transfer`,
    cells: [302, 404, 404, 404, 200, 404],
  },
  "propose to move an idea": {
    door: "/ideas/:idea/transfer",
    path: () => `${open.idea}/transfer`,
    form: () => transferTo(site.open.id),
    cells: [302, 403, 403, 403, 409, 409],
  },
  "propose to move an idea out of a private space": {
    door: "/ideas/:idea/transfer",
    path: () => `${secret.idea}/transfer`,
    form: () => transferTo(site.secret.id),
    cells: [302, 404, 404, 403, 409, 404],
  },
  "decide on a move that nobody proposed": {
    door: "/ideas/:idea/transfer",
    path: () => `${open.idea}/transfer`,
    form: () => ({ act: "judge", transfer: newId(Date.now()), decision: "accepted", message: "Welcome." }),
    cells: [302, 404, 404, 404, 404, 404],
  },
  "see the form that keeps somebody out": {
    door: "/people/:handle/ban",
    path: () => "/people/cara-customer/ban",
    cells: [403, 403, 403, 403, 403, 200],
  },
  "keep somebody out": {
    door: "/people/:handle/ban",
    path: () => "/people/nobody-at-all/ban",
    form: () => ({ act: "ban", reason: "Spam." }),
    cells: [403, 403, 403, 403, 403, 404],
  },
  "read the internal notes on an idea": {
    door: "/ideas/:idea/notes",
    path: () => `${open.idea}/notes`,
    cells: [302, 404, 404, 404, 200, 200],
  },
  "read those in a private space": {
    door: "/ideas/:idea/notes",
    path: () => `${secret.idea}/notes`,
    cells: [302, 404, 404, 404, 200, 404],
  },
  "write one": {
    door: "/ideas/:idea/notes",
    path: () => `${open.idea}/notes`,
    form: note,
    cells: [302, 404, 404, 404, 303, 303],
  },
  "write one in a private space": {
    door: "/ideas/:idea/notes",
    path: () => `${secret.idea}/notes`,
    form: note,
    cells: [302, 404, 404, 404, 303, 404],
  },
  "see the form that reports an idea": {
    door: "/ideas/:idea/report",
    path: () => `${open.idea}/report`,
    cells: signedInOnly,
  },
  "see the form that reports an idea of a private space": {
    door: "/ideas/:idea/report",
    path: () => `${secret.idea}/report`,
    cells: [302, 404, 404, 200, 200, 404],
  },
  "report an idea": {
    door: "/ideas/:idea/report",
    path: () => `${open.idea}/report`,
    form: report,
    cells: doneOutside,
  },
  "report an idea of a private space": {
    door: "/ideas/:idea/report",
    path: () => `${secret.idea}/report`,
    form: report,
    cells: doneInside,
  },
  "see what is said against an idea": {
    door: "/ideas/:idea/moderation",
    path: () => `${open.idea}/moderation`,
    cells: [302, 404, 404, 404, 200, 200],
  },
  "see what is said against an idea of a private space": {
    door: "/ideas/:idea/moderation",
    path: () => `${secret.idea}/moderation`,
    cells: [302, 404, 404, 404, 200, 404],
  },
  "judge an idea": {
    door: "/ideas/:idea/moderation",
    path: () => `${open.idea}/moderation`,
    form: () => ({ act: "dismiss", words: "" }),
    cells: [302, 403, 403, 403, 303, 303],
  },
  "judge an idea of a private space": {
    door: "/ideas/:idea/moderation",
    path: () => `${secret.idea}/moderation`,
    form: () => ({ act: "dismiss", words: "" }),
    cells: [302, 404, 404, 403, 303, 404],
  },
  "read what pilots decided in a public space": {
    door: "/s/:space/moderation",
    path: () => `/s/${open.slug}/moderation`,
    cells: 200,
  },
  "read what they decided in a private one": {
    door: "/s/:space/moderation",
    path: () => `/s/${secret.slug}/moderation`,
    cells: seenInside,
  },
  "see what was decided about somebody": {
    door: "/s/:space/members/:handle",
    path: () => `/s/${open.slug}/members/cara-customer`,
    cells: [302, 404, 404, 404, 200, 200],
  },
  "see what was decided about somebody in a private space": {
    door: "/s/:space/members/:handle",
    path: () => `/s/${secret.slug}/members/cara-customer`,
    cells: [302, 404, 404, 404, 200, 404],
  },
  "warn somebody without a word": {
    door: "/s/:space/members/:handle",
    path: () => `/s/${open.slug}/members/cara-customer`,
    form: () => ({ act: "warn", id: newId(Date.now()), reason: "spam", words: "" }),
    cells: [302, 422, 422, 422, 422, 422],
  },
  "warn somebody": {
    door: "/s/:space/members/:handle",
    path: () => `/s/${open.slug}/members/cara-customer`,
    form: () => ({ act: "warn", id: newId(Date.now()), reason: "spam", words: "No." }),
    cells: [302, 404, 404, 404, 303, 303],
  },
  "mute somebody in a private space": {
    door: "/s/:space/members/:handle",
    path: () => `/s/${secret.slug}/members/eve-outside`,
    form: () => ({ act: "mute", id: newId(Date.now()), reason: "spam", words: "No.", days: "1" }),
    cells: [302, 404, 404, 404, 404, 404],
  },
  "see what was decided about oneself": { door: "/me/decisions", path: () => "/me/decisions", cells: signedInOnly },
  "say that one read somebody else's warning": {
    door: "/me/decisions",
    path: () => "/me/decisions",
    form: () => ({ act: "read", warning: newId(Date.now()) }),
    cells: [302, 404, 404, 404, 404, 404],
  },
  "read a case of held signals that is not there": {
    door: "/s/:space/fairness/:case",
    path: () => `/s/${open.slug}/fairness/${newId(Date.now())}`,
    cells: [302, 404, 404, 404, 404, 404],
  },
  "decide on a case of held signals that is not there": {
    door: "/s/:space/fairness/:case",
    path: () => `/s/${secret.slug}/fairness/${newId(Date.now())}`,
    form: () => ({ act: "release", words: "Yes." }),
    cells: [302, 404, 404, 404, 404, 404],
  },
  "read an appeal that is not there": {
    door: "/s/:space/appeals/:appeal",
    path: () => `/s/${open.slug}/appeals/${newId(Date.now())}`,
    cells: [302, 404, 404, 404, 404, 404],
  },
  "judge an appeal that is not there": {
    door: "/s/:space/appeals/:appeal",
    path: () => `/s/${secret.slug}/appeals/${newId(Date.now())}`,
    form: () => ({ act: "uphold", move: newId(Date.now()), words: "Yes." }),
    cells: [302, 404, 404, 404, 404, 404],
  },
  "appeal against somebody else's decision": {
    door: "/me/decisions",
    path: () => "/me/decisions",
    form: () => ({ act: "appeal", id: newId(Date.now()), decision: `act:${newId(Date.now())}`, words: "No." }),
    cells: [302, 404, 404, 404, 404, 404],
  },
  "read the reports of a space": {
    door: "/s/:space/reports",
    path: () => `/s/${open.slug}/reports`,
    cells: [302, 404, 404, 404, 200, 200],
  },
  "read the reports of a private space": {
    door: "/s/:space/reports",
    path: () => `/s/${secret.slug}/reports`,
    cells: [302, 404, 404, 404, 200, 404],
  },
  "read the arguments for an idea": { door: "/ideas/:idea/revival", path: () => `${open.idea}/revival`, cells: 200 },
  "read the arguments for an idea in a private space": {
    door: "/ideas/:idea/revival",
    path: () => `${secret.idea}/revival`,
    cells: [404, 404, 404, 200, 200, 404],
  },
  "read the arguments for a hidden idea": {
    door: "/ideas/:idea/revival",
    path: () => `${open.hidden}/revival`,
    cells: [404, 404, 404, 404, 200, 200],
  },
  "bring an argument for an idea": {
    door: "/ideas/:idea/revival",
    path: () => `${open.idea}/revival`,
    form: argument,
    cells: [302, 403, 409, 409, 409, 409],
  },
  "bring an argument for an idea in a private space": {
    door: "/ideas/:idea/revival",
    path: () => `${secret.idea}/revival`,
    form: argument,
    cells: [302, 404, 404, 409, 409, 404],
  },
  "decide on an argument for an idea in a private space": {
    door: "/ideas/:idea/revival",
    path: () => `${secret.idea}/revival`,
    form: verdict,
    cells: [302, 404, 404, 404, 404, 404],
  },
  "read the talks of an idea": { door: "/ideas/:idea/talk", path: () => `${open.idea}/talk`, cells: 200 },
  "read the talks of an idea in a private space": {
    door: "/ideas/:idea/talk",
    path: () => `${secret.idea}/talk`,
    cells: seenInside,
  },
  "read the talks of a hidden idea": {
    door: "/ideas/:idea/talk",
    path: () => `${open.hidden}/talk`,
    cells: [404, 404, 404, 404, 200, 200],
  },
  "ask the authors of an idea": {
    door: "/ideas/:idea/talk",
    path: () => `${open.idea}/talk`,
    form: question,
    cells: [302, 403, 403, 403, 422, 422],
  },
  "ask the authors of an idea in a private space": {
    door: "/ideas/:idea/talk",
    path: () => `${secret.idea}/talk`,
    form: question,
    cells: [302, 404, 404, 403, 422, 404],
  },
  "read the answer to sorting": { door: "/ideas/:idea/tags", path: () => `${open.idea}/tags`, cells: 200 },
  "read the answer to sorting in a private space": {
    door: "/ideas/:idea/tags",
    path: () => `${secret.idea}/tags`,
    cells: seenInside,
  },
  "sort an idea": {
    door: "/ideas/:idea/tags",
    path: () => `${open.idea}/tags`,
    form: () => ({ tags: "lights, safety" }),
    cells: [302, 403, 403, 403, 303, 303],
  },
  "sort an idea of a private space": {
    door: "/ideas/:idea/tags",
    path: () => `${secret.idea}/tags`,
    form: () => ({ tags: "lights" }),
    cells: [302, 404, 404, 403, 303, 404],
  },
  "read an idea": { door: "/ideas/:idea", path: () => open.idea, cells: 200 },
  "read an idea of a private space": { door: "/ideas/:idea", path: () => secret.idea, cells: seenInside },
  "read a hidden idea": { door: "/ideas/:idea", path: () => open.hidden, cells: [404, 404, 404, 404, 200, 200] },
  "read a hidden idea of a private space": {
    door: "/ideas/:idea",
    path: () => secret.hidden,
    cells: [404, 404, 404, 404, 200, 404],
  },
  "read a draft of somebody else": { door: "/ideas/:idea", path: () => open.draft, cells: 404 },
  "post to an idea": { door: "/ideas/:idea", path: () => open.idea, form: () => ({}), cells: 404 },
  signal: {
    door: "/ideas/:idea/signal",
    path: () => `${open.idea}/signal`,
    form: () => ({ kind: "support" }),
    cells: doneOutside,
  },
  "signal in a private space": {
    door: "/ideas/:idea/signal",
    path: () => `${secret.idea}/signal`,
    form: () => ({ kind: "support" }),
    cells: doneInside,
  },
  "read the answer to a signal": { door: "/ideas/:idea/signal", path: () => `${open.idea}/signal`, cells: 200 },
  "read the answer to a signal in a private space": {
    door: "/ideas/:idea/signal",
    path: () => `${secret.idea}/signal`,
    cells: seenInside,
  },
  follow: {
    door: "/ideas/:idea/follow",
    path: () => `${open.idea}/follow`,
    form: () => ({ follow: "yes" }),
    cells: doneOutside,
  },
  "follow in a private space": {
    door: "/ideas/:idea/follow",
    path: () => `${secret.idea}/follow`,
    form: () => ({ follow: "no" }),
    cells: doneInside,
  },
  "follow what is hidden": {
    door: "/ideas/:idea/follow",
    path: () => `${open.hidden}/follow`,
    form: () => ({ follow: "yes" }),
    cells: [302, 404, 404, 404, 303, 303],
  },
  "read the answer to a follow": { door: "/ideas/:idea/follow", path: () => `${open.idea}/follow`, cells: 200 },
  "read the answer to a follow in a private space": {
    door: "/ideas/:idea/follow",
    path: () => `${secret.idea}/follow`,
    cells: seenInside,
  },
  "look up people to call": {
    door: "/s/:space/people.json",
    path: () => `/s/${open.slug}/people.json?q=b`,
    cells: [302, 403, 403, 200, 200, 200],
    isResource: true,
  },
  "look up people of a private space": {
    door: "/s/:space/people.json",
    path: () => `/s/${secret.slug}/people.json?q=b`,
    cells: [302, 404, 404, 200, 200, 404],
    isResource: true,
  },
  "see one's notices": { door: "/notices", path: () => "/notices", cells: signedInOnly },
  "read all of one's notices": {
    door: "/notices",
    path: () => "/notices",
    form: () => ({ act: "read_all" }),
    cells: doneByAnybody,
  },
  "count one's notices": {
    door: "/notices/unread",
    path: () => "/notices/unread",
    cells: signedInOnly,
    isResource: true,
  },
  "note that one opened an idea": {
    door: "/notices/unread",
    path: () => "/notices/unread",
    form: () => ({ idea: newId(Date.now()) }),
    cells: signedInOnly,
    isResource: true,
  },
  "open a notice of somebody else": {
    door: "/notices/:notice",
    path: () => `/notices/${newId(Date.now())}`,
    cells: [302, 404, 404, 404, 404, 404],
    isResource: true,
  },
  "see what is kept of oneself": { door: "/me/privacy", path: () => "/me/privacy", cells: signedInOnly },
  "ask for something else than one's data": {
    door: "/me/privacy",
    path: () => "/me/privacy",
    form: () => ({ act: "others" }),
    cells: [302, 422, 422, 422, 422, 422],
  },
  "see what leaving means": { door: "/me/privacy/leave", path: () => "/me/privacy/leave", cells: signedInOnly },
  "leave without the password": {
    door: "/me/privacy/leave",
    path: () => "/me/privacy/leave",
    form: () => ({ act: "leave", password: "wrong" }),
    cells: [302, 422, 422, 422, 422, 422],
  },
  "take leaving back that was never asked for": {
    door: "/me/privacy/leave",
    path: () => "/me/privacy/leave",
    form: () => ({ act: "stay" }),
    cells: [302, 303, 303, 303, 303, 303],
  },
  "fetch data that are not there": {
    door: "/me/privacy/data/:export",
    path: () => `/me/privacy/data/${newId(Date.now())}`,
    cells: [302, 404, 404, 404, 404, 404],
    isResource: true,
  },
  "see the working days of a space": {
    door: "/s/:space/calendar",
    path: () => `/s/${open.slug}/calendar`,
    cells: onlyByLead,
  },
  "set the working days that somebody else set meanwhile": {
    door: "/s/:space/calendar",
    path: () => `/s/${open.slug}/calendar`,
    form: () => ({
      acknowledgeDays: "3",
      decideDays: "21",
      judgeDays: "2",
      staleDays: "60",
      holidays: "",
      day1: "yes",
      version: "999",
    }),
    cells: [302, 403, 403, 403, 403, 409],
  },
  "see the board of a space": { door: "/s/:space/board", path: () => `/s/${open.slug}/board`, cells: 200 },
  "see a column that is not there": {
    door: "/s/:space/board",
    path: () => `/s/${open.slug}/board?column=later`,
    cells: 404,
  },
  "see the board of a private space": {
    door: "/s/:space/board",
    path: () => `/s/${secret.slug}/board`,
    cells: seenInside,
  },
  "see the card of an idea that is not on the board": {
    door: "/s/:space/board/:idea",
    path: () => `/s/${open.slug}/board/${idIn(open.idea)}`,
    cells: [302, 403, 403, 403, 403, 404],
  },
  "see a card of a private space": {
    door: "/s/:space/board/:idea",
    path: () => `/s/${secret.slug}/board/${idIn(secret.idea)}`,
    cells: [302, 404, 404, 403, 403, 404],
  },
  "see a card of a private space on a public board": {
    door: "/s/:space/board/:idea",
    path: () => `/s/${open.slug}/board/${idIn(secret.idea)}`,
    cells: [302, 404, 404, 404, 404, 404],
  },
  "put a card elsewhere that is not on the board": {
    door: "/s/:space/board/:idea",
    path: () => `/s/${open.slug}/board/${idIn(open.idea)}`,
    form: () => ({ act: "place", place: "adopted", turn: "1", after: "" }),
    cells: [302, 403, 403, 403, 403, 409],
  },
  "say how far an idea is that is not on the board": {
    door: "/s/:space/board/:idea",
    path: () => `/s/${open.slug}/board/${idIn(open.idea)}`,
    form: planned,
    cells: [302, 403, 403, 403, 403, 409],
  },
  "say how far an idea of a private space is": {
    door: "/s/:space/board/:idea",
    path: () => `/s/${secret.slug}/board/${idIn(secret.idea)}`,
    form: planned,
    cells: [302, 404, 404, 403, 403, 404],
  },
  "see the roadmap of a space": { door: "/s/:space/roadmap", path: () => `/s/${open.slug}/roadmap`, cells: 200 },
  "see the roadmap of a private space": {
    door: "/s/:space/roadmap",
    path: () => `/s/${secret.slug}/roadmap`,
    cells: seenInside,
  },
  "see the products of a space": { door: "/s/:space/products", path: () => `/s/${open.slug}/products`, cells: 200 },
  "see those of a private space, and what it builds": {
    door: "/s/:space/products",
    path: () => `/s/${secret.slug}/products`,
    cells: seenInside,
  },
  "name a product": {
    door: "/s/:space/products",
    path: () => `/s/${open.slug}/products`,
    form: () => ({ id: newId(Date.now()), name: randomUUID(), purposeEn: "", purposeFr: "" }),
    cells: onlyByLead.map((status) => (status === 200 ? 303 : status)),
  },
  "name a product of a private space": {
    door: "/s/:space/products",
    path: () => `/s/${secret.slug}/products`,
    form: () => ({ id: newId(Date.now()), name: randomUUID(), purposeEn: "", purposeFr: "" }),
    cells: [302, 404, 404, 403, 403, 404],
  },
  "see a product": { door: "/s/:space/products/:product", path: () => open.product, cells: 200 },
  "see a product of a private space": {
    door: "/s/:space/products/:product",
    path: () => secret.product,
    cells: seenInside,
  },
  "see a product that belongs to another space": {
    door: "/s/:space/products/:product",
    path: () => secret.product.replace(secret.slug, open.slug),
    cells: 404,
  },
  "link an idea from the page of a product": {
    door: "/s/:space/products/:product",
    path: () => open.product,
    form: () => ({ act: "link", idea: open.idea }),
    cells: [302, 403, 403, 403, 303, 303],
  },
  "link an idea from that of a private space": {
    door: "/s/:space/products/:product",
    path: () => secret.product,
    form: () => ({ act: "link", idea: secret.idea }),
    cells: [302, 404, 404, 403, 303, 404],
  },
  "see the form of a product": {
    door: "/s/:space/products/:product/edit",
    path: () => `${open.product}/edit`,
    cells: onlyByLead,
  },
  "change a product that was saved meanwhile": {
    door: "/s/:space/products/:product/edit",
    path: () => `${open.product}/edit`,
    form: () => ({ act: "save", version: "999", name: "Bell", purposeEn: "", purposeFr: "" }),
    cells: [302, 403, 403, 403, 403, 409],
  },
  "change a product of a private space": {
    door: "/s/:space/products/:product/edit",
    path: () => `${secret.product}/edit`,
    form: () => ({ act: "archive" }),
    cells: [302, 404, 404, 403, 403, 404],
  },
  "see the releases of a space": { door: "/s/:space/releases", path: () => `/s/${open.slug}/releases`, cells: 200 },
  "see the releases of a private space": {
    door: "/s/:space/releases",
    path: () => `/s/${secret.slug}/releases`,
    cells: seenInside,
  },
  "see the form of a new release": {
    door: "/s/:space/releases/new",
    path: () => `/s/${open.slug}/releases/new`,
    cells: onlyByLead,
  },
  "add a release": {
    door: "/s/:space/releases/new",
    path: () => `/s/${open.slug}/releases/new`,
    form: () => releaseOf(open.product),
    cells: onlyByLead.map((status) => (status === 200 ? 303 : status)),
  },
  "add a release to a private space": {
    door: "/s/:space/releases/new",
    path: () => `/s/${secret.slug}/releases/new`,
    form: () => releaseOf(secret.product),
    cells: [302, 404, 404, 403, 403, 404],
  },
  "read a release": { door: "/s/:space/releases/:release", path: () => open.release, cells: 200 },
  "read a release of a private space": {
    door: "/s/:space/releases/:release",
    path: () => secret.release,
    cells: seenInside,
  },
  "read a draft of a release": {
    door: "/s/:space/releases/:release",
    path: () => open.drafted,
    cells: [404, 404, 404, 404, 404, 200],
  },
  "read a draft of a private space": {
    door: "/s/:space/releases/:release",
    path: () => secret.drafted,
    cells: 404,
  },
  "read a release as one of another space": {
    door: "/s/:space/releases/:release",
    path: () => secret.release.replace(secret.slug, open.slug),
    cells: 404,
  },
  "publish a release in which no idea is": {
    door: "/s/:space/releases/:release",
    path: () => open.drafted,
    form: () => ({ act: "publish", version: "1" }),
    cells: [302, 404, 404, 404, 404, 409],
  },
  "say when a release is published in which no idea is": {
    door: "/s/:space/releases/:release",
    path: () => open.drafted,
    form: () => ({ act: "schedule", version: "1", day: "", time: "" }),
    cells: [302, 404, 404, 404, 404, 422],
  },
  "add an idea that is not adopted to a release": {
    door: "/s/:space/releases/:release",
    path: () => open.drafted,
    form: () => ({ act: "add", idea: open.idea }),
    cells: [302, 404, 404, 404, 404, 409],
  },
  "add an idea to a release of a private space": {
    door: "/s/:space/releases/:release",
    path: () => secret.drafted,
    form: () => ({ act: "add", idea: secret.idea }),
    cells: [302, 404, 404, 404, 404, 404],
  },
  "take somebody else's release back": {
    door: "/s/:space/releases/:release",
    path: () => open.release,
    form: () => ({ act: "take_back" }),
    cells: [302, 403, 403, 403, 403, 403],
  },
  "see the form of a release": {
    door: "/s/:space/releases/:release/edit",
    path: () => `${open.release}/edit`,
    cells: onlyByLead,
  },
  "see the form of a draft": {
    door: "/s/:space/releases/:release/edit",
    path: () => `${open.drafted}/edit`,
    cells: [302, 404, 404, 404, 404, 200],
  },
  "change a release that was saved meanwhile": {
    door: "/s/:space/releases/:release/edit",
    path: () => `${open.release}/edit`,
    form: () => ({ act: "save", version: "999", ...wordsOf(open.product) }),
    cells: [302, 403, 403, 403, 403, 409],
  },
  "throw away a release that is published": {
    door: "/s/:space/releases/:release/edit",
    path: () => `${secret.release}/edit`,
    form: () => ({ act: "discard" }),
    cells: [302, 404, 404, 403, 403, 404],
  },
  "be asked too early whether a release helped": {
    door: "/s/:space/releases/:release/help",
    path: () => `${open.release}/help`,
    cells: [302, 409, 409, 409, 409, 409],
  },
  "say too early whether it helped": {
    door: "/s/:space/releases/:release/help",
    path: () => `${open.release}/help`,
    form: () => ({ idea: idIn(open.idea), answer: "yes", words: "", comment: newId(Date.now()) }),
    cells: [302, 409, 409, 409, 409, 409],
  },
  "be asked about a draft": {
    door: "/s/:space/releases/:release/help",
    path: () => `${secret.drafted}/help`,
    cells: [302, 404, 404, 404, 404, 404],
  },
  "see the picture of a release": {
    door: "/s/:space/releases/:release/card.png",
    path: () => `${open.release}/card.png`,
    cells: 200,
  },
  "see the picture of a draft": {
    door: "/s/:space/releases/:release/card.png",
    path: () => `${open.drafted}/card.png`,
    cells: 404,
  },
  "see the picture of a release of a private space": {
    door: "/s/:space/releases/:release/card.png",
    path: () => `${secret.release}/card.png`,
    cells: 404,
  },
  "see the form that links an idea": {
    door: "/ideas/:idea/products",
    path: () => `${open.idea}/products`,
    cells: [302, 403, 403, 403, 200, 200],
  },
  "link an idea to no product": {
    door: "/ideas/:idea/products",
    path: () => `${open.idea}/products`,
    form: () => ({ act: "link", product: newId(Date.now()) }),
    cells: [302, 403, 403, 403, 422, 422],
  },
  "link an idea of a private space": {
    door: "/ideas/:idea/products",
    path: () => `${secret.idea}/products`,
    form: () => ({ act: "link", product: newId(Date.now()) }),
    cells: [302, 404, 404, 403, 422, 404],
  },
  "see the answers that a space keeps ready": {
    door: "/s/:space/saved-answers",
    path: () => `/s/${open.slug}/saved-answers`,
    cells: [302, 403, 403, 403, 200, 200],
  },
  "see those of a private space": {
    door: "/s/:space/saved-answers",
    path: () => `/s/${secret.slug}/saved-answers`,
    cells: [302, 404, 404, 403, 200, 404],
  },
  "keep an answer ready": {
    door: "/s/:space/saved-answers",
    path: () => `/s/${open.slug}/saved-answers`,
    form: () => ({ act: "save", id: newId(Date.now()), name: "Hello", en: "Thank you, {name}.", fr: "" }),
    cells: [302, 403, 403, 403, 303, 303],
  },
  "see several ideas to answer": {
    door: "/pilot/batch",
    path: () => `/pilot/batch?idea=${open.idea.slice(7).split("-")[0]}`,
    cells: [302, 404, 404, 404, 200, 200],
  },
  "answer several of which none is there": {
    door: "/pilot/batch",
    path: () => "/pilot/batch",
    form: () => ({ act: "move", to: "", message: "Hm." }),
    // Without an idea it leads back to the desk.
    cells: [302, 303, 303, 303, 303, 303],
  },
  "see how the stages of a space are set": {
    door: "/s/:space/stages",
    path: () => `/s/${open.slug}/stages`,
    cells: onlyByLead,
  },
  "add a step to stages that somebody else set meanwhile": {
    door: "/s/:space/stages",
    path: () => `/s/${open.slug}/stages`,
    form: () => ({
      act: "add",
      id: newId(Date.now()),
      parent: "open",
      nameEn: "Legal check",
      nameFr: "",
      version: "999",
    }),
    cells: [302, 403, 403, 403, 403, 409],
  },
  "see the rooms of a space": { door: "/s/:space/rooms", path: () => `/s/${open.slug}/rooms`, cells: 200 },
  "see the rooms of a private space": {
    door: "/s/:space/rooms",
    path: () => `/s/${secret.slug}/rooms`,
    cells: seenInside,
  },
  "see the form of a new room": {
    door: "/s/:space/rooms/new",
    path: () => `/s/${open.slug}/rooms/new`,
    cells: [302, 403, 403, 403, 200, 200],
  },
  "open a room": {
    door: "/s/:space/rooms/new",
    path: () => `/s/${open.slug}/rooms/new`,
    form: aRoom,
    cells: [302, 403, 403, 403, 303, 303],
  },
  "look into a room": { door: "/rooms/:room", path: () => `/rooms/${open.room}`, cells: 200 },
  "look into a room of a private space": {
    door: "/rooms/:room",
    path: () => `/rooms/${secret.room}`,
    cells: seenInside,
  },
  "come into a room": {
    door: "/rooms/:room",
    path: () => `/rooms/${open.room}`,
    form: () => ({ do: "enter" }),
    cells: doneOutside,
  },
  "come into a room of a private space": {
    door: "/rooms/:room",
    path: () => `/rooms/${secret.room}`,
    form: () => ({ do: "enter" }),
    cells: doneInside,
  },
  "see the plan of a room that somebody else leads": {
    door: "/rooms/:room/plan",
    path: () => `/rooms/${open.room}/plan`,
    cells: [302, 403, 403, 403, 403, 403],
  },
  "see the plan of a room in a private space": {
    door: "/rooms/:room/plan",
    path: () => `/rooms/${secret.room}/plan`,
    cells: [302, 404, 404, 403, 403, 404],
  },
  "cancel a room that somebody else leads": {
    door: "/rooms/:room/plan",
    path: () => `/rooms/${open.room}/plan`,
    form: () => ({ act: "cancel" }),
    cells: [302, 403, 403, 403, 403, 403],
  },
  "see the slides of somebody else": {
    door: "/rooms/:room/slides",
    path: () => `/rooms/${open.pitch}/slides`,
    cells: [302, 403, 403, 403, 403, 403],
  },
  "see the slides of a room in a private space": {
    door: "/rooms/:room/slides",
    path: () => `/rooms/${secret.pitch}/slides`,
    cells: [302, 404, 404, 403, 403, 404],
  },
  "add to the slides of somebody else": {
    door: "/rooms/:room/slides",
    path: () => `/rooms/${open.pitch}/slides`,
    form: () => ({ act: "texts", slide: newId(Date.now()), texts: "# Mine" }),
    cells: [302, 403, 403, 403, 403, 403],
  },
  "say who presents in a room that somebody else leads": {
    door: "/rooms/:room/slides",
    path: () => `/rooms/${open.pitch}/slides`,
    form: () => ({ act: "presenter", presenter: newId(Date.now()) }),
    cells: [302, 403, 403, 403, 403, 403],
  },
  "rehearse the pitch of somebody else": {
    door: "/rooms/:room/slides/rehearsal",
    path: () => `/rooms/${open.pitch}/slides/rehearsal`,
    cells: [302, 403, 403, 403, 403, 403],
  },
  "rehearse a pitch of a private space": {
    door: "/rooms/:room/slides/rehearsal",
    path: () => `/rooms/${secret.pitch}/slides/rehearsal`,
    cells: [302, 404, 404, 403, 403, 404],
  },
  "write down what was said where nothing was pitched": {
    door: "/rooms/:room/transcript",
    path: () => `/rooms/${open.pitch}/transcript`,
    cells: [302, 404, 404, 404, 404, 404],
  },
  "send what was said where nothing was pitched": {
    door: "/rooms/:room/transcript",
    path: () => `/rooms/${secret.pitch}/transcript`,
    form: () => ({ transcript: "Much.", was: "" }),
    cells: [302, 404, 404, 404, 404, 404],
  },
  "take a planned room into a calendar": {
    door: "/rooms/:room/calendar.ics",
    path: () => `/rooms/${open.room}/calendar.ics`,
    cells: 200,
    isResource: true,
  },
  "take a room of a private space into a calendar": {
    door: "/rooms/:room/calendar.ics",
    path: () => `/rooms/${secret.room}/calendar.ics`,
    cells: seenInside,
    isResource: true,
  },
  "read the minutes of a room": {
    door: "/rooms/:room/minutes",
    path: () => `/rooms/${open.over}/minutes`,
    cells: 200,
  },
  "read the minutes of a room in a private space": {
    door: "/rooms/:room/minutes",
    path: () => `/rooms/${secret.over}/minutes?step=1`,
    cells: seenInside,
  },
  "claim a note of a room in which one was not": {
    door: "/rooms/:room/minutes",
    path: () => `/rooms/${open.over}/minutes`,
    form: () => ({ act: newId(Date.now()), note: newId(Date.now()) }),
    cells: [302, 404, 404, 404, 404, 404],
  },
  "take the minutes of a room along": {
    door: "/rooms/:room/minutes.md",
    path: () => `/rooms/${open.over}/minutes.md`,
    cells: 200,
    isResource: true,
  },
  "take the minutes of a room in a private space along": {
    door: "/rooms/:room/minutes.md",
    path: () => `/rooms/${secret.over}/minutes.md`,
    cells: seenInside,
    isResource: true,
  },
  "see the pilots of a space": { door: "/s/:space/pilots", path: () => `/s/${open.slug}/pilots`, cells: 200 },
  "say that somebody is away who is no pilot": {
    door: "/s/:space/pilots",
    path: () => `/s/${open.slug}/pilots`,
    form: () => ({
      act: "away",
      id: newId(Date.now()),
      member: newId(Date.now()),
      firstDay: "2999-01-01",
      lastDay: "2999-01-02",
    }),
    cells: onlyByAuthor,
  },
  "hand over what is not there": {
    door: "/pilot",
    path: () => "/pilot",
    form: () => ({
      act: "hand_over",
      idea: newId(Date.now()),
      id: newId(Date.now()),
      to: newId(Date.now()),
      note: ".",
    }),
    cells: onlyByAuthor,
  },
  "see the desk of a pilot": { door: "/pilot", path: () => "/pilot", cells: [302, 403, 403, 403, 200, 200] },
  "answer on the desk what is not there": {
    door: "/pilot",
    path: () => "/pilot",
    form: () => ({ ...move(), idea: newId(Date.now()) }),
    cells: onlyByAuthor,
  },
  "see what one follows": { door: "/me/following", path: () => "/me/following", cells: signedInOnly },
  "open a made-up link that ends mails": { door: "/unsubscribe/:token", path: () => "/unsubscribe/none", cells: 404 },
  "end mails by a made-up link": {
    door: "/unsubscribe/:token",
    path: () => "/unsubscribe/none",
    form: () => ({ "List-Unsubscribe": "One-Click" }),
    cells: 404,
  },
  "see how one is told": { door: "/me/notices", path: () => "/me/notices", cells: signedInOnly },
  "choose half of the quiet hours": {
    door: "/me/notices",
    path: () => "/me/notices",
    form: () => ({ ...told, quietUntil: "" }),
    cells: [302, 422, 422, 422, 422, 422],
  },
  "see how one is told of a space": {
    door: "/me/notices/:space",
    path: () => `/me/notices/${secret.slug}`,
    cells: [302, 404, 404, 200, 200, 404],
  },
  "choose for a space what nobody may choose": {
    door: "/me/notices/:space",
    path: () => `/me/notices/${secret.slug}`,
    form: () => ({ ...asEverywhere, account: "nothing" }),
    cells: [302, 422, 422, 422, 422, 422],
  },
  "post to what one follows": { door: "/me/following", path: () => "/me/following", form: () => ({}), cells: 404 },
  comment: {
    door: "/ideas/:idea/comments",
    path: () => `${open.idea}/comments`,
    form: comment,
    cells: doneOutside,
  },
  "comment in a private space": {
    door: "/ideas/:idea/comments",
    path: () => `${secret.idea}/comments`,
    form: comment,
    cells: doneInside,
  },
  "read the answer to a comment": { door: "/ideas/:idea/comments", path: () => `${open.idea}/comments`, cells: 200 },
  "read the answer to a comment in a private space": {
    door: "/ideas/:idea/comments",
    path: () => `${secret.idea}/comments`,
    cells: seenInside,
  },
  "see the form to change the text of somebody else's idea": {
    door: "/ideas/:idea/edit",
    path: () => `${open.idea}/edit`,
    cells: [302, 403, 403, 403, 200, 200],
  },
  "see that form in a private space": {
    door: "/ideas/:idea/edit",
    path: () => `${secret.idea}/edit`,
    cells: [302, 404, 404, 403, 200, 404],
  },
  "see the living text of somebody else's idea": {
    door: "/ideas/:idea/write",
    path: () => `${open.idea}/write`,
    cells: [302, 403, 200, 200, 200, 200],
  },
  "see the living text of an idea in a private space": {
    door: "/ideas/:idea/write",
    path: () => `${secret.idea}/write`,
    cells: [302, 404, 404, 200, 200, 404],
  },
  "suggest a change of it": {
    door: "/ideas/:idea/write",
    path: () => `${open.idea}/write`,
    form: suggestion,
    cells: [302, 403, 303, 303, 403, 403],
  },
  "suggest one in a private space": {
    door: "/ideas/:idea/write",
    path: () => `${secret.idea}/write`,
    form: suggestion,
    cells: [302, 404, 404, 303, 403, 404],
  },
  "comment on words of it": {
    door: "/ideas/:idea/write",
    path: () => `${open.idea}/write`,
    form: onWords,
    cells: [302, 403, 303, 303, 303, 303],
  },
  "comment on words in a private space": {
    door: "/ideas/:idea/write",
    path: () => `${secret.idea}/write`,
    form: onWords,
    cells: [302, 404, 404, 303, 303, 404],
  },
  "make a version of the living text of somebody else's idea": {
    door: "/ideas/:idea/write",
    path: () => `${open.idea}/write`,
    form: () => ({}),
    cells: [302, 403, 403, 403, 303, 303],
  },
  "make one in a private space": {
    door: "/ideas/:idea/write",
    path: () => `${secret.idea}/write`,
    form: () => ({}),
    cells: [302, 404, 404, 403, 303, 404],
  },
  "change the text of somebody else's idea": {
    door: "/ideas/:idea/edit",
    path: () => `${open.idea}/edit`,
    form: newText,
    cells: [302, 403, 403, 403, 303, 303],
  },
  "change it in a private space": {
    door: "/ideas/:idea/edit",
    path: () => `${secret.idea}/edit`,
    form: newText,
    cells: [302, 404, 404, 403, 303, 404],
  },
  "see who writes an idea": { door: "/ideas/:idea/authors", path: () => `${open.idea}/authors`, cells: 200 },
  "see who writes an idea of a private space": {
    door: "/ideas/:idea/authors",
    path: () => `${secret.idea}/authors`,
    cells: seenInside,
  },
  "invite a co-author to somebody else's idea": {
    door: "/ideas/:idea/authors",
    path: () => `${open.idea}/authors`,
    form: () => ({ act: "invite", who: "bob" }),
    cells: [302, 403, 403, 403, 403, 403],
  },
  "become a co-author without being invited": {
    door: "/ideas/:idea/authors",
    path: () => `${open.idea}/authors`,
    form: () => ({ act: "accept" }),
    cells: [302, 403, 404, 404, 404, 404],
  },
  "invite a co-author in a private space": {
    door: "/ideas/:idea/authors",
    path: () => `${secret.idea}/authors`,
    form: () => ({ act: "invite", who: "bob" }),
    cells: [302, 404, 404, 403, 403, 404],
  },
  "see the form to withdraw somebody else's idea": {
    door: "/ideas/:idea/withdrawal",
    path: () => `${open.idea}/withdrawal`,
    cells: [302, 403, 403, 403, 403, 403],
  },
  "withdraw somebody else's idea": {
    door: "/ideas/:idea/withdrawal",
    path: () => `${open.idea}/withdrawal`,
    form: () => ({ act: "withdraw", why: "" }),
    cells: [302, 403, 403, 403, 403, 403],
  },
  "withdraw somebody else's idea in a private space": {
    door: "/ideas/:idea/withdrawal",
    path: () => `${secret.idea}/withdrawal`,
    form: () => ({ act: "withdraw", why: "" }),
    cells: [302, 404, 404, 403, 403, 404],
  },
  "see the form for one's picture": { door: "/me/avatar", path: () => "/me/avatar", cells: signedInOnly },
  "take one's picture away": {
    door: "/me/avatar",
    path: () => "/me/avatar",
    form: () => ({ act: "remove" }),
    cells: [302, 403, 303, 303, 303, 303],
  },
  "see the form for the logo of a space": {
    door: "/s/:space/logo",
    path: () => `/s/${open.slug}/logo`,
    cells: onlyByLead,
  },
  "see it in a private space": {
    door: "/s/:space/logo",
    path: () => `/s/${secret.slug}/logo`,
    cells: [302, 404, 404, 403, 403, 404],
  },
  "take the logo of a space away": {
    door: "/s/:space/logo",
    path: () => `/s/${open.slug}/logo`,
    form: () => ({ act: "remove" }),
    cells: [302, 403, 403, 403, 403, 303],
  },
  "take the logo of a private space away": {
    door: "/s/:space/logo",
    path: () => `/s/${secret.slug}/logo`,
    form: () => ({ act: "remove" }),
    cells: [302, 404, 404, 403, 403, 404],
  },
  "see the files of an idea": {
    door: "/ideas/:idea/files",
    path: () => `${open.idea}/files`,
    cells: signedInOnly,
  },
  "see the files of an idea of a private space": {
    door: "/ideas/:idea/files",
    path: () => `${secret.idea}/files`,
    cells: [302, 404, 404, 200, 200, 404],
  },
  "take away a file that is not there from somebody else's idea": {
    door: "/ideas/:idea/files",
    path: () => `${open.idea}/files`,
    form: () => ({ act: "remove", file: "0".repeat(26) }),
    cells: [302, 403, 403, 403, 404, 404],
  },
  "take it away in a private space": {
    door: "/ideas/:idea/files",
    path: () => `${secret.idea}/files`,
    form: () => ({ act: "remove", file: "0".repeat(26) }),
    cells: [302, 404, 404, 403, 404, 404],
  },
  "send a form without a file": {
    door: "/ideas/:idea/files/new",
    path: () => `${open.idea}/files/new`,
    form: () => ({}),
    cells: [302, 403, 403, 403, 422, 422],
    isResource: true,
  },
  "send it in a private space": {
    door: "/ideas/:idea/files/new",
    path: () => `${secret.idea}/files/new`,
    form: () => ({}),
    cells: [302, 404, 404, 403, 422, 404],
    isResource: true,
  },
  "read a file": { door: "/files/:file", path: () => open.file, cells: 200, isResource: true },
  "read a file of a private space": {
    door: "/files/:file",
    path: () => secret.file,
    cells: seenInside,
    isResource: true,
  },
  "read a file by a guessed address": {
    door: "/files/:file",
    path: () => `/files/${"0".repeat(26)}`,
    cells: 404,
    isResource: true,
  },
  "read the versions of an idea": { door: "/ideas/:idea/versions", path: () => `${open.idea}/versions`, cells: 200 },
  "read the versions of an idea in a private space": {
    door: "/ideas/:idea/versions",
    path: () => `${secret.idea}/versions`,
    cells: seenInside,
  },
  "read the credits of an idea": { door: "/ideas/:idea/credits", path: () => `${open.idea}/credits`, cells: 200 },
  "read the credits of an idea in a private space": {
    door: "/ideas/:idea/credits",
    path: () => `${secret.idea}/credits`,
    cells: seenInside,
  },
  "object to the shares of an idea that somebody else built": {
    door: "/ideas/:idea/credits",
    path: () => `${open.idea}/credits`,
    form: () => ({ freeze: open.comment.slice(-16), words: "No." }),
    cells: [302, 404, 404, 404, 404, 404],
  },
  "object to the shares of an idea in a private space": {
    door: "/ideas/:idea/credits",
    path: () => `${secret.idea}/credits`,
    form: () => ({ freeze: open.comment.slice(-16), words: "No." }),
    cells: [302, 404, 404, 404, 404, 404],
  },
  "see an objection that is not there": {
    door: "/ideas/:idea/credits/appeal",
    path: () => `${open.idea}/credits/appeal`,
    cells: [302, 404, 404, 404, 404, 404],
  },
  "decide on an objection that is not there": {
    door: "/ideas/:idea/credits/appeal",
    path: () => `${open.idea}/credits/appeal`,
    form: () => ({ act: "judge", appeal: open.comment.slice(-16), decision: "keep", words: "So be it." }),
    cells: [302, 404, 404, 404, 404, 404],
  },
  "stay out of deciding on an objection in a private space": {
    door: "/ideas/:idea/credits/appeal",
    path: () => `${secret.idea}/credits/appeal`,
    form: () => ({ act: "decline", appeal: open.comment.slice(-16) }),
    cells: [302, 404, 404, 404, 404, 404],
  },
  "see what is asked about an idea": {
    door: "/ideas/:idea/forecasts",
    path: () => `${open.idea}/forecasts`,
    cells: 200,
  },
  "see what is asked about an idea of a private space": {
    door: "/ideas/:idea/forecasts",
    path: () => `${secret.idea}/forecasts`,
    cells: seenInside,
  },
  "ask about an idea that is not adopted": {
    door: "/ideas/:idea/forecasts",
    path: () => `${open.idea}/forecasts`,
    form: asking,
    cells: [302, 403, 403, 403, 409, 409],
  },
  "ask about an idea of a private space": {
    door: "/ideas/:idea/forecasts",
    path: () => `${secret.idea}/forecasts`,
    form: asking,
    cells: [302, 404, 404, 403, 409, 404],
  },
  "say how likely something is that nobody asked": {
    door: "/ideas/:idea/forecasts",
    path: () => `${open.idea}/forecasts`,
    form: () => ({ act: "answer", forecast: newId(Date.now()), probability: "50" }),
    cells: [302, 403, 404, 404, 404, 404],
  },
  "say what became of something that nobody asked": {
    door: "/ideas/:idea/forecasts",
    path: () => `${open.idea}/forecasts`,
    form: () => ({
      act: "resolve",
      id: newId(Date.now()),
      forecast: newId(Date.now()),
      instead: "",
      happened: "yes",
      words: "Counted.",
      link: "",
    }),
    cells: [302, 404, 404, 404, 404, 404],
  },
  "see what is asked in a space": {
    door: "/s/:space/forecasts",
    path: () => `/s/${open.slug}/forecasts`,
    cells: 200,
  },
  "see what is asked in a private space": {
    door: "/s/:space/forecasts",
    path: () => `/s/${secret.slug}/forecasts?state=resolved`,
    cells: seenInside,
  },
  "confirm the shares of an idea that somebody else built": {
    door: "/ideas/:idea/credits/confirm",
    path: () => `${open.idea}/credits/confirm`,
    cells: [302, 404, 404, 404, 404, 404],
  },
  "answer about the shares of an idea that somebody else built": {
    door: "/ideas/:idea/credits/confirm",
    path: () => `${open.idea}/credits/confirm`,
    form: () => ({ freeze: open.comment.slice(-16), [`points-${open.comment.slice(-16)}`]: "100" }),
    cells: [302, 404, 404, 404, 404, 404],
  },
  "answer about the shares of an idea in a private space": {
    door: "/ideas/:idea/credits/confirm",
    path: () => `${secret.idea}/credits/confirm`,
    form: () => ({ freeze: open.comment.slice(-16) }),
    cells: [302, 404, 404, 404, 404, 404],
  },
  "see shares that nobody has to decide on": {
    door: "/ideas/:idea/credits/judge",
    path: () => `${open.idea}/credits/judge`,
    cells: [302, 404, 404, 404, 404, 404],
  },
  "decide on shares that are not there": {
    door: "/ideas/:idea/credits/judge",
    path: () => `${open.idea}/credits/judge`,
    form: () => ({ freeze: open.comment.slice(-16), decision: "apply", words: "So be it." }),
    cells: [302, 404, 404, 404, 404, 404],
  },
  "decide on shares of a private space": {
    door: "/ideas/:idea/credits/judge",
    path: () => `${secret.idea}/credits/judge`,
    form: () => ({ freeze: open.comment.slice(-16), decision: "apply", words: "So be it." }),
    cells: [302, 404, 404, 404, 404, 404],
  },
  "see whose words went into somebody else's idea": {
    door: "/ideas/:idea/adoptions",
    path: () => `${open.idea}/adoptions`,
    cells: [302, 403, 403, 403, 200, 200],
  },
  "see whose words went into an idea of a private space": {
    door: "/ideas/:idea/adoptions",
    path: () => `${secret.idea}/adoptions`,
    cells: [302, 404, 404, 403, 200, 404],
  },
  "say where words that nobody found came from": {
    door: "/ideas/:idea/adoptions",
    path: () => `${open.idea}/adoptions`,
    form: () => ({ act: "confirm", source: open.comment.slice(-26) }),
    cells: [302, 403, 403, 403, 404, 404],
  },
  "say where words came from in a private space": {
    door: "/ideas/:idea/adoptions",
    path: () => `${secret.idea}/adoptions`,
    form: () => ({ act: "dismiss", source: secret.comment.slice(-26) }),
    cells: [302, 404, 404, 403, 404, 404],
  },
  "read a version": { door: "/ideas/:idea/versions/:number", path: () => `${open.idea}/versions/1`, cells: 200 },
  "read a version in a private space": {
    door: "/ideas/:idea/versions/:number",
    path: () => `${secret.idea}/versions/1`,
    cells: seenInside,
  },
  "bring a version back": {
    door: "/ideas/:idea/versions/:number",
    path: () => `${open.idea}/versions/2`,
    form: () => ({ version: "2" }),
    cells: [302, 403, 403, 403, 303, 303],
  },
  "bring a version back in a private space": {
    door: "/ideas/:idea/versions/:number",
    path: () => `${secret.idea}/versions/2`,
    form: () => ({ version: "2" }),
    cells: [302, 404, 404, 403, 303, 404],
  },
  "see the form to change a comment of somebody else": {
    door: "/comments/:comment",
    path: () => open.comment,
    cells: onlyByAuthor,
  },
  "change a comment of somebody else": {
    door: "/comments/:comment",
    path: () => open.comment,
    form: edit,
    cells: onlyByAuthor,
  },
  "change a comment of somebody else in a private space": {
    door: "/comments/:comment",
    path: () => secret.comment,
    form: edit,
    cells: onlyByAuthor,
  },
  "read what a comment said before": {
    door: "/comments/:comment/versions",
    path: () => `${open.comment}/versions`,
    cells: 200,
  },
  "read what a comment in a private space said before": {
    door: "/comments/:comment/versions",
    path: () => `${secret.comment}/versions`,
    cells: seenInside,
  },
  "correct the language of somebody else's comment": {
    door: "/comments/:comment/versions",
    path: () => `${open.comment}/versions`,
    form: () => ({ language: "en" }),
    cells: [302, 403, 403, 403, 303, 303],
  },
  "correct it in a private space": {
    door: "/comments/:comment/versions",
    path: () => `${secret.comment}/versions`,
    form: () => ({ language: "en" }),
    cells: [302, 404, 404, 403, 303, 404],
  },
  "see whether a comment went into the idea": {
    door: "/comments/:comment/adoption",
    path: () => `${open.comment}/adoption`,
    cells: 200,
  },
  "see whether one of a private space did": {
    door: "/comments/:comment/adoption",
    path: () => `${secret.comment}/adoption`,
    cells: seenInside,
  },
  "say that a comment did not go into the idea": {
    door: "/comments/:comment/adoption",
    path: () => `${open.comment}/adoption`,
    form: () => ({ act: "undo" }),
    cells: [302, 403, 403, 403, 303, 303],
  },
  "see whether a comment is accepted as evidence": {
    door: "/comments/:comment/evidence",
    path: () => `${open.comment}/evidence`,
    cells: 200,
  },
  "see whether one of a private space is": {
    door: "/comments/:comment/evidence",
    path: () => `${secret.comment}/evidence`,
    cells: seenInside,
  },
  "say that a comment is not accepted as evidence": {
    door: "/comments/:comment/evidence",
    path: () => `${open.comment}/evidence`,
    form: () => ({ act: "undo" }),
    cells: [302, 403, 403, 403, 303, 303],
  },
  "see what needs attention": { door: "/admin", path: () => "/admin", cells: onlyByAdmin },
  "see the settings": { door: "/admin/settings", path: () => "/admin/settings", cells: onlyByAdmin },
  "save no settings": {
    door: "/admin/settings",
    path: () => "/admin/settings",
    form: () => ({ act: "save" }),
    cells: [403, 403, 403, 403, 403, 422],
  },
  "see everybody's account": { door: "/admin/people", path: () => "/admin/people?q=cara", cells: onlyByAdmin },
  "see an account that is not there": {
    door: "/admin/people/:member",
    path: () => `/admin/people/${newId(Date.now())}`,
    cells: [403, 403, 403, 403, 403, 404],
  },
  "make an admin of nobody": {
    door: "/admin/people/:member",
    path: () => `/admin/people/${newId(Date.now())}`,
    form: () => ({ act: "grant", reason: "", sure: "yes" }),
    cells: [403, 403, 403, 403, 403, 404],
  },
  "see all spaces": { door: "/admin/spaces", path: () => "/admin/spaces", cells: onlyByAdmin },
  "see all invitations": { door: "/admin/invitations", path: () => "/admin/invitations", cells: onlyByAdmin },
  "take back an invitation that is not there": {
    door: "/admin/invitations",
    path: () => "/admin/invitations",
    form: () => ({ invitation: newId(Date.now()) }),
    cells: [403, 403, 403, 403, 403, 404],
  },
  "see the mails": { door: "/admin/mail", path: () => "/admin/mail", cells: onlyByAdmin },
  "try a mail again that is not there": {
    door: "/admin/mail",
    path: () => "/admin/mail",
    form: () => ({ act: "retry", job: newId(Date.now()) }),
    cells: [403, 403, 403, 403, 403, 404],
  },
  "open a mail that is not in the outbox": {
    door: "/admin/mail/:mail",
    path: () => `/admin/mail/${newId(Date.now())}`,
    cells: [403, 403, 403, 403, 403, 404],
  },
  "see the jobs": { door: "/admin/jobs", path: () => "/admin/jobs", cells: onlyByAdmin },
  "try a job again that is not there": {
    door: "/admin/jobs",
    path: () => "/admin/jobs",
    form: () => ({ act: "retry", job: newId(Date.now()) }),
    cells: [403, 403, 403, 403, 403, 404],
  },
  "see how the place is": { door: "/admin/health", path: () => "/admin/health", cells: onlyByAdmin },
  "ask whether the process lives": { door: "/healthz", path: () => "/healthz", cells: 200, isResource: true },
  "ask whether it takes writes": { door: "/readyz", path: () => "/readyz", cells: 200, isResource: true },
  "read the figures for programs": { door: "/metrics", path: () => "/metrics", cells: 404, isResource: true },
  "read any other address": { door: "/*", path: () => "/wp-admin/setup.php", cells: 404 },
  "post to any other address": { door: "/*", path: () => "/wp-admin/setup.php", form: () => ({}), cells: 404 },
  "look for people who know something": {
    door: "/s/:space/pioneers",
    path: () => `/s/${open.slug}/pioneers?q=pump`,
    cells: [302, 403, 403, 403, 200, 200],
  },
  "look for people in a private space": {
    door: "/s/:space/pioneers",
    path: () => `/s/${secret.slug}/pioneers?q=pump`,
    cells: [302, 404, 404, 403, 200, 404],
  },
  "see the form for asking somebody who was found": {
    door: "/s/:space/pioneers/:handle",
    path: () => `/s/${open.slug}/pioneers/cara-customer`,
    cells: [302, 403, 403, 403, 200, 200],
  },
  "ask somebody who contributed nothing": {
    door: "/s/:space/pioneers/:handle",
    path: () => `/s/${open.slug}/pioneers/quin-quiet`,
    cells: [302, 403, 403, 403, 404, 404],
  },
  "ask somebody to a room that one does not lead": {
    door: "/s/:space/pioneers/:handle",
    path: () => `/s/${secret.slug}/pioneers/cara-customer`,
    form: () => ({ id: newId(Date.now()), target: `room:${secret.room}`, message: "Come." }),
    cells: [302, 404, 404, 403, 403, 404],
  },
  "read what one is asked to": { door: "/me/calls", path: () => "/me/calls", cells: signedInOnly },
  "answer for somebody else": {
    door: "/me/calls",
    path: () => "/me/calls",
    form: () => ({ call: newId(Date.now()), answer: "accepted" }),
    cells: [302, 404, 404, 404, 404, 404],
  },
  "see how others find one": { door: "/me/found", path: () => "/me/found", cells: signedInOnly },
  "say how others find one": {
    door: "/me/found",
    path: () => "/me/found",
    form: () => ({ mayBeFound: "yes" }),
    cells: [302, 303, 303, 303, 303, 303],
  },
  "see the picture of somebody who asked for none": {
    door: "/people/:handle/card.png",
    path: () => "/people/cara-customer/card.png",
    cells: 404,
    isResource: true,
  },
  "ask somebody who contributed nothing, by a guessed handle": {
    door: "/s/:space/pioneers/:handle",
    path: () => `/s/${open.slug}/pioneers/quin-quiet`,
    form: () => ({ id: newId(Date.now()), target: `idea:${idIn(open.idea)}`, message: "Come." }),
    cells: [302, 403, 403, 403, 404, 404],
  },
  "look through the lens of product people": {
    door: "/s/:space/lens",
    path: () => `/s/${open.slug}/lens`,
    // Whoever set a place up is a product person of its first space.
    cells: [302, 404, 404, 404, 404, 200],
  },
  "look through that of a private space": {
    door: "/s/:space/lens",
    path: () => `/s/${secret.slug}/lens?by=customer`,
    cells: [302, 404, 404, 404, 404, 404],
  },
  "see the evidence on an idea": {
    door: "/ideas/:idea/lens",
    path: () => `${open.idea}/lens`,
    cells: [302, 404, 404, 404, 404, 200],
  },
  "keep a quote on an idea": {
    door: "/ideas/:idea/lens",
    path: () => `${open.idea}/lens`,
    form: () => ({ act: "add", id: newId(Date.now()), words: "Loud.", source: "Call", importance: "1", customer: "" }),
    cells: [302, 404, 404, 404, 404, 303],
  },
  "see the wishes of customers on an idea": {
    door: "/ideas/:idea/wishes",
    path: () => `${open.idea}/wishes`,
    cells: [302, 404, 404, 404, 404, 200],
  },
  "note a wish on an idea": {
    door: "/ideas/:idea/wishes",
    path: () => `${open.idea}/wishes`,
    form: () => ({ id: newId(Date.now()), email: `${newId(Date.now())}@example.com`, words: "Loud." }),
    cells: [302, 404, 404, 404, 404, 303],
  },
  "open a made-up link that asks for a wish": { door: "/wish/:token", path: () => "/wish/none", cells: 404 },
  "confirm a wish by a made-up link": {
    door: "/wish/:token",
    path: () => "/wish/none",
    form: () => ({ act: "confirmed" }),
    cells: 404,
  },
  "take along what it shows": {
    door: "/s/:space/lens.csv",
    path: () => `/s/${open.slug}/lens.csv`,
    cells: [302, 404, 404, 404, 404, 200],
  },
  "report as a form does": {
    door: "/hooks/products/:product",
    path: () => `/hooks/products/${newId(Date.now())}`,
    form: () => ({}),
    cells: 415,
    byScript: 415,
  },
  "see the issues that an idea can be linked to": {
    door: "/ideas/:idea/issues",
    path: () => `${open.idea}/issues`,
    cells: [302, 403, 403, 403, 200, 200],
  },
  "link an idea to no issue": {
    door: "/ideas/:idea/issues",
    path: () => `${open.idea}/issues`,
    form: () => ({ act: "link", id: newId(Date.now()), url: "javascript:alert(1)", title: "" }),
    cells: [302, 422, 422, 422, 422, 422],
  },
  "take an issue from an idea of a private space": {
    door: "/ideas/:idea/issues",
    path: () => `${secret.idea}/issues`,
    form: () => ({ act: "unlink", link: newId(Date.now()) }),
    cells: [302, 404, 404, 403, 303, 404],
  },
  "see the figures of a space": {
    door: "/s/:space/figures",
    path: () => `/s/${open.slug}/figures`,
    cells: [302, 403, 403, 403, 200, 200],
  },
  "see those of a product that is not there": {
    door: "/s/:space/figures",
    path: () => `/s/${open.slug}/figures?product=${newId(Date.now())}`,
    cells: [302, 403, 403, 403, 404, 404],
  },
  "see what becomes of ideas in a private space": {
    door: "/s/:space/figures",
    path: () => `/s/${secret.slug}/figures`,
    cells: [302, 404, 404, 403, 200, 404],
  },
  "take along what becomes of ideas in a private space": {
    door: "/s/:space/figures.csv",
    path: () => `/s/${secret.slug}/figures.csv?figure=funnel`,
    cells: [302, 404, 404, 403, 200, 404],
    isResource: true,
  },
  "take figures along that are not there": {
    door: "/s/:space/figures.csv",
    path: () => `/s/${open.slug}/figures.csv?figure=x`,
    cells: [302, 403, 403, 403, 404, 404],
    isResource: true,
  },
  "see the tests of an idea": { door: "/ideas/:idea/tests", path: () => `${open.idea}/tests`, cells: 200 },
  "see the tests of an idea in a private space": {
    door: "/ideas/:idea/tests",
    path: () => `${secret.idea}/tests`,
    cells: seenInside,
  },
  "ask for testers of an idea that is too young": {
    door: "/ideas/:idea/tests",
    path: () => `${open.idea}/tests`,
    form: () => ({
      act: "ask",
      id: newId(Date.now()),
      what: "Pump up a tyre.",
      gets: "",
      minutes: "30",
      seats: "8",
      affiliation: "",
      level: "0",
      closesOn: new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10),
    }),
    cells: [302, 403, 403, 403, 403, 409],
  },
  "volunteer for a test that is not there": {
    door: "/ideas/:idea/tests",
    path: () => `${secret.idea}/tests`,
    form: () => ({ act: "volunteer", trial: newId(Date.now()) }),
    cells: [302, 404, 404, 404, 404, 404],
  },
  "see what product people estimate of an idea": {
    door: "/ideas/:idea/estimates",
    path: () => `${open.idea}/estimates`,
    cells: [302, 404, 404, 404, 404, 200],
  },
  "estimate an idea": {
    door: "/ideas/:idea/estimates",
    path: () => `${open.idea}/estimates`,
    form: () => ({
      act: "estimate",
      round: "1",
      reach: "2000",
      impact: "100",
      confidence: "80",
      effort: "4",
      kano: "must_be",
    }),
    cells: [302, 404, 404, 404, 404, 303],
  },
  "reveal a round that is not there": {
    door: "/ideas/:idea/estimates",
    path: () => `${open.idea}/estimates`,
    form: () => ({ act: "reveal", round: "50" }),
    cells: [302, 404, 404, 404, 404, 404],
  },
  "put a decision on record": {
    door: "/ideas/:idea/estimates",
    path: () => `${open.idea}/estimates`,
    form: () => ({ act: "decide", id: newId(Date.now()), words: "So be it.", criterion0: "Loud", state0: "met" }),
    cells: [302, 404, 404, 404, 404, 303],
  },
  "read what is said of an idea and others": {
    door: "/ideas/:idea/duplicates",
    path: () => `${open.idea}/duplicates`,
    cells: 200,
  },
  "read what is said of an idea and others in a private space": {
    door: "/ideas/:idea/duplicates",
    path: () => `${secret.idea}/duplicates`,
    cells: [404, 404, 404, 200, 200, 404],
  },
  "say that an idea is the same as itself": {
    door: "/ideas/:idea/duplicates",
    path: () => `${open.idea}/duplicates`,
    form: () => alike(open.idea),
    cells: [302, 403, 403, 403, 409, 409],
  },
  "say that an idea in a private space is the same as itself": {
    door: "/ideas/:idea/duplicates",
    path: () => `${secret.idea}/duplicates`,
    form: () => alike(secret.idea),
    cells: [302, 404, 404, 403, 409, 404],
  },
  "say that an idea is the same as one in a private space": {
    door: "/ideas/:idea/duplicates",
    path: () => `${open.idea}/duplicates`,
    form: () => alike(secret.idea),
    cells: [302, 404, 404, 403, 409, 404],
  },
  "answer that two ideas are two of which nobody said otherwise": {
    door: "/ideas/:idea/duplicates",
    path: () => `${open.idea}/duplicates`,
    form: () => ({ act: "decline", duplicate: newId(Date.now()), message: "Two." }),
    cells: [302, 404, 404, 404, 404, 404],
  },
};

/**
 * Each role several times over: one member may write sixty times a minute, and the table asks for
 * more, twice a row. Rows take turns.
 */
let crews: Record<Exclude<Role, "visitor">, Person>[];
const writesOfACrew = 50;
const writing = Object.values(rows).filter(({ form }) => form);

async function clientFor(role: Role, row: Row): Promise<Client> {
  if (role === "visitor") return site.visitor();
  const turn = (row.form ? writing : Object.values(rows)).indexOf(row);
  const crew = crews[turn % crews.length];
  if (!crew) throw new Error("There is no crew.");
  return row.endsSession ? signedIn(site.server, crew[role].email) : crew[role];
}

/** People of each role, beside those of the site. */
async function anotherCrew(number: number): Promise<(typeof crews)[number]> {
  const come = (name: string) => verified(site.server, `${name}${number} Crew`);
  const [outsider, member, pilot, admin] = [await come("out"), await come("mem"), await come("pil"), await come("adm")];
  const unverified = await joined(site.server, `unv${number} Crew`);
  await unverified.post("/signin", { email: unverified.email, password });
  for (const space of [site.open, site.secret]) {
    await admit(site.db, space.id, member);
    await admit(site.db, space.id, pilot, { pilot: true });
  }
  await admit(site.db, site.open.id, admin, { pilot: true, product: true, lead: true });
  await site.db.transaction((tx) => tx.update(members).set({ admin: true }).where(eq(members.email, admin.email)));
  return { unverified, outsider, member, pilot, admin };
}

function cellOf({ cells }: Row, role: Role): number {
  return typeof cells === "number" ? cells : (cells[roles.indexOf(role)] ?? cells[0] ?? 0);
}

describe.each(Object.entries(rows))("to %s", (_name, row) => {
  it.each(roles)("as %s", async (role) => {
    const client = await clientFor(role, row);
    const expected = cellOf(row, role);
    const answer = row.form ? await client.post(row.path(), row.form()) : await client.get(row.path());
    expect(answer.status).toBe(expected);
    if (row.isResource || row.path().endsWith("?index")) return;
    // Script asks for the same, and a redirect is data for it.
    const again = await clientFor(role, row);
    const data = row.form ? await again.postData(row.path(), row.form()) : await again.data(row.path());
    const isRedirect = expected === 302 || expected === 303;
    // A form sent by script stays on its page.
    const staysOnPage =
      /\/(signal|follow|comments|adoption|evidence|tags|views|notes|issues)$/.test(row.path()) && expected === 303;
    expect(data.status).toBe(row.byScript ?? (staysOnPage ? 200 : isRedirect ? 202 : expected));
  });
});

describe("a visitor who posts", () => {
  it("is sent to sign in, comes back to the form, and finds what was typed", async () => {
    const visitor = site.visitor();
    const typed = comment();
    const answer = await visitor.post(`${open.idea}/comments`, { ...typed, body: "A sentence typed by a visitor." });
    expect(answer.location).toBe(`/signin?next=${encodeURIComponent(open.idea)}&kept=1`);
    const back = await visitor.get(open.idea);
    expect(back.text).toContain("A sentence typed by a visitor.");
    const other = await site.visitor().get(open.idea);
    expect(other.text).not.toContain("A sentence typed by a visitor.");
  });

  it("because the session ended finds a profile and a charter as they were typed", async () => {
    const session = site.ann.cookies.get("session") ?? "";
    const forms: Record<string, Record<string, string>> = {
      "/me/profile": { name: "Ann Admin", handle: "ann-admin", bio: "Words that took a while." },
      [`/s/${open.slug}/charter/edit`]: { charter: "Words that took a while.", version: "0" },
    };
    for (const [path, form] of Object.entries(forms)) {
      site.ann.cookies.delete("session");
      const answer = await site.ann.post(path, form);
      expect(answer.location).toBe(`/signin?next=${encodeURIComponent(path)}&kept=1`);
      site.ann.cookies.set("session", session);
      expect((await site.ann.get(path)).text).toContain("Words that took a while.");
    }
  });

  it("learns nothing of a private space by being sent to sign in", async () => {
    const there = await site.visitor().post(`${secret.idea}/comments`, comment());
    const nowhere = await site.visitor().post(`/ideas/${newId(Date.now())}/comments`, comment());
    expect([there.status, nowhere.status]).toEqual([302, 302]);
  });
});

it("an author changes, deletes and brings back an own comment", async () => {
  expect((await site.cara.get(open.comment)).status).toBe(200);
  const acts: Record<string, string>[] = [
    { act: "edit", kind: "remark", body: "Mended.", editedAt: "" },
    { act: "delete" },
    { act: "restore" },
  ];
  for (const form of acts) {
    expect((await site.cara.post(open.comment, form)).status).toBe(303);
  }
  const page = await site.cara.get(open.idea);
  expect(page.text).toContain("Mended.");
  expect(page.text).not.toContain("Changed by somebody else.");
});

it("a picture of a profile is there for everybody once its owner wants it, until he or she does not", async () => {
  const address = "/people/cara-customer/card.png?lang=fr";
  await site.cara.post("/me/found", { mayBeFound: "yes", showsCard: "yes" });
  const shown = await site.visitor().get(address);
  expect(shown.status).toBe(200);
  expect(shown.bytes.subarray(1, 4).toString()).toBe("PNG");
  const page = await site.visitor().get("/people/cara-customer");
  expect(page.text).toContain("/people/cara-customer/card.png?lang=");
  expect(page.text).toContain("summary_large_image");
  await site.cara.post("/me/found", { mayBeFound: "yes" });
  expect((await site.visitor().get(address)).status).toBe(404);
  expect((await site.visitor().get("/people/cara-customer")).text).not.toContain("card.png");
});

it("every door has a cell for reading and for writing, unless it is nobody's", () => {
  const asked = Object.values(rows).map((row) => `${row.form ? "write" : "read"} ${row.door}`);
  const doors = Object.entries(pageDoors).flatMap(([address, door]) =>
    (["read", "write"] as const).filter((way) => door[way] !== "nobody").map((way) => `${way} ${address}`),
  );
  expect(doors.filter((door) => !asked.includes(door))).toEqual([]);
});

it("none of this is a fault in the log", () => {
  expect(site.server.faults()).toEqual([]);
});
