/** What would compile and do harm, and what no linter rule here can say. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { projectRoot } from "../../app/platform/root.server.ts";
import { filesUnder } from "../support/files.ts";

const sources = [...filesUnder("app", /\.(tsx?|js)$/), ...filesUnder("db", /\.(ts|js)$/)].map((file) => ({
  file,
  code: readFileSync(path.join(projectRoot(), file), "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, ""),
}));

function places(pattern: RegExp, allowed: RegExp = /^$/): string[] {
  return sources.filter(({ file, code }) => !allowed.test(file) && pattern.test(code)).map(({ file }) => file);
}

it("reads the sources at all", () => {
  expect(sources.length).toBeGreaterThan(100);
  expect(places(/\.transaction\(/)).toContain("app/features/signals/commands.server.ts");
});

it("no statement is put together from text", () => {
  expect(places(/\bsql\.raw\b/)).toEqual([]);
});

it("no query uses what one database alone has", () => {
  expect(places(/\)\s*\.for\(\s*["'`]|\bselectDistinctOn\b|\bdistinctOn\b/, /^db\/dialect\//)).toEqual([]);
});

it("drizzle is opened by the dialects only, so that its own transactions are out of reach", () => {
  expect(places(/\bdrizzle\(/, /^db\/dialect\//)).toEqual([]);
  expect(places(/\.transaction\(/, /^app\/|^db\/(dialect\/|database\.ts$)/)).toEqual([]);
});

it("SQLite is opened where each connection is told to write through to the disk, or only to read", () => {
  const openers = sources.filter(({ code }) => /new SqliteDriver\(/.test(code));
  expect(openers.map(({ file }) => file)).toContain("db/dialect/sqlite.ts");
  const others = openers.filter(({ file }) => file !== "db/dialect/sqlite.ts");
  for (const { file, code } of others) expect(code, file).not.toMatch(/new SqliteDriver\((?![^)]*readonly: true)/);
  const [door] = openers.filter(({ file }) => file === "db/dialect/sqlite.ts");
  expect(door?.code.match(/new SqliteDriver\(/g)).toHaveLength(2); // the database, and the file that is its lock
});

it("no transaction on SQLite begins as a reader: when it then writes, it may be refused", () => {
  expect(
    places(/\bbegin\b(?! (immediate|exclusive|isolation level)\b)["'`]/i, /^db\/dialect\/(postgres|whole)\.ts$/),
  ).toEqual([]);
  expect(places(/BEGIN IMMEDIATE/)).toEqual(["db/dialect/sqlite.ts"]);
});

it("no act asks the clock of the database", () => {
  expect(places(/sql`[^`]*\b(now\(\)|current_timestamp|datetime\()/i)).toEqual([]);
});

it("no rule, policy or event knows the clock or chance", () => {
  const pure = sources.filter(({ file }) => /\/(rules|policy|events)\.ts$/.test(file));
  expect(pure.length).toBeGreaterThan(10);
  expect(pure.filter(({ code }) => /Date\.now\(|new Date\(\)|Math\.random|crypto\./.test(code))).toEqual([]);
});

it("HTML goes into a page unescaped only where it was sanitised when it was written", () => {
  expect(places(/dangerouslySetInnerHTML/)).toEqual([
    "app/features/anchoring/ui/anchored-list.tsx",
    "app/features/discussion/pages/comment-versions.tsx",
    "app/features/discussion/ui/comment.tsx",
    "app/features/ideas/ui/texts.tsx",
    "app/features/merging/ui/said.tsx",
    "app/features/moderation/pages/appeal.tsx",
    "app/features/moderation/ui/item.tsx",
    "app/features/notes/ui/note.tsx",
    "app/features/piloting/ui/answers.tsx",
    "app/features/pitching/ui/slide.tsx",
    "app/features/reviving/ui/argument.tsx",
    "app/features/spaces/ui/written.tsx",
    "app/features/talks/ui/talk-thread.tsx",
    "app/features/trials/ui/trial-card.tsx",
  ]);
});
