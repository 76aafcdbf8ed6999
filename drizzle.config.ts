import { defineConfig } from "drizzle-kit";

/** `npm run migrations` runs this once for each dialect: the schema follows `DATABASE_URL`. */
const isPostgres = (process.env.DATABASE_URL ?? "").startsWith("postgres");

export default defineConfig({
  dialect: isPostgres ? "postgresql" : "sqlite",
  schema: "./db/schema",
  out: isPostgres ? "./db/migrations/postgres" : "./db/migrations/sqlite",
  casing: "snake_case",
});
