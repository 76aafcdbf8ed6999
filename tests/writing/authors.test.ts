import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { ideas } from "../../db/schema/ideas.ts";
import { jobs } from "../../db/schema/log.ts";
import { signalCounts, signals } from "../../db/schema/signals.ts";
import { ideaSeenBy } from "../../app/features/ideas/queries.server.ts";
import { castSignal } from "../../app/features/signals/commands.server.ts";
import {
  acceptInvitation,
  declineInvitation,
  inviteAuthor,
  leaveAuthors,
  uninviteAuthor,
} from "../../app/features/writing/authors.server.ts";
import { banMember } from "../../app/features/moderation/bans.server.ts";
import { editIdea } from "../../app/features/writing/commands.server.ts";
import { authorsPage, invitationTo, makersOf } from "../../app/features/writing/queries.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { contextFor, member, person, visiting } from "../support/database.ts";
import { writtenIdea } from "./support.ts";

const origin = "https://caco.example";
let made: Awaited<ReturnType<typeof writtenIdea>>;

beforeEach(async () => {
  made = await writtenIdea();
});

const as = (who: SignedIn) => contextFor(made.rig, who);
const invite = (by: SignedIn, who: string) => inviteAuthor(as(by), made.id, { who }, origin);
const authors = async () => (await ideaSeenBy(made.rig.db.read, made.ann, made.id)).idea;
const counts = async () => {
  const [idea] = await made.rig.db.read.select().from(ideas).where(eq(ideas.id, made.id));
  const rows = await made.rig.db.read.select().from(signalCounts).where(eq(signalCounts.idea, made.id));
  return { participants: idea?.participants, counted: rows.reduce((sum, row) => sum + row.people, 0) };
};

describe("an invitation to write together", () => {
  it("is found by handle or address, and a mail leads to the idea", async () => {
    const { ann, bob, pia, rig, id } = made;
    await invite(ann, "@Bob");
    await invite(ann, "PIA@example.org");
    expect(await invitationTo(as(bob), id)).toEqual({ by: "Ann" });
    expect(await invitationTo(as(pia), id)).toEqual({ by: "Ann" });
    const mails = await rig.db.read.select().from(jobs).where(eq(jobs.kind, "mail"));
    expect(mails.map((job) => job.payload)).toContainEqual(
      expect.objectContaining({
        to: { name: "Bob", address: "bob@example.org" },
        template: "co_author",
        values: { name: "Bob", by: "Ann", idea: "Lend me a bike", url: `${origin}/ideas/${id}-lend-me-a-bike` },
      }),
    );
  });

  it("is taken back when whoever gave it or was given it is kept out", async () => {
    const ada = await person(made.rig, "ada", { admin: true });
    await invite(made.ann, "bob");
    await invite(made.ann, "pia");
    await banMember(as(ada), "bob", "Spam.");
    expect(await invitationTo(as(made.bob), made.id)).toBeNull();
    expect(await invitationTo(as(made.pia), made.id)).toEqual({ by: "Ann" });
    await banMember(as(ada), "ann", "Spam.");
    expect(await invitationTo(as(made.pia), made.id)).toBeNull();
    expect(await made.happened("author.uninvited")).toHaveLength(2);
  });

  it("sent twice is one, with one mail", async () => {
    await invite(made.ann, "bob");
    await invite(made.ann, "bob");
    expect(await made.happened("author.invited")).toHaveLength(1);
    expect(await made.rig.db.read.select().from(jobs).where(eq(jobs.kind, "mail"))).toHaveLength(1);
  });

  it("is not for people outside the space, and does not say whether they exist", async () => {
    const missed = { fields: { who: "nobody_called_so" } };
    await expect(invite(made.ann, "eve")).rejects.toMatchObject(missed);
    await expect(invite(made.ann, "eve@example.org")).rejects.toMatchObject(missed);
    await expect(invite(made.ann, "nobody@example.org")).rejects.toMatchObject(missed);
    const unverified = await person(made.rig, "dan", { verified: false });
    await member(made.rig, unverified, made.place.id);
    await expect(invite(made.ann, "dan")).rejects.toMatchObject(missed);
  });

  it("is sent by authors alone, not to themselves, and can be taken back until it is answered", async () => {
    const { ann, bob, pia, id } = made;
    await expect(invite(bob, "pia")).rejects.toMatchObject({ code: "forbidden" });
    await expect(invite(pia, "bob")).rejects.toMatchObject({ code: "forbidden" });
    await expect(invite(ann, "ann")).rejects.toMatchObject({ fields: { who: "author_already" } });
    await invite(ann, "bob");
    await uninviteAuthor(as(ann), id, bob.id);
    await expect(acceptInvitation(as(bob), id)).rejects.toMatchObject({ code: "not_found" });
    expect(await made.happened("author.uninvited")).toHaveLength(1);
  });

  it("that was declined is not sent again", async () => {
    await invite(made.ann, "bob");
    await declineInvitation(as(made.bob), made.id);
    await expect(invite(made.ann, "bob")).rejects.toMatchObject({ fields: { who: "invitation_declined" } });
    await expect(acceptInvitation(as(made.bob), made.id)).rejects.toMatchObject({ code: "not_found" });
    expect((await authors()).authors).toEqual([made.ann.id]);
  });

  it("is shown to those who may invite, and to nobody else", async () => {
    await invite(made.ann, "bob");
    expect((await authorsPage(as(made.ann), made.id)).invited.map(({ name }) => name)).toEqual(["Bob"]);
    expect((await authorsPage(as(made.pia), made.id)).invited).toEqual([]);
    expect((await authorsPage(visiting(made.rig), made.id)).invited).toEqual([]);
  });
});

describe("a co-author", () => {
  beforeEach(async () => {
    await castSignal(as(made.bob), { idea: made.id, kind: "support" });
    await castSignal(as(made.pia), { idea: made.id, kind: "support" });
    await invite(made.ann, "bob");
  });

  it("may not edit before accepting, and may afterwards; both are named", async () => {
    const { bob, id, edit, rig, ann } = made;
    const change = () => editIdea(as(bob), id, edit(1, { title: "Our title" }));
    await expect(change()).rejects.toMatchObject({ code: "forbidden" });
    await acceptInvitation(as(bob), id);
    await change();
    const makers = await makersOf(rig.db.read, { id, author: ann.id, affiliation: "customer" });
    expect(makers.map(({ name, roles }) => [name, roles])).toEqual([
      ["Ann", ["origin", "text"]],
      ["Bob", ["author", "text"]],
    ]);
  });

  it("takes an own signal out of the counts, exactly and once", async () => {
    const { bob, id, rig } = made;
    expect(await counts()).toEqual({ participants: 2, counted: 2 });
    await acceptInvitation(as(bob), id);
    await acceptInvitation(as(bob), id);
    expect(await counts()).toEqual({ participants: 1, counted: 1 });
    expect(await made.happened("signal.set_apart")).toHaveLength(1);
    const [own] = await rig.db.read
      .select()
      .from(signals)
      .where(and(eq(signals.idea, id), eq(signals.member, bob.id)));
    expect(own).toMatchObject({ kind: "support", byAuthor: true, eligible: false });
  });

  it("gives later signals apart too, also after leaving: nothing is given back", async () => {
    const { bob, id } = made;
    await acceptInvitation(as(bob), id);
    await castSignal(as(bob), { idea: id, kind: "not_for_me" });
    await leaveAuthors(as(bob), id);
    expect(await counts()).toEqual({ participants: 1, counted: 1 });
    await castSignal(as(bob), { idea: id, kind: "none" });
    await castSignal(as(bob), { idea: id, kind: "support" });
    expect(await counts()).toEqual({ participants: 1, counted: 1 });
  });

  it("who left edits no more, and may be asked again", async () => {
    const { ann, bob, id, edit } = made;
    await acceptInvitation(as(bob), id);
    await leaveAuthors(as(bob), id);
    await expect(editIdea(as(bob), id, edit(1, { title: "Mine" }))).rejects.toMatchObject({ code: "forbidden" });
    await invite(ann, "bob");
    await acceptInvitation(as(bob), id);
    expect((await authors()).authors).toEqual([ann.id, bob.id]);
  });

  it("may invite others, and the first author cannot leave", async () => {
    const { ann, bob, id } = made;
    await acceptInvitation(as(bob), id);
    await invite(bob, "pia");
    await expect(leaveAuthors(as(ann), id)).rejects.toMatchObject({ code: "not_found" });
  });
});

it("an idea of a private space has no authors for people outside", async () => {
  made = await writtenIdea({ visibility: "private" });
  const unseen = { code: "not_found" };
  await expect(authorsPage(as(made.eve), made.id)).rejects.toMatchObject(unseen);
  await expect(invite(made.eve, "bob")).rejects.toMatchObject(unseen);
  await expect(acceptInvitation(as(made.eve), made.id)).rejects.toMatchObject(unseen);
});
