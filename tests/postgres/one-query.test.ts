/** A transaction has one connection, which takes one query at a time: the driver is to refuse others meanwhile. */
import pg from "pg";
import { expect, it, onTestFinished } from "vitest";
import { spaces } from "../../db/schema/spaces.ts";
import { submitIdea } from "../../app/features/ideas/commands.server.ts";
import { newId } from "../../app/platform/ids.ts";
import { contextFor, freshDatabase, member, people, person, space, start } from "../support/database.ts";
import { texts } from "../writing/support.ts";

it("an idea is given to one of two pilots by one query after another", async () => {
  const rig = await freshDatabase();
  const place = await space(rig);
  const { ann } = await people(rig, place.id);
  await member(rig, await person(rig, "pal"), place.id, { pilot: true });
  const together = queriesTogether();

  await submitIdea(contextFor(rig, ann), place.id, { ...texts, id: newId(start) });
  expect(together).toEqual([]);

  await rig.db.transaction((tx) => Promise.all([1, 2].map(() => tx.select({ id: spaces.id }).from(spaces))));
  expect(together).toEqual([expect.stringContaining('from "spaces"')]);
});

/** What is asked of a connection from now on while it answers something else. */
function queriesTogether(): string[] {
  const together: string[] = [];
  const busy = new WeakMap<pg.Client, number>();
  const asks = pg.Client.prototype as { query: (...args: unknown[]) => unknown };
  const ask = asks.query;
  asks.query = function query(this: pg.Client, ...args: unknown[]) {
    const running = busy.get(this) ?? 0;
    if (running > 0) together.push(typeof args[0] === "string" ? args[0] : (args[0] as { text: string }).text);
    busy.set(this, running + 1);
    const answer = ask.apply(this, args);
    const over = () => void busy.set(this, (busy.get(this) ?? 1) - 1);
    if (answer instanceof Promise) void answer.then(over, over);
    else over();
    return answer;
  };
  onTestFinished(() => void (asks.query = ask));
  return together;
}
