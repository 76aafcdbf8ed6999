import { describe, expect, it } from "vitest";
import { tables } from "../../db/tables.ts";
import { freshDatabase } from "../support/database.ts";

describe("the tables as data", () => {
  it("are those of the migrated database, with their columns by name", async () => {
    const { db } = await freshDatabase();
    const found = await db.raw.all<{ name: string }>(
      db.dialect === "postgres"
        ? "select table_name as name from information_schema.tables where table_schema = 'public'"
        : "select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\'",
    );
    const known = tables.map(({ name }) => name);
    expect([...known, "caco_migrations"].toSorted()).toEqual(found.map(({ name }) => name).toSorted());
    for (const { name, columns } of tables) {
      const list = columns.map((column) => `"${column.name}"`).join(", ");
      await expect(db.raw.all(`select ${list} from ${name} where 1 = 0`)).resolves.toEqual([]);
    }
  });

  it("name parents before the children that refer to them", () => {
    const seen = new Set<string>();
    for (const { name, references } of tables) {
      seen.add(name);
      for (const reference of references)
        expect(seen, `${name} refers to ${reference.table}`).toContain(reference.table);
    }
    expect(tables.find(({ name }) => name === "signals")).toMatchObject({
      primaryKey: expect.arrayContaining(["idea", "member"]) as string[],
      references: expect.arrayContaining([{ columns: ["member"], table: "members", targets: ["id"] }]) as unknown[],
    });
  });
});
