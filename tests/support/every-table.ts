import { fill, type Row, type ValueType } from "../../db/dialect/whole.ts";
import { type TableFacts, tables } from "../../db/tables.ts";

/** Rows made up for every table of the schema, with every kind of value; what may be empty is so in the third. */
export async function fillEveryTable(url: string): Promise<void> {
  const made = new Map<string, Row[]>();
  await fill(url, async (on) => {
    for (const table of tables) {
      const rows = [1, 2, 3].map((number) => rowOf(table, number, made));
      made.set(table.name, rows);
      const columns = table.columns.filter(({ name }) => table.name !== "events" || name !== "transaction");
      await on.insert(
        table.name,
        columns.map(({ name, dataType }) => ({ name, type: typeOf(dataType) })),
        rows,
      );
    }
  });
}

function rowOf(table: TableFacts, number: number, made: ReadonlyMap<string, Row[]>): Row {
  const row: Row = {};
  for (const { name, dataType, notNull } of table.columns) {
    const isFree = notNull || table.primaryKey.includes(name) || number < 3;
    row[name] = isFree ? valueOf(typeOf(dataType), name, number) : null;
  }
  for (const { columns, table: parent, targets } of table.references) {
    for (const [index, column] of columns.entries()) {
      if (row[column] !== null) row[column] = made.get(parent)?.[number - 1]?.[String(targets[index])] ?? null;
    }
  }
  return row;
}

function valueOf(type: ValueType, name: string, number: number): Row[string] {
  if (type === "number") return name === "seq" || name === "n" ? number : 1_772_445_600_000 + number;
  if (type === "boolean") return number === 1;
  if (type === "json") return { z: [`${name} ${number}`, null], a: number / 4, é: true };
  if (type === "bytes") return Buffer.from(Array.from({ length: 256 }, (_, byte) => (byte * number) % 256));
  return `${name} ${number} é \u2028 \n "quoted" ' 😀`;
}

function typeOf(dataType: string): ValueType {
  if (dataType === "string") return "text";
  return dataType === "buffer" || dataType === "custom" ? "bytes" : (dataType as ValueType);
}
