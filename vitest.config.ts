import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/** Tests that need the built app: a server as a process of its own. */
const served = ["tests/http/**", "tests/live/**", "tests/attacks/**", "tests/signals/**"];

/** Those of them that run on both databases: what many do at once, and who hears of it. */
const live = ["tests/live/**/*.test.ts", "tests/signals/**/*.test.ts"];

/** About PostgreSQL alone; `nodes` needs the built app. */
const postgresOnly = ["tests/postgres/**", "tests/nodes/**"];

/** About SQLite's file alone. */
const sqliteOnly = [
  "tests/platform/{database,migrate,releases}.test.ts",
  "tests/discussion/plans.test.ts",
  "tests/keeping/{backup,move}.test.ts",
];

/** The demo, which has a file of its own and nothing else; and imports so large that once is enough. */
const once = ["tests/demo/**", "tests/import/large.test.ts"];

/** Pure code and files of the project: without a database, so once is enough. */
const withoutDatabase = [
  "tests/*.test.ts",
  "tests/{repository,ui}/**",
  "tests/**/{rules,places,mappers,records,progress,differences,signing}.test.ts",
  "tests/platform/{error-facts,errors,ids,markdown,messages,paging,paths,sentences,telling}.test.ts",
];

/** Servers that are killed over and over: what takes all the machine runs by itself. */
const kills = ["tests/http/{kills,killed-commands,killed-texts}.test.ts"];

const each = {
  setupFiles: ["tests/support/setup.ts"],
  // The program is imported once for many files: that takes longer than most of them run.
  isolate: false,
  // As `until`: what comes late on a busy machine comes all the same.
  expect: { poll: { timeout: 15_000 } },
};

/** The dialect is fixed when the schema is imported: so each database is a project of its own. */
const onPostgres = {
  ...each,
  setupFiles: [...each.setupFiles, "tests/support/postgres-address.ts"],
  globalSetup: ["tests/support/postgres-server.ts"],
  // Each worker has a server of its own, of which more than these would wait for one another.
  maxWorkers: Math.min(availableParallelism(), 4),
};

/**
 * `unit` runs everything that needs no server, on real SQLite files, and `unit on PostgreSQL` what
 * of it has to do with a database on a real PostgreSQL, with what is about PostgreSQL alone; `http`
 * talks to a served app over the network, `live on PostgreSQL` to one with that database; `browser`
 * opens it as people do. One project after another: a worker goes on to files of its own project alone,
 * and a person in a browser never waits for what keeps all cores busy.
 */
export default defineConfig({
  test: {
    // Otherwise one core is left free, which on a machine with two is half of it.
    maxWorkers: "100%",
    projects: [
      {
        test: {
          name: "unit",
          include: ["tests/**/*.test.{ts,tsx}"],
          exclude: [...served, ...postgresOnly, "tests/browser/**"],
          ...each,
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: "unit on PostgreSQL",
          include: ["tests/**/*.test.{ts,tsx}"],
          exclude: [...served, "tests/nodes/**", ...sqliteOnly, ...once, ...withoutDatabase, "tests/browser/**"],
          sequence: { groupOrder: 1 },
          ...onPostgres,
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: "http",
          include: served.map((folder) => `${folder}/*.test.ts`),
          exclude: kills,
          sequence: { groupOrder: 2 },
          ...each,
          globalSetup: ["tests/support/build.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "live on PostgreSQL",
          include: [...live, "tests/nodes/**/*.test.ts"],
          sequence: { groupOrder: 3 },
          ...onPostgres,
          globalSetup: ["tests/support/build.ts", ...onPostgres.globalSetup],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "browser",
          sequence: { groupOrder: 4 },
          include: ["tests/browser/**/*.test.ts"],
          ...each,
          isolate: true,
          globalSetup: ["tests/support/build.ts"],
          testTimeout: 90_000,
          hookTimeout: 90_000,
          // One browser at a time: two cores also serve the app.
          fileParallelism: false,
        },
      },
      {
        test: {
          name: "kills",
          include: kills,
          sequence: { groupOrder: 5 },
          ...each,
          isolate: true,
          globalSetup: ["tests/support/build.ts"],
          fileParallelism: false,
        },
      },
    ],
  },
});
