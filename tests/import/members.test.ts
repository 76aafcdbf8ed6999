import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { asc, eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { customerFacts } from "../../db/schema/lens.ts";
import { events } from "../../db/schema/log.ts";
import { members } from "../../db/schema/members.ts";
import { freshDatabase, person, type Rig, space } from "../support/database.ts";
import { caco, folder } from "./sources.ts";

let rig: Rig;

beforeEach(async () => {
  rig = await freshDatabase();
  await space(rig);
  for (const name of ["ann", "bob"]) await person(rig, name);
  await person(rig, "eve", { verified: false });
});

/** Runs the import on a file with this content. */
function bring(content: string | Buffer, ...more: string[]) {
  const file = path.join(folder(), "customers.csv");
  writeFileSync(file, content);
  return caco(rig.dir, "import", "members", file, "--space", "bikes", ...more);
}

const facts = () =>
  rig.db.read
    .select({ field: customerFacts.field, value: customerFacts.value, amount: customerFacts.amount })
    .from(customerFacts)
    .innerJoin(members, eq(members.id, customerFacts.member))
    .orderBy(asc(members.handle), asc(customerFacts.field));

const whole = "E-mail,Plan,Country,Seats\nann@example.org,Pro,France,12\nBOB@Example.org,Free,,3\n";

describe("facts about members", () => {
  test("are kept for the product people of a space, and the same file again changes nothing", async () => {
    const { code, stdout } = await bring(whole);
    expect(code).toBe(0);
    expect(stdout).toContain("Kept plan, country, seats of customers");
    expect(stdout).toContain("2 new, 0 changed, 0 unchanged");
    const kept = await facts();
    expect(kept).toEqual([
      { field: "country", value: "France", amount: null },
      { field: "plan", value: "Pro", amount: null },
      { field: "seats", value: "12", amount: 12 },
      { field: "plan", value: "Free", amount: null },
      { field: "seats", value: "3", amount: 3 },
    ]);
    const logged = await rig.db.read.$count(events);
    expect((await bring(whole)).stdout).toContain("0 new, 0 changed, 2 unchanged");
    expect(await facts()).toEqual(kept);
    expect(await rig.db.read.$count(events)).toBe(logged);
    const later = await bring("email,plan\nann@example.org,Team\n");
    expect(later.stdout).toContain("0 new, 1 changed, 0 unchanged");
    expect(await facts()).toContainEqual({ field: "seats", value: "12", amount: 12 });
  });

  test("of a dry run are said and not written", async () => {
    const { code, stdout } = await bring(whole, "--dry-run");
    expect(code).toBe(0);
    expect(stdout).toContain("Dry run, nothing was written. It would keep plan");
    expect(stdout).toContain("2 new, 0 changed, 0 unchanged");
    expect(await facts()).toEqual([]);
  });

  test("of a spreadsheet in French are read with its semicolons and its byte order mark", async () => {
    const { code } = await bring(`\uFEFFCourriel;Offre\r\nann@example.org;"Pro; à vie"\r\n`);
    expect(code).toBe(0);
    expect(await facts()).toEqual([{ field: "offre", value: "Pro; à vie", amount: null }]);
  });

  test("that cannot be used are left out, each named with its line", async () => {
    const lines = [
      "email,plan",
      "ann@example.org,Pro",
      "nobody@example.org,Pro",
      "eve@example.org,Pro",
      "not an address,Pro",
      ",Pro",
      "ann@example.org,Free",
      "bob@example.org",
      `bob@example.org,${"x".repeat(201)}`,
    ];
    const latin = Buffer.concat([Buffer.from(`${lines.join("\n")}\nbob@example.org,`), Buffer.from([0xe9, 0x0a])]);
    const { code, stdout, stderr } = await bring(latin);
    expect(code).toBe(0);
    expect(stdout).toContain("1 new, 0 changed, 0 unchanged");
    expect(stdout).toContain("bad rows   8");
    expect(stderr).toContain("… and 3 more rows");
    expect(await facts()).toEqual([{ field: "plan", value: "Pro", amount: null }]);
    const [report = ""] = readdirSync(path.join(rig.dir, "reports"));
    const said = readFileSync(path.join(rig.dir, "reports", report), "utf8");
    const reasons = Object.fromEntries(
      said.split("\r\n").flatMap((line) => {
        const [, number, , reason] = /^customers\.csv,(\d+),(left out),(.*)$/.exec(line) ?? [];
        return number === undefined ? [] : [[number, reason]];
      }),
    );
    expect(reasons).toEqual({
      3: "no member has confirmed this address",
      4: "no member has confirmed this address",
      5: '"""not an address"" is no e-mail address"',
      6: "there is no address",
      7: "the address is there twice (first in line 2)",
      8: '"the row has 1 cells, not 2"',
      9: '"""plan"" is longer than 200 characters"',
      10: "the row is not UTF-8 text",
    });
  });

  test.each([
    ["a file without addresses", "name,plan\nAnn,Pro\n", 'no column "email"'],
    ["a file with nothing beside addresses", "email\nann@example.org\n", "says nothing beside"],
    ["a column that is there twice", "email,plan,Plan\nann@example.org,1,2\n", 'the column "plan" twice'],
    ["a column without a name", "email,\nann@example.org,1\n", "column 2 has no name"],
    ["too many columns", `email,${Array.from({ length: 21 }, (_, at) => `f${at}`).join(",")}\n`, "at most 20"],
    ["an empty file", "", "is empty"],
  ])("from %s are refused as a whole", async (_, content, why) => {
    const { code, stderr } = await bring(content);
    expect(code).toBe(2);
    expect(stderr).toContain(why);
    expect(await facts()).toEqual([]);
  });

  test("for a space that is not there are refused, and no space is made", async () => {
    const file = path.join(folder(), "customers.csv");
    writeFileSync(file, whole);
    const { code, stderr } = await caco(rig.dir, "import", "members", file, "--space", "boats");
    expect(code).toBe(2);
    expect(stderr).toContain("There is no space /s/boats");
    expect((await caco(rig.dir, "import", "members", file)).stderr).toContain("Say for which space");
    expect((await caco(rig.dir, "import", "members", "--space", "bikes")).stderr).toContain("Say which file");
  });
});
