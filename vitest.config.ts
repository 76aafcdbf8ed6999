import { defineConfig } from "vitest/config";

/** Tests that need the built app: a server as a process of its own. */
const served = ["tests/http/**", "tests/live/**", "tests/attacks/**", "tests/signals/**"];

/**
 * `unit` runs everything that needs no server, on real SQLite files; `postgres` runs on a real
 * PostgreSQL, because the dialect is fixed when the schema is imported; `http` talks to a served
 * app over the network; `browser` opens it as people do.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["tests/**/*.test.{ts,tsx}"],
          exclude: [...served, "tests/postgres/**", "tests/browser/**"],
          setupFiles: ["tests/support/setup.ts"],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: "postgres",
          include: ["tests/postgres/**/*.test.ts"],
          setupFiles: ["tests/support/setup.ts", "tests/support/postgres-address.ts"],
          globalSetup: ["tests/support/postgres-server.ts"],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: "http",
          include: served.map((folder) => `${folder}/*.test.ts`),
          setupFiles: ["tests/support/setup.ts"],
          globalSetup: ["tests/support/build.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "browser",
          include: ["tests/browser/**/*.test.ts"],
          setupFiles: ["tests/support/setup.ts"],
          globalSetup: ["tests/support/build.ts"],
          testTimeout: 90_000,
          hookTimeout: 90_000,
          // One browser at a time: two cores also serve the app.
          fileParallelism: false,
        },
      },
    ],
  },
});
