import { expect, test } from "vitest";
import { awaitingMe, awaitingPilot, myIdeas, shippedLately } from "../../app/features/home/queries.server.ts";
import { placeIdea, renderedTexts, saveDraft } from "../../app/features/ideas/commands.server.ts";
import { reportItem } from "../../app/features/moderation/commands.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { newId } from "../../app/platform/ids.ts";
import type { Stage } from "../../db/schema/ideas.ts";
import { joinRequests } from "../../db/schema/spaces.ts";
import { contextFor, freshDatabase, member, people, type Rig, space, start, visiting } from "../support/database.ts";

async function idea(rig: Rig, author: SignedIn, spaceId: string, title: string, stage: Stage, at = start) {
  const texts = await renderedTexts({ title, problem: title, forWhom: "All", solution: title });
  const id = newId(at);
  await rig.db.transaction((tx) =>
    placeIdea(
      tx,
      { actor: author, now: at },
      {
        ...texts,
        id,
        space: spaceId,
        author: author.id,
        affiliation: author.affiliation,
        language: "en",
        stage,
        moderation: "visible",
        at,
      },
    ),
  );
  return id;
}

test("the start shows what became of one's own ideas, the one that moved last first, and nobody else's", async () => {
  const rig = await freshDatabase();
  const { id } = await space(rig);
  const { ann, bob } = await people(rig, id);
  await idea(rig, ann, id, "Older", "open", start);
  await idea(rig, ann, id, "Newer", "shipped", start + 1);
  await idea(rig, bob, id, "Bob’s", "open", start + 2);
  expect((await myIdeas(contextFor(rig, ann))).map(({ title }) => title)).toEqual(["Newer", "Older"]);
  expect(await myIdeas(visiting(rig))).toEqual([]);
});

test("a draft waits for its author until it is published or thrown away", async () => {
  const rig = await freshDatabase();
  const { id } = await space(rig);
  const { ann, bob } = await people(rig, id);
  const draft = { id: newId(start), title: "Half", problem: "", forWhom: "", solution: "" };
  await saveDraft(contextFor(rig, ann), id, draft);
  expect(await awaitingMe(contextFor(rig, ann))).toMatchObject([{ kind: "draft", title: "Half" }]);
  expect(await awaitingMe(contextFor(rig, bob))).toEqual([]);
});

test("what shipped in a private space is told to its members only", async () => {
  const rig = await freshDatabase();
  const hidden = await space(rig, { name: "Secret", visibility: "private" });
  const { ann, eve } = await people(rig);
  const inside = await member(rig, ann, hidden.id);
  await idea(rig, inside, hidden.id, "Hush", "shipped");
  expect(await shippedLately(contextFor(rig, inside))).toMatchObject([{ title: "Hush" }]);
  expect(await shippedLately(contextFor(rig, eve))).toEqual([]);
  expect(await shippedLately(visiting(rig))).toEqual([]);
});

test("what waits for pilots is counted by space: reports, requests and new ideas of others, for them alone", async () => {
  const rig = await freshDatabase();
  const quiet = await space(rig, { name: "Quiet" });
  const busy = await space(rig, { name: "Busy", visibility: "private" });
  const { bob, eve, pia } = await people(rig, busy.id);
  const pilot = await member(rig, pia, quiet.id, { pilot: true });
  await idea(rig, bob, busy.id, "Unread", "new", start + 5);
  const reported = await idea(rig, bob, busy.id, "Rude", "new", start);
  const own = await idea(rig, pilot, busy.id, "The pilot’s own", "new", start - 5);
  await idea(rig, bob, busy.id, "Answered", "open", start - 9);
  await reportItem(contextFor(rig, pilot), { idea: reported, comment: null }, { reason: "spam", words: "" });
  await reportItem(contextFor(rig, bob), { idea: own, comment: null }, { reason: "spam", words: "" });
  const asking = { space: busy.id, message: "Please.", state: "waiting" as const, askedAt: start };
  await rig.db.transaction((tx) => tx.insert(joinRequests).values({ ...asking, member: eve.id }));

  expect(await awaitingPilot(contextFor(rig, pilot))).toEqual([
    { slug: busy.slug, space: "Busy", reports: 1, requests: 1, fresh: 2, since: start },
    { slug: quiet.slug, space: "Quiet", reports: 0, requests: 0, fresh: 0, since: null },
  ]);
  expect(await awaitingPilot(contextFor(rig, bob))).toEqual([]);
  expect(await awaitingPilot(visiting(rig))).toEqual([]);
});
