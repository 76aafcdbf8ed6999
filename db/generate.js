/** Writes the migrations of both dialects from `db/schema`: `npm run migrations -- --name what-changes`. */
import { spawnSync } from "node:child_process";

for (const url of ["file:unused.db", "postgres://unused"]) {
  const { status } = spawnSync("npx", ["drizzle-kit", "generate", ...process.argv.slice(2)], {
    stdio: "inherit",
    shell: process.platform === "win32",
    env: { ...process.env, DATABASE_URL: url },
  });
  if (status !== 0) process.exit(status ?? 1);
}
