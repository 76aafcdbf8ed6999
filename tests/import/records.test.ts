import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { csvRecords } from "../../app/cli/import/records.ts";
import { rowOf } from "../../app/cli/import/source.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "caco-records-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** The rows of a file with this content, two cells wide: `[line, ...cells]`. */
async function read(content: string | Buffer, delimiter = ",") {
  const file = path.join(folder, "rows.csv");
  await writeFile(file, content);
  const rows: (string | number | null)[][] = [];
  for await (const { line, cells } of csvRecords(file, { delimiter, width: () => 2 })) {
    rows.push([line, ...(cells ?? [null])]);
  }
  return rows;
}

test.each([
  [
    "plain rows",
    "a,b\nc,d\n",
    [
      [1, "a", "b"],
      [2, "c", "d"],
    ],
  ],
  [
    "no last line end",
    "a,b\nc,d",
    [
      [1, "a", "b"],
      [2, "c", "d"],
    ],
  ],
  [
    "line ends of Windows and a byte order mark",
    "\uFEFFa,b\r\nc,d\r\n",
    [
      [1, "a", "b"],
      [2, "c", "d"],
    ],
  ],
  [
    "empty lines",
    "a,b\n\n\nc,d\n\n",
    [
      [1, "a", "b"],
      [4, "c", "d"],
    ],
  ],
  ["quoted separators and quotes", 'a,"b, ""c"""\n', [[1, "a", 'b, "c"']]],
  [
    "quoted line ends",
    'a,"b\n\nc"\nd,e\n',
    [
      [1, "a", "b\n\nc"],
      [4, "d", "e"],
    ],
  ],
  ["a line separator of Unicode is no line end", "a,b\u2028c\n", [[1, "a", "b\u2028c"]]],
  [
    "quotes inside a word",
    'a,5" tube\nc,d\n',
    [
      [1, "a", '5" tube'],
      [2, "c", "d"],
    ],
  ],
  [
    "too few and too many cells",
    "a\nb,c,d\n",
    [
      [1, "a"],
      [2, "b", "c", "d"],
    ],
  ],
  ["an empty file", "", []],
])("%s", async (_, content, rows) => {
  expect(await read(content)).toEqual(rows);
});

test("a quote that is never closed costs its own row only", async () => {
  expect(await read('a,b\nc,"d\ne,f\n"g",h\ni,"j\nk"\n')).toEqual([
    [1, "a", "b"],
    [2, null],
    [3, "e", "f"],
    [4, "g", "h"],
    [5, "i", "j\nk"],
  ]);
});

test("a quote left open far from the end of the file does not wait for it", async () => {
  const many = Array.from({ length: 1_000 }, (_, index) => `k${index},v`).join("\n");
  const rows = await read(`a,"b\n${many}\n`);
  expect(rows).toHaveLength(1_001);
  expect(rows[0]).toEqual([1, null]);
  expect(rows[1_000]).toEqual([1_001, "k999", "v"]);
});

test("a line of two million characters costs its own row only", async () => {
  expect(await read(`a,b\nc,${"d".repeat(2_000_000)}\ne,f\n`)).toEqual([
    [1, "a", "b"],
    [2, null],
    [3, "e", "f"],
  ]);
});

test.each([
  ["cells by column, without spaces around them", [" 1 ", "x"], { value: { id: "1", name: "x" } }],
  ["a cell too many", ["1", "x", "y"], { reason: "the row has 3 cells, not 2" }],
  ["a cell too few", ["1"], { reason: "the row has 1 cells, not 2" }],
  ["bytes that are no UTF-8", ["1", "caf\uFFFD"], { reason: "the row is not UTF-8 text" }],
  ["a zero character", ["1", "x\0"], { reason: "the row is not UTF-8 text" }],
])("a row is %s", (_, cells, expected) => {
  expect(rowOf(cells, ["id", "name"])).toEqual(expected);
});

test("text in another encoding is told from UTF-8", async () => {
  const [row] = await read(Buffer.from("1,caf\u00e9\n", "latin1"));
  expect(rowOf(row?.slice(1).map(String) ?? null, ["id", "name"])).toEqual({ reason: "the row is not UTF-8 text" });
});
