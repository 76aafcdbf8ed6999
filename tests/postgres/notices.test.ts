/** Notices on PostgreSQL, where several servers read one log: each person is told of an event once. */
import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { noticeEvents } from "../../db/schema/notices.ts";
import { deleteComment, postComment } from "../../app/features/discussion/commands.server.ts";
import { followIdea, unfollowIdea } from "../../app/features/following/commands.server.ts";
import { followedIdeas } from "../../app/features/following/queries.server.ts";
import { submitIdea } from "../../app/features/ideas/commands.server.ts";
import { readAllNotices, tidyNotices } from "../../app/features/notices/commands.server.ts";
import { keptUnread } from "../../app/features/notices/rules.ts";
import { moveIdea, undoMove } from "../../app/features/piloting/commands.server.ts";
import { newId } from "../../app/platform/ids.ts";
import { contextFor, freshDatabase, people, space, start } from "../support/database.ts";
import { bellOf, kindsToldTo, tellAll, toldTo } from "../notices/support.ts";
import { texts } from "../writing/support.ts";

it("people are told once by two servers at once, and no more of what is taken back", async () => {
  const rig = await freshDatabase();
  const place = await space(rig);
  const { ann, bob, eve, pia } = await people(rig, place.id);
  const { id } = await submitIdea(contextFor(rig, ann), place.id, { ...texts, id: newId(start) });
  await Promise.all([1, 2, 3].map(() => followIdea(contextFor(rig, eve), id)));
  expect((await followedIdeas(contextFor(rig, eve), null)).ideas).toHaveLength(1);
  const remark = (now: number) => ({ id: newId(now), kind: "remark" as const, body: `Said at ${now}.` });
  await postComment(contextFor(rig, pia), id, remark(start));
  const said = await postComment(contextFor(rig, bob, { now: start + 1 }), id, remark(start + 1));
  const made = await moveIdea(contextFor(rig, pia, { now: start + 2 }), id, {
    id: newId(start),
    from: "new",
    to: "open",
    message: "Yes.",
    reasonKind: null,
    reviewOn: null,
  });
  await Promise.all([tellAll(rig), tellAll(rig), tellAll(rig)]);
  expect(await kindsToldTo(rig, eve)).toEqual(["moved", "comment"]);
  expect(await toldTo(rig, ann)).toMatchObject([{ kind: "moved" }, { kind: "comment", by: "Bob", others: 1 }]);
  expect(await bellOf(rig, ann)).toBe(2);
  expect(await rig.db.read.$count(noticeEvents, eq(noticeEvents.member, ann.id))).toBe(3);
  await readAllNotices(contextFor(rig, eve));
  await deleteComment(contextFor(rig, bob, { now: start + 3 }), said);
  await undoMove(contextFor(rig, pia, { now: start + 4 }), id, made);
  await Promise.all([tellAll(rig), tellAll(rig)]);
  expect(await toldTo(rig, ann)).toMatchObject([{ kind: "comment", by: "Pia", others: 0 }]);
  expect(await kindsToldTo(rig, eve)).toEqual(["move_undone", "comment"]);
  await unfollowIdea(contextFor(rig, eve), id);
  await tidyNotices(rig.db, start + keptUnread + 10);
  expect(await rig.db.read.$count(noticeEvents)).toBe(0);
});
