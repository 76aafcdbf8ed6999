import path from "node:path";
import Sqlite from "better-sqlite3";
import { expect, it } from "vitest";
import { freshDatabase } from "../support/database.ts";

it("a talk is read by an index, both its first comments and a thread", async () => {
  const { dir } = await freshDatabase();
  const file = new Sqlite(path.join(dir, "caco.db"), { readonly: true });
  const plans = ["parent is null", "thread = 't' and parent is not null"].map((where) => {
    const query = `select id from comments where idea = 'i' and ${where} order by created_at, id`;
    return JSON.stringify(file.prepare(`explain query plan ${query}`).all());
  });
  file.close();
  expect(plans[0]).toContain("comments_first");
  expect(plans[1]).toContain("comments_thread");
  expect(plans.join(" ")).not.toContain("TEMP B-TREE");
});
