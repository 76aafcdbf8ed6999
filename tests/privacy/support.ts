/** Somebody who leaves traces wherever that is possible, and others around him or her. */
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { eq } from "drizzle-orm";
import { members } from "../../db/schema/members.ts";
import { tables } from "../../db/tables.ts";
import { join, signIn, verifyAddress } from "../../app/features/accounts/commands.server.ts";
import { askEmailChange } from "../../app/features/accounts/email-change.server.ts";
import { park } from "../../app/features/accounts/parking.server.ts";
import { postComment } from "../../app/features/discussion/commands.server.ts";
import { keepView } from "../../app/features/feed/commands.server.ts";
import { attachFile } from "../../app/features/files/commands.server.ts";
import { setAvatar } from "../../app/features/files/portraits.server.ts";
import { saveDraft, submitIdea } from "../../app/features/ideas/commands.server.ts";
import { reportItem } from "../../app/features/moderation/commands.server.ts";
import { changeProfile } from "../../app/features/people/commands.server.ts";
import { castSignal } from "../../app/features/signals/commands.server.ts";
import { acceptInvitation, invite, inviteToken } from "../../app/features/spaces/invitations.server.ts";
import { spaceBySlug } from "../../app/features/spaces/queries.server.ts";
import { askToJoin, knockKey } from "../../app/features/spaces/requests.server.ts";
import { inviteAuthor } from "../../app/features/writing/authors.server.ts";
import { withdrawIdea } from "../../app/features/writing/withdrawal.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { newId } from "../../app/platform/ids.ts";
import { postOffice } from "../../app/platform/mail.server.ts";
import { bearing, from, joining, newestToken, password } from "../accounts/support.ts";
import { picture } from "../files/support.ts";
import { tellAll } from "../notices/support.ts";
import {
  actorNow,
  contextFor,
  freshDatabase,
  member,
  person,
  type Rig,
  space,
  start,
  visiting,
} from "../support/database.ts";

/** By what the person is known: none of it may be left. */
export const identity = {
  name: "Zyxwara Quillfeather",
  email: "zyx.quill@canary.example",
  newEmail: "zyx.other@canary.example",
  formerHandle: "zyxwara-quillfeather",
  handle: "zyxquill",
  bio: "Plumvexing cartographer",
  userAgent: "Canarybrowser/77.7",
};

/** What the person told nobody, or some only: it goes as well. */
export const unpublished = {
  draft: "Draftcanary of mine",
  draftFile: "draftfilecanary",
  request: "Requestcanary, let me in",
  report: "Reportcanary words",
  view: "Viewcanary kept",
};

/** What the person said before everybody: it stays. */
export const published = {
  title: "Publishedcanary title",
  problem: "Publishedcanary problem",
  comment: "Publishedcanary comment",
  why: "Publishedcanary withdrawal",
  file: "publishedcanaryfile",
};

/** What others keep to themselves: the person is never given it. */
export const othersOwn = {
  email: "secretive.bob@other.example",
  draft: "Othercanary draft",
  report: "Othercanary report",
  request: "Othercanary request",
};

/** A place in which somebody left traces. `zyx` is that person; `bob` another customer, `pia` pilots, `ada` governs. */
export async function tracedWorld(env: NodeJS.ProcessEnv = {}) {
  const rig = await freshDatabase(env);
  const open = await space(rig, { name: "Bikes" });
  const closed = await space(rig, { name: "Lab", slug: "lab", visibility: "private" });
  const ada = await person(rig, "ada", { admin: true });
  let pia = await member(rig, await person(rig, "pia", { affiliation: "employee" }), open.id, {
    pilot: true,
    lead: true,
  });
  pia = await member(rig, pia, closed.id, { pilot: true, lead: true });
  let bob = await person(rig, "bob");
  await rig.db.transaction((tx) => tx.update(members).set({ email: othersOwn.email }).where(eq(members.id, bob.id)));
  bob = await member(rig, await actorNow(rig, bob.id), open.id);

  const as = (who: SignedIn) => contextFor(rig, who);
  const browser = { ...from, userAgent: identity.userAgent };
  await join(visiting(rig), joining(rig, { name: identity.name, email: identity.email }), browser);
  const link = await newestToken(rig, "verify", identity.email);
  const { cookie } = await verifyAddress(visiting(rig), link, {}, browser);
  const signedIn = await bearing(rig, cookie);
  if (signedIn.kind !== "member") throw new Error("The cookie signs nobody in.");
  await signIn(visiting(rig), { email: identity.email, password }, browser);
  const me = () => actorNow(rig, signedIn.id);
  await changeProfile(as(await me()), { name: identity.name, handle: identity.handle, bio: identity.bio });
  await askEmailChange(as(await me()), { email: identity.newEmail, password }, browser);
  await setAvatar(as(await me()), { name: "face.png", bytes: await picture(7) });

  const texts = { problem: published.problem, forWhom: "Riders.", solution: "Pumps." };
  const idea = await submitIdea(as(await me()), open.id, { id: newId(start), title: published.title, ...texts });
  await attachFile(as(await me()), idea.id, { name: `${published.file}.png`, bytes: await picture(8) });
  const draft = newId(start);
  await saveDraft(as(await me()), open.id, {
    id: draft,
    ...texts,
    title: unpublished.draft,
    problem: unpublished.draft,
  });
  await attachFile(as(await me()), draft, { name: `${unpublished.draftFile}.png`, bytes: await picture(9) });
  const withdrawn = await submitIdea(as(await me()), open.id, { id: newId(start), title: "Another", ...texts });
  await withdrawIdea(as(await me()), withdrawn.id, published.why);

  const bobs = await submitIdea(as(bob), open.id, {
    id: newId(start),
    title: "Racks",
    problem: `As @${identity.handle} said, nowhere to lock.`,
    forWhom: "Riders.",
    solution: "Racks.",
  });
  const say = (who: SignedIn, id: string, body: string, parent?: string) =>
    postComment(as(who), id, { id: newId(start), parent, kind: "remark", body });
  const comment = await say(await me(), bobs.id, published.comment);
  await say(bob, bobs.id, `Thank you, @${identity.handle}!`, comment);
  await say(bob, idea.id, "Good.");
  await castSignal(as(await me()), { idea: bobs.id, kind: "support" });
  await castSignal(as(bob), { idea: idea.id, kind: "support" });

  await reportItem(as(await me()), { idea: bobs.id, comment: null }, { reason: "other", words: unpublished.report });
  await reportItem(as(bob), { idea: idea.id, comment: null }, { reason: "other", words: othersOwn.report });
  await keepView(as(await me()), open.id, { name: unpublished.view, query: "sort=people" });
  const lab = await spaceBySlug(as(pia), closed.slug);
  await askToJoin(as(await me()), knockKey(as(pia), lab), { message: unpublished.request });
  await askToJoin(as(bob), knockKey(as(pia), lab), { message: othersOwn.request });
  await saveDraft(as(bob), open.id, { id: newId(start), ...texts, title: othersOwn.draft });
  const way = { role: "member", affiliation: "as_is", mostUses: 1, days: 5 } as const;
  await invite(as(pia), open.id, { ...way, email: identity.email }, from.origin);
  await acceptInvitation(
    as(await me()),
    inviteToken(as(pia), await invite(as(pia), open.id, { ...way, email: "" }, "")),
  );
  await inviteAuthor(as(await me()), idea.id, { who: "bob" }, from.origin);
  await inviteAuthor(as(bob), bobs.id, { who: identity.handle }, from.origin);
  await park(visiting(rig), "/join", { email: identity.email, name: identity.name });
  await tellAll(rig);
  // Mails of before, where there is no mail server: one to the person, one that names him or her.
  const post = postOffice(rig.config);
  const mail = { at: start, locale: "en", site: "Caco" } as const;
  const letter = { subject: "Hello", paragraphs: [`Hello ${identity.name},`] };
  await post({ ...mail, id: newId(start), to: { name: identity.name, address: identity.email }, letter });
  await post({ ...mail, id: newId(start), to: { name: "Bob", address: "bob@example.org" }, letter });
  const other = { subject: "For Bob", paragraphs: ["Nothing else."] };
  await post({ ...mail, id: newId(start), to: { name: "Bob", address: "bob@example.org" }, letter: other });
  return { rig, zyx: await me(), ada, pia, bob, open, closed, idea, bobs, comment, draft };
}

/** Every row of every table that says one of these words, by `table: word`. */
export async function foundInTables(rig: Rig, words: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const { name, table } of tables) {
    const rows = await rig.db.read.select().from(table);
    const text = JSON.stringify(rows, (_, value: unknown) =>
      Buffer.isBuffer(value) ? value.toString("latin1") : value,
    );
    found.push(
      ...words.filter((word) => text.toLowerCase().includes(word.toLowerCase())).map((word) => `${name}: ${word}`),
    );
  }
  return found;
}

/** Every file under the data folder that says one of these words, by `file: word`. */
export async function foundInFiles(rig: Rig, words: readonly string[]): Promise<string[]> {
  const entries = await readdir(rig.dir, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries.filter((each) => each.isFile())) {
    const bytes = await readFile(path.join(entry.parentPath, entry.name));
    const text = bytes.toString("latin1").toLowerCase();
    found.push(...words.filter((word) => text.includes(word.toLowerCase())).map((word) => `${entry.name}: ${word}`));
  }
  return found;
}

/** Everything that is counted anywhere, and what is published: it may not change. */
export async function totals(rig: Rig) {
  const counted = ["signals", "signal_counts", "tags", "comments", "idea_versions", "idea_stages", "exposures"];
  const rows = await Promise.all(
    tables
      .filter(({ name }) => counted.includes(name))
      .map(async ({ name, table }) => [
        name,
        (await rig.db.read.select().from(table)).map((row) => wordless(row)).toSorted(inOneOrder),
      ]),
  );
  const shown = await rig.db.raw.all(
    "select id, title, stage, participants, comment_count from ideas where stage <> 'draft' and stage <> 'discarded' order by id",
  );
  return { rows, shown };
}

/** Words may lose a handle. */
function wordless(row: Record<string, unknown>) {
  const { source: _s, html: _h, problem: _p, ...rest } = row;
  return rest;
}

/** Rows have no order of their own: PostgreSQL gives a changed one last. */
function inOneOrder(one: object, other: object): number {
  return JSON.stringify(one) < JSON.stringify(other) ? -1 : 1;
}
