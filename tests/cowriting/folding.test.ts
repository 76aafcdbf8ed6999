/** The log of a living text becomes a snapshot: whatever fails on the way, no word is lost and no log without end grows. */
import { eq, getTableName } from "drizzle-orm";
import { expect, it } from "vitest";
import * as Y from "yjs";
import { sharesOf } from "../../app/features/cowriting/authorship.server.ts";
import {
  catchUp,
  closeIdleDocuments,
  readDocument,
  writeInDocument,
} from "../../app/features/cowriting/documents.server.ts";
import { textsOf } from "../../app/features/cowriting/updates.server.ts";
import type { Database, Tx } from "../../db/database.ts";
import { documentSnapshots, documentUpdates } from "../../db/schema/cowriting.ts";
import { actorNow, contextFor, start } from "../support/database.ts";
import { writtenIdea } from "../writing/support.ts";
import { writer } from "./support.ts";

/**
 * The same database, in whose transactions `interrupt` is called before each statement, with what it does and to which
 * table, and before the commit; what it throws ends the transaction.
 */
function interrupted(db: Database, interrupt: (step: string) => void): Database {
  const statements = ["select", "insert", "update", "delete"];
  return {
    ...db,
    transaction: (work, isolation) =>
      db.transaction(async (tx) => {
        const watched = new Proxy(tx, {
          get(target, name, receiver) {
            const value: unknown = Reflect.get(target, name, receiver);
            if (typeof value !== "function" || !statements.includes(String(name))) return value;
            return (...args: Parameters<Tx["delete"]>) => {
              interrupt(name === "select" ? "select" : `${String(name)} ${getTableName(args[0])}`);
              return Reflect.apply(value, target, args) as unknown;
            };
          },
        });
        const result = await work(watched);
        interrupt("commit");
        return result;
      }, isolation),
  };
}

const isFolding = (step: string) => step === "update document_snapshots";

async function longText(count: number) {
  const idea = await writtenIdea();
  const { rig, id } = idea;
  const foldless = interrupted(rig.db, (step) => {
    if (isFolding(step)) throw new Error("No snapshot today.");
  });
  const ann = await writer(rig, id, idea.ann);
  const updates: Uint8Array[] = [];
  ann.doc.on("update", (update: Uint8Array) => updates.push(update));
  for (let turn = 0; turn < count; turn++) {
    ann.doc.getText("solution").insert(turn % 7, turn % 5 === 0 ? "word " : "a");
  }
  const ctx = { ...contextFor(rig, await actorNow(rig, idea.ann.id)), db: foldless };
  const answers = await Promise.allSettled(
    updates.map((content) => writeInDocument(ctx, id, { client: ann.doc.clientID, content, from: null })),
  );
  const log = () => rig.db.read.$count(documentUpdates, eq(documentUpdates.idea, id));
  /** What a server finds that begins now. */
  const fresh = () => {
    closeIdleDocuments(Infinity, 0, () => false);
    return readDocument(rig.db, id, start, ({ doc, authorship, seq }) => ({
      texts: textsOf(doc),
      shares: sharesOf(doc, authorship),
      seq,
    }));
  };
  return { ...idea, ann, answers, log, fresh };
}

it("loses nothing when it is interrupted at any step", async () => {
  const { rig, id, ann, answers, log, fresh } = await longText(300);
  expect(answers.filter(({ status }) => status === "rejected")).toEqual([]);
  const before = await fresh();
  expect(before.texts.solution).toBe(ann.text());
  const steps: string[] = [];
  for (let stop = 0, isDone = false; !isDone; stop++) {
    steps.length = 0;
    const dying = interrupted(rig.db, (step) => {
      if (steps.push(step) > stop) throw new Error("Interrupted.");
    });
    const folding = catchUp(dying, id, start);
    isDone = await folding.then(
      () => true,
      (error: unknown) => {
        expect(error).toMatchObject({ message: "Interrupted." });
        return false;
      },
    );
    if (isDone) break;
    expect(await log()).toBe(300);
    expect(await fresh()).toEqual(before);
  }
  expect(steps.slice(-3)).toEqual(["update document_snapshots", "delete document_updates", "commit"]);
  expect(await log()).toBe(0);
  expect(await fresh()).toEqual(before);
});

it("takes no more than five hundred updates where no snapshot can be made, and goes on when it can", async () => {
  const { rig, id, ann, answers, log, fresh } = await longText(700);
  expect(await log()).toBe(500);
  const refused = answers.flatMap((answer) => (answer.status === "rejected" ? [answer.reason as unknown] : []));
  expect(refused).toHaveLength(200);
  expect(refused[0]).toMatchObject({ code: "unavailable" });
  const [snapshot] = await rig.db.read.select().from(documentSnapshots).where(eq(documentSnapshots.idea, id));
  expect(snapshot?.seq).toBe(0);

  // What is sent again makes room for itself.
  const all = Y.encodeStateAsUpdate(ann.doc);
  await expect(ann.send(all)).rejects.toMatchObject({ code: "unavailable" });
  await ann.send(all);
  expect((await fresh()).texts.solution).toBe(ann.text());
  expect(await log()).toBeLessThan(250);
});
