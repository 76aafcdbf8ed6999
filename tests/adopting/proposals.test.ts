import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { jobs } from "../../db/schema/log.ts";
import { adoptionProposals, noteAdoptions } from "../../db/schema/writing.ts";
import {
  adoptComment,
  decideProposal,
  undoAdoption,
  undoNoteAdoption,
} from "../../app/features/adopting/commands.server.ts";
import { adoptedInputs, adoptionsPage } from "../../app/features/adopting/queries.server.ts";
import { proposeAdoptions, proposeJob } from "../../app/features/adopting/proposing.server.ts";
import { deleteComment, editComment } from "../../app/features/discussion/commands.server.ts";
import { freezeDocument } from "../../app/features/cowriting/freezing.server.ts";
import { restBeforeVersion } from "../../app/features/cowriting/rules.ts";
import { unmergeIdea } from "../../app/features/merging/commands.server.ts";
import { usualPhase } from "../../app/features/planning/rules.ts";
import { makersOf } from "../../app/features/writing/queries.server.ts";
import { acceptInvitation, inviteAuthor } from "../../app/features/writing/authors.server.ts";
import { restoreVersion } from "../../app/features/writing/commands.server.ts";
import { member, person, start } from "../support/database.ts";
import { writer } from "../cowriting/support.ts";
import { merge, proposed } from "../merging/support.ts";
import { bellOf, tellAll, toldTo } from "../notices/support.ts";
import { roomOn } from "../rooms/support.ts";
import { lookThrough, spokenOf } from "./support.ts";

let made: Awaited<ReturnType<typeof spokenOf>>;

beforeEach(async () => {
  made = await spokenOf();
});

const words = "a cargo bike with a child seat";
const text = { solution: `Each workshop keeps one bike to lend, or ${words}.` };

describe("words of a comment that stand in a new version", () => {
  it("are proposed to whoever may edit the text, and to nobody else", async () => {
    const { ann, bob, pia, say, write, asked } = made;
    const source = await say(bob, `Or ${words}?`);
    await write(ann, text);
    const found = { source, kind: "comment", version: 2, by: "Bob", found: [`or ${words}`], said: [`Or ${words}`] };
    expect(await asked(ann)).toEqual([found]);
    expect(await asked(pia)).toEqual([found]);
    expect(await asked(bob)).toEqual([]);
    await expect(adoptionsPage(await made.as(bob), made.id)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("are adopted when that is confirmed, into the version that brought them, and undone as ever", async () => {
    const { rig, id, ann, bob, pia, say, write, states } = made;
    const source = await say(bob, `Or ${words}?`);
    await write(ann, text);
    await write(ann, { problem: "A repair takes twelve days." });
    await expect(decideProposal(await made.as(bob), id, source, "confirm")).rejects.toMatchObject({
      code: "forbidden",
    });
    await decideProposal(await made.as(ann), id, source, "confirm");
    await decideProposal(await made.as(pia), id, source, "dismiss");
    expect(await adoptedInputs(rig.db.read, id)).toEqual([
      { as: "remark", id: source, room: null, author: bob.id, affiliation: "customer", isNamed: true, version: 2 },
    ]);
    expect(await states()).toEqual({ [source]: "confirmed" });
    expect(await made.happened("comment.adopted")).toMatchObject([{ version: 2, author: bob.id }]);
    await undoAdoption(await made.as(ann), source);
    expect(await states()).toEqual({ [source]: "dismissed" });
    expect(await made.asked(ann)).toEqual([]);
  });

  it("are adopted by the mark on the comment too, and then asked about no more", async () => {
    const { ann, bob, say, write, asked } = made;
    const source = await say(bob, words);
    await write(ann, text);
    await adoptComment(await made.as(ann), source);
    expect(await asked(ann)).toEqual([]);
    expect(await adoptedInputs(made.rig.db.read, made.id)).toMatchObject([{ version: 2 }]);
  });

  it("are asked about no more once somebody said that they came from elsewhere, but with other words", async () => {
    const { id, ann, bob, say, write, asked } = made;
    const source = await say(bob, `${words} and folding trailers everywhere`);
    await write(ann, text);
    await decideProposal(await made.as(ann), id, source, "dismiss");
    expect(await asked(ann)).toEqual([]);
    await write(ann, { problem: `A repair takes nine days: ${words}.` });
    expect(await asked(ann)).toEqual([]);
    await write(ann, { forWhom: "Families. And folding trailers everywhere." });
    expect(await asked(ann)).toMatchObject([{ version: 4, found: ["And folding trailers everywhere"] }]);
    expect(await made.happened("adoption.dismissed")).toEqual([{ source, input: "comment", version: 2 }]);
  });

  it("are no proposal where whoever said them wrote them, said them later, or another said them first", async () => {
    const { rig, ann, bob, pia, place, say, write, asked, clock } = made;
    const dee = await member(rig, await person(rig, "dee"), place.id);
    await say(pia, words);
    await say(ann, "solar panels upon each roof");
    await write(ann, { ...text, problem: "A repair takes nine days. Solar panels upon each roof." });
    expect((await asked(ann)).map(({ by }) => by)).toEqual(["Pia"]);
    expect((await asked(pia)).map(({ by }) => by)).toEqual([]);
    await say(dee, `${words}! tandems beside tramway stops`);
    await write(ann, { forWhom: "Tandems beside tramway stops." });
    expect((await asked(ann)).map(({ by, found }) => [by, found])).toEqual([
      ["Pia", [words]],
      ["Dee", ["Tandems beside tramway stops"]],
    ]);
    await write(ann, { forWhom: "Rental stations in every suburb." });
    await say(bob, "rental stations in every suburb");
    clock.now += 60_000;
    await proposeAdoptions(rig.db, { idea: made.id, version: 4 }, clock.now);
    expect((await asked(ann)).map(({ by }) => by)).toEqual(["Pia", "Dee"]);
  });

  it("count from when they were last changed: nobody writes into a comment what others have said", async () => {
    const { rig, ann, bob, pia, say, write, asked } = made;
    const early = await say(bob, "Nice.");
    await say(pia, words);
    await editComment(await made.as(bob), early, { kind: "remark", body: words, editedAt: null });
    await write(ann, text);
    expect((await asked(ann)).map(({ by }) => by)).toEqual(["Pia"]);
    expect(await rig.db.read.$count(adoptionProposals)).toBe(1);
  });

  it("are not asked about while the comment is deleted", async () => {
    const { id, ann, bob, say, write, asked } = made;
    const source = await say(bob, words);
    await write(ann, text);
    await deleteComment(await made.as(bob), source);
    expect(await asked(ann)).toEqual([]);
    await expect(decideProposal(await made.as(ann), id, source, "confirm")).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("are not looked for in an old version that is brought back", async () => {
    const { rig, id, ann } = made;
    await made.write(ann, { problem: "Another." });
    await restoreVersion(await made.as(ann), id, 1, 2);
    expect(await rig.db.read.select().from(jobs).where(eq(jobs.kind, proposeJob))).toEqual([]);
  });

  it("are found once, however often it is looked", async () => {
    const { rig, id, ann, bob, say, write, asked } = made;
    await say(bob, words);
    await write(ann, text);
    for (let time = 0; time < 2; time++) await proposeAdoptions(rig.db, { idea: id, version: 2 }, start);
    expect(await asked(ann)).toHaveLength(1);
    expect(await made.happened("adoption.proposed")).toEqual([{ version: 2, count: 1 }]);
  });

  it("are found in what was written together", async () => {
    const { rig, id, ann, bob, clock, say, asked } = made;
    const source = await say(bob, words);
    const one = await writer(rig, id, ann, { now: clock.now });
    await one.edit("solution", 0, 0, `Now ${words}. `);
    clock.now += restBeforeVersion;
    expect(await freezeDocument(rig, id, clock.now)).toBe("made");
    await lookThrough(rig, clock.now);
    expect(await asked(ann)).toMatchObject([{ source, version: 2, found: [words] }]);
  });

  it("are found where the comment stands on an idea that is part of this one, as long as it is", async () => {
    const { rig, id, ann, bob, pia, place, say, write, asked } = made;
    const other = await proposed(rig, place.id, bob, "A pump", made.clock.now);
    const dee = await member(rig, await person(rig, "dee"), place.id);
    const source = await say(dee, words, other);
    await write(ann, { problem: "A repair takes twelve days." });
    const merged = await merge(rig, pia, other, id, made.clock.now);
    await write(ann, text);
    expect(await asked(ann)).toMatchObject([{ source, by: "Dee" }]);
    await unmergeIdea(await made.as(pia), { merge: merged, message: "Not one." });
    expect(await asked(ann)).toEqual([]);
    await expect(decideProposal(await made.as(pia), id, source, "confirm")).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("the bell", () => {
  it("rings once per version for the authors, and no more once all is decided; whoever said it hears who took it", async () => {
    const { rig, id, ann, bob, pia, say, write } = made;
    await inviteAuthor(await made.as(ann), id, { who: "pia" }, "http://localhost");
    await acceptInvitation(await made.as(pia), id);
    const one = await say(bob, words);
    const other = await say(bob, "solar panels upon each roof");
    await write(ann, { ...text, problem: "A repair takes nine days. Solar panels upon each roof." });
    await tellAll(rig);
    const proposals = async () => (await toldTo(rig, pia)).filter(({ kind }) => kind === "adoption_proposed");
    expect(await proposals()).toMatchObject([{ kind: "adoption_proposed", by: null, isUnread: true }]);
    expect((await toldTo(rig, ann)).map(({ kind }) => kind)).toContain("adoption_proposed");
    const before = await bellOf(rig, pia);
    await decideProposal(await made.as(ann), id, one, "confirm");
    await tellAll(rig);
    expect(await proposals()).toHaveLength(1);
    await decideProposal(await made.as(ann), id, other, "dismiss");
    await tellAll(rig);
    expect(await proposals()).toEqual([]);
    expect(await bellOf(rig, pia)).toBe(before - 1);
    expect((await toldTo(rig, bob)).filter(({ kind }) => kind === "adopted")).toHaveLength(1);
  });
});

describe("words of a room's note", () => {
  /** A room on the idea in which ann and bob each wrote a note; bob's name stays sealed. */
  async function closedRoom(audience: "space" | "invited" = "space") {
    const { rig, id, place, ann, bob, pia, clock } = made;
    const invited = audience === "invited" ? ["bob"] : [];
    const room = await roomOn(rig, place.id, pia, { idea: id, audience, invited });
    room.clock.now = clock.now + 1_000;
    await room.enter(pia, bob);
    if (audience === "space") await room.enter(ann);
    await room.plan((["write", "cluster"] as const).map(usualPhase));
    await room.next();
    const open = await room.note(bob, words);
    const sealed = await room.note(bob, "solar panels upon each roof", true);
    room.clock.now += 1_000;
    await room.act(pia, { do: "room.close" });
    clock.now = room.clock.now;
    return { room, open, sealed };
  }

  const both = { ...text, problem: "A repair takes nine days. Solar panels upon each roof." };

  it("are adopted as those of a comment, and name nobody who has sealed the name until it is claimed", async () => {
    const { rig, id, ann, bob, write, asked } = made;
    const { room, open, sealed } = await closedRoom();
    await write(ann, both);
    const found = [
      { source: sealed, kind: "note", version: 2, by: null, found: ["Solar panels upon each roof"] },
      { source: open, kind: "note", version: 2, by: "Bob", found: [words], said: [words] },
    ];
    expect(await asked(ann)).toMatchObject(found);
    await decideProposal(await made.as(ann), id, open, "confirm");
    await decideProposal(await made.as(ann), id, sealed, "confirm");
    const named = async () =>
      (await adoptedInputs(rig.db.read, id)).map(({ id: note, isNamed }) => [note, isNamed]).toSorted();
    expect(await named()).toEqual(
      [
        [open, true],
        [sealed, false],
      ].toSorted(),
    );
    await room.act(bob, { do: "note.claim", note: sealed });
    expect(await named()).toEqual(
      [
        [open, true],
        [sealed, true],
      ].toSorted(),
    );
    await tellAll(rig);
    expect((await toldTo(rig, bob)).filter(({ kind }) => kind === "note_adopted")).not.toEqual([]);
    expect(JSON.stringify(await made.happened("idea.note_adopted"))).not.toContain(bob.id);
  });

  it("name those who made the idea, but for sealed names", async () => {
    const { rig, id, ann, write } = made;
    const { open, sealed } = await closedRoom();
    await write(ann, both);
    await decideProposal(await made.as(ann), id, sealed, "confirm");
    const roles = async () =>
      (await makersOf(rig.db.read, { id, author: ann.id, affiliation: "customer" })).map(({ name, roles }) => [
        name,
        roles,
      ]);
    expect(await roles()).toEqual([["Ann", ["origin", "text"]]]);
    await decideProposal(await made.as(ann), id, open, "confirm");
    expect(await roles()).toEqual([
      ["Ann", ["origin", "text"]],
      ["Bob", ["note"]],
    ]);
    const { notes } = await adoptionsPage(await made.as(ann), id);
    expect(notes.map(({ by, canUndo }) => [by?.name ?? null, canUndo])).toEqual([
      [null, true],
      ["Bob", true],
    ]);
    await undoNoteAdoption(await made.as(ann), id, open);
    await undoNoteAdoption(await made.as(ann), id, sealed);
    expect(await rig.db.read.$count(noteAdoptions)).toBe(0);
    expect(await roles()).toEqual([["Ann", ["origin", "text"]]]);
  });

  it("are looked for when the room closes in what was written meanwhile", async () => {
    const { rig, id, place, ann, bob, pia, clock, write, asked } = made;
    const room = await roomOn(rig, place.id, pia, { idea: id });
    room.clock.now = clock.now;
    await room.enter(pia, bob);
    await room.plan((["write", "cluster"] as const).map(usualPhase));
    await room.next();
    const note = await room.note(bob, words);
    await write(ann, text);
    expect(await asked(ann)).toEqual([]);
    room.clock.now = clock.now + 1_000;
    await room.act(pia, { do: "room.close" });
    await lookThrough(rig, room.clock.now);
    expect(await asked(ann)).toMatchObject([{ source: note, version: 2 }]);
  });

  it("among those who were invited are read by them alone, and name nobody elsewhere", async () => {
    const { ann, pia, write, asked } = made;
    const { open } = await closedRoom("invited");
    await write(ann, text);
    expect(await asked(ann)).toEqual([
      { source: open, kind: "note", version: 2, by: null, found: [words], said: null },
    ]);
    expect(await asked(pia)).toMatchObject([{ by: null, said: [words] }]);
  });
});
